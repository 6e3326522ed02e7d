# proof: NetworkX and igraph rebuild the rows of the story from the GraphML, by claims and by relations
"""GE-01, GE-03, NEO-01, GML-01, GML-05: two readers that share no code with ours, and lxml for the XML attributes that only Gephi and Neo4j read."""

import json

import igraph
import networkx
from lxml import etree
from rows import STANDINGS, articles, build, check, check_places, compare, expected, finish, number_words, predicate_of, types_of_rows

XML = "{http://graphml.graphdrawing.org/xmlns}"


def node_names(node):
    return [node["label"], *(json.loads(node["aliases"]) if node.get("aliases") else [])]


def edge_row(edge, source, target, types, called):
    return {
        "document": edge.get("document"),
        "subjects": node_names(source),
        "predicate": predicate_of(edge["relation"], types),
        "objects": node_names(target),
        "standing": edge["standing"],
        "speaker": edge.get("speaker"),
        "names": called,
        "date": edge.get("date"),
        "quote": edge.get("quote"),
        "place": (int(edge["quote_start"]), int(edge["quote_end"])),
    }


def value_rows(node, called):
    """The values of a node that are not plain attributes."""
    for claim in json.loads(node["value_claims"]) if node.get("value_claims") else []:
        yield {
            "document": claim.get("document"),
            "subjects": node_names(node),
            "predicate": claim["predicate"],
            "objects": [number_words(str(claim["value"]), claim.get("bound"))],
            "standing": claim["standing"],
            "speaker": claim.get("speaker"),
            "names": called,
            "date": claim.get("date"),
            "quote": claim.get("quote"),
        }


def from_networkx(path, types):
    graph = networkx.read_graphml(path, force_multigraph=True)
    called = {data["label"]: node_names(data) for _, data in graph.nodes(data=True)}
    rows = [edge_row(data, graph.nodes[source], graph.nodes[target], types, called) for source, target, data in graph.edges(data=True)]
    values = [row for _, data in graph.nodes(data=True) for row in value_rows(data, called)]
    plain = {(data["label"], str(data["memberCount"])) for _, data in graph.nodes(data=True) if data.get("memberCount") not in (None, "")}
    return rows, values, plain


def from_igraph(path, types):
    graph = igraph.Graph.Read_GraphML(str(path))
    clean = lambda attributes: {key: value for key, value in attributes.items() if value not in ("", None)}
    nodes = [clean(vertex.attributes()) for vertex in graph.vs]
    called = {data["label"]: node_names(data) for data in nodes}
    return [edge_row(clean(edge.attributes()), nodes[edge.source], nodes[edge.target], types, called) for edge in graph.es]


def compare_values(title, values, plain):
    """Value rows stand in `value_claims`, a single exact fact also as a plain attribute of the node."""
    numbers = [row for row in expected() if row["expect"] == "present" and row["predicate"] == "memberCount"]
    in_list = {(row["subjects"][0], row["objects"][0], row["standing"]) for row in values}
    for row in numbers:
        is_plain = row["standing"] == "fact" and (row["subject"], row["object"]) in plain
        check(is_plain or (row["subject"], row["object"], row["standing"]) in in_list, f"{title}: {row['document']}: {row['subject']} counts {row['object']}, {row['standing']}")
    for name, number in plain:
        check(any(row["subject"] == name and row["object"] == number and row["standing"] == "fact" for row in numbers), f"{title}: a plain memberCount {number} of {name} is a fact")


def xml_types(path):
    """The edge types that Gephi and Neo4j read, and the standing beside each."""
    for edge in etree.parse(str(path)).iter(f"{XML}edge"):
        data = {item.get("key"): item.text for item in edge.iter(f"{XML}data")}
        yield edge.get("label"), data


def main():
    types = types_of_rows()
    by_claim = build("tests/fixtures/story", to="claims", flags=["--edges", "claims", "-f", "graphml"]) / "graph.graphml"
    is_value = lambda row: row["predicate"] in ("said", "memberCount")
    rows, values, plain = from_networkx(by_claim, types)
    compare("GraphML by claims, NetworkX", rows, skip=is_value)
    check_places("GraphML by claims", rows, articles())
    compare("GraphML by claims, igraph", from_igraph(by_claim, types), skip=is_value)
    compare_values("GraphML values", values, plain)
    by_relation = build("tests/fixtures/story", to="relations", flags=["-f", "graphml"]) / "graph.graphml"
    rows, values, plain = from_networkx(by_relation, types)
    compare("GraphML by relations, NetworkX", rows, skip=is_value, columns=())
    for label, data in xml_types(by_claim):
        check(label == data["e_relation"], f"the XML label {label} is the type {data['e_relation']} (GML-05)")
        check(data["e_standing"] in STANDINGS, f"{data['e_standing']} is a standing")
    graph = networkx.read_graphml(by_relation, force_multigraph=True)
    named = [node for node, data in graph.nodes(data=True) if data["label"] == "Robin Ashdown"]
    check(len(named) == 2, f"two nodes are named Robin Ashdown, found {len(named)}")
    finish("GraphML in NetworkX and igraph")


if __name__ == "__main__":
    main()
