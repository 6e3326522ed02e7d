# proof: Neo4j holds the graph whole: GraphML by APOC, the Cypher script run twice, LOAD CSV, and the bulk importer
"""NEO-01 to NEO-16: nodes, labels, types and every property, and that a plain type is a fact."""

import json
import shlex
import shutil

from claims import agrees_with_claims
from graphs import INPUTS, build, compare, folders, in_csv, in_xml, java, wanted
from rows import WORK, check, finish
from table import row

VERSION = "5.26.18"
OWN = {"id", "key", "source", "target", "labels"}


def in_apoc(text):
    """What the file and APOC make of a text: nothing of one that is blanks alone; reported as lost in Gephi."""
    text = in_xml(text)
    return text if text.strip("\t\n\r ") else ""


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
    return build(path, to="large", flags=["-f", "networkx,jsonl,cypher"])


def holds(where, found, folder, mend, by_apoc):
    """Compares what Neo4j holds with the graph; returns whether all is equal."""
    if not check("nodes" in found, f"{where}: {found.get('error', 'nothing')[:600]}"):
        return False
    nodes, edges = wanted(folder)
    right = check((len(found["nodes"]), len(found["edges"])) == (len(nodes), len(edges)), f"{where}: {len(nodes)} nodes and {len(edges)} edges, found {len(found['nodes'])} and {len(found['edges'])}")
    for node in found["nodes"]:
        ours = nodes.get(node["properties"].get("uid"))
        if not check(ours, f"{where}: a node with the uid {node['properties'].get('uid')}"):
            return False
        right &= check(node["labels"] == sorted(ours["labels"]), f"{where}: {ours['uid']} has the labels {ours['labels']}, found {node['labels']}")
        right &= compare(f"{where}: {ours['uid']}", node["properties"], ours, mend, OWN, "parsed" if by_apoc else "items")
        right &= check(node["properties"].get("id") == (ours["id"] if by_apoc else None), f"{where}: {ours['uid']} has its id of the file with APOC alone")
    for edge in found["edges"]:
        ours = edges[edge["properties"]["uid"]]
        right &= check(edge["type"] == ours["relation"] and (edge["subject"], edge["object"]) == (ours["source"], ours["target"]), f"{where}: {ours['uid']} has its type and ends")
        # APOC takes the label for a type, and does not keep it
        right &= compare(f"{where}: {ours['uid']}", edge["properties"], ours, mend, OWN | {"label"} if by_apoc else OWN)
    ends = [(edge["subject"], edge["type"], edge["object"], edge["properties"]) for edge in found["edges"]]
    right &= agrees_with_claims(where, ends, folder, mend)
    facts = found["resignedFrom"]
    right &= check(set(facts) <= {"fact"}, f"{where}: MATCH ()-[:RESIGNED_FROM]->() finds facts alone, found {facts}")
    if where.startswith(("story", "parallel")):
        right &= check(bool(facts), f"{where}: MATCH ()-[:RESIGNED_FROM]->() finds the resignations")
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
        if name == "hostile-relations":
            # thousands of literal rows: by claims they are the same strings
            continue
        tasks.append((f"{name} by APOC", folder, in_apoc, True, ["graphml", folder / "graph.graphml"]))
        script = ["cypher", folder / "graph.cypher"]
        tasks.append((f"{name} by the script", folder, str, False, script))
        if name != "hostile-claims":
            # its thousands of literal rows take a minute, and run twice with LOAD CSV below
            tasks.append((f"{name} by the script again", folder, str, False, script))
        if name in ("story-claims", "hostile-claims", "values-relations"):
            home = WORK / f"home-{name}"
            shutil.rmtree(home, ignore_errors=True)
            homes.append((f"{name} by the importer", folder, in_csv, False, ["admin", home, *arguments_of(folder / "graph.neo4j-import.sh"), "--threads=2"]))
    big = large()
    check((big / "graph.cypher-nodes.csv").exists() and "LOAD CSV" in (big / "graph.cypher").read_text(), "a large graph stands in files")
    script = ["cypher", big / "graph.cypher"]
    tasks += [("large by LOAD CSV", big, in_csv, False, script), ("large by LOAD CSV again", big, in_csv, False, script)]
    tasks += homes
    results = java("neo4j", *[word for task in tasks for word in [*task[4], ";"]])
    check(len(results) == len(tasks), f"{len(tasks)} tasks have a result")
    wrong, hostile = set(), set()
    for (where, folder, mend, by_apoc, task), found in zip(tasks, results):
        if task[0] == "admin":
            check(found["exit"] == 0 and not found["report"], f"{where}: exit {found['exit']}, no bad rows, found {found['report'][:300]}")
        if not holds(where, found, folder, mend, by_apoc):
            (hostile if where.startswith(("hostile", "large")) else wrong).add(task[0])
        elif where.startswith(("story", "large")):
            print(f"  {where}: {len(found['nodes'])} nodes, {len(found['edges'])} edges")
    nodes, edges = map(len, wanted(WORK / "hostile-claims"))
    for form, tool, key in (("graphml", "Neo4j, APOC", "graphml"), ("cypher", "Neo4j, twice", "cypher"), ("neo4j", "Neo4j importer", "admin")):
        row(form, tool, VERSION, nodes, edges, *("no" if key in bad else "yes" for bad in (wrong, hostile)))
    finish("Neo4j")


if __name__ == "__main__":
    main()
