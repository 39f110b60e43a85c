//! What parties say of the desk: once a ticket, when its case is over, without a name, and never so few that one is known.

use domain::{
    Actor, Command, Fact, Refusal, TicketNumber,
    case::CaseState,
    figures::FEWEST,
    ids::Mac,
    survey::{Answers, Degree, Statement},
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
