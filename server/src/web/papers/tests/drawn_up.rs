//! Who stands on a paper that is printed again: whoever stood on it when it was drawn up, for it says that nothing changed since.

use domain::{
    Actor, Command,
    procedure::{Action, Authority, CaseSource, IdentityPaper},
    staff::DutyState,
    testing::{MEI, RECEPTION, person},
};

use crate::{documents::Kind, testing::Browser, web::submit::known_as};

use super::{Story, new_notice};

/// What stands in the row in which a paper in Chinese names its mediator.
async fn mediators(browser: &mut Browser<'_>, story: &Story, kind: Kind) -> String {
    let page = browser.get(&story.path(kind, "", "zh-CN")).await.text;
    let rows = page.split("<tr").skip(1).filter_map(|row| row.split_once("</th>"));
    let own: Vec<_> = rows
        .filter(|(label, _)| label.ends_with("人民调解员"))
        .filter_map(|(_, value)| value.split_once("</td>"))
        .map(|(value, _)| value)
        .collect();
    assert_eq!(own.len(), 1, "{page}");
    own.concat()
}

#[tokio::test]
async fn a_notice_keeps_the_mediator_it_named_or_did_not() {
    let story = Story::filed().await;
    let at = story.desk.app.now();
    let ticket = at.desk.case(story.case).unwrap().claimant().ticket.unwrap();
    let (case, party) = (story.case, story.parties()[1]);
    let notice = || Action::IssueNotice { party, notice: new_notice() };
    let proceed = |action: Action| Command::Proceed { case, action: Box::new(action) };
    for command in [
        Command::TakeDuty { state: DutyState::On, room: None },
        Command::ClaimTicket { ticket },
        proceed(Action::Accept { source: CaseSource::Application }),
        proceed(Action::DeclareImpartiality),
        proceed(notice()),
    ] {
        story.desk.ask(Actor::Staff(RECEPTION), command).await.unwrap();
    }
    let mut reception = Browser::of(&story.desk, "reception").await;
    let served = mediators(&mut reception, &story, Kind::Notice).await;
    let back = Command::RequeueTicket { ticket };
    story.desk.ask(Actor::Staff(RECEPTION), back).await.unwrap();
    story.by_mei(Command::ClaimTicket { ticket }).await;
    story.proceed(Action::DeclareImpartiality).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    assert_eq!(mediators(&mut mei, &story, Kind::Notice).await, served, "as it was handed over");
    let name = known_as(MEI, &story.desk.app.now());
    assert!(!served.contains(&name), "{served}");
    // Drawn up anew it is another paper.
    story.proceed(notice()).await;
    let anew = mediators(&mut mei, &story, Kind::Notice).await;
    assert!(anew.contains(&name), "{anew}");
}

#[tokio::test]
async fn who_came_to_the_table_later_stands_on_nothing_that_was_signed_before() {
    const LATER: &str = "欧阳钊";
    let story = Story::filed_with(|new| new.respondents[0].body.name = String::new()).await;
    story.talking().await;
    let (paper, authority) = (IdentityPaper::Passport, Authority::Own);
    let (party, body) = (story.parties()[1], person(LATER));
    story.proceed(Action::CheckIdentity { party, paper, authority, body }).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    for kind in [Kind::Acceptance, Kind::Notice] {
        let page = mei.get(&story.path(kind, "", "zh-CN")).await.text;
        assert!(page.contains("设计") && !page.contains(LATER), "{kind:?}: {page}");
    }
    let record = mei.get(&story.path(Kind::Record, "", "zh-CN")).await.text;
    assert!(record.contains(LATER), "where they sat: {record}");
}
