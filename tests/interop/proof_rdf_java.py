# proof: Jena and RDF4J read every syntax of RDF without a remark, with the triples and answers of rdflib
"""RDF-01, RDF-06, RDF-10 and the queries of the README: the same triples, the same rows, and the shapes hold in Jena."""

import rdflib
from graphs import INPUTS, java
from proof_rdf_family import RDFLIB, SYNTAXES, answers_of_rdflib, in_rdflib, node
from rows import ROOT, build, check, finish
from table import row

VERSIONS = {"Jena": "5.6.0", "RDF4J": "5.2.0"}


def term(value):
    return tuple(value) if isinstance(value, list) else value


def main():
    queries = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests/queries").glob("*.rq"))}
    files, wanted, answers = [], {}, {}
    for name, inputs in INPUTS.items():
        folder = build(*inputs, to=name, flags=["-f", ",".join(SYNTAXES)])
        wanted[name] = {tuple(map(node, quad[:3])) for quad in in_rdflib(folder / "graph.ttl").quads()}
        if name != "hostile":
            # of the hostile graph the two tools are held against each other: rdflib takes minutes for it
            normal = in_rdflib(folder / "graph.ttl", normal=True)
            answers[name] = {file: answers_of_rdflib(normal, query) for file, query in queries.items()}
        files += [(name, form, folder / f"graph.{ending}") for form, ending in SYNTAXES.items()]
        later = build(*inputs, to=f"{name}-12", flags=["-f", "turtle,ntriples,nquads,trig", "--statements", "rdf12"])
        files += [(name, f"{form} of RDF 1.2", later / f"graph.{SYNTAXES[form]}") for form in ("turtle", "ntriples", "nquads", "trig")]
    results = java("rdf", ROOT / "tests/queries", ROOT / "schema/shapes.ttl", *[path for _, _, path in files])
    by_file = {}
    for result in results:
        by_file.setdefault(result["file"], {})[result["tool"]] = result
    claims = {name: len([1 for triple in triples if triple[2] == "<https://w3id.org/corkboard/ns#Claim>"]) for name, triples in wanted.items()}
    for name, form, path in files:
        tools = by_file.get(str(path), {})
        check(set(tools) == ({"Jena"} if "1.2" in form else {"Jena", "RDF4J"}), f"{name}: {form} was read, by {sorted(tools)}")
        for tool, found in tools.items():
            where = f"{name}: {tool} reads {form}"
            check(not found["remarks"], f"{where} without a remark, found {found['remarks'][:3]} (RDF-06)")
            triples = {tuple(map(term, triple)) for triple in found["triples"]}
            check(triples == wanted[name], f"{where}: the triples of rdflib, {sorted(map(str, triples ^ wanted[name]))[:4]} differ")
            for file, rows in found["answers"].items():
                ours = sorted((tuple(map(term, one)) for one in rows), key=str)
                answers.setdefault(name, {}).setdefault(file, ours)
                check(ours == answers[name][file], f"{where}: the answers to {file}, found {len(ours)} rows, others {len(answers[name][file])}")
            if "1.2" in form:
                check(found["terms"] == claims[name], f"{where}: {claims[name]} triple terms, found {found['terms']} (RDF-10)")
            if "conforms" in found and "1.2" not in form:
                check(found["conforms"], f"{where}: the shapes hold")
            if name == "hostile" and "1.2" not in form:
                row(form, tool, VERSIONS[tool], len(triples))
    row("turtle, RDF 1.2", "Jena", VERSIONS["Jena"], len(wanted["hostile"]) + claims["hostile"])
    finish("Jena and RDF4J")


if __name__ == "__main__":
    main()
