//! Workbooks made by hand, part by part, so that a test can break any of them.

use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use zip::write::SimpleFileOptions;

use super::super::{Limits, Table, read, said::FileFault};

const NS: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

/// A workbook of these sheets (name, attributes, body of the sheet) and these shared strings.
fn book(sheets: &[(&str, &str, &str)], shared: &str) -> Vec<u8> {
    pack(&parts(sheets, shared))
}

fn parts(sheets: &[(&str, &str, &str)], shared: &str) -> Vec<(String, String)> {
    let mut parts = vec![
        (
            "_rels/.rels".to_owned(),
            rels(
                "<Relationship Id=\"r0\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/>",
            ),
        ),
        (
            "xl/styles.xml".to_owned(),
            format!(
                "<styleSheet {NS}><numFmts><numFmt numFmtId=\"170\" formatCode=\"0.0\"/><numFmt numFmtId=\"171\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\" applyNumberFormat=\"1\"/><xf numFmtId=\"171\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
            ),
        ),
        ("xl/sharedStrings.xml".to_owned(), shared.to_owned()),
    ];
    let (mut links, mut list) = (String::new(), String::new());
    for (n, (name, attributes, body)) in sheets.iter().enumerate() {
        write!(
            links,
            "<Relationship Id=\"r{n}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
        )
        .unwrap();
        write!(list, "<sheet name=\"{name}\" sheetId=\"{}\" r:id=\"r{n}\" {attributes}/>", n + 1).unwrap();
        parts.push((format!("xl/worksheets/sheet{n}.xml"), format!("<worksheet {NS}>{body}</worksheet>")));
    }
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), rels(&links)));
    parts.push(("xl/workbook.xml".to_owned(), format!("<workbook {NS} xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{list}</sheets></workbook>")));
    parts
}

fn rels(inner: &str) -> String {
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inner}</Relationships>"
    )
}

fn pack(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, body) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(body.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn text(reference: &str, text: &str) -> String {
    format!("<c r=\"{reference}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn rows(rows: &[&str]) -> String {
    let rows = rows.iter().enumerate().fold(String::new(), |mut xml, (n, cells)| {
        write!(xml, "<row r=\"{}\">{cells}</row>", n + 1).unwrap();
        xml
    });
    format!("<sheetData>{rows}</sheetData>")
}

fn taken(bytes: &[u8]) -> Table {
    read(bytes, None, &Limits::default()).unwrap()
}

fn no_strings() -> String {
    format!("<sst {NS} uniqueCount=\"0\"></sst>")
}

#[test]
fn a_sheet_reads_as_it_looks() {
    let header =
        [text("A1", "公司名称"), text("B1", "展馆"), text("C1", "展位号"), text("D1", "日期")].concat();
    let shared = format!("<sst {NS} uniqueCount=\"1\"><si><t>佛山灯饰</t></si></sst>");
    let first = "<c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" s=\"1\"><v>8</v></c><c r=\"C2\"><v>12</v></c><c r=\"D2\" s=\"2\"><v>45000</v></c>";
    let second =
        [&text("A3", "B"), "<c r=\"B3\"><f>4+4.1</f><v>8.1</v></c><c r=\"C3\"><v>1.2e+20</v></c>"].concat();
    let table = taken(&book(&[("展商", "", &rows(&[&header, first, &second]))], &shared));
    assert_eq!(table.header, ["公司名称", "展馆", "展位号", "日期"]);
    assert_eq!(table.rows[0].cells, ["佛山灯饰", "8.0", "12", "2023-03-15"]);
    assert_eq!(table.rows[0].line, 2);
    assert_eq!(table.rows[1].cells[..3], ["B", "8.1", "1.2E20"]);
}

#[test]
fn the_sheet_with_the_list_is_found() {
    let hidden = rows(&[&[text("A1", "Company"), text("B1", "Booth")].concat(), &text("A2", "Hidden")]);
    let cover = rows(&[&text("A1", "Welcome"), &text("A2", "to the fair")]);
    let list = rows(&[
        &text("A1", "Exhibitors 2026"),
        &[text("A2", "Company"), text("B2", "Booth")].concat(),
        &[text("A3", "Real"), text("B3", "A1")].concat(),
    ]);
    let table = taken(&book(
        &[("h", "state=\"hidden\"", &hidden), ("cover", "", &cover), ("list", "", &list)],
        &no_strings(),
    ));
    assert_eq!((table.header_line, table.rows[0].cells[0].as_str()), (2, "Real"));
    assert_eq!(table.notes[0].params()[0], ("sheet", "list".into()));
}

#[test]
fn what_stands_beside_the_header_is_a_column_without_a_name() {
    let header = [text("A1", "Company"), text("B1", "Booth")].concat();
    let wide = [text("A2", "One"), text("D2", "Lux")].concat();
    let table = taken(&book(&[("s", "", &rows(&[&header, &wide, &text("A3", "Two")]))], &no_strings()));
    assert_eq!(table.header, ["Company", "Booth", "", ""]);
    assert_eq!(table.rows[0].cells, ["One", "", "", "Lux"]);
    assert_eq!(table.rows[1].cells, ["Two", "", "", ""]);
}

#[test]
fn merged_cells_mean_every_row_they_cover() {
    let body = rows(&[
        &[text("A1", "Hall"), text("B1", "Company")].concat(),
        &[text("A2", "5.1"), text("B2", "One")].concat(),
        &text("B3", "Two"),
    ]) + "<mergeCells count=\"1\"><mergeCell ref=\"A2:A3\"/></mergeCells>";
    assert_eq!(taken(&book(&[("s", "", &body)], &no_strings())).rows[1].cells, ["5.1", "Two"]);
}

#[test]
fn a_cell_in_the_last_corner_costs_nothing() {
    let header = [text("A1", "Company"), text("B1", "Booth")].concat();
    let far = format!(
        "<sheetData><row r=\"1\">{header}</row><row r=\"1048576\">{}</row></sheetData>",
        text("A1048576", "Far")
    );
    assert_eq!(taken(&book(&[("s", "", &far)], &no_strings())).rows[0].line, 1_048_576);
    let wide = rows(&[&header, &text("XFD2", "Far")]);
    assert_eq!(
        read(&book(&[("s", "", &wide)], &no_strings()), None, &Limits::default()).unwrap_err().code(),
        "file-too-many-columns"
    );
}

#[test]
fn bombs_are_refused_before_they_unpack() {
    let sheet = rows(&[&text("A1", "Company"), &text("A2", &"x".repeat(3 << 20))]);
    let packed = book(&[("s", "", &sheet)], &no_strings());
    assert!(packed.len() < 100_000);
    let limits = Limits { unpacked_bytes: 1 << 20, ..Limits::default() };
    assert_eq!(
        read(&packed, None, &limits).unwrap_err(),
        FileFault::UnpacksTooLarge { limit_bytes: 1 << 20 }
    );
    let claim = format!("<sst {NS} uniqueCount = \"99999999999\"></sst>");
    assert_eq!(
        read(&book(&[("s", "", &sheet)], &claim), None, &Limits::default()).unwrap_err().code(),
        "file-unreadable-workbook"
    );
}

#[test]
fn other_archives_and_torn_workbooks_are_named() {
    let zip = pack(&[("readme.txt".to_owned(), "hello".to_owned())]);
    assert_eq!(
        read(&zip, None, &Limits::default()).unwrap_err(),
        FileFault::NotAList { looks_like: "zip".into() }
    );
    let whole = book(&[("s", "", &rows(&[&text("A1", "Company"), &text("A2", "X")]))], &no_strings());
    for end in (4..whole.len()).step_by(37) {
        let torn = read(&whole[..end], None, &Limits::default()).unwrap_err();
        assert_eq!(torn, FileFault::BrokenWorkbook {}, "{end}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn no_part_of_a_workbook_panics_when_spoilt(part in 0..6_usize, at in 0..2_000_usize, with in "[<>/\"A-Z0-9&=]{0,3}") {
        let body = rows(&[&[text("A1", "Company"), text("B1", "Booth")].concat(), &[text("A2", "X"), "<c r=\"B2\" s=\"1\"><v>8</v></c>".to_owned()].concat()]);
        let mut parts = parts(&[("s", "", &body)], &no_strings());
        let spoilt = &mut parts[part].1;
        let at = at % spoilt.len();
        spoilt.replace_range(at..=at, &with);
        if let Ok(table) = read(&pack(&parts), None, &Limits::default()) {
            assert!(!table.header.is_empty());
        }
    }
}
