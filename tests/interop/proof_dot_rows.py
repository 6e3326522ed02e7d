# proof: Graphviz itself gives the entity-to-entity rows of the story back from the DOT
"""DOT-01, DOT-07, DOT-08: `dot -Tjson` reads the file, and each edge carries what its row needs."""

import json
import re
import subprocess

from rows import articles, build, check, check_places, compare, finish, predicate_of, types_of_rows


def entity_name(node):
    """The first line of the tooltip is the whole name."""
    return unescape(node["tooltip"]).split("\n")[0]


def unescape(text):
    """What Graphviz shows: entities decoded, escapes read."""
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, letter)
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)


def rows(path, types):
    graph = json.loads(subprocess.run(["dot", "-Tjson", str(path)], capture_output=True, check=True).stdout)
    nodes = {node["_gvid"]: node for node in graph["objects"]}
    ids = [thing["id"] for thing in [*graph["objects"], *graph.get("edges", [])] if "id" in thing]
    check(len(ids) == len(set(ids)), "ids are unique (DOT-07)")
    found = []
    for edge in graph.get("edges", []):
        if "relation" not in edge:
            continue
        found.append({
            "document": unescape(edge["document"]),
            "subjects": [entity_name(nodes[edge["tail"]])],
            "predicate": predicate_of(edge["relation"], types),
            "objects": [entity_name(nodes[edge["head"]])],
            "standing": edge["standing"],
            "speaker": unescape(edge.get("speaker", "")),
            "date": edge.get("date"),
            "quote": unescape(edge.get("quote", "")),
            "place": (int(edge["quote_start"]), int(edge["quote_end"])),
        })
        is_fact = edge["standing"] == "fact"
        check(is_fact == (edge.get("style", "solid") == "solid") or edge["relation"].startswith("STATED_"), f"{edge['relation']} is drawn as what it is (DOT-08)")
    return found


def main():
    types = types_of_rows()
    is_value = lambda row: row["predicate"] in ("said", "memberCount")
    by_claim = build("tests/fixtures/story", to="claims", flags=["--edges", "claims", "-f", "dot"]) / "graph.dot"
    found = rows(by_claim, types)
    compare("DOT by claims", found, skip=is_value)
    check_places("DOT by claims", found, articles())
    by_relation = build("tests/fixtures/story", to="relations", flags=["-f", "dot"]) / "graph.dot"
    compare("DOT by relations", rows(by_relation, types), skip=is_value, columns=())
    finish("DOT in Graphviz")


if __name__ == "__main__":
    main()
