//! Stories told over HTTP and the command line, against the real program.

mod crash;
mod lifecycle;
