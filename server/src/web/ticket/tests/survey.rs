//! What a party says of the desk: asked when its case is over, taken once, kept without anything that leads back to it.

use domain::{Actor, Fact, survey::Degree};

use super::{told::settled, *};

const ALL: [(&str, &str); 3] = [("fair", "fully"), ("quick", "mostly"), ("again", "not-at-all")];

impl Hall {
    async fn page_of(&self, filed: &Filed, language: Language) -> String {
        self.open(&filed.path(), &self.phone, language).await.text
    }

    async fn says(&self, filed: &Filed, csrf: &str, ticked: &[(&str, &str)]) -> Answer {
        let fields = [&[("csrf", csrf), ("idempotency_key", "s")], ticked].concat();
        self.post(&format!("{}/survey", filed.path()), &self.phone, &fields, &[]).await
    }
}

#[tokio::test]
async fn a_party_is_asked_once_when_its_case_is_over() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let csrf = hall.token(&filed, &hall.phone).await;
    assert!(!hall.page_of(&filed, Language::En).await.contains("How was the desk?"));
    assert_eq!(hall.says(&filed, &csrf, &ALL).await.status, StatusCode::CONFLICT, "it is still open");

    let withdraw = format!("{}/withdraw", filed.path());
    hall.post(&withdraw, &hall.phone, &[("csrf", &csrf), ("idempotency_key", "w")], &[]).await;
    for language in Language::ALL {
        let page = hall.page_of(&filed, language).await;
        assert!(page.contains("id=\"survey\""), "{page}");
        samples::write("ticket-survey", language, &page);
    }
    let stranger = hall.desk.open(&filed.path(), &hall.stranger()).await.text;
    assert!(!stranger.contains("id=\"survey\""), "{stranger}");

    // One statement without an answer: the others stay ticked.
    let wrong = hall.says(&filed, &csrf, &ALL[..2]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("Please choose one of the five"), "{}", wrong.text);
    assert!(
        wrong.text.contains("id=\"quick-mostly\" name=\"quick\" value=\"mostly\" checked"),
        "{}",
        wrong.text
    );

    for time in ["first", "again"] {
        let done = hall.says(&filed, &csrf, &ALL).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{time}: {}", done.text);
    }
    let done = hall.open(&format!("{}?done=survey", filed.path()), &hall.phone, Language::En).await.text;
    assert!(done.contains("Thank you") && !done.contains("id=\"survey\""), "{done}");
}

#[tokio::test]
async fn an_answer_leads_back_to_nobody() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let csrf = hall.token(&filed, &hall.phone).await;
    let withdraw = format!("{}/withdraw", filed.path());
    hall.post(&withdraw, &hall.phone, &[("csrf", &csrf), ("idempotency_key", "w")], &[]).await;
    hall.says(&filed, &csrf, &ALL).await;
    let app = &hall.desk.app;
    let last = app.engine.entry(app.now().desk.seq()).unwrap().unwrap();
    let Fact::SurveyAnswered { answers, .. } = &last.fact else { panic!("{last:?}") };
    assert_eq!(answers.again, Degree::NotAtAll);
    assert_eq!(last.stamp.actor, Actor::Public);
    let written = format!("{:?} {:?}", last.stamp, last.fact);
    let ticket = filed.number.to_string();
    for trace in [ticket.as_str(), &filed.key, &filed.case.to_string()] {
        assert!(!written.contains(trace), "{trace}: {written}");
    }
}

/// Whoever declined has no such form, and one that somebody sends all the same counts as nobody's word.
#[tokio::test]
async fn whoever_declined_is_not_counted_either() {
    let (hall, [filed, takes, declined]) = settled(&[Ask::Mediation]).await;
    let csrf = hall.token(&filed, &hall.phone).await;
    for (party, asked) in [(&declined, false), (&takes, true)] {
        let page = hall.by_holder(party, &party.path(), Language::En).await.text;
        assert_eq!(page.contains("id=\"survey\""), asked, "{page}");
        let before = hall.desk.app.now().desk.seq();
        let form = format!("csrf={csrf}&idempotency_key=s&fair=fully&quick=mostly&again=not-at-all");
        let request = Request::post(format!("{}/survey", party.path()))
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, format!("{}; lang=en", hall.phone))
            .header(header::AUTHORIZATION, format!("Bearer {}", party.holder))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let sent = hall.desk.send(request.body(Body::from(form)).unwrap()).await;
        let status = if asked { StatusCode::SEE_OTHER } else { StatusCode::FORBIDDEN };
        assert_eq!(sent.status, status, "{}", sent.text);
        assert_eq!(hall.desk.app.now().desk.seq() > before, asked);
    }
}
