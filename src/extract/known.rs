//! Names that the document made known elsewhere: bare surnames, names in headlines and in lower-case text, acronyms.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::lexicon::Entry;
use super::token::Shape;
use super::types::CaseRegime;
use super::view::{Board, Draft, View};
use crate::model::MentionKind;
use crate::model::ids::ClassId;

/// What the document has named so far, by folded words.
#[derive(Default)]
struct Names {
    /// Full names by their first word.
    full: FxHashMap<String, Vec<(Vec<String>, ClassId)>>,
    /// Last and first words of persons' names.
    single: FxHashSet<String>,
    /// Surnames that stand behind a title.
    titled: FxHashSet<String>,
    /// Acronyms, written as they are.
    acronyms: FxHashMap<String, ClassId>,
}

/// Adds the mentions of known names that no recogniser could see by itself.
pub(super) fn known(views: &[View<'_>], board: &mut Board) {
    let Some(first) = views.first() else { return };
    let names = collect(first, board);
    retype(first, board, &names);
    for view in views {
        let mut at = view.start;
        while at < view.end {
            let found = named(view, board, &names, at);
            at = found.as_ref().map_or(at + 1, |draft| draft.tokens.end);
            board.extend(found);
        }
    }
}

/// What was taken for a place before an office is a person, where the document names one so ("Roe's chief of staff").
fn retype(view: &View<'_>, board: &mut Board, names: &Names) {
    let view = whole(view);
    for draft in &mut board.drafts {
        let guessed = matches!(draft.rule, "position/before" | "position/of") && draft.tokens.len() == 1;
        if guessed && names.single.contains(&folded(view.written(&draft.tokens))) {
            draft.class = view.classes.person;
            draft.rule = "known/surname";
        }
    }
}

pub(super) fn folded(words: &str) -> String {
    words.to_lowercase().replace(['’', '‘'], "'")
}

fn collect(view: &View<'_>, board: &Board) -> Names {
    let mut names = Names::default();
    for draft in board.drafts.iter().filter(|draft| draft.kind == MentionKind::Name) {
        let root = view.classes.root(draft.class);
        let person = root == view.classes.person;
        if !person && root != view.classes.organization {
            continue;
        }
        let view = whole(view);
        let words: Vec<String> = draft.name.clone().map(|at| folded(view.written(&(at..at + 1)))).collect();
        if person {
            names.single.extend(words.last().cloned());
            if draft.tokens != draft.name {
                names.titled.extend(words.last().cloned());
            }
            if words.len() == 3 {
                names.single.insert(words[1].clone());
            }
            if words.len() > 1 && draft.rule != "person/title" {
                names.single.extend(words.first().cloned());
            }
        } else {
            acronym(&view, draft, &mut names);
        }
        if let Some(first) = words.first().filter(|_| words.len() > 1).cloned() {
            let same = names.full.entry(first).or_default();
            if same.len() < 50 && !same.iter().any(|(known, _)| *known == words) {
                // longer names first, so that the longest is found
                let place = same.partition_point(|(known, _)| known.len() >= words.len());
                same.insert(place, (words, draft.class));
            }
        }
    }
    names
}

/// The acronym that stands for a body in brackets, or the initials of its name.
fn acronym(view: &View<'_>, draft: &Draft, names: &mut Names) {
    if draft.tokens.len() == 1 && view.shape(draft.tokens.start) == Some(Shape::Upper) {
        names.acronyms.insert(view.written(&draft.tokens).to_owned(), draft.class);
    } else if let Some(initials) = initials(view, &draft.tokens) {
        names.acronyms.entry(initials).or_insert(draft.class);
    }
}

/// The first letters of a name's capitals, where there are three or more.
pub(super) fn initials(view: &View<'_>, tokens: &Range<usize>) -> Option<String> {
    let capitals = tokens.clone().filter_map(|at| view.written(&(at..at + 1)).chars().next()).filter(|letter| letter.is_uppercase());
    let initials: String = capitals.collect();
    (initials.chars().count() > 2).then_some(initials)
}

/// The same view without the borders of a sentence.
pub(super) fn whole<'a>(view: &View<'a>) -> View<'a> {
    View { start: 0, end: view.tokens.len(), regime: CaseRegime::Cased, ..*view }
}

fn named(view: &View<'_>, board: &Board, names: &Names, at: usize) -> Option<Draft> {
    if !view.word(at) {
        return None;
    }
    let cover = board.at(at);
    if cover.is_some_and(|draft| draft.rule != "report/named") {
        return None;
    }
    let word = folded(view.written(&(at..at + 1)));
    if cover.is_none() {
        if let Some(draft) = full(view, board, names, at, &word) {
            return Some(draft);
        }
        if let Some(class) = names.acronyms.get(view.written(&(at..at + 1))).filter(|_| view.shape(at) == Some(Shape::Upper)) {
            return Some(Draft::new(at..at + 1, *class, MentionKind::Name, "known/acronym"));
        }
    }
    if let Some(run) = surname_run(view, board, names, at) {
        return Some(Draft::new(run, view.classes.person, MentionKind::Name, "known/surname-run"));
    }
    if let Some(draft) = cued(view, board, at) {
        return Some(draft);
    }
    (names.single.contains(&word) && alone(view, at)).then(|| Draft::new(at..at + 1, view.classes.person, MentionKind::Name, "known/surname"))
}

/// A short form that several bodies share or that is a common word; coreference keeps it where the document names one of them in full.
fn cued(view: &View<'_>, board: &Board, at: usize) -> Option<Draft> {
    let entries = view.lexicon.all_at(&view.tokens[..view.end], at, view.regime);
    let class = view.lexicon.class("body_cued")?;
    let found: Vec<(usize, &Entry)> = entries.filter(|(length, entry)| entry.class() == class && board.free(&(at..at + length))).collect();
    let (length, first) = *found.last().filter(|_| view.capital(at) && !(view.opening(at) && view.common(at)))?;
    let keys: Vec<&str> = found.iter().filter(|(other, _)| *other == length).filter_map(|(_, entry)| entry.get("key")).collect();
    let mut draft = Draft::new(at..at + length, view.classes.named(first.get("class"), view.classes.organization), MentionKind::Name, "body/cued");
    draft.key = Some(keys.join("|").into());
    Some(draft)
}

/// Two or three plain capitals that end in a surname which a title made known: "Dana Roe" where "Mr Roe" stands elsewhere.
fn surname_run(view: &View<'_>, board: &Board, names: &Names, at: usize) -> Option<Range<usize>> {
    let plain = |at: usize| {
        view.capital(at)
            && board.at(at).is_none()
            && !view.calendar(at)
            && view.shape(at) == Some(Shape::Capitalised)
            && !view.any(at, &["determiner", "preposition", "organization_head"])
    };
    if !plain(at)
        || (view.opening(at) && view.common(at))
        || view.find(at, "title").is_some()
        || at > view.start && view.capital(at - 1) && !view.opening(at - 1) && board.at(at - 1).is_none()
    {
        return None;
    }
    let length = (at..at + 4).take_while(|at| plain(*at)).count();
    let surname = folded(view.written(&(at + length - 1..at + length)));
    ((2..=3).contains(&length) && names.titled.contains(&surname)).then(|| at..at + length)
}

/// A full name that is known; where capitals carry meaning it must be written with them.
fn full(view: &View<'_>, board: &Board, names: &Names, at: usize, first: &str) -> Option<Draft> {
    if view.regime == CaseRegime::Cased && !view.capital(at) {
        return None;
    }
    let matches = |words: &[String]| {
        (at..at + words.len()).zip(words).all(|(at, word)| at < view.end && board.at(at).is_none() && folded(view.written(&(at..at + 1))) == *word)
    };
    let (words, class) = names.full.get(first)?.iter().find(|(words, _)| matches(words))?;
    Some(Draft::new(at..at + words.len(), *class, MentionKind::Name, "known/name"))
}

/// A known surname or given name that stands alone: capitalised, not part of other capitals, not an everyday word that opens the sentence.
fn alone(view: &View<'_>, at: usize) -> bool {
    let common = view.common(at) || view.calendar(at);
    match view.regime {
        CaseRegime::Cased => {
            let run = |at: usize| view.capital(at) && !view.opening(at) && !view.common(at);
            let beside = at > view.start && run(at - 1) && view.find(at - 1, "title").is_none()
                || run(at + 1) && !view.is(at + 1, "document_noun") && !view.is(at + 1, "report_noun");
            let opened = view.opening(at) && common && !view.is(at + 1, "verb");
            view.capital(at) && !beside && !opened
        }
        CaseRegime::Lower | CaseRegime::Title | CaseRegime::Upper => !common && view.entries_free(at),
    }
}

impl View<'_> {
    /// Whether no table has a word but as a name.
    fn entries_free(&self, at: usize) -> bool {
        self.lexicon.entries_of(self.sym(at)).all(|entry| ["given_name", "surname"].iter().any(|class| self.lexicon.class(class) == Some(entry.class())))
    }
}
