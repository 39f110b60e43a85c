//! The words of an answer, as somebody reads them who opens the file: the cells of a workbook, the pages of a paper, the members of an
//! archive and what stands in those. Whoever looks for a word in the bytes of a packed file finds none, whatever stands in it.

use std::{
    io::{Cursor, Read as _},
    process::Command,
    sync::Once,
};

use calamine::{Reader as _, Xlsx};
use zip::ZipArchive;

/// The words of a file, told by how it begins, so that no heading which is wrong or missing makes a text of it. `None` where a program
/// is missing that reads it, or something in it.
pub fn of(bytes: &[u8]) -> Option<String> {
    if bytes.starts_with(b"%PDF-") {
        of_pdf(bytes)
    } else if bytes.starts_with(b"PK\x03\x04") {
        of_archive(bytes)
    } else {
        Some(String::from_utf8_lossy(bytes).into_owned())
    }
}

/// The words of a paper without spaces, for its lines may break anywhere. `None` where the program is missing that reads them.
pub fn of_pdf(pdf: &[u8]) -> Option<String> {
    static SKIPPED: Once = Once::new();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let read = Command::new("pdftotext").args(["-enc", "UTF-8"]).arg(file.path()).arg("-").output();
    let Ok(read) = read else {
        SKIPPED.call_once(|| {
            eprintln!("skipped: pdftotext is not installed, what stands in a PDF was not read");
        });
        return None;
    };
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    Some(String::from_utf8_lossy(&read.stdout).split_whitespace().collect())
}

/// The names of the members and the words of each. A workbook is such an archive, too: of it also what its cells say.
fn of_archive(bytes: &[u8]) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let (mut words, mut is_workbook) = (Vec::new(), false);
    for at in 0..archive.len() {
        let mut member = archive.by_index(at).unwrap();
        let name = member.name().unwrap().into_owned();
        let mut read = Vec::new();
        member.read_to_end(&mut read).unwrap();
        is_workbook |= name == "xl/workbook.xml";
        words.extend([name, of(&read)?]);
    }
    if is_workbook {
        words.push(of_cells(bytes));
    }
    Some(words.join("\n"))
}

/// What every cell of a workbook says, under the names of the sheets.
fn of_cells(bytes: &[u8]) -> String {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    let mut words = Vec::new();
    for name in book.sheet_names() {
        let sheet = book.worksheet_range(&name).unwrap();
        words.push(name);
        words.extend(sheet.used_cells().map(|(_, _, cell)| cell.to_string()));
    }
    words.join("\n")
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use papers::{Block, Paper};
    use rust_xlsxwriter::Workbook;
    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    const MARK: &str = "XMARKX";

    /// Whether the bytes as they come hold the mark, which is what a test of them would see.
    fn stands_open(bytes: &[u8]) -> bool {
        bytes.windows(MARK.len()).any(|here| here == MARK.as_bytes())
    }

    fn workbook() -> Vec<u8> {
        let mut book = Workbook::new();
        book.add_worksheet().write_string(0, 0, "A-001").unwrap();
        book.add_worksheet().write_string(7, 3, format!("said: {MARK}")).unwrap();
        book.save_to_buffer().unwrap()
    }

    fn paper() -> Vec<u8> {
        let paper = Paper {
            language: "en".to_owned(),
            titles: vec!["Daily log".to_owned()],
            blocks: vec![Block::paragraph(format!("It was said: {MARK}"))],
            ..Paper::default()
        };
        papers::typeset(&paper, crate::documents::fonts().unwrap()).unwrap().pdf
    }

    fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            archive.start_file(*name, SimpleFileOptions::default()).unwrap();
            archive.write_all(bytes).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn a_word_in_a_cell_of_any_sheet_is_read() {
        let book = workbook();
        assert!(!stands_open(&book), "a workbook is packed");
        let words = of(&book).unwrap();
        assert!(words.contains("A-001") && words.contains(&format!("said: {MARK}")), "{words}");
        assert!(of_cells(&book).contains(MARK), "also where only its cells are looked at");
        let plain = Workbook::new().save_to_buffer().unwrap();
        assert!(!of(&plain).unwrap().contains(MARK));
    }

    #[test]
    fn a_word_on_a_page_is_read() {
        let paper = paper();
        assert!(!stands_open(&paper), "the pages of a paper are packed");
        if let Some(words) = of(&paper) {
            assert!(words.contains("Dailylog") && words.contains(&format!("said:{MARK}")), "{words}");
        }
    }

    #[test]
    fn a_word_in_a_file_in_an_archive_in_an_archive_is_read() {
        let inner = packed(&[("notes.txt", b"A note".as_slice()), ("book.xlsx", workbook().as_slice())]);
        let outer = packed(&[("inner.zip", inner.as_slice())]);
        assert!(!stands_open(&outer));
        let words = of(&outer).unwrap();
        for read in ["inner.zip", "notes.txt", "A note", "book.xlsx", MARK] {
            assert!(words.contains(read), "{read}: {words}");
        }
        let paper = packed(&[("01-paper.pdf", paper().as_slice())]);
        assert!(!stands_open(&paper));
        if let Some(words) = of(&paper) {
            assert!(words.contains(MARK), "{words}");
        }
    }

    #[test]
    fn a_text_is_read_as_it_is() {
        assert_eq!(of("a,b\r\n您好".as_bytes()).as_deref(), Some("a,b\r\n您好"));
        assert_eq!(of(b"").as_deref(), Some(""));
    }
}
