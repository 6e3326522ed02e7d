//! What holds for any input: the result does not depend on order or local ids, keys tell entities apart, and another document
//! changes only the keys that it may change.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::names::{self, Gender};
use super::{ResolveMode, resolve};
use crate::model::identity::fold;
use crate::model::{
    ClaimRecord, Document, EntityKey, EntityRecord, Extraction, Identifier, Mention, MentionKind, Object, Reasons, Resolution, ResolvedEntity, Schema, Span,
    Status,
};

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| Schema::builtin().unwrap());

const NAMES: [(&str, &str); 24] = [
    ("Person", "Robin Ashe"),
    ("Person", "Ms Robin Ashe"),
    ("Person", "Mr Ashe"),
    ("Person", "Ms Ashe"),
    ("Person", "Ashe"),
    ("Person", "Dana Ashe"),
    ("Person", "Sir Dana"),
    ("Organization", "Harrow Police Commission"),
    ("Watchdog", "Harrow Police Commission"),
    ("Organization", "HPC"),
    ("PoliceForce", "Alden Police"),
    ("Organization", "the watchdog"),
    ("Report", "Ashe report"),
    ("Report", "Robin Ashe's report"),
    ("Report", "Dana Ashe report"),
    ("Position", "chief of Alden Police"),
    ("Position", "Alden Police chief"),
    ("Position", "chief"),
    ("Group", "12 officers"),
    ("Event", "inquiry"),
    ("Place", "Alden"),
    ("Thing", "neglect"),
    ("Law", "Alden Act"),
    ("Person", "Robin ASHE"),
];
const ALIASES: [&str; 7] = ["Ms Ashe", "Mr Ashe", "HPC", "Harrow Police Commission", "Alden Police", "Ashe", "Robin Ashe"];

fn record() -> impl Strategy<Value = EntityRecord> {
    let identifier = prop::option::weighted(0.15, (select(vec!["w", "x"]), select(vec!["1", "2"])));
    let start = prop::option::weighted(0.7, 0_u32..6);
    (select(NAMES.to_vec()), prop::option::weighted(0.4, select(ALIASES.to_vec())), identifier, start, prop::bool::weighted(0.1)).prop_map(
        |((class, name), alias, identifier, start, unnamed)| EntityRecord {
            id: format!("{class}#{name}"),
            class: SCHEMA.class_named(class).unwrap(),
            name: name.to_owned(),
            aliases: alias.filter(|alias| *alias != name).map(str::to_owned).into_iter().collect(),
            mentions: start.map(|start| Mention { span: Span { start, end: start + 1 }, kind: MentionKind::Name }).into_iter().collect(),
            identifiers: identifier.map(|(scheme, value)| Identifier { scheme: scheme.to_owned(), value: value.to_owned() }).into_iter().collect(),
            unnamed,
            salient: false,
        },
    )
}

fn claim(subject: usize, predicate: &str, object: usize, status: Option<Status>) -> ClaimRecord {
    ClaimRecord {
        subject,
        predicate: SCHEMA.predicate_named(predicate).unwrap(),
        object: Object::Entity(object),
        status,
        speakers: Vec::new(),
        inferred: Reasons::NONE,
        date: None,
        qualifiers: Vec::new(),
        confidence: None,
        evidence: Vec::new(),
        extractor: None,
        core: false,
    }
}

fn extraction() -> impl Strategy<Value = Extraction> {
    let status = select(vec![None, Some(Status::Stated), Some(Status::Denied)]);
    let claims = prop::collection::vec((any::<Index>(), select(vec!["positionIn", "authoredBy"]), any::<Index>(), status), 0..8);
    (prop::collection::vec(record(), 1..9), claims).prop_map(|(entities, claims)| {
        let place = |index: Index| index.index(entities.len());
        let claims = claims.into_iter().map(|(subject, predicate, object, status)| claim(place(subject), predicate, place(object), status));
        Extraction { document: Document::default(), claims: claims.collect(), entities }
    })
}

fn documents(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Extraction>> {
    prop::collection::vec(extraction(), count).prop_map(|mut documents| {
        for (number, document) in documents.iter_mut().enumerate() {
            document.document.id = format!("d{number}");
        }
        documents
    })
}

/// Moves the records of a document and gives them other local ids.
fn reordered(document: &Extraction, order: &[usize]) -> Extraction {
    let mut new_place = vec![0; order.len()];
    order.iter().enumerate().for_each(|(new, old)| new_place[*old] = new);
    let entities = order.iter().enumerate().map(|(new, old)| EntityRecord { id: format!("z{new}"), ..document.entities[*old].clone() }).collect();
    let moved = |claim: &ClaimRecord| {
        let object = match &claim.object {
            Object::Entity(object) => Object::Entity(new_place[*object]),
            value @ Object::Value(_) => value.clone(),
        };
        ClaimRecord { subject: new_place[claim.subject], object, ..claim.clone() }
    };
    Extraction { document: document.document.clone(), entities, claims: document.claims.iter().rev().map(moved).collect() }
}

type Place = (String, String, Option<u32>);

fn by_record<'a>(documents: &[Extraction], resolution: &'a Resolution) -> BTreeMap<Place, BTreeSet<&'a EntityKey>> {
    let mut found: BTreeMap<Place, BTreeSet<&EntityKey>> = BTreeMap::new();
    for (document, entities) in documents.iter().zip(&resolution.entity_of) {
        for (record, entity) in document.entities.iter().zip(entities) {
            let place = (document.document.id.clone(), record.name.clone(), record.mentions.first().map(|mention| mention.span.start));
            found.entry(place).or_default().insert(&resolution.entities[*entity].key);
        }
    }
    found
}

fn resolved(documents: &[Extraction]) -> Resolution {
    resolve(documents, &SCHEMA, ResolveMode::Names).unwrap().0
}

/// Returns the documents of each entity.
fn documents_of(documents: &[Extraction], resolution: &Resolution) -> Vec<BTreeSet<String>> {
    let mut found = vec![BTreeSet::new(); resolution.entities.len()];
    for (document, entities) in documents.iter().zip(&resolution.entity_of) {
        entities.iter().for_each(|entity| {
            found[*entity].insert(document.document.id.clone());
        });
    }
    found
}

/// Returns whether an entity that is known within its document only has a namesake elsewhere.
fn is_split(entity: &ResolvedEntity, resolution: &Resolution) -> bool {
    let spellings = |entity: &ResolvedEntity| entity.aliases.iter().chain([&entity.name]).map(|name| fold(name)).collect::<BTreeSet<_>>();
    let own = spellings(entity);
    matches!(entity.key, EntityKey::Local(..)) && resolution.entities.iter().any(|other| other.key != entity.key && !spellings(other).is_disjoint(&own))
}

/// What the records of one document, class, name and place say together.
#[derive(Debug, Default)]
struct Said {
    genders: BTreeSet<Gender>,
    identifiers: BTreeSet<Identifier>,
}

/// Returns for each entity what is said of it, place by place.
fn said(documents: &[Extraction], resolution: &Resolution) -> Vec<Vec<Said>> {
    let mut places: BTreeMap<(usize, usize, String, Option<u32>), Said> = BTreeMap::new();
    for (number, (document, entities)) in documents.iter().zip(&resolution.entity_of).enumerate() {
        for (record, entity) in document.entities.iter().zip(entities) {
            let said = places.entry((*entity, number, record.name.clone(), record.mentions.first().map(|mention| mention.span.start))).or_default();
            said.genders.extend(record.aliases.iter().chain([&record.name]).filter_map(|name| names::gender(name)));
            said.identifiers.extend(record.identifiers.iter().cloned());
        }
    }
    let mut found: Vec<Vec<Said>> = resolution.entities.iter().map(|_| Vec::new()).collect();
    for ((entity, ..), said) in places {
        found[entity].push(said);
    }
    found
}

/// Returns for each entity of the old resolution the entities that its records now belong to.
fn successors(old: &Resolution, new: &Resolution) -> Vec<BTreeSet<usize>> {
    let mut found = vec![BTreeSet::new(); old.entities.len()];
    for (was, is) in old.entity_of.iter().zip(&new.entity_of).flat_map(|(was, is)| was.iter().zip(is)) {
        found[*was].insert(*is);
    }
    found
}

/// Returns the records, by document and place, that name the bodies in which records of an entity are positions.
fn bodies<'a>(documents: &'a [Extraction], resolution: &'a Resolution, entity: usize) -> impl Iterator<Item = (usize, usize)> + 'a {
    let position_in = SCHEMA.predicate_named("positionIn").unwrap();
    documents.iter().enumerate().flat_map(move |(number, document)| {
        let places = document.claims.iter().filter(move |claim| claim.predicate == position_in && claim.status != Some(Status::Denied));
        places.filter(move |claim| resolution.entity_of[number][claim.subject] == entity).filter_map(move |claim| match claim.object {
            Object::Entity(body) => Some((number, body)),
            Object::Value(_) => None,
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_and_local_ids_change_nothing(documents in documents(1..5), seed in any::<u64>()) {
        let mut shuffled: Vec<Extraction> = documents.iter().enumerate().map(|(number, document)| {
            let mut order: Vec<usize> = (0..document.entities.len()).collect();
            order.sort_by_key(|place| (*place as u64 + 1).wrapping_mul(seed | 1).rotate_left(17) ^ number as u64);
            reordered(document, &order)
        }).collect();
        let middle = usize::try_from(seed % documents.len() as u64).unwrap();
        shuffled.rotate_left(middle);
        shuffled.reverse();
        let (one, other) = (resolved(&documents), resolved(&shuffled));
        prop_assert_eq!(&one.entities, &other.entities);
        prop_assert_eq!(by_record(&documents, &one), by_record(&shuffled, &other));
    }

    #[test]
    fn keys_tell_entities_apart(documents in documents(1..5)) {
        let resolution = resolved(&documents);
        let keys: BTreeSet<_> = resolution.entities.iter().map(|entity| &entity.key).collect();
        prop_assert_eq!(keys.len(), resolution.entities.len());
        for (entity, documents) in resolution.entities.iter().zip(documents_of(&documents, &resolution)) {
            prop_assert!(!entity.aliases.contains(&entity.name));
            prop_assert!(documents.len() == 1 || !entity.reasons.is_empty());
            let surname_alone = matches!(&entity.key, EntityKey::Name(root, name) if root == "Person" && !name.contains(' '));
            prop_assert!(!surname_alone);
        }
    }

    #[test]
    fn nothing_that_contradicts_itself_is_joined(mut documents in documents(1..5)) {
        // One register: over several, an id may tie together what names had joined to other ids of the first.
        documents.iter_mut().flat_map(|document| &mut document.entities).for_each(|record| record.identifiers.retain(|identifier| identifier.scheme == "w"));
        let resolution = resolved(&documents);
        for (entity, said) in resolution.entities.iter().zip(said(&documents, &resolution)) {
            // Records that can't be told apart are one whatever they say, and an id joins whatever the titles say.
            let plain = said.iter().all(|said| said.genders.len() < 2 && said.identifiers.len() < 2);
            let schemes: BTreeSet<&str> = entity.identifiers.iter().map(|identifier| identifier.scheme.as_str()).collect();
            prop_assert!(!plain || schemes.len() == entity.identifiers.len(), "{entity:?}");
            let genders: BTreeSet<Gender> = said.iter().flat_map(|said| said.genders.iter().copied()).collect();
            let person = SCHEMA.class(SCHEMA.class(entity.class).root).name == "Person";
            prop_assert!(!plain || !person || !entity.identifiers.is_empty() || genders.len() < 2, "{entity:?}");
        }
    }

    #[test]
    fn another_document_changes_only_what_it_joins_or_splits(documents in documents(2..5)) {
        let (last, before) = documents.split_last().unwrap();
        let (old, new) = (resolved(before), resolved(&documents));
        let documents_of_new = documents_of(&documents, &new);
        let (successors, predecessors) = (successors(&old, &new), successors(&new, &old));
        let key = |number: usize, record: usize| (&old.entities[old.entity_of[number][record]].key, &new.entities[new.entity_of[number][record]].key);
        let is_joined = |entity: usize| documents_of_new[entity].contains(&last.document.id) || predecessors[entity].len() > 1;
        for (number, entities) in old.entity_of.iter().enumerate() {
            for (record, entity) in entities.iter().enumerate() {
                let now = new.entity_of[number][record];
                let (was, is) = key(number, record);
                // The key of a position holds its body's, and its office is its name without all the names that the body has got.
                let body_is_another = |(number, body): (usize, usize)| is_joined(new.entity_of[number][body]) || key(number, body).0 != key(number, body).1;
                let of_changed_body = matches!((was, is), (EntityKey::Position(..), EntityKey::Position(..))) && bodies(before, &old, *entity).any(body_is_another);
                prop_assert!(was == is || is_joined(now) || of_changed_body || successors[*entity].len() > 1 || is_split(&new.entities[now], &new), "{was:?} became {is:?}");
            }
        }
    }
}
