//! Comma, semicolon or tab separated text to rows, forgiving as spreadsheets are and never losing a line unseen.
//!
//! The danger in such files is one quotation mark that is opened and never closed: read by the book, it swallows every row
//! up to the next mark. So a quoted cell may run over line ends only if it closes properly, soon, and gives a row of the
//! right width; otherwise its first line alone is listed as broken and reading goes on with the next one.
//!
//! The csv crate reads by the book and tells no line for what it swallowed, hence this reader.

use super::{
    Encoding, Limits,
    decode::{self, Decoded},
    said::{FileFault, LeftOut, Note, Reason},
    table::{self, Format, RawRow, Table},
};

/// Lines looked at to find out the separator.
const SNIFFED_LINES: usize = 40;
/// Lines one quoted cell may run over.
const CELL_LINES: usize = 30;
/// Bytes one row may have; bounds the search for a closing mark.
const ROW_BYTES: usize = 100_000;

/// Reads a delimited file.
///
/// # Errors
/// [`FileFault`] where it is no text, or over a limit.
pub(super) fn read(bytes: &[u8], encoding: Option<Encoding>, limits: &Limits) -> Result<Table, FileFault> {
    let Decoded { mut text, encoding, assumed, bad } = decode::decode(bytes, encoding)?;
    if !text.contains('\n') {
        // Line ends of an old Macintosh.
        text = text.replace('\r', "\n");
    }
    let mut notes = Vec::new();
    if assumed {
        notes.push(Note::EncodingAssumed { encoding });
    }
    if bad > 0 {
        notes.push(Note::BadBytes { count: bad });
    }
    let (separator, text, first_line) = match declared_separator(&text) {
        Some((separator, rest)) => (Some(separator), rest, 2),
        None => (None, text.as_str(), 1),
    };
    let shape = Shape::sniff(text, separator);
    let format = Format::Delimited { encoding, separator: shape.separator };
    let mut reader = Reader {
        rest: text,
        line: first_line,
        shape,
        left_out: Vec::new(),
        stray: Vec::new(),
        rows: Vec::new(),
    };
    while reader.take_row() {
        if reader.rows.len() > limits.rows + table::HEADER_WITHIN {
            return Err(FileFault::TooManyRows { limit: limits.rows });
        }
    }
    if let Some(&first_line) = reader.stray.first() {
        notes.push(Note::StrayQuotes { rows: reader.stray.len(), first_line });
    }
    table::build(format, reader.rows, reader.left_out, notes, limits)
}

/// Excel's own hint, a first line `sep=;`.
fn declared_separator(text: &str) -> Option<(char, &str)> {
    let (first, rest) = text.split_once('\n')?;
    let mut named = first.trim_end().strip_prefix("sep=")?.chars();
    let separator = named.next()?;
    named.next().is_none().then_some((separator, rest))
}

/// What separates the cells, and how many a row usually has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shape {
    separator: char,
    width: usize,
}

impl Shape {
    /// The separator whose count is the same on most of the first lines; the wider table wins a tie.
    fn sniff(text: &str, declared: Option<char>) -> Self {
        let candidates = declared.map_or_else(|| vec![',', ';', '\t'], |separator| vec![separator]);
        let lines: Vec<&str> =
            text.lines().filter(|line| !line.trim().is_empty()).take(SNIFFED_LINES).collect();
        candidates
            .into_iter()
            .map(|separator| {
                let widths: Vec<usize> = lines.iter().map(|line| width(line, separator)).collect();
                let agreeing = |wanted: usize| widths.iter().filter(|&&width| width == wanted).count();
                let usual =
                    widths.iter().copied().filter(|&w| w > 1).max_by_key(|&w| (agreeing(w), w)).unwrap_or(1);
                let votes = if usual > 1 { agreeing(usual) } else { 0 };
                // The header is worth more than any row: names may hold commas, headers hardly do.
                let header = widths.first().is_some_and(|&first| first > 1 && first == usual);
                ((votes + if header { SNIFFED_LINES } else { 0 }, usual), Self { separator, width: usual })
            })
            .rev()
            .max_by_key(|(score, _)| *score)
            .map_or(Self { separator: ',', width: 1 }, |(_, shape)| shape)
    }
}

/// Cells of one line, taking every second quotation mark for a closing one.
fn width(line: &str, separator: char) -> usize {
    let mut quoted = false;
    1 + line
        .chars()
        .filter(|&c| {
            quoted ^= c == '"';
            !quoted && c == separator
        })
        .count()
}

/// One row as scanned, and what is odd about it.
struct Scanned {
    cells: Vec<String>,
    /// Bytes of the text it took, line end included.
    length: usize,
    /// Line ends inside it.
    inner_lines: u32,
    /// A mark stood inside a cell.
    stray: bool,
}

/// Why a row could not be scanned.
enum Broken {
    /// Its first line only; go on with the next.
    Line,
    /// It and the lines it takes belong together in no certain way: skip this many bytes and line ends.
    Tangled { length: usize, inner_lines: u32 },
}

struct Reader<'t> {
    rest: &'t str,
    line: u32,
    shape: Shape,
    rows: Vec<RawRow>,
    left_out: Vec<LeftOut>,
    /// Lines with quotation marks inside cells.
    stray: Vec<u32>,
}

impl Reader<'_> {
    /// Takes the next row. `false` at the end.
    fn take_row(&mut self) -> bool {
        if self.rest.is_empty() {
            return false;
        }
        match scan(self.rest, self.shape) {
            Ok(Scanned { cells, length, inner_lines, stray }) => {
                if stray {
                    self.stray.push(self.line);
                }
                self.rows.push(RawRow { line: self.line, cells });
                self.advance(length, inner_lines + 1);
            }
            Err(Broken::Tangled { length, inner_lines }) => {
                let to_line = self.line + inner_lines;
                let raw = &self.rest[..length];
                self.left_out.push(LeftOut::new(self.line, Reason::TangledQuotes { to_line }, raw));
                self.advance(length, inner_lines + 1);
            }
            Err(Broken::Line) => {
                let length = self.rest.find('\n').map_or(self.rest.len(), |at| at + 1);
                self.left_out.push(LeftOut::new(self.line, Reason::BrokenQuote {}, &self.rest[..length]));
                self.advance(length, 1);
            }
        }
        true
    }

    fn advance(&mut self, length: usize, lines: u32) {
        self.rest = &self.rest[length..];
        self.line = self.line.saturating_add(lines);
    }
}

/// Scans one row from the start of `text`.
fn scan(text: &str, shape: Shape) -> Result<Scanned, Broken> {
    let mut row = Scanned { cells: Vec::new(), length: 0, inner_lines: 0, stray: false };
    loop {
        let rest = &text[row.length..];
        let blanks = rest.len() - rest.trim_start_matches(|c| c == ' ' && c != shape.separator).len();
        let (cell, length) = if rest[blanks..].starts_with('"') {
            quoted_cell(&rest[blanks + 1..], shape, &mut row)
                .map(|(cell, length)| (cell, length + blanks + 1))?
        } else {
            let length = rest.find([shape.separator, '\n', '\r']).unwrap_or(rest.len());
            (rest[..length].to_owned(), length)
        };
        row.stray |= cell_is_stray(&cell, rest, length, blanks);
        row.cells.push(cell);
        row.length += length;
        let end = &text[row.length..];
        if end.starts_with(shape.separator) {
            row.length += shape.separator.len_utf8();
            continue;
        }
        row.length += if end.starts_with("\r\n") { 2 } else { usize::from(!end.is_empty()) };
        return if row.inner_lines > 0 { check_long_row(text, shape, row) } else { Ok(row) };
    }
}

/// Whether an unquoted cell holds a quotation mark. (A quoted cell reports its own.)
fn cell_is_stray(cell: &str, rest: &str, length: usize, blanks: usize) -> bool {
    !rest[blanks..length.max(blanks)].starts_with('"') && cell.contains('"')
}

/// Reads a quoted cell after its opening mark: the text, and the bytes up to the separator or line end that follows.
fn quoted_cell(text: &str, shape: Shape, row: &mut Scanned) -> Result<(String, usize), Broken> {
    let mut cell = String::new();
    let mut lines = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if at > ROW_BYTES {
            return Err(Broken::Line);
        }
        match c {
            '"' if chars.next_if(|&(_, next)| next == '"').is_some() => cell.push('"'),
            '"' => {
                let after = &text[at + 1..];
                let blanks =
                    after.len() - after.trim_start_matches(|c| c == ' ' && c != shape.separator).len();
                let next = after[blanks..].chars().next();
                if next.is_none_or(|next| next == shape.separator || next == '\n' || next == '\r') {
                    row.inner_lines += lines;
                    return Ok((cell, at + 1 + blanks));
                }
                // `"Foo "Bar" Ltd"` on one line is plain enough; across lines this mark opens another row's cell.
                if lines > 0 {
                    return Err(Broken::Line);
                }
                row.stray = true;
                cell.push('"');
            }
            '\n' => {
                lines += 1;
                if lines as usize > CELL_LINES {
                    return Err(Broken::Line);
                }
                cell.push('\n');
            }
            _ => cell.push(c),
        }
    }
    Err(Broken::Line)
}

/// Whether a row that runs over several lines is one. Its width must be the usual one, and none of the lines inside it may be
/// a whole row by itself: then two broken marks enclose good rows. Where only the last line could be one, nobody can tell.
fn check_long_row(text: &str, shape: Shape, row: Scanned) -> Result<Scanned, Broken> {
    let lines: Vec<&str> = text[..row.length].lines().collect();
    let (Some((last, inner)), true) = (lines.split_last(), row.cells.len() == shape.width) else {
        return Err(Broken::Line);
    };
    let whole =
        |line: &str| shape.width > 2 && !line.contains('"') && width(line, shape.separator) == shape.width;
    if inner.iter().skip(1).any(|line| whole(line)) {
        return Err(Broken::Line);
    }
    let cells_of_last = 1 + last.matches(shape.separator).count();
    let inside = last.split('"').next().unwrap_or_default();
    if shape.width > 1 && inside.contains(shape.separator) && cells_of_last == shape.width {
        return Err(Broken::Tangled { length: row.length, inner_lines: row.inner_lines });
    }
    Ok(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Told<T> = Vec<(u32, T)>;

    fn rows(text: &str) -> (Told<Vec<String>>, Told<Reason>) {
        let shape = Shape::sniff(text, None);
        let mut reader = Reader { rest: text, line: 1, shape, left_out: vec![], stray: vec![], rows: vec![] };
        while reader.take_row() {}
        (
            reader.rows.into_iter().map(|row| (row.line, row.cells)).collect(),
            reader.left_out.into_iter().map(|left| (left.line, left.reason)).collect(),
        )
    }

    fn names(text: &str) -> (Vec<String>, Vec<u32>) {
        let (rows, left) = rows(text);
        (
            rows.into_iter().map(|(_, cells)| cells[0].clone()).collect(),
            left.into_iter().map(|(line, _)| line).collect(),
        )
    }

    #[test]
    fn separators_are_sniffed_even_when_names_hold_commas() {
        let sniff = |text| Shape::sniff(text, None);
        assert_eq!(sniff("a,b,c\n1,2,3\n"), Shape { separator: ',', width: 3 });
        assert_eq!(sniff("a;b\nx, y, z Ltd;2\np, q;3\n"), Shape { separator: ';', width: 2 });
        assert_eq!(sniff("a\tb\n\"x,\ty\"\t2\n"), Shape { separator: '\t', width: 2 });
        assert_eq!(sniff("Exhibitor list\n\na,b\n1,2\n"), Shape { separator: ',', width: 2 });
        assert_eq!(sniff("only\none\n"), Shape { separator: ',', width: 1 });
    }

    #[test]
    fn quotes_by_the_book() {
        let (rows, left) = rows("n,b\r\n\"a, \"\"b\"\"\",1\r\n\"two\r\nlines\" ,2\r\n\"\",3");
        assert!(left.is_empty());
        assert_eq!(rows[1], (2, vec!["a, \"b\"".into(), "1".into()]));
        assert_eq!(rows[2], (3, vec!["two\r\nlines".into(), "2".into()]));
        assert_eq!(rows[3], (5, vec![String::new(), "3".into()]));
    }

    #[test]
    fn marks_inside_a_cell_are_kept() {
        assert_eq!(
            names("n,b,c\n\"Foo \"Bar\" Ltd\",1,2\n5\" pipes,2,3\n"),
            (vec!["n".into(), "Foo \"Bar\" Ltd".into(), "5\" pipes".into()], vec![])
        );
    }

    #[test]
    fn an_open_quote_costs_its_own_line_only() {
        let good = "n,b,c\n\"open,1,2\n";
        for after in ["x,1,2\ny,3,4\n", "x,1,2\n\"y\",3,4\n", "x,\"\",2\ny,3,4\n", "x,1,\"2\"\n\"y\",3,4"] {
            assert_eq!(
                names(&format!("{good}{after}")),
                (vec!["n".into(), "x".into(), "y".into()], vec![2]),
                "{after}"
            );
        }
        assert_eq!(names("n,b,c\nx,1,2\n\"open at the end,3,4"), (vec!["n".into(), "x".into()], vec![3]));
    }

    #[test]
    fn two_broken_marks_do_not_swallow_the_rows_between() {
        let (names, left) = names("n,b,c\n1,\"open,2\nx,3,4\ny,5,6\n7,shut\",8\nz,9,9\n");
        assert_eq!(
            (names, left),
            (vec!["n".into(), "x".into(), "y".into(), "7".into(), "z".into()], vec![2])
        );
    }

    #[test]
    fn what_may_be_one_row_or_two_is_listed_whole() {
        let (rows, left) = rows("n,b,c\n1,\"open,2\nx,shut\",8\nz,9,9\n");
        assert_eq!(left, vec![(2, Reason::TangledQuotes { to_line: 3 })]);
        assert_eq!(rows.last().unwrap().0, 4);
    }

    #[test]
    fn many_open_quotes_stay_cheap() {
        let text = format!("n,b\n{}", "\"open,1\n".repeat(20_000));
        assert_eq!(rows(&text).1.len(), 20_000);
    }
}
