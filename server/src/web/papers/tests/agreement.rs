//! The agreement on paper at each stage of its way: what it says of an agent, and what it is called until it is in effect.

use axum::http::StatusCode;
use domain::{
    HallId,
    body::{Particulars, PersonBody, RecordBody},
    case::Paper,
    fair::Language,
    procedure::{
        Action, AgreementBody, Authority, ClauseBody, ClauseKind, IdentityPaper, Means, NewAgreement,
        RecordPart, Signatory,
    },
    testing::person,
};

use crate::{
    documents::Kind,
    testing::{Browser, TestDesk},
};

use super::{RESPONDENT, Story, held, secrets_of};

/// What the agreement says now, in English and in Chinese.
async fn both(story: &Story, mei: &mut Browser<'_>) -> [String; 2] {
    let mut said = [String::new(), String::new()];
    for (page, language) in said.iter_mut().zip(["en", "zh-CN"]) {
        let answer = mei.get(&story.path(Kind::Agreement, "", language)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        *page = answer.text.split_once("<article").unwrap().1.to_owned();
    }
    said
}

fn says(page: &str, words: &[&str]) {
    for said in words {
        assert!(page.contains(said), "{said}: {page}");
    }
}

/// The respondent covers the lamp.
fn cover(story: &Story) -> ClauseBody {
    ClauseBody {
        kind: ClauseKind::Cover,
        debtor: story.parties()[1],
        act: "The lamp is covered".to_owned(),
        translation: None,
        place: None,
        from: None,
        until: Some(jiff::civil::date(2026, 3, 12)),
        money: None,
        organiser: false,
    }
}

#[tokio::test]
async fn an_agent_whose_power_nobody_saw_signs_subject_to_ratification_on_every_page() {
    let story = Story::filed().await;
    story.talking().await;
    let [claimant, party] = story.parties();
    let (paper, authority) = (IdentityPaper::Passport, Authority::MaySettle);
    story.proceed(Action::CheckIdentity { party, paper, authority, body: person("代理人何律师") }).await;
    story.drafted(0).await;
    story.drafted(1).await;
    story.proceed(Action::AgreeTerms { version: 2 }).await;
    let mut mei = Browser::of(&story.desk, "mei").await;

    let [english, chinese] = both(&story, &mut mei).await;
    let unshown = "An agent whose authority to settle was not shown; ";
    says(
        &english,
        &[
            &format!("{unshown}signs subject to ratification by the party"),
            "ratifies this agreement, by ______________ (date): signature ",
            "Terms agreed, to be signed",
        ],
    );
    assert!(!english.contains("An agent who may settle and sign"), "{english}");
    says(&chinese, &["未出示和解权限证明；所签协议须经当事人追认", "追认本协议（期限："]);
    assert!(!chinese.contains("有和解、签字权限的代理人"), "{chinese}");

    let by = |by, name, authority, ratify_by| Action::Sign {
        version: 2,
        by,
        means: Means::Paper,
        authority,
        evidence: None,
        ratify_by,
        body: person(name),
    };
    let until = Some(jiff::civil::date(2026, 3, 20));
    story.proceed(by(Signatory::Party(party), "代理人何律师", Authority::MayNotSettle, until)).await;
    story.proceed(by(Signatory::Party(claimant), "陈喆", Authority::Own, None)).await;
    story.proceed(by(Signatory::Mediator, "mei", Authority::Own, None)).await;
    story.proceed(by(Signatory::Seal, "mei", Authority::Own, None)).await;
    let [english, chinese] = both(&story, &mut mei).await;
    says(
        &english,
        &[
            &format!("{unshown}signs subject to ratification by the party, until 20 Mar 2026"),
            "ratifies this agreement, by 20 Mar 2026: signature ",
            "Signed and sealed, to be ratified",
        ],
    );
    says(&chinese, &["所签协议须经当事人在2026年3月20日前（含当日）追认", "已签署盖章，待追认"]);

    let awaited = || {
        let now = story.desk.app.now();
        let case = now.desk.case(story.case).unwrap();
        case.papers_awaited(case.party(party).unwrap())
    };
    assert_eq!(awaited(), [Paper::PowerOfAttorney]);
    let body = PersonBody { position: Some("经理".to_owned()), ..person("沈翀") };
    story.proceed(Action::Ratify { party, evidence: None, body }).await;
    assert!(awaited().is_empty(), "the party itself has spoken");
    let [english, chinese] = both(&story, &mut mei).await;
    let ratified = format!("{unshown}ratified by the party on 10 Mar 2026");
    says(&english, &[&ratified, "ratified this agreement on 10 Mar 2026, by 沈翀 (经理).", "In effect"]);
    let by = "已于2026年3月10日追认本协议，追认人：沈翀（经理）。";
    says(&chinese, &["未出示和解权限证明；当事人已于2026年3月10日追认", by]);
    assert!(!english.contains("may settle and sign") && !english.contains("subject to"), "{english}");
    // Whoever asks a court with it encloses that, on the desk's paper and on each party's own copy.
    let desks = mei.get(&story.path(Kind::Confirmation, "", "en")).await.text;
    says(&desks, &[&format!("The ratification of the agreement by {RESPONDENT}, of 10 Mar 2026")]);
    for at in [0, 1] {
        let copy = copy_of(&story, at, Kind::Confirmation, "zh-CN").await;
        says(&copy, &[&format!("{RESPONDENT}于2026年3月10日追认协议的材料")]);
    }
}

/// Who signs by the roster's name need not say it again.
#[tokio::test]
async fn a_mediator_who_signs_without_a_name_stands_there_by_that_of_the_roster() {
    let story = Story::filed().await;
    story.talking().await;
    story.drafted(0).await;
    story.drafted(1).await;
    story.proceed(Action::AgreeTerms { version: 2 }).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let name = crate::web::submit::name_of(domain::testing::MEI, &story.desk.app.now());
    let named = |pages: [String; 2]| pages.map(|page| page.matches(&name).count());
    let before = named(both(&story, &mut mei).await);
    assert!(!before.contains(&0), "{name}: {before:?}");
    story
        .proceed(Action::Sign {
            version: 2,
            by: Signatory::Mediator,
            means: Means::Paper,
            authority: Authority::Own,
            evidence: None,
            ratify_by: None,
            body: person(""),
        })
        .await;
    assert_eq!(named(both(&story, &mut mei).await), before);
}

/// Whoever saw the power when it was signed takes the agent's word as the party's.
#[tokio::test]
async fn an_agent_whose_power_was_seen_settles_and_needs_no_ratification() {
    let story = Story::filed().await;
    story.talking().await;
    let [_, party] = story.parties();
    let (paper, authority) = (IdentityPaper::PowerOfAttorney, Authority::MaySettle);
    story.proceed(Action::CheckIdentity { party, paper, authority, body: person("代理人何律师") }).await;
    story.drafted(0).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let [english, chinese] = both(&story, &mut mei).await;
    says(&english, &["An agent who may settle and sign"]);
    says(&chinese, &["有和解、签字权限的代理人"]);
    assert!(!english.contains("ratif") && !chinese.contains("追认"), "{english} {chinese}");
}

/// What somebody signed says for ever who signed it, as which company and by what right, whoever shows which papers afterwards. Opened again, it is for whoever was checked last to sign.
#[tokio::test]
async fn who_shows_their_papers_after_a_signature_is_not_who_signed() {
    const ANOTHER: &str = "另一家公司";
    let story = Story::filed().await;
    story.talking().await;
    let [claimant, party] = story.parties();
    let check = |party, paper, authority, name: &str, company: Option<&str>| {
        let particulars = Particulars { company: company.map(str::to_owned), ..Particulars::default() };
        let body = PersonBody { particulars, ..person(name) };
        Action::CheckIdentity { party, paper, authority, body }
    };
    let agent = |paper| check(party, paper, Authority::MaySettle, "何律师", Some(RESPONDENT));
    story.proceed(agent(IdentityPaper::Passport)).await;
    story.drafted(0).await;
    story.drafted(1).await;
    story.proceed(Action::AgreeTerms { version: 2 }).await;
    let by = Signatory::Party(party);
    let sign = |authority, ratify_by| Action::Sign {
        version: 2,
        by,
        means: Means::Paper,
        authority,
        evidence: None,
        ratify_by,
        body: person("何律师"),
    };
    story.proceed(sign(Authority::MayNotSettle, Some(jiff::civil::date(2026, 3, 20)))).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let signed = both(&story, &mut mei).await;
    for (page, unshown) in signed.iter().zip(["was not shown", "未出示和解权限证明"]) {
        says(page, &["何律师", unshown]);
    }
    let another = check(party, IdentityPaper::PowerOfAttorney, Authority::MaySettle, "孙六", Some(ANOTHER));
    story.proceed(another).await;
    story.proceed(check(claimant, IdentityPaper::IdCard, Authority::Own, "陈喆", None)).await;
    for page in both(&story, &mut mei).await {
        says(&page, &["何律师", "陈喆", RESPONDENT]);
        assert!(!page.contains("孙六") && !page.contains(ANOTHER), "{page}");
    }
    story.proceed(Action::ReopenTerms).await;
    for page in both(&story, &mut mei).await {
        says(&page, &["孙六", ANOTHER]);
        assert!(!page.contains("何律师"), "{page}");
    }
    story.proceed(agent(IdentityPaper::Passport)).await;
    story.proceed(Action::AgreeTerms { version: 2 }).await;
    story.proceed(sign(Authority::MayNotSettle, Some(jiff::civil::date(2026, 3, 20)))).await;
    story.proceed(agent(IdentityPaper::PowerOfAttorney)).await;
    for (page, unshown) in both(&story, &mut mei).await.iter().zip(["was not shown", "未出示和解权限证明"])
    {
        // The party has to ratify all the same: the paper says why.
        says(page, &["何律师", unshown]);
    }
}

/// The record of a talk says for ever who sat there.
#[tokio::test]
async fn who_shows_their_papers_after_a_record_was_written_did_not_sit_there() {
    let story = Story::filed().await;
    story.talking().await;
    let [_, party] = story.parties();
    let check = |name: &str| {
        let (paper, authority) = (IdentityPaper::IdCard, Authority::Own);
        Action::CheckIdentity { party, paper, authority, body: person(name) }
    };
    story.proceed(check("孙六")).await;
    story.recorded_anew().await;
    story.proceed(check("周五")).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let record = story.path(Kind::Record, "", "en");
    let page = mei.get(&record).await.text;
    says(&page, &["孙六"]);
    assert!(!page.contains("周五"), "{page}");
    let body = RecordBody { text: "They talked again.".to_owned(), ..RecordBody::default() };
    story.proceed(Action::WriteRecord { part: RecordPart::Mediation, base: 2, body }).await;
    let page = mei.get(&record).await.text;
    says(&page, &["周五"]);
    assert!(!page.contains("孙六"), "{page}");
}

/// A booth that is on no list, and whose company the applicant did not know.
#[tokio::test]
async fn a_company_that_was_told_at_the_table_is_the_party_and_not_whoever_spoke_for_it() {
    let story = Story::filed_with(|new| {
        let hall = new.hall.clone();
        let respondent = &mut new.respondents[0];
        (respondent.body.name, respondent.body.company) = (String::new(), None);
        (respondent.body.booth, respondent.place.hall) = (Some("A14".to_owned()), hall);
    })
    .await;
    story.talking().await;
    let [_, party] = story.parties();
    let (paper, authority) = (IdentityPaper::BusinessLicence, Authority::Own);
    let particulars = Particulars { company: Some(RESPONDENT.to_owned()), ..Particulars::default() };
    let body = PersonBody { particulars, ..person("周五") };
    story.proceed(Action::CheckIdentity { party, paper, authority, body }).await;
    story.drafted(0).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    for page in both(&story, &mut mei).await {
        says(&page, &[RESPONDENT, "周五"]);
    }
    let [english, chinese] = both(&story, &mut mei).await;
    assert!(!english.contains("Respondent 周五") && !chinese.contains("被申请人周五"), "{english} {chinese}");
    let application = mei.get(&story.path(Kind::Application, "", "en")).await.text;
    says(&application, &["booth A14"]);
    assert!(!application.contains(RESPONDENT), "as it was filed: {application}");
}

/// Below the ticket an open page says what is still missing; it asks for that again when the case stands otherwise.
#[tokio::test]
async fn each_signature_and_the_approval_renew_what_an_open_page_says_is_missing() {
    let story = Story::filed().await;
    story.talking().await;
    let [claimant, party] = story.parties();
    story.drafted(0).await;
    story.drafted(1).await;
    story.proceed(Action::AgreeTerms { version: 2 }).await;
    let (key, holder) = secrets_of(&story, 0);
    let stands = async || {
        let live = held(&story, &format!("/t/{key}/live"), &holder).await.text;
        live.split("data-stands=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let mut before = stands().await;
    let (paper, authority) = (IdentityPaper::Passport, Authority::MayNotSettle);
    story.proceed(Action::CheckIdentity { party, paper, authority, body: person("何律师") }).await;
    let agent = Action::Sign {
        version: 2,
        by: Signatory::Party(party),
        means: Means::Paper,
        authority: Authority::MayNotSettle,
        evidence: None,
        ratify_by: Some(jiff::civil::date(2026, 3, 20)),
        body: person("何律师"),
    };
    story.proceed(agent).await;
    for by in [Signatory::Party(claimant), Signatory::Mediator, Signatory::Seal] {
        let now = stands().await;
        assert_ne!(now, before, "before {by:?}");
        before = now;
        story.sign(by, "陈喆").await;
    }
    let sealed = stands().await;
    assert_ne!(sealed, before);
    let page = held(&story, &format!("/t/{key}"), &holder).await.text;
    assert!(page.contains("an approval") && !page.contains("your signature"), "{page}");
    story.proceed(Action::Ratify { party, evidence: None, body: person("沈翀") }).await;
    assert_ne!(stands().await, sealed);
}

/// In two languages each column has its own words for how it is performed, and what is missing is marked there, too.
#[tokio::test]
async fn how_it_is_performed_stands_in_both_columns() {
    let story = Story::filed().await;
    story.talking().await;
    let clause = ClauseBody { translation: Some("遮盖该灯具".to_owned()), ..cover(&story) };
    let draft = |translation: Option<&str>| NewAgreement {
        body: AgreementBody {
            clauses: vec![clause.clone()],
            performance: Some("By transfer.".to_owned()),
            performance_translation: translation.map(str::to_owned),
            ..AgreementBody::default()
        },
        prevailing: Language::En,
    };
    let mut mei = Browser::of(&story.desk, "mei").await;
    story.proceed(Action::DraftAgreement { base: 0, draft: draft(None) }).await;
    for page in both(&story, &mut mei).await {
        says(&page, &["第二条　【未翻译】", "2. By transfer."]);
    }
    story.proceed(Action::DraftAgreement { base: 1, draft: draft(Some("转账支付。")) }).await;
    for page in both(&story, &mut mei).await {
        says(&page, &["第二条　转账支付。", "2. By transfer."]);
        assert!(!page.contains("未翻译"), "{page}");
    }
}

/// The list has a company by both its names: each column begins with the one in its own script, also that of the other language.
#[tokio::test]
async fn each_column_names_a_party_the_way_of_its_language() {
    let desk = TestDesk::new().await;
    desk.enrol("Ningbo Lamp", Some("宁波灯饰"), &["1/B09"]).await;
    let exhibitor = {
        let published = desk.app.now();
        published.desk.booth_at(&HallId("1".to_owned()), "B09").unwrap().exhibitors[0]
    };
    let story = Story::filed_at(desk, |new| {
        let respondent = &mut new.respondents[0];
        respondent.place.exhibitor = Some(exhibitor);
        respondent.body.company = None;
    })
    .await;
    story.talking().await;
    let clause = ClauseBody { translation: Some("遮盖该灯具".to_owned()), ..cover(&story) };
    let body = AgreementBody { clauses: vec![clause], ..AgreementBody::default() };
    story.proceed(Action::RegisterOral { draft: NewAgreement { body, prevailing: Language::En } }).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    for language in ["en", "zh-CN"] {
        let page = mei.get(&story.path(Kind::Oral, "", language)).await.text;
        says(&page, &["1. Respondent Ningbo Lamp (宁波灯饰)", "被申请人宁波灯饰（Ningbo Lamp）"]);
    }
}

#[tokio::test]
async fn the_register_of_an_oral_agreement_says_that_it_was_recorded_and_not_written_by_the_parties() {
    for (prevailing, act, language, said, never) in [
        (
            Language::ZhCn,
            "遮盖该灯具",
            "en",
            "What was agreed by word of mouth is recorded",
            "The parties wrote down",
        ),
        (Language::En, "The lamp is covered", "zh-CN", "口头协议的内容以英语记录", "写就本协议"),
    ] {
        let story = Story::filed().await;
        story.talking().await;
        let clause = ClauseBody { act: act.to_owned(), ..cover(&story) };
        let body = AgreementBody { clauses: vec![clause], ..AgreementBody::default() };
        story.proceed(Action::RegisterOral { draft: NewAgreement { body, prevailing } }).await;
        let mut mei = Browser::of(&story.desk, "mei").await;
        let page = mei.get(&story.path(Kind::Oral, "", language)).await.text;
        assert!(page.contains(said) && !page.contains(never), "{page}");
    }
}

const NUMBERS: [&str; 2] = ["91440300MA5AAAAA1X", "91330200MA2BBBBB2Y"];

/// Everybody's papers were looked at, and their numbers written down.
async fn numbered(story: &Story, numbers: [&str; 2]) {
    for (party, number) in story.parties().into_iter().zip(numbers) {
        let particulars = Particulars { registration: Some(number.to_owned()), ..Particulars::default() };
        let body = PersonBody { particulars, ..person("陈喆") };
        let (paper, authority) = (IdentityPaper::BusinessLicence, Authority::Own);
        story.proceed(Action::CheckIdentity { party, paper, authority, body }).await;
    }
}

/// A paper as the phone of one party has it.
async fn copy_of(story: &Story, at: usize, kind: Kind, language: &str) -> String {
    let (key, holder) = secrets_of(story, at);
    held(story, &format!("/t/{key}/papers/{}?language={language}", kind.code()), &holder).await.text
}

/// Each phone's copy has the own number, and in place of the other the words for it in the language asked for.
async fn bears_its_own_number_alone(story: &Story, kind: Kind, [english, chinese]: [&str; 2]) {
    for (at, language) in [(0, "en"), (0, "zh-CN"), (1, "en"), (1, "zh-CN")] {
        let page = copy_of(story, at, kind, language).await;
        let (own, other) = (NUMBERS[at], NUMBERS[1 - at]);
        assert!(page.contains(own) && !page.contains(other), "{kind:?} of party {at}: {page}");
        let (said, never) = if language == "en" { (english, chinese) } else { (chinese, english) };
        assert!(page.contains(said) && !page.contains(never), "{kind:?} in {language}: {page}");
    }
}

const NOT_HERE: [&str; 2] = ["not on this copy", "本文本不载明"];

#[tokio::test]
async fn a_partys_copy_bears_its_own_number_alone() {
    let story = Story::filed().await;
    story.talking().await;
    numbered(&story, NUMBERS).await;
    story.drafted(0).await;
    story.effective().await;
    let copy = copy_of(&story, 0, Kind::Confirmation, "en").await;
    assert!(copy.contains("The mediation agreement") && !copy.contains("ratification"), "{copy}");
    bears_its_own_number_alone(&story, Kind::Confirmation, ["on the copy for the court", "见提交法院的文本"])
        .await;
    bears_its_own_number_alone(&story, Kind::Agreement, NOT_HERE).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    for kind in [Kind::Confirmation, Kind::Agreement] {
        let desks = mei.get(&story.path(kind, "", "zh-CN")).await.text;
        says(&desks, &NUMBERS);
    }
}

#[tokio::test]
async fn a_partys_copy_of_the_oral_register_bears_its_own_number_alone() {
    let story = Story::filed().await;
    story.talking().await;
    numbered(&story, NUMBERS).await;
    let body = AgreementBody { clauses: vec![cover(&story)], ..AgreementBody::default() };
    let prevailing = Language::En;
    story.proceed(Action::RegisterOral { draft: NewAgreement { body, prevailing } }).await;
    bears_its_own_number_alone(&story, Kind::Oral, NOT_HERE).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    says(&mei.get(&story.path(Kind::Oral, "", "en")).await.text, &NUMBERS);
}

#[tokio::test]
async fn what_both_sign_never_bears_the_number_of_a_person() {
    let numbers = [NUMBERS[0], "330203199001011234"];
    let story = Story::filed_with(|new| new.respondents[0].body.company = None).await;
    story.talking().await;
    numbered(&story, numbers).await;
    story.drafted(0).await;
    story.effective().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let desks = mei.get(&story.path(Kind::Agreement, "", "en")).await.text;
    assert!(desks.contains(numbers[0]) && !desks.contains(numbers[1]), "{desks}");
    let [others, own] =
        [copy_of(&story, 0, Kind::Agreement, "en").await, copy_of(&story, 1, Kind::Agreement, "en").await];
    assert!(!others.contains(numbers[1]) && own.contains(numbers[1]), "{others} {own}");
}
