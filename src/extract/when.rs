//! Dates in the text, and which verb or noun each one dates.

use std::ops::Range;

use super::reading::Reading;
use super::verb::Mood;
use crate::model::PartialDate;
use crate::model::date::DatePoint;

/// A date expression.
#[derive(Debug, Clone)]
pub(super) struct Dated {
    pub(super) tokens: Range<usize>,
    pub(super) date: PartialDate,
}

/// What is known of the day of publication.
type Published = Option<DatePoint>;

/// Finds the dates of a document; relative ones only as far as the publication date is precise enough.
pub(super) fn dates(reading: &Reading<'_>, published: Option<PartialDate>) -> Vec<Dated> {
    let published = match published {
        Some(PartialDate::Point(point)) => Some(point),
        _ => None,
    };
    let mut out: Vec<Dated> = Vec::new();
    for sentence in &reading.analysis.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            match dated(reading, at, sentence.tokens.end, published) {
                Some(found) => {
                    at = found.tokens.end;
                    out.push(found);
                }
                None => at += 1,
            }
        }
    }
    out
}

fn dated(reading: &Reading<'_>, at: usize, end: usize, published: Published) -> Option<Dated> {
    if reading.covering(at).is_some() {
        return None;
    }
    let word = reading.word(at);
    let next = |from: usize| point(reading, from, end, published);
    let make = |to: usize, date| Some(Dated { tokens: at..to, date });
    let second = |from: usize, joins: &[&str]| {
        let (first, to) = next(from)?;
        let (last, to) = joins.contains(&reading.word(to)).then(|| next(to + 1)).flatten()?;
        ordered(first, last).map(|date| (date, to))
    };
    match word {
        "between" => second(at + 1, &["and"]).and_then(|(date, to)| make(to, date)),
        "from" => second(at + 1, &["to", "until", "till", "-"]).and_then(|(date, to)| make(to, date)).or_else(|| {
            let (date, to) = next(at + 1)?;
            make(to, PartialDate::Interval(Some(date), None))
        }),
        "since" => next(at + 1).and_then(|(date, to)| make(to, PartialDate::Interval(Some(date), None))),
        "until" | "till" => next(at + 1).and_then(|(date, to)| make(to, PartialDate::Interval(None, Some(date)))),
        "in" | "on" | "during" | "of" => {
            let (date, to) = next(at + usize::from(matches!(reading.word(at + 1), "early" | "late" | "mid")) + 1)?;
            make(to, PartialDate::Point(date))
        }
        _ => {
            let (date, to) = relative(reading, at, end, published).or_else(|| calendar(reading, at, end))?;
            make(to, PartialDate::Point(date))
        }
    }
}

fn ordered(first: DatePoint, last: DatePoint) -> Option<PartialDate> {
    let date = PartialDate::Interval(Some(first), Some(last));
    date.to_string().parse().ok()
}

fn point(reading: &Reading<'_>, at: usize, end: usize, published: Published) -> Option<(DatePoint, usize)> {
    let at = at + usize::from(reading.word(at) == "the" && reading.is_class(at + 1, "month"));
    relative(reading, at, end, published)
        .or_else(|| calendar(reading, at, end))
        .or_else(|| month(reading, at, end).and_then(|(month, to)| DatePoint::new(None, Some(month), None).map(|point| (point, to))))
        .or_else(|| year(reading, at, end).and_then(|(year, to)| DatePoint::new(Some(year), None, None).map(|point| (point, to))))
        .or_else(|| weekday(reading, at, published))
}

fn text<'a>(reading: &Reading<'a>, at: usize) -> &'a str {
    reading.analysis.tokens.get(at).and_then(|token| reading.text.get(token.span.range())).unwrap_or_default()
}

fn year(reading: &Reading<'_>, at: usize, end: usize) -> Option<(i32, usize)> {
    let text = (at < end).then(|| text(reading, at))?;
    let year: i32 = (text.len() == 4).then(|| text.parse().ok()).flatten()?;
    (1000..=2199).contains(&year).then_some((year, at + 1))
}

fn month(reading: &Reading<'_>, at: usize, end: usize) -> Option<(u8, usize)> {
    let token = reading.analysis.tokens.get(at).filter(|_| at < end)?;
    let lower = token.shape == super::token::Shape::Lower && matches!(reading.word(at), "may" | "march");
    if lower || reading.covering(at).is_some() {
        return None;
    }
    let month = reading.lexicon.value(token.sym, "month", "value")?.parse().ok()?;
    Some((month, at + 1))
}

fn day(reading: &Reading<'_>, at: usize, end: usize) -> Option<(u8, usize)> {
    let text = (at < end).then(|| text(reading, at))?;
    let digits = text.trim_end_matches(|character: char| character.is_ascii_lowercase());
    let day: u8 = digits.parse().ok()?;
    (1..=31).contains(&day).then_some((day, at + 1))
}

/// "12 April 2015", "April 12, 2015", "April 2015"; a day without a year gives the month alone.
fn calendar(reading: &Reading<'_>, at: usize, end: usize) -> Option<(DatePoint, usize)> {
    if let Some((day, to)) = day(reading, at, end) {
        let (month, to) = month(reading, to + usize::from(reading.word(to) == "of"), end)?;
        return match year(reading, to, end) {
            Some((year, to)) => Some((DatePoint::new(Some(year), Some(month), Some(day))?, to)),
            None => Some((DatePoint::new(None, Some(month), None)?, to)),
        };
    }
    let (month, to) = month(reading, at, end)?;
    if let Some((year, to)) = year(reading, to, end) {
        return Some((DatePoint::new(Some(year), Some(month), None)?, to));
    }
    let (day, to) = day(reading, to, end)?;
    let comma = usize::from(reading.word(to) == ",");
    match year(reading, to + comma, end) {
        Some((year, to)) => Some((DatePoint::new(Some(year), Some(month), Some(day))?, to)),
        None => Some((DatePoint::new(None, Some(month), None)?, to)),
    }
}

/// "last month", "yesterday", "three years ago", "August last year", "last August".
fn relative(reading: &Reading<'_>, at: usize, end: usize, published: Published) -> Option<(DatePoint, usize)> {
    let published = published?;
    if let Some((month, to)) = month(reading, at, end) {
        let back = match (reading.word(to), reading.word(to + 1)) {
            ("last", "year") => 1,
            ("this", "year") => 0,
            _ => return None,
        };
        return Some((DatePoint::new(Some(published.parts().0? - back), Some(month), None)?, to + 2));
    }
    if reading.word(at) == "last"
        && let Some((month, to)) = month(reading, at + 1, end)
    {
        let (year, own, _) = published.parts();
        let back = i32::from(month >= own?);
        return Some((DatePoint::new(Some(year? - back), Some(month), None)?, to));
    }
    let sentence = reading.sentence(reading.sentence_of(at)?);
    let tokens = &reading.analysis.tokens[..end.min(reading.analysis.tokens.len())];
    if let Some((length, entry)) = reading.lexicon.find(tokens, at, "time_relative", sentence.regime) {
        return Some((shift(published, entry.get("value")?)?, at + length));
    }
    ago(reading, at, published)
}

fn ago(reading: &Reading<'_>, at: usize, published: DatePoint) -> Option<(DatePoint, usize)> {
    let sym = reading.analysis.tokens.get(at)?.sym;
    let spelled = reading.lexicon.value(sym, "number", "value").and_then(|value| value.parse().ok());
    let number: i32 = text(reading, at).parse().ok().or(spelled)?;
    let unit = match reading.word(at + 1) {
        "year" | "years" => 'Y',
        "month" | "months" => 'M',
        "day" | "days" => 'D',
        _ => return None,
    };
    (reading.word(at + 2) == "ago" && (0..=400).contains(&number)).then(|| shift(published, &format!("P-{number}{unit}")).map(|date| (date, at + 3)))?
}

/// Moves the day of publication by an ISO 8601 duration and keeps the precision of its unit; nothing for weeks, which no form of date holds.
fn shift(published: DatePoint, duration: &str) -> Option<DatePoint> {
    let body = duration.strip_prefix('P')?;
    let unit = body.chars().next_back()?;
    let number: i32 = body.trim_end_matches(unit).parse().ok()?;
    let (year, month, day) = published.parts();
    match unit {
        'Y' => DatePoint::new(Some(year? + number), None, None),
        'M' => {
            let months = year? * 12 + i32::from(month?) - 1 + number;
            DatePoint::new(Some(months.div_euclid(12)), Some(u8::try_from(months.rem_euclid(12) + 1).ok()?), None)
        }
        'D' => from_days(to_days(year?, month?, day?) + number),
        _ => None,
    }
}

/// The last such day at or before publication; what is still to come is not dated by this.
fn weekday(reading: &Reading<'_>, at: usize, published: Published) -> Option<(DatePoint, usize)> {
    let token = reading.analysis.tokens.get(at)?;
    let wanted: i32 = reading.lexicon.value(token.sym, "weekday", "value")?.parse().ok()?;
    let (year, month, day) = published?.parts();
    let days = to_days(year?, month?, day?);
    // day 0 is a Thursday, which is 4 where Monday is 1
    let own = (days + 3).rem_euclid(7) + 1;
    Some((from_days(days - (own - wanted).rem_euclid(7))?, at + 1))
}

/// Days since 1 January 1970 in the proleptic Gregorian calendar.
fn to_days(year: i32, month: u8, day: u8) -> i32 {
    let (month, day) = (i32::from(month), i32::from(day));
    let year = if month <= 2 { year - 1 } else { year };
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year.div_euclid(400) * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn from_days(days: i32) -> Option<DatePoint> {
    let days = days + 719_468;
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = days.div_euclid(146_097) * 400 + year_of_era + i32::from(month <= 2);
    DatePoint::new(Some(year), Some(u8::try_from(month).ok()?), Some(u8::try_from(day).ok()?))
}

/// Returns which of the heads (verbs, and the nouns that claims hang on) a date stands with: the nearest before it in its sentence, or, where it
/// opens the sentence, the first finite verb behind it. The triggers of claims are sorted.
pub(super) fn owner(reading: &Reading<'_>, dated: &Dated, triggers: &[usize]) -> Option<usize> {
    let sentence = reading.sentence_tokens(dated.tokens.start);
    let verbs = reading.verbs_in(sentence.start..dated.tokens.start).iter().map(|verb| verb.head);
    let nouns = triggers[..triggers.partition_point(|trigger| *trigger < dated.tokens.start)].last().copied().filter(|trigger| *trigger >= sentence.start);
    let comma = (sentence.start..dated.tokens.start).rev().find(|token| reading.covering(*token).is_none() && reading.word(*token) == ",");
    let before = verbs.chain(nouns).max();
    let own_clause = before.filter(|head| comma.is_none_or(|comma| *head > comma || reading.verb_at(*head).is_some()));
    own_clause.or_else(|| {
        let later = reading
            .verbs_in(dated.tokens.end..sentence.end)
            .iter()
            .find(|verb| verb.mood == Mood::Finite && !is_relative(reading, verb.first))
            .map(|verb| verb.head);
        later.filter(|_| before.is_none())
    })
}

fn is_relative(reading: &Reading<'_>, first: usize) -> bool {
    first.checked_sub(1).is_some_and(|before| matches!(reading.word(before), "who" | "which" | "that"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> DatePoint {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_counted_across_leap_years() {
        for (from, days, to) in
            [("2016-03-01", -1, "2016-02-29"), ("2015-01-01", -1, "2014-12-31"), ("2000-02-28", 1, "2000-02-29"), ("1900-02-28", 1, "1900-03-01")]
        {
            assert_eq!(shift(day(from), &format!("P{days}D")), Some(day(to)), "{from}");
        }
    }

    #[test]
    fn months_and_years_keep_their_precision() {
        assert_eq!(shift(day("2015-01-15"), "P-1M"), Some(day("2014-12")));
        assert_eq!(shift(day("2015-01"), "P-1M"), Some(day("2014-12")));
        assert_eq!(shift(day("2015-01"), "P-1D"), None);
        assert_eq!(shift(day("2015"), "P-1Y"), Some(day("2014")));
        assert_eq!(shift(day("2015-06-01"), "P-1W"), None);
    }
}
