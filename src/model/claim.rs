//! What a source claims, how it puts it, and what the claim may be used as.

use std::fmt;

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every value, in the canonical order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the word that the contract and the exports use.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// Returns the value of a word.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.name() == name)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

named! {
    /// How the source puts a claim.
    Status {
        /// As being so.
        Stated = "stated",
        /// As an allegation or accusation.
        Alleged = "alleged",
        /// As not being so, or as denied or refused by somebody.
        Denied = "denied",
        /// As intended.
        Planned = "planned",
        /// As possible, asked or conditional.
        Hypothetical = "hypothetical",
        /// The extractor did not say.
        Unknown = "unknown",
    }
}

named! {
    /// What a claim may be used as; the order is the canonical order of relations between the same two entities.
    Standing {
        /// A fact of the source: stated, read, in the document's own voice.
        Fact = "fact",
        /// Stated, by a speaker whom the document names.
        Reported = "reported",
        /// Stated, but concluded by a rule and not read.
        Inferred = "inferred",
        /// Alleged.
        Alleged = "alleged",
        /// Denied or refused.
        Denied = "denied",
        /// Planned.
        Planned = "planned",
        /// Hypothetical.
        Hypothetical = "hypothetical",
        /// The extractor did not say how the source puts it.
        Unknown = "unknown",
    }
}

impl Standing {
    /// Returns the prefix of an edge type in a property graph; empty for a fact alone.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Fact => "",
            Self::Reported => "REPORTED_",
            Self::Inferred => "INFERRED_",
            Self::Alleged => "ALLEGED_",
            Self::Denied => "DENIED_",
            Self::Planned => "PLANNED_",
            Self::Hypothetical => "HYPOTHETICAL_",
            Self::Unknown => "UNKNOWN_",
        }
    }
}

named! {
    /// Why a rule concluded a claim instead of reading it.
    Reason {
        /// "the Jay report": its author bears that name.
        Eponym = "eponym",
        /// A pronoun or a descriptor was resolved; lowers confidence only.
        Coreference = "coreference",
        /// The office was taken from another sentence.
        Post = "post",
    }
}

/// A set of [`Reason`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Reasons(u8);

impl Reasons {
    /// The empty set: the claim was read.
    pub const NONE: Self = Self(0);

    /// Returns the set with a reason added.
    #[must_use]
    pub fn with(self, reason: Reason) -> Self {
        Self(self.0 | 1 << reason as u8)
    }

    /// Returns the set with a reason removed.
    #[must_use]
    pub fn without(self, reason: Reason) -> Self {
        Self(self.0 & !(1 << reason as u8))
    }

    /// Returns the union of two sets.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns whether the set holds a reason.
    pub fn contains(self, reason: Reason) -> bool {
        self.0 & 1 << reason as u8 != 0
    }

    /// Returns the reasons in canonical order.
    pub fn iter(self) -> impl Iterator<Item = Reason> {
        Reason::ALL.iter().copied().filter(move |reason| self.contains(*reason))
    }

    /// Returns whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Whether a document puts a claim into somebody's mouth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// The document says it itself.
    Own,
    /// Somebody whom the document names says it.
    Speaker,
}

/// Returns what a claim may be used as. The one place of this decision.
pub fn standing(status: Status, inferred: Reasons, voice: Voice) -> Standing {
    match status {
        Status::Alleged => Standing::Alleged,
        Status::Denied => Standing::Denied,
        Status::Planned => Standing::Planned,
        Status::Hypothetical => Standing::Hypothetical,
        Status::Unknown => Standing::Unknown,
        Status::Stated if !inferred.without(Reason::Coreference).is_empty() => Standing::Inferred,
        Status::Stated if voice == Voice::Speaker => Standing::Reported,
        Status::Stated => Standing::Fact,
    }
}

/// Which standings become plain triples and plain edge types; only `fact` unless the user widens it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Asserted(u8);

impl Default for Asserted {
    fn default() -> Self {
        Self(1 << Standing::Fact as u8)
    }
}

impl Asserted {
    /// Adds a standing; only `fact`, `reported` and `unknown` can be asserted.
    #[must_use]
    pub fn with(self, standing: Standing) -> Option<Self> {
        matches!(standing, Standing::Fact | Standing::Reported | Standing::Unknown).then_some(Self(self.0 | 1 << standing as u8))
    }

    /// Returns whether a standing is asserted.
    pub fn contains(self, standing: Standing) -> bool {
        self.0 & 1 << standing as u8 != 0
    }

    /// Returns the asserted standings in canonical order.
    pub fn iter(self) -> impl Iterator<Item = Standing> {
        Standing::ALL.iter().copied().filter(move |standing| self.contains(*standing))
    }
}

/// How sure the extractor was: thousandths, from 0 to 1000, so that it is ordered and prints the same everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Confidence(u16);

impl Confidence {
    /// Returns the confidence of a share between 0 and 1, rounded to thousandths; nothing outside or for NaN.
    pub fn new(share: f64) -> Option<Self> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000 after the check")]
        (0.0..=1.0).contains(&share).then(|| Self((share * 1000.0).round() as u16))
    }

    /// Returns the confidence of a number of thousandths, at most 1000.
    pub fn per_mille(thousandths: u16) -> Option<Self> {
        (thousandths <= 1000).then_some(Self(thousandths))
    }

    /// Returns the thousandths.
    pub fn thousandths(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Confidence {
    /// Writes a decimal with a point and no needless zeros: `0.9`, `1.0`, `0.825`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / 1000, self.0 % 1000);
        match (part % 10, part % 100) {
            (_, 0) => write!(f, "{whole}.{}", part / 100),
            (0, _) => write!(f, "{whole}.{:02}", part / 10),
            _ => write!(f, "{whole}.{part:03}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_stated_read_and_in_the_own_voice_is_a_fact() {
        let read = Reasons::NONE;
        let resolved = read.with(Reason::Coreference);
        let concluded = resolved.with(Reason::Post);
        assert_eq!(standing(Status::Stated, read, Voice::Own), Standing::Fact);
        assert_eq!(standing(Status::Stated, resolved, Voice::Own), Standing::Fact);
        assert_eq!(standing(Status::Stated, resolved, Voice::Speaker), Standing::Reported);
        assert_eq!(standing(Status::Stated, concluded, Voice::Own), Standing::Inferred);
        assert_eq!(standing(Status::Stated, read.with(Reason::Eponym), Voice::Speaker), Standing::Inferred);
        for status in [Status::Alleged, Status::Denied, Status::Planned, Status::Hypothetical, Status::Unknown] {
            for (reasons, voice) in [(read, Voice::Own), (concluded, Voice::Speaker)] {
                assert_eq!(standing(status, reasons, voice).name(), status.name());
            }
        }
    }

    #[test]
    fn a_set_of_reasons_holds_each_once() {
        let both = Reasons::NONE.with(Reason::Post).with(Reason::Eponym);
        assert_eq!(both.with(Reason::Post), both);
        assert_eq!(both.union(Reasons::NONE.with(Reason::Post)), both);
        assert_eq!(Reasons::NONE.with(Reason::Eponym).union(Reasons::NONE.with(Reason::Post)), both);
        assert_eq!(both.iter().collect::<Vec<_>>(), [Reason::Eponym, Reason::Post]);
    }

    #[test]
    fn to_assert_again_what_is_asserted_changes_nothing() {
        let both = Asserted::default().with(Standing::Reported).unwrap();
        assert_eq!(both.with(Standing::Fact).and_then(|all| all.with(Standing::Reported)), Some(both));
        assert_eq!(both.iter().collect::<Vec<_>>(), [Standing::Fact, Standing::Reported]);
    }

    #[test]
    fn an_allegation_can_not_be_asserted() {
        for standing in Standing::ALL {
            let may = matches!(standing, Standing::Fact | Standing::Reported | Standing::Unknown);
            assert_eq!(Asserted::default().with(*standing).is_some(), may, "{standing}");
        }
        assert_eq!(Asserted::default().iter().collect::<Vec<_>>(), [Standing::Fact]);
    }

    #[test]
    fn confidence_prints_as_a_decimal() {
        for (share, text) in [(0.9, "0.9"), (1.0, "1.0"), (0.0, "0.0"), (0.825, "0.825"), (0.05, "0.05"), (0.001, "0.001"), (0.1000001, "0.1")] {
            assert_eq!(Confidence::new(share).unwrap().to_string(), text);
        }
        assert_eq!(Confidence::per_mille(1000), Confidence::new(1.0));
        assert_eq!(Confidence::per_mille(1001), None);
        assert_eq!(Confidence::new(1.01).or(Confidence::new(f64::NAN)).or(Confidence::new(-0.1)), None);
    }
}
