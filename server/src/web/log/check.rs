//! The check of a printed log by the checkpoint in its code: whether it belongs to this desk's journal.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use data_encoding::HEXLOWER;

use crate::{
    app::App,
    daylog::{
        Checkpoint,
        checkpoint::{Known, Stage, Verdict},
        seal,
    },
    locale::Texts,
    web::{
        frame::{self, Frame},
        problem::Problem,
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "log_check.html")]
struct CheckPage {
    frame: Frame,
    t: Texts,
    belongs: bool,
    /// What was found, and what it means.
    found: (String, String),
    /// Whether it is sealed; only said of a log that this fair signed.
    stage: Option<&'static str>,
    date: String,
    upto: u64,
    hash: Vec<String>,
}

/// Says of a printed log whether it belongs to this journal. It tells nothing that does not stand on the paper.
///
/// # Errors
/// When the journal cannot be read.
pub(in crate::web) fn answer(app: &App, visit: &Visit, checkpoint: &Checkpoint) -> Result<Response, Problem> {
    let reader = app.engine.reader();
    let statement = &checkpoint.statement;
    let entry = reader.entry(statement.upto).map_err(|error| Problem::internal(&error))?;
    let key = reader.fair_key();
    let verdict = checkpoint.verdict(key.fair(), &key.public_key(), |_| {
        entry.map_or(Known::EndsAt(reader.head().seq), |entry| Known::Hash(entry.hash))
    });
    let frame = visit.frame("log-check-title");
    let t = frame.t();
    let word = |key: &str| t.t(key).into_owned();
    let upto = t.number(statement.upto);
    let (status, head, what) = match verdict {
        Verdict::Belongs => {
            (StatusCode::OK, word("log-check-belongs"), t.t1("log-check-belongs-what", "upto", upto))
        }
        Verdict::OtherFair => {
            (StatusCode::NOT_FOUND, word("log-check-other-fair"), word("log-check-other-fair-what"))
        }
        // A journal leaves nothing out.
        Verdict::NotSigned | Verdict::Later { .. } | Verdict::Unknown => {
            (StatusCode::NOT_FOUND, word("papers-check-unknown"), word("papers-check-unknown-hint"))
        }
        Verdict::CutShort { ends } => {
            let what = t.t2("log-check-cut-short-what", "upto", upto, "ends", t.number(ends));
            (StatusCode::OK, word("log-check-cut-short"), what)
        }
        Verdict::Changed => {
            (StatusCode::OK, word("log-check-changed"), t.t1("log-check-changed-what", "upto", upto))
        }
    };
    let stage = match checkpoint.stage {
        Stage::Seal => "log-check-sealed",
        Stage::Draft => "log-check-draft",
    };
    let hash = HEXLOWER.encode(&statement.hash);
    let page = CheckPage {
        belongs: verdict == Verdict::Belongs,
        found: (head, what),
        stage: (status == StatusCode::OK).then_some(stage),
        date: t.date(statement.day),
        upto: statement.upto,
        hash: seal::in_groups(&hash).into_iter().map(ToOwned::to_owned).collect(),
        frame,
        t,
    };
    Ok(frame::show_with(status, &page))
}
