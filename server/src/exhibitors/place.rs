//! Halls and booths as people write them, and as the desk compares them.
//!
//! `hall 5.1`, `5.1馆`, `５．１` and `5.1H` are one hall; `a12` and `Booth A 12` are one booth. What may be one booth is never cut in
//! two: `826/A` is a booth of the Istanbul fair, while `A12/A13` are two, because each side is a whole number.

use serde::{Deserialize, Serialize};

use super::{BOOTHS_EACH, PLACE_CHARS, cell, said::Note};

/// A booth in its hall. Two places are the same when their normal forms are; how they were written does not matter.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Place {
    /// The hall's normal form.
    pub hall: String,
    /// The booth's normal form.
    pub booth: String,
    /// The hall as the list writes it.
    pub hall_shown: String,
    /// The booth as the list writes it.
    pub booth_shown: String,
}

impl Place {
    /// A place from what is written for hall and booth.
    pub fn new(hall: &str, booth: &str) -> Self {
        Self {
            hall: hall_id(hall),
            booth: booth_id(booth),
            hall_shown: hall.to_owned(),
            booth_shown: booth.to_owned(),
        }
    }

    fn key(&self) -> (&str, &str) {
        (&self.hall, &self.booth)
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Place {}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

impl std::hash::Hash for Place {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // As every page has them: with a blank alone, hall 9 and booth 931 read as one number.
        write!(f, "{} · {}", self.hall, self.booth)
    }
}

/// What the fair says about its halls.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownHalls {
    /// The halls by name.
    halls: Vec<String>,
    /// The hall of booths that name none.
    default_hall: Option<String>,
}

impl KnownHalls {
    /// Known are these halls. A fair in one hall needs no hall in its list.
    pub fn new<H: AsRef<str>>(halls: impl IntoIterator<Item = H>) -> Self {
        let halls: Vec<String> = halls.into_iter().map(|hall| hall_id(hall.as_ref())).collect();
        let default_hall = if let [only] = halls.as_slice() { Some(only.clone()) } else { None };
        Self { halls, default_hall }
    }

    /// The hall for booths that name none, where the organiser chose one.
    #[must_use]
    pub fn with_default_hall(mut self, hall: &str) -> Self {
        self.default_hall = Some(hall_id(hall)).filter(|hall| !hall.is_empty());
        self
    }

    /// Whether the fair has this hall (normal form).
    pub(super) fn has(&self, hall: &str) -> bool {
        self.halls.iter().any(|known| known == hall)
    }
}

/// What a row's two cells say about places.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Each once.
    pub(super) named: Vec<Place>,
    /// What could not be used, and why.
    pub(super) notes: Vec<Note>,
    /// A hall was read from a booth number.
    pub(super) hall_from_booth: bool,
}

/// Reads the hall and booth cells of the row at `line`.
pub(super) fn read(line: u32, hall_cell: &str, booth_cell: &str, fair: &KnownHalls) -> Places {
    let mut found = Places::default();
    let hall_cell = if cell::is_blank(hall_cell) { "" } else { hall_cell };
    if cell::is_blank(booth_cell) {
        if !hall_cell.is_empty() {
            found.notes.push(Note::HallWithoutBooth { line, hall: hall_cell.to_owned() });
        }
        return found;
    }
    let booths = split_booths(booth_cell);
    let halls = split(hall_cell, |c| matches!(c, ',' | '，' | ';' | '；' | '、' | '|'));
    if halls.len() > 1 && halls.len() != booths.len() {
        found.notes.push(Note::HallsUnclear {
            line,
            halls: hall_cell.to_owned(),
            booths: booth_cell.to_owned(),
        });
        return found;
    }
    // `5.1H A12, A13`: the hall holds until another is named.
    let mut carried: Option<String> = None;
    for (at, written) in booths.iter().enumerate() {
        let given = if halls.len() > 1 { halls.get(at) } else { halls.first() };
        let inner = hall_in_booth(written, fair);
        let (hall, booth) = match (given, inner) {
            (Some(given), Some((hall, booth))) if hall_id(given) == hall_id(&hall) => (given.clone(), booth),
            (Some(given), _) => (given.clone(), written.clone()),
            (None, Some((hall, booth))) => {
                found.hall_from_booth = true;
                carried = Some(hall.clone());
                (hall, booth)
            }
            (None, None) => {
                let Some(hall) = carried.clone().or_else(|| fair.default_hall.clone()) else {
                    found.notes.push(Note::BoothWithoutHall { line, booth: written.clone() });
                    continue;
                };
                (hall, written.clone())
            }
        };
        found.add(line, Place::new(&hall, &booth));
    }
    found
}

impl Places {
    fn add(&mut self, line: u32, place: Place) {
        let long = [&place.hall, &place.booth, &place.hall_shown, &place.booth_shown]
            .iter()
            .any(|text| text.chars().count() > PLACE_CHARS);
        if long {
            self.notes.push(Note::PlaceTooLong { line, limit: PLACE_CHARS });
        } else if self.named.len() >= BOOTHS_EACH {
            let note = Note::TooManyBooths { line, limit: BOOTHS_EACH };
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        } else if !place.booth.is_empty() && !place.hall.is_empty() && !self.named.contains(&place) {
            self.named.push(place);
        }
    }
}

fn split(text: &str, separator: impl Fn(char) -> bool) -> Vec<String> {
    text.split(separator).map(str::trim).filter(|part| !cell::is_blank(part)).map(str::to_owned).collect()
}

/// The booths named in one cell. Marks that no booth number holds always part them; a slash or a space only where each side is
/// a whole number by itself (`A12/A13`, `A12 A13`, but `826/A`, `A12/13` and `5.1H A12` stay whole).
fn split_booths(cell: &str) -> Vec<String> {
    let mut booths = Vec::new();
    for part in split(cell, |c| matches!(c, ',' | '，' | ';' | '；' | '、' | '|' | '&' | '＆' | '+' | '＋'))
    {
        for separator in ['/', ' '] {
            let pieces: Vec<&str> =
                part.split(separator).map(str::trim).filter(|piece| !piece.is_empty()).collect();
            if pieces.len() > 1 && pieces.iter().all(|piece| is_whole_number(piece)) {
                booths.extend(pieces.into_iter().map(str::to_owned));
                break;
            } else if separator == ' ' {
                booths.push(part.clone());
            }
        }
    }
    booths
}

/// Letters, digits, and perhaps one letter more: `A12`, `HA03`, `K41C`.
fn is_whole_number(text: &str) -> bool {
    let id = booth_id(text);
    let rest = id.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = id.len() - rest.len();
    let tail = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = rest.len() - tail.len();
    (1..=3).contains(&letters)
        && (1..=4).contains(&digits)
        && tail.len() <= 1
        && tail.bytes().all(|b| b.is_ascii_uppercase())
}

/// The hall in `5.1-A12`, `5.1H A12`, `Hall 3 B07`, `3号馆B07`: only where its form, its word or the fair's own halls prove it.
fn hall_in_booth(written: &str, fair: &KnownHalls) -> Option<(String, String)> {
    let text: String = written.chars().map(cell::half_width).collect();
    if let Some((hall, booth)) = text.split_once('馆') {
        let booth = booth.trim_start_matches([' ', '-', '/', ':']);
        return (looks_like_hall(&hall_id(hall)) && !booth.is_empty())
            .then(|| (format!("{hall}馆"), booth.to_owned()));
    }
    // The booth is what follows the last space or hyphen.
    let at = text.rfind([' ', '-', '/'])?;
    let (hall, booth) = (text[..at].trim_end_matches([' ', '-', '/']), &text[at + 1..]);
    if !booth.contains(|c: char| c.is_ascii_digit()) || hall.is_empty() {
        return None;
    }
    let id = hall_id(hall);
    let worded = id.len() < hall.trim().len() && looks_like_hall(&id);
    let by_form =
        id.split_once('.').is_some_and(|(a, b)| is_digits(a, 2) && is_digits(b, 1)) && is_whole_number(booth);
    let known = fair.has(&id) && (is_whole_number(booth) || text[at..].starts_with(' '));
    (worded || by_form || known).then(|| (hall.to_owned(), booth.to_owned()))
}

fn is_digits(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// A number with letters around it, or a letter alone: `5`, `5.1`, `W3`, `14A`, `A`.
fn looks_like_hall(id: &str) -> bool {
    let core = id.trim_matches(|c: char| c.is_ascii_uppercase());
    let letters = id.len() - core.len();
    if core.is_empty() {
        return letters == 1;
    }
    let number =
        core.split_once('.').map_or_else(|| is_digits(core, 2), |(a, b)| is_digits(a, 2) && is_digits(b, 1));
    letters <= 2 && number
}

/// Half-width, upper case, single spaces.
fn upper(written: &str) -> String {
    let text: String = written.chars().map(cell::half_width).flat_map(char::to_uppercase).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A hall's normal form: without the word for hall, where a plain number or letter is left.
pub(super) fn hall_id(written: &str) -> String {
    const BEFORE: [&str; 7] = ["HALLE", "HALL", "SALON", "PAVILION", "HOL", "展馆", "NO."];
    const AFTER: [&str; 8] = ["号展馆", "号馆", "展馆", "馆", "号", "HALL", "H", "."];
    let whole = upper(written);
    let mut short = whole.as_str();
    for word in BEFORE {
        if let Some(rest) = short.strip_prefix(word) {
            short = rest.trim_start_matches([' ', '.', ':', '-']);
        }
    }
    for word in AFTER {
        if let Some(rest) = short.strip_suffix(word)
            && rest.ends_with(|c: char| c.is_ascii_digit() || (word != "H" && c.is_ascii_uppercase()))
        {
            short = rest.trim_end();
            break;
        }
        let spaced = short.strip_suffix(word).filter(|rest| rest.ends_with(' '));
        if let Some(rest) = spaced {
            short = rest.trim_end();
            break;
        }
    }
    if looks_like_hall(short) { short.to_owned() } else { whole }
}

/// A booth's normal form: without the word for booth; plain letters and digits without spaces.
pub(super) fn booth_id(written: &str) -> String {
    const BEFORE: [&str; 12] = [
        "BOOTH",
        "STAND",
        "STANT",
        "STALL",
        "展位号",
        "展位",
        "摊位号",
        "摊位",
        "NUMBER",
        "NO.",
        "NR.",
        "NO ",
    ];
    let whole = upper(written);
    let mut short = whole.as_str();
    for word in BEFORE {
        if let Some(rest) = short.strip_prefix(word) {
            let rest = rest.trim_start_matches([' ', '.', ':', '-', '#']);
            if rest.contains(|c: char| c.is_ascii_digit()) {
                short = rest;
            }
        }
    }
    if short.is_ascii() { short.replace(' ', "") } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(hall: &str, booth: &str, halls: &[&str]) -> Vec<String> {
        let found = read(1, hall, booth, &KnownHalls::new(halls));
        found.named.iter().map(|place| format!("{} {}", place.hall, place.booth)).collect()
    }

    #[test]
    fn one_hall_has_many_spellings() {
        for written in
            ["5.1", "Hall 5.1", "５．１", "5.1H", "5.1馆", "5.1号馆", "hall no. 5.1", "展馆5.1", "Halle 5.1 "]
        {
            assert_eq!(hall_id(written), "5.1", "{written}");
        }
        for (written, id) in [
            ("8.0", "8.0"),
            ("14A", "14A"),
            ("Fuaye/Foyer", "FUAYE/FOYER"),
            ("GAL.0", "GAL.0"),
            ("A馆", "A"),
            ("Hall H", "H"),
            ("H", "H"),
            ("W3", "W3"),
            ("Hall", "HALL"),
            ("序厅", "序厅"),
        ] {
            assert_eq!(hall_id(written), id, "{written}");
        }
    }

    #[test]
    fn one_booth_has_many_spellings() {
        for written in ["A12", "a12", "Ａ１２", "Booth A12", "A 12", "Stand No. A12", "展位号：A12"] {
            assert_eq!(booth_id(written), "A12", "{written}");
        }
        assert_eq!(booth_id("geçiş 2"), "GEÇIŞ 2");
        assert_eq!(booth_id("Stand"), "STAND");
    }

    #[test]
    fn lists_of_booths_are_parted_and_single_ones_are_not() {
        assert_eq!(places("1", "A12, A13；B3、B4|C5", &[]), ["1 A12", "1 A13", "1 B3", "1 B4", "1 C5"]);
        assert_eq!(places("8", "826/A", &[]), ["8 826/A"]);
        assert_eq!(places("8", "A12/A13", &[]), ["8 A12", "8 A13"]);
        assert_eq!(places("8", "A12/13", &[]), ["8 A12/13"]);
        assert_eq!(places("8", "A12 B13", &[]), ["8 A12", "8 B13"]);
        assert_eq!(places("8", "A12 - A14", &[]), ["8 A12-A14"]);
        assert_eq!(places("14A", "14A", &[]), ["14A 14A"]);
        assert_eq!(places("8", "A12, a12", &[]), ["8 A12"]);
    }

    #[test]
    fn a_hall_inside_the_booth_is_read_only_where_it_is_certain() {
        for written in ["5.1-A12", "5.1H A12", "5.1 A12", "Hall 5.1 A12", "5.1馆A12", "5.1号馆 A12"] {
            assert_eq!(places("", written, &["5.1", "5.2"]), ["5.1 A12"], "{written}");
        }
        assert_eq!(places("", "5H A12, A13; 6H B1", &[]), ["5 A12", "5 A13", "6 B1"]);
        assert_eq!(places("", "3-A12", &["3", "4"]), ["3 A12"]);
        assert!(places("", "3-A12", &[]).is_empty());
        assert!(places("", "3-12", &["3", "4"]).is_empty());
        assert_eq!(places("5.1", "5.1-A12", &[]), ["5.1 A12"]);
        assert_eq!(places("5.2", "5.1-A12", &[]), ["5.2 5.1-A12"]);
    }

    #[test]
    fn halls_and_booths_pair_up_or_are_left_alone() {
        assert_eq!(places("1, 2", "A1; B2", &[]), ["1 A1", "2 B2"]);
        let unclear = read(4, "1, 2", "A1", &KnownHalls::default());
        assert_eq!((unclear.named.len(), unclear.notes[0].code()), (0, "note-halls-unclear"));
        assert_eq!(read(4, "1", "", &KnownHalls::default()).notes[0].code(), "note-hall-without-booth");
        assert_eq!(
            read(4, "", "A1", &KnownHalls::new(["1", "2"])).notes[0].code(),
            "note-booth-without-hall"
        );
        assert_eq!(places("", "A1", &["Hall 7"]), ["7 A1"]);
        assert_eq!(
            KnownHalls::new(["1", "2"]).with_default_hall("Hall 2"),
            KnownHalls { halls: vec!["1".into(), "2".into()], default_hall: Some("2".into()) }
        );
        assert!(read(4, "-", "TBA", &KnownHalls::default()).notes.is_empty());
    }

    #[test]
    fn limits_hold() {
        let many: Vec<String> = (0..100).map(|n| format!("A{n}")).collect();
        let read_many = read(1, "1", &many.join(","), &KnownHalls::default());
        assert_eq!((read_many.named.len(), read_many.notes.len()), (BOOTHS_EACH, 1));
        assert_eq!(
            read(1, "1", &"9".repeat(41), &KnownHalls::default()).notes[0].code(),
            "note-place-too-long"
        );
    }
}
