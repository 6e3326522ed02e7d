# proof: the story under other names gives the same relations
"""Every person, place and body of the story is swapped for another of its kind (rename.tsv): no rule and no list may know the story's names."""

import re
import shutil

import rdflib
from proof_turtle_rows import CB, DCT, rows
from rows import ROOT, STORY, WORK, build, check, finish, show_found


def renamer():
    pairs = [line.split("\t") for line in (ROOT / "tests/interop/rename.tsv").read_text(encoding="utf-8").splitlines()]
    table = {old.replace(" ", "\u00a0"): new.replace(" ", "\u00a0") for old, new in pairs} | dict(pairs)
    longest = sorted(table, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")
    return lambda text: pattern.sub(lambda match: table[match.group()], text)


def keys(path, renamed):
    """Rows as comparable keys: all names of an entity stand for it."""
    graph = rdflib.Graph().parse(path)
    documents = {document: str(graph.value(document, DCT.identifier)) for document in graph.subjects(rdflib.RDF.type, CB.Document)}
    found = {}
    for row in rows(graph, documents):
        names = lambda names: tuple(sorted(renamed(name) for name in names))
        document = row["document"] if "/" in row["document"] or "-" in row["document"] else "without id"
        found[(document, names(row["subjects"]), row["predicate"], names(row["objects"]), row["standing"], renamed(row["speaker"]), row["date"], renamed(row["quote"] or ""))] = row
    return found


def main():
    renamed = renamer()
    folder = WORK / "articles"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for article in STORY.iterdir():
        if article.suffix not in (".txt", ".md"):
            continue
        text = article.read_bytes().decode("utf-8")
        lines = [line if line.startswith(("id:", "url:")) else renamed(line) for line in text.split("\n")]
        (folder / article.name).write_bytes("\n".join(lines).encode("utf-8"))
    original = keys(build("tests/fixtures/story", to="original") / "graph.ttl", renamed)
    other = keys(build(folder, to="renamed") / "graph.ttl", lambda text: text)
    check(len(original) > 100, f"the story gives over a hundred rows, found {len(original)}")
    for key in sorted(set(original) - set(other), key=str):
        check(False, f"under other names there is no {show_found(original[key])}")
    for key in sorted(set(other) - set(original), key=str):
        check(False, f"only under other names there is {show_found(other[key])}")
    finish("Other names")


if __name__ == "__main__":
    main()
