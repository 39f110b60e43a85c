//! The investigation record on its page, with scripts off: questions and answers, a clash, the confirmation, the paper.

use axum::http::StatusCode;
use domain::procedure::{Means, RecordPart};

use crate::{testing::Browser, web::counter::session::tests::Talk};

fn form(base: u32, party: &str, answer: &str) -> String {
    format!(
        "form=inquiry&base={base}&taken_day=2026-03-10&taken_time=10:00&place=Booth+B12&present=Booth+staff&name=Noor&position=Sales\
         &party={party}&asked=Who+supplied+the+lamp%3F&answered={answer}&asked=&answered=&asked=Since+when%3F&answered=May.\
         &text=Three+lamps+on+the+right+shelf.&result=Taken+down+at+once."
    )
}

#[tokio::test]
async fn it_is_written_confirmed_by_the_person_questioned_and_printed() {
    let talk = Talk::new().await;
    let (page, party) = (format!("/counter/cases/{}/investigation", talk.case), talk.parties[1].to_string());
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let empty = mei.get(&page).await;
    assert_eq!(empty.status, StatusCode::OK, "{}", empty.text);
    let write = format!("{page}/record");
    let done = mei.post(&page, &write, &form(0, &party, "A+supplier.")).await;
    assert_eq!(done.location(), format!("{page}?done=recorded"), "{}", done.text);
    let shown = mei.get(&page).await.text;
    for said in ["Who supplied the lamp?", "A supplier.", "Since when?", "value=\"Noor\"", "value=\"10:00\""]
    {
        assert!(shown.contains(said), "{said}");
    }
    // Somebody saved before: what is typed here is not lost, and nothing is overwritten.
    let clash = mei.post(&page, &write, &form(0, &party, "Another+word.")).await;
    assert_eq!(clash.status, StatusCode::CONFLICT);
    assert!(clash.text.contains("Another word."));
    let confirm = format!("form=confirm&party={party}&version=1&means=read-aloud");
    let half = mei.post(&page, &format!("{page}/confirm"), &format!("{confirm}&happened_time=09:34")).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["value=\"09:34\"", "value=\"read-aloud\" selected", &format!("value=\"{party}\" selected")] {
        assert!(half.text.contains(kept), "{kept}: {}", half.text);
    }
    let done = mei.post(&page, &format!("{page}/confirm"), &confirm).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let record = talk.now().procedure.record(RecordPart::Investigation).cloned().unwrap();
    assert_eq!((record.version, record.confirmed.len()), (1, 1));
    assert_eq!(record.confirmed[0].1, Means::ReadAloud);
    let paper = mei.get(&format!("/counter/cases/{}/papers/investigation?language=en", talk.case)).await.text;
    for said in [
        "Who supplied the lamp?",
        "A supplier.",
        "Noor",
        "Sales",
        "Booth B12",
        "10 Mar 2026 10:00",
        "Confirmed",
    ] {
        assert!(paper.contains(said), "{said}: {paper}");
    }
}

/// Whoever typed for a quarter of an hour loses nothing to one field.
#[tokio::test]
async fn what_cannot_be_taken_comes_back_as_typed_with_what_is_wrong_at_its_field() {
    let talk = Talk::new().await;
    let (page, party) = (format!("/counter/cases/{}/investigation", talk.case), talk.parties[1].to_string());
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let write = format!("{page}/record");
    let whole = form(0, &party, "A+supplier.");
    let chosen = format!("value=\"{party}\" selected");
    for (what, with, field, said) in [
        ("name=Noor", "name=", "name", "Please fill this in."),
        ("10:00", "", "taken_time", "Day and time belong together"),
        ("taken_day=2026-03-10", "taken_day=", "taken_day", "Day and time belong together"),
        ("2026-03-10", "2026-03-11", "taken_time", "This time has not come yet"),
        ("2026-03-10", "2026-03-09", "taken_time", "The case was not filed yet at that time"),
    ] {
        let refused = mei.post(&page, &write, &whole.replace(what, with)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}: {}", refused.text);
        let error = format!("id=\"inquiry-{field}-error\"");
        let at_field = refused.text.split(&error).nth(1).and_then(|rest| rest.split("</p>").next());
        assert!(at_field.is_some_and(|words| words.contains(said)), "{field}: {}", refused.text);
        for kept in [
            "value=\"Booth B12\"",
            "Who supplied the lamp?",
            "A supplier.",
            "Since when?",
            "Three lamps on the right shelf.",
            "Taken down at once.",
            &chosen,
        ] {
            assert!(refused.text.contains(kept), "{what}: {kept}: {}", refused.text);
        }
    }
    assert!(talk.now().procedure.record(RecordPart::Investigation).is_none(), "nothing was written");
    let done = mei.post(&page, &write, &whole).await;
    assert_eq!(done.location(), format!("{page}?done=recorded"), "{}", done.text);
    mei.cookies = format!("lang=zh-CN; {}", mei.cookies);
    let refused = mei.post(&page, &write, &form(1, &party, "A.").replace("name=Noor", "name=")).await;
    assert!(refused.text.contains("请填写此项。"), "{}", refused.text);
    // Who does not have the case has no form for it: what they typed is there to be copied.
    let mut tom = Browser::of(&talk.desk, "tom").await;
    let late = tom.post(&page, &write, &form(1, &party, "XLATEX")).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
    assert!(late.text.contains("XLATEX"), "{}", late.text);
}

#[tokio::test]
async fn nobody_else_reads_it_and_an_empty_one_is_not_saved() {
    let talk = Talk::new().await;
    let page = format!("/counter/cases/{}/investigation", talk.case);
    let party = talk.parties[1].to_string();
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let write = format!("{page}/record");
    let nameless = form(0, &party, "XSAIDX").replace("name=Noor", "name=");
    assert_eq!(mei.post(&page, &write, &nameless).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let later = form(0, &party, "XSAIDX").replace("10:00", "");
    assert_eq!(mei.post(&page, &write, &later).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(talk.now().procedure.record(RecordPart::Investigation).is_none());
    mei.post(&page, &write, &form(0, &party, "XSAIDX")).await;
    assert!(mei.get(&page).await.text.contains("XSAIDX"));
    for other in ["tom", "head"] {
        let mut other = Browser::of(&talk.desk, other).await;
        assert!(!other.get(&page).await.text.contains("XSAIDX"));
        let refused = other.post(&page, &write, &form(1, &party, "No.")).await;
        assert!(refused.status.is_client_error(), "{}", refused.status);
    }
    let version = talk.now().procedure.record(RecordPart::Investigation).map(|record| record.version);
    assert_eq!(version, Some(1), "nobody wrote but who has the case");
}
