//! What surrounds the picture: how lines are drawn, the title with its counts, and the legend.

use super::dot_text::{escaped, html};
use super::text;
use crate::model::schema::{Class, Drawing, Predicate, Schema};
use crate::model::{Claim, Standing};

/// How a line is drawn, and what it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) style: &'static str,
    pub(super) color: &'static str,
    meaning: &'static str,
}

/// The lines, in the order of the legend: one a standing, and one for statements that speak of an allegation themselves.
pub(super) const LINES: [Line; 9] = [
    Line { style: "solid", color: "#333F4B", meaning: "fact of the source" },
    Line { style: "dashed", color: "#6B5200", meaning: "reported: somebody says so" },
    Line { style: "dashed", color: "#6B5200", meaning: "inferred: concluded, not read" },
    Line { style: "dashed", color: "#B3261E", meaning: "alleged" },
    Line { style: "dotted", color: "#B3261E", meaning: "denied or refused" },
    Line { style: "dashed", color: "#1F5A92", meaning: "planned" },
    Line { style: "dotted", color: "#777777", meaning: "hypothetical" },
    Line { style: "dotted", color: "#777777", meaning: "unknown how the source puts it" },
    Line { style: "dashed", color: "#B3261E", meaning: "stated: it is alleged" },
];

const SENTENCE: &str = "Dashed and dotted lines are not facts: see the word on the line.";

/// Returns the line of a claim, as a place in [`LINES`]. An allegation stated as a fact is still no fact.
pub(super) fn line(predicate: &Predicate, standing: Standing) -> usize {
    if standing == Standing::Fact && predicate.self_qualifying { LINES.len() - 1 } else { standing as usize }
}

/// Returns the words on the line of a claim. They name every standing but `fact`, also one that this run asserts: a picture
/// goes from hand to hand without the command that made it.
pub(super) fn words(claim: Claim<'_>, schema: &Schema) -> String {
    let standing = claim.standing();
    schema.edge_words(claim.predicate_id(), standing, claim.is_asserted() && standing == Standing::Fact)
}

/// Returns the class that the legend shows for a class: the root, unless the class is drawn in its own way.
pub(super) fn shown_class<'a>(class: &'a Class, root: &'a Class) -> (&'a str, &'a Drawing) {
    if class.drawing == root.drawing { (&root.label, &root.drawing) } else { (&class.label, &class.drawing) }
}

/// What a picture shows.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) documents: usize,
    pub(super) entities: usize,
    pub(super) edges: u64,
    pub(super) facts: u64,
    pub(super) left_out: usize,
}

/// Appends the label of the graph: the title, if there is one, and under it what is shown.
pub(super) fn title(bytes: &mut Vec<u8>, title: Option<&str>, counts: &Counts, edges: &str) {
    bytes.extend_from_slice(b"<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"2\">");
    if let Some(title) = title.filter(|title| !title.trim().is_empty()) {
        bytes.extend_from_slice(b"<TR><TD ALIGN=\"LEFT\"><FONT POINT-SIZE=\"16\"><B>");
        html(bytes, &text::cut(title, 200));
        bytes.extend_from_slice(b"</B></FONT></TD></TR>");
    }
    let number = |count: u64, one: &str, more: &str| format!("{count} {}", if count == 1 { one } else { more });
    let (documents, entities) = (number(counts.documents as u64, "document", "documents"), number(counts.entities as u64, "entity", "entities"));
    let (edges, facts) = (number(counts.edges, edges, &format!("{edges}s")), counts.facts);
    bytes.extend_from_slice(
        format!("<TR><TD ALIGN=\"LEFT\"><FONT POINT-SIZE=\"11\" COLOR=\"#4A5560\">{documents}, {entities}, {edges}, {facts} of them facts").as_bytes(),
    );
    if counts.left_out > 0 {
        bytes.extend_from_slice(format!("; {} without a line not shown", number(counts.left_out as u64, "entity", "entities")).as_bytes());
    }
    bytes.extend_from_slice(b"</FONT></TD></TR></TABLE>>");
}

/// Appends the legend as a node: a cell per class and a line per standing that occur.
pub(super) fn legend(bytes: &mut Vec<u8>, classes: &[(&str, &Drawing)], lines: &[Line]) {
    let mut add = |text: &str| bytes.extend_from_slice(text.as_bytes());
    add("  \"legend\" [id=\"legend\", shape=\"plaintext\", margin=\"0\", tooltip=\"legend\", label=<<TABLE BORDER=\"1\" COLOR=\"#C8CDD2\" ");
    add("CELLBORDER=\"0\" CELLSPACING=\"6\"><TR><TD VALIGN=\"TOP\"><TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"4\">\n");
    for (label, drawing) in classes {
        class_cell(bytes, label, drawing);
    }
    let mut add = |text: &str| bytes.extend_from_slice(text.as_bytes());
    add("    </TABLE></TD><TD VALIGN=\"TOP\"><TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"3\">\n");
    for Line { style, color, meaning } in lines {
        // the cell is as high as half a line of text, so that its lower edge runs through the middle of the words
        add("      <TR><TD><TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\">");
        add(&format!("<TR><TD BORDER=\"2\" SIDES=\"B\" STYLE=\"{style}\" COLOR=\"{color}\" WIDTH=\"42\"><FONT POINT-SIZE=\"2\"> </FONT></TD></TR>"));
        add("<TR><TD><FONT POINT-SIZE=\"2\"> </FONT></TD></TR></TABLE></TD>");
        add(&format!("<TD ALIGN=\"LEFT\"><FONT POINT-SIZE=\"10\" COLOR=\"{color}\">{meaning}</FONT></TD></TR>\n"));
    }
    add("    </TABLE></TD></TR>\n    <TR><TD COLSPAN=\"2\" ALIGN=\"LEFT\"><FONT POINT-SIZE=\"10\" COLOR=\"#333F4B\">");
    add(SENTENCE);
    add("</FONT></TD></TR></TABLE>>];\n");
}

fn class_cell(bytes: &mut Vec<u8>, label: &str, drawing: &Drawing) {
    let round = if drawing.shape == "ellipse" || drawing.style.contains("rounded") { "rounded" } else { "" };
    let dashed = if drawing.style.contains("dashed") { "dashed" } else { "" };
    let comma = if round.is_empty() || dashed.is_empty() { "" } else { "," };
    let style = if round.len() + dashed.len() == 0 { String::new() } else { format!(" STYLE=\"{round}{comma}{dashed}\"") };
    bytes.extend_from_slice(b"      <TR><TD BORDER=\"1\" CELLPADDING=\"3\" COLOR=\"");
    html(bytes, &drawing.line);
    bytes.extend_from_slice(b"\" BGCOLOR=\"");
    html(bytes, &drawing.fill);
    bytes.extend_from_slice(format!("\"{style}><FONT POINT-SIZE=\"10\" COLOR=\"").as_bytes());
    html(bytes, &drawing.line);
    bytes.extend_from_slice(b"\">");
    html(bytes, label);
    bytes.extend_from_slice(b"</FONT></TD></TR>\n");
}

/// Appends the legend as a comment, for a picture that is too full for a node of it.
pub(super) fn legend_comment(bytes: &mut Vec<u8>, classes: &[(&str, &Drawing)], lines: &[Line]) {
    for (label, drawing) in classes {
        bytes.extend_from_slice(b"  // ");
        escaped(bytes, &format!("{label}: {}, {} with outline {}", drawing.shape, drawing.fill, drawing.line));
        bytes.push(b'\n');
    }
    for Line { style, color, meaning } in lines {
        bytes.extend_from_slice(format!("  // line {style} {color}: {meaning}\n").as_bytes());
    }
    bytes.extend_from_slice(b"  // Dashed and dotted lines are not facts: see the words in the tooltip of the line.\n");
}
