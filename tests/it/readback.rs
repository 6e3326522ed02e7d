//! Seeded cases of what the fuzz targets do: hostile strings everywhere, and broken files, through every format and back.

use proptest::prelude::*;
use proptest::sample::select;

use crate::bodies;

/// The strings of the fixture, those only repeated too; none longer than a thousand bytes, for time.
fn hostile() -> Vec<String> {
    let listed: Vec<serde_json::Value> = serde_json::from_str(include_str!("../fixtures/hostile/strings.json")).unwrap();
    listed.iter().filter_map(|one| one.as_str()).filter(|text| text.len() < 1000).map(str::to_owned).collect()
}

fn string() -> impl Strategy<Value = String> {
    prop_oneof![3 => select(hostile()), 1 => any::<String>(), 1 => "[ -~]{0,20}", 1 => (select(hostile()), select(hostile())).prop_map(|(first, second)| first + &second)]
}

#[test]
fn long_strings_come_back_from_every_format() {
    // a mebibyte takes a minute without optimisation
    let long = |piece: &str| piece.repeat((1 << 17) / piece.len());
    bodies::strings(&["x".to_owned(), long("&\"\\é"), "y".to_owned(), long("long words "), "z".to_owned(), long("😀\n")]);
}

/// A whole record, and what becomes of it where bytes are changed.
fn broken() -> impl Strategy<Value = Vec<u8>> {
    let whole = include_bytes!("../contract/valid/full-example.json");
    prop::collection::vec((0..whole.len(), any::<u8>(), 0..3_u8), 1..6).prop_map(|changes| {
        let mut bytes = whole.to_vec();
        for (place, byte, how) in changes {
            let place = place.min(bytes.len().saturating_sub(1));
            match how {
                0 => bytes[place] = byte,
                1 => bytes.insert(place, byte),
                _ => bytes.truncate(place.max(1)),
            }
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn strings_come_back_from_every_format(strings in prop::collection::vec(string(), 1..40)) {
        bodies::strings(&strings);
    }

    #[test]
    fn broken_records_are_read_as_far_as_they_go(bytes in broken()) {
        bodies::contract(&bytes);
    }

    #[test]
    fn any_article_comes_back_from_every_format(texts in prop::collection::vec(string(), 2..20)) {
        // with a NUL it would be no text
        let text = texts.join(" Ann Roe resigned as mayor of Alden. ").replace('\0', "");
        prop_assert_eq!(bodies::article(text.as_bytes()), 2, "a text is read by both names");
    }
}
