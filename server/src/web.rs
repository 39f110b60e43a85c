//! The desk in a browser: pages, fragments, files and problems.

pub mod assets;
pub mod chart;
pub mod frame;
pub mod headers;
pub mod problem;
#[cfg(test)]
mod samples;
pub mod visit;
