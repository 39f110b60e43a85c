//! The time that a notice gives: it stays the one under which the notice was drawn up, whatever is laid down before it is handed over.

use domain::{
    Actor, CaseId, Command, PartyId,
    case::Ask,
    fair::{Hours, LineRules, ProcedureRules, Window, WindowRule},
    measure::MeasureAction,
    procedure::{Action, Service, ServiceMethod},
    testing::{MEI, ORGANISER, TestFair, person, plan},
};

const OFFICER: Actor = Actor::Staff(ORGANISER);

/// Times of the organiser's own, both so long.
fn own(minutes: u32) -> ProcedureRules {
    let rule = || WindowRule { id: WindowRule::OWN.to_owned(), minutes, hours: Hours::Open };
    ProcedureRules { reply: rule(), response: rule(), ..ProcedureRules::default() }
}

fn lay_down(fair: &mut TestFair, procedure: ProcedureRules) {
    let rules = LineRules { procedure, ..fair.desk.rules().clone() };
    fair.by(ORGANISER, Command::SetRules { rules }).unwrap();
}

fn service() -> Service {
    Service { method: ServiceMethod::InPerson, refused: false, evidence: None }
}

/// A case whose respondent may be asked to talk.
fn accepted() -> (TestFair, CaseId, PartyId) {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.accept(MEI, case).unwrap();
    let party = fair.respondent(case).unwrap();
    (fair, case, party)
}

fn draw_up(fair: &mut TestFair, case: CaseId, party: PartyId) {
    let notice = fair.new_notice();
    fair.proceed(MEI, case, Action::IssueNotice { party, notice }).unwrap();
}

/// Hands the notice over; answers with the time that opens.
fn hand_over(fair: &mut TestFair, case: CaseId, party: PartyId) -> Window {
    let action = Action::RecordService { party, service: service(), body: person("Booth staff") };
    fair.proceed(MEI, case, action).unwrap();
    fair.desk.case(case).unwrap().party(party).unwrap().served.clone().unwrap().window
}

fn complained() -> (TestFair, CaseId) {
    let mut fair = TestFair::new();
    let new = fair.dispute(&[Ask::Measure]);
    let (case, _) = fair.file_this(new).unwrap();
    (fair, case)
}

fn draw_up_complaint(fair: &mut TestFair, case: CaseId) {
    let notice = fair.new_notice();
    fair.measure(OFFICER, case, MeasureAction::IssueNotice { notice }).unwrap();
}

fn hand_over_complaint(fair: &mut TestFair, case: CaseId) -> Window {
    let action = MeasureAction::RecordService { service: service(), body: person("Booth staff") };
    fair.measure(OFFICER, case, action).unwrap();
    let party = fair.respondent(case).unwrap();
    fair.desk.case(case).unwrap().measure(party).unwrap().window.clone().unwrap()
}

#[test]
fn the_time_for_a_reply_is_the_one_of_the_notice_that_is_handed_over() {
    let (mut fair, case, party) = accepted();
    draw_up(&mut fair, case, party);
    lay_down(&mut fair, own(45));
    let mut anew = fair.clone();
    let opened = hand_over(&mut fair, case, party);
    assert_eq!(opened, plan().open_window(&ProcedureRules::default().reply, fair.now));
    draw_up(&mut anew, case, party);
    let opened = hand_over(&mut anew, case, party);
    assert_eq!(
        opened,
        plan().open_window(&own(45).reply, anew.now),
        "a notice drawn up anew says the new time"
    );
}

#[test]
fn the_time_for_a_statement_is_the_one_of_the_notice_that_is_handed_over() {
    let (mut fair, case) = complained();
    draw_up_complaint(&mut fair, case);
    lay_down(&mut fair, own(120));
    let mut anew = fair.clone();
    let opened = hand_over_complaint(&mut fair, case);
    assert_eq!(opened, plan().open_window(&ProcedureRules::default().response, fair.now));
    assert_eq!(opened.rule, WindowRule::GUIDELINES, "and follows the rule that the paper cites");
    draw_up_complaint(&mut anew, case);
    let opened = hand_over_complaint(&mut anew, case);
    assert_eq!(opened, plan().open_window(&own(120).response, anew.now));
}

#[test]
fn of_many_changes_each_notice_keeps_what_held_when_it_was_drawn_up() {
    let (mut fair, case) = complained();
    let minutes = |fair: &TestFair| {
        let party = fair.respondent(case).unwrap();
        let notice = fair.desk.case(case).unwrap().measure(party).and_then(|known| known.notice.clone());
        fair.desk.rules_of(notice.as_ref()).response.minutes
    };
    lay_down(&mut fair, own(60));
    assert_eq!(minutes(&fair), 60, "without a notice the present ones hold");
    draw_up_complaint(&mut fair, case);
    lay_down(&mut fair, own(30));
    lay_down(&mut fair, own(300));
    // What is no rule of the procedure leaves them as they are.
    let rules = LineRules { max_misses: 5, ..fair.desk.rules().clone() };
    fair.by(ORGANISER, Command::SetRules { rules }).unwrap();
    assert_eq!(minutes(&fair), 60);
    draw_up_complaint(&mut fair, case);
    assert_eq!(minutes(&fair), 300);
    lay_down(&mut fair, own(60));
    assert_eq!(minutes(&fair), 300);
}
