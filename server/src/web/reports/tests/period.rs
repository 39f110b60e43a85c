//! The report of a desk that stands: a period is chosen on its page and kept in every file, and what is none is refused in words. A
//! fair has no periods.

use std::time::Duration;

use super::*;

/// A market: six cases in its first quarter, two of them concluded, and one in the next, which runs.
async fn market() -> Story {
    let mut story = Story { desk: TestDesk::standing().await, ids: TestFair::new() };
    for at in 0..6 {
        let case = story.file(&[Ask::Mediation], |_| ()).await;
        if at < 2 {
            story.conclude(case).await;
        }
    }
    story.desk.clock.advance(Duration::from_hours(25 * 24));
    story.file(&[Ask::Mediation], |_| ()).await;
    story
}

#[tokio::test]
async fn a_period_is_chosen_on_the_page_and_every_file_is_of_it() {
    let story = market().await;
    let mut head = Browser::of(&story.desk, "head").await;
    let page = head.get(PAGE).await.text;
    assert!(page.contains(">Quarter 2 of 2026</span>"), "the present one: {page}");
    assert!(page.contains("<option value=\"2026-Q2\" selected>Quarter 2 of 2026</option>"), "{page}");
    assert!(page.contains("<option value=\"2026\">Whole year 2026</option>"), "{page}");
    let satisfied = "told of the whole desk alone";
    let quarter = head.get("/office/quarter").await.text;
    for told in [&page, &quarter] {
        assert!(told.contains(satisfied) && told.contains("<a href=\"/figures\">"), "{told}");
    }
    for (period, words, whole) in [
        ("2026-Q1", "Quarter 1 of 2026", [6, 0, 2, 4]),
        ("2026-Q2", "Quarter 2 of 2026", [1, 4, 0, 5]),
        ("2026", "Whole year 2026", [7, 0, 2, 5]),
    ] {
        let page = head.get(&format!("{PAGE}?period={period}")).await.text;
        assert!(page.contains(&format!("{words}</span></h1>")), "{page}");
        let file = |ending: &str| format!("{PAGE}/report.{ending}?period={period}");
        for ending in ["pdf", "xlsx", "csv", "json"] {
            assert!(page.contains(&format!("href=\"{}\"", file(ending))), "{ending}: {page}");
        }
        let answer = head.get(&file("json")).await;
        let name = answer.headers["content-disposition"].to_str().unwrap();
        assert!(name.contains(&format!("fairdesk-report-{period}.json")), "{name}");
        let document = Document::read(&answer.bytes).unwrap();
        assert_eq!(document.period.map(|period| period.to_string()).as_deref(), Some(period));
        let said = of_document(&document);
        let at = |key: &str| said[&("whole".to_owned(), key.to_owned())].unwrap();
        assert_eq!(["filed", "carried-over", "concluded", "open"].map(at), whole, "{period}");
        assert_eq!(of_workbook(&head.get(&file("xlsx")).await.bytes), said);
        let table = head.get(&file("csv")).await.text;
        let mut rows = csv::Reader::from_reader(table.as_bytes());
        assert_eq!(rows.headers().unwrap().iter().nth_back(1), Some(PERIOD));
        let rows: Vec<_> = rows.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), said.len());
        assert!(rows.iter().all(|row| &row[7] == period), "{table}");
        let paper = head.get(&file("pdf")).await;
        assert_eq!(paper.headers["content-type"], "application/pdf", "{}", paper.text);
        if let Some(read) = words_of(&paper.bytes, &format!("market.{period}")) {
            assert!(read.contains(&words.replace(' ', "")), "{read}");
            assert!(read.contains(&satisfied.replace(' ', "")), "{read}");
        }
    }
}

#[tokio::test]
async fn days_of_a_long_period_are_drawn_together() {
    let mut story = market().await;
    story.desk.clock.advance(Duration::from_hours(40 * 24));
    story.file(&[Ask::Mediation], |_| ()).await;
    let mut head = Browser::of(&story.desk, "head").await;
    let (days, weeks) = ("<figcaption>Filed, day by day<", "<figcaption>Filed, week by week");
    let quarter = head.get(&format!("{PAGE}?period=2026-Q1")).await.text;
    assert!(quarter.contains(days) && !quarter.contains(weeks), "{quarter}");
    let year = head.get(&format!("{PAGE}?period=2026")).await.text;
    assert!(year.contains(weeks) && !year.contains(days), "{year}");
    assert!(year.contains("; 10 Mar: 6;"), "six in its first week: {year}");
    // What was concluded goes by the same weeks, here and on paper; the files for programs keep each day.
    let concluded = "<caption>Concluded, week by week, each named by its first day</caption>";
    assert!(year.contains(concluded) && !year.contains("Concluded, day by day"), "{year}");
    assert!(year.contains("<th scope=\"row\">10 Mar</th><td class=\"figure\">2</td>"), "{year}");
    let paper = head.get(&format!("{PAGE}/report.pdf?period=2026")).await;
    if let Some(read) = words_of(&paper.bytes, "market.weeks") {
        assert!(read.contains("weekbyweek") && !read.contains("daybyday"), "{read}");
    }
    let table = head.get(&format!("{PAGE}/report.csv?period=2026")).await.text;
    assert!(table.lines().filter(|line| line.starts_with("concluded,")).count() > 31, "{table}");
}

#[tokio::test]
async fn a_document_of_a_period_is_signed_with_it() {
    let story = market().await;
    let document = story.document("organiser").await;
    assert!(matches!(document.signer(), Signed::By(_)));
    for other in [None, Some("2026-Q1".parse().unwrap())] {
        let mut changed = document.clone();
        changed.period = other;
        assert_eq!(changed.signer(), Signed::Broken);
    }
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let text = organiser.get(&format!("{PAGE}/report.json")).await.text;
    assert!(text.contains("\"period\": \"2026-Q2\""), "{text}");
    assert_eq!(Document::read(text.replace("2026-Q2", "2026-Q7").as_bytes()), None);
}

#[tokio::test]
async fn what_is_no_period_of_the_desk_is_refused_in_words() {
    let story = market().await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    for bad in ["2026-Q3", "2025", "2025-Q4", "2026-Q5", "soon"] {
        for path in ["", "/report.csv", "/report.xlsx", "/report.pdf", "/report.json"] {
            let refused = organiser.get(&format!("{PAGE}{path}?period={bad}")).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{bad}{path}");
            assert!(refused.text.contains("There is no report of such a period"), "{}", refused.text);
        }
    }
}

#[tokio::test]
async fn a_fair_has_one_report_and_takes_in_none_of_a_period() {
    let story = Story::new().await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let page = organiser.get(&format!("{PAGE}?period=")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text.contains("name=\"period\""), "{}", page.text);
    for path in ["", "/report.json"] {
        let refused = organiser.get(&format!("{PAGE}{path}?period=2026-Q1")).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
        assert!(refused.text.contains("This report has no periods"), "{}", refused.text);
    }
    let whole = organiser.get(&format!("{PAGE}/report.json")).await.text;
    assert!(!whole.contains("\"period\""), "{whole}");
    let period = Some("2026-Q1".parse().unwrap());
    let file = elsewhere(&market().await, ReportScope { period, ..ReportScope::WHOLE });
    let refused = take(&story, "organiser", &file).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("for a quarter or a year"), "{}", refused.text);
}
