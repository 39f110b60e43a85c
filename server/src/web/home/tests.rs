//! The pages that need no code.

use axum::http::StatusCode;
use domain::{
    Actor, CaseId, Command,
    case::{Ask, Outcome},
    ids::Mac,
    survey::{Answers, Degree},
    testing::TestFair,
};

use crate::{app::App, testing::TestDesk};

#[tokio::test]
async fn the_start_page_says_what_this_is_before_and_after_the_setup() {
    let empty = TestDesk::empty().open("/", "").await;
    assert_eq!(empty.status, StatusCode::OK);
    assert!(empty.text.contains("not set up yet"));
    let desk = TestDesk::new().await;
    let page = desk.open("/", "").await;
    for said in ["Test Committee", "09:00–17:00", "/board", "/privacy", "Mediation is voluntary"] {
        assert!(page.text.contains(said), "{said}");
    }
}

#[tokio::test]
async fn who_sees_what_shows_the_very_texts_of_the_form() {
    let desk = TestDesk::new().await;
    let token = desk.app.now().desk.halls().next().unwrap().token.to_string();
    let form = desk.open(&format!("/h/{token}/file"), "lang=zh-CN").await.text;
    let page = desk.open("/privacy", "lang=zh-CN").await.text;
    let texts = crate::locale::Texts::new(crate::locale::Language::ZhCn, jiff::tz::TimeZone::UTC);
    for key in ["consent-v1-privacy", "consent-v1-organiser", "consent-v1-what", "consent-v1-long"] {
        let text = texts.t(key);
        assert!(form.contains(&*text) && page.contains(&*text), "{key}");
    }
}

/// The page says that nobody sees more than is named, so it names everybody.
#[tokio::test]
async fn who_sees_what_names_every_role() {
    let page = TestDesk::new().await.open("/privacy", "lang=zh-CN").await.text;
    let texts = crate::locale::Texts::new(crate::locale::Language::ZhCn, jiff::tz::TimeZone::UTC);
    for role in domain::staff::Role::ALL {
        let key = format!("privacy-{}-sees", crate::web::signed::code(role));
        assert!(crate::locale::Texts::knows(&key), "{key}");
        assert!(page.contains(&*texts.t(&key)), "{key}: {page}");
    }
}

/// As the record of data protection has it.
#[tokio::test]
async fn who_sees_what_tells_of_registered_rights_and_of_earlier_complaints() {
    let desk = TestDesk::new().await;
    for (language, said) in [
        (
            "en",
            [
                "What exhibitors registered with the organiser is also seen by reception",
                "number, day and state of earlier complaints to the organiser",
            ],
        ),
        ("zh-CN", ["备案的权利，接待人员", "投诉的编号、日期和状态"]),
    ] {
        let page = desk.open("/privacy", &format!("lang={language}")).await.text;
        for words in said {
            assert!(page.contains(words), "{words}: {page}");
        }
    }
}

#[tokio::test]
async fn who_sees_what_says_that_a_call_is_public() {
    let desk = TestDesk::new().await;
    for (language, said) in [("en", "A call is public"), ("zh-CN", "叫号是公开的")] {
        let page = desk.open("/privacy", &format!("lang={language}")).await.text;
        assert!(page.contains(said), "{page}");
    }
}

#[tokio::test]
async fn everybody_reads_the_desk_in_figures() {
    let desk = crate::testing::TestDesk::new().await;
    let page = desk.open("/figures", "lang=en").await;
    assert_eq!(page.status, axum::http::StatusCode::OK);
    assert!(page.text.contains("From 5 answers on they stand here"), "{}", page.text);
    let cases = page.text.split("<dl class=\"facts\">").nth(1).unwrap().split("</dl>").next().unwrap();
    assert_eq!(cases.matches("<dt>").count(), 1 + Outcome::ALL.len(), "how none ended, too: {cases}");
    assert!(desk.open("/", "lang=en").await.text.contains("href=\"/figures\""));
    for language in crate::locale::Language::ALL {
        let page = desk.open("/figures", &format!("lang={}", language.tag())).await.text;
        crate::web::samples::write("figures", language, &page);
    }
}

/// What was counted of the days before is kept, and each day that ends comes to it.
#[tokio::test]
async fn each_day_is_told_to_everybody_when_it_is_over() {
    let (desk, mut ids) = (TestDesk::new().await, TestFair::new());
    for (filed, told) in [(6, 0), (5, 6), (0, 11)] {
        let told = format!("<dt>Filed</dt><dd>{told}</dd>");
        let page = desk.open("/figures", "lang=en").await.text;
        assert!(page.contains(&told), "{told}: {page}");
        for _ in 0..filed {
            let mut new = ids.dispute(&[Ask::Mediation]);
            new.ticket = App::new_ticket();
            desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
        }
        let page = desk.open("/figures", "lang=en").await.text;
        assert!(page.contains(&told), "nothing of the day that runs: {page}");
        desk.clock.advance(std::time::Duration::from_hours(24));
    }
}

#[tokio::test]
async fn what_parties_say_tells_everybody_no_small_number() {
    let (desk, mut new) = (TestDesk::new().await, TestFair::new().dispute(&[Ask::Mediation]));
    (new.case, new.ticket) = (CaseId([0xC1; 16]), App::new_ticket());
    let case = new.case;
    desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    let ticket = desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    desk.ask(Actor::Party(ticket), Command::WithdrawCase { case }).await.unwrap();
    let said = [Degree::Fully, Degree::Mostly, Degree::Mostly, Degree::Mostly, Degree::Partly];
    for (mark, again) in (1..).zip(said) {
        let answers = Answers { fair: Degree::Fully, quick: Degree::Fully, again };
        let answer = Command::AnswerSurvey { ticket, mark: Mac([mark; 32]), answers };
        desk.ask(Actor::Public, answer).await.unwrap();
    }
    let page = desk.open("/figures", "lang=en").await.text;
    assert!(page.contains("5 parties have answered") && page.contains("100 % agree fully"), "{page}");
    assert!(!page.contains("80 %") && page.contains("How many agree is not told"), "{page}");
    for small in ["<b>1</b>", "<b>3</b>"] {
        assert!(!page.contains(small), "{small}: {page}");
    }
}

/// Nobody is sent to a desk that is not there any more.
#[tokio::test]
async fn the_start_page_says_after_the_last_close_to_whom_to_turn() {
    let desk = TestDesk::new().await;
    for (now, over) in
        [("2026-03-11T12:00:00Z", false), ("2026-03-12T08:59:00Z", false), ("2026-03-12T09:01:00Z", true)]
    {
        desk.clock.set(now.parse().unwrap());
        for (language, closed, whom) in [
            (
                "en",
                "The desk at this fair has closed",
                "the mediation body as well, or instead: Test Committee; for a complaint the organiser",
            ),
            ("zh-CN", "本届展会的调解台已结束服务", "请同时来函或致电调解机构：Test Committee"),
        ] {
            let page = desk.open("/", &format!("lang={language}")).await.text;
            assert_eq!(page.contains(closed), over, "{now}: {page}");
            assert_eq!(page.contains(whom), over, "{now}: {page}");
        }
        let page = desk.open("/", "lang=en").await.text;
        for at_the_desk in [
            "We call you",
            "How it works",
            "go to the mediation desk",
            "Ask at the mediation desk",
            "here and now",
        ] {
            assert_eq!(page.contains(at_the_desk), !over, "{now} {at_the_desk}: {page}");
        }
        for still in
            ["can still be sent", "lost both, please write or phone the mediation body: Test Committee"]
        {
            assert_eq!(page.contains(still), over, "{now} {still}: {page}");
        }
        for (language, asked, written) in [
            (
                "en",
                "Ask at the mediation desk",
                "a consent. Please write or phone the mediation body: Test Committee.",
            ),
            ("zh-CN", "请到调解台提出", "撤回同意。请来函或致电调解机构：Test Committee。"),
        ] {
            let page = desk.open("/privacy", &format!("lang={language}")).await.text;
            assert_eq!(page.contains(asked), !over, "{now}: {page}");
            assert_eq!(page.contains(written), over, "{now}: {page}");
        }
    }
    let standing = TestDesk::standing().await;
    standing.clock.set("2036-03-12T09:01:00Z".parse().unwrap());
    assert!(!standing.open("/", "lang=en").await.text.contains("has closed"), "there is always a next day");
}
