//! The numbers by which the model's columns refer to each other; they are private to one graph and never written.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident($int:ty);)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $int);

        impl $name {
            /// Returns the position in its column.
            pub fn index(self) -> usize {
                usize::try_from(self.0).expect("a column's position fits the machine's word")
            }
        }
    )*};
}

ids! {
    /// A text in the string pool.
    StrId(u32);
    /// An entity; also the index of its node in the petgraph.
    EntityId(u32);
    /// A relation; also the index of its edge in the petgraph.
    RelationId(u32);
    /// A document.
    DocumentId(u32);
    /// An entity record of one document.
    LocalId(u32);
    /// A class of the ontology, or one that the input brought.
    ClassId(u16);
    /// A predicate of the ontology, or one that the input brought.
    PredicateId(u16);
}
