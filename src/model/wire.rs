//! shim
use super::*;
/// f
pub fn write_extraction(e: &Extraction, _s: &Schema, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    writeln!(out, "{{\"document\":{{\"id\":\"{}\"}}}}", e.document.id)
}
