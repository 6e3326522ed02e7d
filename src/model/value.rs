//! Values: what a claim may say that is no entity.

/// A value with its datatype; the text is canonical for the datatype.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Value {
    /// The lexical form.
    pub text: String,
    /// What it is.
    pub datatype: Datatype,
}

/// The datatypes that are known; dates are [`PartialDate`](super::PartialDate)s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Datatype {
    /// Text.
    String,
    /// A whole number of any size.
    Integer,
    /// A decimal number, kept as text.
    Decimal,
    /// `true` or `false`.
    Boolean,
    /// A partial date.
    Date,
}

impl Datatype {
    /// Every datatype.
    pub const ALL: [Self; 5] = [Self::String, Self::Integer, Self::Decimal, Self::Boolean, Self::Date];

    /// Returns the word that the contract uses, which is the local name of the XML Schema type.
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Boolean => "boolean",
            Self::Date => "date",
        }
    }

    /// Returns the datatype of its word, of `xsd:` and the word, or of the IRI of an XML Schema type.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.strip_prefix("http://www.w3.org/2001/XMLSchema#").or_else(|| name.strip_prefix("xsd:")).unwrap_or(name);
        match name {
            "int" | "long" | "short" | "byte" | "nonNegativeInteger" | "positiveInteger" => Some(Self::Integer),
            "double" | "float" => Some(Self::Decimal),
            "gYear" | "gYearMonth" | "gMonth" => Some(Self::Date),
            _ => Self::ALL.into_iter().find(|datatype| datatype.name() == name),
        }
    }
}

impl Value {
    /// Returns a text value.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), datatype: Datatype::String }
    }

    /// Returns a whole number.
    pub fn integer(number: i64) -> Self {
        Self { text: number.to_string(), datatype: Datatype::Integer }
    }

    /// Returns the value of a lexical form in its canonical spelling, or nothing where it is none of the datatype.
    pub fn parse(text: &str, datatype: Datatype) -> Option<Self> {
        let canonical = match datatype {
            Datatype::String => text.to_owned(),
            Datatype::Integer => integer(text.trim())?,
            Datatype::Decimal => decimal(text.trim())?,
            Datatype::Boolean => match text.trim() {
                "true" | "1" => "true".to_owned(),
                "false" | "0" => "false".to_owned(),
                _ => return None,
            },
            Datatype::Date => text.trim().parse::<super::PartialDate>().ok()?.to_string(),
        };
        Some(Self { text: canonical, datatype })
    }
}

/// Digits a number may have: readers of RDF refuse longer ones (Python stops at 4,300), and none is a count of anything.
const DIGITS: usize = 1000;

fn integer(text: &str) -> Option<String> {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.strip_prefix('+').unwrap_or(text)), |digits| ("-", digits));
    if digits.is_empty() || digits.len() > DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = digits.trim_start_matches('0');
    Some(if digits.is_empty() { "0".to_owned() } else { format!("{sign}{digits}") })
}

/// Writes a decimal without exponent, with a point and at least one digit on either side.
fn decimal(text: &str) -> Option<String> {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.strip_prefix('+').unwrap_or(text)), |digits| ("-", digits));
    let (digits, exponent) = match digits.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok().filter(|size| size.abs() <= 400)?),
        None => (digits, 0),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if !(1..=DIGITS).contains(&(whole.len() + part.len())) || !whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let all: String = [whole, part].concat();
    let point = i32::try_from(whole.len()).ok()? + exponent;
    let padded = match point {
        ..=0 => format!("{}{all}", "0".repeat(usize::try_from(1 - point).ok()?)),
        _ => format!("{all}{}", "0".repeat(usize::try_from(point).ok()?.saturating_sub(all.len()))),
    };
    let (whole, part) = padded.split_at(usize::try_from(point.max(1)).ok()?);
    let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
    let zero = whole.is_empty() && part.is_empty();
    let shown = |digits: &str| if digits.is_empty() { "0".to_owned() } else { digits.to_owned() };
    Some(format!("{}{}.{}", if zero { "" } else { sign }, shown(whole), shown(part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lexical_forms_are_made_canonical() {
        let canonical = |text, datatype| Value::parse(text, datatype).map(|value| value.text);
        for (text, datatype, expected) in [
            ("007", Datatype::Integer, Some("7")),
            ("-0", Datatype::Integer, Some("0")),
            ("99999999999999999999", Datatype::Integer, Some("99999999999999999999")),
            ("1,5", Datatype::Integer, None),
            ("1.50", Datatype::Decimal, Some("1.5")),
            ("-12", Datatype::Decimal, Some("-12.0")),
            ("1e-3", Datatype::Decimal, Some("0.001")),
            ("12.5e2", Datatype::Decimal, Some("1250.0")),
            (".5", Datatype::Decimal, Some("0.5")),
            ("NaN", Datatype::Decimal, None),
            ("1e999", Datatype::Decimal, None),
            ("TRUE", Datatype::Boolean, None),
            ("2015-02", Datatype::Date, Some("2015-02")),
            ("2015-02-30", Datatype::Date, None),
            (" as is ", Datatype::String, Some(" as is ")),
            (&"9".repeat(1001), Datatype::Integer, None),
            (&"9".repeat(1001), Datatype::Decimal, None),
        ] {
            assert_eq!(canonical(text, datatype).as_deref(), expected, "{text}");
        }
    }
}
