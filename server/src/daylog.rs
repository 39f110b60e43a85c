//! The daily log: what the organiser reads for a day, and the seal that closes it.

pub mod seal;
