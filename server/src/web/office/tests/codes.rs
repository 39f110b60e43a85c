//! The address lock, the codes behind it, and the fair they belong to.

use std::net::SocketAddr;

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Request, StatusCode, header},
};
use domain::{
    Actor, BoothId, Command, ExhibitorId, HallId, ScanToken, body::ExhibitorBody, command::NewBooth, testing,
};
use http_body_util::BodyExt;
use tower::ServiceExt;

use super::{Browser, fair::PLAN, location};
use crate::{
    evidence::photo::Limits,
    qr,
    testing::{Answer, TestDesk, words::of_pdf as words_of},
};

const ADDRESS: &str = "/office/address";
const CHOSEN: &str = "http://desk.fair.example:8080";

async fn choose(browser: &Browser<'_>, typed: &str) -> Answer {
    browser.send(ADDRESS, ADDRESS, &[("url", "typed"), ("typed", typed)]).await
}

/// The path of the test code on the organiser's page.
fn test_path(page: &Answer) -> String {
    let at = page.text.find("/test/").unwrap_or_else(|| panic!("{}", page.text));
    page.text[at..].split(['<', '"', ' ']).next().unwrap().to_owned()
}

/// A request from a phone at this network address.
async fn phone(desk: &TestDesk, peer: &str, host: &str, path: &str) -> Answer {
    let mut request = Request::get(path)
        .header(header::ACCEPT, "text/html")
        .header(header::HOST, host)
        .body(Body::empty())
        .unwrap();
    request.extensions_mut().insert(ConnectInfo(peer.parse::<SocketAddr>().unwrap()));
    desk.send(request).await
}

async fn confirmed(desk: &TestDesk) {
    let organiser = Actor::Staff(testing::ORGANISER);
    desk.ask(organiser, Command::ChooseAddress { url: CHOSEN.into() }).await.unwrap();
    desk.ask(Actor::Public, Command::ConfirmAddress { url: CHOSEN.into() }).await.unwrap();
}

async fn booth(desk: &TestDesk, number: &str) -> BoothId {
    let id = BoothId(desk.app.fresh_id());
    let token = ScanToken(crate::access::secrets::BoothToken::random().reveal());
    let enrol = Command::EnrolExhibitor {
        exhibitor: ExhibitorId(desk.app.fresh_id()),
        booths: vec![NewBooth { id, hall: HallId("1".into()), number: number.into(), token }],
        undertaking: None,
        body: ExhibitorBody { name: format!("Lumen {number} & Söhne"), ..ExhibitorBody::default() },
    };
    desk.ask(Actor::System, enrol).await.unwrap();
    id
}

#[tokio::test]
async fn printing_stays_locked_until_a_phone_opened_the_test_code() {
    let desk = TestDesk::new().await;
    let browser = Browser::organiser(&desk).await;
    let booth = booth(&desk, "A1").await;
    let places = [
        format!("/office/booths/{booth}/qr.svg"),
        "/office/halls/1/qr.png".into(),
        "/office/sheets?hall=1".into(),
        "/office/sheets/booths.pdf?kind=card".into(),
        "/office/sheets/halls.pdf".into(),
    ];
    for (text, field) in [("", "typed"), ("http://localhost:8080", "typed"), ("http://a/b", "typed")] {
        let answer = choose(&browser, text).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
        assert!(answer.text.contains(&format!("href=\"#{field}\"")), "{}", answer.text);
    }
    assert_eq!(location(&choose(&browser, "desk.fair.example:8080").await), ADDRESS);
    let path = test_path(&browser.open(ADDRESS).await);
    let locked = async || {
        for place in &places {
            let answer = browser.open(place).await;
            assert_eq!(answer.status, StatusCode::CONFLICT, "{place}");
            assert!(answer.text.contains("Printing is still locked"), "{}", answer.text);
        }
    };
    locked().await;
    // Under another name, from the desk itself, with a made-up token.
    let far = "192.0.2.7:5000";
    for (peer, host, says) in [
        (far, "192.168.1.20:8080", "another address"),
        ("127.0.0.1:5000", "desk.fair.example:8080", "the desk itself"),
    ] {
        let answer = phone(&desk, peer, host, &path).await;
        assert!(answer.text.contains(says), "{}", answer.text);
    }
    assert_eq!(phone(&desk, far, "desk.fair.example:8080", "/test/AAAA").await.status, 404);
    locked().await;

    let answer = phone(&desk, far, "Desk.Fair.example:8080", &path).await;
    assert!(answer.status.is_success() && answer.text.contains("It works"), "{}", answer.text);
    assert!(browser.open("/office/address/state").await.text.contains("Printing is unlocked"));
    for place in &places {
        assert_eq!(browser.open(place).await.status, 200, "{place}");
    }

    // Another address has to be tried anew, with another test code.
    let fields = [("url", "http://10.0.0.9"), ("instead", CHOSEN)];
    assert_eq!(location(&browser.send(ADDRESS, ADDRESS, &fields).await), ADDRESS);
    locked().await;
    assert_eq!(phone(&desk, far, "desk.fair.example:8080", &path).await.status, 404);
}

/// What hangs in the halls leads to the old address for as long as it hangs.
#[tokio::test]
async fn another_address_than_that_of_printed_codes_is_asked_for_twice_and_the_old_one_stays_on_offer() {
    let desk = TestDesk::new().await;
    let browser = Browser::organiser(&desk).await;
    let present = || desk.app.now().desk.fair().unwrap().address.clone().unwrap();
    booth(&desk, "A1").await;
    confirmed(&desk).await;
    let asked = choose(&browser, "other.example:8080").await;
    assert_eq!((asked.status, present().as_str()), (StatusCode::CONFLICT, CHOSEN), "nothing is taken yet");
    let places = {
        let at = desk.app.now();
        at.desk.booths().count() + at.desk.halls().count()
    };
    for said in [
        "Use http://other.example:8080 instead of",
        &format!("{places} codes could be printed with {CHOSEN}"),
    ] {
        assert!(asked.text.contains(said), "{said}: {}", asked.text);
    }
    // Said of another address than the one that is printed now, it is asked again.
    let of = async |old| {
        let fields = [("url", "http://other.example:8080"), ("instead", old)];
        browser.send(ADDRESS, ADDRESS, &fields).await
    };
    assert_eq!(of("http://third.example").await.status, StatusCode::CONFLICT);
    assert_eq!(location(&of(CHOSEN).await), ADDRESS);
    assert_eq!(present(), "http://other.example:8080");
    let page = browser.open(ADDRESS).await.text;
    assert!(
        page.contains(&format!("value=\"{CHOSEN}\"")) && page.contains("Codes were printed with this one")
    );
    // Nothing could be printed with the new one, so the way back is open.
    assert_eq!(location(&choose(&browser, CHOSEN).await), ADDRESS);
    assert_eq!(present(), CHOSEN);
}

#[tokio::test]
async fn a_code_says_where_its_place_is_and_can_be_replaced() {
    let desk = TestDesk::new().await;
    let browser = Browser::organiser(&desk).await;
    let booth = booth(&desk, "A1").await;
    confirmed(&desk).await;
    let here = format!("/office/booths/{booth}");
    let token = |desk: &TestDesk| desk.app.now().desk.booth(booth).unwrap().token.to_string();
    for size in ["phone", "print"] {
        let request = Request::get(format!("{here}/qr.png?size={size}"))
            .header(header::AUTHORIZATION, format!("Bearer {}", desk.sign_in(testing::ORGANISER).await))
            .body(Body::empty());
        let response = desk.service.clone().oneshot(request.unwrap()).await.unwrap();
        assert_eq!(response.headers()[header::CONTENT_TYPE], "image/png");
        let picture = response.into_body().collect().await.unwrap().to_bytes();
        let said = qr::decode(&picture, &Limits::default()).unwrap();
        assert_eq!(said, [format!("{CHOSEN}/b/{}", token(&desk))]);
    }
    let svg = browser.open(&format!("{here}/qr.svg?size=print")).await;
    assert!(svg.text.starts_with("<svg") && svg.headers[header::CONTENT_TYPE] == "image/svg+xml");
    let page = browser.open(&here).await;
    assert!(page.text.contains("Lumen A1 &#38; Söhne") && page.text.contains(&token(&desk)), "{}", page.text);

    let before = token(&desk);
    let replaced = browser.send(&here, &format!("{here}/code"), &[("idempotency_key", "k")]).await;
    assert_eq!(location(&replaced), format!("{here}?replaced=1"));
    assert_ne!(token(&desk), before);
    let after = token(&desk);
    browser.send(&here, &format!("{here}/code"), &[("idempotency_key", "k")]).await;
    assert_eq!(token(&desk), after, "a double tap replaces once");
    assert_eq!(desk.open(&format!("/b/{before}"), "").await.status, StatusCode::GONE);

    let hall = |desk: &TestDesk| desk.app.now().desk.hall(&HallId("1".into())).unwrap().token.to_string();
    let before = hall(&desk);
    assert_eq!(
        location(&browser.send("/office/halls/1", "/office/halls/1/code", &[]).await),
        "/office/halls/1?replaced=1"
    );
    assert_ne!(hall(&desk), before);
    assert_eq!(browser.open("/office/booths/x").await.status, 404);
    assert_eq!(browser.open("/office/halls/9").await.status, 404);
}

/// The codes on a page of a PDF, where a program that draws pages is installed.
fn codes_on(pdf: &[u8], page: usize) -> Option<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sheets.pdf");
    std::fs::write(&file, pdf).unwrap();
    let (page, stem) = (page.to_string(), folder.path().join("page"));
    let drawn = std::process::Command::new("pdftoppm")
        .args(["-r", "150", "-gray", "-png", "-singlefile", "-f", &page, "-l", &page])
        .args([&file, &stem])
        .output()
        .ok()?;
    assert!(drawn.status.success(), "{}", String::from_utf8_lossy(&drawn.stderr));
    let drawing = std::fs::read(stem.with_extension("png")).unwrap();
    Some(qr::decode(&drawing, &Limits::default()).unwrap())
}

#[tokio::test]
async fn codes_of_booths_are_printed_hall_by_hall_in_every_language() {
    let desk = TestDesk::new().await;
    let browser = Browser::organiser(&desk).await;
    let mut ids: Vec<_> = Vec::new();
    for n in (1..=11).rev() {
        ids.push(booth(&desk, &format!("A{n}")).await);
    }
    ids.reverse();
    confirmed(&desk).await;
    let url = |id: BoothId| format!("{CHOSEN}/b/{}", desk.app.now().desk.booth(id).unwrap().token);
    for (kind, on_second) in [("poster", 1..2), ("card", 2..4), ("label", 10..11)] {
        let sheet = browser.open(&format!("/office/sheets/booths.pdf?kind={kind}&hall=1")).await;
        assert_eq!(sheet.headers[header::CONTENT_TYPE], "application/pdf", "{}", sheet.text);
        let name = sheet.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
        assert!(name.contains(&format!("fairdesk-booths-{kind}-1.pdf")), "{name}");
        if let Some(mut codes) = codes_on(&sheet.bytes, 2) {
            let mut wanted: Vec<_> = ids[on_second].iter().map(|id| url(*id)).collect();
            codes.sort();
            wanted.sort();
            assert_eq!(codes, wanted, "{kind}: the second page, in the order of the hall");
        }
        if let Some(words) = words_of(&sheet.bytes) {
            for said in ["IPdispute?Question?Scan.", "知识产权纠纷或疑问？扫码。", "LumenA10&Söhne"]
            {
                assert!(words.contains(said), "{kind}: {said}: {words}");
            }
        }
    }
    let one = browser.open(&format!("/office/sheets/booths.pdf?kind=card&booth={}", ids[9])).await;
    if let Some(codes) = codes_on(&one.bytes, 1) {
        assert_eq!(codes, [url(ids[9])]);
    }
    let page = browser.open("/office/sheets?hall=1").await;
    for kind in ["Posters, A4", "Table cards, A5", "Labels, 105"] {
        assert!(page.text.contains(kind), "{kind}: {}", page.text);
    }
    assert!(
        page.text.contains("All booths (11)") && page.text.contains("selected>Hall 1 (11)"),
        "{}",
        page.text
    );
    let page = browser.open(&format!("/office/sheets?booth={}", ids[9])).await;
    assert!(page.text.contains("A10"), "{}", page.text);
    for (path, status) in [
        ("/office/sheets/booths.pdf?kind=card&hall=9", 404),
        ("/office/sheets/booths.pdf?kind=card&hall=2", 404),
        ("/office/sheets/booths.pdf?kind=banner", 422),
        ("/office/sheets/booths.pdf?kind=card&booth=x", 404),
        ("/office/sheets/halls.pdf?hall=9", 404),
    ] {
        assert_eq!(browser.open(path).await.status, status, "{path}");
    }
    let halls = browser.open("/office/halls").await;
    assert!(halls.text.contains("/office/sheets?hall=1"), "{}", halls.text);
}

/// Whoever stands before a booth may read one script alone.
#[tokio::test]
async fn both_names_of_the_list_stand_on_every_kind_of_sheet() {
    let desk = TestDesk::new().await;
    let browser = Browser::organiser(&desk).await;
    let id = exhibits(&desk, "A1", "极光照明", Some("Aurora Lighting")).await;
    confirmed(&desk).await;
    for kind in ["poster", "card", "label"] {
        let sheet = browser.open(&format!("/office/sheets/booths.pdf?kind={kind}")).await;
        assert_eq!(sheet.headers[header::CONTENT_TYPE], "application/pdf", "{}", sheet.text);
        if let Some(words) = words_of(&sheet.bytes) {
            assert!(words.contains("AuroraLighting") && words.contains("极光照明"), "{kind}: {words}");
        }
    }
    let page = browser.open(&format!("/office/booths/{id}")).await.text;
    assert!(page.contains("Aurora Lighting (极光照明)"), "{page}");
}

/// An exhibitor with a booth of its own in hall 1.
async fn exhibits(desk: &TestDesk, number: &str, name: &str, other: Option<&str>) -> BoothId {
    let id = BoothId(desk.app.fresh_id());
    let token = ScanToken(crate::access::secrets::BoothToken::random().reveal());
    let enrol = Command::EnrolExhibitor {
        exhibitor: ExhibitorId(desk.app.fresh_id()),
        booths: vec![NewBooth { id, hall: HallId("1".into()), number: number.into(), token }],
        undertaking: None,
        body: ExhibitorBody {
            name: name.into(),
            other_name: other.map(str::to_owned),
            ..ExhibitorBody::default()
        },
    };
    desk.ask(Actor::System, enrol).await.unwrap();
    id
}

/// A sheet hangs at a booth for days: whoever makes it is told first what no font of ours can print.
#[tokio::test]
async fn whose_name_cannot_be_printed_is_told_before_sheets_are_made_unless_another_name_can() {
    let desk = TestDesk::new().await;
    let browser = Browser::organiser(&desk).await;
    let rare = "王\u{2a6d6} Lamps";
    let plain = exhibits(&desk, "A1", "Aurora", None).await;
    let both = exhibits(&desk, "A2", rare, Some("Wang Lighting")).await;
    confirmed(&desk).await;
    let page = browser.open("/office/sheets").await.text;
    assert!(!page.contains("Some letters on"), "{page}");
    for kind in ["poster", "card", "label"] {
        let sheet = browser.open(&format!("/office/sheets/booths.pdf?kind={kind}&booth={both}")).await;
        if let Some(words) = words_of(&sheet.bytes) {
            assert!(words.contains("WangLighting"), "{kind}: {words}");
            assert!(!words.contains("U+2A6D6") && !words.contains("Lamps"), "{kind}: {words}");
        }
    }

    let alone = exhibits(&desk, "A3", rare, None).await;
    let neither = exhibits(&desk, "A4", rare, Some("\u{2a696}")).await;
    let page = browser.open("/office/sheets").await.text;
    assert!(page.contains("Some letters on 2 sheets cannot be printed"), "{page}");
    for (number, letters) in [("A3", "\u{2a6d6} U+2A6D6<"), ("A4", "\u{2a696} U+2A696, \u{2a6d6} U+2A6D6<")] {
        assert!(page.contains(&format!("{number}: <bdi>{letters}")), "{number}: {page}");
    }
    for (booth, told) in [(plain, false), (both, false), (alone, true), (neither, true)] {
        let page = browser.open(&format!("/office/sheets?booth={booth}")).await.text;
        assert_eq!(page.contains("Some letters on 1 sheet cannot be printed"), told, "{page}");
    }
    let sheet = browser.open(&format!("/office/sheets/booths.pdf?kind=card&booth={alone}")).await;
    if let Some(words) = words_of(&sheet.bytes) {
        assert!(words.contains("王[U+2A6D6]Lamps"), "what cannot be printed stands as its number: {words}");
    }

    for n in 5..=8 {
        exhibits(&desk, &format!("A{n}"), rare, None).await;
    }
    let page = browser.open("/office/sheets").await.text;
    assert!(page.contains("Some letters on 6 sheets cannot be printed"), "{page}");
    assert_eq!(page.matches("U+2A6D6<").count(), 5, "the first few: {page}");
    assert!(page.contains("And 1 more."), "{page}");

    // Nobody finds a name by numbers alone: its line stays empty.
    let foreign = exhibits(&desk, "A30", "श्री प्रकाश Co", None).await;
    let page = browser.open(&format!("/office/sheets?booth={foreign}")).await.text;
    assert!(page.contains("Some letters on 1 sheet cannot be printed"), "{page}");
    let sheet = browser.open(&format!("/office/sheets/booths.pdf?kind=card&booth={foreign}")).await;
    if let Some(words) = words_of(&sheet.bytes) {
        assert!(words.contains("A30") && !words.contains("[U+") && !words.contains("Co\n"), "{words}");
    }
}

#[tokio::test]
async fn what_a_hall_poster_cannot_print_is_told_as_well() {
    let desk = TestDesk::new().await;
    let browser = Browser::organiser(&desk).await;
    confirmed(&desk).await;
    let mut plan = desk.app.now().desk.fair().unwrap().plan.clone();
    plan.emergency = "\u{2a6d6} 110".to_owned();
    desk.ask(Actor::Staff(testing::ORGANISER), Command::AmendFair { plan }).await.unwrap();
    let halls = desk.app.now().desk.halls().count();
    assert!(halls > 1, "{halls}");
    let page = browser.open("/office/sheets").await.text;
    let said = format!("Some letters on {halls} sheets cannot be printed");
    assert!(page.contains(&said) && page.contains("<bdi>\u{2a6d6} U+2A6D6<"), "{page}");
}

#[tokio::test]
async fn of_many_sheets_a_page_tells_how_far_they_are_and_then_gives_them() {
    let desk = TestDesk::new().await;
    let browser = Browser::organiser(&desk).await;
    booth(&desk, "A1").await;
    confirmed(&desk).await;
    let asked = "/office/sheets/booths?kind=label&hall=1";
    let file = "/office/sheets/booths.pdf?kind=label&hall=1&booth=";
    assert_eq!(location(&browser.open(asked).await), file, "few are given at once");
    for n in 2..=201 {
        booth(&desk, &format!("A{n}")).await;
    }
    let page = location(&browser.open(asked).await);
    let token = page.rsplit('/').next().unwrap();
    let making = desk.app.makings().find(token, desk.app.clock.monotonic()).unwrap();
    let shown = browser.open(&page).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.text);
    while making.made().is_none() {
        tokio::task::yield_now().await;
    }
    assert_eq!(making.through(), 201);
    let text = browser.open(&page).await.text;
    let made = format!("{file}&made={token}");
    let link = made.replace('&', "&#38;");
    assert!(text.contains("with 201") && (text.contains(&link) || text.contains(&made)), "{text}");
    let part = browser.open(&format!("{page}/state")).await.text;
    assert!(part.starts_with("<div data-live=\"sheets\">"), "{part}");
    let sheet = browser.open(&made).await;
    assert_eq!(sheet.headers[header::CONTENT_TYPE], "application/pdf", "{}", sheet.text);
    assert_eq!(Some(&sheet.bytes), making.made().as_ref(), "it is not made again");
    assert_eq!(browser.open("/office/sheets/booths/gone").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn each_hall_has_a_poster_with_whom_to_call_in_an_emergency() {
    let desk = TestDesk::new().await;
    let browser = Browser::organiser(&desk).await;
    confirmed(&desk).await;
    let mut plan = desk.app.now().desk.fair().unwrap().plan.clone();
    plan.desk = "Hall 2, entrance B".into();
    plan.emergency = "Security 8800".into();
    desk.ask(Actor::Staff(testing::ORGANISER), Command::AmendFair { plan }).await.unwrap();
    let posters = browser.open("/office/sheets/halls.pdf").await;
    let hall = |hall: &str| {
        let published = desk.app.now();
        format!("{CHOSEN}/h/{}", published.desk.hall(&HallId(hall.into())).unwrap().token)
    };
    for (page, of) in [(1, "1"), (2, "2")] {
        if let Some(codes) = codes_on(&posters.bytes, page) {
            assert_eq!(codes, [hall(of)]);
        }
    }
    if let Some(words) = words_of(&posters.bytes) {
        for said in [
            "Copiedatthefair?",
            "展品被仿冒？",
            "Mediationdesk·调解台：Hall2,entranceB",
            "Emergency·紧急联系：Security8800",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
        assert_eq!(words.matches("Security8800").count(), 2, "once on each of two posters: {words}");
    }
    let one = browser.open("/office/sheets/halls.pdf?hall=2").await;
    if let Some(codes) = codes_on(&one.bytes, 1) {
        assert_eq!(codes, [hall("2")]);
    }
}

#[tokio::test]
async fn the_plan_is_amended_and_halls_are_added() {
    let desk = TestDesk::new().await;
    let browser = Browser::organiser(&desk).await;
    let page = "/office/fair";
    let good = PLAN;
    assert_eq!(location(&browser.send(page, page, &good).await), "/office/fair?saved=1");
    let now = desk.app.now();
    let plan = &now.desk.fair().unwrap().plan;
    assert_eq!((plan.name.as_str(), plan.rooms.len(), plan.languages.len()), ("Renamed Fair", 3, 1));
    let last = jiff::civil::date(2026, 3, 13);
    assert_eq!((plan.hours_of(last).closes.hour(), plan.country.as_str()), (14, "CN"));
    let shown = browser.open(page).await.text;
    assert!(shown.contains("Room 3 = 2") && shown.contains("name=\"closes-2026-03-13\""), "{shown}");

    let mut bad = good;
    bad[2].1 = "2026-03-01";
    let answer = browser.send(page, page, &bad).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("href=\"#last_day\""));

    // Somebody is on duty in it.
    let mut bad = good;
    bad[6].1 = "Room 1";
    let answer = browser.send(page, page, &bad).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("href=\"#rooms\""), "{}", answer.text);

    let add = "/office/fair/halls";
    location(&browser.send(page, add, &[("halls", "Hall 3\n1\n4")]).await);
    let halls: Vec<_> = desk.app.now().desk.halls().map(|hall| hall.id.to_string()).collect();
    assert_eq!(halls, ["1", "2", "3", "4"]);
    for wrong in ["", "5 = Z", "Hall 3\n1"] {
        let answer = browser.send(page, add, &[("halls", wrong)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let known = browser.send(page, add, &[("halls", "3")]).await.text;
    assert!(known.contains("There already, so nothing was added."), "{known}");
}

#[tokio::test]
async fn a_stray_hall_is_taken_out_once_nothing_stands_in_it() {
    let desk = TestDesk::new().await;
    let browser = Browser::organiser(&desk).await;
    location(&browser.send("/office/fair", "/office/fair/halls", &[("halls", "F10")]).await);
    let (page, remove) = ("/office/halls/F10", "/office/halls/F10/remove");
    let token = desk.enrol("Aurora & Sons", None, &["F10/A12"]).await.remove(0);
    let shown = browser.open(page).await.text;
    assert!(shown.contains("/office/exhibitors?hall=F10\">1 exhibitor</a>"), "{shown}");
    assert!(!shown.contains(remove), "{shown}");
    let refused = browser.send(page, remove, &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text.contains("Something stands in this hall"), "{}", refused.text);

    let exhibitor = desk.app.now().desk.exhibitors().next().unwrap().id;
    let body = ExhibitorBody { name: "Aurora & Sons".into(), ..ExhibitorBody::default() };
    let moved = Command::EnrolExhibitor { exhibitor, booths: Vec::new(), undertaking: None, body };
    desk.ask(Actor::System, moved).await.unwrap();
    assert!(browser.open(page).await.text.contains(remove));
    assert_eq!(location(&browser.send(page, remove, &[]).await), "/office/halls?removed=1");
    assert!(browser.open("/office/halls?removed=1").await.text.contains("The hall was taken out."));
    assert_eq!(browser.open(page).await.status, StatusCode::NOT_FOUND);
    let scanned = desk.open(&format!("/b/{token}"), "").await;
    assert_eq!(scanned.status, StatusCode::GONE);
    assert!(scanned.text.contains("The place it belonged to is no longer used"), "{}", scanned.text);
}

#[tokio::test]
async fn the_rules_are_shown_and_changed_on_the_page_of_the_fair() {
    let desk = TestDesk::with(|settings| {
        settings.lines.max_misses = 5;
        settings.chosen.insert("lines.call_grace_minutes".to_owned());
    })
    .await;
    let browser = Browser::organiser(&desk).await;
    let (page, set) = ("/office/fair", "/office/fair/rules");
    let good = [
        ("rule-reply", "90"),
        ("rule-response", "720"),
        ("rule-appointment", "60"),
        ("rule-grace", "10"),
        ("rule-walk", "１５"),
        ("rule-hold", "20"),
        ("rule-misses", "5"),
        ("rule-recall", "60"),
        ("rule-reception", "10"),
        ("rule-talks", "45"),
        ("rule-mediators", "2"),
        ("rule-reply-hours", "open"),
        ("rule-response-hours", "all"),
    ];
    assert!(browser.open(page).await.text.contains("name=\"rule-response\" type=\"text\" value=\"1440\""));
    let mut bad = good;
    bad[0].1 = "1";
    bad[5].1 = "17";
    let answer = browser.send(page, set, &bad).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.text.contains("href=\"#rule-reply\"") && answer.text.contains("value=\"17\""),
        "it is kept"
    );
    let before = desk.app.now().desk.rules().clone();
    assert_eq!(location(&browser.send(page, set, &good).await), "/office/fair?saved=1");
    let now = desk.app.now();
    let rules = now.desk.rules();
    assert_eq!((rules.procedure.response.minutes, rules.procedure.walk_min, rules.grace_s), (720, 15, 1200));
    assert_eq!(rules.keeping, before.keeping, "how long what is kept is not changed here");
    // A file that says something of two values leaves what was laid down here, and the page says which of them holds.
    let rules = domain::fair::LineRules { max_misses: 5, ..before };
    desk.ask(Actor::System, Command::SetRules { rules }).await.unwrap();
    let now = desk.app.now();
    assert_eq!((now.desk.rules().max_misses, now.desk.rules().grace_s), (5, 1200));
    let told = browser.open(page).await.text;
    let told = told.split("id=\"of-file\"").nth(1).unwrap().split("</dl>").next().unwrap();
    assert!(told.contains("<dt>Missed calls after which a ticket is closed</dt><dd>5</dd>"), "{told}");
    assert!(told.contains("<dd>10 <span class=\"quiet\">(does not hold"), "{told}");
    assert_eq!(told.matches("<dt>").count(), 2, "of what nobody wrote into it the file says nothing: {told}");
    let head = Browser::of(&desk, testing::HEAD).await;
    assert_eq!(head.send("/counter", set, &good).await.status, StatusCode::FORBIDDEN);
}
