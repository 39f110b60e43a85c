//! There and back, beside a running desk; and what is no backup changes nothing.

use super::*;
use crate::{check::tests::fair_with_a_photo, operator, testing::TestDesk};

/// A backup of a desk that goes on working.
async fn packed(desk: &TestDesk, out: &Path) -> Contents {
    operator::open(&desk.app).unwrap();
    let (data, out) = (desk.app.data.clone(), out.to_owned());
    let made_at = desk.app.clock.now();
    let pack = move || {
        let copy = operator::ask(&data).unwrap();
        pack(&data, &copy.folder, &out, made_at, &mut |_, _, _| ()).unwrap()
    };
    desk.app.tasks.spawn_blocking(pack).await.unwrap()
}

fn quiet() -> impl FnMut(&str, u64, u64) {
    |_, _, _| ()
}

#[tokio::test]
async fn a_fair_comes_back_whole() {
    let desk = fair_with_a_photo().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("fair.tar");
    let contents = packed(&desk, &file).await;
    assert_eq!((contents.seq, contents.photos), (desk.app.now().head.seq, 3));
    let back = folder.path().join("back");
    let (found, checked) = restore(&file, &back, &mut quiet()).unwrap();
    assert_eq!(found, contents);
    assert_eq!(checked.head, desk.app.now().head);
    assert!(back.join("access.key").is_file());
    let private = |path: &Path| {
        use std::os::unix::fs::PermissionsExt;
        [0o600, 0o700].contains(&(fs::metadata(path).unwrap().permissions().mode() & 0o777))
    };
    assert!(private(&file) && private(&back));
    assert!(matches!(restore(&file, &back, &mut quiet()), Err(BackupError::NotEmpty(_))));
    assert!(matches!(
        pack(&desk.app.data, &back, &file, desk.app.clock.now(), &mut quiet()),
        Err(BackupError::Exists(_))
    ));
}

#[tokio::test]
async fn a_damaged_backup_brings_nothing_back() {
    let desk = fair_with_a_photo().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("fair.tar");
    packed(&desk, &file).await;
    let whole = fs::read(&file).unwrap();
    let back = folder.path().join("back");
    fs::create_dir(&back).unwrap();
    // In a photo; in the journal; the end missing.
    let photo = whole.windows(7).position(|text| text == b"photos/").unwrap() + 600;
    let journal = whole.windows(14).position(|text| text == b"journal/epochs").unwrap() + 600;
    let mut broken = vec![whole[..whole.len() / 2].to_vec(), Vec::new(), b"a text".to_vec()];
    for at in [photo, journal] {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        broken.push(bytes);
    }
    for bytes in broken {
        fs::write(&file, &bytes).unwrap();
        // A byte may fall where nothing stands; then what comes back is whole all the same.
        let outcome = restore(&file, &back, &mut quiet());
        if outcome.is_ok() {
            assert_eq!(bytes.len(), whole.len());
            fs::remove_dir_all(&back).unwrap();
            fs::create_dir(&back).unwrap();
        }
        assert_eq!(fs::read_dir(&back).unwrap().count(), 0, "{outcome:?}");
    }
}

#[test]
fn nothing_is_written_outside_the_folder() {
    for strange in [
        "../x",
        "/etc/passwd",
        "journal/../../x",
        "photos/ab/x",
        "keys/other",
        "journal",
        "sessions.json",
        &format!("photos/aa/{}", "b".repeat(64)),
    ] {
        assert!(Place::of(Path::new(strange)).is_none(), "{strange}");
    }
    assert!(Place::of(Path::new(&format!("photos/bb/{}", "b".repeat(64)))).is_some());
    assert!(Place::of(Path::new("journal/store/db")).is_some());
}
