//! The desk.

pub mod addresses;
pub mod clock;
pub mod config;
pub mod evidence;
pub mod qr;
