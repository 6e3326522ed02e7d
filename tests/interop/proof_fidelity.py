# proof: what a format could not hold is in the report, as often as it happens, and nothing else is
"""The report of each export over the hostile strings, held against counts made from graph.jsonl and graph.networkx.json alone: a loss
that is not counted here, or counted otherwise, fails, and so does one that happens and is not reported."""

import json
import re
from collections import Counter

from graphs import INPUTS
from rows import ROOT, WORK, check, finish, run

FORMATS = "turtle,ntriples,nquads,trig,jsonld,graphml,gexf,gexf-dynamic,cypher,networkx,d3,cytoscape,jsonl"
LABELS = {"label"}
CUT = 1000


def texts(value):
    return value if isinstance(value, list) and (not value or isinstance(value[0], str)) else [value]


def strings(graph):
    """Each text of a node or edge with its attribute, as a writer has it: the JSON text of lists of objects."""
    for element in [*graph["nodes"], *graph["edges"]]:
        for name, value in element.items():
            if name not in ("id", "key", "source", "target") and isinstance(value, (str, list)):
                yield name, value


def illegal(text):
    allowed = lambda code: code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
    return sum(not allowed(ord(letter)) for letter in text)


def returns(text):
    return len(re.findall("\r\n|\r", text))


def as_json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def of_xml(graph, lists):
    """What GraphML (`lists` as JSON) and GEXF (lists in brackets) lose, by attribute and kind."""
    lost, known = Counter(), set()
    for name, value in strings(graph):
        # GraphML makes what all edges of a document or a kind share once, and counts it once
        if lists == "json" and name in ("document", "relation", "class"):
            if (name, value) in known:
                continue
            known.add((name, value))
        is_json = isinstance(value, list) and value and isinstance(value[0], dict)
        whole = as_json(value) if is_json or (isinstance(value, list) and lists == "json") else value
        for text in texts(whole):
            lost[name, "U+FFFD"] += illegal(text)
            if lists == "json":
                lost[name, "line feeds"] += returns(text)
                lost[name, "graphology"] += "\u0085" in text or "\u2028" in text
                lost[name, "blank"] += name not in LABELS and all(ord(letter) <= 32 for letter in text)
            lost[name, "null"] += name not in LABELS and text.lower() == "null"
            lost[name, "Infinity"] += name not in LABELS and "INF" in text
    return +lost


KINDS = {
    "characters that XML does not have": "U+FFFD",
    "carriage returns": "line feeds",
    "U+0085 or U+2028": "graphology",
    "blank": "blank",
    "the word `null`": "null",
    "with the letters INF": "Infinity",
}


def reported(losses):
    """The losses of texts by attribute and kind, and the others."""
    texts, others = Counter(), {}
    for loss in losses:
        kind = next((kind for start, kind in KINDS.items() if loss["what"].startswith(start)), None)
        if kind:
            texts[loss["attribute"], kind] += loss["count"]
        else:
            others[loss["attribute"], loss["what"]] = loss["count"]
    return texts, others


def main():
    folder = WORK / "hostile"
    run("build", INPUTS["hostile"][0], "-o", folder, "--quiet", "-f", FORMATS, "--edges", "claims", "--report", folder / "report.json")
    report = {one["format"]: one["losses"] for one in json.loads((folder / "report.json").read_text())["formats"]}
    graph = json.loads((folder / "graph.networkx.json").read_text(encoding="utf-8"))
    lines = [json.loads(line) for line in (folder / "graph.jsonl").read_text(encoding="utf-8").split("\n") if line]
    claims = [claim for line in lines for claim in line.get("relations", [])]
    quotes = [evidence["quote"] for claim in claims for evidence in claim.get("evidence", []) if "quote" in evidence]
    cut = sum(len(quote) > CUT for quote in quotes)
    check(cut > 10, "there are quotes to cut")
    for form in ("turtle", "ntriples", "nquads", "trig", "jsonld"):
        check([(loss["attribute"], loss["count"]) for loss in report[form]] == [("quote", cut)], f"{form}: {cut} quotes are cut and nothing else, found {report[form]}")
    check(report["jsonl"] == [], f"graph.jsonl loses nothing, found {report['jsonl']}")
    wanted = {"graphml": of_xml(graph, "json"), "gexf": of_xml(graph, "brackets"), "gexf-dynamic": of_xml(graph, "brackets")}
    wanted |= {form: Counter() for form in ("cypher", "networkx", "d3", "cytoscape")}
    for form, ours in wanted.items():
        found, others = reported(report[form])
        if form == "gexf" or form == "gexf-dynamic":
            # an attribute keeps what is here a line end
            ours = Counter({key: count for key, count in ours.items() if key[1] not in ("blank", "graphology", "line feeds")})
        wrong = {key: (ours[key], found[key]) for key in {*ours, *found} if ours[key] != found[key]}
        check(not wrong, f"{form}: as often as it happens (ours, reported): {dict(list(wrong.items())[:8])}")
        quote = sum(count for (name, what), count in others.items() if name in ("quote", "value_claims") and what.startswith("cut at"))
        check(quote == cut, f"{form}: {cut} quotes are cut, reported {quote}")
        known = ("cut at", "ids in registers", "no address that begins", "parallel edges", "only a claim's first piece", "whole numbers beyond", "literal, which is slow")
        strange = [what for _, what in others if not what.startswith(known)]
        check(not strange, f"{form}: no loss that nobody knows, found {strange[:4]}")
        print(f"  {form}: {sum(found.values())} losses in texts, {sum(others.values())} others, counted as they happen")
    finish("Fidelity")


if __name__ == "__main__":
    main()
