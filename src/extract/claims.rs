//! From drafts to claims of a document: holders of offices, status, speaker, date, posts, counts and quotations.

use super::draft::{Draft, Found};
use super::find::find;
use super::posts::{holders, posts};
use super::reading::Reading;
use super::rule_file::Governed;
use super::rules::Rules;
use super::speech::{Quoted, Speaker, Speech, speech};
use super::status::{Marks, Verdict, marks, rank, verdict};
use super::types::{BlockKind, Bound};
use super::veto::effect;
use super::when::{dates, owner};
use crate::model::date::DatePoint;
use crate::model::ids::PredicateId;
use crate::model::schema::Schema;
use crate::model::{MentionKind, PartialDate, Reason, Reasons, Status, Value};

/// A draft with whom the document attributes it to, outermost first.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) draft: Draft,
    pub(super) speakers: Vec<Speaker>,
}

/// What decides how the text puts a thing, for one document.
pub(super) struct Context {
    pub(super) marks: Marks,
    pub(super) speech: Speech,
}

impl Context {
    pub(super) fn new(reading: &Reading<'_>, rules: &Rules) -> Self {
        Self { marks: marks(reading, rules), speech: speech(reading) }
    }

    /// Returns how the text puts what stands at a token, and who says it.
    pub(super) fn at(&self, reading: &Reading<'_>, token: usize, governed: Governed) -> (Verdict, Vec<Speaker>) {
        let mut speakers = self.speech.chain(reading, token);
        // words in quotation marks are somebody's, if nobody's known
        if speakers.is_empty() && reading.quotation_of(token).is_some() {
            speakers.push(Speaker::Unnamed);
        }
        let mut found = Verdict::default();
        if governed == Governed::Clause {
            found = verdict(reading, &self.marks, token);
            for effect in self.speech.effects(reading, token) {
                found.weaken(effect);
            }
            if found.hedged && !speakers.contains(&Speaker::Unnamed) {
                speakers.push(Speaker::Unnamed);
            }
        }
        (found, speakers)
    }
}

/// The predicates that the stages themselves speak of.
pub(super) struct Spoken {
    pub(super) holds: Option<PredicateId>,
    pub(super) held: Option<PredicateId>,
    pub(super) authored: Option<PredicateId>,
    pub(super) resigned: Option<PredicateId>,
    member_count: Option<PredicateId>,
    said: Option<PredicateId>,
}

impl Spoken {
    pub(super) fn new(schema: &Schema) -> Self {
        let of = |name: &str| schema.predicate_named(name);
        Self {
            holds: of("holdsPosition"),
            held: of("heldPosition"),
            authored: of("authoredBy"),
            resigned: of("resignedFrom"),
            member_count: of("memberCount"),
            said: of("said"),
        }
    }
}

/// Returns the claims of a document in the order in which the rules found them.
pub(super) fn claims(reading: &Reading<'_>, rules: &Rules, schema: &Schema, published: Option<PartialDate>) -> Vec<Claim> {
    let spoken = Spoken::new(schema);
    let context = Context::new(reading, rules);
    let mut claims: Vec<Claim> = find(reading, rules).into_iter().filter_map(|draft| judged(reading, rules, (schema, &spoken), &context, draft)).collect();
    date(reading, rules, published, &mut claims);
    holders(reading, &spoken, &mut claims);
    posts(reading, &spoken, &mut claims);
    suppress(reading, schema, &spoken, &mut claims);
    claims.retain(|claim| is_typed(reading, schema, &claim.draft));
    counts(reading, &context, &spoken, &mut claims);
    quotes(reading, &context, &spoken, &mut claims);
    claims
}

/// Adds status and speakers; nothing where the text only demands it.
fn judged(reading: &Reading<'_>, rules: &Rules, terms: (&Schema, &Spoken), context: &Context, mut draft: Draft) -> Option<Claim> {
    let rule = draft.rule.map(|place| &rules.rules[place])?;
    let (mut found, speakers) = context.at(reading, draft.trigger, rule.governed);
    if let Some(effect) = effect(reading, terms.0, terms.1, rule, &draft) {
        found.weaken(effect);
    }
    if found.dropped {
        return None;
    }
    if rank(found.status()) > rank(draft.status) {
        draft.status = found.status();
    }
    // a maker of an allegation vouches for it and does not report it
    let makes = draft.status == Status::Alleged && rule.status == Some(Status::Alleged);
    let speakers = if makes && found.status() == Status::Alleged { Vec::new() } else { speakers };
    resolved(reading, &mut draft);
    Some(Claim { draft, speakers })
}

/// Notes where a participant is a pronoun or a description of something named elsewhere.
fn resolved(reading: &Reading<'_>, draft: &mut Draft) {
    let mentions = std::iter::once(draft.subject).chain(match draft.object {
        Found::Mention(mention) => Some(mention),
        _ => None,
    });
    let indirect = mentions.filter(|mention| {
        let found = reading.mention(*mention);
        let named = found.entity.and_then(|entity| reading.analysis.entities.get(entity)).is_some_and(|entity| !entity.unnamed);
        found.kind == MentionKind::Pronoun || (found.kind == MentionKind::Descriptor && named && !found.sieve.is_empty())
    });
    let count = indirect.count();
    if count > 0 {
        draft.inferred = draft.inferred.with(Reason::Coreference);
        draft.confidence = draft.confidence.saturating_sub(100 * u16::try_from(count).unwrap_or(2));
    }
}

/// Gives each date to the claims of the verb or noun that it stands with.
fn date(reading: &Reading<'_>, rules: &Rules, published: Option<PartialDate>, claims: &mut [Claim]) {
    let triggers: Vec<usize> = claims.iter().filter(|claim| is_dated(rules, &claim.draft)).map(|claim| claim.draft.trigger).collect();
    for dated in dates(reading, published) {
        let Some(head) = owner(reading, &dated, &triggers) else { continue };
        let own = claims.iter_mut().filter(|claim| claim.draft.trigger == head && claim.draft.date.is_none() && is_dated(rules, &claim.draft));
        for claim in own {
            claim.draft.date = Some(dated.date);
            claim.draft.tokens = claim.draft.tokens.start.min(dated.tokens.start)..claim.draft.tokens.end.max(dated.tokens.end);
            let ended = matches!(dated.date, PartialDate::Interval(_, Some(end)) if is_past(end, published));
            let finite = claim.draft.status == Status::Stated;
            if let Some(rule) = claim.draft.rule.map(|place| &rules.rules[place]).filter(|_| ended && finite) {
                claim.draft.end(rule);
            }
        }
    }
}

/// What a noun phrase says in passing has no date of its own, but for who held an office when.
fn is_dated(rules: &Rules, draft: &Draft) -> bool {
    let rule = draft.rule.map(|place| &rules.rules[place]);
    rule.is_some_and(|rule| rule.governed == Governed::Clause || rule.ended.is_some() && !matches!(rule.kind, super::rules::Kind::Structure { .. }))
}

fn is_past(end: DatePoint, published: Option<PartialDate>) -> bool {
    let Some(published) = published.and_then(PartialDate::max) else { return true };
    end.first_day().is_some_and(|end| end.parts() <= published.parts())
}

/// An author who is concluded from a report's name says nothing where the document names the author, nor does a weaker reading of one place.
fn suppress(reading: &Reading<'_>, schema: &Schema, spoken: &Spoken, claims: &mut Vec<Claim>) {
    let stated: Vec<(Option<usize>, Option<usize>)> = claims
        .iter()
        .filter(|claim| {
            Some(claim.draft.predicate) == spoken.authored && !claim.draft.inferred.contains(Reason::Eponym) && claim.draft.status == Status::Stated
        })
        .map(|claim| pair(reading, &claim.draft))
        .collect();
    claims.retain(|claim| {
        let eponym = claim.draft.inferred.contains(Reason::Eponym);
        !(eponym && stated.iter().any(|(report, author)| *report == reading.entity(claim.draft.subject) && author.is_some()))
    });
    let over: Vec<(PredicateId, Pair, std::ops::Range<usize>)> =
        claims.iter().map(|claim| (claim.draft.predicate, pair(reading, &claim.draft), claim.draft.tokens.clone())).collect();
    claims.retain(|claim| {
        let ended = schema.predicate(claim.draft.predicate).ended_form;
        let tokens = &claim.draft.tokens;
        !over
            .iter()
            .any(|(predicate, other, at)| Some(*predicate) == ended && *other == pair(reading, &claim.draft) && at.start < tokens.end && tokens.start < at.end)
    });
    let weaker: Vec<(usize, PredicateId, Pair, u8)> =
        claims.iter().map(|claim| (claim.draft.trigger, claim.draft.predicate, pair(reading, &claim.draft), rank(claim.draft.status))).collect();
    claims.retain(|claim| {
        let own = (claim.draft.trigger, claim.draft.predicate, pair(reading, &claim.draft));
        !weaker.iter().any(|(trigger, predicate, pair, status)| (*trigger, *predicate, *pair) == own && *status > rank(claim.draft.status))
    });
}

/// The entities of subject and object.
type Pair = (Option<usize>, Option<usize>);

fn pair(reading: &Reading<'_>, draft: &Draft) -> Pair {
    let object = match draft.object {
        Found::Mention(mention) => reading.entity(mention),
        _ => None,
    };
    (reading.entity(draft.subject), object)
}

/// Checks the participants against the domain and range of the predicate.
fn is_typed(reading: &Reading<'_>, schema: &Schema, draft: &Draft) -> bool {
    let predicate = schema.predicate(draft.predicate);
    let of = |names: &[String]| names.iter().filter_map(|name| schema.class_named(name)).collect::<Vec<_>>();
    let subject = reading.fits(draft.subject, &of(&predicate.domain));
    let object = match draft.object {
        Found::Mention(mention) => reading.fits(mention, &of(&predicate.range)),
        Found::Value(_) | Found::Post => true,
    };
    let other = pair(reading, draft);
    subject && object && other.0 != other.1
}

/// How many people a group has; a group that is named again with the same number says nothing new.
fn counts(reading: &Reading<'_>, context: &Context, spoken: &Spoken, claims: &mut Vec<Claim>) {
    let Some(predicate) = spoken.member_count else { return };
    let mut seen: Vec<(Option<usize>, u64, Bound)> = Vec::new();
    for (place, mention) in reading.analysis.mentions.iter().enumerate() {
        let prose = reading.sentence_of(mention.tokens.start).is_some_and(|sentence| reading.sentence(sentence).block != BlockKind::Furniture);
        let Some(count) = mention.count.filter(|_| prose && mention.entity.is_some() && reading.kinds.is(mention.class, reading.known.group)) else { continue };
        if seen.contains(&(mention.entity, count.number, count.bound)) {
            continue;
        }
        seen.push((mention.entity, count.number, count.bound));
        let last = mention.tokens.end - 1;
        let bound = (count.bound != Bound::Exactly).then(|| ("bound".to_owned(), Found::Value(Value::text(count.bound.name()))));
        let number = i64::try_from(count.number).unwrap_or(i64::MAX);
        let draft = Draft {
            rule: None,
            name: "group/count".to_owned(),
            predicate,
            subject: place,
            object: Found::Value(Value::integer(number)),
            qualifiers: bound.into_iter().collect(),
            trigger: last,
            tokens: mention.tokens.clone(),
            status: Status::Stated,
            inferred: Reasons::NONE,
            date: None,
            confidence: 950,
        };
        let (_, speakers) = context.at(reading, last, Governed::Speech);
        claims.push(Claim { draft, speakers });
    }
}

/// Direct quotations: the document vouches for the words, whoever it says spoke them.
fn quotes(reading: &Reading<'_>, context: &Context, spoken: &Spoken, claims: &mut Vec<Claim>) {
    let Some(predicate) = spoken.said else { return };
    for quoted in &context.speech.quoted {
        let Some(words) = words(reading, quoted) else { continue };
        let mention = reading.mention(quoted.speaker);
        let quotation = &reading.analysis.quotations[quoted.quotation];
        let same = reading.sentence_of(quotation.tokens.start) == reading.sentence_of(quoted.tag);
        let around = if same {
            mention.tokens.start.min(quotation.tokens.start).min(quoted.tag)..mention.tokens.end.max(quotation.tokens.end).max(quoted.tag + 1)
        } else {
            quotation.tokens.clone()
        };
        let mut draft = Draft {
            rule: None,
            name: "speech/quotation".to_owned(),
            predicate,
            subject: quoted.speaker,
            object: Found::Value(Value::text(words)),
            qualifiers: Vec::new(),
            trigger: quoted.tag,
            tokens: around,
            status: Status::Stated,
            inferred: Reasons::NONE,
            date: None,
            confidence: 900,
        };
        resolved(reading, &mut draft);
        let (_, speakers) = context.at(reading, quoted.tag, Governed::Speech);
        let own = reading.entity(quoted.speaker);
        let speakers = speakers.into_iter().filter(|speaker| !matches!(speaker, Speaker::Mention(other) if reading.entity(*other) == own)).collect();
        claims.push(Claim { draft, speakers });
    }
}

/// The words between the marks, without a closing comma.
fn words(reading: &Reading<'_>, quoted: &Quoted) -> Option<String> {
    let span = reading.analysis.quotations.get(quoted.quotation)?.span;
    let words = reading.text.get(span.range())?.trim();
    let words = words.strip_suffix(',').unwrap_or(words).trim_end();
    (!words.is_empty()).then(|| words.to_owned())
}
