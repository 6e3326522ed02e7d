//! The records in their canonical order, those that can't be told apart made one: the atoms that the sieves join.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::names::{self, Capitals, Gender};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::identity::fold;
use crate::model::ids::ClassId;
use crate::model::resolution::RecordRef;
use crate::model::{EntityRecord, Extraction, Identifier, MentionKind, Schema};

/// How a root class is resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// By full name, title and surname.
    Person,
    /// By name and acronym.
    Organization,
    /// By name and author.
    Report,
    /// By office and body.
    Position,
    /// Never across documents: groups and events.
    Occurrence,
    /// By name: places, laws and all else.
    Other,
}

impl Kind {
    fn of(root: &str) -> Self {
        match root {
            "Person" => Self::Person,
            "Organization" => Self::Organization,
            "Report" => Self::Report,
            "Position" => Self::Position,
            "Group" | "Event" => Self::Occurrence,
            _ => Self::Other,
        }
    }
}

/// One thing of one document before any sieve: its records of one root class, name and first place.
#[derive(Debug)]
pub(super) struct Atom<'a> {
    /// The document's id.
    pub(super) document: &'a str,
    /// The name of the root class.
    pub(super) root: &'a str,
    /// How it is resolved.
    pub(super) kind: Kind,
    /// The name in NFC, as the records have it.
    pub(super) name: String,
    /// Rank among the document's atoms of this root class and name.
    pub(super) ordinal: usize,
    /// The records.
    pub(super) records: Vec<RecordRef>,
    /// The name as it is shown; see [`names::spelled`].
    pub(super) spelled: String,
    /// The shown name, folded.
    pub(super) folded: String,
    /// Other names.
    pub(super) aliases: BTreeSet<String>,
    /// Ids in registers, their schemes in lower case.
    pub(super) identifiers: BTreeSet<Identifier>,
    /// Classes of the records.
    pub(super) classes: BTreeSet<ClassId>,
    /// What titles say.
    pub(super) genders: BTreeSet<Gender>,
    /// Whether no record has more than a description.
    pub(super) unnamed: bool,
    /// Whether the name may join: it is one, and the kind lets names join.
    pub(super) named: bool,
}

impl Atom<'_> {
    /// Returns the number of name tokens; none for a report that is only described by its author ("report by Ana Jay", "Ms Jay's
    /// report"), so that a name wins over a description of any length.
    pub(super) fn tokens(&self) -> usize {
        if self.kind == Kind::Report && (self.folded.contains(" by ") || self.folded.contains("'s ")) {
            return 0;
        }
        names::tokens(&self.folded)
    }

    /// Returns whether the name is enough to find the thing in another document.
    pub(super) fn is_known_by_name(&self) -> bool {
        self.named && self.kind != Kind::Position && (self.kind != Kind::Person || !names::is_short(&self.spelled))
    }
}

/// All atoms in canonical order: document, root class, name, first mention (none last). Positions in it are what the
/// sieves speak of, so nothing that they do depends on the order of the input.
#[derive(Debug)]
pub(super) struct Atoms<'a> {
    /// The atoms.
    pub(super) all: Vec<Atom<'a>>,
    /// For each extraction and record its atom.
    pub(super) of: Vec<Vec<usize>>,
}

/// What tells records of a document apart, and the record.
type Keyed<'a> = (&'a str, &'a str, String, (bool, u32), RecordRef);

/// Which records are one atom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    /// Those that can't be told apart.
    Distinguishable,
    /// None but the record itself.
    Record,
}

impl<'a> Atoms<'a> {
    /// Reads the records.
    pub(super) fn read(extractions: &'a [Extraction], schema: &'a Schema, grain: Grain, diagnostics: &mut Diagnostics) -> Self {
        let mut keyed: Vec<Keyed<'a>> = Vec::new();
        for (number, extraction) in extractions.iter().enumerate() {
            for (local, record) in extraction.entities.iter().enumerate() {
                let root = schema.class(schema.class(record.class).root).name.as_str();
                let start = record.mentions.iter().map(|mention| mention.span.start).min();
                let name = record.name.nfc().collect();
                keyed.push((&extraction.document.id, root, name, (start.is_none(), start.unwrap_or(0)), (number, local)));
            }
        }
        keyed.sort();
        let capitals: Vec<Capitals> = extractions.iter().map(capitals).collect();
        let mut atoms = Self { all: Vec::new(), of: extractions.iter().map(|extraction| vec![0; extraction.entities.len()]).collect() };
        let same =
            |one: &Keyed<'_>, other: &Keyed<'_>| grain == Grain::Distinguishable && (one.0, one.1, &one.2, one.3) == (other.0, other.1, &other.2, other.3);
        for records in keyed.chunk_by(same) {
            atoms.push(records, extractions, &capitals);
            if let [(document, root, name, ..), _, ..] = records {
                let message = format!("document `{document}` has {} records of class `{root}` named `{name}` at one place", records.len());
                diagnostics.push(Code::IndistinguishableEntities, None, message);
            }
        }
        atoms
    }

    fn push(&mut self, records: &[Keyed<'a>], extractions: &[Extraction], capitals: &[Capitals]) {
        let (document, root, name, _, first) = &records[0];
        let kind = Kind::of(root);
        let (spelled, acronym) = names::spelled(name, kind);
        let ordinal = self.all.last().filter(|last| (last.document, last.root, &last.name) == (document, root, name)).map_or(0, |last| last.ordinal + 1);
        let mut atom = Atom {
            document,
            root,
            kind,
            name: name.clone(),
            ordinal,
            records: Vec::with_capacity(records.len()),
            folded: fold(&spelled),
            spelled,
            aliases: acronym.into_iter().collect(),
            identifiers: BTreeSet::new(),
            classes: BTreeSet::new(),
            genders: BTreeSet::new(),
            unnamed: true,
            named: false,
        };
        for (.., place) in records {
            self.of[place.0][place.1] = self.all.len();
            let (extraction, record) = (&extractions[place.0], &extractions[place.0].entities[place.1]);
            atom.add(*place, record, extraction.document.text.as_deref());
        }
        let describes = names::describes(&atom.name, kind, capitals[first.0]);
        atom.named = match kind {
            // An office is a description by nature.
            Kind::Position => !atom.unnamed,
            Kind::Occurrence => false,
            _ => atom.named && !describes,
        } && !atom.folded.is_empty();
        self.all.push(atom);
    }

    /// Returns the ranges of atoms of one document each.
    pub(super) fn documents(&self) -> Vec<std::ops::Range<usize>> {
        let mut start = 0;
        let lengths = self.all.chunk_by(|one, other| one.document == other.document).map(<[_]>::len);
        lengths
            .map(|length| {
                start += length;
                start - length..start
            })
            .collect()
    }
}

impl Atom<'_> {
    fn add(&mut self, place: RecordRef, record: &EntityRecord, text: Option<&str>) {
        self.records.push(place);
        self.classes.insert(record.class);
        self.aliases.extend(record.aliases.iter().map(|alias| shown(alias)).filter(|alias| !alias.is_empty()));
        let lower = |identifier: &Identifier| Identifier { scheme: identifier.scheme.to_lowercase(), value: identifier.value.clone() };
        self.identifiers.extend(record.identifiers.iter().map(lower));
        self.unnamed &= record.unnamed;
        self.named |= !record.unnamed && (record.mentions.is_empty() || record.mentions.iter().any(|mention| mention.kind == MentionKind::Name));
        if self.kind == Kind::Person {
            self.genders.extend(record.aliases.iter().chain([&record.name]).filter_map(|name| names::gender(name)));
            let named = record.mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
            self.genders.extend(named.filter_map(|mention| names::gender_in_text(text?, mention.span.range())));
        }
    }
}

/// Returns a name in NFC with its white space collapsed.
pub(super) fn shown(name: &str) -> String {
    let collapsed = name.split_whitespace().collect::<Vec<_>>().join(" ");
    collapsed.nfc().collect()
}

/// Returns how a document uses capitals; one without text is judged by the names in it.
fn capitals(extraction: &Extraction) -> Capitals {
    match &extraction.document.text {
        Some(text) => names::capitals(text),
        None if extraction.entities.iter().any(|record| record.name.chars().any(char::is_uppercase)) => Capitals::Meaningful,
        None => Capitals::Absent,
    }
}
