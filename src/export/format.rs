//! The formats: one list, with the names, files and media type of each.

use std::fmt;

use super::{ExportOptions, Fidelity, Sink, csv, cypher, dot, ftm, gexf, graph_json, graphml, jsonl, jsonld, neo4j, rdf_syntaxes};
use crate::error::Result;
use crate::model::KnowledgeGraph;
use crate::model::schema::Predicate;

/// A format that is written. [`Format::ALL`] is the one list: the command line, the README's table, the tests and the fuzzers iterate over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// RDF 1.1 Turtle.
    Turtle,
    /// RDF 1.1 N-Triples, a triple a line.
    NTriples,
    /// RDF 1.1 N-Quads, with a graph for each document.
    NQuads,
    /// RDF 1.1 `TriG`, with a graph for each document.
    TriG,
    /// JSON-LD 1.1 with its context inside.
    JsonLd,
    /// GraphML in the profile that Gephi, Neo4j's APOC, NetworkX, igraph and graphology all read whole.
    GraphMl,
    /// GEXF 1.3, for Gephi.
    Gexf,
    /// GEXF 1.3 with a time line.
    GexfDynamic,
    /// Graphviz DOT, a picture to print.
    Dot,
    /// The whole model as JSON Lines, the only export that is read back.
    JsonLines,
    /// Plain CSV: nodes, edges, claims, evidence and documents.
    Csv,
    /// Node-link JSON as NetworkX reads and writes it, with the edges under `edges`.
    NetworkX,
    /// Node-link JSON as D3 and NetworkX before 3.4 read it, with the edges under `links`.
    D3,
    /// A Cypher script for Neo4j that can be run again, with CSV files beside it where the graph is large.
    Cypher,
    /// The CSV set of Neo4j's bulk importer.
    Neo4j,
    /// FollowTheMoney JSON lines, for Aleph.
    Ftm,
    /// The elements of Cytoscape.js, which Cytoscape desktop reads too.
    Cytoscape,
}

/// What is said of a format once.
struct Spec {
    /// The name on the command line.
    name: &'static str,
    /// Other names that users type; names of files may end in them too.
    others: &'static [&'static str],
    /// What the names of its files end in, behind the stem and a point.
    files: &'static [&'static str],
    /// Files that only large graphs need.
    further: &'static [&'static str],
    media_type: &'static str,
    /// What `cb:exportIn` of the ontology calls it.
    family: &'static str,
}

const fn spec(name: &'static str, files: &'static [&'static str], media_type: &'static str) -> Spec {
    Spec { name, others: &[], files, further: &[], media_type, family: name }
}

/// A syntax of RDF.
const fn rdf(name: &'static str, files: &'static [&'static str], media_type: &'static str) -> Spec {
    Spec { family: "rdf", ..spec(name, files, media_type) }
}

impl Format {
    /// Every format.
    pub const ALL: &'static [Self] = &[
        Self::Turtle,
        Self::NTriples,
        Self::NQuads,
        Self::TriG,
        Self::JsonLd,
        Self::GraphMl,
        Self::Gexf,
        Self::GexfDynamic,
        Self::Dot,
        Self::JsonLines,
        Self::Cypher,
        Self::Neo4j,
        Self::Csv,
        Self::NetworkX,
        Self::D3,
        Self::Cytoscape,
        Self::Ftm,
    ];

    /// What is written where nothing else is asked for.
    pub const DEFAULT: &'static [Self] = &[Self::Turtle, Self::GraphMl, Self::Dot];

    const fn spec(self) -> Spec {
        match self {
            Self::Turtle => rdf("turtle", &["ttl"], "text/turtle"),
            Self::NTriples => rdf("ntriples", &["nt"], "application/n-triples"),
            Self::NQuads => rdf("nquads", &["nq"], "application/n-quads"),
            Self::TriG => rdf("trig", &["trig"], "application/trig"),
            Self::JsonLd => rdf("jsonld", &["jsonld"], "application/ld+json"),
            Self::GraphMl => spec("graphml", &["graphml"], "application/graphml+xml"),
            Self::Gexf => spec("gexf", &["gexf"], "application/gexf+xml"),
            Self::GexfDynamic => spec("gexf-dynamic", &["dynamic.gexf"], "application/gexf+xml"),
            Self::Dot => Spec { others: &["gv"], ..spec("dot", &["dot"], "text/vnd.graphviz") },
            Self::JsonLines => Spec { others: &["ndjson"], ..spec("jsonl", &["jsonl"], "application/jsonl") },
            Self::Csv => spec("csv", &["nodes.csv", "edges.csv", "claims.csv", "evidence.csv", "documents.csv"], "text/csv"),
            Self::NetworkX => spec("networkx", &["networkx.json"], "application/json"),
            Self::D3 => spec("d3", &["d3.json"], "application/json"),
            Self::Cypher => Spec { further: &["cypher-nodes.csv", "cypher-edges.csv"], ..spec("cypher", &["cypher"], "application/x-cypher-query") },
            Self::Neo4j => spec("neo4j", &["neo4j-nodes.csv", "neo4j-relationships.csv", "neo4j-import.sh"], "text/csv"),
            Self::Ftm => spec("ftm", &["ftm.json"], "application/json+ftm"),
            Self::Cytoscape => spec("cytoscape", &["cyjs"], "application/json"),
        }
    }

    /// Writes the graph, and returns what the format could not hold.
    ///
    /// # Errors
    /// When the sink can't be written, or the base IRI is none; see [`ExportOptions::check_base`].
    pub fn write(self, graph: &KnowledgeGraph, options: &ExportOptions, sink: &mut dyn Sink) -> Result<Fidelity> {
        options.check_base()?;
        let mut fidelity = Fidelity::default();
        let main = self.file_name(&options.stem);
        let mut file = |write: Writer| sink.file(&main, &mut |out| write(graph, options, out, &mut fidelity));
        match self {
            Self::Turtle => file(rdf_syntaxes::turtle),
            Self::NTriples => file(rdf_syntaxes::ntriples),
            Self::NQuads => file(rdf_syntaxes::nquads),
            Self::TriG => file(rdf_syntaxes::trig),
            Self::JsonLd => file(jsonld::write),
            Self::GraphMl => file(graphml::write),
            Self::Gexf => file(gexf::fixed),
            Self::GexfDynamic => file(gexf::dynamic),
            Self::Dot => file(dot::write),
            Self::JsonLines => file(jsonl::write),
            Self::Csv => csv::write(graph, options, sink, &mut fidelity),
            Self::NetworkX => file(graph_json::networkx),
            Self::D3 => file(graph_json::d3),
            Self::Cypher => cypher::write(graph, options, sink, &mut fidelity),
            Self::Neo4j => neo4j::write(graph, options, sink, &mut fidelity),
            Self::Ftm => file(ftm::write),
            Self::Cytoscape => file(graph_json::cytoscape),
        }?;
        Ok(fidelity)
    }

    /// Returns the name on the command line.
    pub fn name(self) -> &'static str {
        self.spec().name
    }

    /// Returns what the name of its first file ends in, without the point before it.
    pub fn extension(self) -> &'static str {
        self.spec().files[0]
    }

    /// Returns the other names by which the command line knows it.
    pub fn other_names(self) -> impl Iterator<Item = &'static str> {
        let Spec { name, others, files, .. } = self.spec();
        files.iter().take(1).chain(others).copied().filter(move |other| *other != name)
    }

    /// Returns the name of its first file, of a stem.
    pub fn file_name(self, stem: &str) -> String {
        format!("{stem}.{}", self.extension())
    }

    /// Returns the names of the files that it always has, of a stem.
    pub fn file_names(self, stem: &str) -> Vec<String> {
        self.spec().files.iter().map(|extension| format!("{stem}.{extension}")).collect()
    }

    /// Returns the names of the files that it has besides where a graph is large, of a stem. A sink without them gets all in
    /// the first file.
    pub fn further_file_names(self, stem: &str) -> Vec<String> {
        self.spec().further.iter().map(|extension| format!("{stem}.{extension}")).collect()
    }

    /// Returns the media type of its first file.
    pub fn media_type(self) -> &'static str {
        self.spec().media_type
    }

    /// Finds a format by its name, its extension or a usual other name, in any case of letters.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        Self::ALL.iter().copied().find(|format| format.name() == name || format.other_names().any(|other| other == name))
    }

    /// Finds the formats that the name of a file can mean: those with the longest extension that it ends in.
    pub fn from_file_name(name: &str) -> Vec<Self> {
        let name = name.to_ascii_lowercase();
        let ending = |format: Self| {
            let Spec { others, files, .. } = format.spec();
            let fits = |extension: &&&str| name.strip_suffix(**extension).is_some_and(|stem| stem.ends_with('.'));
            files.iter().take(1).chain(others).filter(fits).map(|extension| extension.len()).max()
        };
        let longest = Self::ALL.iter().filter_map(|format| ending(*format)).max();
        Self::ALL.iter().copied().filter(|format| longest.is_some() && ending(*format) == longest).collect()
    }

    /// Returns whether claims of a predicate are written to it; the ontology keeps some from all formats but a few.
    pub(super) fn carries(self, predicate: &Predicate) -> bool {
        predicate.is_exported_to(self.spec().family)
    }
}

/// What writes a format of one file.
type Writer = fn(&KnowledgeGraph, &ExportOptions, &mut dyn std::io::Write, &mut Fidelity) -> std::io::Result<()>;

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_formats_share_a_name_or_a_file() {
        let mut names = BTreeSet::new();
        let mut files = BTreeSet::new();
        for format in Format::ALL {
            for name in std::iter::once(format.name()).chain(format.other_names()) {
                assert!(names.insert(name), "{name}");
                assert_eq!(Format::from_name(&name.to_uppercase()), Some(*format), "{name}");
            }
            for file in format.file_names("graph").into_iter().chain(format.further_file_names("graph")) {
                assert!(files.insert(file.clone()), "{file}");
            }
            assert_eq!(Format::from_file_name(&format.file_name("graph")), [*format], "{format}");
        }
    }

    #[test]
    fn the_name_of_a_file_means_a_format_by_its_end() {
        assert_eq!(Format::from_file_name("x.gv"), [Format::Dot]);
        assert_eq!(Format::from_file_name("x.y.TTL"), [Format::Turtle]);
        for name in ["ttl", "xttl", "x.docx", ""] {
            assert_eq!(Format::from_file_name(name), [], "{name}");
        }
    }
}
