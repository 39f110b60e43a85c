//! Who is told how a case ended: whoever's end it is, on the phone that holds their ticket, and nobody with its slip.

use domain::{
    PartyId,
    aftercare::{AftercareAction, CourtBody, Ruling},
    body::MeasureBody,
    case::{Outcome, Reason, Side},
    measure::{Basis, HandedClause, MeasureAction, MeasureKind},
    procedure::{
        Action, AgreementBody, Answer as Said, Authority, CaseSource, ClauseBody, ClauseKind, IdentityPaper,
        Means, NewAgreement, Signatory,
    },
    testing::{ORGANISER, person},
};
use jiff::civil::date;

use super::*;
use crate::testing::Browser;

impl Hall {
    /// The page and the fragment for whoever finds the slip, and what a program reads with its key.
    async fn found(&self, filed: &Filed) -> String {
        let mut all = String::new();
        for path in [filed.path(), format!("{}/live", filed.path()), format!("/api/v1/tickets/{}", filed.key)]
        {
            all += &self.open(&path, &self.stranger(), Language::En).await.text;
        }
        all
    }
}

/// Somebody takes the lamp down, and the organiser may be asked to see to it.
pub(in crate::web) fn taken_down(debtor: PartyId) -> NewAgreement {
    let clause = ClauseBody {
        kind: ClauseKind::Remove,
        debtor,
        act: "Takes the lamp down.".to_owned(),
        translation: None,
        place: None,
        from: None,
        until: Some(date(2026, 3, 12)),
        money: None,
        organiser: true,
    };
    let body = AgreementBody {
        facts: "A lamp is shown.".to_owned(),
        disputes: "Whether it is a copy.".to_owned(),
        clauses: vec![clause],
        ..AgreementBody::default()
    };
    NewAgreement { body, prevailing: Language::En }
}

/// A case whose agreement is signed: up to the last signature, or in effect.
pub(super) async fn signed_in_writing(in_effect: bool) -> (Hall, [Filed; 2]) {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let other = hall.talks(&filed).await;
    let (case, desk) = (filed.case, &hall.desk);
    desk.by_mei(Command::ClaimTicket { ticket: filed.number }).await;
    for ticket in [filed.number, other.number] {
        desk.by_mei(Command::CheckInTicket { ticket }).await;
    }
    desk.prepared(case).await;
    desk.by_mei(Command::StartSession { case }).await;
    let parties = desk.parties(case);
    desk.step(case, Action::DraftAgreement { base: 0, draft: taken_down(parties[1]) }).await;
    desk.step(case, Action::AgreeTerms { version: 1 }).await;
    let signing = parties.into_iter().map(Signatory::Party).chain([Signatory::Mediator, Signatory::Seal]);
    for by in signing.filter(|by| in_effect || *by != Signatory::Seal) {
        let (means, authority) = (Means::Paper, Authority::Own);
        let (evidence, ratify_by, body) = (None, None, person("Li Hua"));
        desk.step(case, Action::Sign { version: 1, by, means, authority, evidence, ratify_by, body }).await;
    }
    (hall, [filed, other])
}

/// A case that was settled in writing, with the tickets of both sides.
async fn settled_in_writing() -> (Hall, [Filed; 2]) {
    let (hall, both) = signed_in_writing(true).await;
    let (case, outcome, reason) = (both[0].case, Outcome::Settled, Reason::Agreement);
    hall.desk.by_mei(Command::ConcludeCase { case, outcome, reason, remark: None }).await;
    (hall, both)
}

#[tokio::test]
async fn once_an_agreement_is_in_effect_no_paper_and_nobody_else_is_asked_for() {
    let asks = ["still to be supplemented", "id=\"consents\"", "an expert joins the talks"];
    let (hall, [claimant, _]) = signed_in_writing(false).await;
    let page = hall.by_holder(&claimant, &claimant.path(), Language::En).await.text;
    for said in asks {
        assert!(page.contains(said), "{said}: {page}");
    }
    let (hall, both) = signed_in_writing(true).await;
    for party in &both {
        assert!(hall.desk.app.now().desk.case(party.case).unwrap().state.is_open());
        let page = hall.by_holder(party, &party.path(), Language::En).await.text;
        for gone in asks.into_iter().chain(["Your say in it"]) {
            assert!(!page.contains(gone), "{gone}: {page}");
        }
        let path = format!("/api/v1/tickets/{}", party.key);
        let missing = hall.by_holder(party, &path, Language::En).await.json()["missing"].clone();
        assert_eq!(missing, serde_json::json!([]));
    }
}

#[tokio::test]
async fn an_agreement_that_is_in_effect_has_every_step_behind_it() {
    let (hall, [filed, other]) = settled_in_writing().await;
    for (ticket, steps) in [(&filed, 5), (&other, 4)] {
        let settled = hall.looks("settled", ticket).await;
        assert!(settled.contains("reached an agreement") && settled.contains("Signed"), "{settled}");
        assert_eq!(settled.matches("class=\"done\"").count(), steps, "every step is done: {settled}");
    }
}

/// A case against two: the first takes part and settles, the second declined.
async fn settled_with_one_of_two() -> (Hall, [Filed; 3]) {
    settled(&[Ask::Mediation]).await
}

pub(in crate::web) async fn settled(asks: &[Ask]) -> (Hall, [Filed; 3]) {
    let mut hall = Hall::new().await;
    let mut new = hall.pen.dispute(asks);
    new.missing = Vec::new();
    new.respondents.push(hall.pen.party(Side::Respondent, "Li Si"));
    let filed = hall.file_this(new).await;
    hall.claim(filed.number).await;
    let (case, desk) = (filed.case, &hall.desk);
    let ((first, first_key, first_holder), (second, second_key, second_holder)) = (secrets(), secrets());
    desk.agreed(case, first).await;
    let [claimant, takes, other] = desk.parties(case).try_into().unwrap();
    desk.notify(case, other, second).await;
    let body = domain::body::ReplyBody { person: person("Li Si"), statement: None, language: None };
    let (answer, text) = (Said::Decline, "v1".to_owned());
    let (means, authority, language) = (Means::Spoken, Authority::Own, None);
    desk.step(case, Action::Answer { party: other, answer, text, means, authority, body, language }).await;
    desk.by_mei(Command::OpenTalks { case }).await;
    let of = |party| desk.app.now().desk.case(case).unwrap().party(party).unwrap().ticket.unwrap();
    desk.by_mei(Command::ClaimTicket { ticket: filed.number }).await;
    for party in [claimant, takes] {
        desk.by_mei(Command::CheckInTicket { ticket: of(party) }).await;
        let (paper, body) = (IdentityPaper::Passport, person("Li Hua"));
        desk.step(case, Action::CheckIdentity { party, paper, authority: Authority::Own, body }).await;
    }
    desk.step(case, Action::ExplainRights { text: "v1".to_owned() }).await;
    desk.by_mei(Command::StartSession { case }).await;
    desk.step(case, Action::RegisterOral { draft: taken_down(takes) }).await;
    let (outcome, reason) = (Outcome::Settled, Reason::Agreement);
    desk.by_mei(Command::ConcludeCase { case, outcome, reason, remark: None }).await;
    let took = Filed { case, number: of(takes), key: first_key, holder: first_holder };
    let declined = Filed { case, number: of(other), key: second_key, holder: second_holder };
    (hall, [filed, took, declined])
}

#[tokio::test]
async fn who_declined_learns_nothing_of_what_the_others_came_to() {
    let (hall, [claimant, takes, declined]) = settled_with_one_of_two().await;
    let agreed = "The sides reached an agreement";
    for party in [&claimant, &takes] {
        let page = hall.by_holder(party, &party.path(), Language::En).await.text;
        assert!(page.contains(agreed), "it is their agreement: {page}");
    }
    let page = hall.by_holder(&declined, &declined.path(), Language::En).await.text;
    assert!(page.contains("You do not take part") && page.contains("the mediation is over"), "{page}");
    for word in [agreed, "step-signed", "Signed", "how did it go", "/survey"] {
        assert!(!page.contains(word), "{word}: {page}");
    }
    let told =
        hall.by_holder(&declined, &format!("/api/v1/tickets/{}", declined.key), Language::En).await.text;
    assert!(told.contains("\"steps\":[]") && told.contains("\"outcome\":null"), "{told}");
    assert!(page.contains("data-stands=\"0\""), "how far the others came is in no part of it: {page}");
    assert!(page.contains("What the others talk about"), "{page}");
}

#[tokio::test]
async fn who_declined_alone_is_told_of_no_others() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    hall.claim(filed.number).await;
    let (case, desk) = (filed.case, &hall.desk);
    desk.step(case, Action::Accept { source: CaseSource::Application }).await;
    desk.step(case, Action::DeclareImpartiality).await;
    let party = desk.parties(case)[1];
    let (ticket, key, holder) = secrets();
    desk.notify(case, party, ticket).await;
    let body = domain::body::ReplyBody { person: person("Li Si"), statement: None, language: None };
    let (answer, text) = (Said::Decline, "v1".to_owned());
    let (means, authority, language) = (Means::Spoken, Authority::Own, None);
    desk.step(case, Action::Answer { party, answer, text, means, authority, body, language }).await;
    if desk.app.now().desk.case(case).unwrap().state.is_open() {
        let (outcome, reason) = (Outcome::NoAgreement, Reason::PartyRefusedOrStopped);
        desk.by_mei(Command::ConcludeCase { case, outcome, reason, remark: None }).await;
    }
    let number = desk.app.now().desk.case(case).unwrap().party(party).unwrap().ticket.unwrap();
    let declined = Filed { case, number, key, holder };
    let page = hall.by_holder(&declined, &declined.path(), Language::En).await.text;
    assert!(page.contains("For you the mediation is over. That you did not take part"), "{page}");
    assert!(!page.contains("What the others talk about"), "there are none: {page}");
}

/// Both phones say this.
async fn both_read(hall: &Hall, both: &[Filed; 2], words: &[&str]) {
    for party in both {
        let page = hall.by_holder(party, &party.path(), Language::En).await.text;
        for said in words {
            assert!(page.contains(said), "{said}: {page}");
        }
    }
}

#[tokio::test]
async fn both_sides_read_that_a_court_was_asked_and_what_it_answered() {
    let (hall, both) = settled_in_writing().await;
    let (case, on) = (both[0].case, date(2026, 3, 10));
    let follow = |action| Command::MoveAftercare { case, action: Box::new(action) };
    let live = format!("{}/live", both[1].path());
    both_read(&hall, &both, &["both sides may together ask a court"]).await;
    let body = CourtBody { court: "District court".to_owned(), reference: Some("17".to_owned()) };
    hall.ask(MEI, follow(AftercareAction::SeekConfirmation { on, body })).await;
    let asked = "On Tue 10 Mar 2026 both sides asked a court to confirm the agreement: District court · 17";
    both_read(&hall, &both, &[asked, "The court has not answered yet."]).await;
    let waiting = hall.by_holder(&both[1], &live, Language::En).await.text;
    let ruled = AftercareAction::NoteRuling { ruling: Ruling::Confirmed, on, remark: None };
    hall.ask(MEI, follow(ruled)).await;
    both_read(&hall, &both, &[asked, "On Tue 10 Mar 2026 the court confirmed it: it can be enforced."]).await;
    let answered = hall.by_holder(&both[1], &live, Language::En).await.text;
    assert_ne!(waiting, answered, "an open page asks for itself again");
}

#[tokio::test]
async fn a_clause_that_went_to_the_organiser_is_not_called_a_complaint() {
    let (hall, [claimant, takes, _]) = settled_with_one_of_two().await;
    let (case, party) = (claimant.case, hall.desk.parties(claimant.case)[1]);
    let (kind, act) = (ClauseKind::Remove, "Takes the lamp down.".to_owned());
    let clause = HandedClause { kind, act, translation: None, place: None, from: None, until: None };
    let body = MeasureBody { clauses: vec![clause], ..MeasureBody::default() };
    let action = Box::new(MeasureAction::HandOver { body });
    hall.ask(MEI, Command::MoveMeasure { case, party, action }).await;
    let page = hall.by_holder(&claimant, &claimant.path(), Language::En).await.text;
    for said in ["The clause you both gave to the", "has this clause of your agreement"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let (kind, basis) = (MeasureKind::TakeDown, Basis::Agreement);
    let action = Box::new(MeasureAction::Order { kind, basis, until: None, body: MeasureBody::default() });
    hall.ask(ORGANISER, Command::MoveMeasure { case, party, action }).await;
    let ordered = hall.by_holder(&claimant, &claimant.path(), Language::En).await.text;
    for told in [&page, &ordered] {
        assert!(!told.contains("has your complaint") && !told.contains("The complaint to"), "{told}");
        assert!(!told.contains("nothing from there is used"), "{told}");
    }
    let against = hall.by_holder(&takes, &takes.path(), Language::En).await.text;
    for said in ["Takes the lamp down.", "carries out what you agreed to", "talk to the mediation desk"] {
        assert!(against.contains(said), "{said}: {against}");
    }
    assert!(!against.contains("You may object"), "whoever agreed is asked, not heard again: {against}");
    assert!(!against.contains("ends with the time of the clause"), "it has none: {against}");
}

#[tokio::test]
async fn a_clause_beside_a_complaint_is_the_agreements_and_nothing_is_said_to_have_happened_that_did_not() {
    let (hall, [claimant, takes, _]) = settled(&[Ask::Mediation, Ask::Measure]).await;
    let (case, party) = (claimant.case, hall.desk.parties(claimant.case)[1]);
    let (kind, act) = (ClauseKind::Remove, "Takes the lamp down.".to_owned());
    let clause = HandedClause { kind, act, translation: None, place: None, from: None, until: None };
    let body = MeasureBody { clauses: vec![clause], ..MeasureBody::default() };
    let action = Box::new(MeasureAction::HandOver { body });
    hall.ask(MEI, Command::MoveMeasure { case, party, action }).await;
    let mut officer = Browser::of(&hall.desk, "organiser").await;
    let path = format!("/office/cases/{case}");
    let form = officer.get(&path).await.text;
    let on_clause = form.split(&format!("id=\"order-clause-{party}\"")).nth(1).unwrap_or_default();
    let (on_clause, beside) = on_clause.split_once("</form>").unwrap_or_default();
    for said in ["name=\"basis\" value=\"agreement\"", "value=\"take-down\"", "Remark of the officer"] {
        assert!(on_clause.contains(said), "{said}: {on_clause}");
    }
    assert_eq!(on_clause.matches("<option value=\"take").count(), 1, "{on_clause}");
    for beyond in ["\"cover\"", "\"remove\"", "\"badge-withdrawn\"", "In detail"] {
        assert!(!on_clause.contains(beyond), "no script is needed for that: {beyond}: {on_clause}");
    }
    for said in ["value=\"binding-decision\"", "value=\"badge-withdrawn\"", "In detail"] {
        assert!(beside.contains(said), "the complaint goes its own way: {said}: {beside}");
    }
    assert!(form.contains("<p><b>Take the exhibit down</b></p>"), "what kind of thing it asks for: {form}");
    assert!(!form.contains("Draw it up anew"), "there is no notice yet: {form}");
    let beyond = format!("party={party}&kind=cover&basis=agreement&text=XREMARKX");
    let refused = officer.post(&path, &format!("{path}/order"), &beyond).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
    for said in ["On this clause you can order: Take the exhibit down.", "XREMARKX"] {
        assert!(refused.text.contains(said), "{said}: {}", refused.text);
    }
    assert!(!refused.text.contains("Wait for the end of the time limit"), "{}", refused.text);
    let (kind, basis) = (MeasureKind::TakeDown, Basis::Agreement);
    let action = Box::new(MeasureAction::Order { kind, basis, until: None, body: MeasureBody::default() });
    hall.ask(ORGANISER, Command::MoveMeasure { case, party, action }).await;
    let page = officer.get(&path).await.text;
    let track = page.split(&format!("id=\"party-{party}\"")).nth(1).unwrap_or_default();
    let steps = track.split("</ol>").next().unwrap_or_default();
    assert!(steps.contains("Complaint<") && steps.contains("Decision<"), "{steps}");
    assert!(!steps.contains("Notice<") && !steps.contains("Statement<"), "nobody was asked: {steps}");
    let against = hall.by_holder(&takes, &takes.path(), Language::En).await.text;
    assert!(against.contains("carries out what you agreed to"), "{against}");
    for party in [&claimant, &takes] {
        let told = hall.by_holder(party, &party.path(), Language::En).await.text;
        assert!(!told.contains("nothing from there is used"), "the clause is from there: {told}");
    }
}

#[tokio::test]
async fn lifting_an_order_on_a_clause_leaves_the_clause_as_it_was_agreed() {
    let (hall, [claimant, takes, _]) = settled_with_one_of_two().await;
    let (case, party) = (claimant.case, hall.desk.parties(claimant.case)[1]);
    let (kind, act) = (ClauseKind::Remove, "Takes the lamp down.".to_owned());
    let clause = HandedClause { kind, act, translation: None, place: None, from: None, until: None };
    let body = MeasureBody { clauses: vec![clause], ..MeasureBody::default() };
    let action = Box::new(MeasureAction::HandOver { body });
    hall.ask(MEI, Command::MoveMeasure { case, party, action }).await;
    let (kind, basis) = (MeasureKind::TakeDown, Basis::Agreement);
    let action = Box::new(MeasureAction::Order { kind, basis, until: None, body: MeasureBody::default() });
    hall.ask(ORGANISER, Command::MoveMeasure { case, party, action }).await;
    let mut officer = Browser::of(&hall.desk, "organiser").await;
    let path = format!("/office/cases/{case}");
    let form = officer.get(&path).await.text;
    assert!(form.contains("binds until they change it together"), "{form}");
    assert!(!form.contains("may show the exhibit again"), "the agreement says otherwise: {form}");
    officer.post(&path, &format!("{path}/lift"), &format!("party={party}&text=It+is+gone")).await;
    let done = officer.get(&format!("{path}?done=lift")).await.text;
    assert!(done.contains("Only the order ended"), "{done}");
    for filed in [&claimant, &takes] {
        for (language, binds) in [(Language::En, "the clause binds until"), (Language::ZhCn, "条款继续有效")]
        {
            let told = hall.by_holder(filed, &filed.path(), language).await.text;
            assert!(told.contains(binds), "{told}");
        }
    }
    let paper = format!("{path}/papers/measure-order?party={party}&language=en");
    let paper = officer.get(&paper).await.text;
    assert!(paper.contains("the clause binds until both sides change it together"), "{paper}");
}

/// What a respondent and the paper say of an order on a clause that came as a text alone, as those of old did.
async fn ordered_on_a_text(written: &str) -> [String; 2] {
    let (hall, [claimant, takes, _]) = settled_with_one_of_two().await;
    let (case, party) = (claimant.case, hall.desk.parties(claimant.case)[1]);
    let body = |text: &str| MeasureBody { text: text.to_owned(), ..MeasureBody::default() };
    let action = Box::new(MeasureAction::HandOver { body: body("Takes the lamp down.") });
    hall.ask(MEI, Command::MoveMeasure { case, party, action }).await;
    let (kind, basis) = (MeasureKind::TakeDown, Basis::Agreement);
    let action = Box::new(MeasureAction::Order { kind, basis, until: None, body: body(written) });
    hall.ask(ORGANISER, Command::MoveMeasure { case, party, action }).await;
    let phone = hall.by_holder(&takes, &takes.path(), Language::En).await.text;
    let mut officer = Browser::of(&hall.desk, "organiser").await;
    let page = officer.get(&format!("/office/cases/{case}")).await.text;
    assert!(!page.contains("Remark of the officer"), "nothing, or the order itself: {page}");
    let paper = format!("/office/cases/{case}/papers/measure-order?party={party}&language=en");
    [phone, officer.get(&paper).await.text]
}

#[tokio::test]
async fn an_order_from_before_clauses_stood_in_clear_says_what_its_officer_wrote() {
    for told in ordered_on_a_text("The whole shelf comes down.").await {
        for said in ["The whole shelf comes down.", "You may object"] {
            assert!(told.contains(said), "{said}: {told}");
        }
        for other in ["Remark of the officer", "The clause, as agreed", "carries out what you agreed to"] {
            assert!(!told.contains(other), "{other}: {told}");
        }
    }
    for told in ordered_on_a_text("").await {
        for said in ["The clause, as agreed", "Takes the lamp down.", "what you agreed to"] {
            assert!(told.contains(said), "{said}: {told}");
        }
        assert!(!told.contains("the time of the clause"), "nobody knows of one: {told}");
    }
}

#[tokio::test]
async fn a_clause_that_is_closed_without_a_measure_is_never_called_a_complaint() {
    let (hall, [claimant, takes, _]) = settled_with_one_of_two().await;
    let (case, party) = (claimant.case, hall.desk.parties(claimant.case)[1]);
    let body = |text: &str| MeasureBody { text: text.to_owned(), ..MeasureBody::default() };
    let action = Box::new(MeasureAction::HandOver { body: body("Takes the lamp down.") });
    hall.ask(MEI, Command::MoveMeasure { case, party, action }).await;
    let mut officer = Browser::of(&hall.desk, "organiser").await;
    let page = format!("/office/cases/{case}");
    let open = officer.get(&page).await.text;
    for said in ["Close the clause without a measure", "Their agreement stays as it is."] {
        assert!(open.contains(said), "{said}: {open}");
    }
    assert!(!open.contains("The complaint ends here"), "{open}");
    let fields = format!("party={party}&text=The+lamp+was+gone+already");
    officer.post(&page, &format!("{page}/clear"), &fields).await;
    let closed = officer.get(&format!("{page}?done=clear")).await.text;
    assert!(closed.contains("The clause is closed without a measure"), "{closed}");
    for filed in [&claimant, &takes] {
        let told = hall.by_holder(filed, &filed.path(), Language::En).await.text;
        assert!(told.contains("closed this clause without a measure"), "{told}");
        assert!(!told.contains("The complaint to") && !told.contains("The matter is closed"), "{told}");
    }
    let why = hall.by_holder(&takes, &takes.path(), Language::En).await.text;
    assert!(why.contains("The lamp was gone already"), "{why}");
    let chinese = hall.by_holder(&takes, &takes.path(), Language::ZhCn).await.text;
    assert!(chinese.contains("对这一条款不采取措施") && !chinese.contains("投诉已结案"), "{chinese}");
}

#[tokio::test]
async fn a_slip_tells_whoever_finds_it_nothing_but_that_it_is_over() {
    let (hall, all) = settled_with_one_of_two().await;
    for (at, filed) in all.iter().enumerate() {
        let found = hall.found(filed).await;
        let said = if at == 0 { "This case is closed" } else { "Your part has ended" };
        assert!(found.contains(said), "{found}");
        for word in [
            "agreement\"",
            "The sides reached an agreement",
            "\"outcome\":\"settled\"",
            "\"reached\":",
            "You do not take part",
        ] {
            assert!(!found.contains(word), "{word}: {found}");
        }
    }
}

#[tokio::test]
async fn booths_that_are_on_no_list_are_told_apart_by_where_they_are() {
    let mut hall = Hall::new().await;
    let mut new = hall.pen.dispute(&[Ask::Mediation]);
    new.respondents.push(hall.pen.party(Side::Respondent, ""));
    for (respondent, booth) in new.respondents.iter_mut().zip(["A13", "A16"]) {
        (respondent.place.hall, respondent.body.booth) = (new.hall.clone(), Some(booth.to_owned()));
    }
    let filed = hall.file_this(new).await;
    let page = hall.by_holder(&filed, &filed.path(), Language::En).await.text;
    for against in ["Hall\u{a0}1 · A13", "Hall\u{a0}1 · A16"] {
        assert!(page.contains(against), "{against}: {page}");
    }
}

#[tokio::test]
async fn what_was_agreed_by_word_of_mouth_is_not_said_to_be_signed() {
    let (hall, [filed, takes, _]) = settled_with_one_of_two().await;
    for (language, said) in [(Language::En, "Agreed (orally)"), (Language::ZhCn, "口头达成协议")] {
        for filed in [&filed, &takes] {
            let page = hall.by_holder(filed, &filed.path(), language).await.text;
            assert!(page.contains(said), "{page}");
        }
    }
}
