//! Cuts a graph: a new graph of some of its claims, with the same ids.

use std::collections::{HashSet, VecDeque};

use petgraph::graph::NodeIndex;

use super::claim::{Confidence, Standing};
use super::cut::Keep;
use super::graph::KnowledgeGraph;
use super::hash::Hash80;
use super::identity::fold;
use super::ids::{ClassId, EntityId, PredicateId};
use super::view::ObjectView;
use super::{Claim, Entity};
use crate::error::{Error, ErrorKind, Result};

/// What to keep of a graph. An empty list and an absent value keep everything.
///
/// A claim stays if each part lets it pass: its standing, its predicate, its document, a known confidence of at least the
/// minimum, and the classes of its subject and, if that is an entity, its object, each one of those named or below it. What
/// is left is cut to the surroundings of `focus`, and then to the `top` entities of highest degree.
///
/// An entity stays if it is an end of a claim that stays, or a speaker or qualifier of one whatever its class. Others stay
/// where only `classes` or `documents` cut: those of such a class with a record in such a document. A document stays if it
/// passes and has a claim or a record of an entity that stays. Counts, degrees and components are those of the new graph.
///
/// A claim that was projected from another passes or not by itself. In `graph.jsonl` it follows that other one: it comes
/// back where only the filter took it, and is left out, and counted, where its origin is gone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Standings.
    pub standings: Vec<Standing>,
    /// Names or IRIs of classes; a subclass counts as its superclass.
    pub classes: Vec<String>,
    /// Names or IRIs of predicates.
    pub predicates: Vec<String>,
    /// Ids of documents, or their IRIs without base.
    pub documents: Vec<String>,
    /// The least confidence.
    pub min_confidence: Option<Confidence>,
    /// An entity and how far its surroundings reach.
    pub focus: Option<Focus>,
    /// How many entities; of equal degree those that come first in the canonical order.
    pub top: Option<usize>,
}

/// The surroundings of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Focus {
    /// A name or alias in any spelling that folds equal, or the IRI without base; all entities of the name are centres.
    pub name: String,
    /// How many relations away, in either direction.
    pub hops: usize,
}

impl Filter {
    /// Returns whether it keeps everything, things without a claim too; [`KnowledgeGraph::filter`] is not needed then.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A filter with its names looked up.
struct Looked<'f> {
    filter: &'f Filter,
    classes: HashSet<ClassId>,
    predicates: HashSet<PredicateId>,
    documents: HashSet<String>,
}

impl KnowledgeGraph {
    /// Returns the part of the graph that a filter keeps; every id is as it was.
    ///
    /// # Errors
    /// When a class, predicate, document or name is not in the graph or the vocabulary; the hint lists the nearest.
    pub fn filter(&self, filter: &Filter) -> Result<Self> {
        let looked = self.look_up(filter)?;
        let centres = filter.focus.as_ref().map(|focus| self.centres(&focus.name)).transpose()?;
        let mut graph = self.cut(&looked.keep(self))?;
        if let (Some(focus), Some(centres)) = (&filter.focus, centres) {
            graph = graph.surroundings(&centres, focus.hops)?;
        }
        match filter.top {
            Some(count) => graph.top(count),
            None => Ok(graph),
        }
    }

    fn look_up<'f>(&self, filter: &'f Filter) -> Result<Looked<'f>> {
        let schema = self.schema();
        let mut looked = Looked { filter, classes: HashSet::new(), predicates: HashSet::new(), documents: HashSet::new() };
        for name in &filter.classes {
            let names = || schema.classes().iter().map(|class| class.name.as_str());
            let class = schema.class_named(name).ok_or_else(|| unknown("class", name, names()))?;
            looked.classes.extend(self.classes_below(class));
        }
        for name in &filter.predicates {
            let names = || schema.predicates().iter().map(|predicate| predicate.name.as_str());
            looked.predicates.insert(schema.predicate_named(name).ok_or_else(|| unknown("predicate", name, names()))?);
        }
        for name in &filter.documents {
            let names = || self.documents().map(|document| document.document().id.as_str());
            let found = self.documents().find(|document| document.document().id == *name || document.uid() == name);
            looked.documents.insert(found.ok_or_else(|| unknown("document", name, names()))?.uid().to_owned());
        }
        Ok(looked)
    }

    fn classes_below(&self, class: ClassId) -> impl Iterator<Item = ClassId> {
        let schema = self.schema();
        let classes = schema.classes();
        let mut below = HashSet::from([schema.class(class).iri.as_str()]);
        for _ in 0..classes.len() {
            let before = below.len();
            let more = classes.iter().filter(|class| class.superclasses.iter().any(|above| below.contains(above.as_str()))).map(|class| class.iri.as_str());
            let more: Vec<_> = more.collect();
            below.extend(more);
            if below.len() == before {
                break;
            }
        }
        let numbered = (0..).zip(classes).filter(move |(_, class)| below.contains(class.iri.as_str()));
        numbered.map(|(number, _)| ClassId(number)).collect::<Vec<_>>().into_iter()
    }

    /// The keys of all entities of a name.
    fn centres(&self, name: &str) -> Result<Vec<Hash80>> {
        let folded = fold(name);
        let bears = |entity: &Entity<'_>| entity.uid() == name || fold(entity.name()) == folded || entity.aliases().any(|alias| fold(alias) == folded);
        let found: Vec<_> = self.entities().filter(bears).map(Entity::key).collect();
        if found.is_empty() { Err(unknown("entity", name, self.entities().map(Entity::name))) } else { Ok(found) }
    }

    /// The entities within so many hops of the centres, and what relates them.
    fn surroundings(&self, centres: &[Hash80], hops: usize) -> Result<Self> {
        let mut distance = vec![None; self.entities().len()];
        let mut queue: VecDeque<_> = self.entities().filter(|entity| centres.contains(&entity.key())).map(Entity::id).collect();
        queue.iter().for_each(|centre| distance[centre.index()] = Some(0));
        while let Some(entity) = queue.pop_front() {
            let next = distance[entity.index()].map_or(1, |far: usize| far + 1);
            if next > hops {
                break;
            }
            for neighbour in self.petgraph().neighbors_undirected(NodeIndex::from(entity.0)) {
                if distance[neighbour.index()].is_none() {
                    distance[neighbour.index()] = Some(next);
                    queue.push_back(self.petgraph()[neighbour].entity);
                }
            }
        }
        self.among(distance.into_iter().map(|far| far.is_some()).collect())
    }

    fn top(&self, count: usize) -> Result<Self> {
        let mut order: Vec<_> = self.entities().map(|entity| (std::cmp::Reverse(entity.degree()), entity.id())).collect();
        order.sort_unstable();
        let mut kept = vec![false; order.len()];
        order.iter().take(count).for_each(|(_, id)| kept[id.index()] = true);
        self.among(kept)
    }

    /// Cuts to the claims among some entities.
    fn among(&self, entities: Vec<bool>) -> Result<Self> {
        let stays = |entity: Entity<'_>| entities[EntityId::index(entity.id())];
        let claims = self.claims().map(|claim| stays(claim.subject()) && object(claim).is_none_or(stays)).collect();
        let documents = vec![true; self.documents().len()];
        self.cut(&Keep { claims, entities, documents })
    }
}

fn object(claim: Claim<'_>) -> Option<Entity<'_>> {
    match claim.object() {
        ObjectView::Entity(entity) => Some(entity),
        ObjectView::Value(..) => None,
    }
}

impl Looked<'_> {
    fn keep(&self, graph: &KnowledgeGraph) -> Keep {
        let documents: Vec<_> = graph.documents().map(|document| self.documents.is_empty() || self.documents.contains(document.uid())).collect();
        let cuts_claims = !self.filter.standings.is_empty() || !self.filter.predicates.is_empty() || self.filter.min_confidence.is_some();
        let mut entities: Vec<_> = graph.entities().map(|entity| !cuts_claims && self.has_class(entity)).collect();
        if !self.documents.is_empty() {
            let mut named = vec![false; entities.len()];
            let records = graph.records().filter(|record| self.documents.contains(record.document().uid()));
            records.for_each(|record| named[record.entity().id().index()] = true);
            entities.iter_mut().zip(named).for_each(|(stays, named)| *stays &= named);
        }
        Keep { claims: graph.claims().map(|claim| self.passes(claim)).collect(), entities, documents }
    }

    fn has_class(&self, entity: Entity<'_>) -> bool {
        self.classes.is_empty() || self.classes.contains(&entity.class_id())
    }

    fn passes(&self, claim: Claim<'_>) -> bool {
        let filter = self.filter;
        (filter.standings.is_empty() || filter.standings.contains(&claim.standing()))
            && (self.predicates.is_empty() || self.predicates.contains(&claim.predicate_id()))
            && (self.documents.is_empty() || self.documents.contains(claim.document().uid()))
            && filter.min_confidence.is_none_or(|least| claim.confidence().is_some_and(|known| known >= least))
            && self.has_class(claim.subject())
            && object(claim).is_none_or(|object| self.has_class(object))
    }
}

/// How many names a hint lists.
const LISTED: usize = 5;

fn unknown<'n>(what: &str, name: &str, known: impl Iterator<Item = &'n str>) -> Error {
    let folded = fold(name);
    let mut near: Vec<_> = known.filter_map(|known| Some((nearness(&fold(known), &folded)?, known))).collect();
    near.sort_unstable();
    near.dedup();
    let listed: Vec<_> = near.iter().take(LISTED).map(|(_, known)| format!("`{known}`")).collect();
    let error = Error::new(ErrorKind::Input, format!("found no {what} `{name}`"));
    if listed.is_empty() { error } else { error.hint(format!("the nearest are {}", listed.join(", "))) }
}

/// Names that begin alike come first, then those that hold the other, then those that share a word.
fn nearness(known: &str, sought: &str) -> Option<u8> {
    let shares_word = || known.split(' ').any(|word| word.len() > 2 && sought.split(' ').any(|other| other == word));
    match () {
        () if sought.is_empty() => None,
        () if known.starts_with(sought) || sought.starts_with(known) => Some(0),
        () if known.contains(sought) || sought.contains(known) => Some(1),
        () if shares_word() => Some(2),
        () => None,
    }
}
