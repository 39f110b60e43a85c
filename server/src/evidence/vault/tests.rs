//! The vault: what is kept comes back, what was altered does not, what nobody names is found.

use super::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::TempDir;

fn vault() -> (TempDir, Vault) {
    let folder = tempfile::tempdir().unwrap();
    let vault = Vault::at(folder.path().join("photos"), 1000, Box::new(|_| Ok(u64::MAX))).unwrap();
    (folder, vault)
}

fn now() -> Timestamp {
    "2030-01-01T00:00:00Z".parse().unwrap()
}

/// Sets a file's age against [`now`].
fn aged(path: &Path, seconds: i64) {
    let written = now() - jiff::SignedDuration::from_secs(seconds);
    File::options().write(true).open(path).unwrap().set_modified(written.into()).unwrap();
}

#[test]
fn what_is_kept_comes_back_and_lies_sealed() {
    let (_folder, vault) = vault();
    let photo = b"a photo of a lamp that looks like another lamp".repeat(50);
    let stored = vault.put(&photo).unwrap();
    assert_eq!(vault.open(&stored.name, &stored.key).unwrap(), photo);
    vault.check(&stored.name).unwrap();
    let on_disk = fs::read(vault.path(&stored.name)).unwrap();
    assert!(!on_disk.windows(5).any(|window| window == b"photo"));
    assert_eq!(vault.names().unwrap(), [stored.name]);
    assert_eq!(fs::read_dir(vault.root.join(INCOMING)).unwrap().count(), 0);
}

#[test]
fn the_name_tells_nothing_of_the_content() {
    let (_folder, vault) = vault();
    let (first, second) = (vault.put(b"same").unwrap(), vault.put(b"same").unwrap());
    assert_ne!(first.name, second.name);
    assert_ne!(first.key, second.key);
    assert_ne!(first.name.as_str(), Digest::of(b"same").to_string());
}

#[test]
fn a_wrong_key_opens_nothing() {
    let (_folder, vault) = vault();
    let stored = vault.put(b"photo").unwrap();
    let other = FileKey::fresh().unwrap();
    assert!(matches!(vault.open(&stored.name, &other), Err(EvidenceError::Altered)));
}

#[test]
fn every_flipped_byte_is_found_with_and_without_the_key() {
    let (_folder, vault) = vault();
    let stored = vault.put(b"photo").unwrap();
    let path = vault.path(&stored.name);
    let whole = fs::read(&path).unwrap();
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        fs::write(&path, bytes).unwrap();
        assert!(matches!(vault.open(&stored.name, &stored.key), Err(EvidenceError::Altered)));
        assert!(matches!(vault.check(&stored.name), Err(EvidenceError::Altered)));
    }
    for end in 0..whole.len() {
        fs::write(&path, &whole[..end]).unwrap();
        assert!(matches!(vault.open(&stored.name, &stored.key), Err(EvidenceError::Altered)));
    }
}

#[test]
fn a_missing_file_is_said_to_be_missing() {
    let (_folder, vault) = vault();
    let stored = vault.put(b"photo").unwrap();
    vault.remove(&stored.name).unwrap();
    vault.remove(&stored.name).unwrap();
    assert!(matches!(vault.open(&stored.name, &stored.key), Err(EvidenceError::Missing)));
    assert!(matches!(vault.check(&stored.name), Err(EvidenceError::Missing)));
}

#[test]
fn the_reserve_is_never_touched() {
    let folder = tempfile::tempdir().unwrap();
    let free = Arc::new(AtomicU64::new(10_000));
    let told = Arc::clone(&free);
    let vault = Vault::at(folder.path(), 1000, Box::new(move |_| Ok(told.load(Ordering::Relaxed)))).unwrap();
    vault.put(&[7; 500]).unwrap();
    free.store(1400, Ordering::Relaxed);
    assert!(matches!(vault.put(&[7; 500]), Err(EvidenceError::Full)));
    assert!(matches!(vault.expect_room(401), Err(EvidenceError::Full)));
    vault.expect_room(400).unwrap();
    assert_eq!(vault.names().unwrap().len(), 1, "the refused file left nothing");
}

#[test]
fn a_full_disk_is_called_full_and_another_failure_is_not() {
    let failed = |kind| EvidenceError::from(io::Error::from(kind));
    assert!(matches!(failed(io::ErrorKind::StorageFull), EvidenceError::Full));
    assert!(matches!(failed(io::ErrorKind::PermissionDenied), EvidenceError::Storage(_)));
}

#[test]
fn orphans_are_old_files_that_nobody_names() {
    let (_folder, vault) = vault();
    let [named, orphan, young, future] = [(); 4].map(|()| vault.put(b"photo").unwrap().name);
    let unfinished = vault.root.join(INCOMING).join(named.as_str());
    fs::write(&unfinished, b"half").unwrap();
    for (path, seconds) in [
        (vault.path(&named), 7200),
        (vault.path(&orphan), 7200),
        (vault.path(&young), 60),
        (vault.path(&future), -7200),
        (unfinished.clone(), 7200),
    ] {
        aged(&path, seconds);
    }
    let orphans = vault.orphans(|name| *name == named, Duration::from_hours(1), now()).unwrap();
    let mut found: Vec<_> = orphans.iter().map(|orphan| orphan.path.clone()).collect();
    let mut expected = vec![unfinished.clone(), vault.path(&orphan)];
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    assert!(unfinished.exists(), "finding removes nothing");
    for orphan in &orphans {
        vault.sweep(orphan).unwrap();
    }
    assert!(vault.orphans(|name| *name == named, Duration::from_hours(1), now()).unwrap().is_empty());
    assert_eq!(vault.names().unwrap().len(), 3);
}

#[test]
fn a_vault_opened_again_has_everything() {
    let (folder, vault) = vault();
    let stored = vault.put(b"photo").unwrap();
    drop(vault);
    let again = Vault::at(folder.path().join("photos"), 0, Box::new(|_| Ok(u64::MAX))).unwrap();
    assert_eq!(again.open(&stored.name, &stored.key).unwrap(), b"photo");
}
