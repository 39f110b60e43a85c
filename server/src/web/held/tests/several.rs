//! One export of all cases of a person, at the desk: each recorded in its own case first, none that is not theirs to give.

use axum::http::StatusCode;
use domain::{
    Actor, CaseId, Command, PartyId, TicketNumber,
    body::PersonBody,
    case::{Ask, Outcome, Reason},
    fair::Language,
    testing::{HEAD, MEI, TOM, TestFair, plan},
    ticket::ReleaseReason,
};
use jiff::tz::TimeZone;

use super::{given, holder};
use crate::{
    app::App,
    documents::held::{Held, Section, paper},
    locale::Texts,
    testing::{Browser, TestDesk},
};

/// A dispute whose texts bear a mark.
struct Filed {
    case: CaseId,
    own: PartyId,
    ticket: TicketNumber,
    key: String,
    token: String,
}

impl Filed {
    fn page(&self) -> String {
        format!("/counter/cases/{}/held", self.case)
    }

    fn shown(&self, form: &str) -> String {
        format!("{}/{}/{form}", self.page(), self.own)
    }

    /// The form, with these further tickets.
    fn asks(&self, key: &str, tickets: &str) -> String {
        format!("idempotency_key={key}&party={}&name=Li&checked=yes&tickets={tickets}", self.own)
    }

    fn given(&self, desk: &TestDesk) -> usize {
        desk.app.now().desk.case(self.case).unwrap().accesses.len()
    }
}

async fn file(desk: &TestDesk, ids: &mut TestFair, mark: &str) -> Filed {
    let mut new = ids.dispute(&[Ask::Mediation]);
    new.ticket = App::new_ticket();
    new.claimant.body.name = format!("{mark}NAMEX");
    new.respondents[0].body.name = "XOTHERNAMEX".to_owned();
    new.respondents[0].body.phone = Some("XOTHERPHONEX".to_owned());
    new.application.as_mut().unwrap().statement = format!("{mark}APPLICATIONX");
    let (case, own, secret) = (new.case, new.claimant.place.id, new.ticket.secret.clone());
    desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    let ticket = desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    Filed { case, own, ticket, key: secret.key, token: secret.holder }
}

/// Two disputes of one person in Mei's hands.
async fn two() -> (TestDesk, TestFair, [Filed; 2]) {
    let (desk, mut ids) = (TestDesk::new().await, TestFair::new());
    let filed = [file(&desk, &mut ids, "XONE").await, file(&desk, &mut ids, "XTWO").await];
    for one in &filed {
        desk.by_mei(Command::ClaimTicket { ticket: one.ticket }).await;
    }
    (desk, ids, filed)
}

#[tokio::test]
async fn the_cases_of_a_person_leave_as_one_export_each_recorded_in_its_own() {
    let (desk, _, [one, two]) = two().await;
    let mut mei = Browser::of(&desk, "mei").await;
    let form = mei.get(&one.page()).await.text;
    assert!(form.contains("Other tickets of the same person"), "{form}");
    assert!(form.contains("every other ticket named here is theirs"), "{form}");

    // What was given of one case opens no other.
    let alone = mei.post(&one.page(), &one.page(), &one.asks("a", "")).await;
    assert_eq!(alone.location(), one.shown("page"), "{}", alone.text);
    let with = format!("?with={}", two.ticket);
    for form in ["page", "held.json", "held.pdf"] {
        let closed = mei.get(&one.shown(&format!("{form}{with}"))).await;
        assert_eq!(closed.location(), one.page(), "{form}");
        assert!(!closed.text.contains("XTWO"), "{form}: {}", closed.text);
    }
    assert_eq!((one.given(&desk), two.given(&desk)), (1, 0));
    let single = mei.get(&one.shown("held.json")).await;
    assert_eq!(single.json()["ticket"], one.ticket.to_string(), "one case stands alone: {}", single.text);

    // Named twice, in small letters, beside the own: it is one more case. Given anew it is on record anew; sent twice, once.
    let typed = format!("{}%2C+{}+{}", two.ticket, two.ticket.to_string().to_lowercase(), one.ticket);
    for _ in 0..2 {
        let sent = mei.post(&one.page(), &one.page(), &one.asks("b", &typed)).await;
        assert_eq!(sent.location(), one.shown(&format!("page{with}")), "{}", sent.text);
    }
    assert_eq!((one.given(&desk), two.given(&desk), given(&desk)), (2, 1, 3));

    let read = |desk: &TestDesk| desk.app.now().desk.case(two.case).unwrap().readings.len();
    assert_eq!(read(&desk), 0);
    let page = mei.get(&one.shown(&format!("page{with}"))).await.text;
    assert_eq!(read(&desk), 1, "what is shown of a case is a reading of it");
    let json = mei.get(&one.shown(&format!("held.json{with}"))).await;
    for text in [&page, &json.text] {
        for mark in ["XONENAMEX", "XONEAPPLICATIONX", "XTWONAMEX", "XTWOAPPLICATIONX"] {
            assert!(text.contains(mark), "{mark}: {text}");
        }
        assert!(!text.contains("XOTHER"), "{text}");
    }
    let parts =
        [format!("Case 1 of 2 · Ticket {}", one.ticket), format!("Case 2 of 2 · Ticket {}", two.ticket)];
    assert!(parts.iter().all(|part| page.contains(part)), "{page}");
    for file in ["held.pdf", "held.json"] {
        assert!(
            page.contains(&one.shown(&format!("{file}{with}"))),
            "the files are of the same cases: {page}"
        );
    }
    let json = json.json();
    let tickets: Vec<_> = json["cases"].as_array().unwrap().iter().map(|part| &part["ticket"]).collect();
    assert_eq!(tickets, [&one.ticket.to_string(), &two.ticket.to_string()]);
    let pdf = mei.get(&one.shown(&format!("held.pdf{with}"))).await;
    assert_eq!(pdf.headers["content-type"], "application/pdf");

    // The second case by itself, and the person's own phone, show what is theirs alone.
    let second = mei.get(&two.shown("page")).await.text;
    assert!(second.contains("XTWONAMEX") && !second.contains("XONE"), "{second}");
    desk.ask(Actor::Party(one.ticket), Command::GiveAccess { case: one.case, party: one.own, body: None })
        .await
        .unwrap();
    let phone = holder(&desk, &format!("/t/{}/held{with}", one.key), &one.token).await.text;
    assert!(phone.contains("XONENAMEX") && !phone.contains("XTWO"), "a key opens its own: {phone}");
}

#[tokio::test]
async fn a_ticket_that_is_not_theirs_to_give_is_named_and_then_nothing_is_given() {
    let (desk, mut ids, [one, two]) = two().await;
    let waits = file(&desk, &mut ids, "XTHREE").await;
    let mut others = Vec::new();
    for filed in [&one, &two] {
        desk.agreed(filed.case, App::new_ticket()).await;
        let at = desk.app.now();
        others
            .extend(at.desk.case(filed.case).unwrap().respondents().iter().filter_map(|party| party.ticket));
    }
    let both = format!("{}+{}", two.ticket, others[1]);
    let many = "A-001+".repeat(21);
    let mut mei = Browser::of(&desk, "mei").await;
    for (typed, said) in [
        (waits.ticket.to_string(), format!("The case of ticket {} is not open to you", waits.ticket)),
        ("Z-999".to_owned(), "There is no ticket “Z-999”".to_owned()),
        ("1234".to_owned(), "There is no ticket “1234”".to_owned()),
        (others[0].to_string(), format!("Ticket {} belongs to another side", others[0])),
        (both, format!("Ticket {} belongs to another side", others[1])),
        (many, "Name at most 20 other tickets".to_owned()),
    ] {
        let refused = mei.post(&one.page(), &one.page(), &one.asks(&typed, &typed)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(refused.text.contains(&said), "{said}: {}", refused.text);
        assert!(!refused.text.contains("XTHREE"), "{}", refused.text);
    }
    let lang = format!("lang=zh-CN; {}", mei.cookies);
    let english = std::mem::replace(&mut mei.cookies, lang);
    let typed = format!("{}+{}", two.ticket, waits.ticket);
    let refused = mei.post(&one.page(), &one.page(), &one.asks("zh", &typed)).await;
    let said = format!("号码 {} 的案件不对您开放", waits.ticket);
    assert!(refused.text.contains("该人员的其他号码") && refused.text.contains(&said), "{}", refused.text);
    assert!(refused.text.contains(&format!("value=\"{} {}\"", two.ticket, waits.ticket)), "it is kept");
    mei.cookies = english;
    assert_eq!(given(&desk), 0, "one that is refused refuses all");

    // The head reads a case for a reason, and gives no other.
    let opens =
        Command::ReadCase { case: one.case, part: Ask::Mediation, reason: Some("they ask".to_owned()) };
    desk.ask(Actor::Staff(HEAD), opens).await.unwrap();
    let mut head = Browser::of(&desk, "head").await;
    let refused = head.post(&one.page(), &one.page(), &one.asks("h", &two.ticket.to_string())).await;
    let said = format!("You have not opened the case of ticket {}", two.ticket);
    assert!(refused.text.contains(&said), "{}", refused.text);
    assert_eq!(given(&desk), 0);

    // Each side was given its own: even so they never stand in one export.
    for (party, ticket) in [(one.own, one.ticket), (desk.parties(one.case)[1], others[0])] {
        let name = PersonBody { name: ticket.to_string(), ..PersonBody::default() };
        let give = Command::GiveAccess { case: one.case, party, body: Some(name) };
        desk.ask(Actor::Staff(MEI), give).await.unwrap();
    }
    let closed = mei.get(&one.shown(&format!("page?with={}", others[0]))).await;
    assert_eq!(closed.location(), one.page());
    assert!(!closed.text.contains("XOTHER"), "{}", closed.text);

    // Whoever took a case over reads it once they declared, and gives it no earlier.
    let (ticket, reason) = (two.ticket, ReleaseReason::NotMyField);
    desk.by_mei(Command::ReleaseTicket { ticket, reason, remark: None }).await;
    for ticket in [waits.ticket, two.ticket] {
        desk.ask(Actor::Staff(TOM), Command::ClaimTicket { ticket }).await.unwrap();
    }
    let mut tom = Browser::of(&desk, "tom").await;
    let refused = tom.post(&waits.page(), &waits.page(), &waits.asks("t", &two.ticket.to_string())).await;
    let said = format!("The case of ticket {} opens to you once you have declared", two.ticket);
    assert!(refused.text.contains(&said), "{}", refused.text);
    assert_eq!((waits.given(&desk), two.given(&desk)), (0, 0));
}

#[tokio::test]
async fn a_case_that_was_erased_is_told_as_such_and_nothing_is_recorded_of_it() {
    let (desk, _, [one, two]) = two().await;
    let (outcome, reason) = (Outcome::NotAccepted, Reason::Other);
    desk.by_mei(Command::ConcludeCase { case: two.case, outcome, reason, remark: None }).await;
    desk.ask(Actor::Staff(HEAD), Command::EraseCase { case: two.case }).await.unwrap();
    assert!(desk.app.now().desk.case(two.case).unwrap().erased_at.is_some());
    let mut mei = Browser::of(&desk, "mei").await;
    let sent = mei.post(&one.page(), &one.page(), &one.asks("a", &two.ticket.to_string())).await;
    let with = format!("?with={}", two.ticket);
    assert_eq!(sent.location(), one.shown(&format!("page{with}")), "{}", sent.text);
    assert_eq!((one.given(&desk), two.given(&desk)), (1, 0));
    for form in ["page", "held.json"] {
        let shown = mei.get(&one.shown(&format!("{form}{with}"))).await.text;
        assert!(
            shown.contains("The texts of this case were erased") && shown.contains("XONENAMEX"),
            "{shown}"
        );
        assert!(shown.contains(&two.ticket.to_string()) && !shown.contains("XTWO"), "{shown}");
    }
    mei.cookies = format!("lang=zh-CN; {}", mei.cookies);
    let shown = mei.get(&one.shown(&format!("page{with}"))).await.text;
    for said in ["第 1 件，共 2 件", "本案内容已删除", "本文件合并了多件案件的信息"]
    {
        assert!(shown.contains(said), "{said}: {shown}");
    }
}

#[test]
fn on_paper_each_case_is_a_part() {
    let part = |ticket: &str, name: &str| Held {
        fair: "Fair".to_owned(),
        body: "Committee".to_owned(),
        ticket: ticket.to_owned(),
        case: String::new(),
        made_at: "2026-03-10T02:00:00Z".parse().unwrap(),
        sections: vec![Section { title: "Who".to_owned(), rows: vec![("Name".to_owned(), name.to_owned())] }],
    };
    for (language, heads, number) in [
        (Language::En, ["Case 1 of 2 · Ticket A-001", "Case 2 of 2 · Ticket A-002"], "Ticket A-001, A-002"),
        (
            Language::ZhCn,
            ["第 1 件，共 2 件 · 号码 A-001", "第 2 件，共 2 件 · 号码 A-002"],
            "号码 A-001、A-002",
        ),
    ] {
        let t = Texts::new(language, TimeZone::UTC);
        let both = paper(&[part("A-001", "XONEX"), part("A-002", "XTWOX")], &plan(), &t);
        assert_eq!(both.number, number);
        let blocks = format!("{:?}", both.blocks);
        let places = [heads[0], "XONEX", heads[1], "XTWOX"].map(|said| blocks.find(said));
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}: {blocks}");
        let one = paper(&[part("A-001", "XONEX")], &plan(), &t);
        assert!(!format!("{:?}", one.blocks).contains(heads[0]), "one alone has no parts");
    }
}
