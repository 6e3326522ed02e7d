"""What all proofs share: the rows that a reader expects, the rows of an export, and how the two are compared."""

import csv
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STORY = ROOT / "tests/fixtures/story"
CORKBOARD = os.environ.get("corkboard", str(ROOT / "target/release/corkboard"))
WORK = Path(os.environ.get("work", "/tmp")) / Path(sys.argv[0]).stem
STANDINGS = ["fact", "reported", "inferred", "alleged", "denied", "planned", "hypothetical", "unknown"]
PREFIXES = {"REPORTED", "INFERRED", "ALLEGED", "DENIED", "PLANNED", "HYPOTHETICAL", "UNKNOWN", "STATED"}
failures = []


def check(holds, what):
    """Counts a check and prints it where it does not hold."""
    if not holds:
        failures.append(what)
        print(f"  not so: {what}")
    return holds


def finish(title):
    """Ends the proof: non-zero where a check did not hold."""
    print(f"  {title}: {'all as expected' if not failures else f'{len(failures)} checks failed'}")
    sys.exit(1 if failures else 0)


def run(*arguments, **options):
    """Runs corkboard; its diagnostics are shown only where it fails."""
    done = subprocess.run([CORKBOARD, *map(str, arguments)], capture_output=True, cwd=ROOT, **options)
    if done.returncode:
        raise SystemExit(f"corkboard {' '.join(map(str, arguments))} ended with {done.returncode}: {done.stderr.decode()}")
    return done.stdout


def build(*inputs, to, flags=()):
    """Builds inputs into a folder below the work folder and returns it."""
    folder = WORK / to
    run("build", *inputs, "-o", folder, "--quiet", *flags)
    return folder


def articles():
    """The text of each article by document id, without front matter, as the contract defines it."""
    texts = {}
    for path in sorted(STORY.iterdir()):
        if path.suffix not in (".txt", ".md"):
            continue
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        name = path.name
        if text.startswith("---\n"):
            head, _, body = text[4:].partition("\n---\n")
            fields = dict(line.split(":", 1) for line in head.splitlines() if ":" in line)
            name, text = (fields.get("id") or fields.get("url") or name).strip(), body
        texts[name] = text
    return texts


def expected():
    """The rows of expected.tsv as dictionaries."""
    with open(STORY / "expected.tsv", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def even(text):
    """White space made one, letters and their marks composed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def sentence_of(text, start, end):
    """The stretch between sentence ends around a place."""
    stop = re.compile(r"[.!?][\"”’']?\s+(?=[\"“‘'A-Z])|\n")
    left = max([match.end() for match in stop.finditer(text, 0, start)] or [0])
    right = stop.search(text, end)
    return left, right.start() if right else len(text)


def same_place(text, wanted, found):
    """Whether two quotes overlap in a text or stand in one sentence. A quote that was cut ends in an ellipsis."""
    text, wanted, found = even(text), even(wanted), even(found or "").removesuffix("…").rstrip()
    if not wanted:
        return True
    if not found:
        return False
    if wanted in found or found in wanted:
        return True
    for one in occurrences(text, wanted):
        left, right = sentence_of(text, *one)
        if any(other[0] < right and left < other[1] for other in occurrences(text, found)):
            return True
    return False


def check_places(title, found, texts):
    """Holds every quote against the text at its offsets in code points; a quote is cut only above 1,000 characters."""
    without_id = [text for name, text in texts.items() if name.endswith((".txt", ".md"))]
    check(len(without_id) == 1, "one article has no id of its own")
    for one in found:
        text = texts.get(one["document"], without_id[0])
        start, end = one["place"]
        check(one["quote"] and text[start:end] == one["quote"], f"{title}: the text at {start}-{end} is the quote of {show_found(one)}")


def occurrences(text, part):
    """All places of a part in a text."""
    return [(match.start(), match.end()) for match in re.finditer(re.escape(part), text)]


def fit(row, found, texts, columns):
    """Whether a found row is an expected one, over the given columns; names fit by any name of the entity."""
    if row["predicate"] != found["predicate"] or row["standing"] != found["standing"]:
        return False
    if row["subject"] not in found["subjects"] or row["object"] not in found["objects"]:
        return False
    if "document" in columns and not same_document(row["document"], found["document"], texts):
        return False
    if "speaker" in columns and not same_speakers(row["speaker"], found["speaker"], found.get("names", {})):
        return False
    if "date" in columns and row["date"] != (found["date"] or ""):
        return False
    return "quote" not in columns or same_place(texts[row["document"]], row["quote"], found["quote"])


def same_document(wanted, found, texts):
    """A document without id is known here by its file name and there by a hash of its text."""
    return wanted == found or (found not in texts and wanted.endswith((".txt", ".md")))


def same_speakers(wanted, found, names):
    """Speakers are compared in order; any name of each will do."""
    one = [part for part in wanted.split(" > ") if part]
    other = [part for part in (found or "").split(" > ") if part]
    return len(one) == len(other) and all(a == b or a in names.get(b, ()) for a, b in zip(one, other))


def compare(title, found, skip=lambda row: False, columns=("document", "speaker", "date", "quote"), extras=True):
    """Holds an export's rows against expected.tsv: every present row is there, no absent row is, nothing stands beside."""
    texts = articles()
    present = [row for row in expected() if row["expect"] == "present" and not skip(row)]
    used = set()
    for row in present:
        places = [place for place, one in enumerate(found) if fit(row, one, texts, columns)]
        used.update(places)
        check(places, f"{title}: {show(row)}{near(row, found, texts)}")
    for row in (row for row in expected() if row["expect"] == "absent"):
        for one in found:
            if forbidden(row, one, texts, columns):
                check(False, f"{title}: must not be there ({row['note']}): {show_found(one)}")
    if extras:
        for place, one in enumerate(found):
            if place not in used:
                check(False, f"{title}: nobody expects {show_found(one)}")
    print(f"  {title}: {len(present)} rows expected, {len(found)} found")


def near(row, found, texts):
    """The likeliest row that the export has instead."""
    alike = [one for one in found if one["predicate"] == row["predicate"] and (row["subject"] in one["subjects"] or row["object"] in one["objects"])]
    alike = [one for one in alike if one.get("document") is None or same_document(row["document"], one["document"], texts)]
    return "".join(f"\n      there is {show_found(one)}" for one in alike[:3])


def forbidden(row, one, texts, columns):
    """Whether a found row is one that must be absent."""
    if "document" in columns and not same_document(row["document"], one["document"], texts):
        return False
    if "document" not in columns and not same_place(texts[row["document"]], row["quote"], one["quote"]):
        return False
    names = lambda wanted, names: wanted == "*" or wanted in names
    return row["predicate"] == one["predicate"] and row["standing"] in ("*", one["standing"]) and names(row["subject"], one["subjects"]) and names(row["object"], one["objects"])


def show(row):
    """An expected row in one line."""
    return " | ".join(row[column] for column in ("document", "subject", "predicate", "object", "standing", "speaker", "date", "quote"))


def show_found(one):
    """A found row in one line."""
    first = lambda names: names[0] if names else "?"
    parts = (one.get("document"), first(one["subjects"]), one["predicate"], first(one["objects"]), one["standing"], one["speaker"], one["date"], (one["quote"] or "")[:100])
    return " | ".join(str(part or "") for part in parts)


def number_words(value, bound):
    """A counted value as expected.tsv writes it."""
    return f"{bound} {value}" if bound and bound != "exactly" else value


def predicate_of(relation, types):
    """A type without the prefix of its standing, as the name of the predicate."""
    head, _, rest = relation.partition("_")
    return types.get(rest if head in PREFIXES and rest in types else relation, relation)


def types_of_rows():
    """`MEMBER_OF` to `memberOf`, for the predicates that the rows use."""
    snake = lambda name: "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in name).upper()
    return {snake(row["predicate"]): row["predicate"] for row in expected()}
