//! What the page of a complaint says once nothing waits for a statement any more, and how a measure is told that ended with the fair.

use super::*;

/// What is said as long as a statement is waited for.
const WAITS: [&str; 4] =
    ["Statement due by", "Last useful moment", "1 day left", "The time for a statement is running"];

#[tokio::test]
async fn the_time_for_a_statement_is_counted_as_long_as_one_is_waited_for() {
    for steps in [&["clear"][..], &["order", "apply"][..]] {
        let mut story = Story::new().await;
        let (case, party) = story.file().await;
        let mut officer = Browser::of(&story.desk, "organiser").await;
        does(&mut officer, case, party, "notice", "").await;
        does(&mut officer, case, party, "service", SERVED).await;
        let page = officer.get(&page_of(case)).await.text;
        assert!(WAITS.iter().all(|said| page.contains(said)), "{page}");
        for step in steps {
            let fields = match *step {
                "order" => format!("{COVER}&basis=binding-decision"),
                _ => "text=Done".to_owned(),
            };
            does(&mut officer, case, party, step, &fields).await;
            let page = officer.get(&page_of(case)).await.text;
            let said: Vec<_> = WAITS.iter().filter(|said| page.contains(**said)).collect();
            assert!(said.is_empty(), "after {step}: {said:?}: {page}");
            assert!(page.contains("Time given for a statement, until"), "what was given is told: {page}");
        }
    }
}

/// Whether the page says that a task comes when something ends, and whether it says how long a statement has.
async fn foretells(officer: &mut Browser<'_>, case: CaseId) -> (bool, bool) {
    let page = officer.get(&page_of(case)).await.text;
    (page.contains("When it ends, a task appears"), page.contains("from the handing over"))
}

#[tokio::test]
async fn a_task_is_foretold_only_as_long_as_time_runs_that_ends() {
    let mut story = Story::new().await;
    let (heard, party) = story.file().await;
    let (measured, against) = story.file().await;
    let (withdrawn, _) = story.file_with(&[Ask::Measure], |_| ()).await;
    let last = story.respondents(withdrawn)[0];
    let mut officer = Browser::of(&story.desk, "organiser").await;
    assert_eq!(foretells(&mut officer, heard).await, (true, true), "the time begins with the notice");
    does(&mut officer, heard, party, "notice", "").await;
    does(&mut officer, heard, party, "service", SERVED).await;
    assert!(foretells(&mut officer, heard).await.0, "the time for a statement runs");
    does(&mut officer, heard, party, "clear", "text=Done").await;
    assert!(!foretells(&mut officer, heard).await.0, "it is decided");

    does(&mut officer, measured, against, "order", &format!("{COVER}&basis=binding-decision")).await;
    assert_eq!(foretells(&mut officer, measured).await, (true, false), "it stands until the fair closes");
    does(&mut officer, measured, against, "apply", "text=Covered+with+cloth").await;
    assert!(foretells(&mut officer, measured).await.0);
    does(&mut officer, measured, against, "lift", "text=A+licence+was+shown").await;
    assert_eq!(foretells(&mut officer, measured).await, (false, false), "no measure stands any more");

    let ticket = story.desk.app.now().desk.case(withdrawn).unwrap().claimant().ticket.unwrap();
    let withdraw = Command::WithdrawCase { case: withdrawn };
    story.desk.ask(Actor::Party(ticket), withdraw).await.unwrap();
    assert!(!foretells(&mut officer, withdrawn).await.0, "it waits for a person already");
    does(&mut officer, withdrawn, last, "notice", "").await;
    assert!(foretells(&mut officer, withdrawn).await.0, "an officer went on");
    does(&mut officer, withdrawn, last, "clear", "text=Done").await;
    officer.cookies = format!("lang=zh-CN; {}", officer.cookies);
    let page = officer.get(&page_of(withdrawn)).await.text;
    assert!(page.contains("投诉") && !page.contains("期限届满后会出现一项待办"), "{page}");
}

#[tokio::test]
async fn of_an_erased_complaint_no_time_is_counted() {
    let mut story = Story::new().await;
    let (case, party) = story.file().await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    does(&mut officer, case, party, "notice", "").await;
    does(&mut officer, case, party, "service", SERVED).await;
    does(&mut officer, case, party, "answer", "means=paper&name=Noor&position=&statement=Ours").await;
    does(&mut officer, case, party, "clear", "text=Done").await;
    let ticket = story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    story.desk.ask(Actor::Party(ticket), Command::WithdrawCase { case }).await.unwrap();
    story.desk.ask(Actor::Staff(HEAD), Command::EraseCase { case }).await.unwrap();
    let page = officer.get(&page_of(case)).await.text;
    assert!(page.contains("The texts of this case were erased."), "{page}");
    let said: Vec<_> = WAITS.iter().filter(|said| page.contains(**said)).collect();
    assert!(said.is_empty(), "{said:?}: {page}");
}

/// Nobody lifts what is over by itself, and what nobody carried out is not said to have stood.
#[tokio::test]
async fn what_ended_with_the_fair_is_called_so_on_page_list_certificate_and_order() {
    let stood = ["Ended with the fair", "Ended with the fair, recorded", "随展会闭幕终止，登记日期"];
    let never = ["Ended, never recorded as applied", "Never recorded as applied", "没有执行记录"];
    for (applies, [state, english, chinese]) in [(true, stood), (false, never)] {
        let mut story = Story::new().await;
        let (case, party) = story.file().await;
        let mut officer = Browser::of(&story.desk, "organiser").await;
        does(&mut officer, case, party, "order", &format!("{COVER}&basis=binding-decision")).await;
        if applies {
            does(&mut officer, case, party, "apply", "text=Covered+with+cloth").await;
        }
        story.pass(Duration::from_hours(3 * 24)).await;
        let mut officer = Browser::of(&story.desk, "organiser").await;
        does(&mut officer, case, party, "lift", "text=XENDX").await;
        let page = officer.get(&format!("{}?done=lift", page_of(case))).await.text;
        for said in [state, "Recorded: the measure has ended.", "XENDX"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        let list = officer.get("/office/complaints").await.text;
        assert!(list.contains(state), "{list}");
        let paper = |kind: &str, language: &str| {
            format!("{}/papers/{kind}?party={party}&language={language}", page_of(case))
        };
        let order = officer.get(&paper("measure-order", "en")).await.text;
        let certificate = officer.get(&paper("complaint-certificate", "en")).await.text;
        assert!(certificate.contains(english), "{certificate}");
        for said in [page, list, order, certificate] {
            assert!(!said.contains("Measure lifted") && !said.contains("Lifted"), "{said}");
            assert!(!said.contains("The measure is lifted"), "{said}");
        }
        let certificate = officer.get(&paper("complaint-certificate", "zh-CN")).await.text;
        assert!(certificate.contains(chinese) && !certificate.contains("解除日期"), "{certificate}");
    }
}

#[tokio::test]
async fn of_a_measure_that_was_lifted_before_anybody_applied_it_the_certificate_says_both() {
    let mut story = Story::new().await;
    let (case, party) = story.file().await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    does(&mut officer, case, party, "order", &format!("{COVER}&basis=binding-decision")).await;
    does(&mut officer, case, party, "lift", "text=A+licence+was+shown").await;
    assert!(officer.get(&page_of(case)).await.text.contains("Measure lifted"));
    let paper = format!("{}/papers/complaint-certificate?party={party}&language=en", page_of(case));
    let certificate = officer.get(&paper).await.text;
    assert!(certificate.contains("Never recorded as applied"), "{certificate}");
    assert!(certificate.contains("Lifted"), "{certificate}");
}

#[tokio::test]
async fn after_the_close_the_form_says_what_can_be_ordered_still() {
    let mut story = Story::new().await;
    let (case, party) = story.file().await;
    let (other, against) = story.file().await;
    let hint = "Only a link can still be ordered off, until a later day.";
    let mut officer = Browser::of(&story.desk, "organiser").await;
    assert!(!officer.get(&page_of(case)).await.text.contains(hint));
    story.pass(Duration::from_hours(3 * 24)).await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    assert!(officer.get(&page_of(case)).await.text.contains(hint));
    let refused = does(&mut officer, case, party, "order", &format!("{COVER}&basis=binding-decision")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
    for said in ["There is nothing left at the fair", "The lamp on the left shelf."] {
        assert!(refused.text.contains(said), "{said}: {}", refused.text);
    }
    // What was ordered before is entered with its time.
    let before = "basis=binding-decision&happened_day=2026-03-12&happened_time=16:00";
    let entered = does(&mut officer, case, party, "order", &format!("{COVER}&{before}")).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.text);
    assert_eq!(story.track(case, party).state, MeasureState::Ordered);
    let later = "kind=link-off&text=The+shop&basis=binding-decision&until_day=2026-03-20";
    let done = does(&mut officer, other, against, "order", later).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
}

/// What the form says of the day and the time is what becomes of it without them.
#[tokio::test]
async fn after_the_close_the_form_says_that_what_was_applied_needs_its_time() {
    let mut story = Story::new().await;
    let (case, party) = story.file().await;
    let (other, linked) = story.file().await;
    let said = |page: &str, party: PartyId| {
        let hint = page.split_once(&format!("id=\"apply-happened-{party}-hint\">")).unwrap().1;
        let day = page.split_once(&format!("id=\"apply-happened-day-{party}\"")).unwrap().1;
        let required = day.split('>').next().unwrap().contains(" required");
        (hint.split('<').next().unwrap().to_owned(), required)
    };
    let (now, needed) = ("counts as happening now", "Give the day and the time at which it was applied");
    let mut officer = Browser::of(&story.desk, "organiser").await;
    does(&mut officer, case, party, "order", &format!("{COVER}&basis=binding-decision")).await;
    let link = "kind=link-off&text=The+shop&basis=binding-decision&until_day=2026-03-20";
    does(&mut officer, other, linked, "order", link).await;
    let (hint, required) = said(&officer.get(&page_of(case)).await.text, party);
    assert!(hint.contains(now) && !required, "{hint}");
    story.pass(Duration::from_hours(3 * 24)).await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    let (hint, required) = said(&officer.get(&page_of(case)).await.text, party);
    assert!(hint.contains(needed) && !hint.contains(now) && required, "{hint}");
    let refused = does(&mut officer, case, party, "apply", "text=Covered+with+cloth").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
    assert_eq!(story.track(case, party).state, MeasureState::Ordered);
    let chinese = story.desk.sign_in(ORGANISER).await;
    let cookies = format!("desk-session={chinese}; lang=zh-CN");
    let page = story.desk.open(&page_of(case), &cookies).await.text;
    assert!(page.contains("须填写闭幕前实际执行的日期和时间"), "{page}");
    // A link outlasts the fair, and can be taken off now.
    let (hint, required) = said(&officer.get(&page_of(other)).await.text, linked);
    assert!(hint.contains(now) && !required, "{hint}");
    does(&mut officer, other, linked, "apply", "text=Taken+off").await;
    assert_eq!(story.track(other, linked).state, MeasureState::Applied);
}
