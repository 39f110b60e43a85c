//! A whole fair on a short list: the figures of log, report, table, workbook, paper and document agree with the journal to the last
//! case, on these days and on random ones.

use fairdesk::{cli::Subject, demo::rehearsal::Plan};
use jiff::civil::date;
use locale::Language;
use proptest::prelude::*;
use tests::{rehearsal::Rehearsal, spreadsheet};

/// Five halls, one called like a formula; a booth shared, a booth with a stroke in its number, a company twice, a row that says nothing.
const LIST: &str = "Company,Company (Chinese),Hall,Booth,Country\n\
    Aurora Lighting,极光照明,1.1,A01,China\n\
    Borealis Lamps,北光灯具,1.1,A02,Germany\n\
    Cinder Glass,,2,B07,Italy\n\
    Drift Wood & Co,,2,B07,Denmark\n\
    Ember Ceramics,余烬陶瓷,3,826/A,Türkiye\n\
    Foundling,拾光,Galleria,10,China\n\
    Glimmer Ltd,微光,=2+2,11,China\n\
    Aurora Lighting,极光照明,1.1,A03,China\n\
    ,,1.1,A09,France\n";

fn plan(seed: u64, visitors: u16) -> Plan {
    Plan { seed, first_day: date(2026, 3, 10), days: 3, visitors, photos: false }
}

async fn rehearsed(plan: Plan, language: Language) -> anyhow::Result<(tempfile::TempDir, Rehearsal)> {
    let folder = tempfile::tempdir()?;
    let fair = Rehearsal::play(LIST.as_bytes(), plan, folder.path()).await?;
    fair.export(language)?;
    Ok((folder, fair))
}

#[tokio::test]
async fn a_fair_from_its_list_to_its_report_agrees_with_its_journal() -> anyhow::Result<()> {
    let (folder, fair) = rehearsed(plan(1, 25), Language::En).await?;
    assert_eq!(
        (fair.played.exhibitors, fair.played.left_out),
        (7, 1),
        "a company once, and a row without one"
    );
    let compared = fair.compare(Language::En)?;
    assert_eq!(compared.differences(), Vec::<String>::new());
    assert_eq!(compared.journal("report", "whole/filed"), Some(75));
    assert!(compared.journal("report", "whole/missed-calls") > Some(0));
    assert!(compared.held() > 500, "{}", compared.held());
    for source in ["csv", "json", "logs", "xlsx", "xlsx-list"] {
        assert!(compared.sources().contains(&source), "{source}");
    }
    if !compared.sources().contains(&"pdf") {
        tests::skipped("the papers of a rehearsed fair", "pdftotext is not installed");
    }
    let books = fair.days.iter().map(|day| Subject::Day(*day)).chain([Subject::Report]);
    let books = books.map(|of| Ok((format!("{of:?}"), std::fs::read(fair.file(of, "xlsx"))?)));
    let books = books.collect::<anyhow::Result<Vec<_>>>()?;
    if !spreadsheet::opens(&books)? {
        tests::skipped("the workbooks of a rehearsed fair", "LibreOffice is not installed");
    }
    for codes in ["codes-posters.pdf", "codes-labels.pdf", "codes-halls.pdf"] {
        assert!(std::fs::read(folder.path().join(codes))?.starts_with(b"%PDF-"), "{codes}");
    }
    // One case more in one file, and one outcome less in another: both are found, and nothing else.
    let (table, document) =
        (fair.file(Subject::Day(fair.days[0]), "csv"), fair.file(Subject::Report, "json"));
    let text = std::fs::read_to_string(&table)?;
    std::fs::write(&table, format!("{text}{}\r\n", text.lines().last().unwrap_or_default()))?;
    let mut report: serde_json::Value = serde_json::from_slice(&std::fs::read(&document)?)?;
    report["figures"].as_array_mut().expect("figures").retain(|figure| figure["key"] != "settled");
    std::fs::write(&document, report.to_string())?;
    let differences = fair.compare(Language::En)?.differences();
    assert!(
        differences
            .iter()
            .any(|line| line.starts_with("report: outcome/settled") && line.contains("json=0!"))
    );
    let said =
        |line: &&String| line.starts_with("2026-03-10") && line.contains("csv=") || line.contains("json=0!");
    assert_eq!(differences.iter().filter(|line| said(line)).count(), differences.len(), "{differences:?}");
    Ok(())
}

#[tokio::test]
async fn the_files_say_the_same_in_chinese() -> anyhow::Result<()> {
    let (_folder, fair) = rehearsed(plan(7, 12), Language::ZhCn).await?;
    assert_eq!(fair.compare(Language::ZhCn)?.differences(), Vec::<String>::new());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, max_shrink_iters: 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_days_agree_with_their_journal(seed in any::<u64>(), visitors in 0u16..30) {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let differences = runtime.block_on(async {
            let (_folder, fair) = rehearsed(plan(seed, visitors), Language::En).await?;
            Ok::<_, anyhow::Error>(fair.compare(Language::En)?.differences())
        });
        prop_assert_eq!(differences.map_err(|error| TestCaseError::fail(format!("{error:#}")))?, Vec::<String>::new());
    }
}
