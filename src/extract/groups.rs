//! Groups of people and counted things: "at least 40 named police officers", "three Alden Police officers", "the residents".

use std::ops::Range;

use super::counts::{Quantity, quantity};
use super::lexicon::Entry;
use super::token::Shape;
use super::types::MentionFlags;
use super::view::{Board, Draft, View};
use crate::model::MentionKind;

/// Words between a number and its noun.
const MODIFIERS: usize = 8;

/// Finds the groups of a sentence.
pub(super) fn groups(view: &View<'_>, board: &mut Board) {
    let mut at = view.start;
    while at < view.end {
        let inside = board.at(at).is_some_and(|draft| draft.tokens.start < at || draft.class == view.classes.position || draft.class == view.classes.person);
        let found = (!inside).then(|| counted(view, board, at).or_else(|| bare(view, board, at))).flatten();
        match found {
            Some(draft) => {
                at = draft.tokens.end;
                board.add(draft);
            }
            None => at += 1,
        }
    }
}

fn counted(view: &View<'_>, board: &Board, at: usize) -> Option<Draft> {
    let quantity = quantity(view, at).filter(|quantity| quantity.end > at)?;
    let one = quantity.count.is_some_and(|count| count.number == 1);
    let (head, entry, former) = head(view, board, quantity.end, one)?;
    // pages and letters are counted by the thousand and nobody asks who they are
    if entry.get("class") == Some("Report") {
        return None;
    }
    Some(draft(view, board, quantity, head, entry, former))
}

fn draft(view: &View<'_>, board: &Board, quantity: Quantity, head: Range<usize>, entry: &Entry, former: bool) -> Draft {
    let class = view.classes.named(entry.get("class"), view.classes.event);
    let tokens = quantity.start..head.end;
    let definite = matches!(view.before(quantity.start), "the" | "these" | "those") || quantity.start > view.start && view.before(quantity.start) == "other";
    let retired = former || (quantity.start..head.start).any(|at| view.is(at, "former") && board.at(at).is_none());
    let mut draft = Draft::new(tokens, class, MentionKind::Descriptor, "group/counted")
        .flag(MentionFlags::PLURAL, true)
        .flag(MentionFlags::DEFINITE, definite)
        .flag(MentionFlags::FORMER, retired && !mixed(view, quantity.end..head.start));
    draft.count = quantity.count;
    draft.head = head;
    draft
}

/// "serving and former": some of them are still in office.
fn mixed(view: &View<'_>, between: Range<usize>) -> bool {
    between.clone().any(|at| view.form(at) == "and") || between.clone().any(|at| matches!(view.form(at), "serving" | "current"))
}

/// The noun behind a number, past its adjectives and a body or place that it belongs to.
fn head<'a>(view: &View<'a>, board: &Board, start: usize, one: bool) -> Option<(Range<usize>, &'a Entry, bool)> {
    let noun = if one { "group_singular" } else { "group" };
    let (mut at, mut loose, mut former) = (start, 0, false);
    while at < view.end && at - start < MODIFIERS {
        let belongs = |draft: &&Draft| [view.classes.organization, view.classes.place].contains(&view.classes.root(draft.class));
        if let Some(end) = view.starting(board, at).filter(belongs).map(|draft| draft.tokens.end) {
            at = if view.form(end) == "'s" { end + 1 } else { end };
            continue;
        }
        if let Some((length, entry)) = view.find(at, noun) {
            return Some((at..at + length, entry, former));
        }
        let known = ["group_modifier", "epithet", "former", "acting"].iter().filter_map(|class| view.find(at, class)).map(|(length, _)| length).max();
        former |= view.is(at, "former");
        if let Some(length) = known {
            at += length;
            continue;
        }
        loose += 1;
        let joint = view.form(at) == "and" || view.form(at) == ",";
        if loose > 2 || !(joint && loose == 1 || adjective(view, at)) {
            return None;
        }
        at += 1;
    }
    None
}

fn adjective(view: &View<'_>, at: usize) -> bool {
    let function = view.any(
        at,
        &[
            "preposition",
            "determiner",
            "pronoun",
            "auxiliary",
            "modal",
            "coordinator",
            "time_unit",
            "number_scale",
            "subordinator",
            "negation",
            "organization_head",
            "office",
        ],
    );
    view.word(at) && !function && view.shape(at) != Some(Shape::Capitalised)
}

/// A plural without a number: its noun and the modifiers and the body right before it.
fn bare(view: &View<'_>, board: &Board, at: usize) -> Option<Draft> {
    let (head, entry, former) = head(view, board, at, false)?;
    let direct = (at..head.start).all(|at| board.at(at).is_some() || view.form(at) == "'s" || view.any(at, &["group_modifier", "epithet", "former"]));
    let class = view.classes.named(entry.get("class"), view.classes.event);
    let wanted = class == view.classes.group;
    let verb = head.len() == 1 && view.is(head.start, "verb") && view.before(head.start) != "the";
    let part = view.find(head.end, "descriptor").is_some() || view.find(head.end, "office").is_some() || view.find(head.end, "group").is_some();
    let body = view.find(head.start, "bare_descriptor").is_some_and(|(length, _)| length == head.len());
    if !direct || !wanted || verb || part || body || board.at(head.start).is_some() {
        return None;
    }
    let definite = view.any(at.wrapping_sub(1), &["possessive_pronoun"]) || matches!(view.before(at), "the" | "these" | "those" | "'s");
    let mut draft = Draft::new(at..head.end, class, MentionKind::Descriptor, "group/plural")
        .flag(MentionFlags::PLURAL, true)
        .flag(MentionFlags::DEFINITE, definite)
        .flag(MentionFlags::FORMER, former && !mixed(view, at..head.start));
    draft.head = head;
    Some(draft)
}
