"""The strings of tests/fixtures/hostile in every place that an extraction has for a string: name, alias, class, document id, id in a
register, predicate, value, role, quote, speaker, title, publisher, address."""

import json
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def strings():
    """The strings; one that is only repeated is written as such."""
    listed = json.loads((ROOT / "tests/fixtures/hostile/strings.json").read_text(encoding="utf-8"))
    return [one if isinstance(one, str) else one["repeat"][0] * one["repeat"][1] for one in listed]


def record(number, text, document_id):
    """One document in the contract that has the string everywhere. Where no string can be, as in an empty name, that part is left out."""
    name = text or f"Nobody {number}"
    before = "Before "
    evidence = [{"start": len(before), "end": len(before) + len(text), "quote": text, "rule": text or "by hand"}] if text else []
    entities = [
        {"id": "e1", "type": "Person", "name": name, "aliases": [text, f"Alias {number}"], "identifiers": [{"scheme": "register", "value": text}]},
        {"id": "e2", "type": "Council", "name": f"Council {number} {text}"},
        {"id": "e3", "type": "Person", "name": f"Speaker {number} {text}"},
        {"id": "e4", "type": text or "Empty", "name": f"Thing {number}"},
    ]
    relations = [
        {"subject": "e1", "predicate": "memberOf", "object": "e2", "status": "stated", "evidence": evidence},
        {"subject": "e3", "predicate": "memberOf", "object": "e2", "status": "alleged", "speaker": "e1", "evidence": evidence},
        {"subject": "e3", "predicate": "criticised", "object": "e1", "status": "stated", "speaker": ["e2", "e1"], "qualifiers": [{"role": text or "role", "value": text}, {"role": "by", "entity": "e2"}]},
        {"subject": "e1", "predicate": "sentencedTo", "object": {"value": text}, "status": "stated", "evidence": evidence},
        {"subject": "e3", "predicate": "sentencedTo", "object": {"value": text}, "status": "denied"},
        {"subject": "e1", "predicate": text or "empty", "object": "e3", "status": "denied", "evidence": evidence},
        {"subject": "e4", "predicate": "about", "object": "e1", "status": "stated", "evidence": evidence},
    ]
    document = {"id": document_id, "title": text, "url": text, "publisher": text, "author": text, "published": "2015-04", "text": f"{before}{text} after"}
    return {"document": document, "entities": entities, "relations": relations}


def write(path):
    """Writes all documents, and returns the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    used = set()
    with path.open("w", encoding="utf-8") as out:
        for number, text in enumerate(strings()):
            # ids are told apart as the contract does: composed and without what stands around them
            plain = unicodedata.normalize("NFC", text).strip()
            document_id = text if plain and plain not in used else f"{number} {text}"
            used.add(plain)
            out.write(json.dumps(record(number, text, document_id)) + "\n")
    return path
