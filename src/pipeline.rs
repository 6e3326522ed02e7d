//! From inputs to a graph to files: the only place that knows all layers.

mod folder;

use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use oxrdf::NamedNode;
use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostics};
use crate::error::{Error, ErrorKind, Location, Result};
use crate::export::{ExportOptions, Fidelity, Format, PLACEHOLDER_BASE, Sink};
use crate::extract::Extractor;
use crate::model::compare::{Gone, gone};
use crate::model::{Asserted, Extraction, Filter, GraphBuilder, KnowledgeGraph, Resolution, Schema, Standing, wire};
use crate::resolve::{ResolveMode, resolve};
use crate::source::{self, Content, Input, Source};

/// What a run reads and how.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// What is read, in this order.
    pub inputs: Vec<Input>,
    /// A folder whose `ontology.ttl`, `rules/` and `gazetteer/` are layered on top of what is compiled in.
    pub schema: Option<PathBuf>,
    /// How many documents are extracted at a time; all cores if absent. Never changes a byte.
    pub threads: Option<NonZeroUsize>,
    /// How records become entities.
    pub resolve: ResolveMode,
    /// Which standings become plain triples and plain edge types.
    pub asserted: Asserted,
    /// Which part of the graph is kept.
    pub filter: Filter,
    /// An older `graph.jsonl`, whose ids the report looks for.
    pub compare: Option<PathBuf>,
    /// How the graph is written.
    pub export: ExportOptions,
}

/// What a run is doing, for whoever shows progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Inputs are read.
    Read,
    /// A number of documents will be extracted.
    Extract {
        /// How many.
        documents: usize,
    },
    /// One more document is extracted.
    Extracted,
    /// Records are resolved to entities.
    Resolve,
    /// The graph is built.
    Build,
    /// A format is written.
    Write(Format),
}

/// Is told each [`Step`], from any thread.
pub type Watch<'a> = &'a (dyn Fn(Step) + Sync);

/// A [`Watch`] that looks away.
pub fn unwatched(_step: Step) {}

/// What all inputs say, before any resolution.
#[derive(Debug)]
pub struct Extracted {
    /// The vocabulary, with the terms that only the inputs know.
    pub schema: Schema,
    /// A document each, in the order of the inputs.
    pub extractions: Vec<Extraction>,
    /// The resolution that a lone `graph.jsonl` brings.
    pub resolution: Option<Resolution>,
}

/// A graph, and what is to be said of how it came about.
#[derive(Debug)]
pub struct Run {
    /// The graph, filtered.
    pub graph: KnowledgeGraph,
    /// Its report.
    pub report: Report,
}

/// The counts of a graph, and what became of an older one.
#[derive(Debug)]
pub struct Report {
    /// How many documents the graph has.
    pub documents: usize,
    /// How many entities.
    pub entities: usize,
    /// How many relations.
    pub relations: usize,
    /// How many claims of each standing, all standings in canonical order; projected claims are not counted.
    pub claims: Vec<(Standing, usize)>,
    /// Which ids of the older graph are gone; absent where none was given.
    pub gone: Option<Vec<Gone>>,
}

/// A format that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The format.
    pub format: Format,
    /// The names of its files in the sink, in the order in which they were written.
    pub files: Vec<String>,
    /// What it could not hold.
    pub fidelity: Fidelity,
}

/// Reads the inputs and extracts what their articles say; the remarks are those of the inputs in their order, and are made
/// also where the run fails.
///
/// # Errors
/// When nothing can be read, two inputs give different texts to one document, the user's own schema is wrong, or the threads
/// can't be started.
pub fn extract(config: &Config, diagnostics: &mut Diagnostics, watch: Watch<'_>) -> Result<Extracted> {
    watch(Step::Read);
    let own = folder::read(config.schema.as_deref())?;
    let mut schema = own.schema()?;
    let sources = source::read(config.inputs.clone(), &mut schema, diagnostics)?;
    let extractor = own.extractor(&schema)?;
    watch(Step::Extract { documents: sources.documents.len() });
    let one = |source: Source| {
        let extracted = extract_one(source, &extractor, &schema);
        watch(Step::Extracted);
        extracted
    };
    let all: Vec<_> = in_pool(config.threads, || sources.documents.into_par_iter().map(one).collect())?;
    let mut extractions = Vec::with_capacity(all.len());
    for (extraction, remarks) in all {
        extractions.push(extraction);
        diagnostics.append(remarks);
    }
    // A judged claim may have brought a speaker whom the resolution of a `graph.jsonl` does not know.
    let knows_all = |resolution: &Resolution| resolution.entity_of.iter().zip(&extractions).all(|(records, one)| records.len() == one.entities.len());
    let resolution = sources.resolution.filter(knows_all);
    Ok(Extracted { schema, extractions, resolution })
}

/// Extracts an article; judges the claims of an extraction that came without a status.
fn extract_one(source: Source, extractor: &Extractor, schema: &Schema) -> (Extraction, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let extraction = match source.content {
        Content::Article(document) => extractor.extract(document, schema, &mut diagnostics),
        Content::Extraction(mut extraction) => {
            extractor.judge(&mut extraction, schema);
            extraction
        }
    };
    (extraction, diagnostics.in_file(&source.file))
}

impl Extracted {
    /// Writes the extractions as JSON Lines, a document a line, into the file of a name.
    ///
    /// # Errors
    /// When the sink can't be written.
    pub fn write(&self, name: &str, sink: &mut dyn Sink) -> Result<()> {
        let mut line = Vec::new();
        sink.file(name, &mut |out| {
            self.extractions.iter().try_for_each(|extraction| {
                line.clear();
                wire::write_extraction(&mut line, extraction, &self.schema);
                out.write_all(&line)
            })
        })
    }

    /// Resolves, builds and freezes the graph, unfiltered.
    fn into_graph(self, config: &Config, diagnostics: &mut Diagnostics, watch: Watch<'_>) -> Result<KnowledgeGraph> {
        watch(Step::Resolve);
        let resolution = match self.resolution {
            Some(resolution) => resolution,
            None => {
                let (resolution, remarks) = resolve(&self.extractions, &self.schema, config.resolve)?;
                diagnostics.append(remarks);
                resolution
            }
        };
        watch(Step::Build);
        let (graph, remarks) = GraphBuilder::new(self.schema, config.asserted).build(&self.extractions, &resolution)?;
        diagnostics.append(remarks);
        Ok(graph)
    }
}

/// Builds the graph of the inputs.
///
/// ```
/// use corkboard::export::{Format, MemorySink};
/// use corkboard::pipeline::{self, Config};
/// use corkboard::source::Input;
/// use corkboard::Diagnostics;
///
/// let text = "Council clerk quits\n\nAda Quill resigned as clerk of Pell Council in May 2015.\n";
/// let article = Input::Bytes { name: "clerk.txt".to_owned(), bytes: text.into() };
/// let config = Config { inputs: vec![article], ..Config::default() };
/// let mut diagnostics = Diagnostics::new();
/// let run = pipeline::build(&config, &mut diagnostics, &pipeline::unwatched)?;
/// assert_eq!(run.report.documents, 1);
///
/// let mut memory = MemorySink::default();
/// let written = pipeline::write(&run.graph, &[Format::Dot], &config.export, &mut memory, &pipeline::unwatched)?;
/// assert!(memory.files[&written[0].files[0]].ends_with(b"}\n"));
/// # Ok::<(), corkboard::Error>(())
/// ```
///
/// # Errors
/// As [`extract`]; also when names of the filter are not there, or the older graph is none.
pub fn build(config: &Config, diagnostics: &mut Diagnostics, watch: Watch<'_>) -> Result<Run> {
    let older = config.compare.as_deref().map(|path| older(path, config, diagnostics)).transpose()?;
    let whole = extract(config, diagnostics, watch)?.into_graph(config, diagnostics, watch)?;
    if config.export.base_iri == PLACEHOLDER_BASE {
        diagnostics.push(Code::PlaceholderBase, None, Code::PlaceholderBase.description());
    }
    let gone = older.map(|older| gone(&older, &whole));
    let graph = if config.filter.is_empty() { whole } else { whole.filter(&config.filter)? };
    let report = Report {
        documents: graph.documents().len(),
        entities: graph.entities().len(),
        relations: graph.relations().len(),
        claims: graph.claims_by_standing().collect(),
        gone,
    };
    Ok(Run { graph, report })
}

/// Reads an older graph with its own resolution. Its remarks are told where something in it could not be read, as the report
/// then misses ids; its notes were told when it was built.
fn older(path: &Path, config: &Config, diagnostics: &mut Diagnostics) -> Result<KnowledgeGraph> {
    let config = Config { inputs: vec![Input::Path(path.to_owned())], schema: config.schema.clone(), ..Config::default() };
    let mut own = Diagnostics::new();
    let extracted = extract(&config, &mut own, &unwatched);
    if own.has_warnings() {
        diagnostics.append(own);
    }
    let extracted = extracted?;
    if extracted.resolution.is_none() {
        let error = Error::new(ErrorKind::Input, "found no graph to compare with, expected the header line of a graph.jsonl");
        return Err(error.at(Location::file(path.display().to_string())).hint("write one with -f jsonl"));
    }
    extracted.into_graph(&config, &mut Diagnostics::new(), &unwatched)
}

/// Writes a graph in some formats, in their order.
///
/// # Errors
/// When the sink can't be written.
pub fn write(graph: &KnowledgeGraph, formats: &[Format], options: &ExportOptions, sink: &mut dyn Sink, watch: Watch<'_>) -> Result<Vec<Written>> {
    let mut one = |format: &Format| {
        watch(Step::Write(*format));
        let mut named = Named { sink: &mut *sink, files: Vec::new() };
        let fidelity = format.write(graph, options, &mut named)?;
        Ok(Written { format: *format, files: named.files, fidelity })
    };
    formats.iter().map(&mut one).collect()
}

/// A sink that remembers the names of its files.
struct Named<'s> {
    sink: &'s mut dyn Sink,
    files: Vec<String>,
}

impl Sink for Named<'_> {
    fn file(&mut self, name: &str, write: &mut dyn FnMut(&mut dyn io::Write) -> io::Result<()>) -> Result<()> {
        self.files.push(name.to_owned());
        self.sink.file(name, write)
    }

    fn takes(&self, name: &str) -> bool {
        self.sink.takes(name)
    }
}

/// More threads than any machine has cores bring nothing, and starting millions of them would never end.
const MOST_THREADS: usize = 1024;

/// Runs on a pool of threads: as many as asked for, else one a core.
fn in_pool<T: Send>(threads: Option<NonZeroUsize>, work: impl FnOnce() -> T + Send) -> Result<T> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.map_or(0, |threads| threads.get().min(MOST_THREADS))).build();
    let pool = pool.map_err(|error| Error::io("cannot start the threads", io::Error::other(error)).hint("ask for fewer with --threads"))?;
    Ok(pool.install(work))
}

/// Checks what IRIs are to begin with.
///
/// # Errors
/// When it is no absolute IRI, or does not end in `/` or `#`, so that names would run into it.
pub fn base_iri(text: &str) -> Result<String> {
    let wrong = |found: &str| Error::new(ErrorKind::Input, format!("{found}, expected an IRI like `https://news.example/kg/`"));
    if !text.ends_with(['/', '#']) {
        return Err(wrong("it does not end in `/` or `#`"));
    }
    match NamedNode::new(text) {
        Ok(iri) => Ok(iri.into_string()),
        Err(_) => Err(wrong("it is no absolute IRI")),
    }
}
