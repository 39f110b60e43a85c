//! The list of booths and exhibitors, kept here so that suggestions work with the wire cut.
//!
//! A copy and nothing more: it lies in a file of its own, is fetched whole whenever the desk says that it changed, and a lost or
//! damaged one is fetched again. It names companies and places, no persons.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use durable::folder;
use link::Booth;
use serde::{Deserialize, Serialize};

use crate::kiosk::Kiosk;

/// Most pages of the list that are fetched: far more than any fair has.
const MOST_PAGES: usize = 2_000;
/// Suggestions that are shown: what stands under the field without scrolling on a kiosk.
pub const SHOWN: usize = 6;

#[derive(Debug, Default, Serialize, Deserialize)]
struct List {
    version: u64,
    booths: Vec<Booth>,
}

/// The list.
#[derive(Debug)]
pub struct Directory {
    file: PathBuf,
    list: RwLock<Arc<List>>,
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

impl Directory {
    /// The list as it was kept under this folder; an empty one when there is none.
    pub fn open(data: &Path) -> Self {
        let file = data.join("booths.json");
        let list = match fs::read(&file) {
            Ok(bytes) => serde_json::from_slice(&bytes).unwrap_or_else(|error| {
                tracing::warn!(%error, "the list of booths cannot be read; it is fetched again");
                List::default()
            }),
            Err(error) => {
                if error.kind() != ErrorKind::NotFound {
                    tracing::warn!(%error, "the list of booths cannot be opened; it is fetched again");
                }
                List::default()
            }
        };
        Self { file, list: RwLock::new(Arc::new(list)) }
    }

    fn list(&self) -> Arc<List> {
        Arc::clone(&self.list.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// How many booths it has.
    pub fn len(&self) -> usize {
        self.list().booths.len()
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Exhibitors whose name or booth is like what was typed, the likeliest first: one each, with its booth.
    pub fn like(&self, typed: &str) -> Vec<Booth> {
        let wanted = plain(typed);
        if wanted.is_empty() {
            return Vec::new();
        }
        let list = self.list();
        let mut found: Vec<_> = list.booths.iter().flat_map(|booth| likenesses(booth, &wanted)).collect();
        found.sort_by_key(|(rank, booth, _)| (*rank, booth.booth.len()));
        let shown = found.into_iter().take(SHOWN);
        shown.map(|(_, booth, name)| Booth { exhibitors: vec![name.clone()], ..booth.clone() }).collect()
    }

    fn replace(&self, list: List) -> Result<(), Failure> {
        folder::replace(&self.file, &serde_json::to_vec(&list)?)?;
        *self.list.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(list);
        Ok(())
    }
}

/// How well each exhibitor of a booth fits what was typed: the smaller, the better. A booth that fits offers everybody in it.
fn likenesses<'a>(booth: &'a Booth, wanted: &str) -> Vec<(u8, &'a Booth, &'a String)> {
    let number = plain(&booth.booth);
    let place = plain(&format!("{}{}", booth.hall, booth.booth));
    let known = !number.is_empty();
    let likeness = |name: &str| {
        let name = plain(name);
        if known && (number == wanted || place == wanted) {
            Some(0)
        } else if name.starts_with(wanted) {
            Some(1)
        } else if known && (number.starts_with(wanted) || place.starts_with(wanted)) {
            Some(2)
        } else {
            name.contains(wanted).then_some(3)
        }
    };
    let each = booth.exhibitors.iter();
    each.filter_map(|name| Some((likeness(name)?, booth, name))).collect()
}

/// Letters and digits alone, small and narrow: what two ways of writing a name have in common.
fn plain(text: &str) -> String {
    link::narrow(text).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Fetches the list when the desk's is another one.
///
/// # Errors
/// The desk's, or the disk's; the old list stays.
pub async fn refresh(kiosk: &Kiosk, token: &str, version: u64) -> Result<(), Failure> {
    let list = kiosk.directory.list();
    if list.version == version && (version == 0 || !list.booths.is_empty()) {
        return Ok(());
    }
    let (mut booths, mut after) = (Vec::new(), None);
    for _ in 0..MOST_PAGES {
        let page = kiosk.desk.booths(token, after.as_deref()).await?;
        booths.extend(page.items);
        after = page.next;
        if after.is_none() {
            return kiosk.directory.replace(List { version, booths });
        }
    }
    Err("the list of booths has no end".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory() -> Directory {
        let booth = |hall: &str, booth: &str, name: &str| Booth {
            hall: hall.into(),
            booth: booth.into(),
            exhibitors: vec![name.into()],
        };
        let booths = vec![
            booth("1", "A12", "Lumen Works"),
            booth("2", "A1", "Harbour Lamps"),
            booth("3", "B7", "光华照明"),
            booth("3", "C4", "The Lumen Trading Co."),
            Booth {
                hall: "4".into(),
                booth: "D1".into(),
                exhibitors: (1..=20).map(|n| format!("Shared Stand {n}")).collect(),
            },
        ];
        let list = RwLock::new(Arc::new(List { version: 1, booths }));
        Directory { file: PathBuf::new(), list }
    }

    #[test]
    fn booths_are_found_by_number_place_and_name() {
        let directory = directory();
        let found = |typed: &str| -> Vec<String> {
            directory.like(typed).into_iter().map(|booth| format!("{}/{}", booth.hall, booth.booth)).collect()
        };
        assert_eq!(found("a1"), ["2/A1", "1/A12"], "the exact number first");
        assert_eq!(found("1-A12"), ["1/A12"]);
        assert_eq!(found("LUMEN"), ["1/A12", "3/C4"], "a beginning before a middle");
        assert_eq!(found("光华"), ["3/B7"]);
        assert_eq!(found("Ａ１２"), ["1/A12"], "wide letters");
        assert!(found(" - ").is_empty() && found("zzz").is_empty());
    }

    #[test]
    fn everybody_in_a_booth_counts_as_one_who_was_found() {
        let directory = directory();
        let found = directory.like("d1");
        assert_eq!(found.len(), SHOWN);
        assert!(found.iter().all(|booth| booth.exhibitors.len() == 1));
        let names: Vec<_> =
            directory.like("stand 7").into_iter().flat_map(|booth| booth.exhibitors).collect();
        assert_eq!(names, ["Shared Stand 7"], "whoever is not meant is not offered");
    }

    #[test]
    fn a_list_that_cannot_be_read_is_an_empty_one() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Directory::open(folder.path()).is_empty());
        fs::write(folder.path().join("booths.json"), "not json").unwrap();
        assert!(Directory::open(folder.path()).is_empty());
        let directory = Directory::open(folder.path());
        let booth = Booth { hall: "1".into(), booth: "A1".into(), exhibitors: vec!["Acme".into()] };
        directory.replace(List { version: 7, booths: vec![booth] }).unwrap();
        assert_eq!(Directory::open(folder.path()).len(), 1);
    }
}
