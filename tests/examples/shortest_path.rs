//! How are two names of a graph connected? petgraph's A* walks the graph of the sample story, which lends itself to any of
//! petgraph's algorithms; what is not a fact counts as a longer way.
//!
//! Run it with `cargo run --example shortest_path -- "Gwen Prydderch" "Adaeze Nwosu"`.

use corkboard::model::identity::fold;
use corkboard::model::ids::RelationId;
use corkboard::model::{Entity, Standing};
use corkboard::pipeline::{self, Config};
use corkboard::source::Input;
use corkboard::{Diagnostics, Error, ErrorKind, KnowledgeGraph, Result};
use petgraph::algo::astar;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{EdgeRef, UndirectedAdaptor};

/// How much longer a way is over something that is not a fact.
const DOUBT: u32 = 3;

#[expect(clippy::print_stdout, reason = "an example shows what it finds")]
fn main() -> Result<()> {
    let mut names = std::env::args().skip(1);
    let from = names.next().unwrap_or_else(|| "Gwen Prydderch".to_owned());
    let to = names.next().unwrap_or_else(|| "Adaeze Nwosu".to_owned());

    let story = Input::from_argument(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/story"));
    let config = Config { inputs: vec![story], ..Config::default() };
    let graph = pipeline::build(&config, &mut Diagnostics::new(), &pipeline::unwatched)?.graph;
    match way(&graph, named(&graph, &from)?, named(&graph, &to)?) {
        Some(steps) => steps.iter().for_each(|step| println!("{step}")),
        None => println!("nothing in the story connects {from} and {to}"),
    }
    Ok(())
}

/// Finds the node of a name.
fn named(graph: &KnowledgeGraph, name: &str) -> Result<NodeIndex> {
    let found = graph.entities().find(|entity| fold(entity.name()) == fold(name));
    found.map(|entity| NodeIndex::from(entity.id().0)).ok_or_else(|| Error::new(ErrorKind::Input, format!("found nothing named `{name}` in the story")))
}

/// Returns the steps of the shortest way, in words.
fn way(graph: &KnowledgeGraph, from: NodeIndex, to: NodeIndex) -> Option<Vec<String>> {
    let board = graph.petgraph();
    let cost = |standing| if standing == Standing::Fact { 1 } else { DOUBT };
    let (_, nodes) = astar(UndirectedAdaptor(board), from, |node| node == to, |edge| cost(edge.weight().standing), |_| 0)?;
    Some(nodes.windows(2).filter_map(|pair| step(graph, pair[0], pair[1])).collect())
}

/// Says in words what connects two neighbours: a fact where there is one.
fn step(graph: &KnowledgeGraph, one: NodeIndex, other: NodeIndex) -> Option<String> {
    let board: &DiGraph<_, _> = graph.petgraph();
    let edges = board.edges_connecting(one, other).chain(board.edges_connecting(other, one));
    let best = edges.min_by_key(|edge| edge.weight().standing)?;
    let relation = graph.relation(RelationId(u32::try_from(best.id().index()).ok()?));
    let name = |entity: Entity<'_>| entity.name().to_owned();
    Some(format!("{} -- {} --> {}", name(relation.subject()), relation.words(), name(relation.object())))
}
