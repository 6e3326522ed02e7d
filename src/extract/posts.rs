//! Offices and their holders: who "the chief constable" is, and which post a resignation leaves that does not name it.

use rustc_hash::FxHashMap;

use super::claims::{Claim, Spoken};
use super::draft::Found;
use super::reading::Reading;
use crate::model::{Reason, Status};

/// A holder of an office, as the document states it.
#[derive(Debug, Clone, Copy)]
struct Tenure {
    person: usize,
    office: usize,
    at: usize,
    over: bool,
}

fn tenures(reading: &Reading<'_>, spoken: &Spoken, claims: &[Claim]) -> Vec<Tenure> {
    let is = |claim: &Claim, predicate| Some(claim.draft.predicate) == predicate;
    // whoever resigns as something held it, and holds it still where the resignation is refused or planned
    let shows = |claim: &&Claim| is(claim, spoken.resigned) || (claim.draft.status == Status::Stated && (is(claim, spoken.holds) || is(claim, spoken.held)));
    let tenure = |claim: &Claim| match claim.draft.object {
        Found::Mention(office) if reading.is(office, reading.known.position) => {
            let over = is(claim, spoken.held) || (is(claim, spoken.resigned) && claim.draft.status == Status::Stated);
            Some(Tenure { person: claim.draft.subject, office, at: claim.draft.tokens.start, over })
        }
        _ => None,
    };
    claims.iter().filter(shows).filter_map(tenure).collect()
}

/// Puts the person in the place of an office that acts or is acted on, where the document says who holds it.
pub(super) fn holders(reading: &Reading<'_>, spoken: &Spoken, claims: &mut [Claim]) {
    let mut held: FxHashMap<Option<usize>, Vec<Tenure>> = FxHashMap::default();
    for tenure in tenures(reading, spoken, claims).into_iter().filter(|tenure| !tenure.over) {
        held.entry(reading.entity(tenure.office)).or_default().push(tenure);
    }
    let holder = |mention: usize| {
        let mut fitting = held.get(&reading.entity(mention))?.iter();
        let first = fitting.next()?;
        fitting.all(|other| reading.entity(other.person) == reading.entity(first.person)).then_some(first.person)
    };
    for claim in claims {
        let office = |mention: usize| reading.is(mention, reading.known.position);
        let keeps = Some(claim.draft.predicate) == spoken.holds || Some(claim.draft.predicate) == spoken.held;
        let subject = office(claim.draft.subject).then(|| holder(claim.draft.subject)).flatten();
        let object = match claim.draft.object {
            Found::Mention(mention) if office(mention) && !keeps && Some(claim.draft.predicate) != spoken.resigned => holder(mention),
            _ => None,
        };
        if let Some(person) = subject.filter(|_| !keeps && claim.draft.name != "position/in-body" && !is_about_office(claim)) {
            claim.draft.subject = person;
            claim.draft.inferred = claim.draft.inferred.with(Reason::Coreference);
        }
        if let Some(person) = object {
            claim.draft.object = Found::Mention(person);
            claim.draft.inferred = claim.draft.inferred.with(Reason::Coreference);
        }
    }
}

/// A structure rule speaks of the office itself.
fn is_about_office(claim: &Claim) -> bool {
    matches!(claim.draft.object, Found::Mention(object) if claim.draft.tokens.start <= object) && claim.draft.name.starts_with("position/")
}

/// Fills in the post that a resignation leaves: that of the same noun phrase, else the nearest before, else the first behind.
pub(super) fn posts(reading: &Reading<'_>, spoken: &Spoken, claims: &mut [Claim]) {
    let mut by_person: FxHashMap<Option<usize>, Vec<Tenure>> = FxHashMap::default();
    for tenure in tenures(reading, spoken, claims) {
        by_person.entry(reading.entity(tenure.person)).or_default().push(tenure);
    }
    for claim in claims.iter_mut().filter(|claim| claim.draft.object == Found::Post) {
        let Some(tenures) = by_person.get(&reading.entity(claim.draft.subject)) else { continue };
        let own = || tenures.iter();
        let sentence = reading.sentence_of(claim.draft.trigger);
        let here = own().find(|tenure| reading.sentence_of(tenure.at) == sentence && tenure.person == claim.draft.subject);
        if let Some(tenure) = here {
            claim.draft.object = Found::Mention(tenure.office);
            claim.draft.cover(reading);
            continue;
        }
        let before = own().filter(|tenure| tenure.at < claim.draft.trigger).max_by_key(|tenure| tenure.at);
        if let Some(tenure) = before.or_else(|| own().min_by_key(|tenure| tenure.at)) {
            claim.draft.object = Found::Mention(tenure.office);
            claim.draft.inferred = claim.draft.inferred.with(Reason::Post);
            claim.draft.confidence = claim.draft.confidence.saturating_sub(150);
        }
    }
}
