//! Giving an authority something of a case, through the pages of those who answer for it.

use std::{io::Read, sync::Arc};

use axum::http::StatusCode;
use domain::{
    Actor, CaseId, Command, DefenceId, ExhibitorId, Fact,
    body::{Content, DefenceBody, ExhibitorBody},
    case::{Ask, Audience, Outcome, Reason},
    disclosure::{Given, LegalBasis, Sort},
    measure::MeasureAction,
    retention::FourEyes,
    staff::Role,
    testing::{DUTY_MANAGER, HEAD, MEI, ORGANISER, TestFair, new_staff},
};
use sha2::{Digest, Sha256};

use crate::{
    app::App,
    locale::{Language, Texts},
    testing::{Answer, Browser, TestDesk},
};

const TOLD: &str = "XCOMPLAINTX";

/// A dispute that is a complaint too, ended without being accepted.
async fn ended() -> (TestDesk, CaseId) {
    let (desk, mut ids) = (TestDesk::new().await, TestFair::new());
    let mut new = ids.dispute(&[Ask::Mediation, Ask::Measure]);
    new.ticket = App::new_ticket();
    new.complaint.as_mut().unwrap().statement = TOLD.to_owned();
    let case = new.case;
    desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    let ticket = desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    desk.ask(Actor::Staff(MEI), Command::ClaimTicket { ticket }).await.unwrap();
    let (outcome, reason) = (Outcome::NotAccepted, Reason::Other);
    let end = Command::ConcludeCase { case, outcome, reason, remark: None };
    desk.ask(Actor::Staff(MEI), end).await.unwrap();
    (desk, case)
}

/// The same at a desk where a second person confirms what leaves.
async fn ended_where_two_are_asked_for() -> (TestDesk, CaseId) {
    let (desk, case) = ended().await;
    desk.four_eyes(FourEyes::Always).await;
    (desk, case)
}

const ASKED: &str =
    "authority=XAUTHORITYX&officer=Judge+Chen&reference=%282026%29+17&on=2026-03-10&language=en";

/// How the form on a page names everything that is offered, with what it is called.
fn offered(page: &str) -> Vec<(String, String)> {
    let boxes = page.split("name=\"given\" value=\"").skip(1);
    let named = boxes.filter_map(|rest| {
        let title = rest.split("<label").nth(1)?.split('>').nth(1)?.split('<').next()?;
        Some((rest.split('"').next()?.to_owned(), title.to_owned()))
    });
    named.collect()
}

/// The statements lodged in advance among it.
fn lodged(page: &str) -> Vec<(String, String)> {
    offered(page).into_iter().filter(|(value, _)| value.starts_with("defence.")).collect()
}

fn lodge(desk: &TestDesk, exhibitor: ExhibitorId, audience: Audience) -> Command {
    let (item, statement) = ("Lamp".to_owned(), "XLODGEDX".to_owned());
    let body = DefenceBody { item, statement, ..DefenceBody::default() };
    Command::LodgeDefence { defence: DefenceId(desk.app.fresh_id()), exhibitor, right: None, audience, body }
}

/// A complaint at a booth that three share, each of whom lodged a statement: Dune Lighting, Cinder Glass, and Aurora Lighting, which stands
/// on the list by two names. Dune Lighting is called Amber Lighting since.
pub(super) async fn lodged_by_three(desk: &TestDesk) -> CaseId {
    desk.shared_booth().await;
    desk.enrol("极光照明", Some("Aurora Lighting"), &["1/C3"]).await;
    let booth = desk.app.now().desk.booths().find(|booth| booth.number == "C3").cloned().unwrap();
    let (cinder, dune, aurora) = (booth.exhibitors[0], booth.exhibitors[1], booth.exhibitors[2]);
    for exhibitor in [dune, cinder, aurora] {
        let lodge = lodge(desk, exhibitor, Audience::Measure);
        desk.ask(Actor::Staff(ORGANISER), lodge).await.unwrap();
    }
    let mut new = TestFair::new().dispute(&[Ask::Measure]);
    new.ticket = App::new_ticket();
    new.respondents[0].place.booth = Some(booth.id);
    let case = new.case;
    desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    let body = ExhibitorBody { name: "Amber Lighting".to_owned(), ..ExhibitorBody::default() };
    let renamed = Command::EnrolExhibitor { exhibitor: dune, booths: Vec::new(), undertaking: None, body };
    desk.ask(Actor::Staff(ORGANISER), renamed).await.unwrap();
    case
}

async fn give(browser: &mut Browser<'_>, path: &str, fields: &str) -> Answer {
    browser.post(path, path, &format!("idempotency_key=one&{ASKED}&{fields}")).await
}

fn files(bundle: &Answer) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bundle.bytes.to_vec())).unwrap();
    let mut read = |at| {
        let mut file = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), bytes)
    };
    (0..archive_len(bundle)).map(&mut read).collect()
}

fn archive_len(bundle: &Answer) -> usize {
    zip::ZipArchive::new(std::io::Cursor::new(bundle.bytes.to_vec())).unwrap().len()
}

#[tokio::test]
async fn the_head_gives_what_was_chosen_and_the_journal_names_it_with_its_digests() {
    let (desk, case) = ended().await;
    let path = format!("/counter/cases/{case}/disclose");
    let mut head = Browser::of(&desk, "head").await;
    let form = head.get(&path).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.text);
    assert!(!form.text.contains("Li Hua") && !form.text.contains(TOLD), "the form opens no text");
    assert!(form.text.contains("<label for=\"language-en\">English</label>"), "{}", form.text);
    let offers = offered(&form.text);
    let titles: Vec<_> = offers.iter().map(|(_, title)| title.as_str()).collect();
    assert_eq!(titles, ["Course of the case", "Application", "Notice of non-acceptance"]);
    let all: Vec<_> = offers.iter().map(|(value, _)| format!("given={value}")).collect();
    let given = give(&mut head, &path, &format!("basis=court&told=yes&{}", all.join("&"))).await;
    let page =
        given.location().strip_suffix("?done=given").unwrap_or_else(|| panic!("{}", given.text)).to_owned();
    let again = give(&mut head, &path, &format!("basis=court&told=yes&{}", all.join("&"))).await;
    assert_eq!(again.location(), given.location(), "a form sent twice gives once");

    let known = desk.app.now().desk.case(case).unwrap().disclosures.clone();
    assert_eq!(known.len(), 1);
    let entry = desk.app.engine.entry(known[0].body_seq).unwrap().unwrap();
    assert!(matches!(&entry.fact, Fact::CaseDisclosed { terms, .. } if terms.given.len() == 3));
    let Some(Content::Disclosure(body)) = entry.body.content() else { panic!("it is sealed") };
    assert!(body.upto.is_some_and(|upto| upto < known[0].body_seq), "{:?}", body.upto);

    let shown = head.get(&page).await;
    for said in ["XAUTHORITYX", "Judge Chen", "(2026) 17", "Court taking evidence", &body.files[1].sha256] {
        assert!(shown.text.contains(said), "{said}: {}", shown.text);
    }
    assert_eq!(shown.text.matches("What is given").count(), 1, "it is headed once: {}", shown.text);
    let bundle = head.get(&format!("{page}/bundle.zip")).await;
    assert_eq!(bundle.headers["content-type"], "application/zip", "{}", bundle.text);
    let files = files(&bundle);
    let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
    let expected = [
        "contents.pdf",
        "contents.txt",
        "01-course.pdf",
        "02-application.pdf",
        "03-non-acceptance.pdf",
        "SHA256SUMS",
    ];
    assert_eq!(names, expected);
    for (file, (_, bytes)) in body.files.iter().zip(&files[2..]) {
        let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(bytes));
        assert_eq!((&file.sha256, file.bytes), (&digest, bytes.len() as u64), "{}", file.name);
    }
    let list = String::from_utf8(files[1].1.clone()).unwrap();
    assert!(list.contains("XAUTHORITYX") && list.contains("Judge Chen"), "{list}");
}

#[tokio::test]
async fn what_a_ground_does_not_let_out_is_refused_and_everything_typed_is_kept() {
    let (desk, case) = ended().await;
    let path = format!("/counter/cases/{case}/disclose");
    let mut head = Browser::of(&desk, "head").await;
    let offers = offered(&head.get(&path).await.text);
    let application = format!("given={}", offers[1].0);
    for (fields, said) in [
        (format!("basis=cooperation&{application}"), "“Application” is not given on this ground"),
        (format!("basis=other&given={}", offers[0].0), "Name the law and the article"),
        ("basis=court".to_owned(), "Choose at least one thing"),
        (application.clone(), "Choose the legal ground"),
    ] {
        let refused = give(&mut head, &path, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields}");
        assert!(
            refused.text.contains(said) && refused.text.contains("XAUTHORITYX"),
            "{said}: {}",
            refused.text
        );
        assert!(desk.app.now().desk.case(case).unwrap().disclosures.is_empty());
    }
}

/// Whoever reads record, receipt or list years later looks the law up by its article; the form says the same law.
#[tokio::test]
async fn a_ground_is_told_with_its_law_and_article_everywhere() {
    for language in Language::ALL {
        let t = Texts::new(language, jiff::tz::TimeZone::UTC);
        for basis in LegalBasis::ALL.iter().filter(|basis| **basis != LegalBasis::Other) {
            let (law, means) = ("legal-basis-law", t.code("legal-basis-means", basis.code()));
            assert!(means.starts_with(&*t.code(law, basis.code())), "{basis:?}: {means}");
        }
    }
    let (desk, case) = ended().await;
    let mut organiser = Browser::of(&desk, "organiser").await;
    let path = format!("/office/cases/{case}/disclose");
    let form = organiser.get(&path).await.text;
    assert!(!form.contains("its version"), "none is listed with one: {form}");
    let offers = offered(&form);
    let given = give(&mut organiser, &path, &format!("basis=cooperation&given={}", offers[0].0)).await;
    let page = given.location().strip_suffix("?done=given").unwrap().to_owned();
    for (language, ground) in [
        (
            "en",
            "Duty to keep records and cooperate (Guangdong Intellectual Property Protection Regulations 2022, art 31)",
        ),
        ("zh-CN", "保存档案和协助配合的义务（《广东省知识产权保护条例》第三十一条）"),
    ] {
        let receipt = organiser.get(&format!("{page}/receipt?language={language}")).await.text;
        assert!(receipt.contains(ground), "{receipt}");
        let cookies = format!("{}; lang={language}", organiser.cookies);
        for place in [&*page, "/office/disclosures"] {
            let shown = desk.open(place, &cookies).await.text;
            assert!(shown.contains(ground), "{place}: {shown}");
        }
    }
}

#[tokio::test]
async fn the_organiser_gives_the_complaint_and_neither_side_sees_what_the_other_gave() {
    let (desk, case) = ended().await;
    let (mut organiser, mut head) = (Browser::of(&desk, "organiser").await, Browser::of(&desk, "head").await);
    let path = format!("/office/cases/{case}/disclose");
    let offers = offered(&organiser.get(&path).await.text);
    let titles: Vec<_> = offers.iter().map(|(_, title)| title.split(',').next().unwrap()).collect();
    assert_eq!(titles, ["Course of the case", "Text of the complaint"]);
    let fields = format!("basis=enforcement&given={}&given={}", offers[0].0, offers[1].0);
    let given = give(&mut organiser, &path, &fields).await;
    let page =
        given.location().strip_suffix("?done=given").unwrap_or_else(|| panic!("{}", given.text)).to_owned();
    let bundle = organiser.get(&format!("{page}/bundle.zip")).await;
    assert_eq!(bundle.status, StatusCode::OK, "{}", bundle.text);
    assert_eq!(archive_len(&bundle), 5);
    assert!(organiser.get("/office/disclosures").await.text.contains("XAUTHORITYX"));
    assert!(organiser.get(&format!("/office/cases/{case}")).await.text.contains("XAUTHORITYX"));
    assert!(!head.get("/office/disclosures").await.text.contains("XAUTHORITYX"));
    for of in ["", "/bundle.zip", "/receipt", "/receipt.pdf"] {
        assert_eq!(head.get(&format!("{page}{of}")).await.status, StatusCode::NOT_FOUND, "{of}");
    }
}

/// What stood before who decided goes with the complaint; that it was taken back, and how its exhibitor is called, as it was by then.
#[tokio::test]
async fn what_was_lodged_in_advance_is_given_where_the_case_opened_it_and_stays_what_was_given() {
    let (desk, mut ids) = (TestDesk::new().await, TestFair::new());
    desk.enrol("Noor", None, &["1/A2"]).await;
    let booth = desk.app.now().desk.booths().find(|booth| booth.number == "A2").cloned().unwrap();
    let exhibitor = booth.exhibitors[0];
    desk.ask(Actor::Staff(ORGANISER), lodge(&desk, exhibitor, Audience::Measure)).await.unwrap();
    let defence = desk.app.now().desk.defences_of(exhibitor).next().unwrap().id;
    let mut new = ids.dispute(&[Ask::Mediation, Ask::Measure]);
    new.ticket = App::new_ticket();
    new.respondents[0].place.exhibitor = Some(exhibitor);
    let case = new.case;
    desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    desk.ask(Actor::Staff(ORGANISER), lodge(&desk, exhibitor, Audience::Both)).await.unwrap();

    let (mut organiser, mut head) = (Browser::of(&desk, "organiser").await, Browser::of(&desk, "head").await);
    let others = head.get(&format!("/counter/cases/{case}/disclose")).await.text;
    assert!(others.contains("Course of the case") && !others.contains("lodged in advance"), "{others}");
    let path = format!("/office/cases/{case}/disclose");
    let offers = lodged(&organiser.get(&path).await.text);
    assert!(offers.len() == 1 && !offers[0].1.contains("taken back"), "what came later is none: {offers:?}");
    let given = give(&mut organiser, &path, &format!("basis=court&given={}", offers[0].0)).await;
    let page =
        given.location().strip_suffix("?done=given").unwrap_or_else(|| panic!("{}", given.text)).to_owned();
    let first = files(&organiser.get(&format!("{page}/bundle.zip")).await);
    assert!(first.iter().any(|(name, _)| name == "01-lodged.pdf"), "{:?}", first.len());

    desk.ask(Actor::Staff(ORGANISER), Command::WithdrawDefence { defence }).await.unwrap();
    let body = ExhibitorBody { name: "Noor and Sons".to_owned(), ..ExhibitorBody::default() };
    let renamed = Command::EnrolExhibitor { exhibitor, booths: Vec::new(), undertaking: None, body };
    desk.ask(Actor::Staff(ORGANISER), renamed).await.unwrap();
    let again = organiser.get(&format!("{page}/bundle.zip")).await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.text);
    let of = |files: &[(String, Vec<u8>)]| files.iter().find(|(name, _)| name == "01-lodged.pdf").cloned();
    assert_eq!(of(&files(&again)), of(&first));
    let offers = lodged(&organiser.get(&path).await.text);
    assert!(offers.len() == 1 && offers[0].1.contains("taken back"), "{offers:?}");
}

/// In the order in which they were lodged, which is the same in every language.
#[tokio::test]
async fn at_a_shared_booth_it_is_said_whose_each_statement_is_to_whoever_read_the_complaint() {
    let desk = TestDesk::new().await;
    let case = lodged_by_three(&desk).await;
    let mut organiser = Browser::of(&desk, "organiser").await;
    let path = format!("/office/cases/{case}/disclose");
    let unread = lodged(&organiser.get(&path).await.text);
    organiser.get(&format!("/office/cases/{case}")).await;
    let read = lodged(&organiser.get(&path).await.text);
    let chinese = format!("lang=zh-CN; {}", organiser.cookies);
    let chinese = lodged(&desk.open(&path, &chinese).await.text);
    assert_eq!([unread.len(), read.len(), chinese.len()], [3, 3, 3]);
    for (number, (english_name, chinese_name)) in (1..).zip([
        ("Dune Lighting", "Dune Lighting"),
        ("Cinder Glass", "Cinder Glass"),
        ("Aurora Lighting (极光照明)", "极光照明（Aurora Lighting）"),
    ]) {
        let told = [
            (&unread, format!("Statement lodged in advance, no. {number}, lodged ")),
            (&read, format!("Statement that {english_name} lodged in advance, no. {number}, lodged ")),
            (&chinese, format!("{chinese_name}预先提交的声明（第 {number} 份）、")),
        ];
        for (offers, said) in told {
            let (value, title) = &offers[number - 1];
            assert!(title.starts_with(&said), "{said}: {title}");
            assert_eq!(*value, unread[number - 1].0, "the same statement");
        }
    }
}

/// On the page of what was given to whoever read the complaint, as on the form; on its papers always, and whoever prints one reads it.
#[tokio::test]
async fn what_was_given_says_whose_each_statement_is_on_its_page_and_papers() {
    let desk = TestDesk::new().await;
    let case = lodged_by_three(&desk).await;
    let mut organiser = Browser::of(&desk, "organiser").await;
    let path = format!("/office/cases/{case}/disclose");
    let chosen: Vec<_> = lodged(&organiser.get(&path).await.text)
        .into_iter()
        .map(|(value, _)| format!("given={value}"))
        .collect();
    let given = give(&mut organiser, &path, &format!("basis=court&{}", chosen.join("&"))).await;
    let page =
        given.location().strip_suffix("?done=given").unwrap_or_else(|| panic!("{}", given.text)).to_owned();
    let (bare, named) =
        ("Statement lodged in advance, no. 1", "Statement that Dune Lighting lodged in advance, no. 1");
    let unread = "for whoever opened the case within the last hour";
    let shown = organiser.get(&page).await.text;
    assert!(shown.contains(named) && !shown.contains(bare) && !shown.contains(unread), "{shown}");
    let files = files(&organiser.get(&format!("{page}/bundle.zip")).await);
    let list = String::from_utf8(files[1].1.clone()).unwrap();
    assert!(list.contains(named) && !list.contains(bare), "{list}");

    desk.clock.advance(std::time::Duration::from_hours(2));
    let mut organiser = Browser::of(&desk, "organiser").await;
    let readings = || desk.app.now().desk.case(case).unwrap().readings.len();
    let before = readings();
    let shown = organiser.get(&page).await.text;
    assert!(shown.contains(bare) && shown.contains(unread) && !shown.contains("Dune Lighting"), "{shown}");
    assert_eq!(readings(), before, "it opens no name by itself");
    for _ in 0..2 {
        let paper = organiser.get(&format!("{page}/receipt?language=en")).await.text;
        assert!(paper.contains(named), "{paper}");
        assert_eq!(readings(), before + 1);
    }
    assert!(organiser.get(&page).await.text.contains(named));
}

/// Whoever confirms knows what of, once they opened the complaint.
#[tokio::test]
async fn the_second_person_is_told_whose_each_statement_is_once_they_read_the_complaint() {
    let desk = TestDesk::new().await;
    let case = lodged_by_three(&desk).await;
    desk.four_eyes(FourEyes::Always).await;
    let mut organiser = Browser::of(&desk, "organiser").await;
    let path = format!("/office/cases/{case}/disclose");
    let value = lodged(&organiser.get(&path).await.text)[1].0.clone();
    let given = give(&mut organiser, &path, &format!("basis=court&given={value}")).await;
    assert_eq!(given.location(), "/office/proposals?done=proposed", "{}", given.text);
    let mut duty = Browser::of(&desk, "duty-manager").await;
    let (bare, named) =
        ("Statement lodged in advance, no. 2", "Statement that Cinder Glass lodged in advance, no. 2");
    let unread = "for whoever opened the case within the last hour";
    let waits = duty.get("/office/proposals").await.text;
    assert!(waits.contains(bare) && waits.contains(unread) && !waits.contains("Cinder Glass"), "{waits}");
    duty.get(&format!("/office/cases/{case}")).await;
    let waits = duty.get("/office/proposals").await.text;
    assert!(waits.contains(named) && !waits.contains(bare) && !waits.contains(unread), "{waits}");
}

/// With the authority to who answers for it, without it to who has the day in hand; and of what nobody may be told nothing.
#[tokio::test]
async fn the_page_of_an_exhibitor_says_to_whom_its_statement_was_given() {
    let desk = TestDesk::new().await;
    let case = lodged_by_three(&desk).await;
    // Dune Lighting is called otherwise since.
    let [cinder, dune] = ["Cinder Glass", "Amber Lighting"].map(|name| {
        let at = desk.app.now();
        let (id, _) = at.names.exhibitors().find(|(_, body)| body.name == name).unwrap();
        format!("/office/exhibitors/{id}")
    });
    let mut organiser = Browser::of(&desk, "organiser").await;
    let mut duty = Browser::of(&desk, "duty-manager").await;
    let path = format!("/office/cases/{case}/disclose");
    let offers = lodged(&organiser.get(&path).await.text);
    let (named, other) =
        ("Given to XAUTHORITYX on Tue 10 Mar 2026", "Given to an authority on Tue 10 Mar 2026");
    let given = give(&mut organiser, &path, &format!("basis=court&told=yes&given={}", offers[0].0)).await;
    let href = format!("<a href=\"{}\">{named}</a>", given.location().strip_suffix("?done=given").unwrap());
    let page = organiser.get(&dune).await.text;
    assert!(page.contains(&href) && !page.contains(other), "{page}");
    let page = duty.get(&dune).await.text;
    assert!(page.contains(other) && !page.contains("XAUTHORITYX"), "{page}");
    let chinese = desk.open(&dune, &format!("lang=zh-CN; {}", organiser.cookies)).await.text;
    assert!(chinese.contains("日 周二 提供给XAUTHORITYX"), "{chinese}");
    for browser in [&mut organiser, &mut duty] {
        let page = browser.get(&cinder).await.text;
        assert!(page.contains("Statement 1") && !page.contains(named) && !page.contains(other), "{page}");
    }

    let secret = format!("idempotency_key=two&{ASKED}&basis=crime&given={}", offers[1].0);
    let given = organiser.post(&path, &path, &secret).await;
    assert!(given.location().ends_with("?done=given"), "{}", given.text);
    assert!(organiser.get(&cinder).await.text.contains(named));
    let page = duty.get(&cinder).await.text;
    assert!(!page.contains(other) && !page.contains("XAUTHORITYX"), "{page}");
}

/// That a mediation opened a statement is nothing that the organiser learns, nor what was given of it.
#[tokio::test]
async fn the_page_of_an_exhibitor_says_nothing_of_what_the_head_gave() {
    let desk = TestDesk::new().await;
    desk.enrol("Noor", None, &["1/A2"]).await;
    let booth = desk.app.now().desk.booths().find(|booth| booth.number == "A2").cloned().unwrap();
    let exhibitor = booth.exhibitors[0];
    desk.ask(Actor::Staff(ORGANISER), lodge(&desk, exhibitor, Audience::Both)).await.unwrap();
    let seq = desk.app.now().desk.defences_of(exhibitor).next().unwrap().seq;
    let mut ids = TestFair::new();
    let mut new = ids.dispute(&[Ask::Mediation]);
    new.ticket = App::new_ticket();
    new.respondents[0].place.exhibitor = Some(exhibitor);
    let case = new.case;
    desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    let reason = Some("a court asks".to_owned());
    desk.ask(Actor::Staff(HEAD), Command::ReadCase { case, part: Ask::Mediation, reason }).await.unwrap();
    let mut new = ids.new_disclosure(Ask::Mediation);
    new.terms.given = vec![Given { version: Some(1), entry: Some(seq), ..Given::of(Sort::Defence) }];
    let give = Command::DiscloseCase { case, disclosure: Box::new(new) };
    desk.ask(Actor::Staff(HEAD), give).await.unwrap();
    for reader in ["organiser", "duty-manager"] {
        let page =
            Browser::of(&desk, reader).await.get(&format!("/office/exhibitors/{exhibitor}")).await.text;
        let told = page.contains("People’s Court") || page.contains("Given to an authority on");
        assert!(page.contains("Statement 1") && !told, "{reader}: {page}");
    }
}

/// Who a side is, is a reading: the head gives a reason for it first.
#[tokio::test]
async fn whose_a_statement_is_the_head_is_told_once_the_case_was_read_on_a_reason() {
    let desk = TestDesk::new().await;
    desk.enrol("Noor", None, &["1/A2"]).await;
    let booth = desk.app.now().desk.booths().find(|booth| booth.number == "A2").cloned().unwrap();
    let exhibitor = booth.exhibitors[0];
    desk.ask(Actor::Staff(ORGANISER), lodge(&desk, exhibitor, Audience::Both)).await.unwrap();
    let mut new = TestFair::new().dispute(&[Ask::Mediation]);
    new.ticket = App::new_ticket();
    new.respondents[0].place.exhibitor = Some(exhibitor);
    let case = new.case;
    desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    let mut head = Browser::of(&desk, "head").await;
    let path = format!("/counter/cases/{case}/disclose");
    let page = head.get(&path).await.text;
    assert!(lodged(&page).len() == 1 && !page.contains("Noor"), "{page}");
    let reason = Some("a court asks".to_owned());
    desk.ask(Actor::Staff(HEAD), Command::ReadCase { case, part: Ask::Mediation, reason }).await.unwrap();
    let page = head.get(&path).await.text;
    assert!(page.contains("Statement that Noor lodged in advance, no. 1"), "{page}");
}

/// Whoever mediated is not told what the head gave, least of all where the law forbids telling anybody; nor does either side read what
/// the other gave.
#[tokio::test]
async fn the_history_of_a_case_tells_what_was_given_to_whoever_answers_for_it_alone() {
    let (desk, case) = ended().await;
    let reason = Some("the police ask".to_owned());
    desk.ask(Actor::Staff(HEAD), Command::ReadCase { case, part: Ask::Mediation, reason }).await.unwrap();
    let mut new = TestFair::new().new_disclosure(Ask::Mediation);
    (new.terms.basis, new.terms.told) = (LegalBasis::Crime, false);
    let give = Command::DiscloseCase { case, disclosure: Box::new(new) };
    desk.ask(Actor::Staff(HEAD), give).await.unwrap();
    let path = format!("/counter/cases/{case}");
    let own = Browser::of(&desk, "head").await.get(&path).await.text;
    assert!(own.contains("Something was given to an authority"), "{own}");
    let mediated = Browser::of(&desk, "mei").await.get(&path).await.text;
    assert!(
        mediated.contains("Taken at the counter") && !mediated.contains("given to an authority"),
        "{mediated}"
    );
}

#[tokio::test]
async fn very_many_disclosures_are_told_page_by_page() {
    let (desk, case) = ended().await;
    let read = Command::ReadCase { case, part: Ask::Measure, reason: None };
    desk.ask(Actor::Staff(ORGANISER), read).await.unwrap();
    let mut ids = TestFair::new();
    for count in 1..=51 {
        let mut new = ids.new_disclosure(Ask::Measure);
        new.body.authority = format!("Court no. {count};");
        let give = Command::DiscloseCase { case, disclosure: Box::new(new) };
        desk.ask(Actor::Staff(ORGANISER), give).await.unwrap();
    }
    let mut organiser = Browser::of(&desk, "organiser").await;
    let first = organiser.get("/office/disclosures").await.text;
    assert!(first.contains("Court no. 51;") && !first.contains("Court no. 1;"), "{first}");
    assert!(first.contains("href=\"/office/disclosures?page=2\""), "{first}");
    let second = organiser.get("/office/disclosures?page=2").await.text;
    assert!(second.contains("Court no. 1;") && !second.contains("Court no. 51;"), "{second}");
}

/// Where one organiser works, as a desk is set up: whoever has the day in hand reads the complaint and lets out what leaves of it.
#[tokio::test]
async fn the_duty_manager_confirms_what_the_organiser_gives_and_without_them_the_form_says_that_nobody_can() {
    let (desk, case) = ended_where_two_are_asked_for().await;
    let mut organiser = Browser::of(&desk, "organiser").await;
    let path = format!("/office/cases/{case}/disclose");
    let form = organiser.get(&path).await.text;
    assert!(form.contains("Who can confirm: duty-manager") && !form.contains("Nobody else can"), "{form}");
    let given = give(&mut organiser, &path, &format!("basis=court&given={}", offered(&form)[0].0)).await;
    assert_eq!(given.location(), "/office/proposals?done=proposed", "{}", given.text);
    let own = organiser.get("/office/proposals").await.text;
    assert!(own.contains("You proposed this") && own.contains("Who can confirm: duty-manager"), "{own}");
    let entry = desk.app.now().desk.proposals().next().unwrap().seq;
    let confirm = format!("/office/proposals/{entry}/confirm");

    let mut duty = Browser::of(&desk, "duty-manager").await;
    assert!(duty.get("/office").await.text.contains("To confirm (1)"));
    let waits = duty.get("/office/proposals").await.text;
    assert!(waits.contains("XAUTHORITYX") && waits.contains("Confirm; it is done at once"), "{waits}");
    let done = duty.post("/office/proposals", &confirm, "").await;
    assert_eq!(done.location(), "/office/proposals?done=confirmed", "{}", done.text);
    let known = desk.app.now().desk.case(case).unwrap().disclosures[0].id;
    let page = format!("/office/disclosures/{known}");
    assert!(organiser.get(&page).await.text.contains("Confirmed by duty-manager"));
    assert_eq!(duty.get(&page).await.status, StatusCode::FORBIDDEN, "it is the organiser's to hand over");

    desk.ask(Actor::Staff(ORGANISER), Command::DismissStaff { staff: DUTY_MANAGER }).await.unwrap();
    let alone = organiser.get(&path).await.text;
    let told = alone.find("It takes a second organiser or a duty manager.").unwrap();
    assert!(alone[told..].contains("First see to it that there is such a person, then propose."), "{alone}");
    assert!(alone[told..].contains("name=\"authority\""), "before anything is typed: {alone}");
}

/// Whoever is appointed by who proposed it, while it waits, never confirms it. The page says so, and what it says leads out.
#[tokio::test]
async fn where_nobody_can_confirm_what_waits_its_page_leads_to_somebody_who_can() {
    let (desk, case) = ended_where_two_are_asked_for().await;
    desk.ask(Actor::Staff(ORGANISER), Command::DismissStaff { staff: DUTY_MANAGER }).await.unwrap();
    let mut organiser = Browser::of(&desk, "organiser").await;
    let path = format!("/office/cases/{case}/disclose");
    let chosen = format!("basis=court&given={}", offered(&organiser.get(&path).await.text)[0].0);
    let proposed = "/office/proposals?done=proposed";
    assert_eq!(give(&mut organiser, &path, &chosen).await.location(), proposed);
    let waiting = || desk.app.now().desk.proposals().next_back().unwrap().seq;
    let (first, second) = (waiting(), domain::StaffId([77; 16]));
    let page = organiser.get("/office/proposals").await.text;
    assert!(page.contains("It takes a second organiser or a duty manager."), "{page}");
    assert!(page.contains("take this back, and propose it anew once they have it"), "{page}");

    let staff = new_staff(second, Role::DutyManager);
    desk.ask(Actor::Staff(ORGANISER), Command::AppointStaff { staff }).await.unwrap();
    let page = organiser.get("/office/proposals").await.text;
    let renew = "Take it back and propose it anew; the new one they can confirm from ";
    assert!(
        page.contains("cannot confirm this one, however long it waits") && page.contains(renew),
        "{page}"
    );
    let confirm =
        |proposal: u64| desk.ask(Actor::Staff(second), Command::ConfirmProposal { proposal, account: None });
    assert!(confirm(first).await.is_err());

    organiser.post("/office/proposals", &format!("/office/proposals/{first}/withdraw"), "").await;
    let later = "can confirm it from ";
    assert!(organiser.get(&path).await.text.contains(later), "before it is proposed anew");
    let anew = organiser.post(&path, &path, &format!("idempotency_key=two&{ASKED}&{chosen}")).await;
    assert_eq!(anew.location(), proposed, "{}", anew.text);
    let page = organiser.get("/office/proposals").await.text;
    assert!(page.contains(later) && !page.contains(renew), "{page}");
    assert!(confirm(waiting()).await.is_err());
    desk.clock.advance(std::time::Duration::from_hours(24));
    confirm(waiting()).await.unwrap();
    assert_eq!(desk.app.now().desk.case(case).unwrap().disclosures.len(), 1);
}

/// One is proposed at a time; and of what the other side proposes of its own file nobody hears.
#[tokio::test]
async fn while_one_waits_no_form_is_offered_and_one_that_comes_late_is_shown_as_it_was_typed() {
    let (desk, case) = ended_where_two_are_asked_for().await;
    let mut organiser = Browser::of(&desk, "organiser").await;
    let path = format!("/office/cases/{case}/disclose");
    let chosen = format!("basis=court&given={}", offered(&organiser.get(&path).await.text)[0].0);
    let proposed = "/office/proposals?done=proposed";
    assert_eq!(give(&mut organiser, &path, &chosen).await.location(), proposed);
    assert_eq!(give(&mut organiser, &path, &chosen).await.location(), proposed, "sent twice");

    let entry = desk.app.now().desk.proposals().next().unwrap().seq;
    let (told, link) = ("waits for a second person already", format!("/office/proposals#proposal-{entry}"));
    let page = organiser.get(&path).await.text;
    assert!(page.contains(told) && page.contains(&format!("href=\"{link}\"")), "{page}");
    assert!(!page.contains("name=\"authority\""), "{page}");
    assert!(organiser.get("/office/proposals").await.text.contains(&format!("id=\"proposal-{entry}\"")));
    let late = organiser.post(&path, &path, &format!("idempotency_key=two&{ASKED}&{chosen}")).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
    for kept in [told, &link, "value=\"XAUTHORITYX\"", "value=\"court\" checked"] {
        assert!(late.text.contains(kept), "{kept}: {}", late.text);
    }

    let mut head = Browser::of(&desk, "head").await;
    let own = format!("/counter/cases/{case}/disclose");
    let form = head.get(&own).await.text;
    assert!(form.contains("name=\"authority\"") && !form.contains(told), "{form}");
    let of_head = give(&mut head, &own, &format!("basis=court&given={}", offered(&form)[0].0)).await;
    assert_eq!(of_head.location(), proposed, "{}", of_head.text);
    let withdraw = format!("/office/proposals/{entry}/withdraw");
    organiser.post("/office/proposals", &withdraw, "").await;
    assert!(organiser.get(&path).await.text.contains("name=\"authority\""));
}

#[tokio::test]
async fn a_receipt_is_printed_in_both_languages_and_its_signature_recorded() {
    let (desk, case) = ended().await;
    let path = format!("/counter/cases/{case}/disclose");
    let mut head = Browser::of(&desk, "head").await;
    let offers = offered(&head.get(&path).await.text);
    let given = give(&mut head, &path, &format!("basis=court&given={}", offers[0].0)).await;
    let page = given.location().strip_suffix("?done=given").unwrap().to_owned();
    for (language, words) in [("en", "received the following"), ("zh-CN", "下列材料")] {
        let paper = head.get(&format!("{page}/receipt?language={language}")).await;
        assert!(paper.text.contains(words) && paper.text.contains("XAUTHORITYX"), "{}", paper.text);
        let pdf = head.get(&format!("{page}/receipt.pdf?language={language}")).await;
        assert_eq!(pdf.headers["content-type"], "application/pdf");
    }
    let received = format!("{page}/received");
    let blank = head.post(&page, &received, "idempotency_key=r&name=&on=2027-01-01").await;
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
    let early = head.post(&page, &received, "idempotency_key=e&name=Judge+Chen&on=2026-03-09").await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    let at_field = early.text.split("id=\"on-error\"").nth(1).unwrap_or_default();
    assert!(at_field.contains("cannot have been signed for before"), "{}", early.text);
    let signed = head.post(&page, &received, "idempotency_key=s&name=Judge+Chen&on=2026-03-10").await;
    assert_eq!(signed.location(), format!("{page}?done=received"));
    assert!(head.get(&page).await.text.contains("Judge Chen signed for it"));
}

#[tokio::test]
async fn what_was_given_stays_known_when_the_case_is_erased_and_the_bundle_goes() {
    let (desk, case) = ended().await;
    let path = format!("/counter/cases/{case}/disclose");
    let mut head = Browser::of(&desk, "head").await;
    let offers = offered(&head.get(&path).await.text);
    let given = give(&mut head, &path, &format!("basis=court&given={}", offers[1].0)).await;
    let page = given.location().strip_suffix("?done=given").unwrap().to_owned();
    desk.cleared(case).await;
    desk.ask(Actor::Staff(HEAD), Command::EraseCase { case }).await.unwrap();
    let shown = head.get(&page).await;
    assert!(shown.text.contains("XAUTHORITYX") && shown.text.contains("were erased"), "{}", shown.text);
    assert_eq!(head.get(&format!("{page}/bundle.zip")).await.status, StatusCode::GONE);
    assert_eq!(head.get(&path).await.status, StatusCode::GONE);
}

/// A notice is drawn up while the files are made: what was given does not know of it, today or later.
#[tokio::test]
async fn a_bundle_stays_what_was_given_where_the_case_went_on_meanwhile() {
    let (desk, case) = ended().await;
    let mut organiser = Browser::of(&desk, "organiser").await;
    let read = Command::ReadCase { case, part: Ask::Measure, reason: None };
    desk.ask(Actor::Staff(ORGANISER), read).await.unwrap();
    let known = Arc::clone(desk.app.now().desk.case(case).unwrap());
    let mut new = TestFair::new().new_disclosure(Ask::Measure);
    new.body.files = super::files_of(&desk.app, &known, &new.terms);
    new.body.upto = known.steps.last().map(|step| step.seq);
    let party = known.respondents()[0].place.id;
    let notice = MeasureAction::IssueNotice { notice: TestFair::new().new_notice() };
    let meanwhile = Command::MoveMeasure { case, party, action: Box::new(notice) };
    desk.ask(Actor::Staff(ORGANISER), meanwhile).await.unwrap();
    let id = new.id;
    let give = Command::DiscloseCase { case, disclosure: Box::new(new) };
    desk.ask(Actor::Staff(ORGANISER), give).await.unwrap();
    let bundle = organiser.get(&format!("/office/disclosures/{id}/bundle.zip")).await;
    assert_eq!(bundle.status, StatusCode::OK, "{}", bundle.text);
}
