//! For tests and benches: slips to print, a reader that turns a printer's bytes back to a picture, and a printer in the network that
//! can be emptied, opened and switched off.

pub mod paper;
pub mod printer;
pub mod samples;
