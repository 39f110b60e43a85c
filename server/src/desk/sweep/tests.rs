//! What a sweep removes, and above all what it leaves.

use domain::{
    Actor, Command,
    case::{Outcome, Reason},
    testing::{HEAD, MEI},
};

use super::*;
use crate::{
    check::{self, Look},
    testing::TestDesk,
};

/// Makes every photo file that is there as old as this against the desk's clock.
fn aged(desk: &TestDesk, old: Duration) {
    let written = desk.app.clock.now() - jiff::SignedDuration::try_from(old).unwrap();
    for name in desk.app.evidence.vault().names().unwrap() {
        let file = std::fs::File::options().write(true).open(desk.app.evidence.vault().path(&name)).unwrap();
        file.set_modified(written.into()).unwrap();
    }
}

/// A photo that is kept, and no fact comes.
async fn forgotten(desk: &TestDesk) {
    let photo = image::RgbImage::from_pixel(20, 20, image::Rgb([9, 9, 9]));
    let mut png = std::io::Cursor::new(Vec::new());
    photo.write_to(&mut png, image::ImageFormat::Png).unwrap();
    desk.app.evidence.receive(png.into_inner(), desk.app.clock.now()).await.unwrap();
}

fn whole(desk: &TestDesk) {
    let folder = check::tests::copied(desk);
    let look = Look::PhotosIn(&desk.app.data);
    check::check(&folder.path().join("copy"), Some(folder.path()), look, &mut |_| ()).unwrap();
}

#[tokio::test]
async fn old_files_that_no_entry_names_go_and_all_others_stay() {
    let desk = check::tests::fair_with_a_photo().await;
    forgotten(&desk).await;
    assert_eq!(Swept::last(&desk.app.data), None);
    aged(&desk, AGE / 2);
    assert_eq!(sweep(&desk.app).unwrap(), None, "a fact on its way may name them");
    aged(&desk, AGE * 2);
    forgotten(&desk).await;
    let swept = sweep(&desk.app).unwrap().unwrap();
    assert_eq!(swept.files, 3, "original, copy and thumbnail of the older one");
    assert_eq!(Swept::last(&desk.app.data), Some(swept));
    assert_eq!(desk.app.evidence.vault().names().unwrap().len(), 6);
    whole(&desk);
}

#[tokio::test]
async fn the_files_of_an_erased_case_go_with_their_key() {
    let desk = check::tests::fair_with_a_photo().await;
    let (case, ticket) = {
        let now = desk.app.now();
        let case = now.desk.cases().next().unwrap();
        (case.id, case.claimant().ticket.unwrap())
    };
    desk.ask(Actor::Staff(MEI), Command::ClaimTicket { ticket }).await.unwrap();
    let end = Command::ConcludeCase { case, outcome: Outcome::Referred, reason: Reason::Other, remark: None };
    desk.ask(Actor::Staff(MEI), end).await.unwrap();
    desk.ask(Actor::Staff(HEAD), Command::EraseCase { case }).await.unwrap();
    aged(&desk, AGE * 2);
    assert_eq!(sweep(&desk.app).unwrap().map(|swept| swept.files), Some(3));
    whole(&desk);
}
