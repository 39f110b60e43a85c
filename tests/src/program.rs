//! The real program, run as a command.
//!
//! `scripts/test` names the binary it has just built in `FAIRDESK_PROGRAM`. Without that the binary is built here, once, so
//! that `cargo test --workspace` never tells its stories against yesterday's program.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
};

/// The binary `fairdesk`.
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        if let Some(path) = std::env::var_os("FAIRDESK_PROGRAM") {
            return PathBuf::from(path);
        }
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        // The same selection as `cargo test --workspace`, so that nothing is built twice with other features.
        let built = Command::new(cargo)
            .args(["build", "--workspace", "--all-targets", "--quiet"])
            .current_dir(top())
            .status();
        assert!(built.expect("cargo is there").success(), "fairdesk does not build");
        target().join("debug/fairdesk")
    })
}

/// The top of the source tree.
pub fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this package lies in the workspace")
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| top().join("target"), PathBuf::from)
}

/// How a command ended and what it said.
#[derive(Debug)]
pub struct Said {
    /// Exit code; none when a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Said {
    /// Fails unless the command ended with 0; what it said otherwise.
    #[track_caller]
    pub fn well(self) -> Self {
        assert_eq!(self.code, Some(0), "{}\n{}", self.out, self.err);
        self
    }

    /// The last line of standard output that is not empty.
    pub fn last_line(&self) -> &str {
        self.out.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default()
    }
}

/// A clean command line of `fairdesk`: no settings from the environment of whoever runs the tests.
pub fn command() -> Command {
    let mut command = Command::new(program());
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("FAIRDESK_") {
            command.env_remove(name);
        }
    }
    command.stdin(Stdio::null());
    command
}

/// Runs `fairdesk` with these arguments to its end.
pub fn fairdesk<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> Said {
    let output = command().args(arguments).output().expect("fairdesk can be run");
    Said {
        code: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// `fairdesk verify` on a data folder.
pub fn verify(data: &Path) -> Said {
    fairdesk(["verify".as_ref(), "--data".as_ref(), data.as_os_str()])
}
