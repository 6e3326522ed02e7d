"""What the proofs of property graphs share: the nodes and edges of a graph as graph.networkx.json has them, read with Python's own
JSON, and how a tool's values compare with them."""

import json
import os
import subprocess
from pathlib import Path

import hostile
from rows import ROOT, WORK, build, check

TOOLS = ROOT / "tests/.tools"
JAVA = TOOLS / "java"
INPUTS = {
    "story": ["tests/fixtures/story"],
    "unknown": ["tests/fixtures/unknown.jsonl"],
    "hostile": [hostile.write(WORK / "hostile.jsonl")],
    "self-qualifying": ["tests/golden/self-qualifying/input.jsonl"],
    "parallel": ["tests/golden/parallel-edges/input.jsonl"],
    "values": ["tests/golden/values/input.jsonl"],
    "dates": ["tests/golden/dates/input.jsonl"],
}


def wanted(folder):
    """Nodes by uid and edges by uid, each with its attributes."""
    graph = json.loads((folder / "graph.networkx.json").read_text(encoding="utf-8"))
    uid = {node["id"]: node["uid"] for node in graph["nodes"]}
    edges = [{**edge, "source": uid[edge["source"]], "target": uid[edge["target"]]} for edge in graph["edges"]]
    return {node["uid"]: node for node in graph["nodes"]}, {edge["uid"]: edge for edge in edges}


def java(name, *arguments, memory="1g", options=()):
    """Runs one of the Java programs and returns the lines of JSON that it writes."""
    out = Path(os.environ.get("work", "/tmp")) / f"{name}.json"
    main = name.split("-")[0].capitalize()
    folder = JAVA / main.lower()
    path = f"{folder / 'classes'}:{(folder / 'cp').read_text().strip()}"
    command = ["java", f"-Xmx{memory}", "-Djava.awt.headless=true", *options, "-cp", path, main, str(out), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, cwd=out.parent)
    if done.returncode:
        raise SystemExit(f"java {main} ended with {done.returncode}: {done.stderr.decode()[-3000:]}")
    return [json.loads(line) for line in out.read_text(encoding="utf-8").split("\n") if line]


def in_xml(text):
    """What XML 1.0 leaves of a text, after its specification, sections 2.2 and 2.11."""
    allowed = lambda code: code in (9, 10) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
    return "".join(letter if allowed(ord(letter)) else "\ufffd" for letter in text.replace("\r\n", "\n").replace("\r", "\n"))


def in_gexf(text):
    """An attribute keeps its carriage returns; what XML lacks is replaced."""
    return "".join(letter if letter == "\r" else in_xml(letter) for letter in text)


def in_csv(text):
    """What our CSV leaves of a text: no NUL, and line feeds for carriage returns."""
    return text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")


def parsed(text):
    """A JSON text, or nothing."""
    try:
        return json.loads(text, strict=False)
    except (TypeError, ValueError):
        return None


def mended(value, mend, lists):
    """A value with every text in it as the format leaves it. In the JSON text of a list control characters are escaped, and come through."""
    if isinstance(value, list):
        by_item = lists == "items" and isinstance(value[0], str)
        return [mend(item) for item in value] if by_item else json.loads(mend(json.dumps(value, ensure_ascii=False)), strict=False)
    return mend(value) if isinstance(value, str) else value


def same(found, value, mend, lists):
    """Whether a tool's value is ours: numbers of one type, objects as the JSON text of them, lists as `lists` says: true ones from `items`, true
    ones `parsed` from JSON, or that `text` itself."""
    ours = mended(value, mend, lists)
    if isinstance(value, list) and (lists == "text" or isinstance(value[0], dict)):
        return parsed(found) == ours
    return type(found) is type(ours) and found == ours


def compare(where, found, ours, mend=lambda text: text, without=(), lists="items"):
    """Checks that a tool has our attributes with our values, and no others; returns whether all are so."""
    ours = {name: value for name, value in ours.items() if name not in without}
    wrong = [f"{name} is {found.get(name)!r}, not {value!r}" for name, value in ours.items() if not same(found.get(name), value, mend, lists)]
    wrong += [f"{name} = {value!r} is not ours" for name, value in found.items() if name not in ours and name not in without]
    return check(not wrong, f"{where}: {'; '.join(wrong)[:700]}")


def folders(formats, inputs=INPUTS):
    """Builds each input by relations and by claims, with the two files that tools are held against; yields name and folder."""
    for name, files in inputs.items():
        for by in ("relations", "claims"):
            yield f"{name}-{by}", build(*files, to=f"{name}-{by}", flags=["-f", f"networkx,jsonl,{formats}", "--edges", by])
