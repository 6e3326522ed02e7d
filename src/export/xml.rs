//! XML escaping.
