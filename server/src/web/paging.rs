//! One page of a long list: which there is, which rows stand on it, and where the pages beside it are.

/// What an address asks for.
#[derive(Debug, Clone, Copy, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// From 1; nothing is the first.
    pub(super) page: usize,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paging {
    /// Which, from 1.
    pub(super) page: usize,
    /// How many there are; one at least.
    pub(super) pages: usize,
    /// Where the page before is.
    pub(super) before: Option<String>,
    /// Where the next one is.
    pub(super) after: Option<String>,
    size: usize,
}

impl Paging {
    /// The page that was asked for, or the nearest that there is, of a list with so many rows; `href` tells where another is.
    pub(super) fn of(rows: usize, size: usize, asked: usize, href: impl Fn(usize) -> String) -> Self {
        let pages = rows.div_ceil(size).max(1);
        let page = asked.clamp(1, pages);
        Self {
            page,
            pages,
            before: (page > 1).then(|| href(page - 1)),
            after: (page < pages).then(|| href(page + 1)),
            size,
        }
    }

    /// The rows that stand on it, of a list that is gone through in order.
    pub(super) fn of_rows<T>(&self, all: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
        all.skip((self.page - 1).saturating_mul(self.size)).take(self.size)
    }

    /// The rows that stand on it.
    pub(super) fn of_all<'r, T>(&self, all: &'r [T]) -> &'r [T] {
        let from = (self.page - 1).saturating_mul(self.size).min(all.len());
        &all[from..from.saturating_add(self.size).min(all.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_stands_on_one_page_and_no_page_is_out_of_reach() {
        let all: Vec<_> = (0..7).collect();
        let at = |asked| Paging::of(all.len(), 3, asked, |page| format!("?page={page}"));
        let pages: Vec<_> = (1..=3).flat_map(|page| at(page).of_all(&all).to_vec()).collect();
        assert_eq!(pages, all);
        let walked: Vec<_> =
            (1..=3).flat_map(|page| at(page).of_rows(all.iter().copied()).collect::<Vec<_>>()).collect();
        assert_eq!(walked, all);
        assert_eq!((at(0).page, at(99).page, at(2).pages), (1, 3, 3));
        let beside = |asked| (at(asked).before, at(asked).after);
        assert_eq!(beside(1), (None, Some("?page=2".to_owned())));
        assert_eq!(beside(3), (Some("?page=2".to_owned()), None));
        let none = Paging::of(0, 3, 5, |_| String::new());
        assert_eq!((none.page, none.pages, none.of_all(&[0; 0])), (1, 1, &[][..]));
    }
}
