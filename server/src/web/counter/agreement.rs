//! The agreement on one page: the text with what may be wrong with it, an editor, signatures and what is still missing, and after
//! its effect the end of the case and the one clause that may go to the organiser.
//!
//! Nobody but the mediator who has the case, and the head on reason, sees what stands here.

use std::fmt::Display;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Case,
    case::{CaseState, Party},
    fair::Language,
    procedure::{Agreement, AgreementBody, ClauseBody, ClauseKind},
};

use crate::{
    app::App,
    documents,
    locale::Texts,
    web::{
        company,
        form::fresh_key,
        frame::{Errors, Frame},
        guard::{Signed, Who},
        problem::Problem,
        route::{Access, MEDIATORS, Route},
        submit::{has_printed_name, name_of},
        visit::Visit,
    },
};

use super::{
    Done,
    table::{Hand, Looker, Table},
};

pub(in crate::web) mod editor;
mod flaws;
pub(in crate::web) mod signing;
mod stage;

use editor::{Row, Typed};
use flaws::Flaw;
pub(in crate::web) use signing::handing_over;
use signing::{Handed, Signed as SignedBy, Unsigned};
use stage::Stage;

pub(super) fn routes() -> Vec<Route> {
    let page = Route::get("/counter/cases/{case}/agreement", Access::Staff(MEDIATORS), page);
    std::iter::once(page).chain(editor::routes()).chain(signing::routes()).collect()
}

#[derive(Template)]
#[template(path = "counter_agreement.html")]
#[expect(clippy::struct_excessive_bools, reason = "independent yes-or-no facts that the template asks for")]
struct AgreementPage {
    frame: Frame,
    t: Texts,
    key: String,
    id: String,
    number: String,
    hand: Hand,
    /// Nothing sealed may be shown to this reader now.
    closed: bool,
    stage: Stage,
    /// Why nothing stands here, where nothing does; a key of the catalogue.
    bare: &'static str,
    /// 0 while nothing is written.
    version: u32,
    written: String,
    shown: Option<Shown>,
    editor: Option<Typed>,
    /// What may be wrong with what stands in the editor.
    flaws: Vec<Flaw>,
    clash: bool,
    errors: Errors,
    /// What was asked and pointed out before an agreement by word of mouth is registered; empty while nothing was.
    told: String,
    /// Talks are on, so that an oral agreement can be registered.
    in_session: bool,
    oral: bool,
    effective: Option<String>,
    /// Who has not confirmed the record of the talk.
    unconfirmed: String,
    /// The mediator, while papers would name them as they sign in.
    unnamed: Option<String>,
    /// Respondents at the table of whom no company is known, while that can be mended.
    nameless: String,
    signed: Vec<SignedBy>,
    unsigned: Vec<Unsigned>,
    handed: Vec<Handed>,
    /// They may hand a clause over, also when the case has ended since.
    hands_over: bool,
    parties: Vec<(String, String)>,
    /// Who complains: their clauses are for nobody else to carry out.
    claimant: String,
}

/// The text as it stands.
struct Shown {
    /// Facts, dispute, performance and what belongs to them: heading and paragraphs.
    parts: Vec<(String, Vec<String>)>,
    clauses: Vec<Clause>,
    /// What may be wrong with the whole.
    flaws: Vec<Flaw>,
    notes: Vec<String>,
}

/// A clause as it stands.
struct Clause {
    head: String,
    act: Vec<String>,
    translation: Vec<String>,
    rest: String,
    organiser: bool,
    flaws: Vec<Flaw>,
}

/// What a form brought that is shown again.
#[derive(Default)]
struct Again {
    typed: Option<Typed>,
    clash: bool,
    errors: Errors,
    /// What is pointed out before it is registered.
    told: String,
    /// A signature that lacks something.
    signing: Option<Unsigned>,
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let looker = Looker::new(&app, &visit, &who, &person);
    show(&looker, &id, (&done, StatusCode::OK), Again::default()).await
}

/// The page, with what was typed where a form is not saved yet.
async fn show(
    looker: &Looker<'_>,
    id: &str,
    said: (&Done, StatusCode),
    again: Again,
) -> Result<Response, Problem> {
    let draw = |frame, case: &_, table: Option<Table>| {
        let blank = AgreementPage::blank(frame, case);
        match table {
            Some(table) => {
                let hands_over = signing::may_hand_over(&table.at, looker.person, case);
                AgreementPage { hands_over, ..table.agreement(blank, again) }
            }
            None => blank,
        }
    };
    looker.show(id, "agreement-title", said, draw).await
}

impl Table {
    fn agreement(&self, blank: AgreementPage, again: Again) -> AgreementPage {
        let known = self.case.procedure.agreement.as_ref();
        let version = known.map_or(0, |known| known.draft.version);
        let body = self.sealed.agreement.as_ref();
        let stage = Stage::of(&self.case);
        let open = matches!(stage, Stage::Write | Stage::Talk | Stage::Agree | Stage::Mend | Stage::Left);
        let prevailing = known.map(|known| known.draft.prevailing);
        // Whoever typed while somebody else saved hears of it the first time the page is drawn, whatever it is drawn for: only then may
        // what they save be written from the newest version.
        let overtaken = again.typed.as_ref().is_some_and(|typed| typed.base != version);
        // What was typed is shown again though nothing can be saved any more.
        let kept = again.typed.is_some();
        let editor = (kept || (self.hand.mine && open)).then(|| {
            let typed = again.typed.unwrap_or_else(|| Typed::of_text(body, prevailing));
            Typed { base: version, ..typed }
        });
        AgreementPage {
            hand: self.hand,
            closed: false,
            stage,
            version,
            written: known.map_or_else(String::new, |known| self.written(known)),
            shown: body.map(|body| self.shown(body, prevailing)),
            flaws: editor
                .as_ref()
                .map(|typed| flaws::list(&self.t, &self.at.desk, &self.case, typed))
                .unwrap_or_default(),
            editor,
            clash: again.clash || overtaken,
            errors: again.errors,
            told: again.told,
            in_session: self.case.state == CaseState::InSession,
            oral: known.is_some_and(|known| known.oral),
            effective: self.case.procedure.in_effect().map(|at| self.t.moment(at)),
            unconfirmed: self.unconfirmed(),
            unnamed: self.unnamed(),
            nameless: self.nameless(),
            signed: self.signed(),
            unsigned: if stage == Stage::Sign { self.unsigned(again.signing.as_ref()) } else { Vec::new() },
            handed: if self.case.procedure.in_effect().is_some() { self.handed() } else { Vec::new() },
            parties: self.parties(),
            ..blank
        }
    }

    fn unconfirmed(&self) -> String {
        let names: Vec<_> = self.case.unconfirmed().map(|party| self.name(party.place.id)).collect();
        names.join(&self.t.t("list-comma"))
    }

    fn unnamed(&self) -> Option<String> {
        let open = self.case.procedure.in_effect().is_none();
        let lead = self.case.claimant().ticket.and_then(|number| self.at.desk.ticket(number));
        let mediator = lead.and_then(|lead| lead.mediator).filter(|_| open)?;
        (!has_printed_name(mediator, &self.at)).then(|| name_of(mediator, &self.at))
    }

    /// Also who said to act for themselves: whether that is so, whoever writes the agreement knows.
    fn nameless(&self) -> String {
        let open = self.case.procedure.in_effect().is_none();
        let typed = |party: &Party| self.contents.parties.get(&party.place.id)?.company.as_ref();
        let lacks = |party: &&Party| company::of(&self.t, &self.at, party, typed(party)).is_none();
        let lacking = self.case.accepted().filter(|_| open).filter(lacks);
        let names: Vec<_> = lacking.map(|party| self.name(party.place.id)).collect();
        names.join(&self.t.t("list-comma"))
    }

    fn parties(&self) -> Vec<(String, String)> {
        let ids = self.case.participants().map(|party| party.place.id);
        ids.map(|id| (id.to_string(), self.name(id))).collect()
    }

    fn written(&self, known: &Agreement) -> String {
        let by = known.draft.by.map(|by| name_of(by, &self.at)).unwrap_or_default();
        let said = self.t.say("session-record-version").with("version", u64::from(known.draft.version));
        said.with("moment", self.t.moment(known.draft.at)).with("who", by).to_string()
    }

    fn shown(&self, body: &AgreementBody, prevailing: Option<Language>) -> Shown {
        let part = |key: &str, text: Option<&str>| {
            let text = text.filter(|text| !text.is_empty())?;
            Some((self.t.t(key).into_owned(), text.split('\n').map(str::to_owned).collect()))
        };
        let parts = [
            part("agreement-facts", Some(&body.facts)),
            part("agreement-disputes", Some(&body.disputes)),
            part("agreement-translation", body.translation.as_deref()),
            part("agreement-performance", body.performance.as_deref()),
            part("agreement-performance-second", body.performance_translation.as_deref()),
        ];
        let found = flaws::of(&self.t, &self.at.desk, &self.case, body);
        let whole = found.iter().filter(|flaw| flaw.clause.is_none()).cloned().collect();
        let clauses = body.clauses.iter().enumerate().map(|(index, clause)| Clause {
            head: [self.t.code("clause", clause.kind.code()).into_owned(), self.name(clause.debtor)]
                .join(" · "),
            act: clause.act.split('\n').map(str::to_owned).collect(),
            translation: clause
                .translation
                .iter()
                .flat_map(|text| text.split('\n'))
                .map(str::to_owned)
                .collect(),
            rest: self.rest(clause),
            organiser: clause.organiser,
            flaws: found.iter().filter(|flaw| flaw.clause == Some(index)).cloned().collect(),
        });
        let translator = body.translator.as_ref().map(|name| self.t.t1("agreement-translated", "name", name));
        let prevails = prevailing
            .filter(|_| body.is_translated())
            .map(|language| self.t.t1("agreement-prevails", "language", self.t.language_name(language)));
        Shown {
            parts: parts.into_iter().flatten().collect(),
            clauses: clauses.collect(),
            flaws: whole,
            notes: translator.into_iter().chain(prevails).collect(),
        }
    }

    /// Where, when and how much of a clause.
    fn rest(&self, clause: &ClauseBody) -> String {
        let money = clause.money.as_ref().map(|money| {
            let known = [Some(self.t.money(money)), money.account.clone()];
            known.into_iter().flatten().collect::<Vec<_>>().join(" ")
        });
        [
            clause.place.clone(),
            documents::term(&self.t, clause.kind, (clause.from, clause.until), &|day| self.t.date(day)),
            money,
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
    }
}

impl AgreementPage {
    /// A party had to ratify what its agent signed, and did.
    fn is_ratified(&self) -> bool {
        self.signed.iter().any(|one| one.ratified.is_some())
    }
    /// A clause is marked for the organiser, who does not know of it yet.
    fn waits_for_organiser(&self) -> bool {
        self.handed.iter().any(|one| !one.done)
    }
    /// The page with nothing sealed on it.
    fn blank(mut frame: Frame, case: &Case) -> Self {
        let t = frame.t();
        let number = case.claimant().ticket.map(|number| number.to_string()).unwrap_or_default();
        frame.title = t.t1("agreement-title-of", "number", &*number);
        Self {
            key: fresh_key(),
            id: case.id.to_string(),
            number,
            hand: Hand::default(),
            closed: true,
            stage: Stage::Nothing,
            bare: if case.state.is_open() { "agreement-not-yet" } else { "agreement-none" },
            version: 0,
            written: String::new(),
            shown: None,
            editor: None,
            flaws: Vec::new(),
            clash: false,
            errors: Errors::default(),
            told: String::new(),
            in_session: false,
            oral: false,
            effective: None,
            unconfirmed: String::new(),
            unnamed: None,
            nameless: String::new(),
            signed: Vec::new(),
            unsigned: Vec::new(),
            handed: Vec::new(),
            hands_over: false,
            parties: Vec::new(),
            claimant: case.claimant().place.id.to_string(),
            frame,
            t,
        }
    }
    fn kinds() -> Vec<&'static str> {
        ClauseKind::ALL.iter().map(|kind| kind.code()).collect()
    }
    fn languages(&self) -> Vec<(&'static str, String)> {
        Language::ALL.iter().map(|language| (language.tag(), self.t.language_name(*language))).collect()
    }
    /// The name of a field of a clause.
    fn at(clause: &impl Display, field: &str) -> String {
        format!("c{clause}-{field}")
    }
    /// What is wrong with it.
    fn wrong(&self, clause: &impl Display, field: &str) -> &str {
        self.errors.of(&Self::at(clause, field))
    }
    fn prevails(&self, tag: &str) -> bool {
        self.editor.as_ref().is_some_and(|typed| typed.prevailing == tag)
    }
    /// Nothing is written, and nothing can be.
    fn is_bare(&self) -> bool {
        self.stage == Stage::Nothing && self.version == 0 && self.editor.is_none()
    }
    fn is(&self, stage: &str) -> bool {
        self.stage.key() == stage
    }
    /// Whether a form of a signature stands open: one to be mended, else the first.
    fn is_open(&self, one: &Unsigned) -> bool {
        let mended = self.unsigned.iter().find(|one| !one.wrong.is_empty());
        mended.or_else(|| self.unsigned.first()).is_some_and(|shown| shown.by == one.by)
    }
    /// Whether a clause may be marked for the organiser: not the claimant's, unless the mark is there and is to be taken off.
    fn offers_mark(&self, row: &Row) -> bool {
        row.organiser || row.debtor != self.claimant
    }
    /// What it means that a party does not sign: of several respondents only that one leaves.
    fn refusal(&self, one: &Unsigned) -> &'static str {
        let applicant = self.parties.first().is_some_and(|(id, _)| *id == one.by);
        if applicant || self.parties.len() < 3 {
            "agreement-refuse-sure"
        } else {
            "agreement-refuse-one-sure"
        }
    }
    /// What is still missing, in words.
    fn missing(&self) -> String {
        let names: Vec<&str> = self.unsigned.iter().map(|one| one.name.as_str()).collect();
        names.join(&self.t.t("list-comma"))
    }
}

#[cfg(test)]
mod tests;
