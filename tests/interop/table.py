"""The table of formats and tools: each proof adds the rows that it proved, and `tests/run` prints them."""

import os
import sys
from pathlib import Path

HEAD = ["format", "tool", "version", "loaded", "nodes", "edges", "attributes equal", "hostile strings equal"]


def row(form, tool, version, nodes="-", edges="-", attributes="yes", hostile="yes", loaded="yes"):
    """Adds a row; nodes are triples for RDF."""
    target = os.environ.get("table")
    if target:
        with open(target, "a", encoding="utf-8") as out:
            print(form, tool, version, loaded, nodes, edges, attributes, hostile, sep="\t", file=out)


def main():
    """Prints the rows of a file in columns."""
    path = Path(sys.argv[1])
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    rows = [HEAD, *sorted(line.split("\t") for line in lines)]
    widths = [max(len(cell) for cell in column) for column in zip(*rows)]
    for cells in rows:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(cells, widths)).rstrip())


if __name__ == "__main__":
    main()
