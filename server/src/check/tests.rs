//! What `check` finds: a seal that is not the fair's, a photo that is gone or altered.

use domain::{
    Actor, Command, EvidenceId,
    body::NoticeSecret,
    case::{Ask, Audience},
    procedure::{Action, CaseSource, NewNotice},
    testing::{ORGANISER, TestFair},
};

use super::*;
use crate::{
    app::App,
    documents::{self, Kind},
    testing::TestDesk,
};

/// A fair with one case and one photo.
pub(crate) async fn fair_with_a_photo() -> TestDesk {
    let desk = TestDesk::new().await;
    let new = TestFair::empty().dispute(&[Ask::Mediation]);
    let (case, party) = (new.case, new.claimant.place.id);
    desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    let ticket = desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    let photo = image::RgbImage::from_pixel(40, 30, image::Rgb([90, 60, 30]));
    let mut png = std::io::Cursor::new(Vec::new());
    photo.write_to(&mut png, image::ImageFormat::Png).unwrap();
    let receipt = desk.app.evidence.receive(png.into_inner(), desk.app.clock.now()).await.unwrap();
    let add = Command::AddEvidence {
        purpose: domain::procedure::Purpose::Exhibit,
        case,
        party,
        evidence: EvidenceId([9; 16]),
        audience: Audience::Mediation,
        body: receipt.into_body(None),
    };
    desk.ask(Actor::Party(ticket), add).await.unwrap();
    desk
}

/// A data folder with the journal's copy and the photos of a desk.
pub(crate) fn copied(desk: &TestDesk) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    desk.app.engine.reader().snapshot(&folder.path().join("copy"), &|| true).unwrap();
    folder
}

fn found(desk: &TestDesk) -> Result<Checked, JournalError> {
    let folder = copied(desk);
    check(&folder.path().join("copy"), Some(folder.path()), Look::PhotosIn(&desk.app.data), &mut |_| ())
}

async fn seal(desk: &TestDesk, change: impl Fn(&mut Statement)) {
    let head = desk.app.now().head;
    let key = desk.app.engine.reader().fair_key();
    let day = jiff::civil::date(2026, 3, 10);
    let mut statement = Statement { fair: key.fair(), day, upto: head.seq, hash: head.hash };
    change(&mut statement);
    let signature = HEXLOWER.encode(&key.sign(statement.text().as_bytes()));
    let Statement { upto, hash, .. } = statement;
    let command = Command::SealDay { day, upto, hash: HEXLOWER.encode(&hash), signature };
    desk.ask(Actor::Staff(ORGANISER), command).await.unwrap();
}

#[tokio::test]
async fn a_whole_fair_is_found_whole() {
    let desk = fair_with_a_photo().await;
    seal(&desk, |_| ()).await;
    let checked = found(&desk).unwrap();
    assert_eq!(checked.head, desk.app.now().head);
    assert_eq!((checked.photos.len(), checked.sealed.len(), checked.erased), (3, 1, 0));
}

#[tokio::test]
async fn a_seal_that_is_not_the_fairs_is_named() {
    let desk = fair_with_a_photo().await;
    seal(&desk, |statement| statement.day = jiff::civil::date(2026, 3, 9)).await;
    let error = found(&desk).unwrap_err().to_string();
    assert!(error.contains("the seal of 2026-03-10 was not made by this fair's key"), "{error}");

    let desk = fair_with_a_photo().await;
    seal(&desk, |statement| statement.hash[0] ^= 1).await;
    let seal_at = desk.app.now().head.seq;
    let JournalError::Corrupt { first_bad, why } = found(&desk).unwrap_err() else { panic!() };
    assert_eq!(first_bad, Some(seal_at));
    assert!(why.contains("does not fit entry"), "{why}");
}

#[tokio::test]
async fn a_photo_that_is_gone_or_altered_is_named_with_its_entry() {
    let desk = fair_with_a_photo().await;
    let entry = desk.app.now().head.seq;
    let name = desk.app.evidence.vault().names().unwrap().remove(0);
    let path = desk.app.evidence.vault().path(&name);
    fs::write(&path, "another").unwrap();
    let error = found(&desk).unwrap_err().to_string();
    assert!(error.contains(&format!("at entry {entry}")) && error.contains("was altered"), "{error}");
    fs::remove_file(&path).unwrap();
    let error = found(&desk).unwrap_err().to_string();
    assert!(error.contains("is missing") && error.contains(name.as_str()), "{error}");
}

#[tokio::test]
async fn a_checkpoint_is_held_against_the_whole_journal() {
    let desk = fair_with_a_photo().await;
    let head = desk.app.now().head;
    let key = desk.app.engine.reader().fair_key();
    let day = jiff::civil::date(2026, 3, 10);
    let checkpoint = |head| Checkpoint::of_draft(key, day, head);
    seal(&desk, |_| ()).await;
    let checked = found(&desk).unwrap();
    assert_eq!(checked.verdict(&checkpoint(head)), Verdict::Belongs);
    let sealed = Checkpoint::of_seal(key, day, desk.app.now().desk.day_seal(day).unwrap()).unwrap();
    assert_eq!(checked.verdict(&sealed), Verdict::Belongs);
    let beyond = journal::Head { seq: head.seq + 9, ..head };
    assert_eq!(checked.verdict(&checkpoint(beyond)), Verdict::CutShort { ends: head.seq + 1 });
    for wrong in [journal::Head { hash: [1; 32], ..head }, journal::Head { seq: head.seq - 1, ..head }] {
        assert_eq!(checked.verdict(&checkpoint(wrong)), Verdict::Changed);
    }
    let other = TestDesk::empty();
    let forged = Checkpoint::of_draft(other.app.engine.reader().fair_key(), day, head);
    assert_eq!(checked.verdict(&forged), Verdict::NotSigned);
}

/// Whoever holds a paper against the journal reads the version that stands on it, though its code counts the notices to others as well.
#[tokio::test]
async fn the_version_on_a_notice_is_told_from_the_number_in_its_code() {
    let desk = TestDesk::new().await;
    let mut new = TestFair::empty().dispute(&[Ask::Mediation]);
    let mut other = new.respondents[0].clone();
    other.place.id = PartyId([0x77; 16]);
    new.respondents.push(other);
    let case = new.case;
    desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    let ticket = desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    desk.by_mei(Command::ClaimTicket { ticket }).await;
    desk.by_mei(Command::CheckInTicket { ticket }).await;
    desk.step(case, Action::Accept { source: CaseSource::Application }).await;
    desk.step(case, Action::DeclareImpartiality).await;
    let parties = desk.parties(case);
    for party in [parties[1], parties[2], parties[1]] {
        let own = App::new_ticket();
        let secret = NoticeSecret { key: own.secret.key };
        let notice = NewNotice { key: own.key, secret, ticket: App::new_ticket() };
        desk.step(case, Action::IssueNotice { party, notice }).await;
    }
    let checked = found(&desk).unwrap();
    let number = desk.app.now().desk.case(case).unwrap().procedure.number.unwrap().to_string();
    let told = |kind, version| {
        let (number, digest) = (number.clone(), [0; 32]);
        let said = documents::Statement { kind, respondent: 1, number, version, form: false, digest };
        said.on_paper(checked.notices(&said.number))
    };
    assert_eq!([1, 2, 3].map(|version| told(Kind::Notice, version)), [1, 1, 2]);
    assert_eq!(told(Kind::Record, 3), 3, "any other code says what stands on the paper");
    assert_eq!(checked.notices(&ticket.to_string()), checked.notices(&number));
}
