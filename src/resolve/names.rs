//! What a name says by itself: titles, gender, surnames, acronyms, and whether it is a name at all.

use super::atom::Kind;
use crate::model::identity::fold;

/// What a title says of its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gender {
    /// As "Ms" and "Dame" say.
    Female,
    /// As "Mr" and "Sir" say.
    Male,
}

const FEMALE: [&str; 8] = ["baroness", "dame", "lady", "madam", "miss", "mrs", "ms", "mme"];
const MALE: [&str; 4] = ["baron", "mister", "mr", "sir"];
/// Titles before a name that say nothing of gender ("Lord" is also part of offices). A word that is also a common given
/// name has no place here.
const NEUTRAL: [&str; 45] = [
    "acting",
    "archbishop",
    "assistant",
    "asst",
    "bishop",
    "captain",
    "capt",
    "chief",
    "cllr",
    "col",
    "colonel",
    "commander",
    "commissioner",
    "congressman",
    "congresswoman",
    "constable",
    "councillor",
    "councilor",
    "deputy",
    "det",
    "detective",
    "doctor",
    "dr",
    "fr",
    "gen",
    "insp",
    "inspector",
    "judge",
    "justice",
    "lieutenant",
    "lord",
    "lt",
    "mayor",
    "mx",
    "prof",
    "professor",
    "rev",
    "revd",
    "reverend",
    "senator",
    "sergeant",
    "sgt",
    "superintendent",
    "supt",
    "the",
];
/// Ranks that are titles only in capitals: in lower case some are given names.
const RANKS: [&str; 7] = ["DC", "DCI", "DI", "DS", "DSI", "PC", "WPC"];
/// Letters behind a name. Generations (Jr, II) tell people apart and stay.
const BEHIND: [&str; 14] = ["bem", "cbe", "dbe", "esq", "kbe", "kc", "mbe", "mep", "mp", "msp", "obe", "phd", "qc", "qpm"];
/// Titles that stand before a given name alone.
const WITH_GIVEN_NAME: [&str; 2] = ["dame", "sir"];
const DETERMINERS: [&str; 14] = ["a", "an", "another", "her", "his", "its", "my", "our", "that", "the", "their", "these", "this", "those"];
/// Words that an acronym may leave out.
const SMALL: [&str; 10] = ["&", "and", "at", "de", "for", "in", "of", "on", "the", "to"];

/// Returns a word folded and without the full stops and commas of abbreviations and lists.
fn bare(word: &str) -> String {
    fold(word).replace(['.', ','], "")
}

fn is_title(word: &str) -> bool {
    if RANKS.contains(&word) {
        return true;
    }
    let word = bare(word);
    let word = word.as_str();
    FEMALE.contains(&word) || MALE.contains(&word) || NEUTRAL.contains(&word)
}

/// Returns what one title says of its bearer's gender.
fn gender_of_title(word: &str) -> Option<Gender> {
    let word = bare(word);
    if FEMALE.contains(&word.as_str()) {
        return Some(Gender::Female);
    }
    MALE.contains(&word.as_str()).then_some(Gender::Male)
}

/// Returns the titles in front of a person's name and the words behind them, of which at least one is left.
fn titled(name: &str) -> (Vec<&str>, Vec<&str>) {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    while words.len() > 1 && words.last().is_some_and(|last| BEHIND.contains(&bare(last).as_str())) {
        words.pop();
    }
    let titles = words.iter().take_while(|word| is_title(word)).count().min(words.len().saturating_sub(1));
    let rest = words.split_off(titles);
    (words, rest)
}

/// Returns the gender that a person's name gives by its titles.
pub(super) fn gender(name: &str) -> Option<Gender> {
    titled(name).0.into_iter().find_map(gender_of_title)
}

/// Returns the gender by a courtesy title right before a span of a text, or at its start.
pub(super) fn gender_in_text(text: &str, span: std::ops::Range<usize>) -> Option<Gender> {
    let before = text.get(..span.start)?.strip_suffix([' ', '\u{a0}']).and_then(|before| before.rsplit(char::is_whitespace).next());
    let first = text.get(span)?.split_whitespace().next();
    before.into_iter().chain(first).find_map(courtesy)
}

/// Returns the gender of a courtesy title as prose writes it: "miss" and "sir" in lower case are other words.
fn courtesy(word: &str) -> Option<Gender> {
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    let known = matches!(word, "Mr" | "Mrs" | "Ms" | "Miss" | "Sir" | "Dame" | "Lady" | "Baroness" | "mr" | "mrs" | "ms");
    if known { gender_of_title(word) } else { None }
}

/// Returns whether a name begins with a title that stands before a given name.
pub(super) fn titles_given_name(name: &str) -> bool {
    titled(name).0.into_iter().any(|title| WITH_GIVEN_NAME.contains(&bare(title).as_str()))
}

/// Returns whether a person's name has a title in front.
pub(super) fn has_title(name: &str) -> bool {
    !titled(name).0.is_empty()
}

/// Returns a name as it is compared and shown: white space collapsed; without a person's titles and letters behind the
/// name; without the acronym in parentheses behind a full name that it abbreviates, which is returned apart.
pub(super) fn spelled(name: &str, kind: Kind) -> (String, Option<String>) {
    if kind == Kind::Person {
        let (_, words) = titled(name);
        let whole = words.join(" ");
        let name = whole.trim_end_matches([',', ' ']);
        // a name of commas alone is a name still
        return (if name.is_empty() { whole } else { name.to_owned() }, None);
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    if let [full @ .., last] = words.as_slice()
        && let Some(short) = last.strip_prefix('(').and_then(|last| last.strip_suffix(')'))
    {
        let full = full.join(" ");
        if is_acronym(short) && abbreviates(short, &full) {
            return (full, Some(short.to_owned()));
        }
    }
    (words.join(" "), None)
}

/// Returns whether a word is written as an acronym: two to ten capitals and digits, a capital first.
pub(super) fn is_acronym(word: &str) -> bool {
    let fits = (2..=10).contains(&word.chars().count());
    fits && word.starts_with(char::is_uppercase) && word.chars().all(|letter| letter.is_uppercase() || letter.is_ascii_digit())
}

/// Returns whether an acronym takes its letters, in order, from the beginnings of all words of a name, small words aside.
pub(super) fn abbreviates(short: &str, full: &str) -> bool {
    let letters: Vec<char> = fold(short).chars().collect();
    let words: Vec<String> = fold(full).split([' ', '-', '/']).map(str::to_owned).filter(|word| !word.is_empty()).collect();
    (2..=12).contains(&words.len()) && letters.len() <= 10 && takes(&letters, &words)
}

fn takes(letters: &[char], words: &[String]) -> bool {
    let Some((word, rest)) = words.split_first() else { return letters.is_empty() };
    if SMALL.contains(&word.as_str()) && takes(letters, rest) {
        return true;
    }
    let shared = word.chars().zip(letters).take(3).take_while(|(of_word, letter)| of_word == *letter).count();
    (1..=shared).any(|count| takes(&letters[count..], rest))
}

/// Returns what stands in parentheses right behind a place in a text, without quotation marks and "the".
pub(super) fn in_parentheses(text: &str, end: usize) -> Option<&str> {
    let behind = text.get(end..)?.trim_start_matches([' ', '\u{a0}']).strip_prefix('(')?;
    let close = behind.char_indices().take(120).find(|(_, letter)| *letter == ')')?.0;
    let inside = behind.get(..close)?;
    let inside = inside.strip_prefix("the ").unwrap_or(inside);
    Some(inside.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '"' | '\'' | '“' | '”' | '‘' | '’')))
}

/// How a document uses capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Capitals {
    /// As usual: a name without any is only a description.
    Meaningful,
    /// Too few to mean anything.
    Absent,
}

/// Returns how a text uses capitals.
pub(super) fn capitals(text: &str) -> Capitals {
    let upper = text.chars().filter(|letter| letter.is_uppercase()).count();
    let lower = text.chars().filter(|letter| letter.is_lowercase()).count();
    // English prose has some 3 capitals in 100 letters; a lower-cased article keeps a stray one at most.
    if upper * 100 > lower { Capitals::Meaningful } else { Capitals::Absent }
}

/// Returns whether a name only describes: "the watchdog", and of a person or body "police spokesman" where capitals mean something.
pub(super) fn describes(name: &str, kind: Kind, capitals: Capitals) -> bool {
    if name.chars().any(char::is_uppercase) || !name.chars().any(char::is_lowercase) {
        return false;
    }
    let first = name.split_whitespace().next().map(fold);
    let determined = first.is_some_and(|first| DETERMINERS.contains(&first.as_str()));
    determined || (capitals == Capitals::Meaningful && matches!(kind, Kind::Person | Kind::Organization | Kind::Report))
}

/// Returns whether a folded word is a determiner or a possessive pronoun.
pub(super) fn is_determiner(word: &str) -> bool {
    DETERMINERS.contains(&word)
}

/// Returns what may be the surname in a folded full name: its last token, its last two, up to its last four, but never all,
/// and nothing without a letter or digit.
pub(super) fn surnames(folded: &str) -> impl Iterator<Item = &str> {
    let named = |surname: &&str| surname.contains(char::is_alphanumeric);
    folded.rmatch_indices(' ').take(4).filter_map(|(space, _)| folded.get(space + 1..)).filter(named)
}

/// Returns whether a person's shown name is less than a full name: one token, a surname with its particle ("van der
/// Berg"), or a surname with one initial, which too many people share.
pub(super) fn is_short(spelled: &str) -> bool {
    let words: Vec<&str> = spelled.split(' ').collect();
    let initial =
        |word: &str| word.trim_end_matches('.').chars().count() == 1 && word.starts_with(|letter: char| letter.is_uppercase() || letter.is_lowercase());
    match words.as_slice() {
        [] | [_] => true,
        [first, _] if initial(first) => true,
        _ => is_surname(spelled),
    }
}

/// Returns whether a person's shown name is a surname alone, of one token or with a particle in lower case.
pub(super) fn is_surname(spelled: &str) -> bool {
    !spelled.contains(' ') || (spelled.starts_with(char::is_lowercase) && spelled.contains(char::is_uppercase))
}

/// Returns the number of name tokens of a folded name.
pub(super) fn tokens(folded: &str) -> usize {
    folded.split(' ').filter(|token| !token.is_empty()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_no_part_of_a_persons_name() {
        for (name, expected, gender_expected) in [
            ("Ms Roe", "Roe", Some(Gender::Female)),
            ("Mr. Dana Roe", "Dana Roe", Some(Gender::Male)),
            ("Professor Dame Anna Lee OBE", "Anna Lee", Some(Gender::Female)),
            ("Detective Chief Inspector Lee", "Lee", None),
            ("Dana\u{a0} Roe, QC", "Dana Roe", None),
            ("Dr", "Dr", None),
            ("DI Lee", "Lee", None),
            ("Di Lee", "Di Lee", None),
            ("Lord Mayor Anna Lee", "Anna Lee", None),
            ("Sir Mr", "Mr", Some(Gender::Male)),
            ("Dana Judge", "Dana Judge", None),
            ("Roe ,", "Roe", None),
            (", ,", ", ,", None),
        ] {
            assert_eq!(spelled(name, Kind::Person).0, expected);
            assert_eq!(gender(name), gender_expected, "{name}");
        }
        assert_eq!(spelled("Professor Street", Kind::Other).0, "Professor Street");
    }

    #[test]
    fn the_title_before_a_mention_counts() {
        let text = "Then Ms Roe met “Mr Lee” and would miss Ray.";
        let title_of = |name: &str| gender_in_text(text, text.find(name).unwrap()..text.find(name).unwrap() + name.len());
        assert_eq!((title_of("Roe"), title_of("Lee"), title_of("Ray")), (Some(Gender::Female), Some(Gender::Male), None));
        assert_eq!((title_of("Ms Roe"), title_of("would"), title_of("Then")), (Some(Gender::Female), None, None));
    }

    #[test]
    fn a_surname_has_a_letter() {
        assert_eq!(surnames("dana van roe").collect::<Vec<_>>(), ["roe", "van roe"]);
        assert_eq!(surnames(", ,").count(), 0);
    }

    #[test]
    fn acronyms_take_a_letter_of_every_word_that_counts() {
        for (short, full, expected) in [
            ("HPC", "Harrow Police Commission", true),
            ("PSNI", "Police Service of Northern Ireland", true),
            ("HMIC", "HM Inspectorate of Constabulary", true),
            ("DOJ", "Department of Justice", true),
            ("HPC", "Harrow Park Committee on Crime", false),
            ("HPC", "Harbour Commission", false),
            ("NHS", "NHS", false),
        ] {
            assert_eq!(abbreviates(short, full), expected, "{short} {full}");
        }
        assert_eq!(spelled("Harrow Police Commission (HPC)", Kind::Organization), ("Harrow Police Commission".into(), Some("HPC".into())));
        assert_eq!(spelled("Harrow Police (UK)", Kind::Organization), ("Harrow Police (UK)".into(), None));
        let text = "the Commission (the “HPC”) said (so";
        assert_eq!(in_parentheses(text, text.find(" (the").unwrap()), Some("HPC"));
        assert_eq!(in_parentheses("HPC (HPC) x", 3), Some("HPC"));
        assert_eq!(in_parentheses(text, text.find(" (so").unwrap()), None);
    }

    #[test]
    fn a_description_is_no_name() {
        for (name, kind, expected) in [
            ("the watchdog", Kind::Organization, true),
            ("police spokesman", Kind::Person, true),
            ("The Gazette", Kind::Organization, false),
            ("child neglect", Kind::Other, false),
            ("the bill", Kind::Other, true),
            ("李伟", Kind::Person, false),
        ] {
            assert_eq!(describes(name, kind, Capitals::Meaningful), expected, "{name}");
        }
        assert!(!describes("dana roe", Kind::Person, Capitals::Absent));
        assert_eq!(capitals(&("all of it is in lower case, even dana roe ".repeat(4) + "but for Alden")), Capitals::Absent);
        assert_eq!(capitals("Dana Roe left."), Capitals::Meaningful);
    }
}
