# proof: NetworkX, graphology and Cytoscape.js hold node-link JSON, GEXF, GraphML and Cytoscape's elements whole
"""NL-01, NL-02, CY-01 to CY-03, GE-12, GML-01: counts, ends, keys and every value, with the exceptions of targets.md 0.3 and 1.5 only."""

import json
import subprocess

import networkx
from graphs import TOOLS, compare, folders, in_gexf, in_xml, wanted
from rows import WORK, check, finish
from table import row

NODE = TOOLS / "node"
OWN = {"id", "key", "source", "target"}


def brackets(items):
    """A list as Gephi's store has it, which NetworkX leaves as text."""
    quoted = ('"' + in_gexf(item).replace("\\", "\\\\").replace('"', '\\"') + '"' for item in items)
    return f"[{', '.join(quoted)}]"


def of_networkx(where, graph, folder, mend=str, lists=lambda items: items, without=()):
    """Compares a graph of NetworkX; edges by their key."""
    nodes, edges = wanted(folder)
    right = check((graph.number_of_nodes(), graph.number_of_edges()) == (len(nodes), len(edges)), f"{where}: {len(nodes)} nodes and {len(edges)} edges")
    listed = lambda ours: {name: lists(value) if isinstance(value, list) and not isinstance(value[0], dict) else value for name, value in ours.items()}
    by_id = {node["id"]: node for node in nodes.values()}
    for name, data in graph.nodes(data=True):
        right &= compare(f"{where}: {name}", data, listed(by_id[name]), mend, OWN | set(without))
    by_key = {edge["id"]: edge for edge in edges.values()}
    ids = {node["uid"]: node["id"] for node in nodes.values()}
    for source, target, key, data in graph.edges(data=True, keys=True):
        ours = by_key[str(data.get("id", key))]
        check((source, target) == (ids[ours["source"]], ids[ours["target"]]), f"{where}: the ends of {ours['uid']}")
        right &= compare(f"{where}: {ours['uid']}", data, listed(ours), mend, OWN | set(without))
    return right


def plain(data):
    """Objects in JSON stand as JSON in our other formats; here they are themselves, so both become text."""
    return {name: json.dumps(value, ensure_ascii=False) if isinstance(value, list) and value and isinstance(value[0], dict) else value for name, value in data.items()}


def node_link(name, folder):
    right = True
    for form, key in (("networkx", "edges"), ("d3", "links")):
        read = json.loads((folder / f"graph.{form}.json").read_text(encoding="utf-8"))
        graph = networkx.node_link_graph(read, edges=key)
        check(graph.is_directed() and graph.is_multigraph(), f"{name}: {form} is a directed multigraph")
        for _, data in graph.nodes(data=True):
            data.update(plain(data))
        for *_, data in graph.edges(data=True):
            data.update(plain(data))
        right &= of_networkx(f"{name} as {form} in NetworkX", graph, folder)
    return right


def gexf(name, folder):
    right = True
    for file in ("graph.gexf", "graph.dynamic.gexf"):
        graph = networkx.read_gexf(folder / file)
        if not graph.is_multigraph():
            # it makes a simple graph where no two edges are parallel
            graph = networkx.MultiDiGraph(graph)
        for _, data in graph.nodes(data=True):
            data.pop("viz", None)
            data.pop("start", None)
            data.pop("end", None)
        for *_, data in graph.edges(data=True):
            for own in ("start", "end", "spells"):
                data.pop(own, None)
        right &= of_networkx(f"{name} as {file} in NetworkX", graph, folder, in_gexf, brackets, {"color", "label"})
    return right


def in_node(folders):
    files = [folder / file for _, folder in folders for file in ("graph.graphml", "graph.gexf", "graph.dynamic.gexf", "graph.cyjs")]
    done = subprocess.run(["node", "load.mjs", *map(str, files)], cwd=NODE, capture_output=True, check=False)
    check(done.returncode == 0, f"node ends well, found {done.stderr.decode()[-800:]}")
    return {found["file"]: found for found in map(json.loads, filter(None, done.stdout.decode().split("\n")))}


def of_node(where, found, folder, mend, lists, own_label):
    nodes, edges = wanted(folder)
    right = check((len(found["nodes"]), len(found["edges"])) == (len(nodes), len(edges)), f"{where}: {len(nodes)} nodes and {len(edges)} edges")
    without = OWN | {"color"} if own_label else OWN
    ids = {node["id"]: node for node in nodes.values()}
    listed = lambda ours: {name: lists(name, value) if isinstance(value, list) and not isinstance(value[0], dict) else value for name, value in ours.items()}
    # JavaScript has one kind of number
    number = lambda data, ours: {name: float(value) if isinstance(ours.get(name), float) else value for name, value in plain(data).items()}
    for node in found["nodes"]:
        ours = listed(ids[node["id"]])
        right &= compare(f"{where}: {node['id']}", number(node, ours), ours, mend, without)
    by_id = {edge["id"]: edge for edge in edges.values()}
    for edge in found["edges"]:
        ours = listed(by_id[edge.get("id", edge.get("key"))])
        data = dict(edge.get("attributes", edge))
        kind = data.pop("kind", None)
        check(kind in (None, ours["relation"]), f"{where}: the kind of {ours['uid']}")
        right &= compare(f"{where}: {ours['uid']}", number(data, ours), ours, mend, without)
    return right


def main():
    built = list(folders("d3,gexf,gexf-dynamic,graphml,cytoscape"))
    right = {"node-link": True, "gexf": True, "graphml": True, "gexf in graphology": True, "cytoscape": True}
    for name, folder in built:
        right["node-link"] &= node_link(name, folder)
        right["gexf"] &= gexf(name, folder)
    loaded = in_node(built)
    in_graphology = lambda text: in_xml(text).replace("\u0085", "\n").replace("\u2028", "\n")
    of_graphml = lambda name, items: ":" + ":".join(items) if name == "labels" else in_graphology(json.dumps(items, ensure_ascii=False, separators=(",", ":")))
    for name, folder in built:
        of = lambda file: loaded[str(folder / file)]
        right["graphml"] &= of_node(f"{name} as GraphML in graphology", of("graph.graphml"), folder, in_graphology, of_graphml, False)
        right["cytoscape"] &= of_node(f"{name} in Cytoscape.js", of("graph.cyjs"), folder, str, lambda _, items: items, False)
        for file in ("graph.gexf", "graph.dynamic.gexf"):
            right["gexf in graphology"] &= of_node(f"{name} as {file} in graphology", of(file), folder, in_gexf, lambda _, items: [in_gexf(item) for item in items], True)
    nodes, edges = map(len, wanted(WORK / "hostile-claims"))
    versions = {name: json.loads((NODE / "node_modules" / name / "package.json").read_text())["version"] for name in ("graphology", "cytoscape")}
    for form, tool, version, key in (
        ("networkx", "NetworkX", networkx.__version__, "node-link"),
        ("d3", "NetworkX", networkx.__version__, "node-link"),
        ("gexf", "NetworkX", networkx.__version__, "gexf"),
        ("gexf-dynamic", "NetworkX", networkx.__version__, "gexf"),
        ("graphml", "graphology", versions["graphology"], "graphml"),
        ("gexf", "graphology", versions["graphology"], "gexf in graphology"),
        ("cytoscape", "Cytoscape.js", versions["cytoscape"], "cytoscape"),
    ):
        row(form, tool, version, nodes, edges, *["yes" if right[key] else "no"] * 2)
    finish("Node-link JSON, GEXF, GraphML and Cytoscape's elements")


if __name__ == "__main__":
    main()
