//! What can be typed: commands, arguments and flags, and nothing of what they do.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use corkboard::export::{Edges, Format, Statements};
use corkboard::model::{Asserted, Confidence, Standing};
use corkboard::pipeline;

/// Turns news articles, or any extractor's output, into a knowledge graph that says who said what, and where
#[derive(Debug, Parser)]
#[command(name = "corkboard", version, subcommand_required = true, arg_required_else_help = true)]
#[command(after_help = "Examples:
  corkboard build articles/                   graph.ttl, .graphml and .dot in out/
  corkboard build articles/ -o board.graphml  one file, its format by its extension
  corkboard extract articles/ > found.jsonl   what the articles say, as JSON Lines
  corkboard build found.jsonl more.jsonl      any extractor's output in that form

Exit codes: 0 done, 1 failure, 2 usage, 3 problems in the data under --strict")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Build the graph of articles and extractions, and write it in one format or several
    Build(Box<BuildArguments>),
    /// Print what articles say as extraction JSON Lines, an input of `build`
    Extract(ExtractArguments),
    /// Print the form of an extraction, or the vocabulary, that is compiled in
    Schema(SchemaArguments),
}

/// What goes in and how it is read: the same for every command that takes an INPUT.
#[derive(Debug, Args)]
pub(crate) struct InputArguments {
    /// Articles (.txt .md), extractions (.json .jsonl), a graph.jsonl, folders of these, or - for standard input
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<PathBuf>,
    /// Layer your own ontology.ttl, rules/ and gazetteer/ on top of those that are compiled in
    #[arg(long, value_name = "DIR", help_heading = "Reading")]
    pub(crate) schema: Option<PathBuf>,
    /// Use N threads instead of all; the output is the same
    #[arg(long, value_name = "N", help_heading = "Reading")]
    pub(crate) threads: Option<NonZeroUsize>,
    /// Write nothing and exit with 3 if anything in the data is wrong
    #[arg(long, help_heading = "Reading")]
    pub(crate) strict: bool,
    /// Say nothing but errors
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
#[command(after_help = "Examples:
  corkboard build articles/                       three files in out/
  corkboard build articles/ -o board.dot          one; dot -Tsvg board.dot > board.svg
  corkboard build found.jsonl -f turtle -o -      one to standard output
  corkboard build found.jsonl --focus 'Dana Roe'  what lies around one name
  corkboard build articles/ --standing fact       no reports, allegations, denials or plans
  corkboard build articles/ -o board.jsonl        the whole graph, to read back later
  corkboard build articles/ new/ --compare board.jsonl --report run.json")]
pub(crate) struct BuildArguments {
    #[command(flatten)]
    pub(crate) input: InputArguments,
    /// How records are joined: by their names, or not at all, ids being global
    #[arg(long, value_name = "HOW", default_value = "names", help_heading = "Reading")]
    pub(crate) resolve: Resolve,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
    #[command(flatten)]
    pub(crate) export: ExportArguments,
    #[command(flatten)]
    pub(crate) filter: FilterArguments,
}

/// Where the output goes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Writing")]
pub(crate) struct OutputArguments {
    /// A folder, one file, or - for standard output
    #[arg(short, long, value_name = "DIR|FILE|-", default_value = "out")]
    pub(crate) output: PathBuf,
    /// Formats, by comma or repeated [default: turtle,graphml,dot, or the extension of the one output file]
    #[arg(short, long = "format", value_name = "FORMAT", value_delimiter = ',', value_parser = formats())]
    pub(crate) formats: Vec<Format>,
    /// Write a report of the run as JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    /// List in the report which ids of an older graph.jsonl are gone, and what became of them
    #[arg(long, value_name = "GRAPH.JSONL")]
    pub(crate) compare: Option<PathBuf>,
}

/// How it is written.
#[derive(Debug, Args)]
#[command(next_help_heading = "Writing")]
pub(crate) struct ExportArguments {
    /// What IRIs begin with; ends in / or #
    #[arg(long, value_name = "IRI", default_value = corkboard::export::PLACEHOLDER_BASE, value_parser = pipeline::base_iri)]
    pub(crate) base_iri: String,
    /// Title of a picture
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
    /// What an edge is: all claims of one kind between two things, or each claim by itself
    #[arg(long, value_name = "WHAT", default_value = "relations")]
    pub(crate) edges: EdgeKind,
    /// What RDF says of claims: a node each, or also a triple term of RDF 1.2, which asserts nothing
    #[arg(long, value_name = "WHAT", default_value = "claims")]
    pub(crate) statements: StatementKind,
    /// Draw things without a line too
    #[arg(long)]
    pub(crate) isolated: bool,
    /// Keep GraphML to its official schema; Gephi and Neo4j then miss their labels
    #[arg(long)]
    pub(crate) strict_xsd: bool,
    /// Standings that become plain triples and plain edge types
    #[arg(long, value_name = "STANDING", value_delimiter = ',', default_value = "fact", value_parser = assertable())]
    pub(crate) assert: Vec<Standing>,
}

/// What of it is written.
#[derive(Debug, Args)]
#[command(next_help_heading = "Choosing a part")]
pub(crate) struct FilterArguments {
    /// Only claims of these standings
    #[arg(long, value_name = "STANDING", value_delimiter = ',', value_parser = standings(|_| true))]
    pub(crate) standing: Vec<Standing>,
    /// Only things of these classes or their subclasses
    #[arg(long, value_name = "CLASS", value_delimiter = ',')]
    pub(crate) class: Vec<String>,
    /// Only claims of these predicates
    #[arg(long, value_name = "PREDICATE", value_delimiter = ',')]
    pub(crate) predicate: Vec<String>,
    /// Only claims of these documents, by id
    #[arg(long, value_name = "ID")]
    pub(crate) document: Vec<String>,
    /// Only claims at least as sure as this, from 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = confidence)]
    pub(crate) min_confidence: Option<Confidence>,
    /// Only what lies around this name
    #[arg(long, value_name = "NAME")]
    pub(crate) focus: Option<String>,
    /// How many steps around the focus
    #[arg(long, value_name = "N", default_value_t = 1, requires = "focus")]
    pub(crate) hops: usize,
    /// Only the N things with most relations
    #[arg(long, value_name = "N")]
    pub(crate) top: Option<NonZeroUsize>,
}

#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
#[command(after_help = "Examples:
  corkboard extract articles/ > found.jsonl
  corkboard extract - < article.txt
  corkboard extract articles/ -o found.jsonl && corkboard build found.jsonl")]
pub(crate) struct ExtractArguments {
    #[command(flatten)]
    pub(crate) input: InputArguments,
    /// A file, or - for standard output
    #[arg(short, long, value_name = "FILE|-", default_value = "-", help_heading = "Writing")]
    pub(crate) output: PathBuf,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  corkboard schema > extraction.schema.json
  corkboard schema ontology > ontology.ttl")]
pub(crate) struct SchemaArguments {
    /// Which
    #[arg(value_name = "FILE", default_value = "extraction")]
    pub(crate) file: SchemaFile,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SchemaFile {
    /// JSON Schema of the extraction contract
    Extraction,
    /// Classes and predicates as Turtle
    Ontology,
    /// SHACL shapes that every Turtle file keeps to, the promise included
    Shapes,
    /// The context of JSON-LD
    Context,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Resolve {
    /// By names and identifiers, cautiously
    Names,
    /// Not at all
    None,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum EdgeKind {
    /// All claims of the same subject, predicate, object and standing
    Relations,
    /// Each claim
    Claims,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum StatementKind {
    /// Nodes: RDF 1.1, for every tool
    Claims,
    /// Nodes that reify triple terms: RDF 1.2, for Jena 5.4 and Oxigraph 0.5 on
    Rdf12,
}

impl From<StatementKind> for Statements {
    fn from(kind: StatementKind) -> Self {
        match kind {
            StatementKind::Claims => Self::Claims,
            StatementKind::Rdf12 => Self::Rdf12,
        }
    }
}

impl From<EdgeKind> for Edges {
    fn from(kind: EdgeKind) -> Self {
        match kind {
            EdgeKind::Relations => Self::Relations,
            EdgeKind::Claims => Self::Claims,
        }
    }
}

fn formats() -> impl TypedValueParser<Value = Format> {
    let value = |format: &Format| PossibleValue::new(format.name()).aliases(format.other_names());
    let names = PossibleValuesParser::new(Format::ALL.iter().map(value));
    names.try_map(|name| Format::from_name(&name).ok_or("no such format"))
}

fn standings(wanted: impl Fn(Standing) -> bool) -> impl TypedValueParser<Value = Standing> {
    let names = Standing::ALL.iter().filter(|standing| wanted(**standing)).map(|standing| standing.name());
    PossibleValuesParser::new(names).try_map(|name| Standing::from_name(&name).ok_or("no such standing"))
}

fn assertable() -> impl TypedValueParser<Value = Standing> {
    standings(|standing| Asserted::default().with(standing).is_some())
}

fn confidence(text: &str) -> Result<Confidence, String> {
    text.parse().ok().and_then(Confidence::new).ok_or_else(|| "expected a number from 0 to 1".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_coherent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn an_allegation_can_not_be_asserted_on_the_command_line() {
        let parse = |standing: &str| Arguments::try_parse_from(["corkboard", "build", "x.txt", "--assert", standing]);
        assert!(parse("fact,reported,unknown").is_ok());
        for standing in ["alleged", "denied", "planned", "hypothetical", "inferred"] {
            assert!(parse(standing).is_err(), "{standing}");
        }
    }

    #[test]
    fn every_format_has_its_name_and_its_extension() {
        for format in Format::ALL {
            for name in std::iter::once(format.name()).chain(format.other_names()) {
                let parsed = Arguments::try_parse_from(["corkboard", "build", "x.txt", "-f", name]).unwrap();
                let Command::Build(arguments) = parsed.command else { panic!("a build") };
                assert_eq!(arguments.output.formats, [*format]);
            }
        }
    }
}
