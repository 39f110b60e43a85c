//! The file of a case, whole: what it holds and what it lacks, as one PDF with bookmarks, and as an archive whose list of digests is
//! signed with the fair's key, so that years later anybody can tell that nothing in it was changed.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use data_encoding::{BASE64, HEXLOWER};
use domain::{
    Case, CaseId, Command, body::Content, case::Ask, fair::Language, file::Lack, number, staff::Role,
};
use jiff::civil::Date;
use papers::{Paper, Typeset};
use sha2::{Digest as _, Sha256};

use crate::{
    app::App,
    documents::{
        self,
        file::{Around, Line, entries},
    },
    evidence::Kept,
    locale::Texts,
    web::{
        archive,
        counter::{Done, files, sent::lines},
        form::{Entries, fresh_key},
        frame::{self, Frame},
        guard::{Signed, Who},
        office::today,
        origin::Origin,
        pdf,
        problem::{Fault, Problem},
        route::{Access, HEADS, MEDIATORS, Route},
        signed,
        submit::name_of,
        visit::Visit,
    },
};

use super::{Asked, Wanted, called, dossier::gather, opened, short_title};

/// Longest reason, characters.
const REASON: usize = 2000;

/// What stands before the key in a public key of this kind (RFC 8410), so that the usual tools read it.
const ED25519: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

pub(super) fn routes() -> Vec<Route> {
    let mediators = Access::Staff(MEDIATORS);
    vec![
        Route::get("/counter/cases/{case}/file", mediators, page),
        Route::get("/counter/cases/{case}/file/file.pdf", mediators, as_pdf),
        Route::get("/counter/cases/{case}/file/file.zip", mediators, as_archive),
        Route::post("/counter/cases/{case}/file/archive", Access::Staff(HEADS), lay_away),
    ]
}

#[derive(Template)]
#[template(path = "papers_file.html")]
struct FilePage {
    frame: Frame,
    t: Texts,
    id: String,
    lacks: Vec<&'static str>,
    holds: Vec<(String, String)>,
    photos: usize,
    languages: Vec<(&'static str, String)>,
    /// For the form that lays it away.
    key: String,
    /// The last entry of the case that its reader is told of.
    upto: u64,
    /// When it was laid away last, by whom, with how many pages and volumes; and why although it lacked something.
    laid: Option<(String, String)>,
    /// Something was added since.
    grown: bool,
    /// This reader may lay it away now.
    may_lay: bool,
    /// Another body has the case.
    elsewhere: bool,
    kept_until: String,
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let case = opened(&app, &who, &person, &id).await?;
    let frame = done.tell(signed::frame(&app, &visit, &who, "file-title").counter());
    let (t, at) = (frame.t(), app.now());
    let holds = entries(&case).into_iter().map(|entry| {
        let who = entry.party.and_then(|id| called(&t, &at, &case, id)).unwrap_or_default();
        (t.t(short_title(entry.kind)).into_owned(), who)
    });
    let page = FilePage {
        id: case.id.to_string(),
        lacks: lacks(&app, &case).into_iter().map(Lack::code).collect(),
        holds: holds.collect(),
        photos: photos(&case).count(),
        key: fresh_key(),
        upto: case.last_step(),
        laid: laid(&app, &t, &case, kept_in(&app, &visit))?,
        grown: case.has_grown(),
        may_lay: person.is(Role::Head)
            && case.asks_for(Ask::Mediation)
            && !case.state.is_open()
            && (case.archived.is_empty() || case.has_grown()),
        elsewhere: case.elsewhere().is_some(),
        kept_until: at.desk.keeping(&case).map(|keeping| t.date(keeping.until)).unwrap_or_default(),
        languages: Language::ALL.iter().map(|known| (known.tag(), t.language_name(*known))).collect(),
        t,
        frame,
    };
    Ok(frame::show(&page))
}

/// When, by whom and with how many pages, in which language, the file was laid away last; and the reason, where it lacked something.
fn laid(app: &App, t: &Texts, case: &Case, kept: Language) -> Result<Option<(String, String)>, Problem> {
    let Some(last) = case.archived.last() else { return Ok(None) };
    let who = last.by.map(|by| name_of(by, &app.now())).unwrap_or_default();
    let pages = t.t2("file-laid-pages", "pages", last.pages, "volumes", u32::from(last.volumes));
    let kept = t.t1("file-laid-in", "language", t.language_name(kept));
    Ok(Some(([t.moment(last.at), who, pages, kept].join(" · "), reason(app, case)?.unwrap_or_default())))
}

/// Why the file was laid away last, where it lacked something.
fn reason(app: &App, case: &Case) -> Result<Option<String>, Problem> {
    let Some(last) = case.archived.last() else { return Ok(None) };
    let said = app.engine.entry(last.seq)?.and_then(|entry| entry.body.content());
    Ok(if let Some(Content::Remark { text }) = said { Some(text) } else { None })
}

/// The head lays the file away as they saw it: with the pages it has, and a reason where it lacks something. What was added since, also
/// while the pages were counted, they look at first.
async fn lay_away(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    origin: Origin,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let case = opened(&app, &who, &person, &id).await?;
    let reason = lines("reason", form.text("reason"), REASON)?;
    let volumes = number::whole::<u16>(form.text("volumes"));
    let volumes = volumes.ok_or_else(|| Problem::of(Fault::Invalid).field("volumes", "invalid"))?;
    let once = form.once(&app, &who, &format!("counter/{}/archive", case.id));
    // No more than what the pages below are of, whatever is sent.
    let seen = number::whole::<u64>(form.text("upto"));
    let upto = seen.map_or(case.last_step(), |seen| seen.min(case.last_step()));
    let (id, language) = (case.id, kept_in(&app, &visit));
    let press = Press { on: today(&app), app: app.clone(), case, origin, language, reason: reason.clone() };
    let made = tokio::task::spawn_blocking(move || press.bound()).await;
    let pages = u32::try_from(made.map_err(|gone| Problem::internal(&gone))??.pages).unwrap_or(u32::MAX);
    let typed = reason.clone().unwrap_or_default();
    let command = Command::ArchiveFile { case: id, pages, volumes, upto, reason };
    app.ask(who.from(), once, command).await.map_err(|problem| changed(problem, id, &typed))?;
    Ok(visit.sent(&format!("/counter/cases/{id}/file?done=archived")))
}

/// Where something was added since: the file as it is now is a page away, and the reason that was typed is not lost.
fn changed(problem: Problem, case: CaseId, reason: &str) -> Problem {
    if problem.code() != "changed" {
        return problem;
    }
    problem.worded("file-changed").typed(reason).overtaken_on(format!("/counter/cases/{case}/file"))
}

/// The language in which files are kept, and their pages counted, whoever presses: the first of the plan.
fn kept_in(app: &App, visit: &Visit) -> Language {
    let now = app.now();
    let first = now.desk.fair().and_then(|fair| fair.plan.languages.first().copied());
    first.unwrap_or_else(|| visit.texts.language())
}

fn lacks(app: &App, case: &Case) -> Vec<Lack> {
    case.file_lacks(app.now().desk.kind_of(case), today(app))
}

fn photos(case: &Case) -> impl Iterator<Item = &domain::case::Evidence> {
    case.evidence.iter().filter(|photo| photo.audience.mediation())
}

async fn as_pdf(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    origin: Origin,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let case = opened(&app, &who, &person, &id).await?;
    let name = format!("file-{}.pdf", documents::number_of(&case));
    let press = Press::of(app, case, &visit, origin, &asked)?;
    let made = tokio::task::spawn_blocking(move || press.whole()).await;
    pdf::inline(made.map_err(|gone| Problem::internal(&gone))??, &name)
}

async fn as_archive(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    origin: Origin,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let case = opened(&app, &who, &person, &id).await?;
    let name = format!("file-{}.zip", documents::number_of(&case));
    let press = Press::of(app, case, &visit, origin, &asked)?;
    let made = tokio::task::spawn_blocking(move || press.archive()).await;
    archive::answer(made.map_err(|gone| Problem::internal(&gone))??, &name)
}

/// Makes the file. Blocks; only after the reading was recorded.
struct Press {
    app: App,
    case: Arc<Case>,
    origin: Origin,
    language: Language,
    on: Date,
    /// Why it is laid away although it lacks something.
    reason: Option<String>,
}

/// A paper of the file by its name in the archive.
struct Made {
    name: String,
    title: String,
    paper: Paper,
}

impl Press {
    /// In the language that was asked for, else in the one in which files are kept.
    fn of(app: App, case: Arc<Case>, visit: &Visit, origin: Origin, asked: &Asked) -> Result<Self, Problem> {
        let language = asked.language().unwrap_or_else(|| kept_in(&app, visit));
        let reason = reason(&app, &case)?;
        Ok(Self { on: today(&app), app, case, origin, language, reason })
    }

    fn papers(&self) -> Result<Vec<Made>, Problem> {
        let at = self.app.now();
        let t = at.texts(self.language);
        let mut made = Vec::new();
        let entries = entries(&self.case);
        for (number, entry) in entries.iter().enumerate() {
            let wanted = Wanted::fixed(&self.case, entry.kind, entry.party, entry.number, self.language);
            let document = wanted.document(&self.app, &self.case, &self.origin)?;
            let who = entry.party.and_then(|id| called(&t, &at, &self.case, id));
            let title = t.t(short_title(entry.kind)).into_owned();
            let several = entries.iter().filter(|other| other.kind == entry.kind).count() > 1;
            made.push(Made {
                name: format!("{:02}-{}.pdf", number + 1, entry.kind.code()),
                title: [
                    Some(title),
                    entry.number.filter(|_| several).map(|at| t.t1("papers-ordinal", "number", at)),
                    who,
                ]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · "),
                paper: document.paper,
            });
        }
        Ok(made)
    }

    /// Cover, contents, everything, closing report. The pages of the contents are known once everything else is set.
    fn all(&self) -> Result<(Paper, Paper, Vec<Made>), Problem> {
        let dossier = gather(&self.app, (&self.case, None), &self.origin, None, self.language)?;
        let at = self.app.now();
        let kept_until = files::kept_until(&at);
        let reason = self.reason.clone();
        let around = Around { dossier: &dossier, language: self.language, on: self.on, kept_until, reason };
        let mut made = self.papers()?;
        let closing = around.closing(&lacks(&self.app, &self.case));
        let title = closing.titles.first().cloned().unwrap_or_default();
        made.push(Made { name: format!("{:02}-closing-report.pdf", made.len() + 1), title, paper: closing });
        let counts =
            made.iter().map(|one| Ok(pdf::set(&one.paper)?.pages)).collect::<Result<Vec<_>, Problem>>()?;
        let lines = |before: usize| {
            let mut next = before + 1;
            let lines = made.iter().zip(&counts).map(|(one, count)| {
                let first = next;
                next += count;
                Line { title: one.title.clone(), pages: (first, *count) }
            });
            lines.collect::<Vec<_>>()
        };
        // How many pages cover and contents have does not hang on the numbers in them.
        let ahead = pdf::set(&around.cover(2))?.pages + pdf::set(&around.contents(&lines(2)))?.pages;
        let contents = around.contents(&lines(ahead));
        // A cover speaks of the pages behind it: in another language than the one they are kept in there may be more or fewer.
        let cover = around.cover(ahead + counts.iter().sum::<usize>());
        Ok((cover, contents, made))
    }

    /// Everything in one, its pages counted through.
    fn bound(&self) -> Result<Typeset, Problem> {
        let (cover, contents, made) = self.all()?;
        let papers = [cover, contents].into_iter().chain(made.into_iter().map(|one| one.paper));
        let t = self.app.now().texts(self.language);
        let through = t.t1("file-sheet", "sheet", "{sheet}");
        let papers: Vec<_> =
            papers.map(|paper| Paper { paging: format!("{} · {through}", paper.paging), ..paper }).collect();
        pdf::set_all(&papers)
    }

    fn whole(&self) -> Result<Vec<u8>, Problem> {
        Ok(self.bound()?.pdf)
    }

    fn archive(&self) -> Result<Vec<u8>, Problem> {
        let (cover, contents, made) = self.all()?;
        let mut files = vec![
            ("00-cover.pdf".to_owned(), pdf::set(&cover)?.pdf),
            ("00-contents.pdf".to_owned(), pdf::set(&contents)?.pdf),
        ];
        for one in &made {
            files.push((one.name.clone(), pdf::set(&one.paper)?.pdf));
        }
        for (number, photo) in photos(&self.case).enumerate() {
            let content = self.app.engine.entry(photo.seq)?.and_then(|entry| entry.body.content());
            let Some(Content::Evidence(body)) = content else { return Err(Problem::of(Fault::Erased)) };
            let kept = Kept::try_from(body.copy).map_err(|error| Problem::internal(&error))?;
            let bytes = self.app.evidence.vault().open(&kept.name, &kept.key);
            let name = format!("photos/{:02}-{}.jpg", number + 1, photo.purpose.code());
            files.push((name, bytes.map_err(|error| Problem::internal(&error))?));
        }
        let reader = self.app.engine.reader();
        let key = reader.fair_key();
        let head = format!(
            "# fairdesk case file 1\n# fair {}\n# case {}\n",
            HEXLOWER.encode(&key.fair().0),
            documents::number_of(&self.case)
        );
        let sum = |(name, bytes): &(String, Vec<u8>)| {
            format!("{}  {name}\n", HEXLOWER.encode(&Sha256::digest(bytes)))
        };
        let sums: String = std::iter::once(head).chain(files.iter().map(sum)).collect();
        let signature = key.sign(sums.as_bytes()).to_vec();
        files.push(("SHA256SUMS".to_owned(), sums.into_bytes()));
        files.push(("SHA256SUMS.sig".to_owned(), signature));
        files.push(("fair-key.pem".to_owned(), pem(&key.public_key()).into_bytes()));
        archive::pack(&files)
    }
}

/// A public key as the usual tools read it.
fn pem(key: &[u8; 32]) -> String {
    let der = [ED25519.as_slice(), key].concat();
    format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", BASE64.encode(&der))
}
