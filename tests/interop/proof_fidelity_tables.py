# proof: what CSV, Neo4j's set, DOT and FollowTheMoney could not hold is in the report, as often as it happens
"""The reports over the hostile strings, held against counts made from graph.jsonl and graph.networkx.json; for DOT, against what Graphviz
itself still has of each string. A loss that is not reported fails, and so does one that is reported and does not happen."""

import json
import re
import subprocess
from collections import Counter

from followthemoney.types import registry
from graphs import INPUTS
from proof_dot_rows import unescape
from proof_fidelity import CUT, as_json, returns, strings
from rows import WORK, check, finish, run

NAME, STRING = 384, 1024
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def name_of(node):
    """A name that shows nothing is no name."""
    seen = [letter for letter in node["name"] if not letter.isspace() and not re.match("[\x00-\x1f\x7f-\x9f]", letter)]
    return node["name"] if seen else node["uid"]


def claims_of(lines):
    """Each claim with its document."""
    return ((line["document"], claim) for line in lines for claim in line.get("relations", []))


def cut_quotes(lines):
    """How many quotes of claims between entities are too long, and of claims of values: tables have them with the edge or the node."""
    long = Counter()
    for _, claim in claims_of(lines):
        long[isinstance(claim["object"], str)] += sum(len(evidence.get("quote", "")) > CUT for evidence in claim.get("evidence", []))
    return long[True], long[False]


def of_cells(cells, formulas):
    """What cells of CSV lose, by attribute and kind."""
    lost = Counter()
    for name, text in cells:
        lost[name, "NUL characters"] += text.count("\0")
        lost[name, "carriage returns"] += returns(text)
        lost[name, "begins like a formula"] += formulas and text.startswith(("=", "+", "-", "@", "\t"))
    return +lost


def cells_of_graph(graph, lists):
    for name, value in strings(graph):
        if isinstance(value, str):
            yield name, value
        elif lists == "items" and value and isinstance(value[0], str):
            yield from ((name, item) for item in value)
        else:
            yield name, as_json(value)


def cells_of_tables(lines, graph):
    """The cells of claims, evidence and documents that hold texts of the input; a quote that is cut is none of them."""
    # no claim of a value has a speaker here
    yield from (("speaker", edge["speaker"]) for edge in graph["edges"] if "speaker" in edge)
    for _, claim in claims_of(lines):
        if isinstance(claim["object"], dict):
            yield "value", claim["object"]["value"]
        for evidence in claim.get("evidence", []):
            yield from ((name, evidence[name]) for name in ("quote", "rule") if name in evidence and (name != "quote" or len(evidence[name]) <= CUT))
    for line in lines:
        document = line.get("document")
        if document:
            yield from ((name, document[name]) for name in ("id", "title", "publisher", "author") if name in document)


def reported(losses, kinds):
    found = Counter()
    for loss in losses:
        kind = next((kind for kind in kinds if loss["what"].startswith(kind)), None)
        if kind:
            found[loss["attribute"], kind] += loss["count"]
    return found


def hold(form, ours, found):
    """Both ways: what is ours and not told, and what is told and not ours."""
    wrong = {key: (ours[key], found[key]) for key in {*ours, *found} if ours[key] != found[key]}
    check(not wrong, f"{form}: as often as it happens (ours, reported): {dict(list(wrong.items())[:8])}")
    print(f"  {form}: {sum(found.values())} losses in texts, counted as they happen")


def spent(ours, found):
    """How many control characters are gone from the part of a text that is there, and whether the rest is cut off; nothing where what is
    there is another text. White space is not looked at: a label is wrapped."""
    bare = lambda text: re.sub(r"[\s\u200b]", "", text)
    left = bare(found)
    whole = bare(CONTROL.sub("", ours))
    is_cut = whole != left
    if is_cut and not (left.endswith("…") and whole.startswith(left[:-1])):
        return None
    rest, kept, gone = len(left) - is_cut, 0, 0
    for letter in ours:
        # those behind the last letter that is kept may be written or not: the count is the writer's
        if is_cut and kept == rest:
            break
        gone += CONTROL.match(letter) is not None
        kept += bool(bare(CONTROL.sub("", letter)))
    return gone, is_cut


def in_graphviz(path):
    """The strings of the DOT file as Graphviz has read them."""
    done = subprocess.run(["dot", "-Kneato", "-n2", "-Tdot_json", str(path)], capture_output=True, check=True)
    return json.loads(done.stdout)


def of_dot(drawn, graph):
    lost = Counter()
    nodes, edges = ({one["id"]: one for one in graph[part]} for part in ("nodes", "edges"))

    def add(name, ours, found, cut):
        told = spent(ours, unescape(found))
        if check(told is not None, f"dot: {name} is {found[:80]!r} in Graphviz, not {ours[:80]!r}"):
            lost[name, "control characters"] += told[0]
            lost[name, cut] += told[1]

    for node in drawn["objects"]:
        ours = nodes.get(node.get("id"))
        if ours:
            add("label", ours["label"], node["label"], "cut at 60")
    for edge in drawn["edges"]:
        ours = edges.get(edge.get("id"))
        for name in ("document", "quote", "speaker") if ours else ():
            # Graphviz doesn't keep an empty text
            add(name, ours.get(name, ""), edge.get(name, ""), "cut at 4,000")
    return +lost


def of_ftm(lines, graph):
    """Values that FollowTheMoney drops, by its own cleaning, and those beyond its lengths."""
    lost = Counter()

    def add(prop, text, limit):
        clean = (registry.name if limit == NAME else registry.string).clean(text)
        lost[prop, "blank"] += bool(text) and not clean
        lost[prop, "cut at the length"] += bool(clean) and len(text) > limit

    def add_name(text, other):
        add("name", text, NAME)
        if not registry.name.clean(text):
            add("name", other, NAME)

    documents = [line["document"] for line in lines if "document" in line]
    for document in documents:
        title = document.get("title", document["id"])
        add_name(title, document["id"])
        add("title", title, STRING)
        for prop in ("publisher", "author"):
            add(prop, document.get(prop, ""), STRING)
    for node in graph["nodes"]:
        add_name(name_of(node), node["uid"])
        for alias in node.get("aliases", []):
            add("alias", alias, NAME)
    for document, claim in claims_of(lines):
        if isinstance(claim["object"], str):
            add("publisher", document.get("publisher", ""), STRING)
            quotes = [evidence["quote"] for evidence in claim.get("evidence", []) if "quote" in evidence]
            for quote in quotes[:1]:
                lost["summary", "blank"] += len(quote) <= CUT and not registry.text.clean(quote)
                lost["summary", "cut at 1,000"] += len(quote) > CUT
    return +lost


def main():
    folder = WORK / "hostile-tables"
    run("build", INPUTS["hostile"][0], "-o", folder, "--quiet", "-f", "csv,neo4j,dot,ftm,jsonl,networkx", "--edges", "claims", "--report", folder / "report.json")
    report = {one["format"]: one["losses"] for one in json.loads((folder / "report.json").read_text())["formats"]}
    graph = json.loads((folder / "graph.networkx.json").read_text(encoding="utf-8"))
    lines = [json.loads(line) for line in (folder / "graph.jsonl").read_text(encoding="utf-8").split("\n") if line]
    lines = [line for line in lines if "document" in line]
    edges, values = cut_quotes(lines)
    check(edges > 10 and values > 5, "there are quotes to cut")
    long = "cut at 1,000"
    nodes = Counter({("value_claims", long): values})
    # the evidence of all claims has a table of its own in CSV
    quotes = {"csv": Counter({("quote", long): edges + edges + values}) + nodes, "neo4j": Counter({("quote", long): edges}) + nodes, "dot": Counter({("quote", long): edges})}
    cells = ("NUL characters", "carriage returns", "begins like a formula")
    tables = [*cells_of_graph(graph, "json"), *cells_of_tables(lines, graph)]
    hold("csv", of_cells(tables, True) + quotes["csv"], reported(report["csv"], (*cells, long)))
    hold("neo4j", of_cells(cells_of_graph(graph, "items"), False) + quotes["neo4j"], reported(report["neo4j"], (*cells, long)))
    kinds = ("control characters", "cut at 60", "cut at 4,000")
    texts = Counter({key: count for key, count in reported(report["dot"], (*kinds, long)).items() if key[0] != "name"})
    hold("dot", of_dot(in_graphviz(folder / "graph.dot"), graph) + quotes["dot"], texts)
    hold("ftm", of_ftm(lines, graph), reported(report["ftm"], ("blank", "cut at the length", long)))
    known = (*cells, *kinds, "blank", "cut at", "ids in registers", "no address that begins", "an address without a likely host", "parallel edges", "FollowTheMoney removes")
    known += ("FollowTheMoney has no place", "their speaker, date", "values are no lines", "other names that have no room", "more than 1,000 nodes")
    strange = [f"{form}: {loss['what']}" for form, losses in report.items() for loss in losses if not loss["what"].startswith(known)]
    check(not strange, f"no loss that nobody knows, found {strange[:4]}")
    finish("Fidelity of tables, DOT and FollowTheMoney")


if __name__ == "__main__":
    main()
