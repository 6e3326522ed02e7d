//! How fast the writers are, beside the ones that a Rust program would otherwise use, in one run.
//!
//! `cargo bench --bench writers [-- ENTITIES CLAIMS]`; the default is 20,000 and 100,000. Ratios count; MB/s change with the machine.
#![expect(clippy::print_stdout, clippy::cast_precision_loss, reason = "a bench prints rates")]

mod peers;
mod synthetic;

use std::io::{self, Write};
use std::time::{Duration, Instant};

use corkboard::export::{ExportOptions, Format, sink::MemorySink};
use corkboard::model::KnowledgeGraph;

/// Runs of each writer, in turn with the others, so that a slow moment of the machine meets all of them.
const RUNS: usize = 5;

/// A stream that only counts.
struct Count(usize);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += std::hint::black_box(bytes).len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl corkboard::export::Sink for Count {
    fn file(&mut self, _name: &str, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> corkboard::Result<()> {
        Ok(write(self)?)
    }

    fn takes(&self, _name: &str) -> bool {
        true
    }
}

type Writer<'a> = Box<dyn Fn(&KnowledgeGraph, &mut Count) + 'a>;

fn ours<'a>(format: Format) -> Writer<'a> {
    Box::new(move |graph, count| {
        format.write(graph, &ExportOptions::default(), count).expect("a counter takes everything");
    })
}

fn buffered(count: &mut Count) -> io::BufWriter<&mut Count> {
    io::BufWriter::with_capacity(1 << 18, count)
}

fn main() {
    let numbers: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let (entities, claims) = (numbers.first().copied().unwrap_or(20_000), numbers.get(1).copied().unwrap_or(100_000));
    let start = Instant::now();
    let graph = synthetic::graph(entities, claims);
    println!("{} entities, {} relations, {claims} claims, built in {:.1} s", graph.entities().len(), graph.relations().len(), start.elapsed().as_secs_f64());
    let (nodes, edges) = peers::elements(&graph);
    let triples = triples(&turtle_bytes(&graph));
    let mut writers: Vec<(String, Writer<'_>)> = Format::ALL.iter().map(|format| (format!("corkboard {format}"), ours(*format))).collect();
    let xml = |_: &KnowledgeGraph, count: &mut Count| peers::quick_xml(&nodes, &edges, buffered(count)).expect("a counter takes everything");
    writers.push(("quick-xml, texts at hand".to_owned(), Box::new(xml)));
    let dot = |graph: &KnowledgeGraph, count: &mut Count| peers::petgraph_dot(graph, &nodes, &edges, &mut buffered(count)).expect("a counter takes everything");
    writers.push(("petgraph Dot".to_owned(), Box::new(dot)));
    writers.push(("oxttl, terms at hand".to_owned(), Box::new(|_, count| write_triples(&triples, count))));
    measure(&graph, &writers);
    extractor();
}

/// Reads the sample story over and over, on one core.
fn extractor() {
    let schema = corkboard::model::Schema::builtin().expect("the ontology is valid");
    let reader = corkboard::extract::Extractor::builtin(&schema).expect("the rules are valid");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/story");
    let files = std::fs::read_dir(folder).expect("the story is there").filter_map(|file| std::fs::read_to_string(file.ok()?.path()).ok());
    let texts: Vec<String> = files.filter(|text| !text.starts_with("expect\t")).collect();
    let (start, mut bytes) = (Instant::now(), 0);
    while start.elapsed() < Duration::from_secs(5) {
        for text in &texts {
            let document = corkboard::model::Document { id: "story".to_owned(), text: Some(text.clone()), ..Default::default() };
            std::hint::black_box(reader.extract(document, &schema, &mut corkboard::Diagnostics::new()));
            bytes += text.len();
        }
    }
    println!("extractor, one core: {:.2} MB/s", bytes as f64 / 1e6 / start.elapsed().as_secs_f64());
}

fn turtle_bytes(graph: &KnowledgeGraph) -> Vec<u8> {
    let mut sink = MemorySink::default();
    Format::Turtle.write(graph, &ExportOptions::default(), &mut sink).expect("memory takes everything");
    sink.files.into_values().next().unwrap_or_default()
}

fn triples(turtle: &[u8]) -> Vec<oxrdf::Triple> {
    oxttl::TurtleParser::new().for_slice(turtle).map(|triple| triple.expect("our own Turtle")).collect()
}

fn write_triples(triples: &[oxrdf::Triple], count: &mut Count) {
    let mut serializer = oxttl::TurtleSerializer::new().for_writer(io::BufWriter::with_capacity(1 << 18, count));
    triples.iter().for_each(|triple| serializer.serialize_triple(triple).expect("a counter"));
    serializer.finish().and_then(|mut out| out.flush()).expect("a counter");
}

fn measure(graph: &KnowledgeGraph, writers: &[(String, Writer<'_>)]) {
    let mut times = vec![Vec::new(); writers.len()];
    let mut sizes = vec![0; writers.len()];
    for _ in 0..RUNS {
        for (number, (_, write)) in writers.iter().enumerate() {
            let (start, mut count) = (Instant::now(), Count(0));
            write(graph, &mut count);
            times[number].push(start.elapsed());
            sizes[number] = count.0;
        }
    }
    println!("{:<24} {:>9} {:>9} {:>9}", "writer", "MB", "ms", "MB/s");
    for ((name, _), (times, size)) in writers.iter().zip(times.iter_mut().zip(sizes)) {
        times.sort();
        let median: Duration = times[RUNS / 2];
        let megabytes = size as f64 / 1e6;
        println!("{name:<24} {megabytes:>9.1} {:>9.1} {:>9.0}", median.as_secs_f64() * 1e3, megabytes / median.as_secs_f64());
    }
}
