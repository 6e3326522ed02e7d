//! The TOML of rule files, as it is written.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// A file of rules for one family of relations.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleFile {
    /// Named pieces of patterns, written `$name` in them.
    #[serde(default)]
    pub(super) vars: BTreeMap<String, String>,
    /// Rules of earlier files that are taken out.
    #[serde(default)]
    pub(super) disable: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) pattern: Vec<PatternEntry>,
    #[serde(default)]
    pub(super) frame: Vec<FrameEntry>,
    #[serde(default)]
    pub(super) nominal: Vec<NominalEntry>,
    #[serde(default)]
    pub(super) structure: Vec<StructureEntry>,
    #[serde(default)]
    pub(super) context: Vec<ContextEntry>,
}

/// What every rule for a relation has.
#[derive(Debug, Deserialize)]
pub(super) struct Common {
    pub(super) id: Spanned<String>,
    pub(super) predicate: String,
    /// Thousandths.
    #[serde(default = "default_confidence")]
    pub(super) confidence: u16,
    /// The status that the words themselves give.
    pub(super) status: Option<String>,
    pub(super) inferred: Option<String>,
    /// Participants whose "former" makes it the ended form.
    #[serde(default)]
    pub(super) former: Vec<String>,
    #[serde(default)]
    pub(super) governed: Governed,
    #[serde(default)]
    pub(super) example: Vec<String>,
    #[serde(default)]
    pub(super) counter: Vec<String>,
}

fn default_confidence() -> u16 {
    850
}

/// What decides the status of what a rule finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Governed {
    /// The verbs and triggers around it, and the speech it stands in.
    #[default]
    Clause,
    /// The speech it stands in alone: a noun phrase says it in passing.
    Speech,
}

#[derive(Debug, Deserialize)]
pub(super) struct PatternEntry {
    #[serde(flatten)]
    pub(super) common: Common,
    #[serde(rename = "match")]
    pub(super) pattern: Spanned<String>,
    #[serde(default)]
    pub(super) qualifiers: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct FrameEntry {
    #[serde(flatten)]
    pub(super) common: Common,
    pub(super) verbs: Vec<Spanned<String>>,
    pub(super) subject: SlotEntry,
    pub(super) object: SlotEntry,
    #[serde(default)]
    pub(super) qualifiers: BTreeMap<String, SlotEntry>,
    /// A class or words, one of which must be the noun behind the verb: "launched an investigation".
    pub(super) noun: Option<Spanned<String>>,
    /// Whether a past tense makes it the ended form.
    #[serde(default)]
    pub(super) past: Past,
    pub(super) voice: Option<Voice>,
}

/// What a simple past says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Past {
    /// That it happened.
    #[default]
    Event,
    /// That it was so and is over.
    Over,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Voice {
    Active,
    Passive,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SlotEntry {
    /// Roles in the order in which they are tried: agent, patient, subject, owner, compound, or a preposition.
    pub(super) role: Spanned<String>,
    #[serde(rename = "type")]
    pub(super) class: Spanned<String>,
    /// Whether "the actions of X" may stand for X.
    #[serde(default)]
    pub(super) through: Through,
    #[serde(default)]
    pub(super) missing: Missing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Through {
    #[default]
    No,
    Topic,
}

/// What happens where nothing fills a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Missing {
    /// There is no claim.
    #[default]
    Nothing,
    /// The post that the document gives the subject stands in.
    Post,
}

#[derive(Debug, Deserialize)]
pub(super) struct NominalEntry {
    #[serde(flatten)]
    pub(super) common: Common,
    /// `%class` or words.
    pub(super) nouns: Spanned<String>,
    pub(super) subject: SlotEntry,
    pub(super) object: SlotEntry,
    #[serde(default)]
    pub(super) qualifiers: BTreeMap<String, SlotEntry>,
}

#[derive(Debug, Deserialize)]
pub(super) struct StructureEntry {
    #[serde(flatten)]
    pub(super) common: Common,
    pub(super) outer: Spanned<String>,
    pub(super) inner: Spanned<String>,
    /// How the inner mention stands in or before the outer one.
    pub(super) link: Link,
    /// Words between which make the rule not apply.
    #[serde(default)]
    pub(super) unless: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Link {
    /// Anywhere in it.
    Inside,
    /// In it, before its head, without a possessive mark: "the Jay report".
    Before,
    /// In it or right before it with a possessive mark: "Jay's report".
    Possessive,
    /// In it or right behind it after "by".
    By,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContextEntry {
    pub(super) id: Spanned<String>,
    #[serde(rename = "match")]
    pub(super) pattern: Spanned<String>,
    /// A status, `none` for no claim at all, or `reported` for an unnamed speaker.
    pub(super) set: Spanned<String>,
    pub(super) scope: Scope,
    #[serde(default)]
    pub(super) example: Vec<String>,
    #[serde(default)]
    pub(super) counter: Vec<String>,
}

/// How far a trigger reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Scope {
    /// The trigger itself.
    Trigger,
    /// The next verb behind it and verbs joined to that one.
    Verb,
    /// The noun phrase behind it, up to the next verb.
    Phrase,
    /// To the end of the clause behind it.
    Clause,
    /// To the end of the sentence behind it.
    Sentence,
    /// The clause before it.
    Before,
    /// The clause on both sides.
    Around,
}
