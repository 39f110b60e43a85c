//! The daily log: what the organiser reads for a day, as a table and as a document, and the seal that closes it.
//!
//! Everything here comes from facts alone: numbers, codes, times, and booths where a complaint was made. Nothing that was said
//! stands in it, so it stays what it is when names and texts are erased (procedure E.2).

pub mod choice;
pub mod document;
pub mod seal;
pub mod table;

pub use choice::{Choice, Only};
pub use document::{Document, document};
pub use table::{Words, csv};
