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
#[derive(Debug)]
pub(super) struct Common {
    pub(super) id: Spanned<String>,
    pub(super) predicate: String,
    pub(super) confidence: u16,
    pub(super) status: Option<String>,
    pub(super) inferred: Option<String>,
    pub(super) former: Vec<String>,
    pub(super) governed: Governed,
    pub(super) unless: Vec<String>,
    pub(super) example: Vec<String>,
    pub(super) counter: Vec<String>,
}

/// Declares an entry with the common fields; serde's `flatten` would lose the places in the file.
macro_rules! entry {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            id: Spanned<String>,
            predicate: String,
            /// Thousandths.
            #[serde(default = "default_confidence")]
            confidence: u16,
            /// The status that the words themselves give.
            status: Option<String>,
            inferred: Option<String>,
            /// Participants whose "former" makes it the ended form.
            #[serde(default)]
            former: Vec<String>,
            #[serde(default)]
            governed: Governed,
            /// Words in a participant that make the rule not apply.
            #[serde(default)]
            unless: Vec<String>,
            #[serde(default)]
            example: Vec<String>,
            #[serde(default)]
            counter: Vec<String>,
            $($(#[$field_doc])* pub(super) $field: $type,)*
        }

        impl $name {
            /// Takes what every rule has.
            pub(super) fn common(&mut self) -> Common {
                use std::mem::take;
                Common {
                    id: self.id.clone(),
                    predicate: take(&mut self.predicate),
                    confidence: self.confidence,
                    status: self.status.take(),
                    inferred: self.inferred.take(),
                    former: take(&mut self.former),
                    governed: self.governed,
                    unless: take(&mut self.unless),
                    example: take(&mut self.example),
                    counter: take(&mut self.counter),
                }
            }
        }
    };
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

entry! {
    PatternEntry {
        #[serde(rename = "match")]
        pattern: Spanned<String>,
        #[serde(default)]
        qualifiers: BTreeMap<String, String>,
    }
}

entry! {
    FrameEntry {
        verbs: Vec<Spanned<String>>,
        subject: SlotEntry,
        object: SlotEntry,
        #[serde(default)]
        qualifiers: BTreeMap<String, SlotEntry>,
        /// A class or words, one of which must be the noun behind the verb: "launched an investigation".
        noun: Option<Spanned<String>>,
        /// Whether a past tense makes it the ended form.
        #[serde(default)]
        past: Past,
        voice: Option<Voice>,
    }
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

entry! {
    NominalEntry {
        /// `%class` or words.
        nouns: Spanned<String>,
        subject: SlotEntry,
        object: SlotEntry,
        #[serde(default)]
        qualifiers: BTreeMap<String, SlotEntry>,
    }
}

entry! {
    StructureEntry {
        outer: Spanned<String>,
        inner: Spanned<String>,
        /// How the inner mention stands in or before the outer one.
        link: Link,
    }
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
