# proof: Neo4j holds the graph whole: GraphML by APOC, the Cypher script run twice, LOAD CSV, and the bulk importer
"""NEO-01 to NEO-16: nodes, labels, types and every property, and that a plain type is a fact."""

import json
import shlex
from collections import Counter

from graphs import INPUTS, build, compare, folders, in_csv, in_xml, java, wanted
from rows import WORK, check, finish
from table import row

VERSION = "5.26.18"
OWN = {"id", "key", "source", "target", "labels"}
SELF_QUALIFYING = "ALLEGATION_AGAINST"


def large():
    """The hostile graph beside so many others that the script loads its rows from files."""
    path = WORK / "large.jsonl"
    WORK.mkdir(parents=True, exist_ok=True)
    hostile = INPUTS["hostile"][0].read_text(encoding="utf-8")
    relations = [
        {"subject": f"Person {n}", "predicate": "memberOf", "object": f"Body \\{n % 7}\\", "status": ["stated", "alleged"][n % 2], "evidence": [{"quote": f"\\{n} is \"in\" it\\"}]}
        for n in range(10_500)
    ]
    other = json.dumps({"document": {"id": "many"}, "relations": relations})
    path.write_text(f"{hostile.rstrip()}\n{other}\n", encoding="utf-8")
    return build(path, to="large", flags=["-f", "networkx,cypher"])


def holds(where, found, folder, mend, edge_label):
    """Compares what Neo4j holds with the graph; returns whether all is equal."""
    if not check("error" not in found, f"{where}: {found.get('error', '')[:600]}"):
        return False
    nodes, edges = wanted(folder)
    right = check((len(found["nodes"]), len(found["edges"])) == (len(nodes), len(edges)), f"{where}: {len(nodes)} nodes and {len(edges)} edges, found {len(found['nodes'])} and {len(found['edges'])}")
    for node in found["nodes"]:
        ours = nodes.get(node["properties"].get("uid"))
        if not check(ours, f"{where}: a node with the uid {node['properties'].get('uid')}"):
            return False
        right &= check(node["labels"] == sorted(ours["labels"]), f"{where}: {ours['uid']} has the labels {ours['labels']}, found {node['labels']}")
        right &= compare(f"{where}: {ours['uid']}", node["properties"], ours, mend, OWN)
    for edge in found["edges"]:
        ours = edges[edge["properties"]["uid"]]
        right &= check(edge["type"] == ours["relation"] and (edge["subject"], edge["object"]) == (ours["source"], ours["target"]), f"{where}: {ours['uid']} has its type and ends")
        right &= compare(f"{where}: {ours['uid']}", edge["properties"], ours, mend, OWN if edge_label else OWN | {"label"})
        standing, kind = ours["standing"], edge["type"]
        plain = kind.startswith(f"{standing.upper()}_") or (SELF_QUALIFYING in kind and kind in (SELF_QUALIFYING, f"STATED_{SELF_QUALIFYING}"))
        check((standing == "fact" and SELF_QUALIFYING not in kind) != plain, f"{where}: the type {kind} says {standing} (NEO-16)")
        check(edge["properties"]["asserted"] == (standing == "fact" and SELF_QUALIFYING not in kind), f"{where}: {ours['uid']} says whether it is asserted")
    return right


def arguments_of(script):
    """The words of the one command in the script, behind the program's name and the words for what it does."""
    words = shlex.split(script.read_text(encoding="utf-8").replace("\\\n", " "), comments=True)
    check(words[:4] == ["neo4j-admin", "database", "import", "full"], f"{script}: one command line, found {words[:4]}")
    files = lambda word: f"{word.split('=')[0]}={script.parent / word.split('=')[1]}" if word.startswith(("--nodes", "--relationships")) else word
    return [files(word) for word in words[4:]]


def main():
    tasks, homes = [], []
    for name, folder in folders("graphml,cypher,neo4j"):
        tasks.append((f"{name} by APOC", folder, in_xml, False, ["graphml", folder / "graph.graphml"]))
        script = ["cypher", folder / "graph.cypher"]
        tasks += [(f"{name} by the script", folder, str, True, script), (f"{name} by the script again", folder, str, True, script)]
        if name in ("story-relations", "hostile-claims", "values-relations"):
            home = WORK / f"home-{name}"
            homes.append((f"{name} by the importer", folder, in_csv, True, ["admin", home, *arguments_of(folder / "graph.neo4j-import.sh"), "--threads=2"]))
    big = large()
    check((big / "graph.cypher-nodes.csv").exists() and "LOAD CSV" in (big / "graph.cypher").read_text(), "a large graph stands in files")
    script = ["cypher", big / "graph.cypher"]
    tasks += [("large by LOAD CSV", big, in_csv, True, script), ("large by LOAD CSV again", big, in_csv, True, script)]
    tasks += homes
    results = java("neo4j", *[word for task in tasks for word in [*task[4], ";"]])
    check(len(results) == len(tasks), f"{len(tasks)} tasks have a result")
    right = Counter()
    for (where, folder, mend, edge_label, task), found in zip(tasks, results):
        if task[0] == "admin":
            check(found["exit"] == 0 and not found["report"], f"{where}: exit {found['exit']}, no bad rows, found {found['report'][:300]}")
        right[task[0]] += not holds(where, found, folder, mend, edge_label)
        if "nodes" not in found:
            continue
        facts = [edge for edge in found["edges"] if edge["type"] == "RESIGNED_FROM"]
        check(all(edge["properties"]["standing"] == "fact" for edge in facts), f"{where}: RESIGNED_FROM is a fact")
        if where.startswith("story"):
            check(len(facts) >= 4, f"{where}: there are resignations, found {len(facts)}")
            print(f"  {where}: {len(found['nodes'])} nodes, {len(found['edges'])} edges")
    nodes, edges = map(len, wanted(WORK / "hostile-claims"))
    for form, tool, key in (("graphml", "Neo4j, APOC", "graphml"), ("cypher", "Neo4j, twice", "cypher"), ("neo4j", "Neo4j importer", "admin")):
        row(form, tool, VERSION, nodes, edges, *["no" if right[key] else "yes"] * 2)
    finish("Neo4j")


if __name__ == "__main__":
    main()
