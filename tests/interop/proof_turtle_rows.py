# proof: rdflib rebuilds every row of the story from the Turtle
"""RDF-01, RDF-02, RDF-05, RDF-07: the Turtle is read by rdflib, which knows RDF 1.1 alone, and every claim node gives its row."""

import rdflib
from rows import articles, build, check, check_places, compare, finish, number_words

CB = rdflib.Namespace("https://w3id.org/corkboard/ns#")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
DCT = rdflib.Namespace("http://purl.org/dc/terms/")
SKOS = rdflib.SKOS


def names(graph, entity):
    label = graph.value(entity, rdflib.RDFS.label)
    check(label is not None, f"{entity} has a label")
    return [str(label), *sorted(map(str, graph.objects(entity, SKOS.altLabel)))]


def date_text(literal):
    """xsd:gMonth is written `--09`, in the rows `XXXX-09`."""
    return None if literal is None else "XXXX" + str(literal)[1:] if str(literal).startswith("--") else str(literal)


def rows(graph, document_names):
    found = []
    for claim in graph.subjects(rdflib.RDF.type, CB.Claim):
        predicate = graph.value(claim, CB.predicate)
        entity, value = graph.value(claim, CB.object), graph.value(claim, CB.value)
        path = graph.value(claim, CB.speakerPath)
        speakers = [rdflib.URIRef(part) for part in str(path).split()] if path else list(graph.objects(claim, CB.speaker))
        evidence = sorted(graph.objects(claim, CB.evidence), key=lambda node: int(graph.value(node, OA.start) or 0))
        bound = graph.value(claim, CB.bound)
        called = {names(graph, speaker)[0]: names(graph, speaker) for speaker in speakers}
        found.append({
            "document": document_names[graph.value(claim, PROV.wasDerivedFrom)],
            "subjects": names(graph, graph.value(claim, CB.subject)),
            "predicate": str(predicate).removeprefix(str(CB)),
            "objects": names(graph, entity) if entity else [number_words(str(value), str(bound) if bound else None)],
            "standing": str(graph.value(claim, CB.standing)),
            "speaker": " > ".join(called),
            "names": called,
            "date": date_text(graph.value(claim, CB.date)),
            "quote": str(graph.value(evidence[0], OA.exact)) if evidence else None,
            "place": tuple(int(graph.value(evidence[0], term)) for term in (OA.start, OA.end)) if evidence else (0, 0),
            "iri": claim,
        })
    return found


def main():
    graph = rdflib.Graph().parse(build("tests/fixtures/story", to="default") / "graph.ttl")
    documents = {}
    for document in graph.subjects(rdflib.RDF.type, CB.Document):
        documents[document] = str(graph.value(document, DCT.identifier))
    check(len(documents) == 8, f"eight documents, found {len(documents)}")
    check(not [term for triple in graph for term in triple if isinstance(term, rdflib.BNode)], "no blank node (RDF-05)")
    found = rows(graph, documents)
    compare("Turtle", found)
    check_places("Turtle", found, articles())
    ashdowns = [entity for entity in graph.subjects(rdflib.RDF.type, CB.Person) if "Robin Ashdown" in names(graph, entity)]
    check(len(ashdowns) == 2, f"two people are named Robin Ashdown, found {len(ashdowns)}")
    reports = [entity for entity in graph.subjects(rdflib.RDF.type, CB.Report) if "Qureshi report" in names(graph, entity)]
    check(len(reports) == 1, f"one Qureshi report, found {len(reports)}")
    finish("Turtle in rdflib")


if __name__ == "__main__":
    main()
