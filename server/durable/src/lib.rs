//! What survives a power cut: the store, its head file and its lock, for every program here that must not forget.
//!
//! The desk keeps its journal in it and a kiosk its tickets. Each knows what its pairs of bytes mean; this crate only knows how
//! they come to lie on a disk for good, and how it is noticed when they no longer do.
//!
//! * [`Store`]: sled, with what it takes to trust it. Nothing is acknowledged before the disk has it.
//! * [`HeadFile`]: how far the store reaches, remembered outside it, because a damaged store opens as a shorter valid one.
//! * [`Lock`]: one process at a time, and a note for the next one of how the last one ended.
//! * [`folder`]: the few file operations that must survive a power cut.

mod disk;
mod fault;
pub mod folder;
mod head;
mod lock;
mod store;

pub use disk::{Disk, LocalDisk};
pub use fault::Fault;
pub use head::{Head, HeadFile};
pub use lock::{Before, Lock};
pub use store::{Batch, Pair, SCAN_BYTES, Store};
