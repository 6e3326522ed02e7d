# proof: adding documents leaves every id as it was, save those that the report lists
"""Claims, evidence and documents never change their ids; entities and relations only where the report says so."""

import json
import re

from rows import STORY, build, check, finish, run, WORK

ALLOWED = ("person/", "organization/", "group/", "position/", "place/", "report/", "event/", "law/", "thing/", "relation/")


def ids(folder):
    """All IRIs below the base that the Turtle names as subjects, and the relations of the GraphML."""
    turtle = (folder / "graph.ttl").read_text(encoding="utf-8")
    found = set(re.findall(r"<https://example\.org/kg/([^>]+)>", turtle))
    return found | set(re.findall(r'"e_uid">(relation/[0-9a-z]{16})<', (folder / "graph.graphml").read_text(encoding="utf-8")))


def main():
    articles = sorted(path for path in STORY.iterdir() if path.suffix in (".txt", ".md"))
    for number, cut in enumerate(range(1, len(articles))):
        old = build(*articles[:cut], to=f"old-{number}", flags=["-f", "turtle,graphml,jsonl"])
        report = WORK / f"report-{number}.json"
        new = build(*articles, to=f"new-{number}", flags=["--compare", old / "graph.jsonl", "--report", report])
        listed = {change["old"] for change in json.loads(report.read_text(encoding="utf-8"))["compare"]}
        gone = ids(old) - ids(new)
        for one in sorted(gone):
            check(one in listed and one.startswith(ALLOWED), f"{cut} articles, then all: {one} is gone and the report does not list it")
        check(listed <= ids(old), f"the report lists only ids of the older graph: {sorted(listed - ids(old))[:3]}")
    finish("Addition")


if __name__ == "__main__":
    main()
