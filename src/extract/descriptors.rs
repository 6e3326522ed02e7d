//! Descriptors and pronouns: "the watchdog", "his force", "police", "she"; coreference decides what they stand for.

use super::types::MentionFlags;
use super::view::{Board, Draft, Gender, View};
use crate::model::MentionKind;

/// Reads the descriptor at a token: the noun alone, without what stands before it.
pub(super) fn descriptor(view: &View<'_>, at: usize) -> Option<Draft> {
    let (length, entry) = view.find(at, "descriptor")?;
    let class = view.classes.named(entry.get("class"), view.classes.organization);
    let mut draft = Draft::new(at..at + length, class, MentionKind::Descriptor, "descriptor/noun").flag(MentionFlags::DEFINITE, definite(view, at));
    let root = view.classes.root(class);
    let agent = root == view.classes.organization;
    draft.pending = !agent;
    draft.key = entry.get("kind").map(Box::from);
    Some(draft)
}

/// Finds the descriptors and pronouns of a sentence in what no name has taken.
pub(super) fn descriptors(view: &View<'_>, board: &mut Board) {
    let mut at = view.start;
    while at < view.end {
        let draft = if board.at(at).is_none() { introduced(view, board, at).or_else(|| pronoun(view, at)) } else { None };
        match draft {
            Some(draft) => {
                at = draft.tokens.end;
                board.add(draft);
            }
            None => at += 1,
        }
    }
}

fn definite(view: &View<'_>, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    matches!(view.before(at), "the" | "this" | "that" | "'s") || view.is(before, "possessive_pronoun") || view.is(before, "group_modifier")
}

/// A descriptor with an article, a possessive or an adjective before it; some need none.
fn introduced(view: &View<'_>, board: &Board, at: usize) -> Option<Draft> {
    let draft = descriptor(view, at).filter(|draft| board.free(&draft.tokens))?;
    let end = draft.tokens.end;
    let mut start = at;
    while start > view.start && at - start < 2 && loose(view, board, start - 1) {
        start -= 1;
    }
    let led = view.is(start.wrapping_sub(1), "determiner")
        || view.before(start) == "'s"
        || view.ending(board, start).is_some_and(|draft| draft.class != view.classes.person && start == at);
    let bare = view.find(at, "bare_descriptor").is_some();
    let compound = view.word(end) && (view.find(end, "office").is_some() || view.find(end, "group").is_some() || view.capital(end));
    let singular_noun_follows = view.word(end)
        && !view.any(
            end,
            &[
                "verb",
                "preposition",
                "auxiliary",
                "modal",
                "adverb",
                "coordinator",
                "subordinator",
                "relative_pronoun",
                "negation",
                "determiner",
                "pronoun",
                "time_preposition",
                "weekday",
            ],
        );
    // "accused the trust of keeping": that phrase belongs to the verb
    let complement = view.form(end) == "of" && !view.form(end + 1).ends_with("ing");
    if !(led || bare) || compound || complement || singular_noun_follows && !led {
        return None;
    }
    let definite = definite(view, start) || bare;
    Some(draft.flag(MentionFlags::DEFINITE, definite))
}

fn loose(view: &View<'_>, board: &Board, at: usize) -> bool {
    view.word(at)
        && board.at(at).is_none()
        && !view.any(at, &["determiner", "preposition", "pronoun", "verb", "auxiliary", "modal", "coordinator", "subordinator", "adverb", "relative_pronoun"])
}

/// A pronoun of the third person, to be linked or dropped.
fn pronoun(view: &View<'_>, at: usize) -> Option<Draft> {
    let value = view.find(at, "pronoun").or_else(|| view.find(at, "possessive_pronoun"))?.1.get("value")?;
    let class = match value {
        "3ms" | "3fs" => view.classes.person,
        "3up" => view.classes.group,
        "3ns" if !expletive(view, at) => view.classes.organization,
        _ => return None,
    };
    let mut draft = Draft::new(at..at + 1, class, MentionKind::Pronoun, "pronoun").flag(MentionFlags::PLURAL, value == "3up");
    draft.gender = match value {
        "3ms" => Gender::Male,
        "3fs" => Gender::Female,
        _ => Gender::Unknown,
    };
    draft.pending = true;
    Some(draft)
}

/// "it is claimed that", "it was announced", "it is not clear": an "it" that stands for nothing.
fn expletive(view: &View<'_>, at: usize) -> bool {
    if view.form(at) != "it" {
        return false;
    }
    let mut verb = at + 1;
    while view.any(verb, &["adverb", "negation", "modal"]) || matches!(view.form(verb), "be" | "been" | "has" | "had" | "have") {
        verb += 1;
    }
    if !matches!(view.form(verb), "is" | "was" | "'s" | "be" | "seems" | "appears" | "emerged" | "been")
        && view.before(verb) != "be"
        && view.before(verb) != "been"
    {
        return false;
    }
    let next = (verb..(verb + 3).min(view.end)).any(|at| view.any(at, &["speech", "speech_that", "claim", "hedge", "know"]));
    let that = (verb..(verb + 5).min(view.end)).any(|at| matches!(view.form(at), "that" | "whether" | "clear" | "important" | "to"));
    next || that || matches!(view.form(verb), "seems" | "appears" | "emerged")
}
