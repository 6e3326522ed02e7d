# proof: Gephi holds GraphML and GEXF whole, with both XML readers and both ways of merging, and the time line of the dynamic GEXF
"""GE-01 to GE-14: no issue above INFO, nodes, edges, kinds, columns and every value; an allegation and a fact stay two edges where parallel ones are merged."""

from collections import Counter, defaultdict
from datetime import datetime, timezone

import networkx
from claims import agrees_with_claims
from graphs import INPUTS, compare, folders, in_gexf, in_xml, java, wanted
from rows import WORK, check, finish
from table import row

VERSION = "0.10.1"
FILES = {"graphml": "graph.graphml", "gexf": "graph.gexf", "gexf-dynamic": "graph.dynamic.gexf"}
JDK = "-Djavax.xml.stream.XMLInputFactory=com.sun.xml.internal.stream.XMLInputFactoryImpl"
TYPES = {int: "Long", float: "Double", bool: "Boolean", str: "String"}
BUILT_IN = {"Id", "Label", "Interval", "Weight"}
# what Gephi keeps beside its columns
NODE = {"id", "label", "color"}
EDGE = {"id", "label", "key", "source", "target", "weight"}


def mend(form):
    """What the file and Gephi 0.10.1 make of a value that is no label: Infinity of the letters INF, wherever they stand; reported."""
    return lambda text: (in_xml if form == "graphml" else in_gexf)(text).replace("INF", "Infinity")


def dropped(value, form):
    """What Gephi leaves out without a word: the word null, and in GraphML blank texts (targets 1.3)."""
    return isinstance(value, str) and (value.lower() == "null" or form == "graphml" and not in_xml(value).strip("\t\n\r "))


def in_file(element, form):
    """Our attributes as the file has them: GraphML has the labels in one text."""
    return {**element, "labels": ":" + ":".join(element["labels"])} if form == "graphml" and "labels" in element else element


def same_values(where, found, ours, own, form):
    """Compares what stands in the columns of a node or an edge."""
    in_gephi = mend(form)
    in_list = lambda text: None if dropped(text, form) else in_gephi(text)
    lost = {name for name, value in ours.items() if dropped(value, form)}
    lists = {name for name, value in ours.items() if isinstance(value, list) and isinstance(value[0], str)}
    right = compare(where, {name: value for name, value in found.items() if name not in lists}, ours, in_gephi, own | lost | lists)
    lists = {name: ours[name] for name in lists}
    found = {name: value for name, value in found.items() if name in lists}
    return right & (compare(where, found, lists, in_gephi, lists="text") if form == "graphml" else compare(where, found, lists, in_list))


def columns(elements, form, own):
    """The columns that a table must have, each with its type."""
    kind = lambda value: "String[]" if form != "graphml" and isinstance(value[0], str) else "String"
    return {name: kind(value) if isinstance(value, list) else TYPES[type(value)] for one in elements for name, value in one.items() if name not in own}


def milliseconds(day, otherwise):
    return datetime.fromisoformat(day).replace(tzinfo=timezone.utc).timestamp() * 1000 if day else otherwise


def spells(claims):
    """The days on which an edge is there, those of its claims with a date; overlapping ones made one."""
    bounds = sorted((claim.get("date_min", ""), claim.get("date_max", "9999")) for claim in claims if "date_min" in claim or "date_max" in claim)
    joined = []
    for low, high in bounds:
        if joined and low <= joined[-1][1]:
            joined[-1][1] = max(high, joined[-1][1])
        else:
            joined.append([low, high])
    return [[milliseconds(low, "-open"), milliseconds("" if high == "9999" else high, "open")] for low, high in joined]


def ends(edge):
    return edge["source"], edge["target"], edge["relation"]


def check_time(where, found, edges, claims):
    """Every edge is there on its days, and the time line reaches from the first to the last."""
    by_edge = defaultdict(list)
    for claim in claims.values():
        by_edge[claim["uid"] if claim["uid"] in edges else ends(claim)].append(claim)
    days = []
    for edge in found["edges"]:
        uid = edge["values"]["uid"]
        ours = spells(by_edge.get(uid) or by_edge[ends(edges[uid])])
        days += [day for spell in ours for day in spell if not isinstance(day, str)]
        check(edge["spells"] == ours, f"{where}: {uid} is there in {ours}, found {edge['spells']}")
    check(found["time"] == "INTERVAL", f"{where}: the time line has intervals, found {found['time']}")
    line = [min(days, default="-open"), max(days, default="open")]
    check(found["bounds"] == line, f"{where}: the time line is {line}, found {found['bounds']}")


def check_merged(where, found, nodes, edges):
    """Parallel edges of one kind become one, whose weight is their sum, and of two kinds stay two."""
    uid = {node["id"]: node["uid"] for node in nodes.values()}
    ours = Counter()
    for edge in edges.values():
        ours[ends(edge)] += edge["weight"]
    theirs = {(uid[edge["source"]], uid[edge["target"]], edge["kind"]): edge["weight"] for edge in found["edges"]}
    return check(theirs == ours and len(found["edges"]) == len(ours), f"{where}: {len(ours)} edges of a kind each, found {len(theirs)}")


def holds(where, found, folder, form):
    """Compares what Gephi holds with the graph; returns whether all is equal."""
    nodes, edges = wanted(folder)
    above = [issue for issue in found["issues"] if issue["level"] != "INFO"]
    right = check(not above, f"{where}: no issue above INFO, found {above[:3]}")
    right &= check(len(found["nodes"]) == len(nodes), f"{where}: {len(nodes)} nodes, found {len(found['nodes'])}")
    for table, all_ours, own in (("nodeColumns", nodes, NODE), ("edgeColumns", edges, EDGE)):
        theirs = {name: kind for name, kind in found[table].items() if name not in BUILT_IN}
        # a table without rows has the columns that every graph has
        right &= check(not all_ours or theirs == columns(all_ours.values(), form, own), f"{where}: {table} are {theirs}")
    uid = {node["id"]: node["uid"] for node in nodes.values()}
    for node in found["nodes"]:
        ours = in_file(nodes[uid[node["id"]]], form)
        right &= same_values(f"{where}: {ours['uid']}", node["values"], ours, NODE, form)
        color = [int(ours["color"][place : place + 2], 16) for place in (1, 3, 5)]
        right &= check((node["label"], node["color"]) == ((in_xml if form == "graphml" else in_gexf)(ours["label"]), color), f"{where}: {ours['uid']} has its label and colour, found {node['label']!r} {node['color']}")
    if found["merge"] == "SUM":
        right &= check_merged(where, found, nodes, edges)
        if len(found["edges"]) != len(edges):
            return right
    right &= check(len(found["edges"]) == len(edges), f"{where}: {len(edges)} edges, found {len(found['edges'])}")
    for edge in found["edges"]:
        ours = edges[edge["values"]["uid"]]
        label = in_xml(edge["label"])
        own = [edge["id"], uid[edge["source"]], uid[edge["target"]], edge["kind"], label, edge["weight"], edge["directed"]]
        right &= check(own == [*(ours[name] for name in ("id", "source", "target", "relation", "label", "weight")), True], f"{where}: {ours['uid']} is {own}")
        right &= same_values(f"{where}: {ours['uid']}", edge["values"], ours, EDGE, form)
    return right


def in_networkx(name, folder):
    """A second reader of the same GraphML has the same values."""
    read = networkx.read_graphml(folder / FILES["graphml"], force_multigraph=True)
    nodes, edges = wanted(folder)
    found = {values["uid"]: values for values in [*(values for _, values in read.nodes(data=True)), *(values for _, _, values in read.edges(data=True))]}
    check(found.keys() == nodes.keys() | edges.keys(), f"{name}: NetworkX has every node and edge")
    for uid, ours in {**nodes, **edges}.items():
        compare(f"{name}: {uid} in NetworkX", found.get(uid, {}), in_file(ours, "graphml"), in_xml, {"id", "key", "source", "target"}, "text")


def main():
    built = dict(folders(",".join(FILES)))
    for name, folder in built.items():
        in_networkx(name, folder)
    tasks = [(name, form, folder / file) for name, folder in built.items() for form, file in FILES.items()]
    wrong, hostile = set(), set()
    for reader, options in (("Woodstox", ()), ("the JDK's reader", (JDK,))):
        results = java("gephi", *[file for _, _, file in tasks], options=options)
        check(len(results) == 2 * len(tasks), f"{len(tasks)} files are loaded twice")
        for (name, form, file), found in zip([task for task in tasks for _ in range(2)], results):
            where = f"{name}, {file.name}, {reader}, {found['merge']}"
            held = check(found["file"] == str(file), where) and holds(where, found, file.parent, form)
            if found["merge"] == "NO_MERGE":
                nodes, edges = wanted(file.parent)
                uid = {node["id"]: node["uid"] for node in nodes.values()}
                agrees_with_claims(where, [(uid[edge["source"]], edge["kind"], uid[edge["target"]], edge["values"]) for edge in found["edges"]], file.parent, mend(form))
                if form == "gexf-dynamic":
                    check_time(where, found, edges, wanted(built[name.replace("relations", "claims")])[1])
            elif name == "parallel-claims":
                kinds = sorted(edge["kind"] for edge in found["edges"])
                check(kinds == ["ALLEGED_RESIGNED_FROM", "DENIED_RESIGNED_FROM", "RESIGNED_FROM"], f"{where}: an allegation, a denial and a fact, found {kinds}")
            if not held:
                (hostile if name.startswith("hostile") else wrong).add(form)
    nodes, edges = map(len, wanted(WORK / "hostile-claims"))
    for form in FILES:
        row(form, "Gephi toolkit", VERSION, nodes, edges, *("no" if form in bad else "yes" for bad in (wrong, hostile)))
    print(f"  files: {len(INPUTS)} inputs by relations and by claims: {len(tasks)} files, each loaded four times")
    finish("Gephi")


if __name__ == "__main__":
    main()
