//! Whether a text is in English, the only language that the rules read.

use super::lexicon::Lexicon;
use super::token::{Shape, Token};
use super::tokenize::tokenize;

/// So many words are looked at, and fewer than this cannot be judged.
const SAMPLE: usize = 2000;
const FEWEST: usize = 20;

/// The share of English function words, in percent: English prose has 35 to 55, other languages in Latin letters below 12.
const SHARE: usize = 18;

/// Returns whether a text is in English, by its share of function words. A text of fewer than 20 words passes.
pub fn is_english(text: &str, lexicon: &Lexicon) -> bool {
    let end = text.char_indices().nth(SAMPLE * 8).map_or(text.len(), |(at, _)| at);
    share(&tokenize(text.get(..end).unwrap_or_default(), lexicon), lexicon)
}

fn share(tokens: &[Token], lexicon: &Lexicon) -> bool {
    let words = || tokens.iter().filter(|token| !matches!(token.shape, Shape::Mark | Shape::Number)).take(SAMPLE);
    let total = words().count();
    let function = |token: &&Token| {
        let word = lexicon.word(token.sym);
        let classes = ["determiner", "pronoun", "preposition", "auxiliary", "coordinator", "subordinator", "modal"];
        word.len() > 1 && classes.iter().any(|class| lexicon.is(token.sym, class))
    };
    total < FEWEST || words().filter(function).count() * 100 >= total * SHARE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_told_from_its_neighbours() {
        let lexicon = Lexicon::builtin().unwrap();
        let english =
            "The report said that the force had not acted on the warnings which were sent to it by the council, and that nobody had read them in time.";
        let german = "Der Bericht sagt, dass die Polizei nicht auf die Warnungen reagiert hat, die ihr der Rat geschickt hatte, und dass niemand sie rechtzeitig gelesen hat, so der Sprecher.";
        let french = "Le rapport dit que la police n'a pas agi sur les avertissements que le conseil lui avait envoyés, et que personne ne les avait lus à temps, selon un porte-parole.";
        let dutch = "Het rapport zegt dat de politie niet heeft gereageerd op de waarschuwingen die de raad had gestuurd en dat niemand ze op tijd had gelezen, aldus een woordvoerder van de stad.";
        assert!(is_english(english, &lexicon));
        for other in [german, french, dutch] {
            assert!(!is_english(other, &lexicon), "{other}");
        }
        assert!(is_english("Chief quits", &lexicon));
    }
}
