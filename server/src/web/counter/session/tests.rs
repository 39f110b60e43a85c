//! The page of a talk, as mediators use it with scripts off.

use axum::http::StatusCode;
use domain::{
    Actor, CaseId, Command, PartyId, StaffId,
    case::{Ask, Audience, Outcome, Reason},
    fair::BodyKind,
    ids::EvidenceId,
    procedure::{Action, CaseSource, ConsentTo, Means, Purpose, RecordPart},
    testing::{HEAD, ORGANISER, SUPERVISOR, TOM, TestFair},
};

use crate::{
    app::App,
    testing::{Answer as Shown, Browser, TestDesk},
    web::counter::tests::{Story, page_of, press},
};

/// A desk with one case of which Mei has the talk before her: everybody agreed, everybody is there.
pub(in crate::web::counter) struct Talk {
    pub(in crate::web::counter) desk: TestDesk,
    pub(in crate::web::counter) case: CaseId,
    pub(in crate::web::counter) parties: Vec<PartyId>,
}

impl Talk {
    pub(in crate::web::counter) async fn new() -> Self {
        Self::at(TestDesk::new().await).await
    }

    /// The same at a body that may take a fee.
    pub(in crate::web::counter) async fn charging() -> Self {
        let desk = TestDesk::new().await;
        desk.charges().await;
        Self::at(desk).await
    }

    /// The same before a body of this kind.
    pub(in crate::web::counter) async fn before(kind: BodyKind) -> Self {
        let desk = TestDesk::new().await;
        desk.is_a(kind).await;
        Self::at(desk).await
    }

    async fn at(desk: TestDesk) -> Self {
        let mut ids = TestFair::new();
        let mut new = ids.dispute(&[Ask::Mediation]);
        new.ticket = App::new_ticket();
        let case = new.case;
        desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
        let parties = desk.parties(case);
        let talk = Self { desk, case, parties };
        let lead = talk.now().claimant().ticket.unwrap();
        talk.mei(Command::ClaimTicket { ticket: lead }).await;
        talk.desk.agreed(case, App::new_ticket()).await;
        talk.mei(Command::OpenTalks { case }).await;
        talk.mei(Command::ClaimTicket { ticket: lead }).await;
        talk.mei(Command::CallTicket { ticket: lead, room: None }).await;
        let tickets: Vec<_> = talk.now().parties.iter().filter_map(|party| party.ticket).collect();
        for ticket in tickets {
            talk.mei(Command::CheckInTicket { ticket }).await;
        }
        talk
    }

    pub(in crate::web::counter) fn now(&self) -> std::sync::Arc<domain::Case> {
        std::sync::Arc::clone(self.desk.app.now().desk.case(self.case).unwrap())
    }

    pub(in crate::web::counter) async fn mei(&self, command: Command) {
        self.desk.by_mei(command).await;
    }

    pub(in crate::web::counter) async fn start(&self) {
        self.desk.prepared(self.case).await;
        self.mei(Command::StartSession { case: self.case }).await;
    }

    /// The head, who gave a reason to read the case.
    pub(in crate::web::counter) async fn head(&self) -> Browser<'_> {
        let reason = Some("asked".to_owned());
        let read = Command::ReadCase { case: self.case, part: Ask::Mediation, reason };
        self.desk.ask(Actor::Staff(HEAD), read).await.unwrap();
        Browser::of(&self.desk, "head").await
    }

    /// The claimant's photo, taken for something.
    pub(in crate::web::counter) async fn photo(&self, purpose: Purpose) -> EvidenceId {
        let (evidence, audience) = (EvidenceId([9; 16]), Audience::Mediation);
        let (case, party, body) = (self.case, self.parties[0], domain::testing::photo());
        self.mei(Command::AddEvidence { case, party, evidence, audience, purpose, body }).await;
        evidence
    }

    pub(in crate::web::counter) fn page(&self, name: &str) -> String {
        format!("/counter/cases/{}/{name}", self.case)
    }

    /// Presses a button of one of the pages.
    pub(in crate::web::counter) async fn press(
        &self,
        browser: &mut Browser<'_>,
        name: &str,
        verb: &str,
        fields: &str,
    ) -> Shown {
        let page = self.page(name);
        browser.post(&page, &format!("{page}/{verb}"), fields).await
    }
}

#[tokio::test]
async fn identity_and_rights_come_first_and_of_a_number_only_its_end_is_kept() {
    let talk = Talk::new().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let first = mei.get(&talk.page("session")).await;
    assert!(first.text.contains("Check who is at the table") && first.text.contains("Li Hua"));
    for party in &talk.parties {
        let fields = format!(
            "party={party}&name=Zhang+Wei&position=Director&paper=passport&number=E12345678&authority=own"
        );
        let done = talk.press(&mut mei, "session", "identity", &fields).await;
        assert_eq!(done.location(), format!("{}?done=recorded", talk.page("session")));
    }
    let checked = mei.get(&talk.page("session")).await;
    assert!(checked.text.contains("Zhang Wei") && checked.text.contains("••••5678"));
    assert!(!checked.text.contains("E12345678"), "the whole number is nowhere");
    assert_eq!(checked.text.matches("value=\"••••5678\"").count(), 2, "and the end of its number");
    assert!(checked.text.contains("Read out rights and duties"));
    assert_eq!(
        checked.text.matches("<option value=\"passport\" selected>").count(),
        2,
        "who corrects one finds the paper that was shown: {}",
        checked.text
    );
    let agent = format!("party={}&name=Agent&paper=passport&authority=may-settle", talk.parties[0]);
    talk.press(&mut mei, "session", "identity", &agent).await;
    assert!(mei.get(&talk.page("session")).await.text.contains("The power of attorney is missing"));
    let version = format!("version={}", super::RIGHTS_VERSION);
    assert_eq!(
        talk.press(&mut mei, "session", "rights", "version=other").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    talk.press(&mut mei, "session", "rights", &version).await;
    assert!(talk.now().procedure.rights.is_some());
    assert!(mei.get(&talk.page("session")).await.text.contains("The talk can begin"));
}

/// Nobody typed the company of whoever is not on the list: without it the person at the table would be the party.
#[tokio::test]
async fn the_company_of_a_respondent_is_asked_for_at_the_table_and_is_the_party_from_then_on() {
    let talk = Talk::new().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let ticket = talk.now().respondents()[0].ticket.unwrap();
    let told_apart = format!("Other side: {ticket}");
    assert!(mei.get(&talk.page("session")).await.text.contains(&told_apart), "where no name is known");
    let lacking = "No company is named for";
    for page in ["way", "agreement"] {
        assert!(mei.get(&talk.page(page)).await.text.contains(lacking), "{page} says so beforehand");
    }
    let checked = format!(
        "party={}&name=Zhou+Wu&position=Director&company=Lumen+Works+Ltd&paper=passport&authority=own",
        talk.parties[1]
    );
    talk.press(&mut mei, "session", "identity", &checked).await;
    for page in ["way", "agreement"] {
        let text = mei.get(&talk.page(page)).await.text;
        assert!(text.contains("Lumen Works Ltd") && !text.contains(lacking), "{page}: {text}");
    }
    let text = mei.get(&talk.page("session")).await.text;
    assert!(text.contains("value=\"Lumen Works Ltd\""), "who corrects it finds it: {text}");
    let without = "party={}&name=Zhou+Wu&company=&paper=passport&authority=own";
    let without = without.replace("{}", &talk.parties[1].to_string());
    talk.press(&mut mei, "session", "identity", &without).await;
    assert!(mei.get(&talk.page("agreement")).await.text.contains(lacking), "a person may be the party");
}

#[tokio::test]
async fn who_is_in_a_talk_is_led_back_to_it_by_the_refusal_of_another() {
    let mut story = Story::new().await;
    let (first, held) = story.file().await;
    let (second, other) = story.file().await;
    for (case, ticket) in [(first, held), (second, other)] {
        story.desk.by_mei(Command::ClaimTicket { ticket }).await;
        story.desk.agreed(case, App::new_ticket()).await;
        story.desk.by_mei(Command::OpenTalks { case }).await;
        story.desk.by_mei(Command::ClaimTicket { ticket }).await;
    }
    story.desk.by_mei(Command::CallTicket { ticket: held, room: None }).await;
    let at = story.desk.app.now();
    for ticket in at.desk.case(first).unwrap().parties.iter().filter_map(|party| party.ticket) {
        story.desk.by_mei(Command::CheckInTicket { ticket }).await;
    }
    story.desk.prepared(first).await;
    story.desk.by_mei(Command::StartSession { case: first }).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let refused = press(&mut mei, second, "call", "room=Room+1").await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
    let way_back = format!("href=\"{}\"><span>Go to {held}</span>", page_of(first));
    assert!(refused.text.contains("holds-ticket") && refused.text.contains(&way_back), "{}", refused.text);
}

#[tokio::test]
async fn nobody_is_let_in_before_everybody_agreed() {
    let talk = Talk::new().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let guest = "role=interpreter&name=Anna+Kern";
    let refused = talk.press(&mut mei, "session", "guest", guest).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for party in &talk.parties {
        talk.press(&mut mei, "session", "consent", &format!("party={party}&to=interpreter&means=spoken"))
            .await;
    }
    talk.press(&mut mei, "session", "guest", guest).await;
    assert!(mei.get(&talk.page("session")).await.text.contains("Interpreter · Anna Kern"));
    talk.press(&mut mei, "session", "revoke", &format!("party={}&to=interpreter", talk.parties[0])).await;
    assert!(!talk.now().procedure.consents_to(talk.parties[0], ConsentTo::Interpreter));
}

#[tokio::test]
async fn what_is_agreed_to_at_the_table_is_there_to_be_read_out_in_the_languages_spoken() {
    let talk = Talk::new().await;
    let (party, language) = (talk.parties[1], domain::fair::Language::ZhCn);
    talk.desk.step(talk.case, domain::procedure::Action::NoteLanguage { party, language }).await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let page = mei.get(&talk.page("session")).await.text;
    for said in [
        "<dd lang=\"en\">I agree that an interpreter joins the talks.",
        "<dd lang=\"zh-CN\">我同意翻译参加调解。",
        "<dd lang=\"en\">I agree that the talks are recorded.",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
}

#[tokio::test]
async fn of_two_who_write_the_record_neither_loses_a_word() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    talk.press(&mut mei, "session", "record", "part=mediation&base=0&text=First+words&idempotency_key=a")
        .await;
    talk.press(&mut mei, "session", "record", "part=mediation&base=1&text=Second+words&idempotency_key=b")
        .await;
    let late = "part=mediation&base=1&text=Third+words&place=Room+1&idempotency_key=c";
    let clash = talk.press(&mut mei, "session", "record", late).await;
    assert_eq!(clash.status, StatusCode::CONFLICT);
    for shown in ["Second words", "Third words", "Room 1", "name=\"base\" value=\"2\""] {
        assert!(clash.text.contains(shown), "{shown}");
    }
    assert_eq!(talk.now().procedure.record(RecordPart::Mediation).unwrap().version, 2);
    for party in &talk.parties {
        let fields = format!("party={party}&part=mediation&version=2&means=read-aloud");
        talk.press(&mut mei, "session", "confirm", &fields).await;
    }
    let record = talk.now().procedure.record(RecordPart::Mediation).unwrap().clone();
    assert_eq!(record.confirmed.len(), 2);
    let older = format!("party={}&part=mediation&version=1&means=paper", talk.parties[0]);
    assert_eq!(talk.press(&mut mei, "session", "confirm", &older).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_record_that_cannot_be_taken_comes_back_as_it_was_typed() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let half = "form=mediation&part=mediation&base=0&text=XWORDSX&result=XRESULTX&happened_day=2026-03-10";
    let half = talk.press(&mut mei, "session", "record", half).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", half.text);
    for kept in ["XWORDSX", "XRESULTX", "value=\"2026-03-10\"", "Day and time belong together"] {
        assert!(half.text.contains(kept), "{kept}: {}", half.text);
    }
    assert!(talk.now().procedure.record(RecordPart::Mediation).is_none(), "nothing was written");
    // Whoever wrote meanwhile is not passed over by sending it once more.
    talk.press(&mut mei, "session", "record", "part=mediation&base=0&text=First").await;
    let half = "form=mediation&part=mediation&base=0&text=XWORDSX&happened_day=2026-03-10";
    let half = talk.press(&mut mei, "session", "record", half).await.text;
    let (_, form) =
        half.split_once("name=\"part\" value=\"mediation\"><input type=\"hidden\" name=\"base\"").unwrap();
    assert!(form.starts_with(" value=\"0\""), "{half}");
}

#[tokio::test]
async fn no_record_of_a_talk_is_saved_before_it_began_and_nothing_typed_is_lost() {
    let talk = Talk::new().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let (offered, ahead) = ("<summary>Write it</summary>", "It is written once the talk has begun.");
    let page = mei.get(&talk.page("session")).await.text;
    assert!(page.contains(ahead) && !page.contains(offered), "{page}");
    assert_eq!(page.matches("<summary>Enter what was written on paper</summary>").count(), 2, "{page}");
    for part in [RecordPart::Mediation, RecordPart::Undisputed] {
        let words = format!("form={0}&part={0}&base=0&text=XWORDSX", part.code());
        let early = talk.press(&mut mei, "session", "record", &words).await;
        assert_eq!(early.status, StatusCode::CONFLICT, "{part:?}: {}", early.text);
        let told = early.text.contains("No talk was begun yet") && early.text.contains("XWORDSX");
        assert!(told, "{part:?}: {}", early.text);
        assert!(talk.now().procedure.record(part).is_none());
    }
    talk.start().await;
    let page = mei.get(&talk.page("session")).await.text;
    assert!(!page.contains(ahead) && page.matches(offered).count() == 2, "{page}");
    for part in [RecordPart::Mediation, RecordPart::Undisputed] {
        let words = format!("form={0}&part={0}&base=0&text=XWORDSX", part.code());
        talk.press(&mut mei, "session", "record", &words).await;
        assert_eq!(talk.now().procedure.record(part).unwrap().version, 1);
    }
}

/// Of a talk on paper the record is taken, with its time.
#[tokio::test]
async fn before_a_talk_only_the_record_of_one_on_paper_is_asked_for() {
    let talk = Talk::new().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let page = mei.get(&talk.page("session")).await.text;
    assert!(page.contains("name=\"happened_time\" type=\"time\" value=\"\" required"), "{page}");
    assert!(!page.contains("There is no talk yet"), "{page}");
}

/// They are no tabs before there is something to do on them, and nothing is taken there, on paper either.
#[tokio::test]
async fn of_a_case_that_is_not_accepted_or_ended_without_a_talk_its_pages_say_so_and_no_more() {
    let mut story = Story::new().await;
    let (case, ticket) = story.file().await;
    story.desk.by_mei(Command::ClaimTicket { ticket }).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let session = format!("{}/session", page_of(case));
    let page = mei.get(&session).await.text;
    assert!(page.contains("There is no talk yet."), "{page}");
    let asked = ["session/record", "session/identity", "session/rights", "session/consent"];
    assert!(asked.iter().all(|form| !page.contains(form)), "{page}");
    let agreement = format!("{}/agreement", page_of(case));
    assert!(mei.get(&agreement).await.text.contains("There is no agreement yet."));
    let (talk_link, agreement_link) = (format!("href=\"{session}\""), format!("href=\"{agreement}\""));
    for name in ["", "/referrals", "/major", "/investigation"] {
        let page = mei.get(&format!("{}{name}", page_of(case))).await.text;
        assert!(!page.contains(&talk_link) && !page.contains(&agreement_link), "{name}: {page}");
    }

    story.desk.step(case, Action::Accept { source: CaseSource::Application }).await;
    story.desk.step(case, Action::DeclareImpartiality).await;
    for name in ["", "/referrals"] {
        let page = mei.get(&format!("{}{name}", page_of(case))).await.text;
        assert!(page.contains(&talk_link) && !page.contains(&agreement_link), "{name}: {page}");
    }
    assert!(mei.get(&session).await.text.contains("session/identity"), "who comes can be looked at");
    assert!(mei.get(&agreement).await.text.contains("There is no agreement yet."));

    let (outcome, reason) = (Outcome::NoAgreement, Reason::NoProspect);
    story.desk.by_mei(Command::ConcludeCase { case, outcome, reason, remark: None }).await;
    let page = mei.get(&session).await.text;
    assert!(page.contains("This case ended without a talk."), "{page}");
    assert!(!page.contains("id=\"rights\"") && !page.contains("id=\"record\""), "{page}");
    assert!(mei.get(&agreement).await.text.contains("No agreement was written in this case."));
}

#[tokio::test]
async fn a_party_who_stops_takes_nothing_from_what_its_mediator_writes() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let party = talk.parties[0];
    let ticket = talk.now().claimant().ticket.unwrap();
    let stop = domain::procedure::Action::WithdrawConsent { party, means: domain::procedure::Means::Device };
    let stop = Command::Proceed { case: talk.case, action: Box::new(stop) };
    talk.desk.ask(Actor::Party(ticket), stop).await.unwrap();
    let counter = mei.get("/counter").await;
    assert!(
        counter.text.contains("A side declined or stopped")
            && counter.text.contains("Write the record of the talk")
    );
    let lost = "part=undisputed&base=0&text=Both+know+the+lamp.&idempotency_key=u";
    let refused = talk.press(&mut mei, "session", "record", lost).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(
        refused.text.contains("Both know the lamp.") && refused.text.contains("The case ended meanwhile")
    );
    let page = mei.get(&talk.page("session")).await;
    assert!(
        page.text.contains("Write down what was said") && page.text.contains("Li Hua"),
        "all stay listed"
    );
    let done =
        talk.press(&mut mei, "session", "record", "part=mediation&base=0&text=The+claimant+stopped.").await;
    assert_eq!(done.location(), format!("{}?done=recorded", talk.page("session")));
    assert_eq!(talk.now().procedure.record(RecordPart::Mediation).unwrap().version, 1);
    assert!(!mei.get("/counter").await.text.contains("Write the record of the talk"));
    let over = mei.get(&format!("/counter/cases/{}/way", talk.case)).await;
    assert!(over.text.contains("A side declined or stopped"), "why it ended stands there too");
}

#[tokio::test]
async fn a_record_from_before_a_side_left_waits_for_nobody_and_the_answer_says_that_it_left() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    talk.press(&mut mei, "session", "record", "part=mediation&base=0&text=They+met.").await;
    let asks = "asks for both confirmations again";
    let page = mei.get(&talk.page("session")).await.text;
    assert!(page.contains("Not confirmed yet") && page.contains(asks), "{page}");
    let case = format!("/counter/cases/{}", talk.case);
    assert!(mei.get(&case).await.text.contains("<b>Takes part in mediation</b>"));
    talk.desk.clock.advance(std::time::Duration::from_mins(1));
    let party = talk.parties[1];
    let ticket = talk.now().party(party).unwrap().ticket.unwrap();
    let stop = domain::procedure::Action::WithdrawConsent { party, means: domain::procedure::Means::Device };
    let stop = Command::Proceed { case: talk.case, action: Box::new(stop) };
    talk.desk.ask(Actor::Party(ticket), stop).await.unwrap();
    let page = mei.get(&talk.page("session")).await.text;
    assert!(!page.contains("Not confirmed yet") && page.contains("Need not confirm this version"), "{page}");
    assert!(!page.contains(asks) && !page.contains("both sides confirm it again"), "{page}");
    assert!(page.contains("nobody is asked to confirm it any more"), "{page}");
    let page = mei.get(&case).await.text;
    assert!(page.contains("<b>Took part, and left the mediation</b>"), "{page}");
    assert!(!page.contains("<b>Takes part in mediation</b>"), "{page}");
    assert_eq!(page.matches(">The sides</h2>").count(), 1, "one heading, one place");
}

#[tokio::test]
async fn a_quiet_call_shows_the_room_to_colleagues_and_the_organiser_and_to_nobody_else() {
    let talk = Talk::new().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let done = talk.press(&mut mei, "session", "help", "").await;
    assert!(!mei.get(done.location()).await.text.contains("asks for help"), "nothing a party could read");
    assert!(!mei.get("/counter").await.text.contains("asks for help"));
    let mut tom = Browser::of(&talk.desk, "tom").await;
    let mut organiser = Browser::of(&talk.desk, "organiser").await;
    assert!(tom.get("/counter").await.text.contains("Room 1: mei asks for help"));
    let office = organiser.get("/office").await;
    assert!(office.text.contains("Room 1: mei asks for help"));
    assert!(!office.text.contains(&talk.case.to_string()) && !office.text.contains("Li Hua"));
    let answer = format!("{}/help-answered", talk.page("session"));
    let came = tom.post("/counter", &answer, "back=counter").await;
    assert_eq!(came.location(), "/counter?done=recorded");
    assert!(!tom.get("/counter").await.text.contains("asks for help"));
}

/// Every address at which anything of a case stands, but the page of its mediator.
fn surfaces(case: CaseId) -> Vec<String> {
    [
        "/counter",
        "/counter/live",
        "/counter/cases/{case}",
        "/counter/cases/{case}/session",
        "/counter/cases/{case}/agreement",
        "/counter/cases/{case}/conclude",
        "/office",
        "/office/live",
        "/office/figures",
        "/office/complaints",
        "/office/cases/{case}",
        "/office/logs",
        "/office/logs/2026-03-10",
        "/office/logs/2026-03-10/log.csv",
        "/office/logs/2026-03-10/log.json",
        "/api/v1/logs/2026-03-10",
        "/api/v1/queue",
        "/board",
        "/metrics",
    ]
    .iter()
    .map(|path| path.replace("{case}", &case.to_string()))
    .collect()
}

#[tokio::test]
async fn a_note_is_its_authors_and_nobody_elses() {
    const MARK: &str = "XNOTEX";
    let talk = Talk::new().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    talk.press(&mut mei, "session", "note", &format!("text={MARK}")).await;
    assert!(mei.get(&talk.page("session")).await.text.contains(MARK), "the author reads it");
    for path in surfaces(talk.case).into_iter().filter(|path| !path.ends_with("/session")) {
        assert!(!mei.get(&path).await.text.contains(MARK), "{path} is no place for notes");
    }
    let everybody: [(&str, StaffId); 4] =
        [("tom", TOM), ("head", HEAD), ("organiser", ORGANISER), ("supervisor", SUPERVISOR)];
    let mut head = Browser::of(&talk.desk, "head").await;
    let (page, read) =
        (format!("/counter/cases/{}", talk.case), format!("/counter/cases/{}/read", talk.case));
    head.post(&page, &read, "reason=A+side+complained.").await;
    let session = head.get(&talk.page("session")).await;
    assert!(session.text.contains("Li Hua"), "the head reads the case on a reason");
    assert!(!session.text.contains(MARK) && !session.text.contains("Your own notes"));
    for (name, staff) in everybody {
        let mut browser = Browser::of(&talk.desk, name).await;
        let token = talk.desk.sign_in(staff).await;
        for path in surfaces(talk.case) {
            assert!(!browser.get(&path).await.text.contains(MARK), "{name} {path}");
            let program = talk.desk.call(axum::http::Method::GET, &path, &token, None).await;
            assert!(!program.text.contains(MARK), "{name} {path} for a program");
        }
    }
    // The next mediator of the case writes notes of their own.
    let lead = talk.now().claimant().ticket.unwrap();
    let reason = domain::ticket::ReleaseReason::NotMyField;
    talk.mei(Command::ReleaseTicket { ticket: lead, reason, remark: None }).await;
    talk.desk.ask(Actor::Staff(TOM), Command::ClaimTicket { ticket: lead }).await.unwrap();
    let mut tom = Browser::of(&talk.desk, "tom").await;
    talk.press(&mut tom, "session", "impartiality", "").await;
    let next = tom.get(&talk.page("session")).await;
    assert!(next.text.contains("Li Hua") && !next.text.contains(MARK));
    assert!(!mei.get(&talk.page("session")).await.text.contains(MARK), "nor whoever gave the case away");
}

/// Who the sides are they must know to declare; what was said they need not.
#[tokio::test]
async fn whoever_takes_the_case_over_reads_what_was_said_once_they_declared() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    for part in ["mediation", "undisputed"] {
        talk.press(&mut mei, "session", "record", &format!("part={part}&base=0&text=XRECORDX")).await;
    }
    let case = talk.case;
    let drawn = talk.photo(Purpose::Signature).await;
    let picture = format!("{}/photos/{drawn}/thumbnail", page_of(case));
    assert!(mei.get(&page_of(case)).await.text.contains(&picture), "whoever talks sees what was signed");
    let (reason, remark) = (domain::ticket::ParkReason::Appointment, Some("XADJOURNEDX".to_owned()));
    talk.mei(Command::AdjournSession { case, reason, remark }).await;
    let ticket = talk.now().claimant().ticket.unwrap();
    talk.mei(Command::RequeueTicket { ticket }).await;
    talk.desk.ask(Actor::Staff(TOM), Command::ClaimTicket { ticket }).await.unwrap();
    let mut tom = Browser::of(&talk.desk, "tom").await;
    let shown = tom.get(&page_of(case)).await.text;
    assert!(shown.contains("Li Hua") && !shown.contains("XADJOURNEDX"), "who they are is open: {shown}");
    assert!(shown.contains("session/impartiality"), "and where they declare: {shown}");
    for told in [picture.as_str(), "Talk began", "Talk interrupted"] {
        assert!(!shown.contains(told), "{told}: {shown}");
    }
    assert_eq!(tom.get(&picture).await.status, StatusCode::NOT_FOUND, "nor by its address");
    let session = tom.get(&talk.page("session")).await.text;
    assert!(session.contains("session/impartiality") && !session.contains("XRECORDX"), "{session}");
    for page in ["agreement", "investigation"] {
        let text = tom.get(&talk.page(page)).await.text;
        assert!(text.contains("open to you once you have declared"), "{page}: {text}");
    }
    let record = talk.page("papers/record");
    for path in [&record, &format!("{record}.pdf"), &talk.page("file"), &talk.page("held")] {
        let early = tom.get(path).await;
        assert_eq!(early.status, StatusCode::CONFLICT, "{path}: {}", early.text);
        assert!(early.text.contains("First declare that you have no conflict of interest"), "{path}");
    }
    let papers = tom.get(&talk.page("papers")).await.text;
    assert!(papers.contains("/papers/application") && !papers.contains("/papers/record"), "{papers}");

    talk.press(&mut tom, "session", "impartiality", "").await;
    assert!(tom.get(&talk.page("session")).await.text.contains("XRECORDX"));
    assert!(tom.get(&record).await.text.contains("XRECORDX"));
    let shown = tom.get(&page_of(case)).await.text;
    for told in ["XADJOURNEDX", picture.as_str(), "Talk began", "Talk interrupted"] {
        assert!(shown.contains(told), "{told}: {shown}");
    }
}

/// A side may stop in anybody's hands. Who then had not declared can no longer, and is told who may open it instead.
#[tokio::test]
async fn what_was_said_stays_closed_to_whoever_had_not_declared_when_it_ended() {
    let talk = Talk::new().await;
    talk.start().await;
    let (case, party) = (talk.case, talk.parties[0]);
    let reason = domain::ticket::ParkReason::Appointment;
    talk.mei(Command::AdjournSession { case, reason, remark: None }).await;
    let ticket = talk.now().claimant().ticket.unwrap();
    talk.mei(Command::RequeueTicket { ticket }).await;
    talk.desk.ask(Actor::Staff(TOM), Command::ClaimTicket { ticket }).await.unwrap();
    let action = Box::new(Action::WithdrawConsent { party, means: Means::Spoken });
    talk.desk.ask(Actor::Staff(TOM), Command::Proceed { case, action }).await.unwrap();
    assert!(talk.now().lacks_record(), "nothing is written of the talk");
    let mut tom = Browser::of(&talk.desk, "tom").await;
    for page in ["/counter".to_owned(), page_of(case)] {
        let shown = tom.get(&page).await.text;
        assert!(!shown.contains("session#record"), "the talk was not theirs to record, {page}: {shown}");
    }
    let session = tom.get(&talk.page("session")).await.text;
    assert!(session.contains("ended before you had declared"), "{session}");
    assert!(!session.contains("session/impartiality"), "nothing is declared any more: {session}");
    for name in ["papers/record", "file", "held"] {
        assert_eq!(tom.get(&talk.page(name)).await.status, StatusCode::FORBIDDEN, "{name}");
    }
}

#[tokio::test]
async fn whoever_may_not_read_the_case_sees_nothing_of_the_talk() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    talk.press(&mut mei, "session", "record", "part=mediation&base=0&text=XRECORDX").await;
    for name in ["tom", "head"] {
        let mut other = Browser::of(&talk.desk, name).await;
        let page = other.get(&talk.page("session")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.text.contains("XRECORDX") && !page.text.contains("Li Hua"), "{name}");
        let write = talk.press(&mut other, "session", "record", "part=mediation&base=1&text=Mine").await;
        assert!(write.status.is_client_error(), "{name} {}", write.status);
    }
}

#[tokio::test]
async fn the_page_speaks_both_languages() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    talk.press(&mut mei, "session", "record", "part=undisputed&base=0&text=The+lamp+was+shown.").await;
    for language in crate::locale::Language::ALL {
        mei.cookies = format!("lang={}; {}", language.tag(), mei.cookies);
        let page = mei.get(&talk.page("session")).await;
        assert_eq!(page.status, StatusCode::OK);
        crate::web::samples::write("counter-session", language, &page.text);
    }
}

#[tokio::test]
async fn a_time_on_paper_without_its_day_comes_back_beside_the_rights() {
    let talk = Talk::new().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let half = "form=rights&version=v1&happened_time=09:31";
    let half = talk.press(&mut mei, "session", "rights", half).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(half.text.contains("value=\"09:31\""), "{}", half.text);
    assert!(half.text.contains("Day and time belong together"), "{}", half.text);
    assert!(talk.now().procedure.rights.is_none());
}
