# proof: nothing but a fact has a plain triple or a plain edge type, in any format
"""RDF-02, RDF-03, NEO-16, DOT-08 and the promise: over the story and claims of foreign extractors without status and quote."""

import json
import subprocess
from collections import Counter

import networkx
import rdflib
from rows import STANDINGS, build, check, finish

CB = rdflib.Namespace("https://w3id.org/corkboard/ns#")
SELF_QUALIFYING = {"allegationAgainst": "ALLEGATION_AGAINST"}


def standings_of_turtle(path):
    """Counts claims by standing, and holds every plain triple against the claims of its kind."""
    graph = rdflib.Graph().parse(path)
    facts, others, counts = set(), set(), Counter()
    predicates = set()
    for claim in graph.subjects(rdflib.RDF.type, CB.Claim):
        value = lambda term: graph.value(claim, CB[term])
        triple = (value("subject"), value("predicate"), value("object") or value("value"))
        predicates.add(triple[1])
        counts[str(value("standing"))] += 1
        (facts if str(value("standing")) == "fact" else others).add(triple)
    plain = {triple for triple in graph if triple[1] in predicates}
    for triple in plain:
        check(triple in facts, f"Turtle: the plain triple {triple} has a claim that is a fact")
        check(str(triple[1]).removeprefix(str(CB)) not in SELF_QUALIFYING, f"Turtle: {triple[1]} never has a plain triple")
    relations = {triple for triple in facts if not isinstance(triple[2], rdflib.Literal)}
    for triple in relations:
        if str(triple[1]).removeprefix(str(CB)) not in SELF_QUALIFYING:
            check(triple in plain, f"Turtle: the fact {triple} has its plain triple")
    return counts


def right_type(relation, standing):
    """Whether an edge type says what the standing is."""
    own = relation in SELF_QUALIFYING.values()
    if standing == "fact":
        return not own and not relation.startswith(tuple(f"{other.upper()}_" for other in STANDINGS if other != "fact"))
    return relation.startswith(f"{standing.upper()}_") or (standing == "alleged" and own)


def edges(folder):
    graph = networkx.read_graphml(folder / "graph.graphml", force_multigraph=True)
    for _, _, data in graph.edges(data=True):
        yield "GraphML", data["relation"], data["standing"], data["asserted"]
    dot = json.loads(subprocess.run(["dot", "-Tjson", str(folder / "graph.dot")], capture_output=True, check=True).stdout)
    for edge in dot.get("edges", []):
        if "relation" in edge:
            yield "DOT", edge["relation"], edge["standing"], None


def main():
    counts = Counter()
    for inputs, name in ((["tests/fixtures/story"], "story"), (["tests/fixtures/unknown.jsonl"], "unknown"), (["tests/fixtures/story", "tests/fixtures/unknown.jsonl"], "both")):
        folder = build(*inputs, to=name)
        found = standings_of_turtle(folder / "graph.ttl")
        if name == "unknown":
            check(found["fact"] == 0, f"no foreign claim without a status is a fact, found {found['fact']}")
        counts += found
        for by in ((), ("--edges", "claims")):
            for where, relation, standing, asserted in edges(build(*inputs, to=f"{name}-{len(by)}", flags=by)):
                check(standing in STANDINGS and (right_type(relation, standing) or (standing == "fact" and relation == "STATED_ALLEGATION_AGAINST")), f"{where}: {relation} is {standing}")
                check(asserted is None or asserted == (standing == "fact" and not relation.startswith("STATED_")), f"{where}: asserted of {relation}, {standing}")
    check(counts["fact"] >= 10, f"at least ten facts, found {counts['fact']}")
    for standing in STANDINGS[1:]:
        check(counts[standing] >= 2, f"several claims are {standing}, found {counts[standing]}")
    finish("Only facts are plain")


if __name__ == "__main__":
    main()
