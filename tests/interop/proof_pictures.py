# proof: Graphviz draws every DOT without a warning in three engines, and each node and edge is in the picture with id, words and link
"""DOT-01 to DOT-11: SVG and PNG by dot, sfdp and neato; the SVG read back: ids, tooltips and addresses as they went in."""

import html
import json
import re
import subprocess
import xml.etree.ElementTree as ElementTree

from graphs import INPUTS, build
from rows import WORK, check, finish
from table import row

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}"
GRAPHVIZ = subprocess.run(["dot", "-V"], capture_output=True, check=True).stderr.decode().split("version ")[1].split()[0]


def silent(*command):
    """Runs a tool that must succeed and say nothing."""
    done = subprocess.run(list(map(str, command)), capture_output=True)
    said = done.stderr.decode().strip()
    return check(done.returncode == 0 and not said, f"{' '.join(map(str, command[:2]))} {command[-1]}: exit {done.returncode}, {said[:300]}")


def drawn(svg):
    """The tooltips and addresses of each group by id."""
    found = {}
    for group in ElementTree.parse(svg).iter(f"{SVG}g"):
        anchors = [anchor for anchor in group.iter(f"{SVG}a")]
        titles = {anchor.get(f"{LINK}title") for anchor in anchors} - {None}
        found[group.get("id", "").removeprefix("a_")] = (titles, {anchor.get(f"{LINK}href") for anchor in anchors} - {None})
    return found


def seen(text):
    """What a picture shows of a text: no control characters, blanks as one."""
    # behind a backslash stands a zero-width blank, as tooltips are read twice
    return " ".join(re.sub(r"[\u200b\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", "", text).split())


def read_back(where, folder, svg):
    """Holds the SVG against graph.networkx.json."""
    graph = json.loads((folder / "graph.networkx.json").read_text(encoding="utf-8"))
    found, ends = drawn(svg), {end for edge in graph["edges"] for end in (edge["source"], edge["target"])}
    right = True
    for node in graph["nodes"]:
        if node["id"] in ends:
            titles, _ = found.get(node["id"], (set(), set()))
            right &= check(any(seen(node["label"])[:300] in seen(title) for title in titles), f"{where}: {node['uid']} is drawn and its tooltip has its name, found {sorted(titles)[:2]}")
    for edge in graph["edges"]:
        titles, links = found.get(edge["id"], (set(), set()))
        quote = seen(edge.get("quote", ""))[:300]
        right &= check(any(quote in seen(title) for title in titles), f"{where}: {edge['uid']} is drawn and its tooltip has its quote {quote[:60]!r}, found {[title[:200] for title in titles]}")
        url = edge.get("url")
        right &= check(not url or url in {html.unescape(link) for link in links} | links, f"{where}: {edge['uid']} leads to {url}, found {links}")
    return right


def main():
    right = True
    for name, inputs in INPUTS.items():
        folder = build(*inputs, to=name, flags=["-f", "dot,networkx"])
        # layers of thousands of nodes take minutes
        engines = ["sfdp"] if name == "hostile" else ["dot", "sfdp", "neato"]
        for engine in engines:
            svg, png = folder / f"{engine}.svg", folder / f"{engine}.png"
            fine = silent("dot", f"-K{engine}", "-Tsvg", "-o", svg, folder / "graph.dot") and silent("xmllint", "--noout", "--huge", svg)
            if name != "hostile":
                fine &= silent("dot", f"-K{engine}", "-Tpng", "-o", png, folder / "graph.dot")
                check(png.stat().st_size > 1000, f"{name}: {engine} draws a PNG")
            right &= fine and read_back(f"{name} by {engine}", folder, svg)
    graph = json.loads((WORK / "hostile" / "graph.networkx.json").read_text(encoding="utf-8"))
    row("dot", "Graphviz", GRAPHVIZ, len(graph["nodes"]), len(graph["edges"]), *["yes" if right else "no"] * 2)
    finish("Graphviz")


if __name__ == "__main__":
    main()
