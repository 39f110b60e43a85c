//! Workbooks as `LibreOffice` opens them: it reads them without a window and writes down anew what it read. What we wrote and what it
//! wrote has to be the same, cell by cell, and of the same type, or a table that is fine here shows something else to whoever gets it.

use std::{
    collections::BTreeMap,
    fs,
    io::{Cursor, Read as _},
    process::Command,
};

use anyhow::Context;
use calamine::{Data, DataType, Reader, Xlsx};

/// Moments are told to the second; a spreadsheet program may round what is behind it.
const SECOND: f64 = 1.0 / 86_400.0;

/// What stands in a sheet, by row and column.
type Cells = BTreeMap<(usize, usize), Data>;

/// Opens workbooks (name and content) and finds in each what was written: the same sheets with the same cells, no formula, and heads
/// that stay in sight. False where no `LibreOffice` is installed.
pub fn opens(books: &[(String, Vec<u8>)]) -> anyhow::Result<bool> {
    let folder = tempfile::tempdir()?;
    let (ours, theirs) = (folder.path().join("ours"), folder.path().join("theirs"));
    fs::create_dir(&ours)?;
    // Books of several pages may have one name.
    let names: Vec<_> = (0..books.len()).map(|at| format!("{at}.xlsx")).collect();
    for ((_, bytes), name) in books.iter().zip(&names) {
        fs::write(ours.join(name), bytes)?;
    }
    let mut program = Command::new("soffice");
    // A profile of its own: two that share one wait for each other.
    program.arg(format!("-env:UserInstallation=file://{}", folder.path().join("profile").display()));
    program.args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]).arg(&theirs);
    program.args(names.iter().map(|name| ours.join(name)));
    let ran = match program.output() {
        Ok(ran) => ran,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error.into()),
    };
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    anyhow::ensure!(ran.status.success(), "LibreOffice: {said}");
    for ((called, bytes), name) in books.iter().zip(&names) {
        let read = fs::read(theirs.join(name)).with_context(|| format!("{called} was not opened: {said}"))?;
        heads_stay(bytes).with_context(|| called.clone())?;
        same(bytes, &read).with_context(|| format!("{called} as LibreOffice opens it"))?;
    }
    Ok(true)
}

/// The window of every sheet is frozen below its heads. What `LibreOffice` writes without a window tells of none.
fn heads_stay(book: &[u8]) -> anyhow::Result<()> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book))?;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at)?;
        let name = part.name()?.into_owned();
        if name.starts_with("xl/worksheets/sheet") {
            let mut sheet = String::new();
            part.read_to_string(&mut sheet)?;
            anyhow::ensure!(sheet.contains(r#"state="frozen""#), "the heads of {name} go out of sight");
        }
    }
    Ok(())
}

fn same(written: &[u8], read: &[u8]) -> anyhow::Result<()> {
    let (written, read) = (sheets(written)?, sheets(read)?);
    let names = |sheets: &[(String, Cells)]| sheets.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    anyhow::ensure!(names(&written) == names(&read), "{:?} and {:?}", names(&written), names(&read));
    for ((name, ours), (_, theirs)) in written.iter().zip(&read) {
        anyhow::ensure!(!ours.is_empty(), "nothing stands in {name}");
        for at in ours.keys().chain(theirs.keys()) {
            let (ours, theirs) = (ours.get(at), theirs.get(at));
            anyhow::ensure!(alike(ours, theirs), "{name} {at:?}: {ours:?} became {theirs:?}");
        }
    }
    Ok(())
}

/// Every sheet with the cells in which something stands.
fn sheets(book: &[u8]) -> anyhow::Result<Vec<(String, Cells)>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(book))?;
    let mut all = Vec::new();
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name)?;
        anyhow::ensure!(formulas.used_cells().next().is_none(), "{name} calculates");
        let sheet = book.worksheet_range(&name)?;
        let (top, left) = sheet.start().unwrap_or_default();
        let (top, left) = (usize::try_from(top)?, usize::try_from(left)?);
        let said = sheet.used_cells().filter(|(_, _, cell)| cell.get_string() != Some(""));
        let cells = said.map(|(row, column, cell)| ((top + row, left + column), cell.clone()));
        all.push((name, cells.collect()));
    }
    Ok(all)
}

fn alike(ours: Option<&Data>, theirs: Option<&Data>) -> bool {
    let number = |cell: &Data| cell.get_float().or_else(|| cell.get_int()?.to_string().parse().ok());
    let (Some(ours), Some(theirs)) = (ours, theirs) else { return ours.is_none() && theirs.is_none() };
    if let (Data::DateTime(ours), Data::DateTime(theirs)) = (ours, theirs) {
        return (ours.as_f64() - theirs.as_f64()).abs() < SECOND;
    }
    match (number(ours), number(theirs)) {
        (Some(ours), Some(theirs)) => (ours - theirs).abs() < 1e-9,
        _ => ours == theirs,
    }
}
