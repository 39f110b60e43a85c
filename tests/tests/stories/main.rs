//! Stories told over HTTP and the command line, against the real program.

mod bad_input;
mod checkpoint;
mod crash;
mod damage;
mod day;
mod devices;
mod full_disk;
mod import;
mod lifecycle;
mod tls;
