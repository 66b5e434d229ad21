//! The `quanze` command.

fn main() {}
