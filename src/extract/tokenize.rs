//! Text to tokens: one pass over the characters, no recursion, work in proportion to the length whatever the text holds.

use rustc_hash::FxHashSet;

use super::lexicon::Lexicon;
use super::token::{Shape, Token};
use crate::model::Span;

/// Words that keep their full stop, lower-cased and without it.
#[derive(Debug, Clone, Default)]
pub(super) struct Abbreviations(FxHashSet<Box<str>>);

impl Abbreviations {
    pub(super) fn insert(&mut self, word: &str) {
        self.0.insert(word.trim_end_matches('.').to_lowercase().into());
    }

    fn has(&self, form: &str) -> bool {
        self.0.contains(form)
    }
}

/// A token before the lexicon is asked.
pub(super) struct RawToken<'a> {
    pub(super) span: Span,
    pub(super) shape: Shape,
    /// Lower-cased, straight quotes, without invisible marks and the full stop of an abbreviation.
    pub(super) form: &'a str,
}

/// Cuts a text into tokens with their words in the lexicon.
pub fn tokenize(text: &str, lexicon: &Lexicon) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    raw_tokens(text, lexicon.abbreviations(), |raw| {
        tokens.push(Token { span: raw.span, sym: lexicon.sym(raw.form), shape: raw.shape });
    });
    tokens
}

/// Calls `each` with every token in order.
pub(super) fn raw_tokens(text: &str, abbreviations: &Abbreviations, mut each: impl FnMut(RawToken<'_>)) {
    let mut reader = Reader { text, at: 0, abbreviations, form: String::new(), open_single: false };
    while let Some(first) = reader.peek(0) {
        if is_gap(first) {
            // a quote that a paragraph leaves open must not turn the possessives of the next into closing marks
            reader.open_single &= first != '\n';
            reader.at += first.len_utf8();
            continue;
        }
        let start = reader.at;
        let shape = reader.token(first);
        let span = Span { start: small(start), end: small(reader.at) };
        each(RawToken { span, shape, form: &reader.form });
    }
}

fn small(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// White space, and marks that show nothing: zero width, direction, soft hyphen, byte order.
pub(super) fn is_gap(character: char) -> bool {
    character.is_whitespace() || character.is_control() || is_invisible(character)
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | 'ʼ' | '`' | '‛')
}

fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '‐' | '‑')
}

/// Combining marks belong to the letter before them.
fn is_letter(character: char) -> bool {
    character.is_alphabetic() || matches!(character, '\u{300}'..='\u{36f}' | '\u{200d}') || unicode_normalization::char::is_combining_mark(character)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    abbreviations: &'a Abbreviations,
    form: String,
    open_single: bool,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn since(&self, start: usize) -> &str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.rest().chars().nth(ahead)
    }

    fn take(&mut self) {
        let Some(character) = self.peek(0) else { return };
        self.at += character.len_utf8();
        if is_apostrophe(character) {
            self.form.push('\'');
        } else if is_hyphen(character) {
            self.form.push('-');
        } else if !is_invisible(character) {
            self.form.extend(character.to_lowercase());
        }
    }

    fn token(&mut self, first: char) -> Shape {
        self.form.clear();
        if is_apostrophe(first) {
            self.apostrophe();
            Shape::Mark
        } else if first.is_numeric() {
            self.number();
            Shape::Number
        } else if is_letter(first) {
            self.word()
        } else if matches!(first, '@' | '#') && self.peek(1).is_some_and(|next| next.is_alphanumeric()) {
            self.take_while(|character| character.is_alphanumeric() || matches!(character, '@' | '#' | '_'));
            Shape::Mark
        } else {
            self.mark(first);
            Shape::Mark
        }
    }

    fn take_while(&mut self, test: impl Fn(char) -> bool) {
        while self.peek(0).is_some_and(&test) {
            self.take();
        }
    }

    /// `'s` whether it touches its word or not; otherwise a mark, which is a plural possessive after an `s` where no single quote is open.
    fn apostrophe(&mut self) {
        let before = self.text.get(..self.at).and_then(|text| text.chars().next_back());
        let after = self.peek(1);
        let clitic = self.peek(1).is_some_and(|next| matches!(next, 's' | 'S')) && !self.peek(2).is_some_and(|next| next.is_alphanumeric());
        self.take();
        if clitic && (before.is_some_and(|before| before.is_alphanumeric() || before == '.') || before == Some(' ')) {
            self.take();
            return;
        }
        let touches = before.is_some_and(|before| matches!(before, 's' | 'S' | 'z' | 'x'));
        if touches && !self.open_single && after.is_some_and(is_gap) {
            self.form.push('s');
        } else if before.is_none_or(|before| is_gap(before) || matches!(before, '(' | '“' | '"' | '—' | '–' | '-')) {
            self.open_single = after.is_some_and(|after| !is_gap(after));
        } else {
            self.open_single = false;
        }
    }

    fn number(&mut self) {
        loop {
            self.take_while(char::is_alphanumeric);
            let inner = self.peek(0).is_some_and(|mark| matches!(mark, ',' | '.' | ':'));
            if !inner || !self.peek(1).is_some_and(char::is_numeric) {
                break;
            }
            self.take();
        }
        if self.peek(0).is_some_and(is_hyphen) && self.peek(1).is_some_and(char::is_alphabetic) {
            self.word_parts();
        }
    }

    fn mark(&mut self, first: char) {
        let start = self.at;
        match first {
            '.' => self.take_while(|character| character == '.'),
            '…' => self.at += first.len_utf8(),
            _ => self.take(),
        }
        let form = match first {
            '.' if self.at - start > 1 => "...",
            '…' => "...",
            '“' | '”' | '„' | '‟' | '«' | '»' | '"' => "\"",
            '–' | '—' | '―' | '−' => "-",
            _ => return,
        };
        self.form.clear();
        self.form.push_str(form);
    }

    fn word(&mut self) -> Shape {
        let start = self.at;
        if self.address() || self.dotted() {
            return if self.form.contains("//") || self.form.starts_with("www.") { Shape::Mark } else { shape(self.since(start)) };
        }
        self.letters();
        if matches!(&*self.form, "ex" | "then") && self.peek(0).is_some_and(is_hyphen) && self.peek(1).is_some_and(is_letter) {
            self.take();
            return shape(self.since(start));
        }
        self.word_parts();
        let shape = shape(self.since(start));
        if self.peek(0) == Some('.') && self.keeps_stop(start) {
            self.at += 1;
        }
        shape
    }

    /// Further parts of a word behind hyphens and inner apostrophes: "wide-ranging", "O'Neill", "didn't", "AT&T".
    fn word_parts(&mut self) {
        while let Some(joint) = self.peek(0) {
            let inner = is_hyphen(joint) || (is_apostrophe(joint) && !self.clitic()) || (joint == '&' && shape(&self.form.to_uppercase()) == Shape::Upper);
            if !inner || !self.peek(1).is_some_and(|next| is_letter(next) || next.is_numeric()) {
                break;
            }
            self.take();
            self.letters();
        }
    }

    /// Clitics that are tokens of their own: 's, 'd, 'll, 're, 've, 'm.
    fn clitic(&self) -> bool {
        let mut tail = self.rest().chars().skip(1);
        let (first, second, third) = (tail.next(), tail.next(), tail.next());
        let ends = |next: Option<char>| !next.is_some_and(is_letter);
        match first.map(|first| first.to_ascii_lowercase()) {
            Some('s' | 'd' | 'm') => ends(second),
            Some('l') => second.is_some_and(|second| matches!(second, 'l' | 'L')) && ends(third),
            Some('r' | 'v') => second.is_some_and(|second| matches!(second, 'e' | 'E')) && ends(third),
            _ => false,
        }
    }

    fn letters(&mut self) {
        self.take_while(|character| is_letter(character) || character.is_numeric() || (is_invisible(character) && character != '\u{200b}'));
    }

    fn address(&mut self) -> bool {
        let rest = self.rest().as_bytes();
        if !(rest.starts_with(b"http://") || rest.starts_with(b"https://") || rest.starts_with(b"www.")) {
            return false;
        }
        self.take_while(|character| !is_gap(character) && !matches!(character, ')' | '"' | '”' | '>' | ','));
        true
    }

    /// "U.S.", "e.g.", "a.m.": single letters with full stops; the form is with stops but the last, or without any where that is how the tables have it.
    fn dotted(&mut self) -> bool {
        let bytes = self.rest().as_bytes();
        let pairs = bytes.chunks_exact(2).take(6).take_while(|pair| pair[0].is_ascii_alphabetic() && pair[1] == b'.').count();
        let tail = bytes.get(pairs * 2).copied().filter(u8::is_ascii_alphabetic);
        let word_follows = tail.is_some() && bytes.get(pairs * 2 + 1).is_some_and(u8::is_ascii_alphabetic);
        let initials = pairs == 1 && tail.is_some_and(|tail| tail.is_ascii_uppercase()) && bytes[0].is_ascii_uppercase();
        if (pairs < 2 && !initials) || word_follows {
            return false;
        }
        for _ in 0..pairs * 2 {
            self.take();
        }
        if tail.is_some() {
            self.take();
        }
        self.form.retain(|character| character != '.');
        if !self.abbreviations.has(&self.form) && self.form.len() == 2 && matches!(&*self.form, "eg" | "ie" | "am" | "pm") {
            self.form.insert(1, '.');
        }
        self.word_parts();
        true
    }

    /// Whether the full stop after a word is its own: a known abbreviation, or an initial before a further name or initial.
    fn keeps_stop(&self, start: usize) -> bool {
        let word = self.since(start);
        if self.abbreviations.has(&self.form) {
            let mut after = self.rest().chars().skip(1);
            if after.clone().next().is_none_or(|next| matches!(next, '\n' | '"' | '”' | '’')) {
                return false;
            }
            let follows = after.find(|character| !matches!(character, ' ' | '\u{a0}'));
            return word.chars().next().is_some_and(char::is_uppercase) || follows.is_some_and(|next| next.is_lowercase() || next.is_numeric());
        }
        let initial = word.chars().count() == 1 && word != "I" && word.chars().all(char::is_uppercase);
        let mut after = self.rest().chars().skip(1);
        initial && after.next().is_some_and(is_gap) && after.next().is_some_and(char::is_uppercase)
    }
}

/// How a word is written; a word of one capital letter counts as capitalised.
fn shape(word: &str) -> Shape {
    let mut letters = word.chars().filter(|character| character.is_alphabetic());
    let Some(first) = letters.next() else { return Shape::Number };
    if !first.is_uppercase() {
        return Shape::Lower;
    }
    let (mut upper, mut lower) = (1, 0);
    for letter in letters {
        if letter.is_lowercase() { lower += 1 } else { upper += 1 }
    }
    if lower == 0 && upper > 1 || lower == 1 && upper > 2 && word.ends_with('s') { Shape::Upper } else { Shape::Capitalised }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<String> {
        let lexicon = Lexicon::builtin().unwrap();
        tokenize(text, &lexicon).iter().map(|token| text.get(token.span.range()).unwrap().to_owned()).collect()
    }

    fn forms(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        let mut abbreviations = Abbreviations::default();
        abbreviations.insert("Mr");
        raw_tokens(text, &abbreviations, |token| out.push(token.form.to_owned()));
        out
    }

    #[test]
    fn possessives_are_tokens_of_their_own() {
        assert_eq!(words("the county’s force"), ["the", "county", "’s", "force"]);
        assert_eq!(words("the country 's force"), ["the", "country", "'s", "force"]);
        assert_eq!(forms("the officers' homes"), ["the", "officers", "'s", "homes"]);
        assert_eq!(forms("he said: 'we met the officers' and left"), ["he", "said", ":", "'", "we", "met", "the", "officers", "'", "and", "left"]);
    }

    #[test]
    fn abbreviations_and_initials_keep_their_stop() {
        assert_eq!(words("Mr. Roe and J. K. Doe left the U.S. today."), ["Mr.", "Roe", "and", "J.", "K.", "Doe", "left", "the", "U.S.", "today", "."]);
        assert_eq!(forms("Mr. Roe, U.S. a.m."), ["mr", "roe", ",", "us", "a.m"]);
        assert_eq!(words("It was so. Then"), ["It", "was", "so", ".", "Then"]);
    }

    #[test]
    fn words_numbers_and_prefixes() {
        assert_eq!(words("ex-mayor O’Neill didn’t pay £1,400.50"), ["ex-", "mayor", "O’Neill", "didn’t", "pay", "£", "1,400.50"]);
        assert_eq!(words("the 27th, a wide-ranging 10-year plan..."), ["the", "27th", ",", "a", "wide-ranging", "10-year", "plan", "..."]);
        assert_eq!(words("Jay\u{a0}Report"), ["Jay", "Report"]);
        assert_eq!(forms("re\u{ad}port"), ["report"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn tokens_are_in_order_and_on_borders(text in "\\PC{0,80}|[a-zA-Z'’ .\\-\n]{0,80}") {
            let mut last = 0;
            raw_tokens(&text, &Abbreviations::default(), |token| {
                let range = token.span.range();
                assert!(range.start >= last && range.end > range.start && text.get(range.clone()).is_some());
                last = range.end;
            });
            let bare = |text: &str| text.chars().filter(|character| !is_gap(*character)).count();
            let mut covered = 0;
            raw_tokens(&text, &Abbreviations::default(), |token| covered += bare(text.get(token.span.range()).unwrap()));
            prop_assert_eq!(covered, bare(&text));
        }
    }
}
