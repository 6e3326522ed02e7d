# proof: Gephi holds GraphML and GEXF whole with both XML readers, merged or not, and the time line is that of the claims
"""GE-01 to GE-14: no issue above INFO, nodes, edges, columns, types and values; an allegation never merges with a fact."""

import datetime
import json
import re

from graphs import folders, in_gexf, in_xml, java, parsed, wanted
from rows import WORK, check, finish
from table import row

VERSION = "0.10.1"
BLANK = re.compile(r"[\t\n\r ]*")
READERS = {"Woodstox": (), "JDK": ("-Djavax.xml.stream.XMLInputFactory=com.sun.xml.internal.stream.XMLInputFactoryImpl",)}


def kept(value, form=None):
    """Whether Gephi keeps a value: not the word null, nor in GraphML white space alone (targets.md 0.3)."""
    return not isinstance(value, str) or (value.lower() != "null" and not (form == "graphml" and BLANK.fullmatch(in_xml(value))))


def in_gephi(value, mend):
    """What Gephi 0.10.1 makes of a text: Infinity of the letters INF, wherever they stand; reported."""
    return mend(value).replace("INF", "Infinity")


def equal(found, value, form):
    mend = lambda text: in_gephi(text, in_xml if form == "graphml" else in_gexf)
    if isinstance(value, list) and isinstance(value[0], dict):
        return parsed(found) == parsed(mend(json.dumps(value, ensure_ascii=False)))
    if isinstance(value, list) and form == "graphml":
        items = found[1:].split(":") if found.startswith(":") else parsed(found)
        return items in ([mend(item) for item in value], parsed(mend(json.dumps(value, ensure_ascii=False))))
    if isinstance(value, list):
        return found == [mend(item) if kept(item) else None for item in value]
    return found == (mend(value) if isinstance(value, str) else value)


def attributes(where, found, ours, form):
    """Checks the values of a node or edge."""
    own = {"id", "key", "source", "target", "label", "weight", "color"}
    ours = {name: value for name, value in ours.items() if name not in own and kept(value, form)}
    values = {name: value for name, value in found["values"].items() if name not in own}
    wrong = [f"{name} is {values.get(name)!r}, not {value!r}" for name, value in ours.items() if name not in values or not equal(values[name], value, form)]
    wrong += [f"{name} = {value!r} is not ours" for name, value in values.items() if name not in ours and value not in (False, 0, 0.0)]
    return check(not wrong, f"{where}: {'; '.join(wrong)[:600]}")


def unmerged(where, found, nodes, edges, form):
    """Checks all that Gephi holds when it merges nothing."""
    right = check((len(found["nodes"]), len(found["edges"])) == (len(nodes), len(edges)), f"{where}: {len(nodes)} nodes and {len(edges)} edges")
    by_id = {node["id"]: node for node in nodes.values()}
    for node in found["nodes"]:
        ours = by_id[node["id"]]
        right &= check(node["label"] == (in_xml if form == "graphml" else in_gexf)(ours["label"]), f"{where}: the label of {ours['uid']}")
        color = [int(ours["color"][at : at + 2], 16) for at in (1, 3, 5)]
        right &= check(node["color"] == color, f"{where}: the colour of {ours['uid']} is {color}, found {node['color']}")
        right &= attributes(f"{where}: {ours['uid']}", node, ours, form)
    by_id = {edge["id"]: edge for edge in edges.values()}
    for edge in found["edges"]:
        ours = by_id[edge["id"]]
        right &= check((edge["kind"], edge["label"], edge["weight"], edge["directed"]) == (ours["relation"], in_xml(ours["label"]), ours["weight"], True), f"{where}: kind, label, weight of {ours['uid']}")
        right &= attributes(f"{where}: {ours['uid']}", edge, ours, form)
    return right


def merged(where, found, edges):
    """Parallel edges of one kind are one, and of no others: an allegation and a fact stay two."""
    kinds = sorted({(edge["source"], edge["target"], edge["relation"]) for edge in edges.values()})
    check(len(found["edges"]) == len(kinds), f"{where}: {len(kinds)} edges when merged by kind, found {len(found['edges'])}")


def time(where, found, edges):
    """The spells of each edge, in milliseconds since 1970, are those of its dates."""
    day = lambda text: (datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days * 86_400_000.0
    check(found["time"] == "INTERVAL", f"{where}: intervals")
    by_id = {edge["id"]: edge for edge in edges.values()}
    for edge in found["edges"]:
        ours = by_id[edge["id"]]
        first, last = ours.get("date_min"), ours.get("date_max")
        spell = [[day(first) if first else "-open", day(last) if last else "open"]] if first or last else []
        check(edge["spells"] == spell, f"{where}: {ours['uid']} of {ours.get('date')} is there {spell}, found {edge['spells']}")


def main():
    all_folders = [one for one in folders("graphml,gexf,gexf-dynamic")]
    right = {"graphml": True, "gexf": True, "dynamic.gexf": True}
    for reader, options in READERS.items():
        files = [folder / f"graph.{form}" for _, folder in all_folders for form in right]
        results = java("gephi", *files, options=options)
        check(len(results) == 2 * len(files), f"{reader}: each file is read twice")
        at = iter(results)
        for name, folder in all_folders:
            nodes, edges = wanted(folder)
            for form in right:
                for merge in ("NO_MERGE", "SUM"):
                    found = next(at)
                    where = f"{name} as {form} by {reader}, {merge}"
                    high = [issue for issue in found["issues"] if issue["level"] != "INFO"]
                    right[form] &= check(not high, f"{where}: no issue above INFO, found {high[:3]}")
                    if merge == "SUM":
                        merged(where, found, edges)
                    else:
                        right[form] &= unmerged(where, found, nodes, edges, form)
                    if form == "dynamic.gexf" and name.endswith("claims") and merge == "NO_MERGE":
                        time(where, found, edges)
    nodes, edges = map(len, wanted(WORK / "hostile-claims"))
    for form, name in (("graphml", "graphml"), ("gexf", "gexf"), ("dynamic.gexf", "gexf-dynamic")):
        row(name, "Gephi toolkit", VERSION, nodes, edges, *["yes" if right[form] else "no"] * 2)
    finish("Gephi")


if __name__ == "__main__":
    main()
