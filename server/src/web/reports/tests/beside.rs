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
    assert_eq!(sheets(&organiser.get(&file("xlsx")).await.bytes).len(), 1, "none was taken in");
    let taken = take(&story, "organiser", &of_another_fair().await).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);

    let all = sheets(&organiser.get(&file("xlsx")).await.bytes);
    let [of_this, beside] = &all[..] else { panic!("{all:?}") };
    let heads: Vec<_> = EARLIER.into_iter().chain(COLUMNS).chain([COUNTED, TOLD_LATER]).collect();
    assert_eq!(beside[0], heads);
    let filed: Vec<_> = beside.iter().filter(|row| row[3] == "whole" && row[4] == "filed").collect();
    let own = of_this.iter().find(|row| row[0] == "whole" && row[1] == "filed").unwrap();
    assert_eq!(filed.len(), 2, "one a fair: {beside:?}");
    assert!(filed.iter().all(|row| row[7] == own[4] && !row[1].is_empty()), "{filed:?}");
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
        1,
        "its small numbers cannot be hidden"
    );
}
