//! The back door: one who says nothing keeps nobody waiting, and an open line keeps no desk from stopping.

use super::*;
use crate::testing::TestDesk;

/// Connects and says nothing.
fn silent(data: &Path) -> UnixStream {
    UnixStream::connect(fs::canonicalize(data).unwrap().join(DOOR).join("socket")).unwrap()
}

/// Asks from another thread, as another program would.
async fn copy_of(desk: &TestDesk) -> Result<HeldCopy, NoCopy> {
    let data = desk.app.data.clone();
    tokio::task::spawn_blocking(move || ask(&data)).await.unwrap()
}

#[tokio::test]
async fn one_who_says_nothing_keeps_nobody_from_a_copy() {
    let desk = TestDesk::new().await;
    open(&desk.app).unwrap();
    let _mute = [silent(&desk.app.data), silent(&desk.app.data)];
    let copy = copy_of(&desk).await.unwrap();
    assert!(copy.folder.join("journal").is_dir());
}

#[tokio::test]
async fn beyond_the_seats_a_line_is_cut_and_a_free_seat_serves_again() {
    let desk = TestDesk::new().await;
    open(&desk.app).unwrap();
    let mute: Vec<_> = (0..SEATS).map(|_| silent(&desk.app.data)).collect();
    assert!(matches!(copy_of(&desk).await, Err(NoCopy::Line(_))));
    drop(mute);
    while copy_of(&desk).await.is_err() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn open_lines_end_when_the_desk_closes() {
    let desk = TestDesk::new().await;
    open(&desk.app).unwrap();
    let _mute = silent(&desk.app.data);
    let copy = copy_of(&desk).await.unwrap();
    assert!(copy.folder.is_dir());
    desk.app.closing.cancel();
    desk.app.tasks.close();
    desk.app.tasks.wait().await;
    assert!(!copy.folder.exists(), "the copy goes with the desk that lent it");
}
