//! The report of a run as JSON: what went in as it was named, what came out, and every remark. The same run gives the same
//! bytes: no clock, host, thread count, or path but those that were typed.

use std::io::Write;

use corkboard::diagnostic::{Code, Diagnostics, Severity};
use corkboard::export::{ExportOptions, Fidelity, FileSet, Sink};
use corkboard::pipeline::Written;
use corkboard::source::Input;
use serde_json::{Map, Value, json};

use crate::summary::{Told, edges};

/// The name of the report in the set of files.
pub(crate) const NAME: &str = "report";

/// Writes the report into the set of files.
pub(crate) fn write(told: &Told<'_>, files: &mut FileSet) -> anyhow::Result<()> {
    let json = json(told, files);
    files.file(NAME, &mut |out: &mut dyn Write| {
        serde_json::to_writer_pretty(&mut *out, &json)?;
        out.write_all(b"\n")
    })?;
    Ok(())
}

fn json(told: &Told<'_>, files: &FileSet) -> Value {
    let Told { config, report, diagnostics, written } = *told;
    let mut json = json!({
        "corkboard": "report",
        "version": 1,
        "program": env!("CARGO_PKG_VERSION"),
        "inputs": config.inputs.iter().map(input).collect::<Vec<_>>(),
        "asserted": config.asserted.iter().map(|standing| standing.name()).collect::<Vec<_>>(),
    });
    let further = [
        ("options", options(&config.export)),
        ("documents", report.documents.into()),
        ("entities", report.entities.into()),
        ("relations", report.relations.into()),
        ("claims", report.claims.iter().map(|(standing, count)| (standing.name().to_owned(), Value::from(*count))).collect::<Map<_, _>>().into()),
        ("diagnostics", diagnostics.counts().map(|(code, count)| remarks(diagnostics, code, count)).collect()),
        ("formats", written.iter().map(|one| format(one, files)).collect()),
    ];
    for (name, value) in further {
        json[name] = value;
    }
    if let Some(gone) = &report.gone {
        json["compare"] = gone.iter().map(|one| json!({"old": one.id, "new": one.now})).collect();
    }
    json
}

fn input(input: &Input) -> String {
    match input {
        Input::Path(path) => path.display().to_string(),
        Input::Stdin => "-".to_owned(),
        Input::Bytes { name, .. } => name.clone(),
    }
}

fn options(export: &ExportOptions) -> Value {
    json!({"baseIri": export.base_iri, "edges": edges(export.edges)})
}

fn remarks(diagnostics: &Diagnostics, code: Code, count: u64) -> Value {
    let kept = diagnostics.iter().filter(|one| one.code == code).map(|one| {
        let mut kept = json!({"message": one.message});
        if let Some(location) = &one.location {
            kept["file"] = location.file.as_str().into();
            if let Some((line, column)) = location.position {
                kept["line"] = line.into();
                kept["column"] = column.into();
            }
        }
        kept
    });
    let severity = match code.severity() {
        Severity::Note => "note",
        Severity::Warning => "warning",
    };
    json!({"code": code.name(), "severity": severity, "description": code.description(), "count": count, "kept": kept.collect::<Vec<_>>()})
}

fn format(written: &Written, files: &FileSet) -> Value {
    let places: Vec<_> = written.files.iter().map(|file| files.target(file).unwrap_or(file)).collect();
    json!({"format": written.format.name(), "mediaType": written.format.media_type(), "files": places, "losses": losses(&written.fidelity)})
}

fn losses(fidelity: &Fidelity) -> Vec<Value> {
    let losses = fidelity.losses();
    losses.iter().map(|loss| json!({"attribute": loss.attribute, "what": loss.what, "count": loss.count, "example": loss.example})).collect()
}
