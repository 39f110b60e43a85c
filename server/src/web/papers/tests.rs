//! A case from its filing to its end, with every paper it has on the way, read back as a court would read it.

use std::process::Command as Program;

use axum::http::StatusCode;
use data_encoding::BASE64URL_NOPAD;
use domain::{
    Actor, CaseId, Command, PartyId,
    body::{NoticeSecret, PersonBody, RecordBody, ReplyBody},
    case::{Ask, Outcome, Reason, Relief},
    command::NewCase,
    fair::Language,
    procedure::{
        Action, AgreementBody, Answer, Authority, CaseSource, ClauseBody, ClauseKind, Means, Money,
        NewAgreement, NewNotice, RecordPart, Service, ServiceMethod, Signatory,
    },
    testing::{MEI, TestFair, person},
};

use crate::{
    app::App,
    documents::{Kind, Statement},
    testing::{Browser, TestDesk},
};

mod agreement;
mod drawn_up;
mod fee;
mod times;

const CLAIMANT: &str = "深圳市光语设计有限公司";
const RESPONDENT: &str = "宁波海辰家居用品有限公司";
/// A private note; must stand on no paper.
const NOTE: &str = "XPRIVATENOTEX";
/// Told the organiser; must stand on no paper of the mediation body.
const TOLD: &str = "XORGANISERX";

struct Story {
    desk: TestDesk,
    ids: TestFair,
    case: CaseId,
}

impl Story {
    async fn filed() -> Self {
        Self::filed_with(|_| ()).await
    }

    async fn filed_with(change: impl FnOnce(&mut NewCase)) -> Self {
        Self::filed_at(TestDesk::new().await, change).await
    }

    async fn filed_at(desk: TestDesk, change: impl FnOnce(&mut NewCase)) -> Self {
        let mut ids = TestFair::new();
        let mut new = ids.dispute(&[Ask::Mediation, Ask::Measure]);
        new.ticket = App::new_ticket();
        new.claimant.body.company = Some(CLAIMANT.to_owned());
        new.claimant.body.name = "陈喆".to_owned();
        new.claimant.body.phone = Some("13800138000".to_owned());
        new.claimant.place.language = Language::ZhCn;
        let respondent = &mut new.respondents[0];
        respondent.body.company = Some(RESPONDENT.to_owned());
        respondent.body.name = "沈翀".to_owned();
        respondent.body.booth = Some("4.1H B032".to_owned());
        let application = new.application.as_mut().unwrap();
        application.statement = "申请人系“月影”系列台灯外观设计专利的专利权人。2026年3月10日上午，申请人在被申请人展位右侧展架发现型号为HC-208的台灯，其外观与该专利设计相近。".to_owned();
        application.right_number = Some("ZL 2023 3 0123456.7".to_owned());
        application.right_title = Some("台灯“月影”".to_owned());
        application.item = Some("HC-208 型台灯三件，右侧展架".to_owned());
        application.relief = vec![Relief::StopDisplay, Relief::Payment];
        new.complaint.as_mut().unwrap().statement = TOLD.to_owned();
        change(&mut new);
        let case = new.case;
        desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
        Self { desk, ids, case }
    }

    fn parties(&self) -> [PartyId; 2] {
        let published = self.desk.app.now();
        let case = published.desk.case(self.case).unwrap();
        [case.parties[0].place.id, case.parties[1].place.id]
    }

    async fn by_mei(&self, command: Command) {
        self.desk.ask(Actor::Staff(MEI), command).await.unwrap();
    }

    async fn proceed(&self, action: Action) {
        self.by_mei(Command::Proceed { case: self.case, action: Box::new(action) }).await;
    }

    async fn notify(&self, party: PartyId) {
        self.proceed(Action::IssueNotice { party, notice: new_notice() }).await;
    }

    async fn accepted(&self) {
        let ticket = self.desk.app.now().desk.case(self.case).unwrap().claimant().ticket.unwrap();
        self.by_mei(Command::ClaimTicket { ticket }).await;
        self.by_mei(Command::CheckInTicket { ticket }).await;
        self.proceed(Action::Accept { source: CaseSource::Application }).await;
        self.proceed(Action::DeclareImpartiality).await;
        self.notify(self.parties()[1]).await;
    }

    async fn talking(&self) {
        self.accepted().await;
        self.talked().await;
    }

    /// The first respondent is served, takes part, and the talk is written down.
    async fn talked(&self) {
        let party = self.parties()[1];
        let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: None };
        self.proceed(Action::RecordService { party, service, body: person("沈翀") }).await;
        let body = ReplyBody { person: person("沈翀"), statement: None, language: None };
        let (text, means) = ("2026-03".to_owned(), Means::Spoken);
        let (answer, authority, language) = (Answer::Accept, Authority::Own, None);
        self.proceed(Action::Answer { party, answer, text, means, authority, body, language }).await;
        self.by_mei(Command::OpenTalks { case: self.case }).await;
        let tickets: Vec<_> = {
            let published = self.desk.app.now();
            published.desk.case(self.case).unwrap().participants().filter_map(|party| party.ticket).collect()
        };
        let asked = self.desk.ask(Actor::Staff(MEI), Command::ClaimTicket { ticket: tickets[0] }).await;
        assert!(asked.is_ok(), "{asked:?}");
        for ticket in tickets {
            self.by_mei(Command::CheckInTicket { ticket }).await;
        }
        self.desk.prepared(self.case).await;
        let started = self.desk.ask(Actor::Staff(MEI), Command::StartSession { case: self.case }).await;
        assert!(started.is_ok(), "{started:?}");
        self.proceed(Action::WriteNote { text: NOTE.to_owned() }).await;
        for (part, text) in [
            (
                RecordPart::Mediation,
                "调解员：请被申请人说明 HC-208 型台灯的来源。\n被申请人：该台灯由供应商提供样品，愿意先从展架撤下。\n申请人：同意，并请被申请人遮盖宣传册第 6 页。",
            ),
            (RecordPart::Undisputed, "HC-208 型台灯三件于2026年3月10日在被申请人展位展示。"),
            (RecordPart::Investigation, "问：这款台灯由谁提供？\n答：由供应商提供样品。"),
        ] {
            let body = RecordBody {
                text: text.to_owned(),
                place: Some("调解室 1".to_owned()),
                present: Some("陈喆、沈翀".to_owned()),
                result: None,
                inquiry: None,
            };
            self.proceed(Action::WriteRecord { part, base: 0, body }).await;
        }
    }

    /// The record of the talk again, from its first version.
    async fn recorded_anew(&self) {
        let body = RecordBody { text: "他们继续面谈。".to_owned(), ..RecordBody::default() };
        self.proceed(Action::WriteRecord { part: RecordPart::Mediation, base: 1, body }).await;
    }

    async fn drafted(&self, base: u32) {
        let [claimant, respondent] = self.parties();
        let clause = |kind, debtor, act: &str, translation: &str, money| ClauseBody {
            kind,
            debtor,
            act: act.to_owned(),
            translation: Some(translation.to_owned()),
            place: None,
            from: None,
            until: Some(jiff::civil::date(2026, 3, 12)),
            money,
            organiser: false,
        };
        let money = domain::procedure::Money {
            amount: "38,000".into(),
            currency: "CNY".into(),
            account: Some("申请人指定账户 6222 0000".into()),
        };
        let body = AgreementBody {
            facts: "申请人系外观设计专利 ZL 2023 3 0123456.7 的专利权人，被申请人在本届展会展示 HC-208 型台灯三件。".to_owned(),
            disputes: "双方就该台灯的外观是否与专利设计相近有争议。".to_owned(),
            clauses: vec![
                clause(ClauseKind::Remove, respondent, "从展位右侧展架撤下 HC-208 型台灯三件，本届展会期间不再展示。", "removes three HC-208 lamps from the right shelf of its booth and does not show them again during this fair.", None),
                clause(ClauseKind::Pay, respondent, "向申请人支付和解款项。", "pays the applicant a settlement sum.", Some(money)),
                clause(ClauseKind::Undertake, claimant, "收到款项后，不再就本届展会期间的展示行为提出其他请求。", "raises no further claims for the showing during this fair once the sum has arrived.", None),
            ],
            performance: None,
            performance_translation: None,
            translation: Some("The applicant holds design patent ZL 2023 3 0123456.7; the respondent shows three HC-208 lamps at this fair. Whether their looks are close to the design is disputed.".to_owned()),
            translator: Some("Zhang Wei".to_owned()),
        };
        let draft = NewAgreement { body, prevailing: Language::ZhCn };
        self.proceed(Action::DraftAgreement { base, draft }).await;
    }

    async fn sign(&self, by: Signatory, name: &str) {
        let version = 2;
        let body = PersonBody {
            name: name.to_owned(),
            position: Some("法定代表人".to_owned()),
            ..PersonBody::default()
        };
        let (means, authority) = (Means::Paper, Authority::Own);
        self.proceed(Action::Sign { version, by, means, authority, evidence: None, ratify_by: None, body })
            .await;
    }

    async fn effective(&self) {
        self.drafted(1).await;
        self.proceed(Action::AgreeTerms { version: 2 }).await;
        let [claimant, respondent] = self.parties();
        self.sign(Signatory::Party(claimant), "陈喆").await;
        self.sign(Signatory::Party(respondent), "沈翀").await;
        self.sign(Signatory::Mediator, "mei").await;
        self.sign(Signatory::Seal, "mei").await;
    }

    fn path(&self, kind: Kind, ending: &str, language: &str) -> String {
        format!("/counter/cases/{}/papers/{}{ending}?language={language}", self.case, kind.code())
    }
}

/// Random values for a notice.
fn new_notice() -> NewNotice {
    let own = App::new_ticket();
    NewNotice { key: own.key, secret: NoticeSecret { key: own.secret.key }, ticket: App::new_ticket() }
}

/// The PDF's bytes of a request, as they came.
async fn pdf(desk: &TestDesk, cookies: &str, path: &str) -> Vec<u8> {
    use http_body_util::BodyExt;
    use tower::ServiceExt;
    let request =
        axum::http::Request::get(path).header("cookie", cookies).body(axum::body::Body::empty()).unwrap();
    let response = desk.service.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    response.into_body().collect().await.unwrap().to_bytes().to_vec()
}

/// Every paper that can be printed now, in both languages: page and PDF are there, and neither holds what it must not.
async fn print_all(story: &Story, stage: &str) -> Vec<Kind> {
    let mut mei = Browser::of(&story.desk, "mei").await;
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/papers").join(stage);
    std::fs::create_dir_all(&folder).unwrap();
    let case = std::sync::Arc::clone(story.desk.app.now().desk.case(story.case).unwrap());
    let list = mei.get(&format!("/counter/cases/{}/papers", story.case)).await;
    assert_eq!(list.status, StatusCode::OK, "{}", list.text);
    let mut printed = Vec::new();
    for kind in Kind::ALL.into_iter().filter(|kind| !kind.is_organisers()) {
        let party = kind.is_of_party().then(|| story.parties()[1]);
        if kind.standing(&case, party).is_none() {
            assert_eq!(mei.get(&story.path(kind, "", "en")).await.status, StatusCode::NOT_FOUND);
            continue;
        }
        printed.push(kind);
        for language in ["zh-CN", "en"] {
            let page = mei.get(&story.path(kind, "", language)).await;
            assert_eq!(page.status, StatusCode::OK, "{kind:?}: {}", page.text);
            for secret in [NOTE, TOLD, "13800138000"] {
                assert!(!page.text.contains(secret), "{kind:?} holds {secret}");
            }
            if !matches!(kind, Kind::Attorney | Kind::Rights | Kind::Receipt) {
                assert!(page.text.contains(CLAIMANT), "{kind:?} does not name the applicant");
            }
            let bytes = pdf(&story.desk, &mei.cookies, &story.path(kind, ".pdf", language)).await;
            assert!(bytes.starts_with(b"%PDF-"));
            let file = folder.join(format!("{}.{language}.pdf", kind.code()));
            std::fs::write(&file, bytes).unwrap();
            // Where the reader of PDFs is installed, its copy must have every letter of the names.
            if let Ok(read) = Program::new("pdftotext").arg(&file).arg("-").output() {
                let text: String = String::from_utf8_lossy(&read.stdout).split_whitespace().collect();
                assert!(!text.contains(NOTE) && !text.contains(TOLD));
                let named = matches!(kind, Kind::Attorney | Kind::Receipt) || text.contains(CLAIMANT);
                assert!(named, "{kind:?} in {language}: {text}");
                every_letter_is_there(&page.text, &text, kind);
                if language == "zh-CN" && stage != "draft" {
                    code_is_read(&page.text, &file, kind);
                }
            }
            if let Ok(checked) = Program::new("qpdf").arg("--check").arg(&file).output() {
                let said = String::from_utf8_lossy(&checked.stdout);
                assert!(checked.status.success(), "{kind:?} in {language}: {said}");
            }
        }
    }
    printed
}

/// Every Chinese letter of the page's paper can be copied from the file.
fn every_letter_is_there(page: &str, copied: &str, kind: Kind) {
    let paper = page.split_once("<main").map_or(page, |(_, main)| main);
    let paper = paper.split_once("</nav>").map_or(paper, |(_, paper)| paper);
    let lost: std::collections::BTreeSet<char> = paper
        .chars()
        .filter(|letter| ('\u{4e00}'..='\u{9fff}').contains(letter) && !copied.contains(*letter))
        .collect();
    assert!(lost.is_empty(), "{kind:?}: {lost:?}");
}

/// The code on the first printed page says the address that stands on the page.
fn code_is_read(page: &str, file: &std::path::Path, kind: Kind) {
    if kind == Kind::Attorney || !page.contains("/v/") {
        return;
    }
    let stem = file.with_extension("");
    let drawn = Program::new("pdftoppm")
        .args(["-r", "400", "-gray", "-png", "-singlefile", "-f", "1", "-l", "1"])
        // Its corner alone.
        .args(["-x", "2200", "-y", "300", "-W", "900", "-H", "900"])
        .arg(file)
        .arg(&stem)
        .output()
        .unwrap();
    assert!(drawn.status.success());
    let drawn = format!("{}.png", stem.display());
    let drawing = image::open(&drawn).unwrap().to_luma8();
    let (width, height) = drawing.dimensions();
    let mut seen = rqrr::PreparedImage::prepare_from_greyscale(width as usize, height as usize, |x, y| {
        drawing.get_pixel(u32::try_from(x).unwrap(), u32::try_from(y).unwrap()).0[0]
    });
    let mut codes: Vec<String> =
        seen.detect_grids().iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect();
    let said = payload(page);
    // One reader loses its place in so dense a code now and then; what another reads is printed well too.
    if codes.is_empty()
        && let Ok(read) = Program::new("zbarimg")
            .args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"])
            .arg(&drawn)
            .output()
    {
        codes.push(String::from_utf8_lossy(&read.stdout).trim().to_owned());
    }
    assert!(codes.iter().any(|code| code.ends_with(&said)), "{kind:?}: {codes:?}");
}

#[tokio::test]
async fn every_paper_of_a_settled_case_is_printed_in_both_languages() {
    let story = Story::filed().await;
    assert!(story.ids.desk.fair().is_some());
    story.talking().await;
    story.drafted(0).await;
    let first = print_all(&story, "draft").await;
    assert!(first.contains(&Kind::Agreement) && !first.contains(&Kind::Certificate), "{first:?}");
    story.effective().await;
    let conclude = Command::ConcludeCase {
        case: story.case,
        outcome: Outcome::Settled,
        reason: Reason::Agreement,
        remark: None,
    };
    story.by_mei(conclude).await;
    let last = print_all(&story, "settled").await;
    assert!(last.contains(&Kind::Certificate) && !last.contains(&Kind::Termination), "{last:?}");
}

#[tokio::test]
async fn a_case_without_agreement_ends_on_paper_and_blames_nobody() {
    let story = Story::filed().await;
    story.talking().await;
    let conclude = Command::ConcludeCase {
        case: story.case,
        outcome: Outcome::NoAgreement,
        reason: Reason::PartyRefusedOrStopped,
        remark: Some(NOTE.to_owned()),
    };
    story.by_mei(conclude).await;
    let printed = print_all(&story, "ended").await;
    assert!(printed.contains(&Kind::Termination) && printed.contains(&Kind::Certificate), "{printed:?}");
    let mut mei = Browser::of(&story.desk, "mei").await;
    for language in ["en", "zh-CN"] {
        for kind in [Kind::Termination, Kind::Certificate, Kind::Notice] {
            let page = mei.get(&story.path(kind, "", language)).await.text;
            for word in ["refused", "一方拒绝", "拒不"] {
                assert!(!page.contains(word), "{kind:?} says {word}");
            }
        }
    }
}

#[tokio::test]
async fn what_never_began_is_not_said_to_go_on_no_longer() {
    let story = Story::filed().await;
    story.accepted().await;
    let action = Action::Answer {
        party: story.parties()[1],
        answer: Answer::Decline,
        text: "2026-03".to_owned(),
        means: Means::Spoken,
        authority: Authority::Own,
        body: ReplyBody { person: person("沈翀"), statement: None, language: None },
        language: None,
    };
    story.proceed(action).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let said = [
        ("en", "A party does not take part in mediation.", "do not go on"),
        ("zh-CN", "有当事人不参加调解。", "不再继续"),
    ];
    for (language, so, not) in said {
        let page = mei.get(&story.path(Kind::Termination, "", language)).await.text;
        assert!(page.contains(so) && !page.contains(not), "{page}");
    }
}

/// What both sides confirm apart from the rest is signed apart from it (procedure E.2).
#[tokio::test]
async fn facts_not_in_dispute_are_signed_under_their_own_words() {
    let story = Story::filed().await;
    story.talking().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let page = mei.get(&story.path(Kind::Record, "", "en")).await.text;
    let (_, apart) = page.split_once("Facts that both sides confirm as undisputed").unwrap();
    let (apart, _) = apart.split_once("Result").unwrap();
    assert_eq!(apart.matches("Signature").count(), 2, "{apart}");
    assert!(!apart.contains("Recorder"), "{apart}");
}

/// A row of the list of papers.
fn row<'p>(list: &'p str, title: &str) -> &'p str {
    list.split("<tr").find(|row| row.contains(title)).unwrap_or_default()
}

#[tokio::test]
async fn a_receipt_is_a_form_until_the_notice_was_handed_over() {
    let story = Story::filed().await;
    story.accepted().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let list = format!("/counter/cases/{}/papers", story.case);
    let page = mei.get(&list).await.text;
    assert!(row(&page, "Receipt of service").contains("A form to fill in by hand"), "{page}");
    let code = payload(&mei.get(&story.path(Kind::Receipt, "", "en")).await.text);
    let checked = story.desk.open(&format!("/v/{code}"), "").await.text;
    assert!(checked.contains("A form to fill in by hand"), "its code says no more of it: {checked}");
    assert!(!checked.contains("Issued, and not changed since"), "{checked}");
    story.talked().await;
    let page = mei.get(&list).await.text;
    assert!(row(&page, "Receipt of service").contains("Issued, and not changed since"), "{page}");
    let checked = story.desk.open(&format!("/v/{code}"), "").await.text;
    assert!(checked.contains("A form, printed before the notice was handed over"), "{checked}");
    assert!(
        !checked.contains("Issued, and not changed since"),
        "what is written on it is unknown: {checked}"
    );
    let served = payload(&mei.get(&story.path(Kind::Receipt, "", "en")).await.text);
    assert_ne!(served, code);
    let checked = story.desk.open(&format!("/v/{served}"), "").await.text;
    assert!(checked.contains("Issued, and not changed since"), "{checked}");
}

/// It is signed in the aisle: the place of a witness on a second sheet is overlooked.
#[tokio::test]
async fn a_receipt_is_one_page_in_either_language() {
    let story = Story::filed_with(|new| {
        let name = "Wangshu Yunsheng Lighting Technology Co., Ltd. (望舒筠笙照明科技有限公司)";
        new.respondents[0].body.company = Some(name.to_owned());
    })
    .await;
    story.accepted().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    for handed_over in [false, true] {
        if handed_over {
            story.talked().await;
        }
        for language in ["en", "zh-CN"] {
            let file = mei.get(&story.path(Kind::Receipt, ".pdf", language)).await.text;
            assert_eq!(file.matches("/Type/Page/").count(), 1, "{language}, handed over: {handed_over}");
        }
    }
}

#[tokio::test]
async fn nobody_prints_a_case_that_they_do_not_see() {
    let story = Story::filed().await;
    story.accepted().await;
    for name in ["tom", "head", "organiser"] {
        let mut browser = Browser::of(&story.desk, name).await;
        for path in [story.path(Kind::Application, "", "en"), story.path(Kind::Notice, ".pdf", "en")] {
            assert_eq!(browser.get(&path).await.status, StatusCode::FORBIDDEN, "{name}: {path}");
        }
    }
    let mut mei = Browser::of(&story.desk, "mei").await;
    let path = story.path(Kind::ComplaintNotice, "", "en");
    assert_eq!(
        mei.get(&path).await.status,
        StatusCode::NOT_FOUND,
        "the organiser's papers are the organiser's"
    );
    assert_eq!(mei.get(&story.path(Kind::Application, "", "en")).await.status, StatusCode::OK);
    let readings = story.desk.app.now().desk.case(story.case).unwrap().readings.len();
    assert_eq!(readings, 1, "no paper without its reading");
}

/// The payload of the code on a page.
fn payload(page: &str) -> String {
    let (_, rest) = page.split_once("/v/").expect("there is a code");
    rest.split(['"', '<', '&']).next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_code_says_draft_effective_or_superseded_and_a_changed_one_nothing() {
    let story = Story::filed().await;
    story.talking().await;
    story.drafted(0).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let code = |page: &str| payload(page);
    let first = code(&mei.get(&story.path(Kind::Agreement, "", "en")).await.text);
    let say = async |code: &str| story.desk.open(&format!("/v/{code}"), "").await;
    let draft = say(&first).await;
    assert_eq!(draft.status, StatusCode::OK);
    assert!(draft.text.contains("not in effect") && !draft.text.contains(CLAIMANT), "{}", draft.text);
    story.effective().await;
    assert!(say(&first).await.text.contains("Superseded"), "version 2 took its place");
    let second = code(&mei.get(&story.path(Kind::Agreement, "", "en")).await.text);
    let checked = say(&second).await.text;
    assert!(
        checked.contains("In effect") && checked.contains("Version 2"),
        "a code is of one paper: {checked}"
    );
    let bytes = BASE64URL_NOPAD.decode(second.as_bytes()).unwrap();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        let key = story.desk.app.engine.reader().fair_key();
        let said = BASE64URL_NOPAD.encode(&changed);
        assert_eq!(Statement::check(&said, key.fair(), &key.public_key()), None, "byte {at}");
    }
    let mut changed = bytes;
    changed[0] ^= 1;
    assert_eq!(say(&BASE64URL_NOPAD.encode(&changed)).await.status, StatusCode::NOT_FOUND);
    let notice = code(&mei.get(&story.path(Kind::Notice, "", "zh-CN")).await.text);
    assert!(say(&notice).await.text.contains("Issued, and not changed since"), "a notice binds nobody");
}

#[tokio::test]
async fn an_earlier_version_can_be_printed_again_and_says_that_another_took_its_place() {
    let story = Story::filed().await;
    story.talking().await;
    story.drafted(0).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let first = payload(&mei.get(&story.path(Kind::Agreement, "", "en")).await.text);
    story.effective().await;
    let body = RecordBody { text: "调解员：第二稿。".to_owned(), ..RecordBody::default() };
    story.proceed(Action::WriteRecord { part: RecordPart::Mediation, base: 1, body }).await;
    let list = mei.get(&format!("/counter/cases/{}/papers", story.case)).await.text;
    for link in ["agreement?language=en&#38;version=1", "record?language=en&#38;version=1"] {
        let raw = link.replace("&#38;", "&");
        let escaped = link.replace("&#38;", "&amp;");
        assert!(list.contains(link) || list.contains(&raw) || list.contains(&escaped), "{link}: {list}");
    }
    let old = mei.get(&(story.path(Kind::Agreement, "", "en") + "&version=1")).await;
    assert_eq!(old.status, StatusCode::OK);
    assert!(old.text.contains("Superseded") && old.text.contains("Version 1"), "{}", old.text);
    // It is the very paper that was printed then, as its code says, and nobody signed it.
    let code = payload(&old.text);
    let key = story.desk.app.engine.reader().fair_key();
    let said = |code: &str| Statement::check(code, key.fair(), &key.public_key()).unwrap();
    assert_eq!((said(&code).version, said(&first).version), (1, 1));
    assert!(story.desk.open(&format!("/v/{code}"), "").await.text.contains("Superseded"));
    let record = mei.get(&(story.path(Kind::Record, "", "zh-CN") + "&version=1")).await.text;
    assert!(record.contains("请被申请人说明") && !record.contains("第二稿") && record.contains("已被取代"));
    assert!(mei.get(&story.path(Kind::Record, "", "zh-CN")).await.text.contains("第二稿"));
    for version in ["0", "3", "x", "-1"] {
        let path = format!("{}&version={version}", story.path(Kind::Agreement, "", "en"));
        assert_eq!(mei.get(&path).await.status, StatusCode::NOT_FOUND, "{version}");
    }
}

/// The key of a party's ticket, and the token of the phone that holds it.
fn secrets_of(story: &Story, at: usize) -> (String, String) {
    use domain::body::Content;
    let published = story.desk.app.now();
    let ticket = published.desk.case(story.case).unwrap().parties[at].ticket.unwrap();
    let seq = published.desk.ticket(ticket).unwrap().secret_seq;
    let entry = story.desk.app.engine.entry(seq).unwrap().unwrap();
    let Some(Content::Ticket(secret)) = entry.body.content() else { panic!("a ticket has its secret") };
    (secret.key, secret.holder)
}

/// A page as the phone opens it that holds this token.
async fn held(story: &Story, path: &str, token: &str) -> crate::testing::Answer {
    let request = axum::http::Request::get(path)
        .header("accept", "text/html")
        .header("authorization", format!("Bearer {token}"));
    story.desk.send(request.body(axum::body::Body::empty()).unwrap()).await
}

/// What a party's own phone gets of each paper.
async fn for_party(story: &Story, at: usize) -> Vec<Kind> {
    let (key, holder) = secrets_of(story, at);
    let open = async |path: &str, token: &str| held(story, path, token).await;
    let list = open(&format!("/t/{key}/papers"), &holder).await;
    assert_eq!(list.status, StatusCode::OK, "{}", list.text);
    let mut had = Vec::new();
    for kind in Kind::ALL {
        let path = format!("/t/{key}/papers/{}", kind.code());
        let answer = open(&path, &holder).await;
        let listed = list.text.contains(&format!("{path}?"));
        assert_eq!(listed, answer.status == StatusCode::OK, "{kind:?}: what is listed is what can be had");
        if listed {
            had.push(kind);
            for secret in [NOTE, TOLD, "13800138000"] {
                assert!(!answer.text.contains(secret), "{kind:?} holds {secret}");
            }
            let pdf = open(&format!("{path}.pdf"), &holder).await;
            assert_eq!(pdf.headers["content-type"], "application/pdf");
        } else {
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{kind:?}");
        }
        // Whoever has only the address has none of it.
        let stranger = story.desk.open(&path, "").await;
        assert_eq!(stranger.status, StatusCode::FORBIDDEN, "{kind:?}");
    }
    had
}

#[tokio::test]
async fn a_party_has_on_its_phone_what_is_its_own_and_nothing_else() {
    use Kind::{
        Agreement, Application, Attorney, Certificate, Confirmation, Notice, Receipt, Record, Rights,
    };
    let story = Story::filed().await;
    story.accepted().await;
    assert_eq!(for_party(&story, 0).await, [Application, Rights, Attorney], "the claimant, at the start");
    assert_eq!(for_party(&story, 1).await, [], "a respondent who was not served");
    let story = Story::filed().await;
    story.talking().await;
    story.drafted(0).await;
    let claimant = [Application, Rights, Attorney, Record];
    assert_eq!(for_party(&story, 0).await, claimant, "no agreement before both said yes to its terms");
    let respondent = [Application, Rights, Notice, Receipt, Attorney, Record];
    assert_eq!(for_party(&story, 1).await, respondent);
    story.effective().await;
    let signed = for_party(&story, 1).await;
    assert!(
        signed.ends_with(&[Agreement, Confirmation]),
        "what is signed can be taken to a court: {signed:?}"
    );
    let (outcome, reason) = (Outcome::Settled, Reason::Agreement);
    story.by_mei(Command::ConcludeCase { case: story.case, outcome, reason, remark: None }).await;
    let last = for_party(&story, 0).await;
    assert!(last.contains(&Certificate) && last.contains(&Agreement), "{last:?}");
    assert!(for_party(&story, 1).await.contains(&Certificate), "both enclose it when they go to a court");
    for at in 0..2 {
        let (key, holder) = secrets_of(&story, at);
        let page = held(&story, &format!("/t/{key}/live"), &holder).await.text;
        assert!(page.contains("9 Apr") && page.contains("may together ask a court"), "{page}");
    }
}

#[tokio::test]
async fn terms_of_a_mediation_that_was_stopped_are_nobodys_any_more() {
    let story = Story::filed().await;
    story.talking().await;
    story.drafted(0).await;
    story.drafted(1).await;
    story.proceed(Action::AgreeTerms { version: 2 }).await;
    story.sign(Signatory::Party(story.parties()[0]), "陈喆").await;
    let term = "从展位右侧展架撤下";
    for at in [0, 1] {
        let (key, holder) = secrets_of(&story, at);
        assert!(for_party(&story, at).await.contains(&Kind::Agreement), "party {at}");
        assert!(held(&story, &format!("/t/{key}"), &holder).await.text.contains(term), "party {at}");
    }
    let party = story.parties()[1];
    story.desk.clock.advance(std::time::Duration::from_mins(1));
    story.proceed(Action::WithdrawConsent { party, means: Means::Spoken }).await;
    for at in [0, 1] {
        let (key, holder) = secrets_of(&story, at);
        let had = for_party(&story, at).await;
        assert!(!had.contains(&Kind::Agreement) && had.contains(&Kind::Record), "party {at}: {had:?}");
        let page = held(&story, &format!("/t/{key}"), &holder).await.text;
        assert!(!page.contains(term), "party {at}: {page}");
    }
    let mut mei = Browser::of(&story.desk, "mei").await;
    let draft = mei.get(&story.path(Kind::Agreement, "", "en")).await.text;
    let record = mei.get(&story.path(Kind::Record, "", "en")).await.text;
    assert!(record.contains("at the wish of a party") && record.contains("☑ No agreement"), "{record}");
    assert!(
        !record.contains("signed as correct") && record.contains(RESPONDENT),
        "nobody was asked: {record}"
    );
    assert!(draft.contains("Never came into effect") && draft.contains("3 copies"), "{draft}");
    assert!(draft.contains(CLAIMANT) && draft.matches(RESPONDENT).count() > 1, "as it was drafted: {draft}");
}

#[tokio::test]
async fn a_record_is_confirmed_by_both_or_says_by_whom_and_asks_nobody_after_a_stop() {
    let story = Story::filed().await;
    story.talking().await;
    let [claimant, respondent] = story.parties();
    let (party, part, means) = (claimant, RecordPart::Mediation, Means::Spoken);
    story.proceed(Action::ConfirmRecord { party, part, version: 1, means }).await;
    story.desk.clock.advance(std::time::Duration::from_mins(1));
    story.proceed(Action::WithdrawConsent { party: respondent, means: Means::Spoken }).await;

    let mut mei = Browser::of(&story.desk, "mei").await;
    let mut lists = vec![mei.get(&format!("/counter/cases/{}/papers", story.case)).await.text];
    for at in [0, 1] {
        let (key, holder) = secrets_of(&story, at);
        lists.push(held(&story, &format!("/t/{key}/papers"), &holder).await.text);
    }
    for list in &lists {
        assert!(list.contains("Confirmed by the applicant alone"), "{list}");
    }
    for (language, said, never) in [
        ("en", "Confirmed by the applicant alone", "Confirmed<"),
        ("en", "Below signs who had confirmed this record before that", "signed as correct"),
        ("zh-CN", "仅申请人确认", "已确认"),
        ("zh-CN", "此前确认过本记录的当事人在下方签名", "确认无误后签名"),
    ] {
        let paper = mei.get(&story.path(Kind::Record, "", language)).await.text;
        assert!(paper.contains(said) && !paper.contains(never), "{paper}");
    }
    let code = payload(&mei.get(&story.path(Kind::Record, "", "en")).await.text);
    let check = story.desk.open(&format!("/v/{code}"), "").await.text;
    assert!(check.contains("Not confirmed by everybody") && !check.contains("applicant"), "{check}");

    // What the mediator finishes afterwards is nobody's to confirm, and nobody has a place to sign under it.
    let body = RecordBody { text: "They met, and one side stopped.".to_owned(), ..RecordBody::default() };
    story.proceed(Action::WriteRecord { part, base: 1, body }).await;
    for at in [0, 1] {
        let (key, holder) = secrets_of(&story, at);
        let page = held(&story, &format!("/t/{key}"), &holder).await.text;
        assert!(!page.contains("confirm version") && page.contains("You need not confirm it"), "{page}");
    }
    let paper = mei.get(&story.path(Kind::Record, "", "en")).await.text;
    assert!(paper.contains("Not confirmed, as the mediation was stopped"), "{paper}");
    assert!(paper.contains("nobody was asked to confirm") && !paper.contains("signed as correct"), "{paper}");
}

/// Typed in English, printed in Chinese: our own words are the paper's, and the other side has the name it gave.
#[tokio::test]
async fn an_agreement_speaks_the_language_of_its_paper_whatever_language_was_typed() {
    let story = Story::filed_with(|new| new.respondents[0].body.name = String::new()).await;
    story.talking().await;
    let [_, respondent] = story.parties();
    let clause = |translation: Option<&str>| ClauseBody {
        kind: ClauseKind::Cover,
        debtor: respondent,
        act: "The lamp is covered".to_owned(),
        translation: translation.map(str::to_owned),
        place: None,
        from: None,
        until: Some(jiff::civil::date(2026, 3, 12)),
        money: None,
        organiser: false,
    };
    let draft = async |base, clauses| {
        let facts = "They show the lamp.".to_owned();
        let body = AgreementBody { facts, clauses, ..AgreementBody::default() };
        let draft = NewAgreement { body, prevailing: Language::En };
        story.proceed(Action::DraftAgreement { base, draft }).await;
    };
    draft(0, vec![clause(None)]).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let article = |page: &str| page.split_once("<article").unwrap().1.to_owned();
    let chinese = article(&mei.get(&story.path(Kind::Agreement, "", "zh-CN")).await.text);
    for own in ["主要事实", "第一条", "The lamp is covered", "协议内容", "Li Hua"] {
        assert!(chinese.contains(own), "{own}: {chinese}");
    }
    assert!(!chinese.contains("Main facts") && !chinese.contains("What is agreed"), "{chinese}");
    assert!(chinese.contains("应于2026年3月12日前（含当日）遮盖展品：The lamp is covered。"), "{chinese}");
    assert!(
        !chinese.contains("商业秘密") && !chinese.contains("第二条"),
        "no clause that nobody typed: {chinese}"
    );
    let english = article(&mei.get(&story.path(Kind::Agreement, "", "en")).await.text);
    assert!(english.contains("What is agreed") && !english.contains("协议内容"), "{english}");
    let sentence = "shall cover the exhibit by 12 Mar 2026: The lamp is covered.";
    assert!(english.contains(sentence), "{english}");

    // To whom it goes stands in the words alone that were typed; what lasts has its days at the end.
    let money = Some(Money::of_cents(20_000, "CNY"));
    let pays = ClauseBody { kind: ClauseKind::Pay, act: "Damages".to_owned(), money, ..clause(None) };
    let kept = ClauseBody { kind: ClauseKind::NotShow, ..clause(None) };
    draft(1, vec![pays, kept]).await;
    let english = article(&mei.get(&story.path(Kind::Agreement, "", "en")).await.text);
    assert!(english.contains("shall pay CNY 200 by 12 Mar 2026: Damages."), "{english}");
    assert!(
        english.contains("shall not show it again: The lamp is covered; until 12 Mar 2026."),
        "{english}"
    );

    // Where nothing was typed there is no heading of it.
    let body = AgreementBody { clauses: vec![clause(None)], ..AgreementBody::default() };
    story
        .proceed(Action::DraftAgreement { base: 2, draft: NewAgreement { body, prevailing: Language::En } })
        .await;
    assert!(!mei.get(&story.path(Kind::Agreement, "", "zh-CN")).await.text.contains("主要事实"));

    // In two languages each column has its own words, the paper's first; what is missing is marked.
    draft(3, vec![clause(Some("遮盖该灯具")), clause(None)]).await;
    let both = article(&mei.get(&story.path(Kind::Agreement, "", "zh-CN")).await.text);
    let at = |words: &str| both.find(words).unwrap_or_else(|| panic!("{words}: {both}"));
    assert!(at("协议内容") < at("What is agreed"));
    assert!(at("遮盖该灯具") < at("The lamp is covered"));
    assert!(both.contains("未翻译"), "{both}");
    assert!(
        both.contains("以英语文本为准") && both.contains("this text prevails"),
        "each in its own: {both}"
    );

    // How it is performed is a clause where somebody typed it, and nowhere else.
    assert!(!english.contains("Performance and other terms"), "{english}");
    let performance = Some("The lamp stays covered overnight.".to_owned());
    let body = AgreementBody { clauses: vec![clause(None)], performance, ..AgreementBody::default() };
    let draft = NewAgreement { body, prevailing: Language::En };
    story.proceed(Action::DraftAgreement { base: 4, draft }).await;
    let typed = article(&mei.get(&story.path(Kind::Agreement, "", "en")).await.text);
    assert!(typed.contains("Performance and other terms"), "{typed}");
    assert!(typed.contains("2. The lamp stays covered overnight."), "{typed}");
}

/// The application names nobody of the respondent's, and an agent comes to the table for it.
#[tokio::test]
async fn an_agent_is_called_one_and_never_stands_under_the_name_of_the_party() {
    const AGENT: &str = "代理人何律师";
    let story = Story::filed_with(|new| new.respondents[0].body.name = String::new()).await;
    story.talking().await;
    let [_, party] = story.parties();
    let (paper, authority) = (domain::procedure::IdentityPaper::Passport, Authority::MaySettle);
    story.proceed(Action::CheckIdentity { party, paper, authority, body: person(AGENT) }).await;
    story.recorded_anew().await;
    story.drafted(0).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    for kind in [Kind::Agreement, Kind::Record] {
        let page = mei.get(&story.path(kind, "", "zh-CN")).await.text;
        let rows: Vec<_> =
            page.split("<dt").flat_map(|row| row.split("<tr")).filter(|row| row.contains(AGENT)).collect();
        assert!(!rows.is_empty(), "{kind:?} has the agent: {page}");
        for row in rows {
            assert!(row.contains("代理人姓名") || row.contains("到场人"), "{kind:?}: {row}");
            assert!(!row.contains(">姓名<"), "{kind:?}: {row}");
        }
        assert!(page.contains(RESPONDENT), "{kind:?} names the party: {page}");
    }
    let record = mei.get(&story.path(Kind::Record, "", "en")).await.text;
    let row = record.split("<dt").find(|row| row.contains(AGENT)).unwrap();
    for said in ["Represented here by", "An agent whose authority to settle was not shown"] {
        assert!(row.contains(said), "who sat there, and by what right: {row}");
    }
}

/// Of two respondents one declines and the other settles: no paper of the talks makes the first a party to them.
#[tokio::test]
async fn who_declined_stands_on_no_paper_of_the_talks() {
    const DECLINED: &str = "佛山市清禾灯饰有限公司";
    let third = PartyId([0x77; 16]);
    let story = Story::filed_with(|new| {
        let mut other = new.respondents[0].clone();
        other.place.id = third;
        other.body.company = Some(DECLINED.to_owned());
        new.respondents.push(other);
    })
    .await;
    story.accepted().await;
    story.notify(third).await;
    let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: None };
    story.proceed(Action::RecordService { party: third, service, body: person("何") }).await;
    story
        .proceed(Action::Answer {
            party: third,
            answer: Answer::Decline,
            text: "2026-03".to_owned(),
            means: Means::Spoken,
            authority: Authority::Own,
            body: ReplyBody { person: person("何"), statement: None, language: None },
            language: None,
        })
        .await;
    story.talked().await;
    story.drafted(0).await;
    story.effective().await;
    let (outcome, reason) = (Outcome::Settled, Reason::Agreement);
    story.by_mei(Command::ConcludeCase { case: story.case, outcome, reason, remark: None }).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    for kind in [Kind::Record, Kind::Agreement, Kind::Confirmation, Kind::ReturnVisit] {
        let page = mei.get(&story.path(kind, "", "zh-CN")).await.text;
        assert!(page.contains(RESPONDENT), "{kind:?} names who took part: {page}");
        assert!(!page.contains(DECLINED), "{kind:?} names who declined: {page}");
    }
    // A number that a respondent has on one paper it has on all, whoever has left since.
    let first = story.parties()[1];
    let mut numbered = async |kind: Kind, of: &str| {
        let page = mei.get(&format!("{}{of}", story.path(kind, "", "zh-CN"))).await.text;
        (page.contains("被申请人一"), page.contains("被申请人二"))
    };
    assert_eq!(numbered(Kind::Agreement, "").await, (true, false));
    assert_eq!(numbered(Kind::Application, "").await, (true, true));
    assert_eq!(numbered(Kind::Application, &format!("&party={first}")).await, (true, false));
    assert_eq!(numbered(Kind::Application, &format!("&party={third}")).await, (false, true));
    let own = format!("{}&party={third}", story.path(Kind::NoPart, "", "zh-CN"));
    let (key, holder) = secrets_of(&story, 2);
    let phone = format!("/t/{key}/papers/{}?language=zh-CN", Kind::NoPart.code());
    for page in [mei.get(&own).await.text, held(&story, &phone, &holder).await.text] {
        assert!(page.contains(DECLINED) && page.contains("答复不参加"), "{page}");
        assert!(!page.contains(RESPONDENT), "nothing of whoever went on: {page}");
    }
    let list = mei.get(&format!("/counter/cases/{}/papers", story.case)).await.text;
    assert!(list.contains(&format!("papers/no-part?language=en&#38;party={third}")), "{list}");
    let theirs = for_party(&story, 2).await;
    assert_eq!(theirs.last(), Some(&Kind::NoPart), "{theirs:?}");
    for ended in [Kind::Termination, Kind::Certificate, Kind::Record, Kind::Agreement] {
        assert!(!theirs.contains(&ended), "{ended:?}");
    }
    for at in 0..2 {
        assert!(!for_party(&story, at).await.contains(&Kind::NoPart), "it is for who declined alone");
    }
    let filed = mei.get(&story.path(Kind::Application, "", "zh-CN")).await.text;
    assert!(!filed.contains("Li Hua"), "who came to the table is nobody's but theirs: {filed}");
    assert!(filed.contains(RESPONDENT) && filed.contains(DECLINED), "it stays what was filed: {filed}");
    assert!(!theirs.contains(&Kind::Attorney), "nobody is sent by whoever is out");
    each_respondents_copy_names_it_alone(&story, [RESPONDENT, DECLINED]).await;
    the_applicants_certificate_names_everybody(&story, DECLINED, "未与该被申请人进行调解").await;
}

/// It says how it ended for each; a respondent's own copy, at the desk and on the phone, has nothing of whoever was not at the table.
async fn the_applicants_certificate_names_everybody(story: &Story, apart: &str, how: &str) {
    let mut mei = Browser::of(&story.desk, "mei").await;
    let desks = story.path(Kind::Certificate, "", "zh-CN");
    let phone = format!("papers/{}?language=zh-CN", Kind::Certificate.code());
    let (key, holder) = secrets_of(story, 0);
    for page in [mei.get(&desks).await.text, held(story, &format!("/t/{key}/{phone}"), &holder).await.text] {
        for said in [RESPONDENT, apart, how, "被申请人一", "被申请人二"] {
            assert!(page.contains(said), "{said}: {page}");
        }
    }
    let (key, holder) = secrets_of(story, 1);
    let first = story.parties()[1];
    let list = mei.get(&format!("/counter/cases/{}/papers", story.case)).await.text;
    assert!(list.contains(&format!("papers/certificate?language=en&#38;party={first}")), "{list}");
    assert_eq!(list.matches("papers/certificate?language=en&#38;party=").count(), 1, "{list}");
    let third = story.desk.app.now().desk.case(story.case).unwrap().respondents()[1].place.id;
    for ending in ["", ".pdf"] {
        let path = format!("{}&party={third}", story.path(Kind::Certificate, ending, "zh-CN"));
        let status = mei.get(&path).await.status;
        assert_eq!(status, StatusCode::NOT_FOUND, "who has none is not printed the applicant's, {path}");
    }
    for other in [first, third] {
        let own = held(story, &format!("/t/{key}/{phone}&party={other}"), &holder).await.text;
        assert!(own.contains(RESPONDENT) && !own.contains(apart), "a phone has its own: {own}");
    }
    for page in [
        mei.get(&format!("{desks}&party={first}")).await.text,
        held(story, &format!("/t/{key}/{phone}"), &holder).await.text,
    ] {
        assert!(page.contains(RESPONDENT), "{page}");
        assert!(!page.contains(apart) && !page.contains(how), "{page}");
    }
}

/// What was said and confirmed at a table of three is not told as if there had been two.
#[tokio::test]
async fn who_left_a_talk_is_still_told_by_its_record() {
    const LEFT: &str = "佛山市清禾灯饰有限公司";
    let third = PartyId([0x77; 16]);
    let story = Story::filed_with(|new| {
        let mut other = new.respondents[0].clone();
        other.place.id = third;
        other.body.company = Some(LEFT.to_owned());
        new.respondents.push(other);
    })
    .await;
    story.accepted().await;
    story.notify(third).await;
    let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: None };
    story.proceed(Action::RecordService { party: third, service, body: person("何") }).await;
    let body = ReplyBody { person: person("何"), statement: None, language: None };
    let (text, means) = ("2026-03".to_owned(), Means::Spoken);
    let (answer, authority, language) = (Answer::Accept, Authority::Own, None);
    story.proceed(Action::Answer { party: third, answer, text, means, authority, body, language }).await;
    story.talked().await;
    let part = RecordPart::Undisputed;
    story.proceed(Action::ConfirmRecord { part, version: 1, party: third, means: Means::Spoken }).await;
    story.proceed(Action::WithdrawConsent { party: third, means: Means::Spoken }).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let record = mei.get(&story.path(Kind::Record, "", "zh-CN")).await.text;
    for told in [RESPONDENT, LEFT, "被申请人二"] {
        assert!(record.contains(told), "{told} was there: {record}");
    }
    story.drafted(0).await;
    story.effective().await;
    let (outcome, reason) = (Outcome::Settled, Reason::Agreement);
    story.by_mei(Command::ConcludeCase { case: story.case, outcome, reason, remark: None }).await;
    the_applicants_certificate_names_everybody(&story, LEFT, "与该被申请人的调解于").await;
}

/// On the phone and as the desk prints it: what a respondent is handed bears that respondent, and how many others there are.
async fn each_respondents_copy_names_it_alone(story: &Story, names: [&str; 2]) {
    let mut mei = Browser::of(&story.desk, "mei").await;
    let list = mei.get(&format!("/counter/cases/{}/papers", story.case)).await.text;
    for (at, own) in names.into_iter().enumerate() {
        let other = names[1 - at];
        let id = story.desk.app.now().desk.case(story.case).unwrap().respondents()[at].place.id;
        assert!(list.contains(&format!("Copy for respondent {}", at + 1)), "{list}");
        let (key, holder) = secrets_of(story, at + 1);
        for kind in [Kind::Application, Kind::Rights] {
            let phone = format!("/t/{key}/papers/{}?language=zh-CN", kind.code());
            let desks = format!("{}&party={id}", story.path(kind, "", "zh-CN"));
            let desks = mei.get(&desks).await.text;
            assert!(desks.contains(&format!("party={id}")), "its PDF is the same copy: {desks}");
            for page in [held(story, &phone, &holder).await.text, desks] {
                assert!(page.contains(CLAIMANT) && page.contains(own), "{kind:?}: {page}");
                assert!(!page.contains(other), "{kind:?} names another: {page}");
                assert_eq!(page.contains("另有1名被申请人"), kind == Kind::Application, "{page}");
            }
        }
    }
    let (key, holder) = secrets_of(story, 0);
    let applicants = held(story, &format!("/t/{key}/papers/application?language=zh-CN"), &holder).await.text;
    assert!(names.iter().all(|name| applicants.contains(name)), "{applicants}");
    assert!(!applicants.contains("另有"), "{applicants}");
}

/// The archive is checked as anybody would years later: every digest of its list, and the fair's signature over the list.
#[tokio::test]
async fn the_whole_file_is_one_document_and_an_archive_whose_list_is_signed() {
    use sha2::Digest as _;
    use std::io::Read as _;
    let story = Story::filed().await;
    story.talking().await;
    story.drafted(0).await;
    story.effective().await;
    let mei = Browser::of(&story.desk, "mei").await;
    let base = format!("/counter/cases/{}/file", story.case);
    let page = story.desk.open(&base, &mei.cookies).await;
    assert!(page.text.contains("still lacks") && page.text.contains("A return visit"), "{}", page.text);

    let whole = pdf(&story.desk, &mei.cookies, &format!("{base}/file.pdf?language=en")).await;
    assert!(whole.starts_with(b"%PDF-"));
    assert!(whole.windows(9).any(|found| found == b"/Outlines"), "there are bookmarks");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/papers");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("whole-file.pdf");
    std::fs::write(&file, &whole).unwrap();
    if let Ok(read) = Program::new("pdftotext").arg(&file).arg("-").output() {
        let text: String = String::from_utf8_lossy(&read.stdout).split_whitespace().collect();
        assert!(text.contains("Missing:"), "what is missing is called missing: {text}");
    }

    let packed = pdf(&story.desk, &mei.cookies, &format!("{base}/file.zip?language=zh-CN")).await;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(packed)).unwrap();
    let mut read = |name: &str| {
        let mut bytes = Vec::new();
        archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    };
    let sums = read("SHA256SUMS");
    let signature: [u8; 64] = read("SHA256SUMS.sig").try_into().unwrap();
    let key = story.desk.app.engine.reader().fair_key().public_key();
    assert!(crate::journal::verify_signature(&key, &sums, &signature));
    let text = String::from_utf8(sums).unwrap();
    let mut names = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (digest, name) = line.split_once("  ").unwrap();
        let bytes = read(name);
        assert_eq!(digest, data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(&bytes)), "{name}");
        names.push(name.to_owned());
    }
    for name in ["00-cover.pdf", "00-contents.pdf", "01-application.pdf"] {
        assert!(names.iter().any(|known| known == name), "{name} of {names:?}");
    }
    assert!(names.iter().any(|name| name.ends_with("-agreement.pdf")), "{names:?}");
    assert!(
        names.last().unwrap().ends_with("-closing-report.pdf") || names.last().unwrap().contains("photos/")
    );
    for name in ["tom", "organiser"] {
        let other = Browser::of(&story.desk, name).await;
        for path in [base.clone(), format!("{base}/file.zip")] {
            assert_eq!(story.desk.open(&path, &other.cookies).await.status, StatusCode::FORBIDDEN, "{name}");
        }
    }
}
