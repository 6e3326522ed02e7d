//! What a picture will show: which nodes are drawn, what the legend needs, and what is left out.

use super::dot_legend::{self as legend, Counts, LINES};
use super::{Edges, ExportOptions, Fidelity, Format, Isolated, text};
use crate::model::schema::{Class, Drawing};
use crate::model::{Entity, KnowledgeGraph, Relation};

/// Nodes up to which a picture can be read at all.
const READABLE: usize = 1000;

/// What is drawn, found before the first byte is written.
pub(super) struct Survey<'g> {
    /// For each entity whether it is drawn.
    pub(super) drawn: Vec<bool>,
    pub(super) counts: Counts,
    pub(super) classes: Vec<(&'g str, &'g Drawing)>,
    pub(super) lines: [bool; LINES.len()],
    further_claims: u64,
    hidden: Vec<Relation<'g>>,
}

impl<'g> Survey<'g> {
    pub(super) fn of(graph: &'g KnowledgeGraph, options: &ExportOptions) -> Self {
        let mut survey = Self {
            drawn: vec![options.isolated == Isolated::Drawn; graph.entities().len()],
            counts: Counts { documents: graph.documents().len(), ..Counts::default() },
            classes: Vec::new(),
            lines: [false; LINES.len()],
            further_claims: 0,
            hidden: Vec::new(),
        };
        for relation in graph.relations() {
            survey.count(relation, options.edges);
        }
        survey.counts.entities = survey.drawn.iter().filter(|drawn| **drawn).count();
        survey.counts.left_out = survey.drawn.len() - survey.counts.entities;
        survey.find_classes(graph);
        survey
    }

    fn count(&mut self, relation: Relation<'g>, edges: Edges) {
        let (predicate, claims) = (relation.predicate(), relation.claims().len() as u64);
        if !Format::Dot.carries(predicate) {
            self.hidden.push(relation);
            return;
        }
        let edges = if edges == Edges::Claims { claims } else { 1 };
        let line = legend::line(predicate, relation.standing());
        self.lines[line] = true;
        self.counts.edges += edges;
        self.counts.facts += if line == 0 { edges } else { 0 };
        self.further_claims += claims - edges;
        self.drawn[relation.subject().id().index()] = true;
        self.drawn[relation.object().id().index()] = true;
    }

    /// Finds the classes of the legend, in the order of the ontology.
    fn find_classes(&mut self, graph: &'g KnowledgeGraph) {
        let mut used = vec![false; graph.schema().classes().len()];
        graph.entities().filter(|entity| self.drawn[entity.id().index()]).for_each(|entity| used[usize::from(entity.class_id().0)] = true);
        let all: &'g [Class] = graph.schema().classes();
        let root = |class: &'g Class| graph.schema().class(class.root);
        for class in all.iter().zip(used).filter(|(_, used)| *used).map(|(class, _)| class) {
            let shown = legend::shown_class(class, root(class));
            if !self.classes.contains(&shown) {
                self.classes.push(shown);
            }
        }
        let place = |label: &str| all.iter().position(|class| class.label == label);
        self.classes.sort_by_key(|(label, _)| place(label));
    }

    pub(super) fn report(&self, graph: &KnowledgeGraph, fidelity: &mut Fidelity) {
        for claim in graph.entities().flat_map(Entity::value_claims) {
            fidelity.lost(&claim.predicate().name, "values are no lines; those that are facts stand in the tooltip", text::value(claim));
        }
        let without_line = "entities without a line are left out; `--isolated` draws them";
        fidelity.lost_times(self.counts.left_out as u64, "nodes", without_line, "");
        let claims = "only a relation's first claim gives quote, speaker and date; `--edges claims` draws them all";
        fidelity.lost_times(self.further_claims, "claims", claims, "");
        for relation in &self.hidden {
            fidelity.lost(&relation.predicate().name, "relations that the ontology keeps to other formats", text::name(relation.subject()));
        }
        if self.counts.entities > READABLE {
            fidelity.lost_times(self.counts.entities as u64, "picture", "more than 1,000 nodes can't be read; narrow it with `--focus` or `--top`", "");
        }
    }
}
