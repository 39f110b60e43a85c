//! The desk.

fn main() {}
