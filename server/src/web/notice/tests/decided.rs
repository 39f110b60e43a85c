//! What a phone that holds a complaint alone is told of what was decided on it, and what it may still say.

use domain::{
    StaffId,
    body::MeasureBody,
    measure::{Basis, HandedClause, MAX_STATEMENTS, MeasureKind},
    procedure::ClauseKind,
};

use super::*;
use crate::{
    locale::{Language, Texts},
    web::ticket::tests::told::settled,
};

fn words(text: &str) -> MeasureBody {
    MeasureBody { text: text.to_owned(), ..MeasureBody::default() }
}

/// Hands a statement in on a notice of a complaint.
async fn states(phone: &mut Browser<'_>, notice: &str, text: &str) {
    let fields = format!("idempotency_key={text}&name=Zhang+San&statement={text}");
    let done = phone.post(notice, &format!("{notice}/statement"), &fields).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, notice), "{}", done.text);
}

fn orders(basis: Basis, text: &str) -> MeasureAction {
    MeasureAction::Order { kind: MeasureKind::Cover, basis, until: None, body: words(text) }
}

const FORM: &str = "name=\"statement\"";

/// Until the measure was lifted and after: who holds the complaint alone reads what its ticket's page would say, and may answer it.
#[tokio::test]
async fn a_phone_with_the_complaint_alone_follows_the_measure_and_states_its_case_again() {
    let matter = Matter::new(1).await;
    let mediation = matter.serve(0).await;
    let ticket = matter.phone().await.post(&mediation, &mediation, ACCEPT).await;
    let ticket = ticket.location().split('?').next().unwrap().to_owned();
    let complaint = matter.complain().await;
    let live = format!("{complaint}/live");
    let mut phone = matter.phone().await;
    states(&mut phone, &complaint, "XFIRSTX").await;
    let (mut stood, found) = (phone.get(&live).await.text, matter.phone().await.get(&live).await.text);
    let lift = MeasureAction::Lift { body: words("XGROUNDX") };
    let steps = [
        (orders(Basis::AnswerInsufficient, "XORDERX"), ["ordered a measure", "XORDERX", "Cover the exhibit"]),
        (
            MeasureAction::Apply { evidence: None, body: words("Done.") },
            ["was applied", "XORDERX", "You may object"],
        ),
        (lift, ["was lifted", "XGROUNDX", "XORDERX"]),
    ];
    let further = [("XSECONDX", 2), ("XTHIRDX", 3), ("XFOURTHX", 4)];
    for ((said, given), (step, told)) in further.into_iter().zip(steps) {
        matter.measure(step).await;
        let stands = phone.get(&live).await.text;
        assert_ne!(stands, stood, "an open page asks for itself again");
        states(&mut phone, &complaint, said).await;
        stood = phone.get(&live).await.text;
        let page = matter.looks("complaint-decided", &complaint, &phone.cookies.clone()).await;
        for shown in told.into_iter().chain(["A further statement", FORM, "XFIRSTX", said]) {
            assert!(page.contains(shown), "{shown}: {page}");
        }
        assert_eq!(page.matches("Answered ").count(), given, "each with its time: {page}");
        for secret in [APPLICATION, "It is our own lamp.", ticket.as_str()] {
            assert!(!page.contains(secret), "{secret}: {page}");
        }
    }
    let all = ["XFIRSTX", "XSECONDX", "XTHIRDX", "XFOURTHX"];
    let page = phone.get(&complaint).await.text;
    let at: Vec<_> =
        all.iter().map(|said| page.find(said).unwrap_or_else(|| panic!("{said}: {page}"))).collect();
    assert!(at.is_sorted(), "oldest first: {page}");
    // Whoever finds the paper reads that it was answered, and not that anything came of it.
    let mut stranger = matter.phone().await;
    let page = stranger.get(&complaint).await.text;
    for own in all.into_iter().chain(["XORDERX", "XGROUNDX", "was lifted", FORM]) {
        assert!(!page.contains(own), "{own}: {page}");
    }
    assert_eq!(stranger.get(&live).await.text, found);
}

/// Nobody stated anything in time: what was ordered stands where the answer is asked for.
#[tokio::test]
async fn who_has_not_stated_anything_reads_what_was_ordered_and_may_object() {
    let matter = Matter::new(1).await;
    let complaint = matter.complain().await;
    let counted = ["Please answer by", "When the time is over, nothing happens by itself"];
    let mut phone = matter.phone().await;
    let page = phone.get(&complaint).await.text;
    assert!(counted.iter().all(|said| page.contains(said)), "{page}");
    matter.measure(orders(Basis::BindingDecision, "XORDERX")).await;
    let page = phone.get(&complaint).await.text;
    assert!(!counted.iter().any(|said| page.contains(said)), "nothing waits for an answer: {page}");
    for shown in ["XORDERX", "Cover the exhibit", "You may object at any time", FORM] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    matter.measure(MeasureAction::Lift { body: words("XGROUNDX") }).await;
    let page = phone.get(&complaint).await.text;
    assert!(page.contains("XGROUNDX") && page.contains(FORM), "{page}");
    states(&mut phone, &complaint, "XLATEX").await;
    assert!(phone.get(&complaint).await.text.contains("XLATEX"));
    assert!(!matter.phone().await.get(&complaint).await.text.contains("XORDERX"), "it lies on a table");
}

/// One that came late makes no other late.
#[tokio::test]
async fn each_statement_says_for_itself_whether_it_came_in_time() {
    for first_in_time in [true, false] {
        let matter = Matter::new(1).await;
        let complaint = matter.complain().await;
        let mut phone = matter.phone().await;
        if first_in_time {
            states(&mut phone, &complaint, "XFIRSTX").await;
        }
        matter.hall.desk.clock.advance(std::time::Duration::from_hours(25));
        states(&mut phone, &complaint, "XLATEX").await;
        let page = matter.looks("complaint-late", &complaint, &phone.cookies.clone()).await;
        let times = page.split("Answered ").skip(1).map(|rest| rest.split('<').next().unwrap_or_default());
        let late: Vec<bool> = times.map(|time| time.contains("after the time")).collect();
        assert_eq!(late, if first_in_time { vec![false, true] } else { vec![true] }, "{page}");
        assert_eq!(page.contains("It came after the time"), !first_in_time, "{page}");
    }
}

/// What is handed in without anybody at the office has an end; the office takes more, and what was written is not lost.
#[tokio::test]
async fn who_has_stated_enough_is_sent_to_the_office_of_the_organiser() {
    let matter = Matter::new(1).await;
    let mediation = matter.serve(0).await;
    let mut own = matter.phone().await;
    let ticket = own.post(&mediation, &mediation, ACCEPT).await;
    let ticket = ticket.location().split('?').next().unwrap().to_owned();
    let complaint = matter.complain().await;
    assert!(own.get(&ticket).await.text.contains("Make your statement"));
    let mut phone = matter.phone().await;
    for number in 1..=MAX_STATEMENTS {
        assert!(phone.get(&complaint).await.text.contains(FORM), "before number {number}");
        states(&mut phone, &complaint, &format!("XSAID{number}X")).await;
    }
    let page = matter.looks("complaint-full", &complaint, &phone.cookies.clone()).await;
    let office = "Hand in more at the organiser’s office.";
    assert!(page.contains(office) && !page.contains(FORM), "{page}");
    let fields = "idempotency_key=more&name=Zhang+San&statement=XONEMOREX";
    let more = phone.post("/sign-in", &format!("{complaint}/statement"), fields).await;
    assert_eq!(more.status, StatusCode::CONFLICT, "{}", more.text);
    for shown in
        ["Your answer was not taken", "XONEMOREX", office, "Please hand it in at the organiser’s office"]
    {
        assert!(more.text.contains(shown), "{shown}: {}", more.text);
    }
    let stranger = matter.phone().await.get(&complaint).await.text;
    assert!(!stranger.contains(office), "how often somebody spoke is theirs to know: {stranger}");
    let page = own.get(&ticket).await.text;
    assert!(page.contains(office) && !page.contains("Make a further statement"), "{page}");
    let published = matter.hall.desk.app.now();
    let track = published.desk.case(matter.case).unwrap().measure(matter.parties[0]).unwrap().clone();
    assert_eq!(track.statements.len(), MAX_STATEMENTS);
}

/// The box left empty takes nothing back, and whoever writes again is told so.
#[tokio::test]
async fn who_admitted_it_reads_before_a_further_statement_that_this_stands() {
    let matter = Matter::new(1).await;
    let complaint = matter.complain().await;
    let mut phone = matter.phone().await;
    let told = "You admitted it in an earlier statement.";
    assert!(!phone.get(&complaint).await.text.contains(told));
    let fields = "idempotency_key=k1&name=Zhang+San&admits=1&statement=XFIRSTX";
    let done = phone.post(&complaint, &format!("{complaint}/statement"), fields).await;
    assert_eq!(done.location(), complaint, "{} {}", done.status, done.text);
    let page = matter.looks("complaint-admitted", &complaint, &phone.cookies.clone()).await;
    assert!(page.contains(told), "{page}");
    assert!(!matter.phone().await.get(&complaint).await.text.contains(told), "the paper tells nobody");
    states(&mut phone, &complaint, "XSECONDX").await;
    matter.measure(orders(Basis::Admitted, "XORDERX")).await;
    assert!(phone.get(&complaint).await.text.contains("XORDERX"));
}

/// Where mediation was asked for, too, basis and first day are left out of every order, so that an order on a clause is not told by what
/// it lacks.
#[tokio::test]
async fn no_order_says_on_the_page_of_the_complaint_on_what_it_stands() {
    let matter = Matter::new(1).await;
    let complaint = matter.complain().await;
    let mut phone = matter.phone().await;
    states(&mut phone, &complaint, "XFIRSTX").await;
    matter.measure(orders(Basis::AnswerInsufficient, "XORDERX")).await;
    let page = phone.get(&complaint).await.text;
    assert!(page.contains("XORDERX") && page.contains(BASIS), "{page}");
    for told in TOLD_OF_SOME {
        assert!(!page.contains(told), "{told}: {page}");
    }
}

/// Where nobody asked to mediate no clause can come over, and who the order is against reads what the order itself says; and of an
/// objection what is true: it is read, and what changes the measure stands there.
#[tokio::test]
async fn of_a_complaint_alone_the_page_says_the_basis_and_what_becomes_of_an_objection() {
    let mut hall = Hall::new().await;
    let new = TestFair::new().dispute(&[Ask::Measure]);
    let parties = vec![new.respondents[0].place.id];
    let case = hall.file_this(new).await.case;
    let matter = Matter { hall, case, parties };
    let complaint = matter.complain().await;
    matter.measure(orders(Basis::BindingDecision, "XORDERX")).await;
    let mut phone = matter.phone().await;
    let page = phone.get(&complaint).await.text;
    let basis =
        Texts::new(Language::En, jiff::tz::TimeZone::UTC).code("basis", Basis::BindingDecision.code());
    assert!(page.contains(&format!("<dt>Basis</dt><dd>{basis}</dd>")), "{page}");
    for (said, told) in [
        ("XFIRSTX", "A named person reads it; if the measure is lifted or changed"),
        ("XSECONDX", "A named person reads it; if another measure is ordered"),
    ] {
        let fields = format!("idempotency_key={said}&name=Zhang+San&statement={said}");
        let done = phone.post(&complaint, &format!("{complaint}/statement"), &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let page = phone.get(done.location()).await.text;
        assert!(page.contains(told) && !page.contains("reads it and decides"), "{told}: {page}");
        if said == "XFIRSTX" {
            matter.measure(MeasureAction::Lift { body: words("XGROUNDX") }).await;
        }
    }
}

/// The row of the basis, as it stands with every order where mediation was asked for, too.
const BASIS: &str = "<dt>Basis</dt><dd>As the order says</dd>";
/// What some orders have and others have not.
const TOLD_OF_SOME: [&str; 2] = ["It has nothing to do with mediation", "<dt>Not before</dt>"];

/// An agreement with a clause for the organiser, and a complaint beside it whose notice was handed over.
struct Agreed {
    hall: Hall,
    case: CaseId,
    party: PartyId,
    notice: String,
}

impl Agreed {
    async fn new() -> Self {
        let (hall, [claimant, ..]) = settled(&[Ask::Mediation, Ask::Measure]).await;
        let (case, party) = (claimant.case, hall.desk.parties(claimant.case)[1]);
        let (drawn, path) = notice();
        let agreed = Self { hall, case, party, notice: path };
        agreed.does(ORGANISER, MeasureAction::IssueNotice { notice: drawn }).await;
        let (service, body) = by_hand();
        agreed.does(ORGANISER, MeasureAction::RecordService { service, body }).await;
        agreed
    }

    async fn does(&self, staff: StaffId, action: MeasureAction) {
        let (case, party) = (self.case, self.party);
        self.hall.ask(staff, Command::MoveMeasure { case, party, action: Box::new(action) }).await;
    }

    async fn hands_over(&self) {
        let (kind, act) = (ClauseKind::Remove, "Takes the lamp down.".to_owned());
        let from = Some(jiff::civil::date(2026, 3, 10));
        let clause = HandedClause { kind, act, translation: None, place: None, from, until: None };
        let body = MeasureBody { clauses: vec![clause], ..MeasureBody::default() };
        self.does(MEI, MeasureAction::HandOver { body }).await;
    }
}

/// That both sides agreed is not told by an open page that asks for itself again: neither to the paper nor to the phone that answered.
#[tokio::test]
async fn an_open_page_of_a_complaint_stands_still_when_a_clause_comes_over() {
    for answered in [false, true] {
        let agreed = Agreed::new().await;
        let live = format!("{}/live", agreed.notice);
        let mut phone = Browser::open(&agreed.hall.desk).await.0;
        let mut stranger = Browser::open(&agreed.hall.desk).await.0;
        if answered {
            states(&mut phone, &agreed.notice, "XFIRSTX").await;
        }
        let before = [phone.get(&live).await.text, stranger.get(&live).await.text];
        agreed.hands_over().await;
        let after = [phone.get(&live).await.text, stranger.get(&live).await.text];
        assert_eq!(after, before, "answered: {answered}");
    }
}

/// A clause came over from an agreement: its words, and that there is one, are for those who talked.
#[tokio::test]
async fn the_page_of_a_complaint_knows_no_clause_of_an_agreement() {
    let agreed = Agreed::new().await;
    let mut phone = Browser::open(&agreed.hall.desk).await.0;
    states(&mut phone, &agreed.notice, "XFIRSTX").await;
    agreed.hands_over().await;
    let (kind, basis) = (MeasureKind::TakeDown, Basis::Agreement);
    agreed.does(ORGANISER, MeasureAction::Order { kind, basis, until: None, body: words("XREMARKX") }).await;
    for ended in [false, true] {
        if ended {
            agreed.does(ORGANISER, MeasureAction::Lift { body: words("XREMARKX") }).await;
        }
        let page = phone.get(&agreed.notice).await.text;
        for shown in ["Take the exhibit down", BASIS, "XFIRSTX", FORM] {
            assert!(page.contains(shown), "{shown}: {page}");
        }
        let secrets =
            ["Takes the lamp down.", "XREMARKX", "Agreed by both sides", "you agreed to", "the clause"];
        for secret in secrets.into_iter().chain(TOLD_OF_SOME) {
            assert!(!page.contains(secret), "{secret}: {page}");
        }
    }
}
