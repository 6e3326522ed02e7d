# proof: pandas and DuckDB read the five tables of CSV whole, and they are those of graph.jsonl and the Turtle
"""NEO-08 and targets.md 6.7: every row and cell, absent cells absent, and the keys that join the tables."""

import json

import duckdb
import pandas
import rdflib
from graphs import compare, folders, in_csv, wanted
from rows import WORK, check, finish
from table import row

CB = rdflib.Namespace("https://w3id.org/corkboard/ns#")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
TABLES = ("nodes", "edges", "claims", "evidence", "documents")


def in_pandas(path):
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8")
    return [{name: value for name, value in one.items() if isinstance(value, str)} for one in frame.to_dict("records")]


def in_duckdb(path):
    read = duckdb.sql(f"SELECT * FROM read_csv('{path}', header = true, all_varchar = true, quote = '\"', escape = '\"', delim = ',', strict_mode = true)")
    return [{name: value for name, value in zip(read.columns, one) if value is not None} for one in read.fetchall()]


def typed(found, ours):
    """The cells in the types of ours: numbers and truth values from their text, lists from their JSON."""
    out = {}
    for name, cell in found.items():
        value = ours.get(name)
        if isinstance(value, bool):
            out[name] = {"true": True, "false": False}.get(cell)
        elif isinstance(value, (int, float)):
            out[name] = type(value)(cell)
        elif isinstance(value, list) and value and isinstance(value[0], str):
            out[name] = json.loads(cell)
        else:
            out[name] = cell
    return out


def of_graph(where, read, folder):
    nodes, edges = wanted(folder)
    right = check((len(read["nodes"]), len(read["edges"])) == (len(nodes), len(edges)), f"{where}: {len(nodes)} nodes and {len(edges)} edges")
    for node in read["nodes"]:
        ours = nodes[node["uid"]]
        right &= check(node["id"] == ours["id"], f"{where}: the id of {ours['uid']}")
        right &= compare(f"{where}: {ours['uid']}", typed(node, ours), ours, in_csv, {"id"})
    for edge in read["edges"]:
        ours = edges[edge["uid"]]
        ends = (nodes[ours["source"]]["id"], nodes[ours["target"]]["id"], ours["relation"], "Directed", ours["id"])
        right &= check((edge["source"], edge["target"], edge["kind"], edge["type"], edge["id"]) == ends, f"{where}: ends, kind and id of {ours['uid']}")
        right &= compare(f"{where}: {ours['uid']}", typed(edge, ours), ours, in_csv, {"id", "key", "source", "target", "kind", "type"})
    return right


def of_claims(where, read, graph, base):
    """Claims, evidence and documents against the Turtle as rdflib has it; claims that RDF alone carries aside."""
    short = lambda term: str(term).removeprefix(base)
    kept = lambda claim: graph.value(claim, CB.predicate) != CB.said
    claims = {short(claim): claim for claim in graph.subjects(rdflib.RDF.type, CB.Claim) if kept(claim)}
    right = check({one["uid"] for one in read["claims"]} == set(claims), f"{where}: {len(claims)} claims, found {len(read['claims'])}")
    for one in read["claims"]:
        claim = claims[one["uid"]]
        value = lambda name: graph.value(claim, CB[name])
        pairs = [("subject", short(value("subject"))), ("object", value("object") and short(value("object"))), ("standing", str(value("standing")))]
        pairs += [("value", value("value") and in_csv(str(value("value")))), ("status", str(value("status"))), ("confidence", value("confidence") and str(value("confidence")))]
        pairs.append(("predicate", str(value("predicate")).removeprefix(CB)))
        wrong = [f"{name} is {one.get(name)!r}, not {wanted!r}" for name, wanted in pairs if one.get(name) != (wanted or None) and name != "confidence"]
        right &= check(not wrong, f"{where}: {one['uid']}: {'; '.join(wrong)}")
    evidence = {short(piece): (short(claim), piece) for claim in claims.values() for piece in graph.objects(claim, CB.evidence)}
    right &= check({one["uid"] for one in read["evidence"]} == set(evidence), f"{where}: {len(evidence)} pieces of evidence, found {len(read['evidence'])}")
    for one in read["evidence"]:
        claim, piece = evidence[one["uid"]]
        quote, start, end = (None if term is None else str(term) for term in map(lambda name: graph.value(piece, OA[name]), ("exact", "start", "end")))
        ours = (claim, quote and in_csv(quote), start, end)
        right &= check((one["claim"], one.get("quote"), one.get("start"), one.get("end")) == ours, f"{where}: {one['uid']} is {ours}, found {one}")
    documents = {short(document) for document in graph.subjects(rdflib.RDF.type, CB.Document)}
    right &= check({one["uid"] for one in read["documents"]} == documents, f"{where}: {len(documents)} documents")
    right &= check({one["document"] for one in read["claims"]} <= documents, f"{where}: every claim's document is there")
    return right


def main():
    rdflib.NORMALIZE_LITERALS = False
    right = {"pandas": True, "DuckDB": True}
    for name, folder in folders("csv,turtle"):
        graph = rdflib.Graph().parse(folder / "graph.ttl")
        for tool, reader in (("pandas", in_pandas), ("DuckDB", in_duckdb)):
            read = {table: reader(folder / f"graph.{table}.csv") for table in TABLES}
            right[tool] &= of_graph(f"{name} in {tool}", read, folder)
            right[tool] &= of_claims(f"{name} in {tool}", read, graph, "https://example.org/kg/")
    nodes, edges = map(len, wanted(WORK / "hostile-claims"))
    for tool, version in (("pandas", pandas.__version__), ("DuckDB", duckdb.__version__)):
        row("csv", tool, version, nodes, edges, *["yes" if right[tool] else "no"] * 2)
    finish("Five tables of CSV")


if __name__ == "__main__":
    main()
