//! A major case through its page, with scripts off: said to be one, discussed, an expert asked, decided; and on paper.

use axum::http::StatusCode;
use domain::major::{Course, MajorReason};

use crate::{testing::Browser, web::counter::session::tests::Talk};

#[tokio::test]
async fn a_major_case_is_discussed_decided_and_filed() {
    let talk = Talk::new().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    assert!(mei.get(&talk.page("major")).await.text.contains("no major or difficult case"));
    let none = talk.press(&mut mei, "major", "flag", "remark=big").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", none.text);
    talk.press(&mut mei, "major", "flag", "reason=foreign&reason=technical&remark=XFLAGX").await;
    let flag = talk.now().major.flag.clone().unwrap();
    assert_eq!(flag.reasons, [MajorReason::Foreign, MajorReason::Technical]);
    let list = mei.get("/counter/aftercare").await.text;
    assert!(list.contains("Panel on a major case") && !list.contains("XFLAGX"), "{list}");

    let panel = "on=2026-03-10&present=Mei%3B+Tom&said_for=XFORX&said_against=XAGAINSTX&opinion=XOPINIONX";
    talk.press(&mut mei, "major", "panel", panel).await;
    let expert = "on=2026-03-10&expert=Sun&question=XASKEDX&answer=XANSWERX&impartial=no";
    let silent = talk.press(&mut mei, "major", "expert", expert).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "which conflict: {}", silent.text);
    talk.press(&mut mei, "major", "expert", &format!("{expert}&conflict=XCONFLICTX")).await;
    let early = talk.press(&mut mei, "major", "course", "course=go-on").await;
    assert_eq!(early.status, StatusCode::FORBIDDEN, "{}", early.text);
    let mut head = talk.head().await;
    talk.press(&mut head, "major", "course", "course=together&remark=XDECIDEDX").await;
    assert_eq!(talk.now().major.course.unwrap().course, Course::Together);
    let page = head.get(&talk.page("major")).await.text;
    for said in ["XFLAGX", "XFORX", "XAGAINSTX", "XOPINIONX", "XANSWERX", "XCONFLICTX", "XDECIDEDX"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let paper = |kind: &str| format!("/counter/cases/{}/papers/{kind}?language=en", talk.case);
    let discussed = mei.get(&paper("panel")).await.text;
    for said in
        ["Discussion of a major case", "XFORX", "XOPINIONX", "Together with another body", "XDECIDEDX"]
    {
        assert!(discussed.contains(said), "{said}: {discussed}");
    }
    let chinese = format!("/counter/cases/{}/papers/panel?language=zh-CN", talk.case);
    let chinese = mei.get(&chinese).await.text;
    assert!(discussed.contains("Mei; Tom") && chinese.contains("Mei；Tom"), "{discussed} {chinese}");
    let asked = mei.get(&paper("consultation")).await.text;
    assert!(asked.contains("XASKEDX") && asked.contains("A conflict of interest"), "{asked}");
}

#[tokio::test]
async fn what_was_typed_into_a_form_that_is_refused_stands_in_it_again() {
    let talk = Talk::new().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let expert = "form=expert&on=2026-03-10&expert=Sun&question=XASKEDX&answer=XANSWERX&impartial=no";
    let refused = talk.press(&mut mei, "major", "expert", expert).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for typed in ["value=\"Sun\"", "XASKEDX", "XANSWERX", "value=\"no\" checked"] {
        assert!(refused.text.contains(typed), "{typed}: {}", refused.text);
    }
    assert!(refused.text.contains("Something important is missing"), "it says why: {}", refused.text);
    let bare = mei.get(&talk.page("major")).await.text;
    assert!(!bare.contains("XASKEDX"), "and only there: {bare}");
}
