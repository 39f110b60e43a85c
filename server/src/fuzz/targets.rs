//! The parsers that meet strangers' bytes, and what must hold of each besides that it does not panic.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Request, header},
};
use domain::testing;

use super::{pictures, try_out};
use crate::{
    access::{
        caller::Device,
        cookies::{Cookie, Cookies},
        csrf,
        pin::Pin,
        secrets::{BoothToken, HolderCode, HolderToken, KeyHash, SessionToken, TicketKey},
        stamp::Stamper,
    },
    addresses::PublicUrl,
    documents::Statement,
    evidence,
    exhibitors::{self, Encoding},
    journal::FairId,
    qr, record,
    testing::TestDesk,
};

/// A list that fits is read within its limits, in whatever encoding somebody says it is.
#[test]
fn lists() {
    let limits = exhibitors::Limits { bytes: 1 << 16, unpacked_bytes: 1 << 18, rows: 50, columns: 12 };
    let text = "Company,公司,Hall,Booth,Country\n\"Aurora, Ltd\",极光照明,5.1,A12,China\nBorealis,\"\"\"北\"\"\",2,B7; B9,Türkiye\n";
    let utf16: Vec<u8> =
        b"\xff\xfe".iter().copied().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let (gbk, ..) = encoding_rs::GB18030.encode(text);
    let (latin, ..) = encoding_rs::WINDOWS_1252.encode("Société;Stand\nÉclat;H1 B2\n");
    let good = [text.as_bytes().to_vec(), utf16, gbk.into_owned(), latin.into_owned()];
    try_out("lists", &good, |bytes| {
        for chosen in [None, Some(Encoding::Gb18030), Some(Encoding::Utf16Le)] {
            let Ok(table) = exhibitors::read(bytes, chosen, &limits) else { continue };
            drop(exhibitors::recognise(&table.header));
            assert!(table.rows.len() <= limits.rows && table.header.len() <= limits.columns);
        }
    });
}

/// What is taken becomes a picture that can be decoded again and tells no place.
#[test]
fn photos() {
    let limits = evidence::Limits {
        pixels: 40_000,
        bytes: 1 << 18,
        copy_edge: 64,
        thumbnail_edge: 16,
        ..evidence::Limits::default()
    };
    try_out("photos", &pictures::all(), |bytes| {
        let Ok(kept) = evidence::photo::prepare(bytes.to_vec(), &limits) else { return };
        for print in [&kept.copy, &kept.thumbnail] {
            image::load_from_memory(&print.bytes).expect("a copy can be shown");
            assert!(!print.bytes.windows(pictures::PLACE.len()).any(|part| part == pictures::PLACE));
            assert!(print.width <= limits.copy_edge && print.height <= limits.copy_edge);
        }
        assert_eq!(kept.original.bytes, bytes, "the original is kept as it came");
    });
}

/// A photo of a code is read or refused.
#[test]
fn codes() {
    let limits = evidence::Limits { pixels: 400_000, bytes: 1 << 18, ..evidence::Limits::default() };
    try_out("codes", &pictures::codes(), |bytes| drop(qr::decode(bytes, &limits)));
}

/// An entry that reads back says the same when it is written again.
#[test]
fn entries() {
    let mut good = Vec::new();
    for line in include_str!("../../domain/tests/golden/facts-v1.jsonl").lines() {
        let mut written: serde_json::Value = serde_json::from_str(line).unwrap();
        let mut form = std::mem::take(&mut written["stamp"]);
        (form["v"], form["fact"]) = (1.into(), std::mem::take(&mut written["fact"]));
        let clear = form.to_string().into_bytes();
        let length = u32::try_from(clear.len()).unwrap().to_be_bytes();
        let head = [b"\x01".as_slice(), &length, &clear].concat();
        good.push([head.as_slice(), b"\0"].concat());
        good.push([head.as_slice(), b"\x01\0\x06case/1\0\0\0\x03sealed"].concat());
        good.push(clear);
    }
    assert!(good.iter().any(|bytes| record::decode(7, bytes).is_ok()), "good entries are good");
    try_out("entries", &good, |bytes| {
        crate::journal::assert_reads_back(bytes);
        if let Ok((stamp, fact)) = record::decode(7, bytes) {
            let event = domain::Event { fact, body: None };
            let draft = record::encode(&stamp, &event).expect("what was read can be written");
            assert_eq!(record::decode(7, &draft.clear).expect("and read again"), (stamp, event.fact));
        }
    });
}

/// What is read from a text, and the one form it is written in.
const FORMS: [fn(&str) -> Option<String>; 7] = [
    |text| text.parse::<KeyHash>().ok().map(|hash| hash.to_string()),
    |text| text.parse::<TicketKey>().ok().map(|key| key.reveal()),
    |text| text.parse::<HolderToken>().ok().map(|key| key.reveal()),
    |text| text.parse::<HolderCode>().ok().map(|key| key.reveal()),
    |text| text.parse::<domain::TicketNumber>().ok().map(|number| number.to_string()),
    |text| text.parse::<domain::CaseNumber>().ok().map(|number| number.to_string()),
    |text| text.parse::<PublicUrl>().ok().map(|url| url.to_string()),
];

/// Keys are told apart from what is none; what is one has one form.
#[test]
fn keys() {
    let stamper = Stamper::random();
    let (phone, device) = Device::issue(&stamper);
    // Any point of the curve; nobody has the key that belongs to it.
    let (fair, public_key) = (FairId([7; 16]), std::array::from_fn(|at| if at == 0 { 0x58 } else { 0x66 }));
    let good = [
        TicketKey::random().reveal(),
        BoothToken::random().reveal(),
        HolderCode::random().reveal(),
        KeyHash::of(b"key").to_string(),
        SessionToken::random().reveal(),
        format!("a=b; desk-device={device}; desk-session={}", SessionToken::random().reveal()),
        "A-001".to_owned(),
        "2026-001".to_owned(),
        "http://desk.fair:8080".to_owned(),
        "２７１８２８".to_owned(),
        "correct horse battery".to_owned(),
    ];
    let good: Vec<Vec<u8>> = good.into_iter().map(String::into_bytes).collect();
    try_out("keys", &good, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        for form in FORMS {
            if let Some(said) = form(&text) {
                assert_eq!(form(&said).as_deref(), Some(said.as_str()), "{text}");
            }
        }
        drop((Pin::typed(&text), Pin::chosen(&text, "Mei Lin")));
        assert!(Statement::check(&text, fair, &public_key).is_none(), "nobody signed it");
        assert!(
            !csrf::is_genuine(&stamper, csrf::BoundTo::Device(KeyHash::of(b"phone")), &text),
            "no token was given out"
        );
        if let Ok(value) = HeaderValue::from_bytes(bytes) {
            let headers = HeaderMap::from_iter([(header::COOKIE, value)]);
            let found = Cookies::new(false).read(Cookie::Device, &headers);
            let known = found.and_then(|cookie| Device::recognise(&stamper, cookie));
            let another = known.is_some_and(|known| known.hash() != phone.hash());
            assert!(!another, "a device that nobody made: {text}");
        }
    });
}

/// Whatever is sent as a form, the desk answers, and never that it is its own fault.
#[test]
fn forms() {
    let work = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (desk, session) = work.block_on(async {
        let desk = TestDesk::new().await;
        let session = desk.sign_in(testing::MEI).await;
        (desk, session)
    });
    let cookie = format!("desk-session={session}");
    let page = work.block_on(desk.open("/counter/file", &cookie)).text;
    let token = page.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let fields = [
        ("csrf", token),
        ("kind", "dispute"),
        ("asks", "mediation"),
        ("item", "灯"),
        ("claimant.name", "Li Hua"),
        ("respondents.0.booth", "A12"),
    ];
    let line: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let mut parts: Vec<u8> = Vec::new();
    for (name, value) in fields {
        parts.extend(
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
        );
    }
    parts.extend(b"--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n");
    parts.extend(&pictures::all()[0]);
    parts.extend(b"\r\n--x--\r\n");
    try_out("forms", &[parts, line.join("&").into_bytes()], |bytes| {
        for kind in ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded"] {
            let request = Request::post("/counter/file")
                .header(header::COOKIE, &cookie)
                .header(header::CONTENT_TYPE, kind)
                .body(Body::from(bytes.to_vec()))
                .unwrap();
            let answer = work.block_on(desk.send(request));
            assert!(!answer.status.is_server_error(), "{kind}: {} {}", answer.status, answer.text);
        }
    });
}
