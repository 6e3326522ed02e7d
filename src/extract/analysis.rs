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
    let key = named.iter().find_map(|draft| draft.key.as_deref()).map(str::to_owned);
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
