//! The screen shown another way, and how far one is.

use axum::http::Method;

use super::Somebody;

/// Whatever is touched around a page sends its fields along.
#[tokio::test]
async fn another_look_or_language_keeps_what_stands_on_the_page() {
    let mut somebody = Somebody::new();
    somebody.begins("en", "dispute").await;
    let page = somebody.opens("/ask/who").await;
    assert!(
        page.contains("form=\"answer\" formaction=\"/look\"")
            && page.contains("name=\"answer\" value=\"who\"")
    );
    let first = page.split("form=\"answer\"").nth(1).unwrap();
    assert!(first.starts_with(" name=\"next\""), "the enter key goes on: {first}");
    let around = |answer, here| [("answer", answer), ("here", here)];
    let who = [("q", "lum"), ("described", "a man in <grey>"), ("switch", "large")];
    let there = somebody.sends("/look", &[&around("who", "/ask/who")[..], &who].concat()).await;
    let page = somebody.opens(&there).await;
    assert!(page.contains("class=\"large\"") && page.contains("value=\"lum\""), "{page}");
    assert!(page.contains("a man in &#60;grey&#62;") && page.contains("<details open>"));
    assert!(!page.contains("class=\"named\""), "nobody is named by a larger text");
    somebody.ask(Method::POST, "/ask/who", &[("add", "1"), ("q", "Lumen")]).await;
    assert!(!somebody.opens("/ask/who").await.contains("a man in"), "an answer takes its place");

    let asks = [("asks", "mediation"), ("asks", "measure"), ("switch", "contrast")];
    let there = somebody.sends("/look", &[&around("asks", "/ask/asks")[..], &asks].concat()).await;
    assert_eq!(somebody.opens(&there).await.matches(" checked>").count(), 2);
    let words = [("statement", "half a sent"), ("language", "zh-CN")];
    let there = somebody.sends("/look", &[&around("statement", "/ask/statement")[..], &words].concat()).await;
    let page = somebody.opens(&there).await;
    assert!(page.contains("half a sent") && page.contains("lang=\"zh-CN\""));
    assert_eq!(
        somebody
            .page
            .visits
            .peek(somebody.cookie.as_deref().unwrap().trim_start_matches("visit="), |visit| visit
                .filing
                .claimant
                .language
                .clone())
            .flatten()
            .as_deref(),
        Some("zh-CN")
    );
    let there = somebody.sends("/look", &[("here", "/have"), ("ticket", "K-01"), ("switch", "low")]).await;
    assert!(somebody.opens(&there).await.contains("value=\"K-01\""));
}

#[tokio::test]
async fn how_many_questions_there_will_be_hardly_changes_under_way() {
    let mut somebody = Somebody::new();
    somebody.begins("en", "dispute").await;
    assert!(somebody.opens("/ask/asks").await.contains("Question 5 of about 13"));
    somebody.sends("/ask/asks", &[("asks", "mediation"), ("next", "1")]).await;
    assert!(somebody.opens("/ask/statement").await.contains("Question 6 of 13"));
}
