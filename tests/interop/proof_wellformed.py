# proof: xmllint, Graphviz, rdflib, NetworkX, igraph and lxml read every file whole
"""GML-02, GML-03, GE-01, GE-08, NEO-03, DOT-02, DOT-04, DOT-07, RDF-01: well-formed, valid where there is a schema, and of one size for all."""

import subprocess
import xml.etree.ElementTree as ElementTree

import igraph
import networkx
import rdflib
from lxml import etree
from rows import ROOT, WORK, build, check, finish

XML = "{http://graphml.graphdrawing.org/xmlns}"
INPUTS = {"story": ["tests/fixtures/story"], "unknown": ["tests/fixtures/unknown.jsonl"], "contract": ["tests/contract/valid"]}


def silent(*command):
    """Runs a tool that must succeed and say nothing on standard error but that a file validates."""
    done = subprocess.run(list(map(str, command)), capture_output=True)
    said = done.stderr.decode().replace(f"{command[-1]} validates", "").strip()
    return check(done.returncode == 0 and not said, f"{command[0]} {command[-1]}: exit {done.returncode}, {done.stderr.decode()[:400]}")


def graphml(name, folder):
    path = folder / "graph.graphml"
    silent("xmllint", "--noout", path)
    tree = etree.parse(str(path))
    nodes, edges = len(list(tree.iter(f"{XML}node"))), len(list(tree.iter(f"{XML}edge")))
    read = networkx.read_graphml(path, force_multigraph=True)
    other = igraph.Graph.Read_GraphML(str(path))
    check((read.number_of_nodes(), read.number_of_edges()) == (nodes, edges), f"{name}: NetworkX reads {nodes} nodes and {edges} edges")
    check((other.vcount(), other.ecount()) == (nodes, edges), f"{name}: igraph reads {nodes} nodes and {edges} edges")
    keys = [key.get("id") for key in tree.iter(f"{XML}key")]
    check(len({key.lower() for key in keys}) == len(keys), f"{name}: key ids are unique (GE-07)")
    titles = [(key.get("for"), key.get("attr.name")) for key in tree.iter(f"{XML}key")]
    check(len(set(titles)) == len(titles), f"{name}: attribute names are unique (GML-03)")
    check(not [item for item in tree.iter(f"{XML}data") if not item.text], f"{name}: no empty data (NEO-03)")
    check(not list(tree.iter(f"{XML}default")) and "DOCTYPE" not in path.read_text(encoding="utf-8"), f"{name}: no default, no DOCTYPE (NEO-03)")


def dot(name, folder):
    path = folder / "graph.dot"
    svg, png = folder / "graph.svg", folder / "graph.png"
    if not silent("dot", "-Tsvg", "-o", svg, path) or not silent("dot", "-Tpng", "-o", png, path):
        return
    silent("xmllint", "--noout", svg)
    drawn = {element.get("id") for element in ElementTree.parse(svg).iter() if element.get("id")}
    import re
    wanted = set(re.findall(r'\bid="([ne][0-9a-hjkmnp-tv-z]{16})"', path.read_text(encoding="utf-8")))
    check(wanted <= drawn, f"{name}: every node and edge is in the SVG by its id (DOT-07), {len(wanted - drawn)} are not")


def main():
    for name, inputs in INPUTS.items():
        for by in ((), ("--edges", "claims")):
            folder = build(*inputs, to=f"{name}-{len(by)}", flags=by)
            graphml(name, folder)
            dot(name, folder)
            triples = len(rdflib.Graph().parse(folder / "graph.ttl"))
            check(triples > 0, f"{name}: rdflib reads the Turtle")
            strict = build(*inputs, to=f"{name}-strict", flags=["--strict-xsd", "-f", "graphml", *by]) / "graph.graphml"
            done = subprocess.run(["xmllint", "--noout", "--schema", str(ROOT / "tests/interop/graphml.xsd"), str(strict)], capture_output=True)
            check(done.returncode == 0, f"{name}: --strict-xsd is valid (GML-02): {done.stderr.decode()[:400]}")
        gexf = build(*inputs, to=f"{name}-gexf", flags=["-f", "gexf,gexf-dynamic"])
        for file in ("graph.gexf", "graph.dynamic.gexf"):
            silent("xmllint", "--noout", "--schema", ROOT / "tests/interop/gexf-1.3.xsd", gexf / file)
    broken = WORK / "broken.graphml"
    broken.write_text(strict.read_text(encoding="utf-8").replace("<graph id", "<grph id").replace("</graph>", "</grph>"), encoding="utf-8")
    done = subprocess.run(["xmllint", "--noout", "--schema", str(ROOT / "tests/interop/graphml.xsd"), str(broken)], capture_output=True)
    check(done.returncode != 0, "the schema refuses what is no GraphML")
    broken.write_text((gexf / "graph.gexf").read_text(encoding="utf-8").replace('target="n', 'target="x', 1), encoding="utf-8")
    done = subprocess.run(["xmllint", "--noout", "--schema", str(ROOT / "tests/interop/gexf-1.3.xsd"), str(broken)], capture_output=True)
    check(done.returncode != 0, "the schema refuses an edge to nothing")
    finish("Well-formed files")


if __name__ == "__main__":
    main()
