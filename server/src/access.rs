//! Who is asking, and how we know: the primitives of sign-in, sessions, limits and unguessable keys.
//!
//! Nothing here knows a route or a role; which role may do what is decided where the routes are.
//!
//! Two kinds of time are used on purpose: what lives in memory only (delays, limits) counts in monotonic time, which
//! nobody can set; what survives a restart (sessions) counts in the time of day.

pub mod caller;
pub mod cookies;
pub mod csrf;
pub mod limits;
pub mod lockout;
pub mod pin;
mod private_file;
pub mod secrets;
pub mod sessions;
pub mod stamp;
