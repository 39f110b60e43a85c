//! What a party says of the desk: asked when its case is over, taken once, kept without anything that leads back to it.

use domain::{Actor, Fact, survey::Degree};

use super::*;

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
