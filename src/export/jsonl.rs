//! Writer.

use std::io::{self, Write};

use super::{ExportOptions, Fidelity};
use crate::model::KnowledgeGraph;

pub(super) fn write(_graph: &KnowledgeGraph, _options: &ExportOptions, out: &mut dyn Write, _fidelity: &mut Fidelity) -> io::Result<()> {
    out.flush()
}
