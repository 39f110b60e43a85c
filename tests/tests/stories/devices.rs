//! A kiosk's calls against the real program, told without the kiosk's own: what it minted arrives once, in its order, whatever the
//! wire and the desk do in between.

use domain::{CommandId, TicketNumber, body::TicketSecret, case::CaseKind};
use jiff::{SignedDuration, Timestamp};
use link::{
    Agreed, Answers, Consents, Filer, Filing, HolderToken, Issue, Issues, Joined, TicketKey, Verdict,
    random_bytes,
};
use serde_json::json;
use tests::{desk::Desk, fair::Fair, program, visitor::Visitor};

/// A kiosk that has joined.
struct Kiosk {
    joined: Joined,
}

/// What the organiser's page says, typed at the device.
async fn joins(fair: &Fair, hall: &str) -> anyhow::Result<Kiosk> {
    let form = fair.organiser.open("/office/devices").await?.well().form("limit").set("hall", hall);
    let page = fair.organiser.send(form).await?.well();
    let words = page.words();
    let code = words.split("fairdesk-kiosk join ").nth(1).and_then(|rest| rest.split(' ').next());
    let body = json!({ "code": code.unwrap_or_default(), "version": "0.1.0" });
    let device = fair.desk.visitor();
    let answer = device.post("/api/v1/devices/join", "join", &body).await?.with_status(201);
    let used = device.post("/api/v1/devices/join", "join", &body).await?.with_status(422);
    assert_eq!(used.code(), "join-code-wrong", "a code is good for one device");
    Ok(Kiosk { joined: serde_json::from_str(&answer.text)? })
}

#[expect(clippy::disallowed_methods, reason = "the desk under test runs by this machine's clock")]
fn now() -> Timestamp {
    Timestamp::now()
}

impl Kiosk {
    fn wire(&self, desk: &Desk) -> Visitor {
        desk.visitor().bearing(&self.joined.token)
    }

    fn mints(&self, count: u32, issued_at: Timestamp) -> anyhow::Result<Issue> {
        let (key, holder) = (TicketKey::random(), HolderToken::random());
        let secret = TicketSecret { key: key.reveal(), holder: holder.reveal() };
        let filing = Filing {
            kind: "enquiry".into(),
            claimant: Filer { phone: Some("13800000000".into()), ..Filer::default() },
            statement: format!("Question {count}"),
            consent: Consents { privacy: Agreed::Version(Some("v1".into())), ..Consents::default() },
            ..Filing::default()
        };
        Ok(Issue {
            command: CommandId(random_bytes()),
            number: TicketNumber { series: self.joined.series, count },
            key: key.hash().into(),
            holder: holder.hash().into(),
            issued_at,
            kind: CaseKind::Enquiry,
            secret: self.joined.desk_key.seal(&secret)?,
            filing: self.joined.desk_key.seal(&filing)?,
            hand_off: None,
        })
    }

    /// Sends some; how many the desk has taken, or `None` when the wire broke.
    async fn sends(&self, desk: &Desk, items: Vec<Issue>) -> Option<usize> {
        sent_over(self.wire(desk), items).await
    }
}

async fn sent_over(wire: Visitor, items: Vec<Issue>) -> Option<usize> {
    let body = serde_json::to_value(Issues { items }).ok()?;
    let answer = wire.post("/api/v1/devices/issues", "outbox", &body).await.ok()?;
    let answers: Answers = serde_json::from_str(&answer.text).ok()?;
    Some(answers.items.iter().filter(|answer| answer.verdict == Verdict::Taken).count())
}

/// Who waits, in order, as staff see it.
async fn line(fair: &Fair) -> anyhow::Result<Vec<String>> {
    let head = fair.signed_in("head").await?;
    let queue = head.get("/api/v1/queue").await?.with_status(200);
    let items = queue.json["items"].as_array().cloned().unwrap_or_default();
    Ok(items.iter().filter_map(|item| Some(item["ticket"].as_str()?.to_owned())).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_ticket_of_a_kiosk_arrives_once_though_the_desk_is_killed() -> anyhow::Result<()> {
    let mut fair = Fair::found_with(Desk::plan().for_a_crowd()).await?;
    let kiosk = joins(&fair, "1").await?;
    // The clock of the kiosk is hours ahead for the first half and hours behind for the second.
    let wrong = |count: u32| SignedDuration::from_hours(if count <= 30 { 5 } else { -5 });
    let issues = (1..=60).map(|n| kiosk.mints(n, now() + wrong(n))).collect::<anyhow::Result<Vec<_>>>()?;
    // The outbox, from the back, in small pieces, each twice; the desk dies under it.
    let mut pieces: Vec<Vec<Issue>> = issues.chunks(7).map(<[Issue]>::to_vec).collect();
    pieces.reverse();
    for (at, piece) in pieces.iter().enumerate() {
        kiosk.sends(&fair.desk, piece.clone()).await;
        let mut again = piece.clone();
        again.reverse();
        if at % 3 == 1 {
            // Whether the answer came, and to how many of them, nobody knows.
            let sending = sent_over(kiosk.wire(&fair.desk), again);
            let (_, killed) = tokio::join!(sending, fair.desk.kill9());
            killed?;
            program::verify(fair.desk.data()).well();
            fair.desk.restart().await?;
        } else {
            kiosk.sends(&fair.desk, again).await;
        }
    }
    for piece in issues.chunks(20) {
        assert_eq!(kiosk.sends(&fair.desk, piece.to_vec()).await, Some(piece.len()), "all are taken");
    }
    let numbers: Vec<_> = issues.iter().map(|issue| issue.number.to_string()).collect();
    assert_eq!(line(&fair).await?, numbers, "each once, none invented, in the order of their numbers");
    let hello = json!({
        "version": "0.1.0", "now": now().to_string(), "series": kiosk.joined.series.to_string(), "minted": 60
    });
    let greeting =
        kiosk.wire(&fair.desk).post("/api/v1/devices/hello", "hello", &hello).await?.with_status(200);
    assert_eq!(greeting.text_of("/standing"), "open");
    fair.desk.stop().await
}

#[tokio::test]
async fn what_a_revoked_kiosk_sends_is_not_taken() -> anyhow::Result<()> {
    let mut fair = Fair::found().await?;
    let kiosk = joins(&fair, "2").await?;
    let (first, second) = (kiosk.mints(1, now())?, kiosk.mints(2, now())?);
    let page = fair.organiser.open("/office/devices").await?.well();
    let locked = fair.organiser.send(page.form("/lock").set("message", "Back at two")).await?.well();
    assert!(locked.words().contains("Back at two"), "{}", locked.words());
    assert_eq!(kiosk.sends(&fair.desk, vec![first]).await, Some(1), "its slip is in somebody's hand");
    let revoke = fair.organiser.open("/office/devices").await?.well().form("/revoke");
    fair.organiser.send(revoke).await?.well();
    let body = serde_json::to_value(Issues { items: vec![second] })?;
    let refused =
        kiosk.wire(&fair.desk).post("/api/v1/devices/issues", "outbox", &body).await?.with_status(403);
    assert_eq!(refused.code(), "device-revoked");
    assert_eq!(line(&fair).await?.len(), 1);
    fair.desk.stop().await
}
