//! The same graph through the writers that a Rust program would otherwise use: quick-xml for GraphML and petgraph's `Dot`.

use std::io::Write;

use corkboard::model::{Entity, KnowledgeGraph, Relation};
use petgraph::dot::{Config, Dot};
use petgraph::visit::EdgeRef;
use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};

fn data<W: Write>(writer: &mut Writer<W>, key: &str, value: &str) -> std::io::Result<()> {
    writer.write_event(Event::Start(BytesStart::new("data").with_attributes([("key", key)])))?;
    writer.write_event(Event::Text(BytesText::new(value)))?;
    writer.write_event(Event::End(BytesEnd::new("data")))
}

/// A node or edge with its values at hand as texts, so that a peer pays for writing and for nothing else.
#[derive(Debug)]
pub(crate) struct Element {
    attributes: Vec<(&'static str, String)>,
    data: Vec<(&'static str, String)>,
}

/// Prepares the nodes and edges of a graph with the attributes that our writer gives them.
pub(crate) fn elements(graph: &KnowledgeGraph) -> (Vec<Element>, Vec<Element>) {
    (graph.entities().map(node).collect(), graph.relations().map(edge).collect())
}

fn node(entity: Entity<'_>) -> Element {
    let labels = format!(":Entity:{}", entity.root().name);
    let mut data = vec![
        ("labels", labels.clone()),
        ("n_label", entity.name().to_owned()),
        ("n_name", entity.name().to_owned()),
        ("n_class", entity.class().label.clone()),
        ("n_uid", entity.uid().to_owned()),
        ("n_iri", format!("https://example.org/kg/{}", entity.uid())),
        ("n_claims", entity.claim_count().to_string()),
        ("n_documents", entity.document_count().to_string()),
        ("n_degree", entity.degree().to_string()),
        ("n_component", entity.component().to_string()),
        ("n_color", entity.class().drawing.line.clone()),
    ];
    if entity.aliases().len() > 0 {
        data.push(("n_aliases", serde_json::to_string(&entity.aliases().collect::<Vec<_>>()).unwrap_or_default()));
    }
    Element { attributes: vec![("id", format!("n{}", entity.key())), ("labels", labels)], data }
}

fn edge(relation: Relation<'_>) -> Element {
    let (first, key) = (relation.first(), relation.key());
    let mut data = vec![
        ("label", relation.words().to_owned()),
        ("e_relation", relation.graph_type().to_owned()),
        ("e_standing", relation.standing().name().to_owned()),
        ("e_asserted", relation.is_asserted().to_string()),
        ("e_confidence", relation.confidence().map(|confidence| confidence.to_string()).unwrap_or_default()),
        ("e_claims", relation.claims().len().to_string()),
        ("e_documents", relation.document_count().to_string()),
        ("weight", format!("{:.1}", f64::from(relation.document_count()))),
        ("e_quote", first.quote().unwrap_or_default().to_owned()),
        ("e_document", first.document().document().id.clone()),
        ("e_url", first.document().link().unwrap_or_default().to_owned()),
        ("e_uid", format!("relation/{key}")),
    ];
    if let Some(span) = first.evidence().next().and_then(|evidence| evidence.code_points()) {
        data.extend([("e_quote_start", span.start.to_string()), ("e_quote_end", span.end.to_string())]);
    }
    if let Some(date) = first.date() {
        data.push(("e_date", date.to_string()));
        data.extend(date.min().map(|day| ("e_date_min", day.to_string())));
        data.extend(date.max().map(|day| ("e_date_max", day.to_string())));
    }
    let ends = [("source", format!("n{}", relation.subject().key())), ("target", format!("n{}", relation.object().key()))];
    let label = ("label", relation.graph_type().to_owned());
    Element { attributes: [("id", format!("e{key}"))].into_iter().chain(ends).chain([label]).collect(), data }
}

/// Writes prepared nodes and edges with quick-xml's `Writer`.
///
/// # Errors
/// When the stream can't be written.
pub(crate) fn quick_xml<W: Write>(nodes: &[Element], edges: &[Element], out: W) -> std::io::Result<()> {
    let mut writer = Writer::new(out);
    writer.write_event(Event::Start(BytesStart::new("graphml")))?;
    writer.write_event(Event::Start(BytesStart::new("graph").with_attributes([("id", "G"), ("edgedefault", "directed")])))?;
    for (name, elements) in [("node", nodes), ("edge", edges)] {
        for element in elements {
            let attributes = element.attributes.iter().map(|(key, value)| (*key, value.as_str()));
            writer.write_event(Event::Start(BytesStart::new(name).with_attributes(attributes)))?;
            element.data.iter().try_for_each(|(key, value)| data(&mut writer, key, value))?;
            writer.write_event(Event::End(BytesEnd::new(name)))?;
        }
    }
    writer.write_event(Event::End(BytesEnd::new("graph")))?;
    writer.write_event(Event::End(BytesEnd::new("graphml")))
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('&', "&amp;")
}

/// Writes nodes and edges with petgraph's `Dot`, whose attribute getters take finished strings: the escaping is ours there.
///
/// # Errors
/// When the stream can't be written.
pub(crate) fn petgraph_dot(graph: &KnowledgeGraph, nodes: &[Element], edges: &[Element], out: &mut dyn Write) -> std::io::Result<()> {
    let value = |element: &Element, wanted: &str| {
        let all = element.data.iter().chain(&element.attributes);
        all.into_iter().find(|(key, _)| *key == wanted).map(|(_, value)| escaped(value)).unwrap_or_default()
    };
    let edge = |_: &_, edge: petgraph::graph::EdgeReference<'_, _>| {
        let of = |key| value(&edges[edge.id().index()], key);
        let quote = of("e_quote");
        format!(
            "id=\"{}\" label=\"{}\" edgetooltip=\"{quote}\" labeltooltip=\"{quote}\" URL=\"{}\" relation=\"{}\" standing=\"{}\" date=\"{}\" quote=\"{quote}\"",
            of("id"),
            of("label"),
            of("e_url"),
            of("e_relation"),
            of("e_standing"),
            of("e_date")
        )
    };
    let node = |_: &_, (index, _): (petgraph::graph::NodeIndex, &_)| {
        let of = |key| value(&nodes[index.index()], key);
        let name = of("n_label");
        format!("id=\"{}\" label=\"{name}\" tooltip=\"{name}\" fillcolor=\"{}\"", of("id"), of("n_color"))
    };
    let dot = Dot::with_attr_getters(graph.petgraph(), &[Config::NodeNoLabel, Config::EdgeNoLabel], &edge, &node);
    write!(out, "{dot:?}")
}
