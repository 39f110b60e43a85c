//! What the import has to say: each kind with a stable code and its parameters, for the page to put in the reader's language.

use serde::Serialize;

/// Makes an enum whose variants each carry a stable code, and which lists its parameters for the message catalogue.
macro_rules! coded {
    ($(#[$meta:meta])* $name:ident { $( $(#[$doc:meta])* $variant:ident { $($(#[$fdoc:meta])* $field:ident: $ty:ty),* } = $code:literal ),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[serde(tag = "code")]
        pub enum $name {
            $( $(#[$doc])* #[serde(rename = $code)] $variant { $($(#[$fdoc])* $field: $ty),* } ),*
        }

        impl $name {
            /// Every code, so that a test can hold the message catalogues against it.
            pub const CODES: &'static [&'static str] = &[$($code),*];

            /// The stable code. Never renamed once released.
            pub fn code(&self) -> &'static str {
                match self { $( Self::$variant { .. } => $code ),* }
            }

            /// The parameters of the message, by name.
            pub fn params(&self) -> Vec<(&'static str, String)> {
                match self { $( Self::$variant { $($field),* } => vec![$((stringify!($field), $field.to_string())),*] ),* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())?;
                self.params().iter().try_for_each(|(name, value)| write!(f, " {name}={value}"))
            }
        }
    };
}

coded! {
    /// Why a file as a whole cannot be read.
    FileFault {
        /// Nothing in it.
        Empty {} = "file-empty",
        /// More bytes than are taken.
        TooLarge { /// The limit in bytes.
            limit_bytes: usize } = "file-too-large",
        /// Something else than a list: a picture, a PDF, a program.
        NotAList { /// What its first bytes look like.
            looks_like: String } = "file-not-a-list",
        /// The old binary Excel format, or a workbook locked by a password.
        OldWorkbook {} = "file-old-workbook",
        /// A workbook that cannot be unpacked: torn off, or damaged.
        BrokenWorkbook {} = "file-broken-workbook",
        /// A workbook that can be unpacked, and what is in it cannot be read.
        UnreadableWorkbook {} = "file-unreadable-workbook",
        /// Called a workbook, and neither that nor a list.
        CalledWorkbook {} = "file-called-workbook",
        /// A workbook that unpacks to more than is taken.
        UnpacksTooLarge { /// The limit in bytes.
            limit_bytes: usize } = "file-unpacks-too-large",
        /// A header, but no row below it.
        NoRows {} = "file-no-rows",
        /// More rows than are taken.
        TooManyRows { /// The limit.
            limit: usize } = "file-too-many-rows",
        /// More columns than are taken.
        TooManyColumns { /// The limit.
            limit: usize } = "file-too-many-columns",
        /// No column was recognised as the exhibitor's name, and none was chosen by hand.
        NoNameColumn { /// The headers found, separated by ` | `.
            headers: String } = "file-no-name-column",
    }
}

impl std::error::Error for FileFault {}

coded! {
    /// Why one row was left out.
    Reason {
        /// A quotation mark is opened and not closed where a cell can end.
        BrokenQuote {} = "row-broken-quote",
        /// Two lines hang together by quotation marks in a way that can be read as one row or as two.
        TangledQuotes { /// The last of these lines.
            to_line: u32 } = "row-tangled-quotes",
        /// More cells than the header has columns.
        TooManyCells { /// Columns of the header.
            expected: usize, /// Cells of the row.
            found: usize } = "row-too-many-cells",
        /// No name, or one without a letter or digit.
        NoName {} = "row-no-name",
        /// A cell longer than the field takes.
        CellTooLong { /// Header of the column.
            column: String, /// Its characters.
            chars: usize, /// The limit in characters.
            limit: usize } = "row-cell-too-long",
        /// The header once more, as printed lists repeat it on each page.
        HeaderAgain {} = "row-header-again",
    }
}

coded! {
    /// What the reader should know although nothing was left out.
    Note {
        /// The bytes do not say their encoding; this one was assumed.
        EncodingAssumed { /// Its name.
            encoding: super::Encoding } = "note-encoding-assumed",
        /// Bytes that mean nothing in the encoding were replaced by a mark.
        BadBytes { /// How many.
            count: usize } = "note-bad-bytes",
        /// Control characters or invisible marks were taken out.
        InvisibleRemoved { /// Cells concerned.
            cells: usize, /// First line concerned.
            first_line: u32 } = "note-invisible-removed",
        /// HTML codes such as `&amp;` were read as the characters they stand for.
        HtmlCodesRead { /// Cells concerned.
            cells: usize, /// First line concerned.
            first_line: u32 } = "note-html-codes-read",
        /// Quotation marks inside a cell were kept as written.
        StrayQuotes { /// Rows concerned.
            rows: usize, /// First line concerned.
            first_line: u32 } = "note-stray-quotes",
        /// The workbook has several sheets; only this one was read.
        SheetChosen { /// Its name.
            sheet: String, /// Sheets not read.
            others: usize } = "note-sheet-chosen",
        /// The header is not the first row; what stands above it was taken for a title.
        HeaderBelow { /// Line of the header.
            line: u32, /// Rows above it.
            rows: usize } = "note-header-below",
        /// Columns of the file from which nothing is taken.
        ColumnsUnused { /// Their headers, separated by ` | `; of one without a header its number.
            headers: String } = "note-columns-unused",
        /// The same exhibitor stands in an earlier line; both lines are one exhibitor.
        SameExhibitor { /// This line.
            line: u32, /// The first line of that exhibitor.
            first_line: u32 } = "note-same-exhibitor",
        /// Two lines of one exhibitor differ; the earlier value counts.
        LinesDiffer { /// The later line.
            line: u32, /// Which field.
            field: super::Field, /// The value not taken.
            value: String } = "note-lines-differ",
        /// The booth is named without a hall, and the fair has several: the exhibitor is taken, the booth is not.
        BoothWithoutHall { /// The line.
            line: u32, /// The booth as written.
            booth: String } = "note-booth-without-hall",
        /// Several halls, which cannot be matched with the booths one by one: the exhibitor is taken, the booths are not.
        HallsUnclear { /// The line.
            line: u32, /// The halls as written.
            halls: String, /// The booths as written.
            booths: String } = "note-halls-unclear",
        /// A hall without a booth: the exhibitor is taken without a booth.
        HallWithoutBooth { /// The line.
            line: u32, /// The hall as written.
            hall: String } = "note-hall-without-booth",
        /// A hall or booth too long to be one: the exhibitor is taken, the booth is not.
        PlaceTooLong { /// The line.
            line: u32, /// The limit in characters.
            limit: usize } = "note-place-too-long",
        /// More booths than one exhibitor may have: the rest is not taken.
        TooManyBooths { /// The line.
            line: u32, /// The limit.
            limit: usize } = "note-too-many-booths",
        /// A particular too long to be kept: the exhibitor is taken without it.
        ValueTooLong { /// The line.
            line: u32, /// Which field.
            field: super::Field, /// Its characters.
            chars: usize, /// The limit in characters.
            limit: usize } = "note-value-too-long",
        /// A value that cannot be what its column says: the exhibitor is taken without it.
        ValueUnusable { /// The line.
            line: u32, /// Which field.
            field: super::Field, /// The value.
            value: String } = "note-value-unusable",
        /// A day on which something is said to have happened has not come yet: the exhibitor is taken without it.
        DayNotCome { /// The line.
            line: u32, /// Which field.
            field: super::Field, /// The day as written.
            value: String } = "note-day-not-come",
        /// Another exhibitor has the same name and another credit code: both are kept.
        NameTwice { /// The line.
            line: u32, /// The name.
            name: String } = "note-name-twice",
        /// The hall was read from the booth number (`5.1H A12`).
        HallFromBooth { /// Rows concerned.
            rows: usize, /// First line concerned.
            first_line: u32 } = "note-hall-from-booth",
        /// Booths that several exhibitors share.
        SharedBooths { /// How many booths.
            booths: usize } = "note-shared-booths",
        /// Exhibitors taken without a booth.
        WithoutBooth { /// How many exhibitors.
            exhibitors: usize } = "note-without-booth",
        /// Exhibitors on the desk's list that the file does not name: they stay as they are.
        NotInFile { /// How many exhibitors.
            exhibitors: usize } = "note-not-in-file",
    }
}

/// A row that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// The line in the file, counted from 1; for a workbook, the row number its program shows.
    pub line: u32,
    /// Why.
    pub reason: Reason,
    /// The beginning of the row, cleaned, so that it can be found again.
    pub excerpt: String,
}

impl LeftOut {
    /// Characters of an excerpt.
    const EXCERPT: usize = 120;

    pub(super) fn new(line: u32, reason: Reason, raw: &str) -> Self {
        let excerpt = beginning(&super::cell::clean(raw).text, Self::EXCERPT);
        Self { line, reason, excerpt }
    }

    pub(super) fn of_row(row: &super::Row, reason: Reason) -> Self {
        let filled: Vec<&str> =
            row.cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
        Self::new(row.line, reason, &filled.join(" | "))
    }
}

/// The first so many characters of a text, and that there are more.
pub(super) fn beginning(text: &str, chars: usize) -> String {
    let cut = text.char_indices().nth(chars).and_then(|(at, _)| text.get(..at));
    cut.map_or_else(|| text.to_owned(), |cut| format!("{cut}…"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_parameters_are_named() {
        let all: Vec<&str> = [FileFault::CODES, Reason::CODES, Note::CODES].concat();
        let distinct: std::collections::BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(distinct.len(), all.len());
        let reason = Reason::TooManyCells { expected: 3, found: 5 };
        assert_eq!(
            (reason.code(), reason.params()),
            ("row-too-many-cells", vec![("expected", "3".into()), ("found", "5".into())])
        );
        assert_eq!(reason.to_string(), "row-too-many-cells expected=3 found=5");
    }

    #[test]
    fn an_excerpt_is_short_and_clean() {
        let left = LeftOut::new(7, Reason::NoName {}, &format!("a\u{202e}\n{}", "x".repeat(500)));
        assert_eq!(left.excerpt.chars().count(), 121);
        assert!(left.excerpt.starts_with("a x"));
    }
}
