//! A complaint at a booth that several share: the organiser hears everybody there until somebody says which of them is meant.

use domain::{
    BoothId, DefenceId, ExhibitorId,
    body::{DefenceBody, RecordBody},
    case::Audience,
    procedure::{Action, CaseSource, RecordPart},
    testing::MEI,
};

use super::*;

const MARK: &str = "at this shared booth";
const OTHER: &str = "of another exhibitor at this booth";

fn exhibitor(story: &Story, name: &str) -> ExhibitorId {
    let at = story.desk.app.now();
    *at.names.exhibitors().find(|(_, body)| body.name == name).unwrap().0
}

/// Two share a booth, and each lodged a statement; somebody complains of the booth.
async fn at_a_shared_booth(story: &mut Story) -> (CaseId, PartyId) {
    let booth = story.desk.shared_booth().await.id;
    for name in ["Cinder Glass", "Dune Lighting"] {
        let statement = format!("X{name}X");
        let (defence, exhibitor) = (DefenceId(story.desk.app.fresh_id()), exhibitor(story, name));
        let body = DefenceBody { item: "Lamp".to_owned(), statement, ..DefenceBody::default() };
        let lodge = Command::LodgeDefence { defence, exhibitor, right: None, audience: Audience::Both, body };
        story.desk.ask(Actor::Staff(ORGANISER), lodge).await.unwrap();
    }
    let asks = [Ask::Mediation, Ask::Measure];
    let (case, _) = story.file_with(&asks, |new| new.respondents[0].place.booth = Some(booth)).await;
    (case, story.respondents(case)[0])
}

fn shared_booth(story: &Story) -> BoothId {
    story.desk.app.now().desk.booths().find(|booth| booth.number == "C3").unwrap().id
}

/// Another complaint at that booth, which says against whom.
async fn at_the_same_booth(story: &mut Story, against: ExhibitorId) -> CaseId {
    let booth = shared_booth(story);
    let asks = [Ask::Mediation, Ask::Measure];
    let named = |new: &mut NewCase| {
        new.respondents[0].place.booth = Some(booth);
        new.respondents[0].place.exhibitor = Some(against);
    };
    story.file_with(&asks, named).await.0
}

#[tokio::test]
async fn everybody_at_the_booth_is_heard_until_the_officer_names_who_is_meant() {
    let mut story = Story::new().await;
    let (case, party) = at_a_shared_booth(&mut story).await;
    let [cinder, sands] = ["Cinder Glass", "Dune Lighting"].map(|name| exhibitor(&story, name));
    let another = at_the_same_booth(&mut story, cinder).await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    let page = officer.get(&page_of(case)).await.text;
    for shown in
        ["XCinder GlassX", "XDune LightingX", MARK, "Which exhibitor it is", "what is said here stays"]
    {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    for one in [cinder, sands] {
        let history = officer.get(&format!("/office/exhibitors/{one}")).await.text;
        assert!(history.contains(&page_of(case)) && history.contains(MARK), "{history}");
    }
    let nobody = does(&mut officer, case, party, "exhibitor", "exhibitor=x").await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    let beside = officer.get(&page_of(another)).await.text;
    let earlier = beside.split("id=\"earlier-complaints\"").nth(1).unwrap();
    let earlier = earlier.split("</section>").next().unwrap();
    assert!(
        earlier.contains(MARK) && !earlier.contains("same exhibitor"),
        "nobody knows that yet: {earlier}"
    );
    let done = does(&mut officer, case, party, "exhibitor", &format!("exhibitor={sands}")).await;
    assert_eq!(done.location(), format!("{}?done=exhibitor#party-{party}", page_of(case)));
    let page = officer.get(&page_of(case)).await.text;
    for shown in ["XDune LightingX", "XCinder GlassX", OTHER, "named: Dune Lighting"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    assert_eq!(page.matches(OTHER).count(), 1, "of the one that is not meant: {page}");
    assert!(!page.contains(MARK) && !page.contains("Which exhibitor it is"), "{page}");
    let history = officer.get(&format!("/office/exhibitors/{sands}")).await.text;
    assert!(history.contains(&page_of(case)) && !history.contains(MARK), "{history}");
    let history = officer.get(&format!("/office/exhibitors/{cinder}")).await.text;
    assert!(!history.contains(&page_of(case)), "it is nothing against the other: {history}");
    does(&mut officer, case, party, "notice", "").await;
    let notice = format!("{}/papers/complaint-notice?party={party}&language=en", page_of(case));
    assert!(officer.get(&notice).await.text.contains("Dune Lighting"), "the notice is addressed to them");
}

/// What a paper prints.
async fn paper(browser: &mut Browser<'_>, path: &str) -> String {
    let page = browser.get(path).await.text;
    let paper = page.split_once("<article").expect("it is a paper").1;
    paper.split("</article>").next().unwrap_or_default().to_owned()
}

/// What a paper of the organiser's to the respondent prints.
async fn printed(
    officer: &mut Browser<'_>,
    (case, party): (CaseId, PartyId),
    kind: &str,
    language: &str,
) -> String {
    paper(officer, &format!("{}/papers/{kind}?party={party}&language={language}", page_of(case))).await
}

#[tokio::test]
async fn no_paper_is_for_the_booth_before_somebody_says_who_of_it_is_meant() {
    let mut story = Story::new().await;
    let (case, party) = at_a_shared_booth(&mut story).await;
    let cinder = format!("exhibitor={}", exhibitor(&story, "Cinder Glass"));
    let mut officer = Browser::of(&story.desk, "organiser").await;
    let (first, form) = ("Say first which exhibitor of this booth", format!("{}/notice\"", page_of(case)));
    let page = officer.get(&page_of(case)).await.text;
    assert!(page.contains(first) && page.contains("None of these") && !page.contains(&form), "{page}");
    let order = format!("{COVER}&basis=binding-decision");
    for (verb, fields) in [("notice", ""), ("order", order.as_str())] {
        let refused = does(&mut officer, case, party, verb, fields).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{verb}: {}", refused.text);
        assert!(refused.text.contains("First say which exhibitor of the booth it is"), "{}", refused.text);
    }
    does(&mut officer, case, party, "exhibitor", "exhibitor=unlisted").await;
    let page = officer.get(&page_of(case)).await.text;
    assert!(page.contains("none of those on the list") && !page.contains(first), "{page}");
    assert!(page.contains(&form), "now there can be a notice: {page}");
    does(&mut officer, case, party, "notice", "").await;
    let notice = printed(&mut officer, (case, party), "complaint-notice", "en").await;
    assert!(notice.contains("booth C3") && !notice.contains("Cinder Glass"), "{notice}");
    let page = officer.get(&page_of(case)).await.text;
    assert!(!page.contains("Which exhibitor it is"), "that stays: {page}");
    let refused = does(&mut officer, case, party, "exhibitor", &cinder).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
}

/// One track of a complaint as programs read it.
async fn listed(story: &Story, token: &str, case: CaseId) -> serde_json::Value {
    let all = story.desk.call(Method::GET, "/api/v1/complaints", token, None).await.json();
    let items = all["items"].as_array().unwrap();
    items.iter().find(|one| one["case"] == case.to_string()).unwrap()["tracks"][0].clone()
}

#[tokio::test]
async fn a_program_says_who_of_the_booth_a_complaint_is_about() {
    let mut story = Story::new().await;
    at_a_shared_booth(&mut story).await;
    let (booth, sands) = (shared_booth(&story), exhibitor(&story, "Dune Lighting").to_string());
    let at_the_booth = |new: &mut NewCase| new.respondents[0].place.booth = Some(booth);
    let (case, _) = story.file_with(&[Ask::Measure], at_the_booth).await;
    let party = story.respondents(case)[0];
    let token = story.desk.sign_in(ORGANISER).await;
    let call = async |verb: &str, exhibitor: &str| {
        let body = json!({ "party": party.to_string(), "exhibitor": exhibitor });
        let path = format!("/api/v1/complaints/{case}/{verb}");
        story.desk.call(Method::POST, &path, &token, Some(body)).await
    };
    assert_eq!(listed(&story, &token, case).await["wants_exhibitor"], true);
    let early = call("issue-notice", "").await.json();
    assert_eq!((&early["code"], &early["step"]), (&json!("step-missing"), &json!("exhibitor")));
    for nobody in ["", "Aurora Lighting", "Dune"] {
        assert_eq!(call("name-exhibitor", nobody).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{nobody}");
    }
    let elsewhere = domain::ExhibitorId([9; 16]).to_string();
    assert_eq!(call("name-exhibitor", &elsewhere).await.status, StatusCode::NOT_FOUND);
    assert_eq!(listed(&story, &token, case).await["wants_exhibitor"], true, "nothing was named by all that");
    for (said, named) in [("unlisted", None), ("dune lighting", Some(&sands)), (sands.as_str(), Some(&sands))]
    {
        let answer = call("name-exhibitor", said).await;
        assert_eq!(answer.status, StatusCode::OK, "{said}: {}", answer.text);
        assert_eq!(answer.json()["exhibitor"].as_str(), named.map(String::as_str), "{said}");
        assert!(listed(&story, &token, case).await["wants_exhibitor"].is_null(), "{said}");
    }
    assert_eq!(call("issue-notice", "").await.status, StatusCode::OK);
    let late = call("name-exhibitor", "Cinder Glass").await.json();
    assert_eq!((&late["code"], &late["what"]), (&json!("taken"), &json!("notice")));
}

#[tokio::test]
async fn a_program_of_the_mediator_who_has_the_case_says_who_of_the_booth_it_is() {
    let mut story = Story::new().await;
    let (case, party) = at_a_shared_booth(&mut story).await;
    let token = story.desk.sign_in(MEI).await;
    let name = async |exhibitor: &str| {
        let body = json!({ "party": party.to_string(), "exhibitor": exhibitor });
        let path = format!("/api/v1/cases/{case}/name-exhibitor");
        story.desk.call(Method::POST, &path, &token, Some(body)).await
    };
    assert_eq!(name("Cinder Glass").await.json()["code"], "not-yours", "nobody has it yet");
    let ticket = story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    story.desk.by_mei(Command::ClaimTicket { ticket }).await;
    let named = name("Cinder Glass").await;
    assert_eq!(named.status, StatusCode::OK, "{}", named.text);
    assert_eq!(named.json()["exhibitor"], exhibitor(&story, "Cinder Glass").to_string());
    let renamed = name("Dune Lighting").await.json();
    assert_eq!((&renamed["code"], &renamed["what"]), (&json!("taken"), &json!("exhibitor")));
}

#[tokio::test]
async fn what_was_drawn_up_before_goes_on_naming_nobody_and_the_notice_and_the_record_name_them() {
    let mut story = Story::new().await;
    let (case, party) = at_a_shared_booth(&mut story).await;
    let (desk, exhibitor) = (&story.desk, exhibitor(&story, "Cinder Glass"));
    let ticket = desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    desk.by_mei(Command::ClaimTicket { ticket }).await;
    desk.step(case, Action::Accept { source: CaseSource::Application }).await;
    desk.step(case, Action::DeclareImpartiality).await;
    let mut mei = Browser::of(desk, "mei").await;
    let path = |kind| format!("/counter/cases/{case}/papers/{kind}?party={party}&language=en");
    let mut before = Vec::new();
    for kind in ["application", "acceptance"] {
        let said = paper(&mut mei, &path(kind)).await;
        assert!(said.contains("booth C3") && !said.contains("Cinder Glass"), "{kind}: {said}");
        before.push((kind, said));
    }
    let (way, first) = (format!("/counter/cases/{case}/way"), "Say first which exhibitor of this booth");
    let page = mei.get(&way).await.text;
    assert!(page.contains(first) && !page.contains("/way/notice"), "{page}");
    let refused = mei.post(&way, &format!("{way}/notice"), &format!("party={party}")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
    desk.by_mei(Command::NameExhibitor { case, party, exhibitor: Some(exhibitor) }).await;
    let page = mei.get(&way).await.text;
    assert!(!page.contains(first) && page.contains("/way/notice"), "{page}");
    for (kind, said) in before {
        assert_eq!(paper(&mut mei, &path(kind)).await, said, "{kind} stays what it was");
    }
    desk.notify(case, party, App::new_ticket()).await;
    for kind in ["notice", "service-receipt"] {
        let said = paper(&mut mei, &path(kind)).await;
        assert!(said.contains("Cinder Glass"), "{kind}: {said}");
    }
    let body = RecordBody { text: "They talked.".to_owned(), ..RecordBody::default() };
    // They talked on paper, and the record is entered with its time.
    desk.on_paper(case, Action::WriteRecord { part: RecordPart::Mediation, base: 0, body }).await;
    let record = paper(&mut mei, &path("record")).await;
    assert!(record.contains("Cinder Glass"), "what is written then names them: {record}");
}

#[tokio::test]
async fn an_order_names_the_exhibitor_first_as_its_own_language_does() {
    let mut story = Story::new().await;
    story.desk.enrol("极光照明", Some("Aurora Lighting"), &["1/C4"]).await;
    let (booth, aurora) = {
        let at = story.desk.app.now();
        let booth = at.desk.booths().find(|booth| booth.number == "C4").unwrap();
        (booth.id, booth.exhibitors[0])
    };
    let (case, _) = story
        .file_with(&[Ask::Measure], |new| {
            let place = &mut new.respondents[0].place;
            (place.booth, place.exhibitor) = (Some(booth), Some(aurora));
        })
        .await;
    let party = story.respondents(case)[0];
    let mut officer = Browser::of(&story.desk, "organiser").await;
    does(&mut officer, case, party, "order", &format!("{COVER}&basis=binding-decision")).await;
    for (language, named) in [("en", "Aurora Lighting (极光照明)"), ("zh-CN", "极光照明（Aurora Lighting）")]
    {
        let order = printed(&mut officer, (case, party), "measure-order", language).await;
        assert!(order.contains(named), "{named}: {order}");
    }
}

#[tokio::test]
async fn the_mediator_who_has_the_case_names_them_too_and_only_then_reads_what_they_lodged() {
    let mut story = Story::new().await;
    let (case, party) = at_a_shared_booth(&mut story).await;
    let ticket = story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    story.desk.ask(Actor::Staff(MEI), Command::ClaimTicket { ticket }).await.unwrap();
    let mut mei = Browser::of(&story.desk, "mei").await;
    let (page, way) = (format!("/counter/cases/{case}"), format!("/counter/cases/{case}/way"));
    let text = mei.get(&page).await.text;
    assert!(!text.contains("XCinder GlassX") && !text.contains("XDune LightingX"), "not by guess: {text}");
    assert!(mei.get(&way).await.text.contains("Which exhibitor it is"));
    let fields = format!("party={party}&exhibitor={}", exhibitor(&story, "Cinder Glass"));
    let done = mei.post(&way, &format!("{way}/exhibitor"), &fields).await;
    assert_eq!(done.location(), format!("{way}?done=way-exhibitor"), "{}", done.text);
    let text = mei.get(&page).await.text;
    assert!(text.contains("XCinder GlassX") && !text.contains("XDune LightingX"), "{text}");
    let told = "Exhibitor at the shared booth named: Cinder Glass";
    assert!(text.contains(told), "the history tells whom: {text}");
    let text = mei.get(&way).await.text;
    assert!(!text.contains("Which exhibitor it is"), "the complaint is against them, too: {text}");
    let fields = format!("party={party}&exhibitor={}", exhibitor(&story, "Dune Lighting"));
    let refused = mei.post(&way, &format!("{way}/exhibitor"), &fields).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
    let mut officer = Browser::of(&story.desk, "organiser").await;
    let page = officer.get(&page_of(case)).await.text;
    assert!(page.contains(told) && !page.contains("Which exhibitor it is"), "{page}");
}

#[tokio::test]
async fn whom_the_complaint_named_stands_beside_another_who_is_named_since() {
    let mut story = Story::new().await;
    at_a_shared_booth(&mut story).await;
    let [cinder, sands] = ["Cinder Glass", "Dune Lighting"].map(|name| exhibitor(&story, name));
    let booth = shared_booth(&story);
    let (case, _) = story
        .file_with(&[Ask::Measure], |new| {
            let place = &mut new.respondents[0].place;
            (place.booth, place.exhibitor) = (Some(booth), Some(cinder));
        })
        .await;
    let party = story.respondents(case)[0];
    let mut officer = Browser::of(&story.desk, "organiser").await;
    for (named, said) in [(None, 0), (Some(sands), 2), (Some(cinder), 0), (Some(sands), 2)] {
        if let Some(named) = named {
            let done = does(&mut officer, case, party, "exhibitor", &format!("exhibitor={named}")).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        }
        let page = officer.get(&page_of(case)).await.text;
        assert!(page.contains("Which exhibitor it is"), "{page}");
        assert_eq!(page.matches("The complaint named: Cinder Glass").count(), said, "{named:?}: {page}");
    }
    let chinese = story.desk.open(&page_of(case), &format!("lang=zh-CN; {}", officer.cookies)).await.text;
    assert!(chinese.contains("投诉时填写的是：Cinder Glass"), "{chinese}");
    does(&mut officer, case, party, "notice", "").await;
    let page = officer.get(&page_of(case)).await.text;
    assert!(!page.contains("Which exhibitor it is"), "the notice names them: {page}");
    assert_eq!(page.matches("The complaint named: Cinder Glass").count(), 1, "with who it is now: {page}");
}

#[tokio::test]
async fn a_company_that_was_typed_and_is_none_of_those_at_the_booth_is_said_where_one_of_them_is_named() {
    let mut story = Story::new().await;
    at_a_shared_booth(&mut story).await;
    let booth = shared_booth(&story);
    let (case, _) = story
        .file_with(&[Ask::Mediation, Ask::Measure], |new| {
            new.respondents[0].place.booth = Some(booth);
            new.respondents[0].body.company = Some("Ember Works".to_owned());
        })
        .await;
    let (party, exhibitor) = (story.respondents(case)[0], exhibitor(&story, "Dune Lighting"));
    let ticket = story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    story.desk.by_mei(Command::ClaimTicket { ticket }).await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let way = format!("/counter/cases/{case}/way");
    for (asked, said) in [(true, 2), (false, 1)] {
        if !asked {
            story.desk.by_mei(Command::NameExhibitor { case, party, exhibitor: Some(exhibitor) }).await;
        }
        let (page, counter) = (officer.get(&page_of(case)).await.text, mei.get(&way).await.text);
        for (text, named) in [(page, "The complaint named"), (counter, "The application named")] {
            assert_eq!(text.contains("Which exhibitor it is"), asked, "{text}");
            assert_eq!(text.matches(&format!("{named}: Ember Works")).count(), said, "{text}");
        }
    }
    let chinese = story.desk.open(&way, &format!("lang=zh-CN; {}", mei.cookies)).await.text;
    assert!(chinese.contains("申请人填写的是：Ember Works"), "{chinese}");
}

/// Whom the complaint took them for is on no paper of theirs; a company that stands on no list is.
#[tokio::test]
async fn who_is_none_of_the_list_is_called_by_no_name_of_it() {
    let mut story = Story::new().await;
    at_a_shared_booth(&mut story).await;
    let (booth, cinder) = (shared_booth(&story), exhibitor(&story, "Cinder Glass"));
    for (typed, picked, called) in [("Cinder Glass", Some(cinder), false), ("Ember Works", None, true)] {
        let (case, _) = story
            .file_with(&[Ask::Measure], |new| {
                let respondent = &mut new.respondents[0];
                (respondent.place.booth, respondent.place.exhibitor) = (Some(booth), picked);
                respondent.body.company = Some(typed.to_owned());
            })
            .await;
        let party = story.respondents(case)[0];
        let mut officer = Browser::of(&story.desk, "organiser").await;
        does(&mut officer, case, party, "exhibitor", "exhibitor=unlisted").await;
        let page = officer.get(&page_of(case)).await.text;
        assert_eq!(page.contains(&format!("<h2><bdi>{typed}</bdi></h2>")), called, "{typed}: {page}");
        assert!(page.contains(&format!("The complaint named: {typed}")), "{page}");
        does(&mut officer, case, party, "notice", "").await;
        does(&mut officer, case, party, "order", &format!("{COVER}&basis=binding-decision")).await;
        for kind in ["complaint-notice", "measure-order", "complaint-certificate"] {
            let paper = printed(&mut officer, (case, party), kind, "en").await;
            assert!(paper.contains("booth C3"), "{kind}: {paper}");
            assert_eq!(paper.contains(typed), called, "{typed} on {kind}: {paper}");
        }
    }
}

#[tokio::test]
async fn an_erased_complaint_says_the_booth_and_nobody_who_stood_there() {
    let mut story = Story::new().await;
    at_a_shared_booth(&mut story).await;
    let cinder = exhibitor(&story, "Cinder Glass");
    let case = at_the_same_booth(&mut story, cinder).await;
    let party = story.respondents(case)[0];
    let ticket = story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    story.desk.ask(Actor::Party(ticket), Command::WithdrawCase { case }).await.unwrap();
    let mut officer = Browser::of(&story.desk, "organiser").await;
    does(&mut officer, case, party, "clear", "text=Nothing+was+shown").await;
    assert!(officer.get(&page_of(case)).await.text.contains("Cinder Glass"));
    story.desk.ask(Actor::Staff(HEAD), Command::EraseCase { case }).await.unwrap();
    let page = officer.get(&page_of(case)).await.text;
    assert!(page.contains("C3") && !page.contains("Cinder Glass"), "{page}");
}
