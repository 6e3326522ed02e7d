//! The same graph through the writers that a Rust program would otherwise use: quick-xml for GraphML and petgraph's `Dot`.

use std::io::Write;

use corkboard::model::{KnowledgeGraph, Relation};
use petgraph::dot::{Config, Dot};
use petgraph::visit::EdgeRef;
use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};

fn data<W: Write>(writer: &mut Writer<W>, key: &str, value: &str) -> std::io::Result<()> {
    writer.write_event(Event::Start(BytesStart::new("data").with_attributes([("key", key)])))?;
    writer.write_event(Event::Text(BytesText::new(value)))?;
    writer.write_event(Event::End(BytesEnd::new("data")))
}

/// Writes nodes and edges with the attributes that our writer gives them.
///
/// # Errors
/// When the stream can't be written.
pub(crate) fn quick_xml(graph: &KnowledgeGraph, out: &mut dyn Write) -> std::io::Result<()> {
    let mut writer = Writer::new(out);
    writer.write_event(Event::Start(BytesStart::new("graphml")))?;
    writer.write_event(Event::Start(BytesStart::new("graph").with_attributes([("id", "G"), ("edgedefault", "directed")])))?;
    for entity in graph.entities() {
        let labels = format!(":Entity:{}", entity.root().name);
        let id = format!("n{}", entity.key());
        writer.write_event(Event::Start(BytesStart::new("node").with_attributes([("id", id.as_str()), ("labels", labels.as_str())])))?;
        let aliases = serde_json::to_string(&entity.aliases().collect::<Vec<_>>()).map_err(std::io::Error::other)?;
        for (key, value) in
            [("labels", labels.as_str()), ("n_label", entity.name()), ("n_name", entity.name()), ("n_class", &entity.class().label), ("n_uid", entity.uid())]
        {
            data(&mut writer, key, value)?;
        }
        data(&mut writer, "n_iri", &format!("https://example.org/kg/{}", entity.uid()))?;
        if entity.aliases().len() > 0 {
            data(&mut writer, "n_aliases", &aliases)?;
        }
        for (key, number) in
            [("n_claims", entity.claim_count()), ("n_documents", entity.document_count()), ("n_degree", entity.degree()), ("n_component", entity.component())]
        {
            data(&mut writer, key, &number.to_string())?;
        }
        data(&mut writer, "n_color", &entity.class().drawing.line)?;
        writer.write_event(Event::End(BytesEnd::new("node")))?;
    }
    graph.relations().try_for_each(|relation| quick_xml_edge(&mut writer, relation))?;
    writer.write_event(Event::End(BytesEnd::new("graph")))?;
    writer.write_event(Event::End(BytesEnd::new("graphml")))
}

fn quick_xml_edge<W: Write>(writer: &mut Writer<W>, relation: Relation<'_>) -> std::io::Result<()> {
    let (id, source, target) = (format!("e{}", relation.key()), format!("n{}", relation.subject().key()), format!("n{}", relation.object().key()));
    let attributes = [("id", id.as_str()), ("source", source.as_str()), ("target", target.as_str()), ("label", relation.graph_type())];
    writer.write_event(Event::Start(BytesStart::new("edge").with_attributes(attributes)))?;
    let first = relation.first();
    data(writer, "label", relation.words())?;
    data(writer, "e_relation", relation.graph_type())?;
    data(writer, "e_standing", relation.standing().name())?;
    data(writer, "e_asserted", if relation.is_asserted() { "true" } else { "false" })?;
    if let Some(confidence) = relation.confidence() {
        data(writer, "e_confidence", &confidence.to_string())?;
    }
    data(writer, "e_claims", &relation.claims().len().to_string())?;
    data(writer, "e_documents", &relation.document_count().to_string())?;
    data(writer, "weight", &format!("{:.1}", f64::from(relation.document_count())))?;
    data(writer, "e_quote", first.quote().unwrap_or_default())?;
    if let Some(span) = first.evidence().next().and_then(|evidence| evidence.code_points()) {
        data(writer, "e_quote_start", &span.start.to_string())?;
        data(writer, "e_quote_end", &span.end.to_string())?;
    }
    data(writer, "e_document", &first.document().document().id)?;
    data(writer, "e_url", first.document().link().unwrap_or_default())?;
    if let Some(date) = first.date() {
        data(writer, "e_date", &date.to_string())?;
        data(writer, "e_date_min", &date.min().map(|day| day.to_string()).unwrap_or_default())?;
        data(writer, "e_date_max", &date.max().map(|day| day.to_string()).unwrap_or_default())?;
    }
    data(writer, "e_uid", &format!("relation/{}", relation.key()))?;
    writer.write_event(Event::End(BytesEnd::new("edge")))
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('&', "&amp;")
}

/// Writes nodes and edges with petgraph's `Dot`, whose attribute getters take finished strings: the escaping is ours there.
///
/// # Errors
/// When the stream can't be written.
pub(crate) fn petgraph_dot(graph: &KnowledgeGraph, out: &mut dyn Write) -> std::io::Result<()> {
    let edge = |_: &_, edge: petgraph::graph::EdgeReference<'_, _>| {
        let relation = graph.relation(corkboard::model::ids::RelationId(u32::try_from(edge.id().index()).unwrap_or(u32::MAX)));
        let (quote, first) = (escaped(relation.first().quote().unwrap_or_default()), relation.first());
        let date = first.date().map(|date| date.to_string()).unwrap_or_default();
        format!(
            "id=\"e{}\" label=\"{}\" edgetooltip=\"{quote}\" labeltooltip=\"{quote}\" URL=\"{}\" relation=\"{}\" standing=\"{}\" date=\"{date}\" quote=\"{quote}\"",
            relation.key(),
            relation.words(),
            escaped(first.document().link().unwrap_or_default()),
            relation.graph_type(),
            relation.standing()
        )
    };
    let node = |_: &_, (index, _): (petgraph::graph::NodeIndex, &_)| {
        let entity = graph.entity(corkboard::model::ids::EntityId(u32::try_from(index.index()).unwrap_or(u32::MAX)));
        format!(
            "id=\"n{}\" label=\"{}\" tooltip=\"{}\" fillcolor=\"{}\"",
            entity.key(),
            escaped(entity.name()),
            escaped(entity.name()),
            entity.class().drawing.fill
        )
    };
    let dot = Dot::with_attr_getters(graph.petgraph(), &[Config::NodeNoLabel, Config::EdgeNoLabel], &edge, &node);
    write!(out, "{dot:?}")
}
