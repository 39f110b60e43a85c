//! Earlier fairs beside this one in the files of the report: for whoever sees them on its page, and for nobody else.

use super::*;

/// The rows of each sheet, in words.
fn sheets(bytes: &[u8]) -> Vec<Vec<Vec<String>>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    let names = book.sheet_names();
    let read = |name: &String| {
        let sheet = book.worksheet_range(name).unwrap();
        sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
    };
    names.iter().map(read).collect()
}

#[tokio::test]
async fn an_earlier_fair_stands_beside_this_one_in_workbook_and_paper() {
    let story = Story::new().await;
    let file = |ending: &str| format!("{PAGE}/report.{ending}?language=en");
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    assert_eq!(sheets(&organiser.get(&file("xlsx")).await.bytes).len(), 2, "none was taken in");
    let taken = take(&story, "organiser", &of_another_fair().await).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);

    let all = sheets(&organiser.get(&file("xlsx")).await.bytes);
    let [front, of_this, beside] = &all[..] else { panic!("{all:?}") };
    let heads: Vec<_> = EARLIER.into_iter().chain(COLUMNS).chain([COUNTED, TOLD_LATER]).collect();
    assert_eq!(beside[0], heads);
    let filed: Vec<_> = beside.iter().filter(|row| row[3] == "whole" && row[4] == "filed").collect();
    let own = of_this.iter().find(|row| row[0] == "whole" && row[1] == "filed").unwrap();
    assert_eq!(filed.len(), 2, "one a fair: {beside:?}");
    assert!(filed.iter().all(|row| row[7] == own[4] && !row[1].is_empty()), "{filed:?}");
    let words = |row: &&Vec<String>| row[0] == "Cases filed" && row[1] == own[4] && row[2] == own[4];
    assert_eq!(front.iter().filter(words).count(), 1, "a column a fair: {front:?}");
    assert!(beside.iter().all(|row| row[3] != "filed"), "days have other dates");

    let paper = organiser.get(&file("pdf")).await;
    if let Some(words) = words_of(&paper.bytes, "beside.en") {
        assert!(words.contains("Besideearlierfairs") && words.contains("Thisfair"), "{words}");
    }
    assert_eq!(
        of_csv(&organiser.get(&file("csv")).await.text),
        of_document(&story.document("organiser").await)
    );
    let mut supervisor = Browser::of(&story.desk, "supervisor").await;
    assert_eq!(
        sheets(&supervisor.get(&file("xlsx")).await.bytes).len(),
        2,
        "its small numbers cannot be hidden"
    );
}

/// The organiser takes an earlier fair in; beside it the head of the only body reads what the own report shows, and takes nothing in or out.
#[tokio::test]
async fn the_head_of_the_only_body_reads_an_earlier_fair_beside_the_own_report() {
    let story = Story::new().await;
    let file = of_another_fair().await;
    let refused = take(&story, "head", &file).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text);
    let taken = take(&story, "organiser", &file).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
    let beside = |page: &str| page.split_once("<section id=\"earlier\">").map(|(_, rest)| rest.to_owned());
    for (reader, shown, hidden) in [
        ("head", "How and why cases ended", "Respondents in complaints"),
        ("organiser", "Respondents in complaints", "How and why cases ended"),
    ] {
        let page = Browser::of(&story.desk, reader).await.get(PAGE).await.text;
        let beside = beside(&page).unwrap_or_else(|| panic!("{reader}: {page}"));
        assert!(beside.contains("This fair</th>"), "{reader}: {beside}");
        assert!(beside.contains(shown) && !beside.contains(hidden), "{reader}: {beside}");
        let offers = beside.contains("action=\"/office/report/earlier");
        assert_eq!(offers, reader == "organiser", "{beside}");
    }
    let supervisor = Browser::of(&story.desk, "supervisor").await.get(PAGE).await.text;
    assert_eq!(beside(&supervisor), None);
}
