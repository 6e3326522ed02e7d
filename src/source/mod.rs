//! shim
use crate::model::*;
use crate::*;
/// .
pub enum Input {
    /// .
    Article(Document),
    /// .
    Extraction(Extraction),
}
/// .
pub struct Inputs {
    /// .
    pub inputs: Vec<Input>,
    /// .
    pub resolution: Option<Resolution>,
    /// .
    pub diagnostics: Diagnostics,
}
/// .
pub fn read(paths: &[std::path::PathBuf], _s: &mut Schema) -> Result<Inputs> {
    let mut inputs = Vec::new();
    for p in paths {
        let mut ps = Vec::new();
        if p.is_dir() {
            ps.extend(std::fs::read_dir(p)?.map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "txt" || e == "md")));
            ps.sort()
        } else {
            ps.push(p.clone())
        }
        for p in ps {
            let text = std::fs::read_to_string(&p)?;
            inputs.push(Input::Article(Document { id: Document::choose_id(None, None, Some(&text)), text: Some(text), ..Document::default() }));
        }
    }
    Ok(Inputs { inputs, resolution: None, diagnostics: Diagnostics::new() })
}
