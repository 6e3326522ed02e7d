//! corkboard.
