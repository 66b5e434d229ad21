//! Measures
