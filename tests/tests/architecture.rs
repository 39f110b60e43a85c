//! The shape of the source, held against a table: which part stands on which, that every file says what it is, that none grows
//! beyond what one can read in a sitting. A new edge between parts is a visible change of this file.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use tests::program::top;

/// Each part of the server and the parts it may use. `lib` and `main` put everything together and are left out.
///
/// Read from the bottom up: `domain ← journal ← engine ← app ← web ← main`; what is not listed on the right may not be used.
const MAY_USE: &[(&str, &[&str])] = &[
    // Stand on nothing of ours.
    ("addresses", &[]),
    ("clock", &[]),
    ("console", &[]),
    ("evidence", &[]),
    ("exhibitors", &[]),
    ("journal", &[]),
    ("listen", &[]),
    ("locale", &[]),
    ("qr", &["evidence"]),
    // Settings and access.
    ("config", &["addresses"]),
    ("cli", &["config"]),
    ("access", &["config"]),
    ("devices", &["access"]),
    ("metrics", &["access", "config"]),
    ("telemetry", &["access", "clock", "config", "console", "metrics"]),
    ("trial", &["access", "addresses"]),
    ("upkeep", &[]),
    ("making", &["access"]),
    // The one writer.
    ("record", &["journal"]),
    ("engine", &["clock", "journal", "record"]),
    ("live", &["engine"]),
    // Everything together, for whoever serves.
    ("intake", &["access", "clock", "engine", "exhibitors", "locale"]),
    (
        "app",
        &[
            "access",
            "clock",
            "config",
            "devices",
            "engine",
            "evidence",
            "exhibitors",
            "intake",
            "live",
            "making",
            "metrics",
            "trial",
            "upkeep",
        ],
    ),
    (
        "desk",
        &["access", "app", "clock", "config", "engine", "evidence", "journal", "live", "metrics", "record"],
    ),
    // Tables for others, as CSV and workbooks.
    ("table", &["locale"]),
    // What a day's log says, and what seals it.
    ("daylog", &["journal", "locale", "record", "table"]),
    // The report of a whole fair.
    ("report", &["journal", "locale", "table"]),
    // Papers of a case, and what proves a printed one.
    ("documents", &["journal", "locale"]),
    ("demo", &["access", "app", "clock", "daylog", "engine", "evidence", "exhibitors", "intake"]),
    // For whoever runs the machine.
    ("check", &["daylog", "evidence", "journal", "record"]),
    ("operator", &["access", "app", "record"]),
    ("backup", &["check", "evidence", "journal"]),
    // Readers of the published state. No journal: which one is used is not theirs to know.
    (
        "web",
        &[
            "access",
            "addresses",
            "app",
            "clock",
            "config",
            "daylog",
            "devices",
            "documents",
            "engine",
            "evidence",
            "exhibitors",
            "intake",
            "listen",
            "live",
            "locale",
            "making",
            "metrics",
            "qr",
            "record",
            "report",
            "table",
            "telemetry",
            "upkeep",
        ],
    ),
    (
        "serve",
        &[
            "access",
            "addresses",
            "app",
            "clock",
            "config",
            "console",
            "demo",
            "desk",
            "journal",
            "listen",
            "operator",
            "qr",
            "record",
            "web",
        ],
    ),
    (
        "commands",
        &[
            "access",
            "addresses",
            "app",
            "backup",
            "check",
            "cli",
            "clock",
            "config",
            "console",
            "daylog",
            "desk",
            "documents",
            "engine",
            "exhibitors",
            "intake",
            "journal",
            "listen",
            "locale",
            "operator",
            "record",
            "report",
            "serve",
            "table",
            "upkeep",
        ],
    ),
];

/// Most lines of code in a file, tests, comments and blank lines not counted.
const LONGEST: usize = 400;

/// Lists, not code: one looks something up in them.
const LISTS: &[&str] =
    &["server/domain/src/command.rs", "server/domain/src/event.rs", "server/src/exhibitors/columns/words.rs"];

/// Every Rust file below a folder.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the source is here") {
            let path = entry.expect("the source can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn sources() -> Vec<(PathBuf, String)> {
    let folders = [
        "kiosk/slip/src",
        "kiosk/src",
        "kiosk/tests",
        "server/src",
        "server/clock/src",
        "server/domain/src",
        "server/domain/tests",
        "server/durable/src",
        "server/link/src",
        "server/locale/src",
        "server/papers/src",
        "tests/src",
        "tests/tests",
    ];
    let files = folders.iter().flat_map(|folder| files_below(&top().join(folder)));
    files.map(|path| (path.clone(), std::fs::read_to_string(path).expect("source is text"))).collect()
}

fn name_of(path: &Path) -> String {
    path.strip_prefix(top()).unwrap_or(path).display().to_string()
}

/// Whether a file holds tests alone, and so stands on whatever it likes.
fn is_test(path: &Path) -> bool {
    let name = name_of(path);
    name.ends_with("/tests.rs")
        || name.contains("/tests/")
        || name.starts_with("server/src/testing/")
        || name.starts_with("server/src/fuzz")
        || name.starts_with("server/src/web/case_access")
        || ["server/src/testing.rs", "server/src/web/samples.rs", "server/src/web/access_table.rs"]
            .contains(&name.as_str())
}

/// The code of a file that is not only there for its own tests.
fn production(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text)
}

/// Parts of the crate named after `crate::` in a piece of code.
fn uses(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, mark) in code.match_indices("crate::") {
        let line = code[..at].rsplit('\n').next().unwrap_or_default();
        if line.trim_start().starts_with("//") {
            continue;
        }
        let rest = &code[at + mark.len()..];
        match rest.strip_prefix('{') {
            Some(list) => found.extend(first_words(list)),
            None => found.extend([word(rest)]),
        }
    }
    found
}

/// The first word of each entry of a list in braces, whose opening brace was read.
fn first_words(list: &str) -> Vec<String> {
    let (mut words, mut depth, mut fresh) = (Vec::new(), 1, true);
    for (at, letter) in list.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => fresh = true,
            _ if depth == 1 && fresh && letter.is_alphabetic() => {
                words.push(word(&list[at..]));
                fresh = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    words
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn every_part_stands_only_on_what_the_table_says() {
    let table: BTreeMap<_, BTreeSet<_>> =
        MAY_USE.iter().map(|(part, uses)| (*part, uses.iter().copied().collect())).collect();
    let root = top().join("server/src");
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Ok(inside) = path.strip_prefix(&root) else { continue };
        let part = inside.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
        let part = part.unwrap_or_default().trim_end_matches(".rs").to_owned();
        if ["lib", "main"].contains(&part.as_str()) || is_test(&path) {
            continue;
        }
        let Some(allowed) = table.get(part.as_str()) else {
            wrong.push(format!("{part} has no row in the table"));
            continue;
        };
        for used in uses(production(&text)) {
            if used != part && !allowed.contains(used.as_str()) {
                wrong.push(format!("{} uses {used}: {part} may not", name_of(&path)));
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_has_no_circle() {
    // Each part may only use parts that are above it in the table.
    for (at, (part, uses)) in MAY_USE.iter().enumerate() {
        for used in *uses {
            let above = MAY_USE[..at].iter().any(|(known, _)| known == used);
            assert!(above, "{part} uses {used}, which does not stand above it");
        }
    }
}

#[test]
fn every_file_says_what_it_is() {
    let silent: Vec<_> = sources()
        .iter()
        .filter(|(_, text)| !text.starts_with("//!"))
        .map(|(path, _)| name_of(path))
        .collect();
    assert!(silent.is_empty(), "without a head: {silent:?}");
}

#[test]
fn no_file_is_too_long_to_read() {
    let code = |text: &str| {
        let lines = production(text).lines().map(str::trim);
        lines.filter(|line| !line.is_empty() && !line.starts_with("//")).count()
    };
    let long: Vec<_> = sources()
        .iter()
        .filter(|(path, text)| !is_test(path) && code(text) > LONGEST)
        .filter(|(path, _)| !LISTS.contains(&name_of(path).as_str()))
        .map(|(path, text)| format!("{} has {} lines", name_of(path), code(text)))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

/// Looking for examples takes a while in each crate, so it is left out where there are none.
#[test]
fn every_example_is_of_a_crate_that_runs_them() {
    let has_example = |text: &str| {
        let lines = text.lines().map(str::trim);
        let comments = lines.filter_map(|line| line.strip_prefix("///").or_else(|| line.strip_prefix("//!")));
        let fences = comments.filter_map(|line| line.trim().strip_prefix("```"));
        // Every second one closes what the one before it opened.
        fences.step_by(2).any(|kind| kind.is_empty() || kind.starts_with("rust"))
    };
    let never_run: Vec<_> = sources()
        .iter()
        .filter(|(path, text)| !name_of(path).starts_with("server/papers/src/") && has_example(text))
        .map(|(path, _)| name_of(path))
        .collect();
    assert!(never_run.is_empty(), "examples without `doctest`: {never_run:?}");
}

/// The attribute makes a page load itself again and again; on a page with a form that loses what is typed.
#[test]
fn only_a_page_that_waits_loads_itself_again() {
    let pages = std::fs::read_dir(top().join("server/templates")).expect("the pages are here");
    let pages = pages.map(|page| page.expect("the pages can be read").path());
    let again: Vec<_> = pages
        .filter(|page| std::fs::read_to_string(page).is_ok_and(|text| text.contains("data-again")))
        .map(|page| name_of(&page))
        .collect();
    assert_eq!(again, ["server/templates/hand_off.html"]);
}

#[test]
fn there_are_no_mod_files() {
    let found: Vec<_> = sources().into_iter().filter(|(path, _)| path.ends_with("mod.rs")).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn nothing_of_the_kiosk_stands_on_the_desk() {
    for manifest in ["kiosk/Cargo.toml", "kiosk/slip/Cargo.toml", "server/link/Cargo.toml"] {
        let text = std::fs::read_to_string(top().join(manifest)).expect("a manifest is text");
        let desk = text.lines().find(|line| line.starts_with("fairdesk.") || line.starts_with("fairdesk ="));
        assert_eq!(desk, None, "{manifest}");
    }
}

/// What is said to serve the policy is shown by a test that is there.
#[test]
fn what_the_policy_asks_is_shown_by_tests() {
    let text = std::fs::read_to_string(top().join("server/ARCHITECTURE.md")).expect("it is text");
    let table = text.split("## What the policy asks").nth(1).expect("it has the table");
    let rows: Vec<_> =
        table.split("\n## ").next().unwrap_or_default().lines().filter(|l| l.starts_with("| ")).collect();
    let code: String = sources().into_iter().map(|(_, text)| text).collect();
    let mut articles = Vec::new();
    for row in rows.iter().skip(1) {
        let cells: Vec<_> = row.trim_matches('|').split('|').map(str::trim).collect();
        articles.push(cells[0].to_owned());
        let shown: Vec<_> = cells[4].split('`').skip(1).step_by(2).collect();
        assert!(!shown.is_empty(), "nothing shows article {}", cells[0]);
        for test in shown {
            assert!(code.contains(&format!("fn {test}(")), "no test {test} for article {}", cells[0]);
        }
    }
    assert_eq!(articles, (4..=13).map(|article| article.to_string()).collect::<Vec<_>>());
}
