//! The notice from outside: a booth's phone with the key, another booth's phone, staff, and a paper that was replaced.

use axum::http::StatusCode;
use domain::{
    Actor, CaseId, Command, PartyId,
    body::{ExhibitorBody, NoticeSecret, PersonBody},
    case::{Ask, Audience, CaseState, Outcome, Reason},
    command::NewCase,
    measure::{MeasureAction, MeasureState},
    procedure::{Action, CaseSource, NewNotice, Service, ServiceMethod, Way},
    testing::{HEAD, MEI, ORGANISER, TestFair},
};

use crate::{
    access::secrets::TicketKey,
    testing::{Answer, Browser},
    web::{
        samples,
        ticket::tests::{Hall, secrets},
    },
};

mod decided;
mod follow;
mod race;

/// A case with notices for its respondents.
struct Matter {
    hall: Hall,
    case: CaseId,
    parties: Vec<PartyId>,
}

fn notice() -> (NewNotice, String) {
    let key = TicketKey::random();
    let secret = NoticeSecret { key: key.reveal() };
    (NewNotice { key: key.hash().into(), secret, ticket: secrets().0 }, format!("/n/{}", key.reveal()))
}

fn by_hand() -> (Service, PersonBody) {
    let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: None };
    (service, PersonBody { name: "Booth staff".to_owned(), ..PersonBody::default() })
}

impl Matter {
    /// An accepted case about so many booths, with a mediator who has no conflict.
    async fn new(respondents: usize) -> Self {
        let mut pen = TestFair::new();
        let mut new: NewCase = pen.dispute(&[Ask::Mediation, Ask::Measure]);
        while new.respondents.len() < respondents {
            new.respondents.push(pen.party(domain::case::Side::Respondent, "Second booth"));
        }
        Box::pin(Self::of(Hall::new().await, new)).await
    }

    /// The same of a case as it was filed.
    async fn of(mut hall: Hall, new: NewCase) -> Self {
        let parties = new.respondents.iter().map(|party| party.place.id).collect();
        let filed = hall.file_this(new).await;
        hall.claim(filed.number).await;
        let matter = Self { hall, case: filed.case, parties };
        matter.proceed(Action::Accept { source: CaseSource::Application }).await;
        matter.proceed(Action::DeclareImpartiality).await;
        matter
    }

    async fn proceed(&self, action: Action) {
        self.hall.ask(MEI, Command::Proceed { case: self.case, action: Box::new(action) }).await;
    }

    /// Draws a mediation notice up and hands it over.
    async fn serve(&self, party: usize) -> String {
        let path = self.issue(party).await;
        self.hand_over(party).await;
        path
    }

    async fn issue(&self, party: usize) -> String {
        let (notice, path) = notice();
        self.proceed(Action::IssueNotice { party: self.parties[party], notice }).await;
        path
    }

    async fn hand_over(&self, party: usize) {
        let (service, body) = by_hand();
        self.proceed(Action::RecordService { party: self.parties[party], service, body }).await;
    }

    async fn measure(&self, action: MeasureAction) {
        let command =
            Command::MoveMeasure { case: self.case, party: self.parties[0], action: Box::new(action) };
        self.hall.desk.ask(Actor::Staff(ORGANISER), command).await.unwrap();
    }

    /// Serves the organiser's notice.
    async fn complain(&self) -> String {
        let (notice, path) = notice();
        self.measure(MeasureAction::IssueNotice { notice }).await;
        let (service, body) = by_hand();
        self.measure(MeasureAction::RecordService { service, body }).await;
        path
    }

    fn way(&self, party: usize) -> Way {
        let published = self.hall.desk.app.now();
        published.desk.case(self.case).unwrap().party(self.parties[party]).unwrap().way()
    }

    fn state(&self) -> CaseState {
        self.hall.desk.app.now().desk.case(self.case).unwrap().state
    }

    async fn phone(&self) -> Browser<'_> {
        Browser::open(&self.hall.desk).await.0
    }

    /// The page in both languages, kept to be looked at; answers with the English one.
    async fn looks(&self, name: &str, path: &str, cookies: &str) -> String {
        let mut english = String::new();
        for language in crate::locale::Language::ALL {
            let page = self.hall.desk.open(path, &format!("{cookies}; lang={}", language.tag())).await;
            assert_eq!(page.status, StatusCode::OK, "{name}: {}", page.text);
            assert!(!page.text.contains(">notice-"), "{name} lacks a text: {}", page.text);
            samples::write(&format!("notice-{name}"), language, &page.text);
            if language == crate::locale::Language::En {
                english = page.text;
            }
        }
        english
    }
}

const ACCEPT: &str = "idempotency_key=k1&name=Zhang+San&position=Director&authority=own\
    &statement=It+is+our+own+lamp.&consent=v1";
/// The application's words, and the complaint's.
const APPLICATION: &str = "They show our lamp.";
const COMPLAINT: &str = "Please have it covered.";

fn leads_to_ticket(answer: &Answer) -> bool {
    answer.status == StatusCode::SEE_OTHER && answer.location().starts_with("/t/")
}

#[tokio::test]
async fn nothing_is_shown_and_nothing_taken_before_service_is_on_record() {
    let matter = Matter::new(1).await;
    let path = matter.issue(0).await;
    let page = matter.looks("unserved", &path, "").await;
    assert!(page.contains("not on record yet") && page.contains("Declining does not harm you"), "{page}");
    for hidden in [APPLICATION, COMPLAINT, "Li Hua", "name=\"consent\""] {
        assert!(!page.contains(hidden), "{hidden} before service");
    }
    let mut phone = matter.phone().await;
    let early = phone.post("/sign-in", &path, ACCEPT).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "the page says so");
    assert!(early.text.contains("Your answer was not taken") && early.text.contains("not on record yet"));
    assert_eq!(matter.way(0), Way::Noticed);
    matter.hand_over(0).await;
    let page = matter.looks("served", &path, "").await;
    for shown in [APPLICATION, "Li Hua", "12:00", "An agent who may settle and sign"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
}

#[tokio::test]
async fn the_hours_of_the_desk_are_those_of_the_day_on_which_one_can_come() {
    let matter = Matter::new(1).await;
    let path = matter.serve(0).await;
    let desk = &matter.hall.desk;
    desk.has_hours(jiff::civil::date(2026, 3, 10), 9, 14).await;
    for (now, said) in [
        ("2026-03-10T02:30:00Z", "open 09:00–14:00."),
        ("2026-03-10T07:00:00Z", "open 11 Mar, 09:00–17:00."),
        ("2026-03-11T00:00:00Z", "open 09:00–17:00."),
    ] {
        desk.clock.set(now.parse().unwrap());
        let page = desk.open(&path, "lang=en").await.text;
        assert!(page.contains(said), "{now}, {said}: {page}");
    }
}

#[tokio::test]
async fn accepting_needs_a_name_and_consent_and_makes_the_phone_a_holder() {
    let matter = Matter::new(1).await;
    let path = matter.serve(0).await;
    let mut phone = matter.phone().await;
    let blank = phone.get(&path).await.text;
    let choices: Vec<_> = blank.split("<input type=\"radio\"").skip(1).collect();
    assert!(
        choices.len() > 1 && !choices.iter().any(|one| one.split('>').next().unwrap().contains("checked"))
    );
    let silent = ACCEPT.replace("&authority=own", "");
    let silent = phone.post(&path, &path, &silent).await;
    assert!(silent.text.contains("Say what you may do for your company."), "{}", silent.text);
    let bare = phone.post(&path, &path, "idempotency_key=k1&authority=own&statement=Ours").await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.text.contains("Say who answers.") && bare.text.contains("tick that you agree"));
    assert!(bare.text.contains("Ours"), "what was typed is still there");
    assert_eq!(matter.way(0), Way::Served);
    let done = phone.post(&path, &path, ACCEPT).await;
    assert!(leads_to_ticket(&done), "{} {}", done.status, done.text);
    assert_eq!(matter.way(0), Way::Accepted);
    let ticket = phone.get(done.location()).await;
    for shown in ["What you told the desk", "It is our own lamp.", "Your answer has arrived: you take part."]
    {
        assert!(ticket.text.contains(shown), "{shown}: {}", ticket.text);
    }
    let stranger = matter.phone().await.get(done.location()).await;
    assert!(stranger.text.contains("Code from the desk"), "another phone does not");
    assert!(!stranger.text.contains("It is our own lamp."), "{}", stranger.text);
    let answered = matter.looks("answered", &path, &phone.cookies.clone()).await;
    assert!(answered.contains("You take part in mediation") && answered.contains("It is our own lamp."));
    let ticket = done.location().split('?').next().unwrap();
    assert!(answered.contains(ticket) && !answered.contains("name=\"consent\""), "{answered}");
}

/// Nobody goes on to talks that there are not; how it ended is told on the ticket, and whoever finds the paper learns nothing of it.
#[tokio::test]
async fn who_agreed_reads_on_the_notice_that_the_mediation_has_ended() {
    for withdraws in [true, false] {
        let matter = Matter::new(1).await;
        let path = matter.serve(0).await;
        let mut phone = matter.phone().await;
        assert!(leads_to_ticket(&phone.post(&path, &path, ACCEPT).await));
        let own = phone.cookies.clone();
        let live = |cookies: String| {
            let (desk, live) = (&matter.hall.desk, format!("{path}/live"));
            async move { desk.open(&live, &cookies).await.text }
        };
        let before = [live(own.clone()).await, live(String::new()).await];
        let page = phone.get(&path).await.text;
        for said in ["You take part in mediation", "If you take part", "Go on: your place"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        let case = matter.case;
        if withdraws {
            let ticket = matter.hall.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
            matter.hall.desk.ask(Actor::Party(ticket), Command::WithdrawCase { case }).await.unwrap();
        } else {
            let (outcome, reason) = (Outcome::NoAgreement, Reason::NoProspect);
            matter.hall.ask(MEI, Command::ConcludeCase { case, outcome, reason, remark: None }).await;
        }
        let page = matter.looks("ended", &path, &own).await;
        for said in ["You agreed to take part in mediation. It has ended.", "See how it ended on your ticket"]
        {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(page.contains("It is our own lamp.") && page.contains("Your rights"), "{page}");
        let untrue = ["You take part in mediation", "If you take part", "Go on: your place"];
        for said in untrue.into_iter().chain(["withdr", "took the case back", "no agreement"]) {
            assert!(!page.contains(said), "{said}: {page}");
        }
        let found = matter.looks("ended-found", &path, "").await;
        assert!(found.contains("This notice was answered") && !found.contains("It has ended"), "{found}");
        let after = [live(own.clone()).await, live(String::new()).await];
        assert_ne!(after[0], before[0], "an open page of the holder asks again");
        assert_eq!(after[1], before[1], "and nobody else's");
    }
}

#[tokio::test]
async fn the_reply_asks_for_the_company_and_keeps_what_was_typed() {
    let matter = Matter::new(1).await;
    let path = matter.serve(0).await;
    let mut phone = matter.phone().await;
    assert!(phone.get(&path).await.text.contains("Your company"));
    let told = || {
        let published = matter.hall.desk.app.now();
        published.names.party(matter.parties[0]).unwrap().told.clone()
    };
    let long = format!("{ACCEPT}&company={}", "x".repeat(161));
    let long = phone.post(&path, &path, &long).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(long.text.contains(&"x".repeat(161)), "what was typed is still there: {}", long.text);
    assert_eq!(told(), None);
    let done = phone.post(&path, &path, &format!("{ACCEPT}&company=Lumen+Works+Ltd")).await;
    assert!(leads_to_ticket(&done), "{} {}", done.status, done.text);
    assert_eq!(told().as_deref(), Some("Lumen Works Ltd"));
    let ticket = phone.get(done.location()).await.text;
    assert!(ticket.contains("Zhang San · Director · Lumen Works Ltd"), "{ticket}");
}

/// The list has two names of the company: the field is filled in with the one that its reader can read.
#[tokio::test]
async fn the_reply_names_the_company_in_the_script_of_whoever_reads_it() {
    let hall = Hall::new().await;
    let exhibitor = domain::ExhibitorId([9; 16]);
    let body = ExhibitorBody {
        name: "伦德尼奥家具".to_owned(),
        other_name: Some("Lundinho Moveis".to_owned()),
        ..ExhibitorBody::default()
    };
    let enrol = Command::EnrolExhibitor { exhibitor, booths: Vec::new(), undertaking: None, body };
    hall.ask(ORGANISER, enrol).await;
    let mut new = TestFair::new().dispute(&[Ask::Mediation]);
    new.respondents[0].place.exhibitor = Some(exhibitor);
    let matter = Box::pin(Matter::of(hall, new)).await;
    let path = matter.serve(0).await;
    for (tag, name) in [("en", "Lundinho Moveis"), ("zh-CN", "伦德尼奥家具")] {
        let page = matter.hall.desk.open(&path, &format!("lang={tag}")).await.text;
        assert!(page.contains(&format!("name=\"company\" type=\"text\" value=\"{name}\"")), "{page}");
    }
}

#[tokio::test]
async fn a_retry_makes_one_answer_and_a_second_answer_changes_nothing() {
    let matter = Matter::new(1).await;
    let path = matter.serve(0).await;
    let mut phone = matter.phone().await;
    let first = phone.post(&path, &path, ACCEPT).await;
    let before = matter.hall.desk.app.now().desk.seq();
    let again = phone.post("/sign-in", &path, ACCEPT).await;
    assert_eq!(again.location(), first.location(), "the retry gets the first answer");
    let mut other = matter.phone().await;
    let declined = other.post("/sign-in", &format!("{path}/decline"), "idempotency_key=k2").await;
    assert!(declined.text.contains("Your answer was not taken"), "{}", declined.text);
    assert_eq!(matter.hall.desk.app.now().desk.seq(), before, "nothing was written");
    assert_eq!(matter.way(0), Way::Accepted);
}

#[tokio::test]
async fn declining_asks_once_and_ends_mediation_at_once() {
    let matter = Matter::new(1).await;
    let path = matter.serve(0).await;
    let asked_before = matter.phone().await.get(&path).await.text;
    let asked = matter.looks("decline", &format!("{path}/decline"), "").await;
    assert!(asked.contains("This does not harm you"), "{asked}");
    assert_eq!(matter.way(0), Way::Served, "asking changes nothing");
    let mut phone = matter.phone().await;
    let decline = format!("{path}/decline");
    let nobody = phone.post(&decline, &decline, "idempotency_key=k0&statement=XKEPTX&position=Manager").await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["Say who answers.", "Say what you may do for your company.", "XKEPTX", "value=\"Manager\""] {
        assert!(nobody.text.contains(said), "{said}: {}", nobody.text);
    }
    assert_eq!(matter.way(0), Way::Served, "nobody has answered");
    let fields = "idempotency_key=k1&name=Z&position=Manager&authority=may-not-settle";
    let done = phone.post(&decline, &decline, fields).await;
    assert!(leads_to_ticket(&done), "{} {}", done.status, done.text);
    assert_eq!(matter.way(0), Way::Declined);
    assert!(matches!(matter.state(), CaseState::Concluded { .. }));
    let page = phone.get(&path).await.text;
    assert!(
        page.contains("You do not take part in mediation") && !page.contains("Take part in mediation"),
        "{page}"
    );
    let ticket = done.location().split('?').next().unwrap();
    let papers = phone.get(&format!("{ticket}/papers")).await.text;
    assert!(papers.contains("Notice to a party that takes no part in mediation"), "{papers}");
    assert!(!papers.contains("Notice that mediation has ended"), "that one is for the talks: {papers}");
    let own = phone.get(&format!("{ticket}/papers/no-part?language=en")).await.text;
    assert!(own.contains("There is no mediation with you.") && own.contains("Other ways"), "{own}");
    let found = matter.looks("declined", &path, "").await;
    assert!(found.contains("This notice was answered"), "whoever finds the paper: {found}");
    assert!(!found.contains("You do not take part in mediation") && !found.contains(APPLICATION), "{found}");
    for asking in ["Somebody asks you to talk", "You choose whether you take part", "After your answer"] {
        assert!(asked_before.contains(asking), "while it was asked: {asking}");
        assert!(!found.contains(asking) && !page.contains(asking), "nobody asks any more: {asking}");
    }
    // The organiser's track goes on, and so does what is handed in for it; nothing more for the mediation.
    matter.complain().await;
    let (case, party) = (matter.case, matter.parties[0]);
    let number = matter.hall.desk.app.now().desk.case(case).unwrap().party(party).unwrap().ticket.unwrap();
    for (audience, taken) in [(Audience::Measure, true), (Audience::Mediation, false)] {
        let evidence = domain::EvidenceId(matter.hall.desk.app.fresh_id());
        let (purpose, body) = (domain::procedure::Purpose::Exhibit, domain::testing::photo());
        let add = Command::AddEvidence { purpose, case, party, evidence, audience, body };
        let added = matter.hall.desk.ask(Actor::Party(number), add).await;
        assert_eq!(added.is_ok(), taken, "{audience:?}");
    }
}

#[tokio::test]
async fn each_respondent_has_an_own_notice_and_a_replaced_one_opens_nothing() {
    let matter = Matter::new(2).await;
    let lost = matter.issue(0).await;
    let path = matter.serve(0).await;
    for gone in [lost.as_str(), "/n/zzz", "/n/00000000000000000000000000"] {
        let page = matter.hall.desk.open(gone, "lang=en").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(page.text.contains("This notice does not open"), "{}", page.text);
    }
    let other = matter.serve(1).await;
    let mut phone = matter.phone().await;
    let done = phone.post(&other, &other, ACCEPT).await;
    assert!(leads_to_ticket(&done));
    assert_eq!((matter.way(0), matter.way(1)), (Way::Served, Way::Accepted));
    let first = phone.get(&path).await.text;
    assert!(!first.contains("It is our own lamp."), "one respondent's words are not on the other's notice");
    let ticket = done.location().split('?').next().unwrap();
    assert!(!first.contains(ticket), "nor the way to the other's ticket");
}

/// A paper that still lies at the desk when the talks begin promises nobody that they can answer.
#[tokio::test]
async fn a_notice_that_was_not_handed_over_is_closed_once_the_others_talk() {
    let matter = Matter::new(2).await;
    let late = matter.issue(0).await;
    let other = matter.serve(1).await;
    let mut phone = matter.phone().await;
    assert!(leads_to_ticket(&phone.post(&other, &other, ACCEPT).await));
    assert!(phone.get(&late).await.text.contains("not on record yet"), "there is time to hand it over");
    matter.hall.ask(MEI, Command::OpenTalks { case: matter.case }).await;
    let page = matter.looks("left-out", &late, "").await;
    assert!(page.contains("This matter is closed") && page.contains("Notice of mediation"), "{page}");
    for promised in ["not on record yet", "you can answer", "After your answer", "You choose whether"] {
        assert!(!page.contains(promised), "{promised}: {page}");
    }
}

#[tokio::test]
async fn complaint_and_mediation_never_cross() {
    let matter = Matter::new(1).await;
    let mediation = matter.serve(0).await;
    let complaint = matter.complain().await;
    let said = matter.looks("mediation", &mediation, "").await;
    assert!(said.contains(APPLICATION) && !said.contains(COMPLAINT), "{said}");
    let said = matter.looks("complaint", &complaint, "").await;
    assert!(said.contains(COMPLAINT) && !said.contains(APPLICATION), "{said}");
    assert!(said.contains("Leave this empty unless you mean it"), "what admitting means is said");
    // Each form works at its own notice alone.
    let mut phone = matter.phone().await;
    let wrong = phone.post(&complaint, &complaint, ACCEPT).await;
    assert_eq!((wrong.location(), matter.way(0)), (complaint.as_str(), Way::Served));
    let fields = "idempotency_key=k3&name=Zhang+San&statement=Our+design+is+older.";
    let wrong = phone.post(&mediation, &format!("{mediation}/statement"), fields).await;
    assert_eq!(wrong.location(), mediation);
    let done = phone.post(&complaint, &format!("{complaint}/statement"), fields).await;
    assert_eq!(done.location(), complaint, "{} {}", done.status, done.text);
    let published = matter.hall.desk.app.now();
    let measure = published.desk.case(matter.case).unwrap().measure(matter.parties[0]).unwrap();
    assert_eq!((measure.state, measure.has_admitted()), (MeasureState::Answered, false));
    let page = phone.get(&complaint).await.text;
    assert!(page.contains("Our design is older."), "{page}");
    let page = matter.looks("complaint-answered", &complaint, "").await;
    assert!(page.contains("This notice was answered"), "{page}");
    for own in ["Our design is older.", "Zhang San"] {
        assert!(!page.contains(own), "{own} to whoever finds the paper");
    }
    let page = phone.get(&mediation).await.text;
    assert!(!page.contains("Our design is older."), "a statement to the organiser stays there");
}

/// The organiser prints it: whoever answers with it reads their own statement again, and no word of the talks.
#[tokio::test]
async fn the_code_of_a_complaint_opens_nothing_of_the_mediation() {
    let matter = Matter::new(1).await;
    let mediation = matter.serve(0).await;
    let mut own = matter.phone().await;
    let done = own.post(&mediation, &mediation, ACCEPT).await;
    let ticket = done.location().split('?').next().unwrap().to_owned();
    let complaint = matter.complain().await;
    let mut other = matter.phone().await;
    let fields = "idempotency_key=k3&name=Zhang+San&statement=Our+design+is+older.";
    let done = other.post(&complaint, &format!("{complaint}/statement"), fields).await;
    assert_eq!(done.location(), complaint, "{} {}", done.status, done.text);
    let page = other.get(&complaint).await.text;
    assert!(page.contains("Our design is older.") && !page.contains(&ticket), "{page}");
    for found in [other.get(&ticket).await.text, other.get(&format!("{ticket}/papers")).await.text] {
        for secret in [APPLICATION, "It is our own lamp.", "Zhang San", "Stop mediation"] {
            assert!(!found.contains(secret), "{secret}: {found}");
        }
    }
}

#[tokio::test]
async fn staff_read_the_case_where_reading_is_recorded_and_answer_for_nobody() {
    let matter = Matter::new(1).await;
    let path = matter.serve(0).await;
    let mut mei = Browser::of(&matter.hall.desk, "mei").await;
    assert_eq!(mei.get(&path).await.location(), format!("/counter/cases/{}", matter.case));
    let mut organiser = Browser::of(&matter.hall.desk, "organiser").await;
    let page = organiser.get(&path).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN, "mediation is not for the organiser");
    assert!(!page.text.contains(APPLICATION));
    let answered = mei.post("/account", &path, ACCEPT).await;
    assert_eq!((answered.status, matter.way(0)), (StatusCode::FORBIDDEN, Way::Served));
}

/// At filing the language of the other side is a guess; whoever answers reads that of the page they answered on.
#[tokio::test]
async fn who_answers_is_spoken_to_in_the_language_of_their_page() {
    let matter = Matter::new(1).await;
    let path = matter.serve(0).await;
    let language = || {
        let published = matter.hall.desk.app.now();
        published.desk.case(matter.case).unwrap().party(matter.parties[0]).unwrap().place.language
    };
    assert_eq!(language(), crate::locale::Language::En);
    let mut phone = matter.phone().await;
    phone.cookies = format!("lang=zh-CN; {}", phone.cookies);
    assert!(phone.get(&path).await.text.contains("用中文与您沟通"));
    phone.post(&path, &path, ACCEPT).await;
    assert_eq!(language(), crate::locale::Language::ZhCn);
}

/// Mediation was declined; what is told the organiser goes on. Nobody who hands in a statement reads first that all is over.
#[tokio::test]
async fn a_statement_to_the_organiser_is_said_to_have_arrived() {
    let matter = Matter::new(1).await;
    let mediation = matter.serve(0).await;
    let mut phone = matter.phone().await;
    let decline = format!("{mediation}/decline");
    let fields = "idempotency_key=k1&name=Zhang+San&authority=own&statement=Not+for+the+organiser.";
    phone.post(&decline, &decline, fields).await;
    let complaint = matter.complain().await;
    let ticket = |answer: &Answer| answer.location().split('?').next().unwrap().to_owned();
    let fields = "idempotency_key=k3&name=Zhang+San&statement=Our+design+is+older.";
    let done = phone.post(&complaint, &format!("{complaint}/statement"), fields).await;
    let page = matter.looks("stated", done.location(), &phone.cookies.clone()).await;
    let said = "Your statement has arrived at the organiser";
    for shown in [said, "The organiser has your statement", "Our design is older.", "Not for the organiser."]
    {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    assert!(!page.contains("This case is closed"), "{page}");
    assert!(page.contains("For you the mediation is over."), "{page}");
    // Whoever finds the slip reads where it stands, and no word.
    let stranger = matter.phone().await.get(&ticket(&done)).await.text;
    for own in [said, "Our design is older.", "Not for the organiser."] {
        assert!(!stranger.contains(own), "{own}: {stranger}");
    }
    // Each office reads what was said to it.
    let mut mei = Browser::of(&matter.hall.desk, "mei").await;
    let counter = mei.get(&format!("/counter/cases/{}", matter.case)).await.text;
    assert!(
        counter.contains("Not for the organiser.") && !counter.contains("Our design is older."),
        "{counter}"
    );
    let mut organiser = Browser::of(&matter.hall.desk, "organiser").await;
    let office = organiser.get(&format!("/office/cases/{}", matter.case)).await.text;
    assert!(
        office.contains("Our design is older.") && !office.contains("Not for the organiser."),
        "{office}"
    );
}

/// The list goes on naming the company; whose case it was does not.
#[tokio::test]
async fn the_notice_of_an_erased_case_names_nobody() {
    let hall = Hall::new().await;
    hall.desk.enrol("Aurora Lighting", Some("极光照明"), &["1/A12"]).await;
    let (booth, exhibitor) = {
        let at = hall.desk.app.now();
        let booth = at.desk.booths().find(|booth| booth.number == "A12").unwrap().id;
        let exhibitor = *at.names.exhibitors().find(|(_, body)| body.name == "Aurora Lighting").unwrap().0;
        (booth, exhibitor)
    };
    let mut new = TestFair::new().dispute(&[Ask::Mediation]);
    let place = &mut new.claimant.place;
    (place.booth, place.exhibitor) = (Some(booth), Some(exhibitor));
    let matter = Box::pin(Matter::of(hall, new)).await;
    let path = matter.serve(0).await;
    let mut phone = matter.phone().await;
    assert!(leads_to_ticket(&phone.post(&path, &path, ACCEPT).await));
    assert!(phone.get(&path).await.text.contains("Aurora Lighting"));
    let (outcome, reason) = (Outcome::NoAgreement, Reason::NoProspect);
    let end = Command::ConcludeCase { case: matter.case, outcome, reason, remark: None };
    matter.hall.ask(MEI, end).await;
    matter.hall.ask(HEAD, Command::EraseCase { case: matter.case }).await;
    let page = phone.get(&path).await.text;
    for gone in ["Aurora", "极光", "A12", APPLICATION, "What you told the desk"] {
        assert!(!page.contains(gone), "{gone}: {page}");
    }
    assert!(page.contains("What was told to the desk has been erased"), "{page}");
}
