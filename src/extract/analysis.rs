//! A text to its analysis: the lower stages in their order, and the entities that come out of them.

use super::block::blocks;
use super::cluster::Document;
use super::coreference::resolve;
use super::lexicon::Lexicon;
use super::mention::mentions;
use super::quotation::quotations;
use super::sentence::sentences;
use super::tokenize::tokenize;
use super::types::{Analysis, FoundEntity, FoundMention};
use super::view::{Classes, Draft, View, written};
use crate::model::{MentionKind, Schema};

/// Finds the sentences, quotations, mentions and entities of an English text. Ask [`super::language::is_english`] first.
/// The work is in proportion to the text's length; a text of more than 4 GiB is not possible.
pub fn analyse(text: &str, lexicon: &Lexicon, schema: &Schema) -> Analysis {
    let tokens = tokenize(text, lexicon);
    let blocks = blocks(text, &tokens, lexicon);
    let sentences = sentences(text, &tokens, &blocks, lexicon);
    let quotations = quotations(text, &tokens, &blocks, lexicon);
    let classes = Classes::new(schema);
    let mut analysis = Analysis { quotations, ..Analysis::default() };
    if let Some(first) = sentences.first() {
        let view = View::new(text, &tokens, lexicon, &classes, first);
        let drafts = mentions(text, &tokens, lexicon, &classes, &sentences);
        let mut document = Document::new(&view, &sentences, drafts);
        resolve(&mut document);
        (analysis.mentions, analysis.entities) = entities(&document);
    }
    analysis.tokens = tokens;
    analysis.sentences = sentences;
    analysis
}

/// Numbers the clusters by their first mention; mentions that found none are dropped.
fn entities(document: &Document<'_>) -> (Vec<FoundMention>, Vec<FoundEntity>) {
    let mut order: Vec<Option<usize>> = vec![None; document.clusters.len()];
    let (mut found, mut entities) = (Vec::new(), Vec::new());
    for (draft, link) in document.drafts.iter().zip(&document.links) {
        let Some((cluster, sieve)) = *link else { continue };
        let entity = *order[cluster].get_or_insert_with(|| {
            entities.push(entity(document, cluster));
            entities.len() - 1
        });
        found.push(FoundMention {
            tokens: draft.tokens.clone(),
            class: if draft.kind == MentionKind::Pronoun { document.clusters[cluster].class } else { draft.class },
            kind: draft.kind,
            entity: Some(entity),
            sieve,
            flags: draft.flags,
            rule: draft.rule.to_owned(),
            count: draft.count,
        });
    }
    (found, entities)
}

fn entity(document: &Document<'_>, cluster: usize) -> FoundEntity {
    let mut members = document.clusters[cluster].members.clone();
    members.sort_unstable();
    let class = document.clusters[cluster].class;
    let root = document.classes().root(class);
    let words =
        |draft: &Draft| clean(written(document.view.text, document.view.tokens, if root == document.classes().person { &draft.name } else { &draft.tokens }));
    let named: Vec<&Draft> = members.iter().map(|member| &document.drafts[*member]).filter(|draft| draft.kind == MentionKind::Name).collect();
    let described = document.drafts.get(members[0]);
    let best = named.iter().copied().reduce(|best, next| if fuller(document, next, best) { next } else { best }).or(described);
    let name = best.map(&words).unwrap_or_default();
    let mut aliases: Vec<String> = Vec::new();
    for draft in &named {
        let alias = clean(written(document.view.text, document.view.tokens, &draft.tokens));
        if alias != name && !aliases.contains(&alias) {
            aliases.push(alias);
        }
    }
    let counted = described.is_some_and(|draft| draft.rule == "group/counted" && draft.count.is_some());
    let key = named.iter().filter(|draft| draft.rule != "body/cued").find_map(|draft| draft.key.as_deref()).map(str::to_owned);
    FoundEntity { class, name, aliases, unnamed: named.is_empty() && !counted, gazetteer_key: key }
}

/// White space inside a name, a line end too, is one space.
fn clean(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a mention gives a fuller name than another: more words, then more small letters with capitals. A position is best with its body behind,
/// a report best with no possessive and no author behind.
fn fuller(document: &Document<'_>, next: &Draft, best: &Draft) -> bool {
    let classes = document.classes();
    let root = classes.root(next.class);
    let text = |draft: &Draft| written(document.view.text, document.view.tokens, &draft.name);
    let shown = |draft: &Draft| {
        let capitals = text(draft).chars().filter(|character| character.is_uppercase()).count();
        let shouted = !text(draft).chars().any(char::is_lowercase);
        (!shouted, capitals)
    };
    let rank = |draft: &Draft| {
        let behind = draft.tokens.end > draft.head.end;
        let form = if root == classes.position {
            usize::from(behind)
        } else if root == classes.report {
            let possessive = draft.head.start > 0 && document.view.form(draft.head.start - 1) == "'s";
            return (usize::from(!possessive && !behind), 0, (true, 0));
        } else {
            0
        };
        (form, draft.name.len(), shown(draft))
    };
    rank(next) > rank(best)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::extract::types::MentionFlags;

    struct Found {
        text: String,
        analysis: Analysis,
    }

    impl Found {
        fn new(text: &str) -> Self {
            let analysis = analyse(text, &Lexicon::builtin().unwrap(), &Schema::builtin().unwrap());
            Self { text: text.to_owned(), analysis }
        }

        fn words(&self, mention: &FoundMention) -> &str {
            written(&self.text, &self.analysis.tokens, &mention.tokens)
        }

        /// The mentions of the entity with a name, and how each but the opener was linked.
        fn chain(&self, name: &str) -> Vec<(&str, &str)> {
            let entity = self.analysis.entities.iter().position(|entity| entity.name == name);
            let mentions = self.analysis.mentions.iter().filter(|mention| mention.entity == entity && entity.is_some());
            mentions.map(|mention| (self.words(mention), mention.sieve)).collect()
        }

        fn names(&self) -> Vec<&str> {
            self.analysis.entities.iter().map(|entity| entity.name.as_str()).collect()
        }
    }

    #[test]
    fn acronyms_and_descriptors_of_bodies() {
        let found =
            Found::new("The Harrowby Standards Commission (HSC) wrote to Eastmere Police. The force replied to the HSC. The commission said it was content.");
        let commission = [
            ("Harrowby Standards Commission", ""),
            ("HSC", "acronym-in-brackets"),
            ("HSC", "exact"),
            ("commission", "descriptor-head"),
            ("it", "pronoun-thing"),
        ];
        assert_eq!(found.chain("Harrowby Standards Commission"), commission);
        assert_eq!(found.chain("Eastmere Police"), [("Eastmere Police", ""), ("force", "descriptor-kind")]);
    }

    #[test]
    fn an_acronym_that_is_nowhere_defined_is_the_initials_of_one_body() {
        let found = Found::new("West Harrowby Police was told. A complaint says that WHP failed. The XYZ did not.");
        assert_eq!(found.chain("West Harrowby Police"), [("West Harrowby Police", ""), ("WHP", "acronym-initials")]);
        assert!(!found.names().contains(&"XYZ"));
    }

    #[test]
    fn persons_by_title_surname_and_pronoun() {
        let found = Found::new(
            "Dr Tolva Brandt, who wrote the report, said no. Mr Idris Corrah, her deputy, left. Brandt stayed. “She is right,” he said of Dr Brandt.",
        );
        let brandt = [("Dr Tolva Brandt", ""), ("her", "pronoun-person"), ("Brandt", "bare-surname"), ("Dr Brandt", "title-surname")];
        let chain = found.chain("Tolva Brandt");
        assert!(brandt.iter().all(|link| *link == ("her", "pronoun-person") || chain.contains(link)), "{chain:?}");
        assert!(found.chain("Idris Corrah").contains(&("he", "pronoun-person")));
        assert!(!found.chain("Idris Corrah").contains(&("She", "pronoun-person")));
    }

    #[test]
    fn namesakes_with_other_titles_stay_two() {
        let found = Found::new("Ms Robin Tolan left the trust. Mr Robin Tolan, no relation, joined it. Ms Tolan was sad. Mr Tolan was glad.");
        let tolans: Vec<usize> = (0..found.analysis.entities.len()).filter(|entity| found.analysis.entities[*entity].name == "Robin Tolan").collect();
        assert_eq!(tolans.len(), 2);
        let words = |entity: usize| -> Vec<&str> {
            found.analysis.mentions.iter().filter(|mention| mention.entity == Some(entity)).map(|mention| found.words(mention)).collect()
        };
        assert_eq!(words(tolans[0]), ["Ms Robin Tolan", "Ms Tolan"]);
        assert_eq!(words(tolans[1]), ["Mr Robin Tolan", "Mr Tolan"]);
    }

    #[test]
    fn a_surname_of_two_bearers_is_nobody() {
        let found = Found::new("Ms Ines Tolan met Mr Wen Tolan. Tolan then left the room.");
        assert!(!found.analysis.mentions.iter().any(|mention| found.words(mention) == "Tolan"));
    }

    #[test]
    fn reports_by_whoever_names_them() {
        let found = Found::new("The Brandt report came out. Professor Tolva Brandt’s report was long, the report by Tolva Brandt said. The report was read.");
        let sieves: Vec<&str> = found.chain("Brandt report").into_iter().map(|(_, sieve)| sieve).collect();
        assert_eq!(sieves, ["", "report-namer", "report-namer", "descriptor-head"]);
    }

    #[test]
    fn positions_by_office_and_body() {
        let found = Found::new(
            "Harrowby Police’s former chief constable, Ines Corrah, left. The chief constable of Harrowby Police, Wen Tolan, came. The chief constable spoke.",
        );
        let chain = found.chain("chief constable of Harrowby Police");
        assert_eq!(chain.iter().map(|(_, sieve)| *sieve).collect::<Vec<_>>(), ["", "office-body", "office"]);
        let former: Vec<bool> = found
            .analysis
            .mentions
            .iter()
            .filter(|mention| found.words(mention).contains("chief constable"))
            .map(|mention| mention.flags.has(MentionFlags::FORMER))
            .collect();
        assert_eq!(former, [true, false, false]);
    }

    #[test]
    fn groups_by_their_noun_and_counts() {
        let found = Found::new("Thirteen officers were named. The officers deny it. They will appeal. Six other officers left.");
        assert_eq!(found.chain("Thirteen officers"), [("Thirteen officers", ""), ("officers", "group-head"), ("They", "pronoun-group")]);
        assert!(found.names().contains(&"Six other officers"));
    }

    #[test]
    fn lower_case_text_is_read_by_titles_and_heads() {
        let found = Found::new(
            "the brandt report was read in full by all of them
professor tolva brandt , who wrote it , spoke to harrowby council about it
",
        );
        assert!(found.names().contains(&"tolva brandt"), "{:?}", found.names());
        assert!(found.names().contains(&"harrowby council"), "{:?}", found.names());
        assert!(found.names().contains(&"brandt report"), "{:?}", found.names());
    }

    #[test]
    fn a_long_line_ends_soon() {
        let lexicon = Lexicon::builtin().unwrap();
        let schema = Schema::builtin().unwrap();
        for piece in ["Ms Tolva Brandt of Harrowby Police said the force met the officers (HP). ", "Aa ", "((((\"'", "the police ", "A.B."] {
            let text = piece.repeat(200_000 / piece.len());
            let start = std::time::Instant::now();
            let analysis = analyse(&text, &lexicon, &schema);
            assert!(analysis.tokens.len() > 1000);
            assert!(start.elapsed().as_secs() < 60, "{piece}: {:?}", start.elapsed());
        }
    }

    fn check(text: &str, analysis: &Analysis) {
        let inside = |span: crate::model::Span| text.get(span.range()).is_some();
        assert!(analysis.tokens.iter().all(|token| inside(token.span)));
        assert!(analysis.tokens.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        assert!(analysis.sentences.windows(2).all(|pair| pair[0].tokens.end <= pair[1].tokens.start && pair[0].paragraph <= pair[1].paragraph));
        assert!(analysis.quotations.iter().all(|quotation| inside(quotation.span) && quotation.tokens.end <= analysis.tokens.len()));
        let order = |mention: &FoundMention| (mention.tokens.start, usize::MAX - mention.tokens.end);
        assert!(analysis.mentions.windows(2).all(|pair| order(&pair[0]) < order(&pair[1])));
        assert!(
            analysis
                .mentions
                .iter()
                .all(|mention| mention.tokens.start < mention.tokens.end && mention.entity.is_some_and(|entity| entity < analysis.entities.len()))
        );
        let within = |mention: &FoundMention| {
            analysis.sentences.iter().any(|sentence| sentence.tokens.start <= mention.tokens.start && mention.tokens.end <= sentence.tokens.end)
        };
        assert!(analysis.mentions.iter().all(within));
        assert!(analysis.entities.iter().all(|entity| !entity.name.is_empty() && !entity.aliases.contains(&entity.name)));
    }

    const PIECES: &[&str] = &[
        "Ms",
        "Tolva",
        "Brandt",
        "Harrowby",
        "Police",
        "police",
        "the",
        "The",
        "of",
        "chief constable",
        "council",
        "(",
        ")",
        "HSC",
        ",",
        ".",
        "“",
        "”",
        "'",
        "’s",
        "said",
        "report",
        "Report",
        "by",
        "thirteen",
        "1,400",
        "at least",
        "officers",
        "and",
        "for",
        "in",
        "who",
        "he",
        "they",
        "it",
        "former",
        "ex-mayor",
        "\n",
        "\n\n",
        "-",
        ":",
        "A.",
        "University",
        "Inquiry",
        "Act",
        "2006",
        "allegations",
        "É",
        "\u{200b}",
        "…",
        "against",
        "was",
        "has",
        "resigned",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_words_give_a_sound_analysis(pieces in proptest::collection::vec(0..PIECES.len(), 0..60)) {
            let (lexicon, schema) = shared();
            let text = pieces.iter().map(|place| PIECES[*place]).collect::<Vec<_>>().join(" ");
            check(&text, &analyse(&text, lexicon, schema));
        }

        #[test]
        fn any_text_gives_a_sound_analysis(text in "\\PC{0,200}") {
            let (lexicon, schema) = shared();
            check(&text, &analyse(&text, lexicon, schema));
        }
    }

    fn shared() -> &'static (Lexicon, Schema) {
        static SHARED: std::sync::OnceLock<(Lexicon, Schema)> = std::sync::OnceLock::new();
        SHARED.get_or_init(|| (Lexicon::builtin().unwrap(), Schema::builtin().unwrap()))
    }
}
