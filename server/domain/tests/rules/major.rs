//! Major and difficult cases: the flag and its reasons, the panel, the expert, and how it goes on.

use domain::{
    Actor, CaseId, Command, Refusal, StaffId,
    aftercare::TaskKind,
    fair::BodyKind,
    file::Lack,
    major::{ConsultationBody, Course, MajorAction, MajorReason, MajorStep, PanelBody},
    procedure::ConsentTo,
    testing::{HEAD, MEI, TOM, TestFair, plan},
};

use super::properties::{Step, of};

fn ask(case: CaseId, action: MajorAction) -> Command {
    Command::MoveMajor { case, action: Box::new(action) }
}

fn flag(reasons: &[MajorReason], remark: Option<&str>) -> MajorAction {
    MajorAction::Flag { reasons: reasons.to_vec(), remark: remark.map(str::to_owned) }
}

fn panel() -> MajorAction {
    let body = PanelBody {
        present: "Mei, Tom".to_owned(),
        said_for: "Both want to talk.".to_owned(),
        said_against: None,
        opinion: "Go on.".to_owned(),
    };
    MajorAction::HoldPanel { on: plan().first_day, body }
}

fn consult(named: bool, impartial: bool, conflict: Option<&str>) -> MajorAction {
    let body = ConsultationBody {
        expert: "Professor Sun".to_owned(),
        position: None,
        question: "Are the shapes alike?".to_owned(),
        answer: "They are.".to_owned(),
        conflict: conflict.map(str::to_owned),
    };
    MajorAction::Consult { on: plan().first_day, named, impartial, body }
}

fn decide(course: Course) -> MajorAction {
    MajorAction::DecideCourse { course, remark: None }
}

/// One of each step in the handling of a major case.
pub(crate) fn samples(case: CaseId) -> Vec<Command> {
    let lift = MajorAction::LiftFlag { remark: "It is simple.".to_owned() };
    let actions = [
        flag(&[MajorReason::Technical], None),
        lift,
        panel(),
        consult(false, true, None),
        decide(Course::GoOn),
    ];
    actions.into_iter().map(|action| ask(case, action)).collect()
}

/// What somebody may do next with a case as a major one.
pub(crate) fn some_step(fair: &TestFair, case: CaseId, step: Step) -> (Actor, Command) {
    let flagged = fair.desk.case(case).is_some_and(|case| case.major.flag.is_some());
    let action = match step.how % 6 {
        _ if !flagged => flag(&[of(MajorReason::ALL, step.which)], Some("Many look at it.")),
        0 | 1 => panel(),
        2 => consult(false, step.which.is_multiple_of(2), Some("Once worked for one of them.")),
        3 | 4 => decide(of(Course::ALL, step.which)),
        _ => MajorAction::LiftFlag { remark: "It is simple.".to_owned() },
    };
    (Actor::Staff(HEAD), ask(case, action))
}

fn takes(fair: &mut TestFair, who: StaffId, case: CaseId, action: MajorAction) -> Result<(), Refusal> {
    fair.by(who, ask(case, action)).map(|_| ())
}

fn claimed() -> (TestFair, CaseId) {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    (fair, case)
}

fn asked(fair: &TestFair, case: CaseId) -> Vec<TaskKind> {
    fair.desk.case(case).unwrap().linkage_tasks().iter().map(|task| task.kind).collect()
}

#[test]
fn a_major_case_is_discussed_and_then_the_head_decides_how_it_goes_on() {
    let (mut fair, case) = claimed();
    assert_eq!(takes(&mut fair, MEI, case, panel()), Err(Refusal::StepMissing("flag")));
    assert_eq!(takes(&mut fair, MEI, case, flag(&[], None)), Err(Refusal::Incomplete("reasons")));
    let other = flag(&[MajorReason::Other], None);
    assert_eq!(takes(&mut fair, MEI, case, other), Err(Refusal::Incomplete("remark")));
    let twice = flag(&[MajorReason::Foreign, MajorReason::Foreign], None);
    assert_eq!(takes(&mut fair, MEI, case, twice), Err(Refusal::Taken("reason")));
    takes(&mut fair, MEI, case, flag(&[MajorReason::Foreign, MajorReason::LargeSum], None)).unwrap();
    assert_eq!(asked(&fair, case), [TaskKind::Panel]);
    let lacks = |fair: &TestFair| {
        let file = fair.desk.case(case).unwrap().file_lacks(BodyKind::People, plan().first_day);
        [Lack::Panel, Lack::Course].map(|lack| file.contains(&lack))
    };
    assert_eq!(lacks(&fair), [true, true]);

    assert_eq!(takes(&mut fair, HEAD, case, decide(Course::GoOn)), Err(Refusal::StepMissing("panel")));
    takes(&mut fair, MEI, case, panel()).unwrap();
    assert_eq!((asked(&fair, case), lacks(&fair)), (vec![TaskKind::Course], [false, true]));
    assert_eq!(takes(&mut fair, MEI, case, decide(Course::GoOn)), Err(Refusal::NotAllowed));
    takes(&mut fair, HEAD, case, decide(Course::Together)).unwrap();
    assert_eq!((asked(&fair, case), lacks(&fair)), (Vec::new(), [false, false]));
}

#[test]
fn an_expert_says_whether_they_are_impartial_and_hears_names_only_by_consent() {
    let (mut fair, case) = claimed();
    assert_eq!(
        takes(&mut fair, MEI, case, consult(false, false, None)),
        Err(Refusal::Incomplete("conflict"))
    );
    takes(&mut fair, MEI, case, consult(false, false, Some("Once worked for one of them."))).unwrap();
    assert_eq!(
        takes(&mut fair, MEI, case, consult(true, true, None)),
        Err(Refusal::ConsentMissing("expert"))
    );
    fair.choose(MEI, case, ConsentTo::Expert).unwrap();
    takes(&mut fair, MEI, case, consult(true, true, None)).unwrap();
    let impartial: Vec<_> =
        fair.desk.case(case).unwrap().major.consultations.iter().map(|one| one.impartial).collect();
    assert_eq!(impartial, [false, true]);
    assert!(asked(&fair, case).is_empty(), "any case may have an expert");
}

#[test]
fn a_flag_is_lifted_by_the_head_with_a_reason() {
    let (mut fair, case) = claimed();
    takes(&mut fair, MEI, case, flag(&[MajorReason::Technical], None)).unwrap();
    let again = takes(&mut fair, MEI, case, flag(&[MajorReason::Technical], None));
    assert_eq!(again, Err(Refusal::Taken("flag")));
    let lift = |remark: &str| MajorAction::LiftFlag { remark: remark.to_owned() };
    assert_eq!(takes(&mut fair, HEAD, case, lift(" ")), Err(Refusal::Incomplete("remark")));
    takes(&mut fair, HEAD, case, lift("The lamp is another.")).unwrap();
    assert!(asked(&fair, case).is_empty());
    let other = takes(&mut fair, TOM, case, flag(&[MajorReason::Technical], None));
    assert!(matches!(other, Err(Refusal::NotYours { .. })), "{other:?}");
    assert_eq!(MajorStep::KINDS.len(), samples(case).len());
}
