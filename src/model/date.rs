//! Partial dates in the forms of EDTF that news needs: kept as written, never padded, never guessed.

use std::fmt;
use std::str::FromStr;

/// A date, or an interval of dates, as precise as the source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// A year, month or day: `2015`, `2015-04`, `2015-04-12`, `XXXX-09`.
    Point(DatePoint),
    /// From one to another: `2013/2015`, `../2014-09`, `2012/..`. At least one end is known.
    Interval(Option<DatePoint>, Option<DatePoint>),
}

/// One date of year, month or day precision; the year is absent in `XXXX-09`, where only the month is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DatePoint {
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
}

/// How precise a point is; each is a datatype of its own in RDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// `2015`, an xsd:gYear.
    Year,
    /// `2015-04`, an xsd:gYearMonth.
    Month,
    /// `2015-04-12`, an xsd:date.
    Day,
    /// `XXXX-09`, an xsd:gMonth.
    MonthOnly,
}

fn month_length(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl DatePoint {
    /// Returns the point if it is in the calendar (proleptic Gregorian, years -9999 to 9999, year 0 is 1 BCE).
    pub fn new(year: Option<i32>, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let month_fits = month.is_none_or(|month| (1..=12).contains(&month));
        let day_fits = match (year, month, day) {
            (_, _, None) => true,
            (Some(year), Some(month), Some(day)) => month_fits && (1..=month_length(year, month)).contains(&day),
            _ => false,
        };
        let year_fits = year.map_or(month.is_some(), |year| (-9999..=9999).contains(&year));
        (month_fits && day_fits && year_fits).then_some(Self { year, month, day })
    }

    /// Returns the year, month and day as far as they are known.
    pub fn parts(self) -> (Option<i32>, Option<u8>, Option<u8>) {
        (self.year, self.month, self.day)
    }

    /// Returns how precise it is.
    pub fn precision(self) -> Precision {
        match (self.year, self.month, self.day) {
            (None, ..) => Precision::MonthOnly,
            (_, None, _) => Precision::Year,
            (_, _, None) => Precision::Month,
            _ => Precision::Day,
        }
    }

    /// Returns the first day that it may mean, or nothing where the year is unknown.
    pub fn first_day(self) -> Option<Self> {
        let year = self.year?;
        Self::new(Some(year), Some(self.month.unwrap_or(1)), Some(self.day.unwrap_or(1)))
    }

    /// Returns the last day that it may mean, or nothing where the year is unknown.
    pub fn last_day(self) -> Option<Self> {
        let year = self.year?;
        let month = self.month.unwrap_or(12);
        Self::new(Some(year), Some(month), Some(self.day.unwrap_or_else(|| month_length(year, month))))
    }
}

impl PartialDate {
    /// Returns the earliest possible day.
    pub fn min(self) -> Option<DatePoint> {
        match self {
            Self::Point(point) => point.first_day(),
            Self::Interval(from, _) => from?.first_day(),
        }
    }

    /// Returns the latest possible day.
    pub fn max(self) -> Option<DatePoint> {
        match self {
            Self::Point(point) => point.last_day(),
            Self::Interval(_, to) => to?.last_day(),
        }
    }

    /// Returns the order of the earliest possible day, absent last.
    pub fn sort_key(self) -> (bool, i32, u8, u8) {
        match self.min() {
            Some(DatePoint { year: Some(year), month: Some(month), day: Some(day) }) => (false, year, month, day),
            _ => (true, 0, 0, 0),
        }
    }
}

impl fmt::Display for DatePoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) if year < 0 => write!(f, "-{:04}", -year)?,
            Some(year) => write!(f, "{year:04}")?,
            None => f.write_str("XXXX")?,
        }
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |f: &mut fmt::Formatter<'_>, end: &Option<DatePoint>| match end {
            Some(point) => point.fmt(f),
            None => f.write_str(".."),
        };
        match self {
            Self::Point(point) => point.fmt(f),
            Self::Interval(from, to) => {
                end(f, from)?;
                f.write_str("/")?;
                end(f, to)
            }
        }
    }
}

/// A text that is none of the date forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADate;

fn number(text: &str, digits: usize) -> Option<u16> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

impl FromStr for DatePoint {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let mut parts = rest.split('-');
        let year = match parts.next() {
            Some("XXXX") if !negative => None,
            Some(year) => {
                let year = i32::from(number(year, 4).ok_or(NotADate)?);
                Some(if negative { -year } else { year })
            }
            None => return Err(NotADate),
        };
        let mut two = || parts.next().map(|part| number(part, 2).and_then(|two| u8::try_from(two).ok()).ok_or(NotADate));
        let (month, day) = (two().transpose()?, two().transpose()?);
        if parts.next().is_some() || (negative && year == Some(0)) {
            return Err(NotADate);
        }
        Self::new(year, month, day).ok_or(NotADate)
    }
}

impl FromStr for PartialDate {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let Some((from, to)) = text.split_once('/') else {
            return text.parse().map(Self::Point);
        };
        let end = |text: &str| if text == ".." { Ok(None) } else { text.parse().map(Some) };
        let (from, to): (Option<DatePoint>, Option<DatePoint>) = (end(from)?, end(to)?);
        let ordered = match (from.and_then(DatePoint::first_day), to.and_then(DatePoint::last_day)) {
            (Some(first), Some(last)) => (first.year, first.month, first.day) <= (last.year, last.month, last.day),
            _ => from.is_some() || to.is_some(),
        };
        if ordered { Ok(Self::Interval(from, to)) } else { Err(NotADate) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(text: &str) -> (String, String) {
        let date: PartialDate = text.parse().unwrap();
        assert_eq!(date.to_string(), text);
        let show = |end: Option<DatePoint>| end.map_or_else(|| "-".to_owned(), |point| point.to_string());
        (show(date.min()), show(date.max()))
    }

    #[test]
    fn forms_of_the_contract_have_their_bounds() {
        for (text, min, max) in [
            ("2015", "2015-01-01", "2015-12-31"),
            ("2016-02", "2016-02-01", "2016-02-29"),
            ("1900-02", "1900-02-01", "1900-02-28"),
            ("2015-04-12", "2015-04-12", "2015-04-12"),
            ("2013/2015", "2013-01-01", "2015-12-31"),
            ("../2014-09", "-", "2014-09-30"),
            ("2012/..", "2012-01-01", "-"),
            ("XXXX-09", "-", "-"),
            ("-0044-03-15", "-0044-03-15", "-0044-03-15"),
            ("9999", "9999-01-01", "9999-12-31"),
        ] {
            assert_eq!(bounds(text), (min.to_owned(), max.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "soon",
            "15",
            "2015-4",
            "2015-13",
            "2015-02-30",
            "XXXX",
            "XXXX-09-31",
            "../..",
            "2015/2013",
            "2015-04-12T10:00",
            "-0000",
            "2015/",
            "+2015",
            "２０１５",
        ] {
            assert_eq!(text.parse::<PartialDate>(), Err(NotADate), "{text}");
        }
    }
}
