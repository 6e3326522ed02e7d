//! Which classes are kinds of which, read from the ontology once.

use crate::model::ids::ClassId;
use crate::model::schema::Schema;

/// The superclasses of every class, itself included.
#[derive(Debug, Clone, Default)]
pub(super) struct Kinds {
    above: Vec<Vec<ClassId>>,
}

impl Kinds {
    pub(super) fn new(schema: &Schema) -> Self {
        let above = (0..schema.classes().len()).map(|place| above(schema, place)).collect();
        Self { above }
    }

    /// Returns whether a class is another one or a kind of it; a class that the ontology did not have at first is only itself.
    pub(super) fn is(&self, class: ClassId, of: ClassId) -> bool {
        class == of || self.above.get(class.index()).is_some_and(|above| above.contains(&of))
    }

    /// Returns whether a class is a kind of one of several; nothing to choose from allows all.
    pub(super) fn fits(&self, class: ClassId, any: &[ClassId]) -> bool {
        any.is_empty() || any.iter().any(|of| self.is(class, *of))
    }
}

fn above(schema: &Schema, place: usize) -> Vec<ClassId> {
    let mut out = Vec::new();
    let mut open = schema.classes()[place].superclasses.clone();
    while let Some(iri) = open.pop() {
        let Some(class) = schema.class_named(&iri) else { continue };
        if !out.contains(&class) {
            out.push(class);
            open.extend(schema.class(class).superclasses.iter().cloned());
        }
    }
    out
}

/// The classes that the stages themselves speak of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub(super) person: ClassId,
    pub(super) organization: ClassId,
    pub(super) group: ClassId,
    pub(super) position: ClassId,
    pub(super) report: ClassId,
    pub(super) event: ClassId,
    pub(super) law: ClassId,
}

impl Known {
    pub(super) fn new(schema: &Schema) -> Self {
        let of = |name: &str| schema.class_named(name).unwrap_or(schema.thing());
        Self {
            person: of("Person"),
            organization: of("Organization"),
            group: of("Group"),
            position: of("Position"),
            report: of("Report"),
            event: of("Event"),
            law: of("Law"),
        }
    }
}
