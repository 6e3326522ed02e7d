//! The recognisers in their order, sentence by sentence, and the consolidation of what they found.

use super::bodies::{bodies, loose_places, places};
use super::descriptors::descriptors;
use super::groups::groups;
use super::known::known;
use super::lexicon::Lexicon;
use super::names::persons;
use super::positions::{positions, settle};
use super::token::Token;
use super::types::Sentence;
use super::view::{Board, Classes, Draft, View};
use super::works::works;

/// Finds the mentions of a document, sorted by start and then longest first; none crosses another.
pub(super) fn mentions(text: &str, tokens: &[Token], lexicon: &Lexicon, classes: &Classes<'_>, sentences: &[Sentence]) -> Vec<Draft> {
    let mut board = Board::new(tokens.len());
    let views: Vec<View<'_>> = sentences.iter().map(|sentence| View::new(text, tokens, lexicon, classes, sentence)).collect();
    for view in &views {
        bodies(view, &mut board);
        positions(view, &mut board);
        persons(view, &mut board);
        settle(view, &mut board);
        places(view, &mut board);
        groups(view, &mut board);
        works(view, &mut board);
    }
    known(&views, &mut board);
    for view in &views {
        loose_places(view, &mut board);
        descriptors(view, &mut board);
    }
    consolidate(board.drafts)
}

/// Sorts; of two mentions that cross the longer stays, of two of one stretch the first that was found.
fn consolidate(mut drafts: Vec<Draft>) -> Vec<Draft> {
    drafts.sort_by_key(|draft| (draft.tokens.start, usize::MAX - draft.tokens.end));
    let mut out: Vec<Draft> = Vec::with_capacity(drafts.len());
    let mut open: Vec<usize> = Vec::new();
    for draft in drafts {
        while open.last().is_some_and(|place| out[*place].tokens.end <= draft.tokens.start) {
            open.pop();
        }
        let outer = open.last().copied();
        match outer {
            Some(place) if out[place].tokens == draft.tokens => continue,
            // a surname is a mention inside a report's name, not inside its bearer's
            Some(place) if draft.rule == "known/surname" && out[place].rule != "report/named" => continue,
            Some(place) if out[place].tokens.end < draft.tokens.end => {
                if draft.tokens.len() <= out[place].tokens.len() {
                    continue;
                }
                // nothing stands between a crossed mention and the end of the list but what lies inside it
                out.truncate(place);
                open.retain(|kept| *kept < place);
            }
            _ => {}
        }
        open.push(out.len());
        out.push(draft);
    }
    out
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::extract::block::blocks;
    use crate::extract::sentence::sentences;
    use crate::extract::tokenize::tokenize;
    use crate::extract::view::written;
    use crate::model::Schema;

    /// Calls back with the first sentence of a text.
    pub(in crate::extract) fn with_view<T>(lexicon: &Lexicon, text: &str, call: impl FnOnce(&View<'_>) -> T) -> T {
        let schema = Schema::builtin().unwrap();
        let classes = Classes::new(&schema);
        let tokens = tokenize(text, lexicon);
        let blocks = blocks(text, &tokens, lexicon);
        let sentences = sentences(text, &tokens, &blocks, lexicon);
        call(&View::new(text, &tokens, lexicon, &classes, &sentences[0]))
    }

    /// What is found in a text that is no pronoun, as "Class: words".
    fn found(text: &str) -> Vec<String> {
        let lexicon = Lexicon::builtin().unwrap();
        let schema = Schema::builtin().unwrap();
        let classes = Classes::new(&schema);
        let tokens = tokenize(text, &lexicon);
        let blocks = blocks(text, &tokens, &lexicon);
        let sentences = sentences(text, &tokens, &blocks, &lexicon);
        let drafts = mentions(text, &tokens, &lexicon, &classes, &sentences);
        let kept = drafts.iter().filter(|draft| draft.rule != "pronoun");
        kept.map(|draft| format!("{}: {}", schema.class(classes.root(draft.class)).name, written(text, &tokens, &draft.tokens))).collect()
    }

    #[test]
    fn bodies_by_head_noun() {
        let text = "The Harrowby Police Complaints Commission wrote to the University of Eastmere. Harrowby council and the Eastmere Housing Trust replied.";
        let expected = [
            "Organization: Harrowby Police Complaints Commission",
            "Organization: University of Eastmere",
            "Organization: Harrowby council",
            "Organization: Eastmere Housing Trust",
        ];
        assert_eq!(found(text), expected);
    }

    #[test]
    fn an_office_is_not_cut_by_the_body_inside_it() {
        let text = "The Harrowby Police and Crime Commissioner, Tolva Brandt, met Harrowby Police’s chief constable, Ines Corrah.";
        let found = found(text);
        assert!(found.contains(&"Person: Tolva Brandt".to_owned()), "{found:?}");
        assert!(found.contains(&"Position: Harrowby Police’s chief constable".to_owned()), "{found:?}");
        assert!(found.contains(&"Organization: Harrowby Police".to_owned()), "{found:?}");
        assert!(found.contains(&"Person: Ines Corrah".to_owned()), "{found:?}");
    }

    #[test]
    fn persons_need_a_reason() {
        let text = "Professor Tolva Brandt met Ms Corrah. Green Lane was closed. Later Idris ap Tolan, 43, left. “No,” said Wen Oduya. Big Yellow Door fell.";
        let persons: Vec<String> = found(text).into_iter().filter(|line| line.starts_with("Person")).collect();
        assert_eq!(persons, ["Person: Professor Tolva Brandt", "Person: Ms Corrah", "Person: Idris ap Tolan", "Person: Wen Oduya"]);
    }

    #[test]
    fn reports_and_groups() {
        let text = "The Brandt Report said at least 1,400 children and three Harrowby Police officers were seen. More than 100 allegations were made.";
        let found = found(text);
        for expected in [
            "Report: Brandt Report",
            "Group: at least 1,400 children",
            "Group: three Harrowby Police officers",
            "Organization: Harrowby Police",
            "Event: More than 100 allegations",
        ] {
            assert!(found.contains(&expected.to_owned()), "{expected} in {found:?}");
        }
    }

    #[test]
    fn crossing_mentions_are_resolved_to_the_longer() {
        let schema = Schema::builtin().unwrap();
        let classes = Classes::new(&schema);
        let draft = |range| Draft::new(range, classes.person, crate::model::MentionKind::Name, "test");
        let kept = consolidate(vec![draft(0..3), draft(2..6), draft(3..4), draft(3..4), draft(7..9), draft(8..10)]);
        let kept: Vec<_> = kept.into_iter().map(|draft| draft.tokens).collect();
        assert_eq!(kept, [2..6, 3..4, 7..9]);
    }
}
