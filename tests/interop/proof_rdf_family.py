# proof: every syntax of RDF holds the same triples in rdflib and Oxigraph, and keeps to the SHACL shapes
"""RDF-01, RDF-03, RDF-05, RDF-09, RDF-10, LD-01, LD-03: triples, answers, triple terms, and shapes that find a planted allegation."""

import hostile
import pyoxigraph
import pyshacl
import rdflib
from rows import ROOT, WORK, build, check, finish
from table import row

INPUTS = {
    "story": ["tests/fixtures/story"],
    "unknown": ["tests/fixtures/unknown.jsonl"],
    "hostile": [hostile.write(WORK / "hostile.jsonl")],
}
SYNTAXES = {"turtle": "ttl", "ntriples": "nt", "nquads": "nq", "trig": "trig", "jsonld": "jsonld"}
RDFLIB = {"ttl": "turtle", "nt": "nt", "nq": "nquads", "trig": "trig", "jsonld": "json-ld"}
OXIGRAPH = {
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "nq": pyoxigraph.RdfFormat.N_QUADS,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
CB = rdflib.Namespace("https://w3id.org/corkboard/ns#")
REIFIES = "http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies"


def node(term):
    """A term that compares by its text and datatype, whoever read it."""
    if isinstance(term, (rdflib.URIRef, pyoxigraph.NamedNode)):
        return f"<{term if isinstance(term, rdflib.URIRef) else term.value}>"
    if isinstance(term, pyoxigraph.Literal):
        return (term.value, term.datatype.value, term.language or "")
    if isinstance(term, rdflib.Literal):
        datatype = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString" if term.language else "http://www.w3.org/2001/XMLSchema#string"
        return (str(term), str(term.datatype or datatype), term.language or "")
    return f"blank or unknown: {term!r}"


def in_rdflib(path, normal=False):
    """The quads of a file; literals as they are written unless `normal`, which queries that sort need."""
    rdflib.NORMALIZE_LITERALS = normal
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(path, format=RDFLIB[path.suffix[1:]])
    return dataset


def in_oxigraph(path):
    store = pyoxigraph.Store()
    store.load(path=str(path), format=OXIGRAPH[path.suffix[1:]])
    return store


def answers_of_rdflib(dataset, query):
    return sorted((tuple("" if term is None else node(term) for term in row) for row in dataset.query(query)), key=str)


def answers_of_oxigraph(store, query):
    solutions = store.query(query, use_default_graph_as_union=True)
    return sorted((tuple("" if term is None else node(term) for term in solution) for solution in solutions), key=str)


def proof(name, inputs, queries):
    folder = build(*inputs, to=name, flags=["-f", ",".join(SYNTAXES)])
    wanted, rows = None, {}
    for form, ending in SYNTAXES.items():
        path = folder / f"graph.{ending}"
        dataset, store = in_rdflib(path), in_oxigraph(path)
        read = {
            "rdflib": {tuple(map(node, quad[:3])) for quad in dataset.quads()},
            # parsed without the store, which keeps numbers and not their digits
            "Oxigraph": {tuple(map(node, (quad.subject, quad.predicate, quad.object))) for quad in pyoxigraph.parse(path=str(path), format=OXIGRAPH[ending])},
        }
        for tool, triples in read.items():
            wanted = wanted or triples
            check(triples == wanted, f"{name}: {tool} reads the triples of the Turtle from {path.name}, {len(triples ^ wanted)} differ")
            check(not any("blank or unknown" in str(term) for triple in triples for term in triple), f"{name}: no blank node in {path.name} (RDF-05)")
        # rdflib takes minutes for the hostile graph; RDF4J and Jena are asked about it elsewhere
        normal = in_rdflib(path, normal=True) if form in ("turtle", "trig") and name != "hostile" else None
        for file, query in queries.items():
            rows.setdefault(file, answers_of_oxigraph(store, query))
            check(rows[file] == answers_of_oxigraph(store, query), f"{name}: {file} has the same answers over {path.name} in Oxigraph")
            if normal is not None:
                check(rows[file] == answers_of_rdflib(normal, query), f"{name}: {file} has the same answers over {path.name} in rdflib")
        if name == "hostile":
            for tool, version in (("rdflib", rdflib.__version__), ("Oxigraph", pyoxigraph.__version__)):
                row(form, tool, version, nodes=len(read[tool]))
    if name == "story":
        check(sum(map(len, rows.values())) > 50, "the queries have answers")
    return folder


def triple_terms(name, inputs):
    """RDF 1.2: each claim reifies what it says, and nothing more is asserted than without."""
    plain = in_oxigraph(build(*inputs, to=name) / "graph.ttl")
    claims = len(list(plain.quads_for_pattern(None, None, pyoxigraph.NamedNode(CB.Claim), None)))
    folder = build(*inputs, to=f"{name}-12", flags=["-f", "turtle,ntriples,nquads,trig", "--statements", "rdf12"])
    for ending in ("ttl", "nt", "nq", "trig"):
        store = in_oxigraph(folder / f"graph.{ending}")
        reified = list(store.quads_for_pattern(None, pyoxigraph.NamedNode(REIFIES), None, None))
        check(len(reified) == claims and all(isinstance(quad.object, pyoxigraph.Triple) for quad in reified), f"{name}: {claims} claims reify in graph.{ending} (RDF-10)")
        rest = {tuple(map(node, (quad.subject, quad.predicate, quad.object))) for quad in store if quad.predicate.value != REIFIES}
        check(rest == {tuple(map(node, (quad.subject, quad.predicate, quad.object))) for quad in plain}, f"{name}: graph.{ending} asserts no more than RDF 1.1 (RDF-03)")


def shapes(folder, name):
    graph = rdflib.Graph().parse(folder / "graph.ttl")
    rules = rdflib.Graph().parse(ROOT / "schema/shapes.ttl")
    conforms, _, text = pyshacl.validate(graph, shacl_graph=rules, advanced=True)
    check(conforms, f"{name}: conforms to the shapes, found {text[:1500]}")
    if name != "story":
        return
    planted = {
        "a denial as a plain triple": lambda claim: [triple(claim)],
        "a denial that calls itself a fact": lambda claim: [(claim, CB.standing, rdflib.Literal("fact"))],
        "a second subject": lambda claim: [(claim, CB.subject, CB.nobody)],
        "a value beside the object": lambda claim: [(claim, CB.value, rdflib.Literal("x"))],
        "evidence without a document": lambda claim: [(claim, CB.evidence, CB.nothing), (CB.nothing, rdflib.RDF.type, CB.Evidence)],
    }
    triple = lambda claim: (graph.value(claim, CB.subject), graph.value(claim, CB.predicate), graph.value(claim, CB.object))
    no_fact = [claim for claim in sorted(graph.subjects(CB.standing, rdflib.Literal("denied"))) if graph.value(claim, CB.object)]
    own = sorted(graph.subjects(CB.predicate, CB.allegationAgainst))
    check(no_fact and own, "there are claims to plant")
    cases = [(what, make(no_fact[0])) for what, make in planted.items()]
    cases.append(("allegationAgainst as a plain triple", [triple(own[0])]))
    for what, triples in cases:
        for triple in triples:
            graph.add(triple)
        check(not pyshacl.validate(graph, shacl_graph=rules, advanced=True)[0], f"the shapes find {what}")
        for triple in triples:
            graph.remove(triple)
    check(pyshacl.validate(graph, shacl_graph=rules, advanced=True)[0], "the graph is as it was")
    row("turtle", "pyshacl", pyshacl.__version__, nodes=len(graph), hostile="-")


def main():
    queries = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests/queries").glob("*.rq"))}
    for name, inputs in INPUTS.items():
        folder = proof(name, inputs, queries)
        triple_terms(name, inputs)
        # pyshacl takes minutes for the hostile graph, which Jena holds against the shapes elsewhere
        if name != "hostile":
            shapes(folder, name)
    finish("RDF in five syntaxes, RDF 1.2 and the shapes")


if __name__ == "__main__":
    main()
