//! Who stands on a paper that is printed again: whoever stood on it when it was drawn up, for it says that nothing changed since.

use domain::{
    Actor, Command, PartyId,
    body::{RecordBody, ReplyBody},
    case::{Outcome, Reason},
    fair::Language,
    procedure::{
        Action, Answer, Authority, CaseSource, IdentityPaper, Means, RecordPart, Service, ServiceMethod,
    },
    staff::DutyState,
    testing::{MEI, RECEPTION, person},
};

use crate::{
    documents::{self, Kind, Statement, file::Around},
    testing::Browser,
    web::{origin::Origin, papers::dossier::gather, submit::known_as},
};

use super::{CLAIMANT, RESPONDENT, Story, new_notice, payload};

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
    let record = story.path(Kind::Record, "", "zh-CN");
    let before = mei.get(&record).await.text;
    assert!(before.contains("陈喆") && !before.contains(LATER), "it was written before: {before}");
    story.recorded_anew().await;
    let anew = mei.get(&record).await.text;
    assert!(anew.contains(LATER), "where they sat: {anew}");
}

const THIRD: PartyId = PartyId([0x77; 16]);
const LEFT: &str = "佛山市清禾灯饰有限公司";

/// A case against two, of whom the second answers as it is told.
async fn against_two(answer: Answer) -> Story {
    let story = Story::filed_with(|new| {
        let mut other = new.respondents[0].clone();
        other.place.id = THIRD;
        other.body.company = Some(LEFT.to_owned());
        new.respondents.push(other);
    })
    .await;
    story.accepted().await;
    story.notify(THIRD).await;
    let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: None };
    story.proceed(Action::RecordService { party: THIRD, service, body: person("何") }).await;
    let body = ReplyBody { person: person("何"), statement: None, language: None };
    let (text, means) = ("2026-03".to_owned(), Means::Spoken);
    let (authority, language) = (Authority::Own, None);
    story.proceed(Action::Answer { party: THIRD, answer, text, means, authority, body, language }).await;
    story
}

/// A version counts what one respondent had. The code goes on counting all notices of the case, as that of a sheet printed long ago does.
#[tokio::test]
async fn the_first_notice_to_each_respondent_is_its_first_version() {
    let story = against_two(Answer::Accept).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let to = |party: PartyId, kind| format!("{}&party={party}", story.path(kind, "", "en"));
    let first = story.parties()[1];
    for (kind, party) in
        [(Kind::Notice, first), (Kind::Notice, THIRD), (Kind::Receipt, first), (Kind::Receipt, THIRD)]
    {
        let page = mei.get(&to(party, kind)).await.text;
        assert!(page.contains("Version 1") && !page.contains("Version 2"), "{kind:?}: {page}");
    }
    let code = payload(&mei.get(&to(THIRD, Kind::Notice)).await.text);
    let key = story.desk.app.engine.reader().fair_key();
    assert_eq!(Statement::check(&code, key.fair(), &key.public_key()).map(|said| said.version), Some(2));
    let check = story.desk.open(&format!("/v/{code}"), "").await.text;
    assert!(check.contains("Issued, and not changed since") && check.contains("Version 1"), "{check}");

    let before = payload(&mei.get(&to(first, Kind::Notice)).await.text);
    story.notify(first).await;
    let anew = mei.get(&to(first, Kind::Notice)).await.text;
    assert!(anew.contains("Version 2"), "what was drawn up anew is another version: {anew}");
    let check = story.desk.open(&format!("/v/{before}"), "").await.text;
    assert!(check.contains("Superseded") && check.contains("Version 1"), "{check}");
    let check = story.desk.open(&format!("/v/{}", payload(&anew)), "").await.text;
    assert!(check.contains("Issued, and not changed since") && check.contains("Version 2"), "{check}");
    let check = story.desk.open(&format!("/v/{code}"), "").await.text;
    assert!(check.contains("Issued, and not changed since"), "that of the other stands: {check}");
}

/// Who is said to be in dispute with the applicant.
fn in_dispute(respondents: &str) -> String {
    format!("{CLAIMANT}与{respondents}的知识产权纠纷")
}

/// All three confirm the first version of the record.
async fn confirmed_by_all(story: &Story) {
    let [claimant, respondent] = story.parties();
    for party in [claimant, respondent, THIRD] {
        for part in [RecordPart::Mediation, RecordPart::Undisputed] {
            let means = Means::Spoken;
            story.proceed(Action::ConfirmRecord { party, part, version: 1, means }).await;
        }
    }
}

#[tokio::test]
async fn a_record_stays_as_it_was_confirmed_whoever_leaves_and_whatever_comes_of_it() {
    let story = against_two(Answer::Accept).await;
    story.talked().await;
    confirmed_by_all(&story).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let confirmed = mei.get(&story.path(Kind::Record, "", "zh-CN")).await.text;
    let subject = in_dispute(&format!("{RESPONDENT}、{LEFT}"));
    assert!(confirmed.contains(&subject) && !confirmed.contains('☑'), "{confirmed}");

    story.desk.clock.advance(std::time::Duration::from_mins(1));
    story.proceed(Action::WithdrawConsent { party: THIRD, means: Means::Spoken }).await;
    story.drafted(0).await;
    story.effective().await;
    let again = mei.get(&story.path(Kind::Record, "", "zh-CN")).await.text;
    assert!(again.contains(&subject) && !again.contains('☑'), "{again}");
    assert_eq!(payload(&again), payload(&confirmed), "one version has one text");
}

#[tokio::test]
async fn a_record_says_who_had_left_when_it_was_written() {
    let story = against_two(Answer::Accept).await;
    story.talked().await;
    confirmed_by_all(&story).await;
    story.desk.clock.advance(std::time::Duration::from_mins(1));
    let mut mei = Browser::of(&story.desk, "mei").await;
    let first = mei.get(&story.path(Kind::Record, "", "zh-CN")).await.text;
    story.proceed(Action::WithdrawConsent { party: THIRD, means: Means::Spoken }).await;
    let at = story.desk.app.now();
    let party = at.desk.case(story.case).unwrap().party(THIRD).unwrap();
    let left = party.answered.as_ref().and_then(|answered| answered.withdrawn_at).unwrap();
    let unchanged = mei.get(&story.path(Kind::Record, "", "zh-CN")).await.text;
    assert!(!unchanged.contains("不再参加调解"), "the first version was written before: {unchanged}");
    assert_eq!(payload(&unchanged), payload(&first));

    story.desk.clock.advance(std::time::Duration::from_mins(1));
    let body = RecordBody { text: "第二稿。".to_owned(), ..RecordBody::default() };
    story.proceed(Action::WriteRecord { part: RecordPart::Mediation, base: 1, body }).await;
    for (language, words, of) in
        [("zh-CN", "不再参加调解", Language::ZhCn), ("en", "No longer takes part", Language::En)]
    {
        let second = mei.get(&story.path(Kind::Record, "", language)).await.text;
        let told = second.split(words).nth(1).unwrap_or_default();
        assert!(told.contains(LEFT) && told.contains(&at.texts(of).clock(left)), "{second}");
        assert_eq!(second.matches(words).count(), 1, "nobody else left: {second}");
    }
    let earlier = story.path(Kind::Record, "", "zh-CN") + "&version=1";
    let before = mei.get(&earlier).await.text;
    assert!(!before.contains("不再参加调解"), "nor does it when it is printed again: {before}");
    assert_eq!(payload(&before), payload(&first), "whoever confirmed it stands under it");
    for party in story.parties() {
        let (part, means) = (RecordPart::Mediation, Means::Spoken);
        story.proceed(Action::ConfirmRecord { party, part, version: 2, means }).await;
    }
    assert_eq!(payload(&mei.get(&earlier).await.text), payload(&first));
}

#[tokio::test]
async fn a_record_that_nobody_confirmed_stays_as_it_was_when_another_took_its_place() {
    let story = against_two(Answer::Accept).await;
    story.talked().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    story.desk.clock.advance(std::time::Duration::from_mins(1));
    story.proceed(Action::WithdrawConsent { party: THIRD, means: Means::Spoken }).await;
    let last = payload(&mei.get(&story.path(Kind::Record, "", "zh-CN")).await.text);
    story.desk.clock.advance(std::time::Duration::from_mins(1));
    let body = RecordBody { text: "第二稿。".to_owned(), ..RecordBody::default() };
    story.proceed(Action::WriteRecord { part: RecordPart::Mediation, base: 1, body }).await;
    story.drafted(0).await;
    story.effective().await;
    let (outcome, reason) = (Outcome::Settled, Reason::Agreement);
    story.by_mei(Command::ConcludeCase { case: story.case, outcome, reason, remark: None }).await;
    let again = mei.get(&(story.path(Kind::Record, "", "zh-CN") + "&version=1")).await.text;
    assert!(!again.contains('☑'), "what they came to since is none of its words: {again}");
    assert_eq!(payload(&again), last);
}

#[tokio::test]
async fn the_closing_report_names_everybody_whom_the_case_was_about() {
    let story = against_two(Answer::Decline).await;
    story.talked().await;
    story.drafted(0).await;
    story.effective().await;
    let (outcome, reason) = (Outcome::Settled, Reason::Agreement);
    story.by_mei(Command::ConcludeCase { case: story.case, outcome, reason, remark: None }).await;
    let case = story.desk.app.now().desk.case(story.case).unwrap().clone();
    let origin = Origin("https://desk.example".parse().unwrap());
    let dossier = gather(&story.desk.app, (&case, None), &origin, None, Language::ZhCn).unwrap();
    let on = jiff::civil::date(2026, 3, 10);
    let language = Language::ZhCn;
    let around = Around { dossier: &dossier, language, on, kept_until: None, reason: None };
    let report = documents::plain(&around.closing(&[]));
    assert!(report.contains(&in_dispute(&format!("{RESPONDENT}、{LEFT}"))), "{report}");
}

/// Nobody met, so there is nothing that such a record could tell.
#[tokio::test]
async fn the_record_of_a_talk_that_never_was_is_a_form() {
    let story = Story::filed().await;
    story.accepted().await;
    let body = ReplyBody { person: person("沈翀"), statement: None, language: None };
    let (answer, text, means) = (Answer::Decline, "2026-03".to_owned(), Means::Spoken);
    let (party, authority, language) = (story.parties()[1], Authority::Own, None);
    story.proceed(Action::Answer { party, answer, text, means, authority, body, language }).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    for (language, never) in [("en", "at the wish of a party"), ("zh-CN", "因当事人的意愿而结束")] {
        let page = mei.get(&story.path(Kind::Record, "", language)).await.text;
        assert!(!page.contains('☑') && !page.contains(never), "{page}");
    }
}
