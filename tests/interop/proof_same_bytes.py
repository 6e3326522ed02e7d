# proof: the same input gives the same bytes, by whatever road, order, thread count and local ids
"""Articles, their extraction as JSON Lines and graph.jsonl lead to the same files; so do shuffled records under other ids."""

import json
import random

from rows import STORY, WORK, build, check, finish, run

FILES = ("graph.ttl", "graph.graphml", "graph.dot", "graph.jsonl")
FORMATS = ["-f", "turtle,graphml,dot,jsonl"]


def files(*inputs, to, flags=()):
    folder = build(*inputs, to=to, flags=[*FORMATS, *flags])
    return {name: (folder / name).read_bytes() for name in FILES}


def same(one, other, what):
    for name in FILES:
        check(one[name] == other[name], f"{name} is the same {what}")


def renamed(document, numbers):
    """Entities and relations shuffled, and every local id another."""
    entities, relations = document.get("entities", []), document.get("relations", [])
    order = list(range(len(entities)))
    numbers.shuffle(order)
    ids = {entity["id"]: f"x{order[place]}" for place, entity in enumerate(entities)}
    swap = lambda value: ids.get(value, value) if isinstance(value, str) else [swap(one) for one in value] if isinstance(value, list) else value
    for entity in entities:
        entity["id"] = ids[entity["id"]]
    for relation in relations:
        for role in ("subject", "object", "speaker"):
            if role in relation:
                relation[role] = swap(relation[role])
        for qualifier in relation.get("qualifiers", []):
            if "entity" in qualifier:
                qualifier["entity"] = swap(qualifier["entity"])
        numbers.shuffle(relation.get("evidence", []))
    numbers.shuffle(entities)
    numbers.shuffle(relations)
    return document


def main():
    first = files("tests/fixtures/story", to="first")
    for threads in (1, 2, 8):
        same(first, files("tests/fixtures/story", to=f"threads-{threads}", flags=["--threads", threads]), f"with {threads} threads")
    articles = sorted(path for path in STORY.iterdir() if path.suffix in (".txt", ".md"))
    numbers = random.Random(8)
    for turn in range(3):
        numbers.shuffle(articles)
        same(first, files(*articles, to=f"order-{turn}"), "with the articles in another order")
    WORK.mkdir(parents=True, exist_ok=True)
    extraction = WORK / "extraction.jsonl"
    extraction.write_bytes(run("extract", "tests/fixtures/story"))
    same(first, files(extraction, to="extraction"), "by way of the extraction")
    documents = [json.loads(line) for line in extraction.read_text(encoding="utf-8").splitlines()]
    for turn in range(3):
        shuffled = [renamed(json.loads(json.dumps(document)), numbers) for document in documents]
        numbers.shuffle(shuffled)
        other = WORK / f"shuffled-{turn}.jsonl"
        other.write_text("".join(json.dumps(document, ensure_ascii=turn == 0) + "\n" for document in shuffled), encoding="utf-8")
        same(first, files(other, to=f"shuffled-{turn}"), "with records shuffled and local ids renamed")
    graph = WORK / "first" / "graph.jsonl"
    same(first, files(graph, to="graph"), "by way of graph.jsonl")
    half = articles[: len(articles) // 2]
    half_graph = build(*half, to="half", flags=FORMATS) / "graph.jsonl"
    same(first, files(half_graph, *articles[len(half):], to="rest"), "from graph.jsonl of one half and the articles of the other")
    finish("Same bytes")


if __name__ == "__main__":
    main()
