//! The desk: everything but the rules, which are in `domain`.
//!
//! `ARCHITECTURE.md` beside this crate is the map. Dependencies go one way: `domain ← journal ← engine ← app ← web ← main`.

pub mod access;
pub mod addresses;
pub mod app;
pub mod backup;
pub mod check;
pub mod cli;
pub mod commands;
pub mod config;
pub mod console;
pub mod daylog;
pub mod demo;
pub mod desk;
pub mod devices;
pub mod documents;
pub mod engine;
pub mod evidence;
pub mod exhibitors;
#[cfg(test)]
mod fuzz;
pub mod intake;
pub mod journal;
pub mod listen;
pub mod live;
pub mod making;
pub mod metrics;
pub mod operator;
pub mod qr;
pub mod record;
pub mod report;
pub mod serve;
pub mod table;
pub mod telemetry;
#[cfg(test)]
pub mod testing;
pub mod trial;
pub mod upkeep;
pub mod web;

pub use ::{clock, locale};
