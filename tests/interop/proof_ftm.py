# proof: FollowTheMoney keeps every value of the JSON lines, and only facts are links of a kind
"""FTM-01 to FTM-07: read uncleaned, so that what the library does not take vanishes; ends first; every claim a link with its quote."""

import importlib.metadata
import json
import urllib.parse
from collections import Counter

from followthemoney import model
from graphs import INPUTS
from rows import ROOT, WORK, check, finish, run
from table import row


def build(name, inputs):
    """Builds one input with its report, and returns the folder."""
    folder = WORK / name
    run("build", *inputs, "-o", folder, "--quiet", "-f", "ftm,jsonl,networkx", "--edges", "claims", "--report", folder / "report.json")
    return folder


def arrived(prop, value, found):
    """Whether a value is there as it was written; an address may have its scheme in small letters and a slash behind its host."""
    alike = lambda url: urllib.parse.urlsplit(url)._replace(path=urllib.parse.urlsplit(url).path or "/").geturl()
    return value in found or (prop == "sourceUrl" and alike(value) in found)


def proof(name, inputs):
    folder = build(name, inputs)
    lines = [json.loads(line) for line in (folder / "graph.ftm.json").read_text(encoding="utf-8").split("\n") if line]
    report = [loss for one in json.loads((folder / "report.json").read_text())["formats"] if one["format"] == "ftm" for loss in one["losses"]]
    losses = {loss["attribute"] for loss in report}
    known, dropped, changed, right = set(), set(), Counter(), True
    for line in lines:
        proxy = model.get_proxy(line, cleaned=False)
        read = proxy.to_dict()
        for prop, values in line["properties"].items():
            check(all(isinstance(value, str) for value in values), f"{name}: {prop} of {line['id']} is a list of texts (FTM-01)")
            found = read["properties"].get(prop, [])
            # two texts may become one
            if not found:
                dropped.add((line["schema"], prop, str(values)[:120]))
            changed[prop] += sum(not arrived(prop, value, found) for value in values)
        schema = model.get(line["schema"])
        for end in schema.required:
            right &= check(end in read["properties"], f"{name}: {line['id']} has its {end} (FTM-05)")
        if schema.edge:
            ends = [read["properties"][end][0] for end in (schema.edge_source, schema.edge_target)]
            right &= check(set(ends) <= known, f"{name}: the ends of {line['id']} come before it (FTM-05)")
            plain = line["schema"] != "UnknownLink"
            right &= check(not plain or read["properties"]["status"] == ["fact"], f"{name}: {line['id']} of the kind {line['schema']} is a fact (FTM-03)")
        known.add(line["id"])
    right &= check(not dropped, f"{name}: nothing vanishes, but {sorted(dropped)[:6]}")
    told = Counter({loss["attribute"]: loss["count"] for loss in report if loss["what"].startswith("FollowTheMoney removes")})
    right &= check(+changed == told, f"{name}: what the library changes is in the report, and nothing else: {+changed}, reported {told}")
    edges = {edge["uid"]: edge for edge in json.loads((folder / "graph.networkx.json").read_text(encoding="utf-8"))["edges"]}
    links = {line["properties"]["recordId"][0]: line for line in lines if "recordId" in line["properties"] and line["id"].startswith("e")}
    right &= check(set(links) == set(edges), f"{name}: a link for each of the {len(edges)} claims between entities, found {len(links)}")
    for uid, edge in edges.items():
        properties = links[uid]["properties"]
        right &= check(properties["status"] == [edge["standing"]], f"{name}: {uid} says {edge['standing']}")
        words = properties.get("role") or properties.get("description")
        right &= check(edge["label"] in words, f"{name}: {uid} says {edge['label']}")
        quote = edge.get("quote")
        right &= check(not quote or not quote.strip() or properties.get("summary") == [quote] or "summary" in losses, f"{name}: the quote of {uid}")
    nodes = sum(not model.get(line["schema"]).edge for line in lines)
    return right, nodes, len(links)


def main():
    right = {name: proof(name, inputs) for name, inputs in INPUTS.items()}
    ordinary = all(one[0] for name, one in right.items() if name != "hostile")
    hostile, nodes, edges = right["hostile"]
    row("ftm", "followthemoney", importlib.metadata.version("followthemoney"), nodes, edges, "yes" if ordinary else "no", "yes" if hostile else "no")
    finish("FollowTheMoney")


if __name__ == "__main__":
    main()
