//! Time that passes at once for every program that is told of it: an hour without a wire need not take one.
//!
//! The clocks of programs built for tests go ahead by what stands in a file, `clock::SystemClock` says how.

use std::{
    path::Path,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tempfile::TempDir;

/// By how much the clocks go ahead.
#[derive(Debug)]
pub struct Ahead {
    folder: TempDir,
    passed: Mutex<Duration>,
}

impl Ahead {
    /// The name of the variable that tells a program of it.
    pub const VARIABLE: &str = "FAIRDESK_CLOCK_AHEAD";

    /// Not ahead yet.
    pub fn new() -> std::io::Result<Self> {
        Ok(Self { folder: tempfile::tempdir()?, passed: Mutex::default() })
    }

    /// What the variable names.
    pub fn file(&self) -> std::path::PathBuf {
        self.folder.path().join("ahead")
    }

    /// Lets time pass for everybody. Nobody ever reads half a number.
    pub fn passes(&self, step: Duration) -> std::io::Result<()> {
        let mut passed = self.passed.lock().unwrap_or_else(PoisonError::into_inner);
        *passed += step;
        let next: &Path = &self.folder.path().join("next");
        std::fs::write(next, passed.as_secs().to_string())?;
        std::fs::rename(next, self.file())
    }
}
