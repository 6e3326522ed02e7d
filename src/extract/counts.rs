//! Counted numbers in a text: "at least 1,400", "twenty-five", "about three hundred", and the vague ones that are no number.

use super::token::Shape;
use super::types::{Bound, Count};
use super::view::View;

/// A quantity as it stands before a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quantity {
    /// Where the part begins that belongs to a group's name: the bound is part of it, "a total of" is not.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// The number; nothing for "hundreds of", "up to 40" and the like.
    pub(super) count: Option<Count>,
}

/// Reads the quantity that begins at a token.
pub(super) fn quantity(view: &View<'_>, at: usize) -> Option<Quantity> {
    if matches!(view.before(at), "£" | "$" | "€") || view.find(at.wrapping_sub(1), "month").is_some() {
        return None;
    }
    if is_label(view, at) {
        return None;
    }
    if let Some((length, entry)) = view.find(at, "quantifier") {
        let bound = entry.get("value").unwrap_or("other");
        if let Some((end, value)) = number(view, at + length) {
            let start = if bound == "exactly" { at + length } else { at };
            return Some(Quantity { start, end, count: counted(value, bound) });
        }
    }
    if let Some((end, number)) = number(view, at) {
        return Some(Quantity { start: at, end, count: counted(number, "exactly") });
    }
    let (length, _) = view.find(at, "number_vague")?;
    let of = usize::from(view.form(at + length) == "of");
    Some(Quantity { start: at, end: at + length + of, count: None })
}

/// "page 42", "Room 12", "in 2015", "at 10": digits that number a thing, a year or an hour and count nothing.
fn is_label(view: &View<'_>, at: usize) -> bool {
    const TIMES: &[&str] = &["in", "since", "by", "from", "until", "during", "before", "after", "early", "late"];
    if view.shape(at) != Some(Shape::Number) || at <= view.start {
        return false;
    }
    let (digits, before) = (view.written(&(at..at + 1)), view.before(at));
    let year = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()) && (digits.starts_with("19") || digits.starts_with("20"));
    let hour = digits.len() <= 2 && before == "at";
    hour || year && TIMES.contains(&before) || view.is(at - 1, "label") || before == "no" && view.capital(at - 1)
}

fn counted(number: u64, bound: &str) -> Option<Count> {
    let bound = match bound {
        "exactly" => Bound::Exactly,
        "at least" => Bound::AtLeast,
        "about" => Bound::About,
        _ => return None,
    };
    Some(Count { number, bound })
}

/// Numbers are read in thousandths, so that "1.5 million" stays whole.
const UNIT: u64 = 1000;

/// Reads a number in digits or words with its scale, and where it ends.
fn number(view: &View<'_>, at: usize) -> Option<(usize, u64)> {
    let article = matches!(view.form(at), "a" | "an") && scale(view, at + 1).is_some();
    let (mut end, mut value) = if article { (at + 1, UNIT) } else { simple(view, at)? };
    while let Some((length, scale)) = scale(view, end) {
        value = value.checked_mul(scale)?;
        end += length;
        let and = end + usize::from(view.form(end) == "and");
        if let Some((next, rest)) = simple(view, and).filter(|(_, rest)| *rest < scale.saturating_mul(UNIT)) {
            value = value.checked_add(rest)?;
            end = next;
        }
    }
    (value % UNIT == 0).then_some((end, value / UNIT))
}

fn scale(view: &View<'_>, at: usize) -> Option<(usize, u64)> {
    let (length, entry) = view.find(at, "number_scale")?;
    Some((length, entry.get("value")?.parse().ok()?))
}

/// Digits, a number word, or two joined by a hyphen; in thousandths.
fn simple(view: &View<'_>, at: usize) -> Option<(usize, u64)> {
    if view.shape(at) == Some(Shape::Number) {
        return digits(view.written(&(at..at + 1))).map(|value| (at + 1, value));
    }
    if let Some((length, entry)) = view.find(at, "number") {
        return Some((at + length, entry.get("value")?.parse::<u64>().ok()?.checked_mul(UNIT)?));
    }
    if !view.word(at) {
        return None;
    }
    let word = view.written(&(at..at + 1)).to_lowercase();
    let (tens, ones) = word.split_once('-')?;
    let value = |word: &str| view.lexicon.value(view.lexicon.sym(word), "number", "value")?.parse::<u64>().ok();
    Some((at + 1, (value(tens)? + value(ones)?).checked_mul(UNIT)?))
}

fn digits(word: &str) -> Option<u64> {
    let (whole, part) = word.split_once('.').unwrap_or((word, ""));
    let grouped = whole.split(',').skip(1).all(|group| group.len() == 3);
    let whole: String = whole.chars().filter(|character| *character != ',').collect();
    if !grouped || part.len() > 3 || whole.len() > 12 || !whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let thousandths = format!("{part:0<3}").parse::<u64>().ok()?;
    whole.parse::<u64>().ok()?.checked_mul(UNIT)?.checked_add(thousandths)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::lexicon::Lexicon;
    use crate::extract::mention::tests::with_view;

    fn read(text: &str) -> Option<(u64, Bound, usize)> {
        with_view(&Lexicon::builtin().unwrap(), text, |view| {
            let quantity = quantity(view, view.start)?;
            quantity.count.map(|count| (count.number, count.bound, quantity.end - quantity.start))
        })
    }

    #[test]
    fn numbers_in_digits_and_words() {
        assert_eq!(read("Thirteen officers left."), Some((13, Bound::Exactly, 1)));
        assert_eq!(read("At least 1,400 children were hurt."), Some((1400, Bound::AtLeast, 3)));
        assert_eq!(read("About three hundred and twenty people came."), Some((320, Bound::About, 5)));
        assert_eq!(read("Twenty-five men came."), Some((25, Bound::Exactly, 1)));
        assert_eq!(read("1.5 million people left."), Some((1_500_000, Bound::Exactly, 2)));
        assert_eq!(read("A total of 41 notices went out."), Some((41, Bound::Exactly, 1)));
        assert_eq!(read("A dozen people came."), Some((12, Bound::Exactly, 2)));
    }

    #[test]
    fn what_is_no_number() {
        assert_eq!(read("Hundreds of teenagers came."), None);
        assert_eq!(read("Up to 40 people came."), None);
        assert_eq!(read("1,40 people came."), None);
        assert_eq!(read("27th people came."), None);
    }
}
