"""What the claims of graph.jsonl say of the edges of a graph: read with Python's own JSON, with the rules for standings and types written anew."""

import json
import re

from rows import ROOT, check

# the names of foreign predicates in a type are made up
PREDICATES = set(re.findall(r"^cb:([a-z]\w*)", (ROOT / "schema/ontology.ttl").read_text(encoding="utf-8"), re.MULTILINE))
SELF_QUALIFYING = "ALLEGATION_AGAINST"


def standing_of(claim):
    """What a claim may be used as: its status, then whether a rule concluded it, then whether somebody else says it."""
    if claim["status"] != "stated":
        return claim["status"]
    reasons = claim.get("inferred", [])
    if set([reasons] if isinstance(reasons, str) else reasons) - {"coreference"}:
        return "inferred"
    return "reported" if claim.get("speaker") else "fact"


def type_of(predicate, standing):
    """The type of an edge: plain for a fact, else behind the standing, but for the predicate that says itself that it is none."""
    plain = "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in predicate)
    if plain == SELF_QUALIFYING:
        return {"alleged": plain, "fact": f"STATED_{plain}"}.get(standing, f"{standing.upper()}_{plain}")
    return plain if standing == "fact" else f"{standing.upper()}_{plain}"


def of_json_lines(folder):
    """The ends and types of all edges, with how many claims make each, and the texts of the documents."""
    lines = [json.loads(line) for line in (folder / "graph.jsonl").read_text(encoding="utf-8").split("\n") if line]
    documents = [line for line in lines if "document" in line]
    uid = {(member["document"], member["entity"]): line["entity"] for line in lines if "entity" in line for member in line["members"]}
    edges = {}
    for line in documents:
        document = line["document"]["id"]
        for claim in line.get("relations", []):
            if isinstance(claim["object"], dict) or claim["predicate"] not in PREDICATES:
                continue
            standing = standing_of(claim)
            pairs = [(claim["predicate"], claim["object"])]
            if claim["predicate"] == "referredTo":
                # the one role that is an edge of its own
                pairs += [("referredBy", one["entity"]) for one in claim.get("qualifiers", []) if one["role"] == "by" and "entity" in one]
            for predicate, item in pairs:
                edge = uid[document, claim["subject"]], type_of(predicate, standing), uid[document, item]
                edges[edge] = edges.get(edge, 0) + 1
    return edges, {line["document"]["id"]: line["document"].get("text") for line in documents}


def agrees_with_claims(where, edges, folder, mend):
    """Holds edges, each its subject, type, object and attributes, against the claims: types, counts, what is asserted, and every quote against
    the text at its place. Returns whether all is so."""
    wanted, texts = of_json_lines(folder)
    # two ids may become one in the format
    graph = json.loads((folder / "graph.networkx.json").read_text(encoding="utf-8"))
    text_of = {edge["uid"]: texts[edge["document"]] for edge in graph["edges"] if "document" in edge}
    types = {values["standing"]: {type_of(name, values["standing"]) for name in PREDICATES} for *_, values in edges}
    found = {}
    for subject, kind, item, values in edges:
        if kind not in types[values["standing"]]:
            continue
        edge = subject, kind, item
        found[edge] = found.get(edge, 0) + values["claims"]
    differ = sorted(set(found.items()) ^ set(wanted.items()))
    right = check(not differ, f"{where}: the claims make {len(wanted)} edges of a type each; not so of {differ[:3]}")
    for subject, kind, item, values in edges:
        edge, standing = f"{where}: {subject} {kind} {item}", values["standing"]
        plain = standing == "fact" and SELF_QUALIFYING not in kind
        marked = kind.startswith(f"{standing.upper()}_") or SELF_QUALIFYING in kind and kind == type_of("allegationAgainst", standing)
        right &= check(values["asserted"] == plain and marked != plain, f"{edge} says that it is {standing} (NEO-16)")
        if "quote_start" in values and "quote" in values:
            quote = mend(text_of[values["uid"]][values["quote_start"] : values["quote_end"]])
            is_cut = values["quote_end"] - values["quote_start"] > 1000 and quote.startswith(values["quote"].removesuffix("…"))
            right &= check(is_cut or quote == values["quote"], f"{edge}: the text at its place is {quote[:80]!r}, the quote {values['quote'][:80]!r}")
    return right
