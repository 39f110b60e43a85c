//! The whole way of a photo: received, noted, shown again.

use super::*;
use darkroom::Pace;
use std::io::Cursor;

fn evidence(folder: &std::path::Path, free: u64) -> Evidence {
    let limits = Limits { copy_edge: 40, thumbnail_edge: 10, ..Limits::default() };
    let vault = Vault::at(folder, 100, Box::new(move |_| Ok(free))).unwrap();
    Evidence::new(Darkroom::new(limits, Pace::default()), Arc::new(vault))
}

fn photo() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(80, 60).write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

#[tokio::test]
async fn a_photo_comes_back_by_what_the_journal_remembers() {
    let folder = tempfile::tempdir().unwrap();
    let evidence = evidence(folder.path(), u64::MAX);
    let received_at = "2026-03-10T09:30:00Z".parse().unwrap();
    let receipt = evidence.receive(photo(), received_at).await.unwrap();

    let body = serde_json::to_string(&receipt).unwrap();
    assert!(body.len() < 2000, "a receipt is small beside the 60 KB an entry may have");
    let remembered: Receipt = serde_json::from_str(&body).unwrap();
    assert_eq!(remembered, receipt);

    assert_eq!(evidence.open(&remembered.original).await.unwrap(), photo());
    for kept in [&remembered.original, &remembered.copy, &remembered.thumbnail] {
        let bytes = evidence.open(kept).await.unwrap();
        assert_eq!(Digest::of(&bytes), kept.sha256);
        assert_eq!(bytes.len() as u64, kept.bytes);
    }
    assert_eq!((receipt.copy.width, receipt.copy.height), (40, 30));
    assert_eq!((receipt.thumbnail.width, receipt.thumbnail.height), (10, 8));
    let mut names: Vec<_> = receipt.names().into_iter().cloned().collect();
    names.sort();
    assert_eq!(evidence.vault().names().unwrap(), names);
}

#[tokio::test]
async fn what_is_refused_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let received_at = Timestamp::UNIX_EPOCH;
    let open = evidence(folder.path(), u64::MAX);
    let refused = open.receive(b"text".to_vec(), received_at).await.unwrap_err();
    assert_eq!(refused.code(), "photo-not-a-photo");
    let full = evidence(folder.path(), 100);
    assert_eq!(full.receive(photo(), received_at).await.unwrap_err().code(), "photo-storage-full");
    assert!(open.vault().names().unwrap().is_empty());
}
