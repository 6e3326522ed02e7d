//! The RDF terms of the exports: the records' properties of our own vocabulary, standard terms, and literals.

use oxrdf::vocab::xsd;
use oxrdf::{IriParseError, LiteralRef, NamedNode, NamedNodeRef};

use crate::model::date::{DatePoint, Precision};
use crate::model::{Datatype, PartialDate, Schema};

macro_rules! own_terms {
    ($($variant:ident = $name:literal,)*) => {
        /// A term of the ontology that describes records.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Own { $($variant,)* }

        impl Own {
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant,)*];

            pub(crate) fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

own_terms! {
    Document = "Document",
    Claim = "Claim",
    Evidence = "Evidence",
    Subject = "subject",
    Predicate = "predicate",
    Object = "object",
    Value = "value",
    Standing = "standing",
    Status = "status",
    Speaker = "speaker",
    SpeakerPath = "speakerPath",
    Date = "date",
    DateMin = "dateMin",
    DateMax = "dateMax",
    Confidence = "confidence",
    HasEvidence = "evidence",
    Inferred = "inferred",
    ProjectedFrom = "projectedFrom",
    Extractor = "extractor",
    InDocument = "document",
    Rule = "rule",
    Unchecked = "unchecked",
    TextSha256 = "textSha256",
    Unnamed = "unnamed",
}

impl Own {
    /// Returns whether it is a class and no property.
    pub(crate) fn is_class(self) -> bool {
        matches!(self, Self::Document | Self::Claim | Self::Evidence)
    }

    /// Returns all terms in the order of [`Own::ALL`].
    pub(super) fn nodes(schema: &Schema) -> Result<Vec<NamedNode>, IriParseError> {
        Self::ALL.iter().map(|term| NamedNode::new(schema.term(term.name()))).collect()
    }
}

macro_rules! standard_terms {
    ($($name:ident = $iri:literal;)*) => { $(pub(super) const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked($iri);)* };
}

standard_terms! {
    ALT_LABEL = "http://www.w3.org/2004/02/skos/core#altLabel";
    EXACT_MATCH = "http://www.w3.org/2004/02/skos/core#exactMatch";
    DERIVED_FROM = "http://www.w3.org/ns/prov#wasDerivedFrom";
    TEXT_QUOTE = "http://www.w3.org/ns/oa#TextQuoteSelector";
    TEXT_POSITION = "http://www.w3.org/ns/oa#TextPositionSelector";
    EXACT = "http://www.w3.org/ns/oa#exact";
    START = "http://www.w3.org/ns/oa#start";
    END = "http://www.w3.org/ns/oa#end";
    IDENTIFIER = "http://purl.org/dc/terms/identifier";
    TITLE = "http://purl.org/dc/terms/title";
    ISSUED = "http://purl.org/dc/terms/issued";
    URL = "https://schema.org/url";
    PUBLISHER = "https://schema.org/publisher";
    AUTHOR = "https://schema.org/author";
    IN_LANGUAGE = "https://schema.org/inLanguage";
}

/// Where Wikidata's entities are; the item id stands behind it.
pub(super) const WIKIDATA: &str = "http://www.wikidata.org/entity/";

/// The prefixes of the standard terms that the ontology's file need not have.
pub(crate) const PREFIXES: [(&str, &str); 3] = [("prov", "http://www.w3.org/ns/prov#"), ("skos", "http://www.w3.org/2004/02/skos/core#"), ("wd", WIKIDATA)];

/// Returns the literal of a date in the datatype of its precision; an interval is plain text, as no datatype holds one.
pub(super) fn date(date: PartialDate) -> (String, NamedNodeRef<'static>) {
    match date {
        PartialDate::Interval(..) => (date.to_string(), xsd::STRING),
        PartialDate::Point(point) => point_literal(point),
    }
}

fn point_literal(point: DatePoint) -> (String, NamedNodeRef<'static>) {
    match (point.precision(), point.parts().1) {
        (Precision::MonthOnly, Some(month)) => (format!("--{month:02}"), xsd::G_MONTH),
        (Precision::Year, _) => (point.to_string(), xsd::G_YEAR),
        (Precision::Month, _) => (point.to_string(), xsd::G_YEAR_MONTH),
        _ => (point.to_string(), xsd::DATE),
    }
}

/// Calls back with the literal of a value.
pub(super) fn with_value<T>(text: &str, datatype: Datatype, take: impl FnOnce(LiteralRef<'_>) -> T) -> T {
    let datatype = match datatype {
        Datatype::String => xsd::STRING,
        Datatype::Integer => xsd::INTEGER,
        Datatype::Decimal => xsd::DECIMAL,
        Datatype::Boolean => xsd::BOOLEAN,
        Datatype::Date => {
            let Ok(known) = text.parse() else { return take(LiteralRef::new_simple_literal(text)) };
            let (text, datatype) = date(known);
            return take(LiteralRef::new_typed_literal(&text, datatype));
        }
    };
    take(LiteralRef::new_typed_literal(text, datatype))
}

/// Percent-encodes what may not stand in an IRI, so that an address from the input can be one; what is encoded already stays.
pub(super) fn encode(url: &str) -> String {
    let mut encoded = String::with_capacity(url.len());
    for (place, letter) in url.char_indices() {
        let is_escape = || url.as_bytes().get(place + 1..place + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
        let forbidden = if letter == '%' { !is_escape() } else { !may_stand_in_iri(letter) };
        if forbidden {
            let mut bytes = [0; 4];
            for byte in letter.encode_utf8(&mut bytes).bytes() {
                encoded.push('%');
                encoded.extend([byte >> 4, byte & 15].map(|four| char::from(b"0123456789ABCDEF"[usize::from(four)])));
            }
        } else {
            encoded.push(letter);
        }
    }
    encoded
}

fn may_stand_in_iri(letter: char) -> bool {
    let syntax = matches!(letter, '\0'..=' ' | '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\' | '[' | ']' | '\u{7f}'..='\u{9f}');
    let private = matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{fffd}' | '\u{e0000}'..='\u{e0fff}' | '\u{f0000}'..);
    let no_character = matches!(letter, '\u{fdd0}'..='\u{fdef}') || u32::from(letter) & 0xfffe == 0xfffe;
    !syntax && !private && !no_character
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_has_the_datatype_of_its_precision() {
        for (text, literal, datatype) in [
            ("2015", "2015", xsd::G_YEAR),
            ("2015-04", "2015-04", xsd::G_YEAR_MONTH),
            ("2015-04-12", "2015-04-12", xsd::DATE),
            ("-0044", "-0044", xsd::G_YEAR),
            ("XXXX-09", "--09", xsd::G_MONTH),
            ("2013/2015", "2013/2015", xsd::STRING),
            ("../2014-09", "../2014-09", xsd::STRING),
        ] {
            assert_eq!(date(text.parse().unwrap()), (literal.to_owned(), datatype), "{text}");
        }
    }

    #[test]
    fn an_address_becomes_an_iri_and_keeps_its_letters() {
        for (url, iri) in [
            ("https://a.example/b?c=d#e", "https://a.example/b?c=d#e"),
            ("https://a.example/Łódź/%C3%A9", "https://a.example/Łódź/%C3%A9"),
            ("https://a.example/100%/[x]|y", "https://a.example/100%25/%5Bx%5D%7Cy"),
            ("https://a.example/a b\u{e000}", "https://a.example/a%20b%EE%80%80"),
        ] {
            assert_eq!(encode(url), iri);
            assert!(NamedNode::new(iri).is_ok(), "{iri}");
        }
    }
}
