//! Stories about the real program. Most are told against a desk of paper, which speaks what travels and keeps what it was sent; `fair` and
//! `phone` against the real one.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a story wants to fail where it stands; the desk of paper has a clock and tasks of its own"
)]

mod desk;
mod fair;
mod hand_off;
mod kill;
mod lifecycle;
mod paper;
mod phone;
mod power;
mod program;
mod screen;
mod wire;
