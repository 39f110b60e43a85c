//! What parties say of the desk: once a ticket, when its case is over, without a name, and never so few that one is known.

use domain::{
    Actor, Command, Fact, Refusal, TicketNumber,
    case::{Ask, CaseState, Outcome, Reason, Side},
    figures::{FEWEST, Shown},
    ids::Mac,
    procedure,
    survey::{Answers, Degree, Statement, SurveyFigures, Told},
    testing::{MEI, TestFair},
};

fn answer(ticket: TicketNumber, mark: u8, again: Degree) -> Command {
    let answers = Answers { fair: Degree::Fully, quick: Degree::Mostly, again };
    Command::AnswerSurvey { ticket, mark: Mac([mark; 32]), answers }
}

fn over() -> (TestFair, TicketNumber) {
    let mut fair = TestFair::new();
    let (_, ticket) = fair.file().unwrap();
    let early = fair.ask(Actor::Public, answer(ticket, 1, Degree::Fully));
    assert_eq!(early, Err(Refusal::CaseIs(CaseState::Submitted)), "while it is open nobody is asked");
    let case = fair.desk.ticket(ticket).unwrap().case;
    fair.ask(Actor::Party(ticket), Command::WithdrawCase { case }).unwrap();
    (fair, ticket)
}

#[test]
fn an_answer_names_nobody_and_is_given_once() {
    let (mut fair, ticket) = over();
    let given = fair.ask(Actor::Public, answer(ticket, 1, Degree::Fully)).unwrap();
    assert!(matches!(given[0].fact, Fact::SurveyAnswered { mark: Mac(_), answers: Answers { .. } }));
    assert!(given[0].body.is_none());
    assert_eq!(fair.ask(Actor::Public, answer(ticket, 1, Degree::NotAtAll)), Ok(Vec::new()));
    for named in [Actor::Party(ticket), Actor::Staff(MEI)] {
        assert_eq!(fair.ask(named, answer(ticket, 2, Degree::Fully)), Err(Refusal::NotAllowed));
    }
}

/// Of those who stand outside nobody has a talk to speak of; whoever filed and whoever took part has.
#[test]
fn whoever_declined_or_was_talked_without_is_not_asked() {
    let mut fair = TestFair::new();
    let mut new = fair.dispute(&[Ask::Mediation]);
    for name in ["Li Si", "Wang Wu"] {
        new.respondents.push(fair.party(Side::Respondent, name));
    }
    let (case, ticket) = fair.file_this(new).unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.accept(MEI, case).unwrap();
    let parties: Vec<_> =
        fair.desk.case(case).unwrap().respondents().iter().map(|party| party.place.id).collect();
    for party in &parties {
        fair.notify(MEI, case, *party).unwrap();
    }
    fair.answer(MEI, case, parties[0], procedure::Answer::Accept).unwrap();
    fair.answer(MEI, case, parties[1], procedure::Answer::Decline).unwrap();
    let of = |fair: &TestFair, party| fair.desk.case(case).unwrap().party(party).unwrap().ticket.unwrap();
    let [takes, declined, silent] = [0, 1, 2].map(|at| of(&fair, parties[at]));
    let early = fair.ask(Actor::Public, answer(declined, 1, Degree::Fully));
    assert!(matches!(early, Err(Refusal::CaseIs(_))), "{early:?}");
    fair.pass(60 * 2);
    fair.sweep().unwrap();
    fair.open_talks(MEI, case).unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.conclude(MEI, case, Outcome::NoAgreement, Reason::NoProspect).unwrap();
    for (mark, outside) in [(1, declined), (2, silent)] {
        let refused = fair.ask(Actor::Public, answer(outside, mark, Degree::NotAtAll));
        assert_eq!(refused, Err(Refusal::NotAllowed), "{outside}");
        assert!(!fair.desk.has_surveyed(&Mac([mark; 32])), "and is not counted");
    }
    for (mark, asked) in [(3, ticket), (4, takes)] {
        assert_eq!(fair.ask(Actor::Public, answer(asked, mark, Degree::Fully)).unwrap().len(), 1, "{asked}");
    }
}

#[test]
fn too_few_answers_are_shown_to_nobody() {
    let (mut fair, ticket) = over();
    for mark in 1..FEWEST {
        fair.ask(Actor::Public, answer(ticket, u8::try_from(mark).unwrap(), Degree::Mostly)).unwrap();
        assert_eq!(fair.desk.survey(), None, "{mark}");
    }
    fair.ask(Actor::Public, answer(ticket, 200, Degree::Hardly)).unwrap();
    let figures = fair.desk.survey().unwrap().clone();
    assert_eq!(figures.answers, FEWEST);
    assert_eq!(figures.by_statement[&Statement::Again][&Degree::Mostly], FEWEST - 1);
    assert_eq!(figures.by_statement[&Statement::Again][&Degree::Fully], 0);
    assert_eq!(figures.agree_percent(Statement::Again), 80);
    assert_eq!(figures.agree_percent(Statement::Quick), 100);
    fair.ask(Actor::Public, answer(ticket, 201, Degree::NotAtAll)).unwrap();
    assert_eq!(fair.desk.survey(), Some(&figures), "what one party more said is not told by the difference");
}

/// A table of the answers to one statement, the most agreeing first.
fn told(counts: [u32; 5]) -> (Option<u32>, Vec<Option<u32>>) {
    let by_degree = Degree::ALL.iter().copied().zip(counts).collect();
    let by_statement = [(Statement::Again, by_degree)].into_iter().collect();
    let figures = SurveyFigures { answers: counts.iter().sum(), by_statement };
    let Told { agree_percent, by_degree } = figures.told(Statement::Again);
    let shown =
        by_degree.values().map(|shown| if let Shown::Exact(count) = shown { Some(*count) } else { None });
    (agree_percent, shown.collect())
}

#[test]
fn everybody_is_told_no_small_number_of_answers_nor_one_that_gives_it_away() {
    let all = |counts: [u32; 5]| counts.map(Some).to_vec();
    assert_eq!(told([5, 0, 0, 0, 0]), (Some(100), all([5, 0, 0, 0, 0])));
    assert_eq!(told([10, 5, 0, 0, 5]), (Some(75), all([10, 5, 0, 0, 5])));
    let few = vec![None, None, None, Some(0), Some(0)];
    assert_eq!(told([1, 3, 1, 0, 0]), (None, few), "one who does not agree would be told by the share");
    let few = vec![None, None, Some(0), Some(0), Some(0)];
    assert_eq!(told([7, 3, 0, 0, 0]), (Some(100), few), "the smallest of the others hides it");
    let few = vec![Some(10), None, None, Some(0), Some(7)];
    assert_eq!(told([10, 2, 6, 0, 7]), (None, few), "the share would tell the two");
    assert_eq!(told([1, 1, 1, 1, 1]), (None, vec![None; 5]), "nothing hides them");
}
