//! The desk.

pub mod access;
pub mod addresses;
pub mod cli;
pub mod clock;
pub mod config;
pub mod evidence;
pub mod exhibitors;
pub mod journal;
pub mod listen;
pub mod locale;
pub mod metrics;
pub mod qr;
pub mod telemetry;
pub mod web;
