//! Slips on paper: the bytes of every sample are read back to a picture, as a printer would print it, and looked at. The pictures lie in
//! `target/slips` for whoever wants to look too.

use std::{path::PathBuf, process::Command, sync::LazyLock};

use image::{GrayImage, Luma};
use proptest::prelude::*;
use slip::{
    Codes, Dots, Letters, Phrase, Roll, Setting, Slip, draw,
    testing::{paper::Paper, samples},
};

/// Read once: the glyphs drawn for one test are there for the next.
fn letters() -> &'static Letters {
    static LETTERS: LazyLock<Letters> =
        LazyLock::new(|| Letters::built_in().expect("the fonts are part of the program"));
    &LETTERS
}

fn setting(roll: Roll, codes: Codes) -> Setting {
    Setting { roll, codes, cutter: true }
}

/// What comes out of a printer.
fn printed(slip: &Slip, setting: Setting, letters: &Letters) -> Paper {
    let bytes = draw(slip, letters, setting).expect("it can be drawn").bytes(setting);
    let paper = Paper::read(&bytes, setting.roll.dots()).expect("a printer knows every byte");
    assert!(paper.current().is_none(), "everything is cut off");
    paper
}

/// A picture of the paper, with the white edge that the print head does not reach.
fn picture(dots: &Dots) -> GrayImage {
    let edge = 40;
    let size = |dots: usize| u32::try_from(dots + 2 * edge).expect("a slip is no wall");
    GrayImage::from_fn(size(dots.width()), size(dots.height()), |x, y| {
        let at = |place: u32| (place as usize).checked_sub(edge);
        let black = at(x).zip(at(y)).is_some_and(|(x, y)| dots.is_black(x, y));
        Luma([if black { 0 } else { u8::MAX }])
    })
}

fn kept(picture: &GrayImage, name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("../slips");
    std::fs::create_dir_all(&folder).expect("a folder for the pictures");
    let path = folder.join(format!("{name}.png"));
    picture.save(&path).expect("the picture is kept");
    path
}

fn read_codes(picture: &GrayImage) -> Vec<String> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let pixels = picture.as_raw();
    let grey = |x: usize, y: usize| pixels[y * width + x];
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, grey);
    prepared.detect_grids().iter().filter_map(|grid| Some(grid.decode().ok()?.1)).collect()
}

fn scanned(path: &PathBuf) -> String {
    let out = Command::new("zbarimg").args(["-q", "--raw"]).arg(path).output();
    let out = out.expect("zbarimg is installed by scripts/tools");
    String::from_utf8(out.stdout).expect("a text")
}

/// Whether a row has ink.
fn inked(dots: &Dots, y: usize) -> bool {
    (0..dots.width()).any(|x| dots.is_black(x, y))
}

/// Rows of ink with no empty row between them: where each begins, and how many.
fn blocks(dots: &Dots) -> Vec<(usize, usize)> {
    let rows: Vec<_> = (0..dots.height()).map(|y| (y, inked(dots, y))).collect();
    let blocks = rows.chunk_by(|one, other| one.1 == other.1).filter(|block| block[0].1);
    blocks.map(|block| (block[0].0, block.len())).collect()
}

/// A row in which something reaches the right edge that is no rule, band or frame: those reach the left edge as well.
fn cut_off(dots: &Dots) -> Option<usize> {
    let width = dots.width();
    (0..dots.height()).find(|y| {
        let edges = (0..3).chain(width - 3..width).all(|x| dots.is_black(x, *y));
        dots.is_black(width - 1, *y) && !edges
    })
}

fn code_of(slip: &Slip) -> Option<&str> {
    let code = match slip {
        Slip::Ticket(slip) => &slip.code,
        Slip::Notice(slip) => &slip.code,
        Slip::Seal(slip) => &slip.code,
    };
    match code {
        slip::Code::Scan { text, .. } => Some(text),
        slip::Code::Gone { .. } => None,
    }
}

#[test]
fn every_slip_is_drawn_within_the_roll_and_its_code_is_read_back() {
    let letters = letters();
    for (name, slip) in samples::all() {
        for (roll, width) in [(Roll::Narrow, "58"), (Roll::Wide, "80")] {
            for (codes, drawn) in [(Codes::Raster, "raster"), (Codes::Native, "native")] {
                let paper = printed(&slip, setting(roll, codes), letters);
                for (at, dots) in paper.slips.iter().enumerate() {
                    let picture = picture(dots);
                    let path = kept(&picture, &format!("{name}-{width}-{drawn}-{}", at + 1));
                    let what = path.display();
                    assert!(!blocks(dots).is_empty(), "{what} is empty");
                    assert_eq!(cut_off(dots), None, "{what}");
                    let Some(code) = code_of(&slip).filter(|_| at == 0) else { continue };
                    assert_eq!(read_codes(&picture), [code], "{what}");
                    assert_eq!(scanned(&path).trim_end(), code.trim_end(), "{what}");
                }
                let native = if codes == Codes::Native { code_of(&slip) } else { None };
                assert_eq!(paper.codes, Vec::from_iter(native));
            }
        }
    }
}

#[test]
fn the_number_is_at_least_12_mm_high() {
    let letters = letters();
    for number in ["A-001", "M-128", "AB-1234", "WW-8888"] {
        for roll in [Roll::Narrow, Roll::Wide] {
            let Slip::Ticket(mut slip) = samples::ticket() else { unreachable!("it is a ticket") };
            slip.number = number.parse().expect("a number");
            let paper = printed(&Slip::Ticket(slip), setting(roll, Codes::Raster), letters);
            // The first block as high as three lines.
            let height = blocks(&paper.slips[0]).iter().map(|block| block.1).find(|rows| *rows > 80);
            assert!(height.is_some_and(|rows| rows >= 96), "{number}: {height:?}");
            assert_eq!(cut_off(&paper.slips[0]), None, "{number}");
        }
    }
}

#[test]
fn letters_that_no_font_has_are_printed_as_their_numbers_and_told() {
    let letters = letters();
    let drawn =
        draw(&samples::ticket_with_long_names(), letters, Setting::default()).expect("it can be drawn");
    let missing: String = drawn.missing.iter().flat_map(|missing| &missing.chars).collect();
    assert_eq!(
        missing,
        "ქართული".chars().fold(String::new(), |all, letter| {
            if all.contains(letter) { all } else { all + &letter.to_string() }
        })
    );
    let drawn =
        draw(&samples::ticket_in_two_languages(), letters, Setting::default()).expect("it can be drawn");
    assert_eq!(drawn.missing, []);
}

#[test]
fn a_code_that_no_roll_holds_is_refused() {
    let Slip::Ticket(mut slip) = samples::ticket() else { unreachable!("it is a ticket") };
    slip.code = slip::Code::Scan { text: "x".repeat(4000), caption: Phrase::new("Scan") };
    let refused = draw(&Slip::Ticket(slip), letters(), Setting::default());
    assert_eq!(refused.map(|_| ()), Err(slip::SlipError::Code(4000)));
}

#[test]
fn the_same_slip_has_the_same_bytes_and_a_second_copy_others() {
    let (letters, setting) = (letters(), Setting::default());
    let bytes = |slip: &Slip| draw(slip, letters, setting).expect("it can be drawn").bytes(setting);
    let slip = samples::ticket();
    assert_eq!(bytes(&slip), bytes(&slip));
    assert_ne!(bytes(&slip), bytes(&slip.clone().with_copy(2)));
}

#[test]
fn without_a_cutter_the_paper_is_fed_and_nothing_is_cut() {
    let setting = Setting { cutter: false, ..Setting::default() };
    let bytes = draw(&samples::notice(), letters(), setting).expect("it can be drawn").bytes(setting);
    let paper = Paper::read(&bytes, setting.roll.dots()).expect("a printer knows every byte");
    assert!(paper.slips.is_empty() && paper.current().is_some());
}

/// A Y fills its width to the edge and thick strokes reach a dot further; an f leans out of its own width.
#[test]
fn a_thick_letter_at_the_end_of_a_line_is_whole() {
    for hall in ["đö\u{10d0}Yö", "A-\u{10ea}.i\u{10e0}。0JPf"] {
        let Slip::Ticket(mut slip) = samples::ticket() else { unreachable!("it is a ticket") };
        slip.hall.value = Phrase::new(hall);
        slip.desk.value = Phrase::pair("，", format!("， {hall}"));
        let paper = printed(&Slip::Ticket(slip), setting(Roll::Narrow, Codes::Raster), letters());
        assert_eq!(cut_off(&paper.slips[0]), None, "{hall}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn whatever_is_written_stays_on_the_paper(
        words in proptest::collection::vec("[a-zA-Z0-9一-龥а-яáöüđ。，.()_\u{10d0}-\u{10f0}-]{1,40}", 1..6),
        narrow in any::<bool>(),
    ) {
        let letters = letters();
        let Slip::Ticket(mut slip) = samples::ticket() else { unreachable!("it is a ticket") };
        let text = words.join(" ");
        slip.fair = Phrase::pair(text.clone(), words[0].clone());
        slip.hall.value = Phrase::new(words[0].clone());
        slip.desk.value = Phrase::pair(words[0].clone(), text.clone());
        slip.next.steps.push(Phrase::pair(text.clone(), text));
        let roll = if narrow { Roll::Narrow } else { Roll::Wide };
        let paper = printed(&Slip::Ticket(slip), setting(roll, Codes::Raster), letters);
        prop_assert_eq!(cut_off(&paper.slips[0]), None);
    }
}
