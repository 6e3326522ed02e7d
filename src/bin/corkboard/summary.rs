//! What a run says at its end, on standard error: the counts, the remarks, and what each format could not hold.

use std::time::Duration;

use corkboard::diagnostic::{Code, Diagnostics, Severity};
use corkboard::export::{Edges, Fidelity, FileSet, Format};
use corkboard::model::Standing;
use corkboard::pipeline::{Config, Report, Written};

use crate::terminal::plain;

/// Nodes that a picture can hold before nobody finds anything in it.
const READABLE: usize = 1000;

/// What a build has to tell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told<'a> {
    pub(crate) config: &'a Config,
    pub(crate) report: &'a Report,
    pub(crate) diagnostics: &'a Diagnostics,
    pub(crate) written: &'a [Written],
}

/// Returns the summary of a build, a line a remark, without a line end at its end.
pub(crate) fn of_build(told: &Told<'_>, files: &FileSet, took: Duration) -> String {
    let Told { config, report, diagnostics, written } = *told;
    let mut lines = vec![counts(report), claims(report)];
    lines.extend(remarks(diagnostics));
    let widened: Vec<_> = config.asserted.iter().filter(|standing| *standing != Standing::Fact).map(Standing::name).collect();
    if !widened.is_empty() {
        lines.push(format!("asserted besides facts, as plain triples and plain edge types: {}", widened.join(", ")));
    }
    if let Some(gone) = &report.gone {
        lines.push(format!("compared: {}", number(gone.len(), "id of the older graph is gone", "ids of the older graph are gone")));
    }
    for one in written {
        let places: Vec<_> = one.files.iter().map(|file| plain(files.target(file).unwrap_or(file))).collect();
        lines.push(format!("{}{}", places.join(", "), losses(&one.fidelity)));
        if one.format == Format::Dot && report.entities > READABLE {
            lines.push(format!("  a picture of {} things is hard to read; --focus NAME or --top 100 draws a part", report.entities));
        }
    }
    lines.push(format!("done in {:.1} s", took.as_secs_f64()));
    lines.join("\n")
}

/// Returns the summary of an extraction.
pub(crate) fn of_extract(documents: usize, claims: usize, diagnostics: &Diagnostics, took: Duration) -> String {
    let mut lines = vec![format!("{}, {}", number(documents, "document", "documents"), number(claims, "claim", "claims"))];
    lines.extend(remarks(diagnostics));
    lines.push(format!("done in {:.1} s", took.as_secs_f64()));
    lines.join("\n")
}

/// Returns a line for each code that occurred, warnings first, with the first remark of each.
pub(crate) fn remarks(diagnostics: &Diagnostics) -> Vec<String> {
    [Severity::Warning, Severity::Note].into_iter().flat_map(|severity| remarks_of(diagnostics, severity)).collect()
}

/// Returns a line for each code of a severity that occurred.
pub(crate) fn remarks_of(diagnostics: &Diagnostics, severity: Severity) -> Vec<String> {
    diagnostics.counts().filter(|(code, _)| code.severity() == severity).map(|(code, count)| remark(diagnostics, code, count)).collect()
}

fn remark(diagnostics: &Diagnostics, code: Code, count: u64) -> String {
    let severity = match code.severity() {
        Severity::Note => "note",
        Severity::Warning => "warning",
    };
    let first = diagnostics.iter().find(|one| one.code == code);
    let place = first.and_then(|one| one.location.as_ref()).map(|location| format!("{location}: ")).unwrap_or_default();
    let message = first.map_or_else(|| code.description(), |one| one.message.as_str());
    let times = if count > 1 { format!(", {count} times, first") } else { String::new() };
    plain(&format!("{severity} {code}{times}: {place}{message}")).into_owned()
}

fn counts(report: &Report) -> String {
    let documents = number(report.documents, "document", "documents");
    let entities = number(report.entities, "entity", "entities");
    format!("{documents}, {entities}, {}", number(report.relations, "relation", "relations"))
}

fn claims(report: &Report) -> String {
    let total = report.claims.iter().map(|(_, count)| count).sum();
    let parts: Vec<_> = report.claims.iter().filter(|(_, count)| *count > 0).map(|(standing, count)| format!("{count} {standing}")).collect();
    let parts = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
    format!("{}{parts}", number(total, "claim", "claims"))
}

fn losses(fidelity: &Fidelity) -> String {
    let lines = fidelity.losses().into_iter().map(|loss| {
        let example = if loss.example.is_empty() { String::new() } else { format!(", as in {}", loss.example) };
        format!("\n{}", plain(&format!("  {}: {}, {}{example}", loss.attribute, loss.what, number_of(loss.count))))
    });
    lines.collect()
}

fn number_of(count: u64) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

fn number(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Returns the word for what an edge is.
pub(crate) fn edges(edges: Edges) -> &'static str {
    match edges {
        Edges::Relations => "relations",
        Edges::Claims => "claims",
    }
}

#[cfg(test)]
mod tests {
    use corkboard::error::Location;

    use super::*;

    #[test]
    fn warnings_come_first_with_their_count_and_first_place() {
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(Code::PlaceholderBase, None, "the base is a placeholder");
        diagnostics.push(Code::BadDate, Some(Location::at("a.jsonl", 3, 7)), "found `so\u{1b}on`");
        diagnostics.push(Code::BadDate, None, "found `later`");
        let expected = ["warning bad-date, 2 times, first: a.jsonl:3:7: found `so\\u{1b}on`", "note placeholder-base: the base is a placeholder"];
        assert_eq!(remarks(&diagnostics), expected);
    }

    #[test]
    fn losses_stand_below_their_file() {
        let mut fidelity = Fidelity::default();
        assert_eq!(losses(&fidelity), "");
        fidelity.lost("said", "left out", "she was right");
        fidelity.lost("said", "left out", "he was wrong");
        fidelity.lost("nodes", "left out", "");
        assert_eq!(losses(&fidelity), "\n  nodes: left out, once\n  said: left out, 2 times, as in she was right");
    }
}
