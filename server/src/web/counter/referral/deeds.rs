//! What is done with referrals: one form, one step. What goes along is made when a referral is drawn up, and made again when its
//! bundle is fetched; it is handed out only while it is the same.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Case, Command, ReferralId,
    body::{Content, GivenFile},
    case::Ask,
    disclosure::{DisclosureTerms, Given},
    fair::Language,
    procedure::ConsentTo,
    referral::{
        Counterpart, Lead, Linkage, ReceiptBody, Referral, ReferralAction, ReferralBody, ReferralResult,
        Stage, Withheld,
    },
};

use crate::{
    app::App,
    documents::{Kind, number_of},
    web::{
        archive, consents,
        counter::{
            actions::unknown,
            contents,
            sent::{Sent, deeds, steps},
            table,
            way::said::by_staff,
        },
        disclosure::{self, Piece, Press},
        guard::{Signed, Who},
        office::today,
        origin::Origin,
        papers::Wanted,
        problem::{Fault, Problem},
        proposals,
        route::{Access, MEDIATORS, Route},
    },
};

use super::{ReferralsPage, shown};

/// Longest text, characters.
const TEXT: usize = 4000;

pub(super) fn routes() -> Vec<Route> {
    let mediators = Access::Staff(MEDIATORS);
    vec![
        Route::post("/counter/cases/{case}/referrals/draw-up", mediators, draw_up),
        Route::post("/counter/cases/{case}/referrals/send", mediators, send),
        Route::post("/counter/cases/{case}/referrals/receipt", mediators, receipt),
        Route::post("/counter/cases/{case}/referrals/take-in", mediators, take_in),
        Route::post("/counter/cases/{case}/referrals/join", mediators, join),
        Route::post("/counter/cases/{case}/referrals/part", mediators, part),
        Route::post("/counter/cases/{case}/referrals/end", mediators, end),
        Route::post("/counter/cases/{case}/referrals/consent", mediators, consent),
        Route::get("/counter/cases/{case}/referrals/{referral}/bundle.zip", mediators, bundle),
    ]
}

deeds! { take on ReferralsPage:
    send |sent| ReferralAction::Send { on: sent.day("on")? };
    receipt |sent| ReferralAction::NoteReceipt {
        on: sent.day("on")?,
        body: ReceiptBody { number: sent.line("number")?.unwrap_or_default(), by: sent.line("by")? },
    };
    /// Only a court has a course in which it may stand.
    take_in |sent| ReferralAction::TakeIn {
        from: sent.code("from", Counterpart::from_code)?,
        stage: Stage::from_code(sent.form.text("stage")),
        on: sent.day("on")?,
        body: body(&sent)?,
    };
    join |sent| ReferralAction::Join {
        linkage: sent.code("linkage", Linkage::from_code)?,
        with: sent.code("with", Counterpart::from_code)?,
        lead: sent.code("lead", Lead::from_code)?,
        on: sent.day("on")?,
        body: body(&sent)?,
    };
    part |sent| ReferralAction::RecordPart {
        by: sent.code("by", Lead::from_code)?,
        on: sent.day("on")?,
        text: sent.lines("text", TEXT)?.unwrap_or_default(),
    };
    end |sent| ReferralAction::End {
        result: sent.code("result", ReferralResult::from_code)?,
        on: sent.day("on")?,
        remark: sent.lines("remark", TEXT)?,
    };
}

steps! { "referrals" on ReferralsPage:
    consent = "recorded" |sent| consents::given(
        sent.party()?,
        sent.code("to", |code| {
            let of_this_page = |to: &ConsentTo| matches!(to, ConsentTo::Transfer | ConsentTo::CoMediator);
            ConsentTo::from_code(code).filter(of_this_page)
        })?,
        by_staff(sent.form.text("means"))?,
    );
}

/// The other body as it was typed.
fn body(sent: &Sent) -> Result<ReferralBody, Problem> {
    Ok(ReferralBody {
        body: sent.line("body")?.unwrap_or_default(),
        person: sent.line("person")?,
        matter: sent.lines("matter", TEXT)?.unwrap_or_default(),
        reference: sent.line("reference")?,
        papers: sent.lines("papers", TEXT)?,
        files: Vec::new(),
        upto: None,
    })
}

/// One step of the referral that the form names; without a name it begins one.
async fn take(sent: &Sent, verb: &str, action: ReferralAction) -> Result<Response, Problem> {
    let named = sent.form.text("referral");
    let referral = match named {
        "" => ReferralId(sent.app.fresh_id()),
        named => named.parse().map_err(|_| unknown("referral"))?,
    };
    let once =
        sent.form.once(&sent.app, &sent.who, &format!("counter/{}/referrals/{verb}/{named}", sent.case.id));
    let command = Command::MoveReferral { case: sent.case.id, referral, action: Box::new(action) };
    let accepted = sent.app.ask(sent.who.from(), once, command).await?;
    if let Some(waits) = proposals::after(&accepted) {
        return Ok(sent.visit.sent(waits));
    }
    Ok(sent.back(
        "referrals",
        match verb {
            "draw_up" => "referral-drawn-up",
            "send" => "referral-sent",
            _ => "referral",
        },
    ))
}

/// Draws a referral up; what cannot be is shown in its form again.
async fn draw_up(origin: Origin, sent: Sent) -> Result<Response, Problem> {
    let to = sent.code("to", Counterpart::from_code)?;
    match drawn_up(origin, &sent, to).await {
        Ok(done) => Ok(done),
        Err(problem) => shown(&sent.refused(problem)?, &sent.case.id.to_string(), to).await,
    }
}

/// Makes what was chosen, so that its digests stand in the referral.
async fn drawn_up(origin: Origin, sent: &Sent, to: Counterpart) -> Result<Response, Problem> {
    let opened = table::read(&sent.app, &sent.who, &sent.person, &sent.case).await?;
    opened.ok_or_else(|| Problem::of(Fault::NotAllowed))?;
    let language = Language::from_tag(sent.form.text("language")).unwrap_or_default();
    let chosen = disclosure::offered(&sent.case, to, &sent.visit.texts).into_iter();
    let chosen = chosen.filter(|offer| sent.form.all("given").any(|value| value == offer.value));
    let given: Vec<Given> = chosen.map(|offer| offer.given).collect();
    let terms = terms(&sent.app, to, &given, language);
    let (app, case) = (sent.app.clone(), Arc::clone(&sent.case));
    let made =
        tokio::task::spawn_blocking(move || Press { app, case, origin, before: u64::MAX }.pieces(&terms));
    let pieces = made.await.map_err(|gone| Problem::internal(&gone))??;
    let files = pieces.into_iter().map(|piece| piece.file).collect();
    // Whatever is recorded of the case until this is, the files know nothing of it.
    let upto = sent.case.steps.last().map(|step| step.seq);
    let body = ReferralBody { files, upto, ..body(sent)? };
    take(sent, "draw_up", ReferralAction::DrawUp { to, given, language, body }).await
}

/// What goes along, as a disclosure would put it.
fn terms(app: &App, to: Counterpart, given: &[Given], language: Language) -> DisclosureTerms {
    let (part, basis, on) = (Ask::Mediation, to.basis(), today(app));
    DisclosureTerms { part, basis, on, language, told: true, given: given.to_vec() }
}

/// The letter and what goes along, while it is what was drawn up, and may leave or has left.
async fn bundle(
    State(app): State<App>,
    who: Who,
    person: Signed,
    origin: Origin,
    Path((id, referral)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let case = contents::find(&app.now(), &id)?;
    let opened = table::read(&app, &who, &person, &case).await?;
    opened.ok_or_else(|| Problem::of(Fault::NotAllowed))?;
    let id: ReferralId = referral.parse().map_err(|_| unknown("referral"))?;
    let at = case.referrals.iter().position(|known| known.id == id).ok_or_else(|| unknown("referral"))?;
    let known = case.referrals[at].clone();
    // What has left cannot be called back: the papers wait as the sending does.
    if let Some(withheld) = app.now().desk.withholds(&case, &known) {
        return Err(Problem::of(Fault::WrongState).coded(code_of(withheld)));
    }
    let Some(Content::Referral(body)) = app.engine.entry(known.seq)?.and_then(|entry| entry.body.content())
    else {
        return Err(Problem::of(Fault::Erased));
    };
    let name = format!("referral-{}-{}.zip", number_of(&case), at + 1);
    let before = body.upto.map_or(known.seq, |upto| upto.saturating_add(1));
    let making = Bundle { app, case, origin, at, known, before, files: body.files };
    let made = tokio::task::spawn_blocking(move || making.packed()).await;
    archive::answer(made.map_err(|gone| Problem::internal(&gone))??, &name)
}

fn code_of(withheld: Withheld) -> &'static str {
    match withheld {
        Withheld::CalledBack => "referral-called-back",
        Withheld::NotAgreed => "referral-not-agreed",
        Withheld::Unconfirmed => "referral-unconfirmed",
    }
}

/// A bundle to be made.
struct Bundle {
    app: App,
    case: Arc<Case>,
    origin: Origin,
    /// The how-manieth referral, from 0.
    at: usize,
    known: Referral,
    /// The course goes up to before this entry.
    before: u64,
    files: Vec<GivenFile>,
}

impl Bundle {
    fn packed(self) -> Result<Vec<u8>, Problem> {
        let Self { app, case, origin, at, known, before, files } = self;
        let terms = terms(&app, known.with, &known.given, known.language);
        let press = Press { app: app.clone(), case: Arc::clone(&case), origin: origin.clone(), before };
        let pieces = press.pieces(&terms)?;
        if !pieces.iter().map(|piece| &piece.file).eq(&files) {
            return Err(Problem::of(Fault::Conflict).coded("bundle-changed"));
        }
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let letter = Wanted::fixed(&case, Kind::Referral, None, Some(number), known.language);
        let mut packed = vec![("00-letter.pdf".to_owned(), letter.pdf(&app, &case, &origin)?)];
        packed.extend(pieces.iter().map(|piece| (piece.file.name.clone(), piece.bytes.as_ref().clone())));
        packed.push(("SHA256SUMS".to_owned(), sums(&pieces).into_bytes()));
        archive::pack(&packed)
    }
}

/// The digests as the usual tools check them.
fn sums(pieces: &[Piece]) -> String {
    let sum = |piece: &Piece| format!("{}  {}\n", piece.file.sha256, piece.file.name);
    pieces.iter().map(sum).collect()
}
