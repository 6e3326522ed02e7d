//! The rules: files compiled in and a user's own on top, checked as they are loaded.

use rustc_hash::FxHashMap;

use super::lexicon::{Lexicon, WordClass};
use super::pattern::{Anchor, Pattern, classes, parse};
use super::rule_file::{Common, Governed, Link, Missing, Past, RuleFile, Scope, SlotEntry, Through, Voice};
use super::token::Sym;
use crate::error::{Error, ErrorKind, Location, Result};
use crate::model::ids::{ClassId, PredicateId};
use crate::model::schema::Schema;
use crate::model::{Confidence, Reason, Status};

/// The file name and the text of every rule file that is compiled in.
const BUILTIN: &[(&str, &str)] = &[
    ("allegation.toml", include_str!("../../schema/rules/en/allegation.toml")),
    ("investigation.toml", include_str!("../../schema/rules/en/investigation.toml")),
    ("membership.toml", include_str!("../../schema/rules/en/membership.toml")),
    ("position.toml", include_str!("../../schema/rules/en/position.toml")),
    ("referral.toml", include_str!("../../schema/rules/en/referral.toml")),
    ("report.toml", include_str!("../../schema/rules/en/report.toml")),
    ("resignation.toml", include_str!("../../schema/rules/en/resignation.toml")),
    ("status.toml", include_str!("../../schema/rules/en/status.toml")),
];

/// A compiled rule.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub(super) id: String,
    pub(super) predicate: PredicateId,
    /// The form for what is over.
    pub(super) ended: Option<PredicateId>,
    pub(super) confidence: Confidence,
    pub(super) status: Option<Status>,
    pub(super) inferred: Option<Reason>,
    pub(super) former: Vec<String>,
    pub(super) governed: Governed,
    /// Words in a participant that make it not apply.
    pub(super) unless: Vec<Sym>,
    pub(super) kind: Kind,
    pub(super) trials: Trials,
}

/// Sentences that test a rule.
#[derive(Debug, Clone, Default)]
pub(super) struct Trials {
    pub(super) example: Vec<String>,
    pub(super) counter: Vec<String>,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    Pattern { pattern: Pattern, qualifiers: Vec<(String, String)> },
    Frame { subject: Slot, object: Slot, qualifiers: Vec<(String, Slot)>, noun: Option<Nouns>, past: Past, voice: Option<Voice> },
    Nominal { nouns: Nouns, subject: Slot, object: Slot, qualifiers: Vec<(String, Slot)> },
    Structure { outer: Vec<ClassId>, inner: Vec<ClassId>, link: Link },
}

/// Nouns by class or word.
#[derive(Debug, Clone)]
pub(super) enum Nouns {
    Class(WordClass),
    Words(Vec<Sym>),
}

/// A participant that a rule looks for.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    pub(super) roles: Vec<Role>,
    pub(super) classes: Vec<ClassId>,
    pub(super) through: Through,
    pub(super) missing: Missing,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    Agent,
    Patient,
    Subject,
    /// What the noun itself names.
    Noun,
    /// "X's", before a noun.
    Owner,
    /// Right before a noun.
    Compound,
    With(String),
}

/// A rule of the status table.
#[derive(Debug, Clone)]
pub(super) struct ContextRule {
    pub(super) id: String,
    pub(super) pattern: Pattern,
    pub(super) effect: Effect,
    pub(super) scope: Scope,
    pub(super) trials: Trials,
}

/// What a trigger does to the claims in its reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    Status(Status),
    /// They are no claims: somebody only demands it.
    Drop,
    /// An unnamed source says it.
    Hedge,
}

/// All rules of a run.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    pub(super) rules: Vec<Rule>,
    pub(super) contexts: Vec<ContextRule>,
    pub(super) patterns: Index,
    pub(super) triggers: Index,
    /// Frames by the base form of their verbs.
    pub(super) frames: FxHashMap<String, Vec<usize>>,
    pub(super) nominals: Vec<usize>,
    pub(super) structures: Vec<usize>,
}

/// Which patterns can match where a word, a class or any mention stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    pub(super) words: FxHashMap<Sym, Vec<usize>>,
    pub(super) classes: FxHashMap<WordClass, Vec<usize>>,
    pub(super) mentions: Vec<usize>,
}

impl Index {
    fn add(&mut self, place: usize, pattern: &Pattern) {
        for anchor in &pattern.anchors {
            match anchor {
                Anchor::Word(sym) => self.words.entry(*sym).or_default().push(place),
                Anchor::Class(class) => self.classes.entry(*class).or_default().push(place),
                Anchor::Mention => self.mentions.push(place),
            }
        }
    }
}

struct Loader<'a> {
    lexicon: &'a mut Lexicon,
    schema: &'a Schema,
    file: &'a str,
    text: &'a str,
    /// With the verbs of frames.
    rules: Vec<(Rule, Vec<String>)>,
    contexts: Vec<ContextRule>,
}

impl Rules {
    /// Compiles the rules that are built in, then further files, each a name for messages and its TOML. A rule with an id that is known already
    /// replaces it; `disable = ["id"]` takes it out. Words that only rules use are added to the lexicon, so text must be cut after this.
    ///
    /// # Errors
    /// An unknown class, verb, type or predicate, an id twice in one file, a pattern that is empty or has no anchor: with file and line.
    pub fn load(further: &[(&str, &str)], lexicon: &mut Lexicon, schema: &Schema) -> Result<Self> {
        let mut rules: Vec<(Rule, Vec<String>)> = Vec::new();
        let mut contexts: Vec<ContextRule> = Vec::new();
        for (file, text) in BUILTIN.iter().chain(further) {
            let mut loader = Loader { lexicon, schema, file, text, rules: Vec::new(), contexts: Vec::new() };
            let disabled = loader.file()?;
            let (new_rules, new_contexts) = (loader.rules, loader.contexts);
            let known = |id: &String| rules.iter().any(|(rule, _)| rule.id == *id) || contexts.iter().any(|rule| rule.id == *id);
            if let Some((id, at)) = disabled.iter().find(|(id, _)| !known(id)) {
                return Err(
                    Error::new(ErrorKind::Schema, format!("found the unknown rule `{id}` in `disable`, expected the id of an earlier file")).at(at.clone())
                );
            }
            let gone = |id: &String| {
                disabled.iter().any(|(other, _)| other == id)
                    || new_rules.iter().any(|(rule, _)| rule.id == *id)
                    || new_contexts.iter().any(|rule| rule.id == *id)
            };
            rules.retain(|(rule, _)| !gone(&rule.id));
            contexts.retain(|rule| !gone(&rule.id));
            rules.extend(new_rules);
            contexts.extend(new_contexts);
        }
        Ok(Self::index(rules, contexts))
    }

    fn index(rules: Vec<(Rule, Vec<String>)>, contexts: Vec<ContextRule>) -> Self {
        let mut all = Self::default();
        for (place, (rule, verbs)) in rules.into_iter().enumerate() {
            match &rule.kind {
                Kind::Pattern { pattern, .. } => all.patterns.add(place, pattern),
                Kind::Frame { .. } => verbs.into_iter().for_each(|verb| all.frames.entry(verb).or_default().push(place)),
                Kind::Nominal { .. } => all.nominals.push(place),
                Kind::Structure { .. } => all.structures.push(place),
            }
            all.rules.push(rule);
        }
        for (place, context) in contexts.iter().enumerate() {
            all.triggers.add(place, &context.pattern);
        }
        all.contexts = contexts;
        all
    }

    /// Returns the sentences that test the rules: a rule's id, those in which it must find its relation, those in which it must not.
    pub fn sentences(&self) -> impl Iterator<Item = (&str, &[String], &[String])> {
        let own = self.rules.iter().map(|rule| (rule.id.as_str(), &rule.trials));
        let status = self.contexts.iter().map(|rule| (rule.id.as_str(), &rule.trials));
        own.chain(status).map(|(id, trials)| (id, trials.example.as_slice(), trials.counter.as_slice()))
    }

    /// Returns how many rules there are, those of the status table included.
    pub fn len(&self) -> usize {
        self.rules.len() + self.contexts.len()
    }

    /// Returns whether there are no rules.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Loader<'_> {
    fn at(&self, byte: usize) -> Location {
        let before = self.text.get(..byte).unwrap_or_default();
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Location::at(self.file, small(line), small(column))
    }

    fn error(&self, message: String, byte: usize) -> Error {
        Error::new(ErrorKind::Schema, message).at(self.at(byte))
    }

    fn file(&mut self) -> Result<Vec<(String, Location)>> {
        let parsed: std::result::Result<RuleFile, toml::de::Error> = toml::from_str(self.text);
        let file = parsed.map_err(|error| self.error(error.message().to_owned(), error.span().map_or(0, |span| span.start)))?;
        let macros: Vec<(String, String)> = file.vars.into_iter().collect();
        for mut entry in file.pattern {
            let pattern = self.pattern(&entry.pattern, &macros)?;
            let missing = ["s", "o"]
                .into_iter()
                .chain(entry.qualifiers.values().map(String::as_str))
                .find(|name| !pattern.captures.iter().any(|capture| capture == name));
            if let Some(name) = missing {
                return Err(self.error(format!("found no capture `{name}` in the pattern, expected one"), entry.pattern.span().start));
            }
            let common = entry.common();
            self.add(common, Kind::Pattern { pattern, qualifiers: entry.qualifiers.into_iter().collect() }, Vec::new())?;
        }
        for mut entry in file.frame {
            let verbs = entry.verbs.iter().map(|verb| self.verb(verb)).collect::<Result<_>>()?;
            let noun = entry.noun.as_ref().map(|noun| self.nouns(noun)).transpose()?;
            let (subject, object, qualifiers) = (self.slot(&entry.subject)?, self.slot(&entry.object)?, self.slots(&entry.qualifiers)?);
            self.add(entry.common(), Kind::Frame { subject, object, qualifiers, noun, past: entry.past, voice: entry.voice }, verbs)?;
        }
        for mut entry in file.nominal {
            let nouns = self.nouns(&entry.nouns)?;
            let (subject, object, qualifiers) = (self.slot(&entry.subject)?, self.slot(&entry.object)?, self.slots(&entry.qualifiers)?);
            self.add(entry.common(), Kind::Nominal { nouns, subject, object, qualifiers }, Vec::new())?;
        }
        for mut entry in file.structure {
            let (outer, inner) = (self.types(&entry.outer)?, self.types(&entry.inner)?);
            self.add(entry.common(), Kind::Structure { outer, inner, link: entry.link }, Vec::new())?;
        }
        for entry in file.context {
            let pattern = self.pattern(&entry.pattern, &macros)?;
            let effect = match (entry.set.get_ref().as_str(), Status::from_name(entry.set.get_ref())) {
                ("none", _) => Effect::Drop,
                ("reported", _) => Effect::Hedge,
                (_, Some(status)) => Effect::Status(status),
                (other, None) => return Err(self.error(format!("found `{other}`, expected a status, `none` or `reported`"), entry.set.span().start)),
            };
            self.unique(entry.id.get_ref(), entry.id.span().start)?;
            let trials = Trials { example: entry.example, counter: entry.counter };
            self.contexts.push(ContextRule { id: entry.id.into_inner(), pattern, effect, scope: entry.scope, trials });
        }
        Ok(file.disable.iter().map(|id| (id.get_ref().clone(), self.at(id.span().start))).collect())
    }

    fn unique(&self, id: &str, byte: usize) -> Result<()> {
        let twice = self.rules.iter().any(|(rule, _)| rule.id == id) || self.contexts.iter().any(|rule| rule.id == id);
        if twice { Err(self.error(format!("found the id `{id}` twice, expected each once"), byte)) } else { Ok(()) }
    }

    fn pattern(&mut self, text: &toml::Spanned<String>, macros: &[(String, String)]) -> Result<Pattern> {
        let mut whole = text.get_ref().clone();
        for (name, replacement) in macros {
            whole = whole.replace(&format!("${name}"), replacement);
        }
        parse(&whole, self.lexicon, self.schema).map_err(|message| self.error(message, text.span().start))
    }

    fn types(&self, names: &toml::Spanned<String>) -> Result<Vec<ClassId>> {
        classes(names.get_ref(), self.schema).map_err(|message| self.error(message, names.span().start))
    }

    fn verb(&self, verb: &toml::Spanned<String>) -> Result<String> {
        let name = verb.get_ref();
        let known = match name.split_once(' ') {
            None => self.lexicon.verb_readings(self.lexicon.sym(name)).iter().any(|reading| self.lexicon.word(reading.lemma) == name) || name == "be",
            Some(_) => {
                let tokens = super::tokenize::tokenize(name, self.lexicon);
                let found = self.lexicon.find(&tokens, 0, "verb", super::types::CaseRegime::Cased);
                found.is_some_and(|(length, entry)| length == tokens.len() && entry.get("lemma") == Some(name.as_str()))
            }
        };
        if known {
            Ok(name.clone())
        } else {
            Err(self.error(format!("found the unknown verb `{name}`, expected a base form of the gazetteer"), verb.span().start))
        }
    }

    fn nouns(&mut self, nouns: &toml::Spanned<String>) -> Result<Nouns> {
        if let Some(name) = nouns.get_ref().strip_prefix('%') {
            let unknown = || self.error(format!("found the unknown class `%{name}`, expected one of the gazetteer"), nouns.span().start);
            return self.lexicon.class(name).map(Nouns::Class).ok_or_else(unknown);
        }
        Ok(Nouns::Words(nouns.get_ref().split('|').map(|word| self.lexicon.intern(word.trim())).collect()))
    }

    fn slots(&self, entries: &std::collections::BTreeMap<String, SlotEntry>) -> Result<Vec<(String, Slot)>> {
        entries.iter().map(|(role, entry)| Ok((role.clone(), self.slot(entry)?))).collect()
    }

    fn slot(&self, entry: &SlotEntry) -> Result<Slot> {
        let role = |name: &str| match name.trim() {
            "agent" => Role::Agent,
            "patient" => Role::Patient,
            "subject" => Role::Subject,
            "noun" => Role::Noun,
            "owner" => Role::Owner,
            "compound" => Role::Compound,
            preposition => Role::With(preposition.to_owned()),
        };
        let roles: Vec<Role> = entry.role.get_ref().split('|').map(role).collect();
        let unknown = roles.iter().find_map(|role| match role {
            Role::With(words) if words.split(' ').any(|word| self.lexicon.sym(word) == Sym::UNKNOWN) => Some(words),
            _ => None,
        });
        if let Some(words) = unknown {
            return Err(self.error(
                format!("found the unknown role `{words}`, expected agent, patient, subject, noun, owner, compound or a preposition"),
                entry.role.span().start,
            ));
        }
        Ok(Slot { roles, classes: self.types(&entry.class)?, through: entry.through, missing: entry.missing })
    }

    fn add(&mut self, common: Common, kind: Kind, verbs: Vec<String>) -> Result<()> {
        let byte = common.id.span().start;
        self.unique(common.id.get_ref(), byte)?;
        let unknown = |what: &str, name: &str| self.error(format!("found the unknown {what} `{name}`"), byte);
        let predicate = self.schema.predicate_named(&common.predicate).ok_or_else(|| unknown("predicate", &common.predicate))?;
        let status = common.status.as_deref().map(|name| Status::from_name(name).ok_or_else(|| unknown("status", name))).transpose()?;
        let inferred = common.inferred.as_deref().map(|name| Reason::from_name(name).ok_or_else(|| unknown("reason", name))).transpose()?;
        let confidence = Confidence::per_mille(common.confidence).ok_or_else(|| unknown("confidence above 1000", &common.confidence.to_string()))?;
        let ended = self.schema.predicate(predicate).ended_form;
        let trials = Trials { example: common.example, counter: common.counter };
        let id = common.id.into_inner();
        let unless = common.unless.iter().map(|word| self.lexicon.intern(word)).collect();
        let rule = Rule { id, unless, predicate, ended, confidence, status, inferred, former: common.former, governed: common.governed, kind, trials };
        self.rules.push((rule, verbs));
        Ok(())
    }
}
