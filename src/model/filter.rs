//! shim
use super::*;
/// f
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// .
    pub standings: Vec<Standing>,
    /// .
    pub classes: Vec<String>,
    /// .
    pub predicates: Vec<String>,
    /// .
    pub documents: Vec<String>,
    /// .
    pub min_confidence: Option<Confidence>,
    /// .
    pub focus: Option<Focus>,
    /// .
    pub top: Option<usize>,
}
/// f
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Focus {
    /// .
    pub name: String,
    /// .
    pub hops: usize,
}
impl KnowledgeGraph {
    /// f
    pub fn filter(&self, _f: &Filter) -> crate::Result<Self> {
        Ok(self.clone())
    }
}
