//! The files of a day's log, read back as their readers read them, and the checkpoint on the printed one.

use std::{io::Cursor, process::Command as Program};

use axum::http::{Method, StatusCode};
use calamine::{Data, DataType, Range, Reader, Xlsx};
use domain::{
    Actor, Command, HallId,
    case::{Ask, CaseKind, Outcome, Reason},
    remark::RemarkKind,
    testing::{HEAD, ORGANISER},
};
use jiff::civil::Date;

pub(super) use crate::testing::words::of_pdf as words_of;

use super::{CONFIDENTIAL, DAY, Story, TOLD};
use crate::{
    app::App,
    daylog::{
        Checkpoint,
        checkpoint::Stage,
        checkpoint::Verdict,
        proof::{Export, Proof},
        seal,
    },
    testing::Browser,
};

/// Both sheets of a workbook: figures, list.
pub(super) fn sheets(bytes: &[u8]) -> [Range<Data>; 2] {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    let names = book.sheet_names();
    assert_eq!(names.len(), 2, "{names:?}");
    [0, 1].map(|at| book.worksheet_range(&names[at]).unwrap())
}

/// Every text of a sheet.
pub(super) fn texts(sheet: &Range<Data>) -> String {
    let texts = sheet.used_cells().filter_map(|(_, _, cell)| cell.get_string());
    texts.collect::<Vec<_>>().join("\n")
}

/// The cell of the list in this row below this head.
fn listed<'r>(list: &'r Range<Data>, row: u32, head: &str) -> &'r Data {
    let heads = list.rows().next().unwrap();
    let column = heads.iter().position(|cell| *cell == Data::String(head.to_owned())).unwrap();
    list.get_value((row, u32::try_from(column).unwrap())).unwrap_or(&Data::Empty)
}

#[tokio::test]
async fn a_workbook_holds_dates_as_dates_and_numbers_as_numbers() {
    let mut story = Story::new().await;
    let hall = HallId("=2+2".to_owned());
    let halls = vec![(hall.clone(), domain::ScanToken("formula".to_owned()))];
    story.desk.ask(Actor::Staff(ORGANISER), Command::AddHalls { halls }).await.unwrap();
    let first = story.file(&[Ask::Measure], |new| new.hall = Some(hall)).await;
    story.desk.clock.advance(std::time::Duration::from_secs(150));
    story.conclude(first, Outcome::NotAccepted, Reason::Other).await;
    story.file(&[Ask::Mediation], |_| ()).await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let answer = organiser.get(&format!("/office/logs/{DAY}/log.xlsx?language=en")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert!(answer.headers["content-disposition"].to_str().unwrap().contains("fairdesk-2026-03-10.xlsx"));
    let [figures, list] = sheets(&answer.bytes);

    // The tickets of the hall with its own letters come last.
    let Data::DateTime(filed) = listed(&list, 2, "Filed") else { panic!("{:?}", listed(&list, 2, "Filed")) };
    // 02:00 in UTC is 10:00 in the fair's zone.
    assert_eq!(filed.to_ymd_hms_milli(), (2026, 3, 10, 10, 0, 0, 0));
    assert_eq!(*listed(&list, 2, "Wait (min)"), Data::Float(3.0), "begun minutes count, as on the page");
    assert_eq!(*listed(&list, 2, "Missed calls"), Data::Float(0.0));
    assert_eq!(*listed(&list, 2, "Hall"), Data::String("=2+2".into()), "a text stays what it is");
    assert_eq!(*listed(&list, 1, "Wait (min)"), Data::Empty, "nobody was received yet");
    assert_eq!(list.height(), 3);

    let filed = figures.rows().find(|row| row[0] == Data::String("Filed".into())).unwrap();
    assert_eq!(filed[1], Data::Float(2.0));
    let wait = figures.rows().find(|row| row[0] == Data::String("Wait".into())).unwrap();
    assert_eq!(wait[1..5], [1.0, 3.0, 3.0, 3.0].map(Data::Float));
    assert!(texts(&figures).contains("How long it took (minutes)"));
}

/// As in the report: without the line the table adds up to less than was complained of.
#[tokio::test]
async fn rights_that_nobody_said_have_a_line_on_the_page_and_in_the_workbook() {
    let mut story = Story::new().await;
    story.file(&[Ask::Measure], |_| ()).await;
    for _ in 0..2 {
        story.file(&[Ask::Measure], |new| (new.kind, new.right) = (CaseKind::Report, None)).await;
    }
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    assert!(organiser.get(&format!("/office/logs/{DAY}")).await.text.contains("Not said"));
    let answer = organiser.get(&format!("/office/logs/{DAY}/log.xlsx?language=en")).await;
    let [figures, _] = sheets(&answer.bytes);
    let unsaid = figures.rows().find(|row| row[0] == Data::String("Not said".into())).unwrap();
    assert_eq!(unsaid[1], Data::Float(2.0));
}

/// A reason of as many is told, in the words in which the mediator chose it; programs get its code.
#[tokio::test]
async fn the_files_tell_that_advice_ended_because_the_question_was_answered() {
    let mut story = Story::new().await;
    for _ in 0..5 {
        let question = story
            .file(&[Ask::Mediation], |new| {
                new.kind = CaseKind::Enquiry;
                new.respondents.clear();
            })
            .await;
        story.conclude(question, Outcome::AdviceGiven, Reason::Other).await;
    }
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    for (language, said) in [("en", "Advice given: An answer was given"), ("zh-CN", "已提供咨询：已作答复")]
    {
        let answer = organiser.get(&format!("/office/logs/{DAY}/log.xlsx?language={language}")).await;
        let [figures, _] = sheets(&answer.bytes);
        assert!(texts(&figures).contains(said), "{}", texts(&figures));
    }
    let outcomes = organiser.get(&format!("/office/logs/{DAY}/log.json")).await.json()["outcomes"].clone();
    assert_eq!(outcomes[0]["reason"], "other", "{outcomes}");
}

/// It is counted with what was mediated, under a word that is true of both; the phone and the counter say which it was.
#[tokio::test]
async fn what_the_sides_settled_by_themselves_is_called_an_agreement_in_no_form_of_log_and_report() {
    let mut story = Story::new().await;
    let case = story.file(&[Ask::Mediation], |_| ()).await;
    story.conclude(case, Outcome::Settled, Reason::SettledPrivately).await;
    let page = format!("/office/logs/{DAY}");
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let text = organiser.get(&page).await.text;
    let list = text.split("<section id=\"list\">").nth(1).unwrap();
    assert!(list.contains("<b>Settled</b>"), "{list}");
    let [figures, list] = sheets(&organiser.get(&format!("{page}/log.xlsx?language=en")).await.bytes);
    assert_eq!(*listed(&list, 1, "Outcome"), Data::String("Settled".into()));
    assert!(texts(&figures).contains("Settled: reason not told"), "{}", texts(&figures));
    let [figures, list] = sheets(&organiser.get(&format!("{page}/log.xlsx?language=zh-CN")).await.bytes);
    assert!(texts(&figures).contains("已解决：不列原因"), "{}", texts(&figures));
    assert!(texts(&list).contains("已解决"), "{}", texts(&list));
    for path in [page, "/office/live".to_owned(), "/office/report".to_owned()] {
        for reader in ["organiser", "head"] {
            let text = Browser::of(&story.desk, reader).await.get(&path).await.text;
            assert!(!text.contains("Settled by agreement"), "{reader}, {path}: {text}");
        }
    }
    let table = organiser.get(&format!("/api/v1/logs/{DAY}.csv")).await.text;
    assert!(table.contains(",settled,"), "programs read the code as before: {table}");
}

#[tokio::test]
async fn a_begun_minute_is_one_on_the_page_and_in_the_workbook() {
    let mut story = Story::new().await;
    let first = story.file(&[Ask::Measure], |_| ()).await;
    story.desk.clock.advance(std::time::Duration::from_secs(30));
    story.conclude(first, Outcome::NotAccepted, Reason::Other).await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let page = organiser.get(&format!("/office/logs/{DAY}")).await.text;
    assert!(page.contains(">1 min</td>") && !page.contains("less than a minute"), "{page}");
    let today = organiser.get("/office").await.text;
    assert!(today.contains(">1 min</b>") && today.contains("within 1 min"), "{today}");
    let answer = organiser.get(&format!("/office/logs/{DAY}/log.xlsx?language=en")).await;
    let [figures, list] = sheets(&answer.bytes);
    assert_eq!(*listed(&list, 1, "Wait (min)"), Data::Float(1.0));
    let wait = figures.rows().find(|row| row[0] == Data::String("Wait".into())).unwrap();
    assert_eq!(wait[1..5], [1.0; 4].map(Data::Float));
}

#[tokio::test]
async fn a_workbook_has_the_words_and_the_choice_of_the_page_and_nothing_said_in_mediation() {
    let mut story = Story::new().await;
    let one = story.file(&[Ask::Mediation, Ask::Measure], |_| ()).await;
    story.file(&[Ask::Mediation], |_| ()).await;
    story.conclude(one, Outcome::NotAccepted, Reason::NotAtThisFair).await;
    let token = story.desk.sign_in(ORGANISER).await;
    let path = format!("/api/v1/logs/{DAY}.xlsx?language=zh-CN");
    let answer = story.desk.call(Method::GET, &path, &token, None).await;
    let [figures, list] = sheets(&answer.bytes);
    let all = texts(&figures) + &texts(&list);
    assert!(all.contains("外观设计") && all.contains("等候（分钟）"), "{all}");
    for secret in [CONFIDENTIAL, TOLD, "Li Hua", "log-"] {
        assert!(!all.contains(secret), "{secret}: {all}");
    }
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    for (choice, numbers) in [("only=concluded", "A-001"), ("only=open", "A-002")] {
        let answer = organiser.get(&format!("/office/logs/{DAY}/log.xlsx?{choice}")).await;
        let [_, list] = sheets(&answer.bytes);
        assert_eq!(
            (list.height(), listed(&list, 1, "Ticket")),
            (2, &Data::String(numbers.into())),
            "{choice}"
        );
        let name = answer.headers["content-disposition"].to_str().unwrap();
        let named = format!("fairdesk-2026-03-10-{}.xlsx", choice.replace('=', "-"));
        assert!(name.contains(&named), "{name}");
    }
    let narrowed = organiser.get(&format!("/office/logs/{DAY}/log.xlsx?only=open&hall=1&language=en")).await;
    let [figures, _] = sheets(&narrowed.bytes);
    let said = "The list has these cases alone: In which hall: 1; Only: still open.";
    assert!(texts(&figures).contains(said), "{}", texts(&figures));
    let whole = organiser.get(&format!("/office/logs/{DAY}/log.xlsx?language=en")).await;
    assert!(!texts(&sheets(&whole.bytes)[0]).contains("these cases alone"));
    let other = story.desk.call(Method::GET, &format!("/api/v1/logs/{DAY}.doc"), &token, None).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
}

/// What the code says that stands at the head of a printed log, where a program that draws pages is installed.
fn code_of(pdf: &[u8], name: &str) -> Option<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/papers/log");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(format!("{name}.pdf"));
    std::fs::write(&file, pdf).unwrap();
    let stem = file.with_extension("");
    let drawn = Program::new("pdftoppm")
        .args(["-r", "400", "-gray", "-png", "-singlefile", "-f", "1", "-l", "1"])
        .args(["-x", "2200", "-y", "300", "-W", "900", "-H", "900"])
        .args([&file, &stem])
        .output()
        .ok()?;
    assert!(drawn.status.success());
    let drawn = format!("{}.png", stem.display());
    // Of codes with squares alone: where it looks for bars, too, it finds some in print now and then.
    let squares = ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"];
    if let Ok(read) = Program::new("zbarimg").args(squares).arg(&drawn).output() {
        return Some(String::from_utf8_lossy(&read.stdout).trim().to_owned());
    }
    let said = crate::qr::decode(&std::fs::read(&drawn).unwrap(), &crate::evidence::photo::Limits::default());
    Some(said.unwrap().remove(0))
}

pub(super) async fn sealed(story: &Story) {
    let upto = story.desk.app.now().head.seq;
    let command = seal::command(&**story.desk.app.engine.reader(), DAY, upto).unwrap().unwrap();
    story.desk.ask(Actor::Staff(ORGANISER), command).await.unwrap();
}

pub(super) async fn remark(story: &Story, kind: RemarkKind, text: &str) {
    let command = Command::RemarkDay { day: DAY, kind, text: text.to_owned() };
    story.desk.ask(Actor::Staff(ORGANISER), command).await.unwrap();
}

#[tokio::test]
async fn a_log_is_printed_in_both_languages_as_a_draft_and_then_with_its_seal() {
    let mut story = Story::new().await;
    let both = story.file(&[Ask::Mediation, Ask::Measure], |_| ()).await;
    story.file(&[Ask::Mediation], |_| ()).await;
    story.conclude(both, Outcome::NoAgreement, Reason::NoProspect).await;
    remark(&story, RemarkKind::Incident, "Power was out in hall 2 from 14:05 to 14:20.").await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let page = format!("/office/logs/{DAY}");
    for (language, draft, sealed_word, page_of) in
        [("en", "Draft", "Sealed", "Page1of"), ("zh-CN", "草稿", "已封存", "第1页，共")]
    {
        let answer = organiser.get(&format!("{page}/log.pdf?language={language}")).await;
        assert_eq!(answer.headers["content-type"], "application/pdf", "{}", answer.text);
        if story.desk.app.now().desk.day_seal(DAY).is_none()
            && let Some(words) = words_of(&answer.bytes)
        {
            assert!(words.contains(draft) && words.contains("A-001") && words.contains(page_of), "{words}");
            assert!(words.contains("Powerwasoutinhall2"), "{words}");
            for secret in [CONFIDENTIAL, TOLD, "LiHua", sealed_word] {
                assert!(!words.contains(secret), "{secret}: {words}");
            }
        }
        if let Some(code) = code_of(&answer.bytes, &format!("draft.{language}")) {
            assert_eq!(Checkpoint::read(&code).map(|read| read.stage), Some(Stage::Draft), "{code}");
        }
    }
    sealed(&story).await;
    remark(&story, RemarkKind::Correction, "It was hall 1.").await;
    let known = story.desk.app.now().desk.day_seal(DAY).unwrap().hash.clone();
    for (language, sealed_word, added) in [("en", "Sealed", "[addedafter"), ("zh-CN", "已封存", "封存后补充")]
    {
        let answer = organiser.get(&format!("{page}/log.pdf?language={language}")).await;
        if let Some(words) = words_of(&answer.bytes) {
            assert!(words.contains(sealed_word) && words.contains(&known), "{words}");
            assert!(words.contains(added) && words.contains("Itwashall1."), "{words}");
            assert!(!words.contains("草稿") && !words.contains("Draft"), "{words}");
        }
        let Some(code) = code_of(&answer.bytes, &format!("sealed.{language}")) else { continue };
        let path = code.split_once("/v/").map(|(_, line)| format!("/v/{line}")).unwrap();
        let checked = story.desk.open(&path, "lang=en").await;
        assert!(checked.text.contains("This log belongs to the journal of this desk"), "{}", checked.text);
        assert!(checked.text.contains("after the day was sealed"), "{}", checked.text);
    }
}

#[tokio::test]
async fn the_check_of_a_log_tells_apart_what_belongs_and_what_does_not() {
    let mut story = Story::new().await;
    story.file(&[Ask::Mediation], |_| ()).await;
    let key = story.desk.app.engine.reader().fair_key();
    let head = story.desk.app.now().head;
    let line = |head| Checkpoint::of_draft(key, DAY, head).line();
    let open = async |line: &str| story.desk.open(&format!("/v/{line}"), "lang=en").await;
    let beyond = crate::journal::Head { seq: head.seq + 5, ..head };
    let changed = crate::journal::Head { hash: [7; 32], ..head };
    for (line, says) in [
        (line(head), "belongs to the journal of this desk"),
        (line(beyond), "Entries are missing here"),
        (line(changed), "not the one this log was printed from"),
    ] {
        let answer = open(&line).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        assert!(answer.text.contains(says), "{says}: {}", answer.text);
    }
    let fair = data_encoding::HEXLOWER.encode(&key.fair().0);
    let other = line(head).replace(&fair, &"ab".repeat(16));
    let altered = line(head).replace(&format!(".{}.", head.seq), &format!(".{}.", head.seq - 1));
    for (line, says) in [(other, "another desk"), (altered, "Cannot be confirmed")] {
        let answer = open(&line).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(answer.text.contains(says), "{says}: {}", answer.text);
    }
}

/// What a kept log carries.
async fn kept(story: &Story) -> Proof {
    kept_of(story, DAY).await
}

async fn kept_of(story: &Story, day: Date) -> Proof {
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let json = organiser.get(&format!("/office/logs/{day}/log.json")).await.json();
    serde_json::from_value(json["journal"].clone()).unwrap()
}

#[tokio::test]
async fn a_kept_log_alone_tells_whether_a_checkpoint_belongs() {
    let mut story = Story::new().await;
    story.file(&[Ask::Mediation], |_| ()).await;
    let reader = std::sync::Arc::clone(story.desk.app.engine.reader());
    let key = reader.fair_key();
    let draft = Checkpoint::of_draft(key, DAY, story.desk.app.now().head);
    story.file(&[Ask::Mediation], |_| ()).await;
    assert_eq!(kept(&story).await.verdict(&draft), Some(Verdict::Belongs));
    sealed(&story).await;
    let published = story.desk.app.now();
    let seal = Checkpoint::of_seal(key, DAY, published.desk.day_seal(DAY).unwrap()).unwrap();
    story.desk.clock.advance(std::time::Duration::from_hours(30));
    story.file(&[Ask::Mediation], |_| ()).await;
    let proof = kept(&story).await;
    assert_eq!(proof.verdict(&draft), Some(Verdict::Belongs));
    assert_eq!(proof.verdict(&seal), Some(Verdict::Belongs));
    let head = story.desk.app.now().head;
    let later = Checkpoint::of_draft(key, DAY, head);
    assert_eq!(proof.verdict(&later), Some(Verdict::Unknown), "recorded on another day");
    let beyond = Checkpoint::of_draft(key, DAY, crate::journal::Head { seq: head.seq + 1, ..head });
    assert_eq!(proof.verdict(&beyond), Some(Verdict::Later { than: head.seq }), "older than the paper");
    let changed = crate::journal::Head { seq: draft.statement.upto, hash: [7; 32] };
    assert_eq!(proof.verdict(&Checkpoint::of_draft(key, DAY, changed)), Some(Verdict::Changed));
    let other = crate::testing::TestDesk::empty();
    let stranger = other.app.engine.reader().fair_key();
    let forged = Checkpoint::of_draft(stranger, DAY, head);
    assert_eq!(proof.verdict(&forged), Some(Verdict::NotSigned), "the same fair's name, another key");
    let mut json = serde_json::to_value(&proof).unwrap();
    json["seals"][0]["upto"] = 1.into();
    let altered: Proof = serde_json::from_value(json).unwrap();
    assert_eq!(altered.verdict(&seal), None, "an export that contradicts itself proves nothing");
}

/// The export is kept in the afternoon, the sealed log is printed in the evening: nothing is missing anywhere.
#[tokio::test]
async fn a_kept_log_that_is_older_than_the_paper_accuses_nobody_and_a_newer_one_tells() {
    let mut story = Story::new().await;
    story.file(&[Ask::Mediation], |_| ()).await;
    let older = kept(&story).await;
    let than = story.desk.app.now().head.seq;
    story.file(&[Ask::Mediation], |_| ()).await;
    sealed(&story).await;
    let published = story.desk.app.now();
    let key = story.desk.app.engine.reader().fair_key();
    let seal = Checkpoint::of_seal(key, DAY, published.desk.day_seal(DAY).unwrap()).unwrap();
    assert_eq!(older.verdict(&seal), Some(Verdict::Later { than }));
    assert_eq!(kept(&story).await.verdict(&seal), Some(Verdict::Belongs));
    let open = story.desk.open(&format!("/v/{}", seal.line()), "lang=en").await;
    assert!(open.text.contains("belongs to the journal of this desk"), "{}", open.text);
}

/// A draft that is printed in the morning stands at the last entry of an earlier day.
#[tokio::test]
async fn a_draft_printed_before_anything_was_recorded_that_day_belongs_to_its_export() {
    let mut story = Story::new().await;
    story.file(&[Ask::Mediation], |_| ()).await;
    story.desk.clock.advance(std::time::Duration::from_hours(24));
    let next = DAY.tomorrow().unwrap();
    let reader = std::sync::Arc::clone(story.desk.app.engine.reader());
    let head = story.desk.app.now().head;
    let draft = Checkpoint::of_draft(reader.fair_key(), next, head);
    assert_eq!(kept_of(&story, next).await.verdict(&draft), Some(Verdict::Belongs), "nothing of the day yet");
    story.file(&[Ask::Mediation], |_| ()).await;
    assert_eq!(kept_of(&story, next).await.verdict(&draft), Some(Verdict::Belongs));
    let changed =
        Checkpoint::of_draft(reader.fair_key(), next, crate::journal::Head { hash: [7; 32], ..head });
    assert_eq!(kept_of(&story, next).await.verdict(&changed), Some(Verdict::Changed));
}

/// A part of it under the fair's signature, or with a checkpoint that is confirmed, would pass for the day.
#[tokio::test]
async fn what_is_signed_and_what_is_printed_has_every_row_whatever_was_chosen() {
    let mut story = Story::new().await;
    let one = story.file(&[Ask::Mediation], |_| ()).await;
    story.file(&[Ask::Mediation], |_| ()).await;
    story.conclude(one, Outcome::NotAccepted, Reason::NotAtThisFair).await;
    sealed(&story).await;
    let published = story.desk.app.now();
    let key = story.desk.app.engine.reader().fair_key();
    let seal = Checkpoint::of_seal(key, DAY, published.desk.day_seal(DAY).unwrap()).unwrap();
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let (page, api) = (format!("/office/logs/{DAY}"), format!("/api/v1/logs/{DAY}"));
    for choice in ["only=open", "hall=99", "ticket=A-002", "state=waiting"] {
        let kept = organiser.get(&format!("{page}/log.json?{choice}")).await;
        let verdict = Export::read(&kept.bytes).unwrap().verdict(&seal);
        assert_eq!(verdict, Some(Verdict::Belongs), "{choice}");
        let name = kept.headers["content-disposition"].to_str().unwrap();
        assert!(name.contains("\"fairdesk-2026-03-10.json\""), "{name}");
        for json in [kept.json(), organiser.get(&format!("{api}?{choice}")).await.json()] {
            assert_eq!((&json["filed"], json["rows"].as_array().unwrap().len()), (&2.into(), 2), "{choice}");
        }
        for path in [format!("{page}/log.pdf?{choice}"), format!("{api}.pdf?{choice}")] {
            let Some(words) = words_of(&organiser.get(&path).await.bytes) else { continue };
            assert!(words.contains("A-001") && words.contains("A-002"), "{path}: {words}");
        }
    }
}

#[tokio::test]
async fn the_page_says_which_of_its_files_have_what_was_chosen_and_a_table_is_named_after_it() {
    let mut story = Story::new().await;
    story.file(&[Ask::Mediation], |_| ()).await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let page = format!("/office/logs/{DAY}");
    let whole = organiser.get(&page).await.text;
    assert!(!whole.contains("Chosen of the list"), "{whole}");
    let chosen = organiser.get(&format!("{page}?only=open")).await.text;
    let said = "Chosen of the list: Only: still open. Workbook and table (CSV) have these cases alone;";
    assert!(chosen.contains(said), "{chosen}");
    for file in ["log.pdf", "log.json", "log.xlsx?only=open", "log.csv?only=open"] {
        assert!(chosen.contains(&format!("href=\"{page}/{file}\"")), "{file}: {chosen}");
    }
    for (path, named) in [
        (format!("{page}/log.csv"), "filename=\"fairdesk-2026-03-10.csv\""),
        (format!("{page}/log.csv?only=open"), "filename=\"fairdesk-2026-03-10-only-open.csv\""),
        (format!("/api/v1/logs/{DAY}.csv?hall=1"), "filename=\"fairdesk-2026-03-10-hall-1.csv\""),
        (format!("{page}/log.csv?hall=%E4%B8%9C"), "filename=\"fairdesk-2026-03-10-hall-_.csv\""),
        (format!("{page}/log.csv?hall=%E4%B8%9C"), "filename*=UTF-8''fairdesk-2026-03-10-hall-%E4%B8%9C.csv"),
    ] {
        let answer = organiser.get(&path).await;
        let name = answer.headers["content-disposition"].to_str().unwrap();
        assert!(name.contains(named), "{path}: {name}");
        assert!(
            answer.text.lines().next().unwrap().split(',').count() > 10,
            "columns alone: {}",
            answer.text
        );
    }
}

#[tokio::test]
async fn remarks_stand_in_every_form_of_the_log_and_are_never_taken_out() {
    let mut story = Story::new().await;
    story.file(&[Ask::Mediation], |_| ()).await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let (page, path) = (format!("/office/logs/{DAY}"), format!("/office/logs/{DAY}/remarks"));
    let empty = organiser.post(&page, &path, "what=incident&text=+&idempotency_key=e").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let long = format!("what=remark&text={}&idempotency_key=l", "x".repeat(2001));
    let long = organiser.post(&page, &path, &long).await;
    assert!(long.text.contains(&"x".repeat(2001)), "what was typed is still there");
    let chosen = organiser.get(&format!("{page}?kind=enquiry")).await.text;
    assert!(chosen.contains(&format!("action=\"{path}?kind=enquiry\"")), "{chosen}");
    let again = organiser.post(&page, &format!("{path}?kind=enquiry"), "what=incident&text=+").await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        again.text.contains("<option value=\"enquiry\" selected>"),
        "the list is as it was: {}",
        again.text
    );
    let first = "what=incident&text=%3D1%2B1+fell+in+hall+2&idempotency_key=a";
    let sent = organiser.post(&page, &path, first).await;
    assert_eq!(sent.location(), format!("{page}?done=remarked#remarks"));
    organiser.post(&page, &path, first).await;
    sealed(&story).await;
    let token = story.desk.sign_in(ORGANISER).await;
    let api = format!("/api/v1/logs/{DAY}/remarks");
    let body = serde_json::json!({"kind": "correction", "text": "It was hall 1."});
    let written = story.desk.call(Method::POST, &api, &token, Some(body.clone())).await;
    assert_eq!(written.status, StatusCode::CREATED, "{}", written.text);
    let head = story.desk.sign_in(HEAD).await;
    assert_eq!(story.desk.call(Method::POST, &api, &head, Some(body)).await.status, StatusCode::FORBIDDEN);

    let text = organiser.get(&page).await.text;
    assert!(text.contains("=1+1 fell in hall 2") && text.contains("added after the seal"), "{text}");
    assert!(text.contains("A remark of the officer"), "the addition is late: {text}");
    let json = organiser.get(&format!("{page}/log.json")).await.json();
    let added: Vec<_> =
        json["remarks"].as_array().unwrap().iter().map(|one| &one["added_after_seal"]).collect();
    assert_eq!(added, [false, true], "a double tap wrote once: {}", json["remarks"]);
    assert_eq!((&json["remarks"][1]["by"], &json["late"]), (&"organiser".into(), &1.into()));
    let workbook = organiser.get(&format!("{page}/log.xlsx")).await;
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(workbook.bytes.to_vec())).unwrap();
    let names = book.sheet_names();
    let sheet = book.worksheet_range(&names[2]).unwrap();
    assert_eq!(sheet.get_value((1, 2)), Some(&Data::String("=1+1 fell in hall 2".into())));
    assert!(matches!(sheet.get_value((2, 0)), Some(Data::DateTime(_))));
}

#[tokio::test]
async fn the_files_of_a_sealed_day_tell_what_was_sealed_and_by_itself_what_came_since() {
    let mut story = Story::new().await;
    story.file(&[Ask::Mediation], |_| ()).await;
    sealed(&story).await;
    story.desk.clock.advance(std::time::Duration::from_hours(1));
    story.file(&[Ask::Mediation], |_| ()).await;
    story.desk.clock.advance(std::time::Duration::from_hours(30));
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let page = format!("/office/logs/{DAY}");
    let [figures, list] = sheets(&organiser.get(&format!("{page}/log.xlsx?language=en")).await.bytes);
    let line = |label: &str| {
        let found = |row: &&[Data]| row.first() == Some(&Data::String(label.to_owned()));
        figures.rows().filter(found).map(|row| row[1].clone()).collect::<Vec<_>>()
    };
    assert_eq!(line("Filed"), [Data::Float(1.0), Data::Float(1.0)], "as sealed, and what came since");
    assert!(matches!(line("Counted up to")[..], [Data::DateTime(_)]), "the moment of the seal");
    let late = |row| listed(&list, row, "Late").clone();
    assert_eq!((late(1), list.height()), (Data::Empty, 3));
    assert_ne!(late(2), Data::Empty);
    if let Some(words) = words_of(&organiser.get(&format!("{page}/log.pdf?language=en")).await.bytes) {
        assert!(words.contains("Recordedaftertheseal:Filed+1"), "{words}");
        assert!(!words.contains("Counteduptotheendof"), "it was sealed before its day was over: {words}");
    }
}

#[tokio::test]
async fn a_day_that_is_over_is_counted_to_its_end_and_not_to_the_next_day() {
    let mut story = Story::new().await;
    story.file(&[Ask::Mediation], |_| ()).await;
    story.desk.clock.advance(std::time::Duration::from_hours(30));
    story.file(&[Ask::Mediation], |_| ()).await;
    sealed(&story).await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let page = format!("/office/logs/{DAY}");
    let [figures, _] = sheets(&organiser.get(&format!("{page}/log.xlsx?language=en")).await.bytes);
    assert!(texts(&figures).contains("the end of"), "{}", texts(&figures));
}

/// A case goes on to talks only because both sides agreed to mediate, which the organiser is not told (procedure E.2).
#[tokio::test]
async fn no_file_tells_by_ticket_that_a_case_went_on_to_talks() {
    let mut story = Story::new().await;
    let agreed = story.file(&[Ask::Mediation, Ask::Measure], |_| ()).await;
    story.file(&[Ask::Mediation], |_| ()).await;
    let ticket = story.desk.app.now().desk.case(agreed).unwrap().claimant().ticket.unwrap();
    story.desk.by_mei(Command::ClaimTicket { ticket }).await;
    story.desk.agreed(agreed, App::new_ticket()).await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let page = format!("/office/logs/{DAY}");
    for talks in [false, true] {
        if talks {
            // What comes after the seal is told as what it is; this is not.
            sealed(&story).await;
            story.desk.by_mei(Command::OpenTalks { case: agreed }).await;
        }
        let table = organiser.get(&format!("{page}/log.csv")).await.text;
        let plain = organiser.get(&format!("/api/v1/logs/{DAY}.csv")).await.text;
        assert!(table.contains(",Reception,") && plain.contains(",reception,"), "{table}{plain}");
        assert!(!table.contains(",Talks,") && !plain.contains(",talks,"), "{table}{plain}");
        let json = organiser.get(&format!("{page}/log.json")).await.json();
        let lanes: Vec<_> = json["rows"].as_array().unwrap().iter().map(|row| &row["lane"]).collect();
        assert!(lanes.len() >= 2 && lanes.iter().all(|lane| **lane == "reception"), "{lanes:?}");
        let [_, list] = sheets(&organiser.get(&format!("{page}/log.xlsx?language=en")).await.bytes);
        for row in 1..u32::try_from(list.height()).unwrap() {
            assert_eq!(*listed(&list, row, "Given out for"), Data::String("Reception".into()), "{row}");
        }
    }
    let text = organiser.get(&page).await.text;
    assert!(text.contains("id=\"late\"") && !text.contains("Both sides agree"), "{text}");
}
