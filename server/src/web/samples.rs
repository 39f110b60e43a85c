//! The living style page: every part and every layout from samples, in both languages, rendered by a test into
//! `target/pages/` so that people can look at them (`python3 -m http.server -d target/pages`) and a browser can audit them.

use std::fs;
use std::path::{Path, PathBuf};

use askama::Template;

use super::chart::{Bar, Bars, Columns};
use super::frame::{Errors, Frame, Masthead, Person, Step, Tone};
use super::{assets, problem};
use crate::locale::{Language, Texts};

#[derive(Template)]
#[template(path = "sample_parts.html")]
struct PartsPage {
    frame: Frame,
    t: Texts,
    errors: Errors,
    steps: Vec<Step>,
    line: String,
    load: String,
}

#[derive(Template)]
#[template(path = "sample_board.html")]
struct BoardPage {
    frame: Frame,
    t: Texts,
    tongues: Vec<Texts>,
}

#[derive(Template)]
#[template(path = "sample_paper.html")]
struct PaperPage {
    frame: Frame,
    t: Texts,
}

fn frame(language: Language) -> Frame {
    let masthead = Masthead::sample();
    let t = Texts::new(language, masthead.zone.clone());
    Frame::new(&masthead, t.clone(), "/samples?x=1&y=2", t.t("progress-heading").into_owned())
}

fn parts(frame: Frame) -> PartsPage {
    let t = frame.t();
    let mut errors = Errors::default();
    errors.add("item", t.t("problem-invalid-what"));
    let line = Bars {
        caption: t.t("chart-table").into_owned(),
        bars: vec![
            Bar::new(t.code("lane", "reception"), 14),
            Bar::new(t.code("lane", "talks"), 5).toned("second"),
            Bar::new(t.code("state", "parked"), 0),
        ],
    };
    let load = Columns {
        caption: t.t("chart-table").into_owned(),
        bars: (9_u64..18).map(|hour| Bar::new(format!("{hour}:00"), hour * 7 % 11)).collect(),
    };
    PartsPage {
        steps: Step::line(&t, 2),
        line: line.render().unwrap(),
        load: load.render().unwrap(),
        errors,
        t,
        frame,
    }
}

/// Where the pages are written: beside the build, whatever folder that is.
fn folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("target"),
        PathBuf::from,
    );
    target.join("pages")
}

/// Keeps a rendered page to be looked at, and holds it against the content policy.
pub(super) fn write(name: &str, language: Language, html: &str) {
    assert!(!html.contains("style=\""), "{name}: the content policy forbids style attributes");
    for handler in [" onclick=", " onload=", " onsubmit=", " onerror=", "javascript:"] {
        assert!(!html.contains(handler), "{name}: the content policy forbids {handler}");
    }
    let path = folder().join(format!("{name}.{}.html", language.tag()));
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, html).unwrap();
}

#[test]
fn every_part_renders_in_both_languages() {
    for (name, body) in assets::all() {
        let path = folder().join(assets::url(name).trim_start_matches('/'));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, body).unwrap();
    }
    for language in Language::ALL {
        let t = frame(language).t();
        let person = Person {
            name: "Li Na 李娜".to_owned(),
            roles: vec![t.code("role", "organiser").into_owned(), t.code("role", "head").into_owned()],
        };
        let staff = frame(language)
            .signed_in(person, "token")
            .link("/samples", t.t("progress-heading"))
            .link("/counter", t.code("lane", "talks"))
            .notice(Tone::Good, t.t("draft-restored"));
        write("phone", language, &parts(frame(language)).render().unwrap());
        write("counter", language, &parts(staff.clone().counter()).render().unwrap());
        write("office", language, &parts(staff.office()).render().unwrap());
        let frame = frame(language);
        write(
            "board",
            language,
            &BoardPage { tongues: vec![frame.t()], t: frame.t(), frame: frame.clone() }.render().unwrap(),
        );
        write("paper", language, &PaperPage { t: frame.t(), frame }.render().unwrap());
        write("problem", language, &problem::sample_page(language));
    }
}

/// A word that a page hands to a choice under the name of one of the choice's own would be shown as the field's name.
#[test]
fn no_choice_is_labelled_with_the_name_of_its_field() {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut seen = 0;
    for file in fs::read_dir(templates).unwrap() {
        let path = file.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        for call in text.split("m::choice(").skip(1) {
            let call = call.split("}}").next().unwrap();
            let shadowed = |word: &str| ["name", "kind"].contains(&word.trim().trim_end_matches(')'));
            assert!(!call.split(',').any(shadowed), "{}: {call}", path.display());
            seen += 1;
        }
    }
    assert!(seen > 20, "only {seen} were found");
}
