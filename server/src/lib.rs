//! The desk.

pub mod access;
pub mod addresses;
pub mod clock;
pub mod config;
pub mod evidence;
pub mod exhibitors;
pub mod journal;
pub mod locale;
pub mod qr;
pub mod web;
