//! Files as others read them: with the programs that print and copy from them.

use std::{
    path::PathBuf,
    process::{Command, Stdio},
};

/// A folder for one test's files.
pub fn folder(test: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

/// What a program says; `scripts/tools` installs those used here.
pub fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output();
    let output = output.unwrap_or_else(|why| panic!("{program} is missing, run scripts/tools: {why}"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("it speaks UTF-8")
}

/// The text of a document as a reader copies it, without spaces and line ends.
pub fn copied(test: &str, pdf: &[u8]) -> String {
    let file = folder(test).join("copied.pdf");
    std::fs::write(&file, pdf).expect("the target folder can be written");
    let read = run("pdftotext", &["-enc", "UTF-8", &file.to_string_lossy(), "-"]);
    read.chars().filter(|letter| !letter.is_whitespace()).collect()
}
