//! When an edge is there, in full days.

use super::Fidelity;
use super::properties::Edge;
use crate::model::Claim;
use crate::model::date::DatePoint;

/// The first and the last day of a time; nothing where it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spell {
    pub(super) first: Option<DatePoint>,
    pub(super) last: Option<DatePoint>,
}

type Key = (bool, i32, u8, u8);

impl Spell {
    /// An open beginning is before all days.
    fn begin(&self) -> Option<Key> {
        self.first.map(key)
    }

    /// Returns whether another that begins no earlier begins before this one is over.
    fn reaches(&self, other: &Self) -> bool {
        match (self.last, other.first) {
            (Some(last), Some(first)) => key(first) <= key(last),
            _ => true,
        }
    }
}

fn key(day: DatePoint) -> Key {
    let (year, month, day) = day.parts();
    (true, year.unwrap_or_default(), month.unwrap_or_default(), day.unwrap_or_default())
}

/// Returns the spells of an edge: those of its dated claims, in order, overlapping ones made one. An edge without a dated
/// claim is always there.
pub(super) fn spells(edge: &Edge<'_>, fidelity: &mut Fidelity) -> Vec<Spell> {
    let mut spells: Vec<Spell> = edge.claims().filter_map(|claim| spell(claim, fidelity)).collect();
    spells.sort_by_key(Spell::begin);
    merged(spells)
}

fn spell(claim: Claim<'_>, fidelity: &mut Fidelity) -> Option<Spell> {
    let date = claim.date()?;
    let spell = Spell { first: date.min(), last: date.max() };
    if spell.first.is_none() && spell.last.is_none() {
        fidelity.lost("date", "without a year: not on the time line, the text is an attribute", &date.to_string());
        return None;
    }
    Some(spell)
}

/// Makes overlapping spells one; they come in the order of their beginnings.
fn merged(spells: Vec<Spell>) -> Vec<Spell> {
    let mut merged: Vec<Spell> = Vec::with_capacity(spells.len());
    for spell in spells {
        match merged.last_mut() {
            Some(before) if before.reaches(&spell) => {
                let later = |one: DatePoint, other: DatePoint| if key(one) < key(other) { other } else { one };
                before.last = before.last.zip(spell.last).map(|(one, other)| later(one, other));
            }
            _ => merged.push(spell),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PartialDate;

    fn of(dates: &[&str]) -> Vec<String> {
        let spells = dates.iter().map(|date| date.parse::<PartialDate>().unwrap());
        let mut spells: Vec<_> = spells.map(|date| Spell { first: date.min(), last: date.max() }).collect();
        spells.sort_by_key(Spell::begin);
        let day = |day: Option<DatePoint>| day.map(|day| PartialDate::Point(day).to_string()).unwrap_or_default();
        merged(spells).iter().map(|spell| format!("{}..{}", day(spell.first), day(spell.last))).collect()
    }

    #[test]
    fn ge_13_dates_are_widened_to_days_and_overlaps_made_one() {
        for (dates, expected) in [
            (&["2011"][..], &["2011-01-01..2011-12-31"][..]),
            (&["2012-02"], &["2012-02-01..2012-02-29"]),
            (&["2015", "2013"], &["2013-01-01..2013-12-31", "2015-01-01..2015-12-31"]),
            (&["2013/2015", "2014-05"], &["2013-01-01..2015-12-31"]),
            (&["2013/2014-06-30", "2014-06-30/2016"], &["2013-01-01..2016-12-31"]),
            (&["2013/..", "2015", "2010"], &["2010-01-01..2010-12-31", "2013-01-01.."]),
            (&["../2014-09", "2014-08/2015"], &["..2015-12-31"]),
            (&["-0044-03-15", "0044"], &["-0044-03-15..-0044-03-15", "0044-01-01..0044-12-31"]),
        ] {
            assert_eq!(of(dates), expected, "{dates:?}");
        }
    }
}
