//! The editor of an agreement: rows of clauses in a plain form. Whoever writes from an older version than the newest sees both
//! texts and decides; nothing is overwritten and nothing typed is lost, whatever is wrong with it.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domain::{
    Case, PartyId,
    fair::Language,
    number,
    procedure::{Action, AgreementBody, ClauseBody, ClauseKind, Money, MoneyFault, NewAgreement},
    text::{self, TextFault},
};
use jiff::civil::Date;

use crate::{
    locale::Texts,
    web::{
        counter::{
            Done, happened,
            sent::{LINE, Sent, clashed, steps},
        },
        form::Entries,
        frame::{self, Errors},
        problem::{Fault, Problem},
        route::{Access, MEDIATORS, Route},
    },
};

use super::{
    Again,
    flaws::{self, Flaw},
    show, signing,
};

/// Clauses that one form can hold: as many as its fields allow.
const ROWS: usize = 28;
/// Longest act of a clause, characters.
const ACT: usize = 2000;
/// Longest of the other texts.
const TEXT: usize = 8000;

pub(super) fn routes() -> Vec<Route> {
    let mediators = Access::Staff(MEDIATORS);
    vec![
        Route::post("/counter/cases/{case}/agreement/draft", mediators, write),
        Route::post("/counter/cases/{case}/agreement/check", mediators, check),
        Route::post("/counter/cases/{case}/agreement/agree", mediators, agree),
        Route::post("/counter/cases/{case}/agreement/reopen", mediators, reopen),
    ]
}

/// What stands in the editor, as typed.
#[derive(Debug, Clone, Default)]
pub(in crate::web) struct Typed {
    pub(in crate::web) base: u32,
    pub(in crate::web) facts: String,
    pub(in crate::web) disputes: String,
    pub(in crate::web) performance: String,
    pub(in crate::web) performance_translation: String,
    pub(in crate::web) translation: String,
    pub(in crate::web) translator: String,
    /// Tag of the language; empty for the one that it is typed in.
    pub(in crate::web) prevailing: String,
    /// When it was agreed, if not now: for what was written on paper first.
    pub(in crate::web) happened: (String, String),
    pub(in crate::web) rows: Vec<Row>,
}

/// A clause as typed.
#[derive(Debug, Clone, Default)]
pub(in crate::web) struct Row {
    pub(in crate::web) kind: String,
    pub(in crate::web) debtor: String,
    pub(in crate::web) act: String,
    pub(in crate::web) translation: String,
    pub(in crate::web) place: String,
    pub(in crate::web) from: String,
    pub(in crate::web) until: String,
    pub(in crate::web) amount: String,
    pub(in crate::web) currency: String,
    pub(in crate::web) account: String,
    pub(in crate::web) organiser: bool,
}

impl Row {
    fn of(form: &Entries, index: usize) -> Self {
        let text = |field: &str| form.text(&format!("c{index}-{field}")).to_owned();
        Self {
            kind: text("kind"),
            debtor: text("debtor"),
            act: text("act"),
            translation: text("translation"),
            place: text("place"),
            from: text("from"),
            until: text("until"),
            amount: text("amount"),
            currency: text("currency"),
            account: text("account"),
            organiser: form.has(&format!("c{index}-organiser")),
        }
    }

    fn from_clause(clause: &ClauseBody) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let day = |value: Option<Date>| value.map(|day| day.to_string()).unwrap_or_default();
        let money = clause.money.clone().unwrap_or_default();
        Self {
            kind: clause.kind.code().to_owned(),
            debtor: clause.debtor.to_string(),
            act: clause.act.clone(),
            translation: text(&clause.translation),
            place: text(&clause.place),
            from: day(clause.from),
            until: day(clause.until),
            amount: money.amount,
            currency: money.currency,
            account: text(&money.account),
            organiser: clause.organiser,
        }
    }

    /// A row in which nothing was typed is no clause.
    fn is_blank(&self) -> bool {
        let typed =
            [&self.act, &self.translation, &self.place, &self.from, &self.until, &self.amount, &self.account];
        typed.into_iter().all(|text| text.trim().is_empty())
    }
}

/// Reads typed texts and remembers what is wrong with them.
struct Reader<'a> {
    t: &'a Texts,
    /// Whose clauses are not for the organiser, who carries something out at a respondent's booth alone.
    claimant: PartyId,
    errors: Errors,
}

impl Reader<'_> {
    fn text(&mut self, field: &str, typed: &str, max: usize) -> Option<String> {
        match text::lines(typed, max) {
            Ok(text) => Some(text),
            Err(TextFault::Empty) => None,
            Err(TextFault::TooLong { max }) => {
                self.errors.add(field, self.t.t1("agreement-too-long", "max", max));
                None
            }
        }
    }

    fn day(&mut self, field: &str, typed: &str) -> Option<Date> {
        let typed = typed.trim();
        if typed.is_empty() {
            return None;
        }
        let day = number::plain(typed).parse().ok();
        if day.is_none() {
            self.errors.add(field, self.t.t("agreement-bad-day"));
        }
        day
    }

    fn money(&mut self, index: usize, row: &Row) -> Option<Money> {
        let field = |name: &str| format!("c{index}-{name}");
        let amount = self.text(&field("amount"), &row.amount, 60).unwrap_or_default();
        let currency = self.text(&field("currency"), &row.currency, 10).unwrap_or_default();
        let account = self.text(&field("account"), &row.account, LINE);
        Money::read(&amount, &currency, account).unwrap_or_else(|fault| {
            let (name, words) = match fault {
                MoneyFault::Amount => ("amount", "agreement-bad-amount"),
                MoneyFault::Currency => ("currency", "agreement-bad-currency"),
            };
            self.errors.add(&field(name), self.t.t(words));
            None
        })
    }

    fn clause(&mut self, index: usize, row: &Row) -> Option<ClauseBody> {
        let field = |name: &str| format!("c{index}-{name}");
        let act = self.text(&field("act"), &row.act, ACT);
        let translation = self.text(&field("translation"), &row.translation, ACT);
        let place = self.text(&field("place"), &row.place, LINE);
        let (from, until) = (self.day(&field("from"), &row.from), self.day(&field("until"), &row.until));
        if from.zip(until).is_some_and(|(from, until)| until < from) {
            self.errors.add(&field("until"), self.t.t("agreement-days-turned"));
        }
        let money = self.money(index, row);
        let (Some(kind), Ok(debtor)) = (ClauseKind::from_code(&row.kind), row.debtor.parse::<PartyId>())
        else {
            self.errors.add(&field("debtor"), self.t.t("agreement-who-missing"));
            return None;
        };
        if row.organiser && debtor == self.claimant {
            self.errors.add(&field("organiser"), self.t.t("agreement-organiser-claimant"));
        }
        // Nothing is handed over that says nothing.
        if row.organiser && act.is_none() && translation.is_none() {
            self.errors.add(&field("act"), self.t.t("agreement-organiser-words"));
        }
        let act = act.unwrap_or_default();
        Some(ClauseBody {
            kind,
            debtor,
            act,
            translation,
            place,
            from,
            until,
            money,
            organiser: row.organiser,
        })
    }
}

impl Typed {
    fn of(form: &Entries) -> Self {
        let text = |field: &str| form.text(field).to_owned();
        let rows = form.text("rows").parse::<usize>().unwrap_or(0).min(ROWS);
        let kept = (0..rows).filter(|index| !form.has(&format!("c{index}-remove")));
        let typed = Self {
            base: form.text("base").parse().unwrap_or(0),
            facts: text("facts"),
            disputes: text("disputes"),
            performance: text("performance"),
            performance_translation: text("performance_translation"),
            translation: text("translation"),
            translator: text("translator"),
            prevailing: text("prevailing"),
            happened: (text(happened::DAY), text(happened::TIME)),
            rows: kept.map(|index| Row::of(form, index)).collect(),
        };
        // Whoever leaves every clause out gets one to type in.
        if typed.rows.is_empty() { typed.widened() } else { typed }
    }

    /// One more row to type in, while the form can hold it.
    fn widened(mut self) -> Self {
        if self.rows.len() < ROWS {
            self.rows.push(Row::default());
        }
        self
    }

    /// The draft it says.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub(in crate::web) fn draft(&self, t: &Texts, case: &Case) -> Result<NewAgreement, Errors> {
        let claimant = case.claimant().place.id;
        let mut reader = Reader { t, claimant, errors: Errors::default() };
        let clauses = self.rows.iter().enumerate().filter(|(_, row)| !row.is_blank());
        let clauses = clauses.filter_map(|(index, row)| reader.clause(index, row)).collect();
        let body = AgreementBody {
            facts: reader.text("facts", &self.facts, TEXT).unwrap_or_default(),
            disputes: reader.text("disputes", &self.disputes, TEXT).unwrap_or_default(),
            clauses,
            performance: reader.text("performance", &self.performance, TEXT),
            performance_translation: reader.text(
                "performance_translation",
                &self.performance_translation,
                TEXT,
            ),
            translation: reader.text("translation", &self.translation, TEXT),
            translator: reader.text("translator", &self.translator, LINE),
        };
        if body.is_blank() && reader.errors.is_empty() {
            reader.errors.add("c0-act", t.t("agreement-nothing-typed"));
        }
        let prevailing = Language::from_tag(&self.prevailing).or(body.written_in());
        let prevailing = prevailing.unwrap_or_else(|| t.language());
        if reader.errors.is_empty() { Ok(NewAgreement { body, prevailing }) } else { Err(reader.errors) }
    }
}

impl Typed {
    /// The newest text in the editor, with an empty row behind it.
    pub(super) fn of_text(body: Option<&AgreementBody>, prevailing: Option<Language>) -> Self {
        let body = body.cloned().unwrap_or_default();
        let typed = Self {
            base: 0,
            facts: body.facts,
            disputes: body.disputes,
            performance: body.performance.unwrap_or_default(),
            performance_translation: body.performance_translation.unwrap_or_default(),
            translation: body.translation.unwrap_or_default(),
            translator: body.translator.unwrap_or_default(),
            prevailing: prevailing.map(Language::tag).unwrap_or_default().to_owned(),
            happened: <(String, String)>::default(),
            rows: body.clauses.iter().map(Row::from_clause).collect(),
        };
        typed.widened()
    }
}

steps! { "agreement":
    reopen = "reopened" |sent| Action::ReopenTerms;
}

/// Both sides accept the terms, now or on paper at the time that is said. What cannot be taken is shown again as typed.
async fn agree(sent: Sent) -> Result<Response, Problem> {
    let action = Action::AgreeTerms { version: sent.version("version") };
    match sent.ask("agreement/agree", action).await {
        Ok(_) => Ok(sent.back("agreement", "agreed")),
        Err(problem) => signing::as_typed(&sent, problem).await,
    }
}

async fn write(sent: Sent) -> Result<Response, Problem> {
    let id = sent.case.id.to_string();
    let typed = Typed::of(&sent.form);
    let (looker, nothing) = (sent.looker(), Done::default());
    let again = |status, again| show(&looker, &id, (&nothing, status), again);
    let doing = sent.form.text("do");
    let current = sent.case.procedure.agreement.as_ref().map_or(0, |known| known.draft.version);
    let overtaken = typed.base != current;
    let redrawn = |status| if overtaken { StatusCode::CONFLICT } else { status };
    if doing == "more" {
        let typed = Some(typed.widened());
        return again(redrawn(StatusCode::OK), Again { typed, ..Again::default() }).await;
    }
    let draft = match typed.draft(&sent.visit.texts, &sent.case) {
        Ok(draft) => draft,
        Err(errors) => {
            let (typed, status) = (Some(typed), redrawn(StatusCode::UNPROCESSABLE_ENTITY));
            return again(status, Again { typed, errors, ..Again::default() }).await;
        }
    };
    let (verb, done, action) = if doing == "oral" {
        ("agreement/oral", "oral", Action::RegisterOral { draft })
    } else {
        ("agreement/draft", "drafted", Action::DraftAgreement { base: typed.base, draft })
    };
    let clash = || Again { typed: Some(typed.clone()), clash: true, ..Again::default() };
    // What was agreed by word of mouth has no version to be written from, so the newest text must have been on the page.
    let fresh = doing != "oral" || !overtaken || sent.case.procedure.in_effect().is_some();
    if !fresh {
        return again(StatusCode::CONFLICT, clash()).await;
    }
    // By word of mouth it is in effect at once, and nothing more can be written: whether both want that is asked before, once, together
    // with what may be wrong with it.
    if doing == "oral" {
        let found = flaws::list(&sent.visit.texts, &sent.app.now().desk, &sent.case, &typed);
        let told = flaws::pointed_out(&found);
        if told != sent.form.text("told") {
            return again(StatusCode::OK, Again { typed: Some(typed), told, ..Again::default() }).await;
        }
    }
    match sent.ask(verb, action).await {
        Ok(_) => Ok(sent.back("agreement", done)),
        Err(problem) if clashed(&problem) => again(StatusCode::CONFLICT, clash()).await,
        // What is wrong is not in the text, as with a time that is half there, or a party that ended the mediation meanwhile; the
        // text is not lost to it.
        Err(problem) if problem.fault() == Fault::Invalid || problem.code() == "wrong-case-state" => {
            let t = &sent.visit.texts;
            let mut errors = Errors::default();
            let words = [problem.title(t), problem.what(t), problem.now(t)].join(" ");
            errors.add("agreement-happened-day-", words);
            again(problem.status(), Again { typed: Some(typed), errors, ..Again::default() }).await
        }
        Err(problem) => Err(problem),
    }
}

/// What may be wrong with a text that is still being typed. Nothing of it is kept.
async fn check(sent: Sent) -> Result<Response, Problem> {
    let t = sent.visit.texts.clone();
    let typed = Typed::of(&sent.form);
    let mut flaws = flaws::list(&t, &sent.app.now().desk, &sent.case, &typed);
    // What is not typed yet is not wrong yet.
    let wrong = typed.draft(&t, &sent.case).err().unwrap_or_default();
    let wrong = wrong.list().iter().filter(|(field, _)| !sent.form.text(field).trim().is_empty());
    flaws.extend(wrong.map(|(field, text)| Flaw::of_field(&t, field, text)));
    let list = flaws::List { t, flaws };
    let drawn = list.render().map_err(|error| Problem::internal(&error))?;
    Ok(frame::fragment(drawn))
}
