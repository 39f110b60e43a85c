//! Slips on their way to printers that run out, stand open, stall, are deaf or are switched off.

use std::{io::Write as _, net::TcpStream, time::Duration};

use slip::{
    Letters, Outcome, Paper, Patience, Printer, Roll, Setting, Trouble, draw,
    testing::{printer::VirtualPrinter, samples},
};

/// Patience enough for a printer played by a machine that has other work.
fn patience() -> Patience {
    let long = Duration::from_secs(20);
    Patience { connect: long, answer: long, write: long, done: long }
}

/// Patience for a printer that is known not to answer in turn: a few seconds in which it can answer everything else.
fn impatience() -> Patience {
    Patience { answer: Duration::from_secs(3), done: Duration::from_secs(6), ..patience() }
}

fn bytes() -> Vec<u8> {
    let setting = Setting { roll: Roll::Narrow, ..Setting::default() };
    let letters = Letters::built_in().expect("the fonts are part of the program");
    draw(&samples::ticket(), &letters, setting).expect("it can be drawn").bytes(setting)
}

fn on() -> VirtualPrinter {
    VirtualPrinter::on(Roll::Narrow.dots()).expect("a port is free")
}

#[test]
fn a_printer_that_is_well_prints_and_says_so() {
    let printer = on();
    let report = printer.printer().print(&bytes(), patience());
    assert_eq!(report.outcome, Outcome::Printed);
    assert_eq!((report.condition.paper, report.condition.trouble), (Paper::Enough, None));
    assert_eq!((printer.slips().len(), printer.complaints()), (1, vec![]));
}

#[test]
fn paper_near_its_end_prints_and_is_told() {
    let printer = on();
    printer.change(|mood| mood.paper = Paper::Low);
    let report = printer.printer().print(&bytes(), patience());
    assert_eq!((report.outcome, report.condition.paper), (Outcome::Printed, Paper::Low));
}

#[test]
fn an_empty_roll_or_an_open_cover_is_found_before_anything_is_sent() {
    let printer = on();
    printer.change(|mood| mood.paper = Paper::Out);
    let out = printer.printer().print(&bytes(), patience());
    assert_eq!((out.outcome, out.condition.paper), (Outcome::Failed(Trouble::PaperOut), Paper::Out));
    printer.change(|mood| (mood.paper, mood.cover_open) = (Paper::Enough, true));
    assert_eq!(printer.printer().print(&bytes(), patience()).outcome, Outcome::Failed(Trouble::CoverOpen));
    assert!(printer.slips().is_empty() && !printer.holds_a_piece());
    // Reloaded and closed, it prints.
    printer.change(|mood| mood.cover_open = false);
    assert_eq!(printer.printer().print(&bytes(), patience()).outcome, Outcome::Printed);
    assert_eq!(printer.slips().len(), 1);
}

#[test]
fn a_roll_that_ends_within_a_slip_leaves_it_unknown_even_when_it_is_reloaded() {
    let printer = on();
    let bytes = bytes();
    printer.change(|mood| mood.empty_after = Some(bytes.len() / 2));
    let asking = Patience { answer: Duration::from_secs(3), ..patience() };
    let report = std::thread::scope(|scope| {
        let printing = scope.spawn(|| printer.printer().print(&bytes, asking));
        assert!(printer.has_run_out());
        // Somebody puts in a roll as soon as it was noticed that one is missing.
        assert!(printer.has_told_that_it_is_empty());
        printer.change(|mood| mood.paper = Paper::Enough);
        printing.join().expect("it ends")
    });
    assert_eq!(report.outcome, Outcome::Unknown(Some(Trouble::PaperOut)));
    assert!(printer.has_cut(1), "what was kept is printed on the new roll");
}

#[test]
fn a_roll_that_ends_and_is_not_reloaded_is_told_within_the_patience() {
    let printer = on();
    let bytes = bytes();
    printer.change(|mood| mood.empty_after = Some(bytes.len() / 2));
    let report = printer.printer().print(&bytes, impatience());
    assert_eq!(report.outcome, Outcome::Unknown(Some(Trouble::PaperOut)));
    assert_eq!(report.condition.paper, Paper::Out);
}

#[test]
fn a_slip_that_another_program_broke_off_does_not_spoil_the_next_one() {
    let bytes = bytes();
    // Somewhere in a picture, after an even and an odd number of its bytes.
    for after in [bytes.len() / 2, bytes.len() / 2 + 1] {
        let printer = on();
        let Printer::Tcp { host, port } = printer.printer() else { unreachable!("it is in the network") };
        let mut line = TcpStream::connect((host, port)).expect("it listens");
        line.write_all(&bytes[..after]).expect("it takes bytes");
        drop(line);
        assert_eq!(printer.printer().print(&bytes, patience()).outcome, Outcome::Printed);
        assert_eq!(printer.complaints(), Vec::<String>::new());
        assert_eq!(printer.slips().len(), 1);
    }
}

#[test]
fn a_printer_that_stops_reading_is_unknown_and_prints_the_rest_when_it_goes_on() {
    let printer = on();
    let bytes = bytes();
    printer.change(|mood| (mood.empty_after, mood.memory) = (Some(bytes.len() / 2), 512));
    let stalled = printer.printer().print(&bytes, impatience());
    assert_eq!(stalled.outcome, Outcome::Unknown(Some(Trouble::Stalled)));
    printer.change(|mood| (mood.paper, mood.memory) = (Paper::Enough, 64 * 1024));
    assert_eq!(printer.printer().print(&bytes, patience()).outcome, Outcome::Printed);
    assert_eq!((printer.slips().len(), printer.complaints()), (2, vec![]));
}

#[test]
fn a_printer_switched_off_in_the_middle_of_a_slip_is_never_believed() {
    let bytes = bytes();
    for silent in [false, true] {
        for share in [1, 2, 3] {
            let printer = on();
            let after = bytes.len() * share / 4;
            printer.change(|mood| (mood.off_after, mood.silent, mood.pace) = (Some(after), silent, 1024));
            // One that never answers is not waited for.
            let answer = if silent { Duration::from_millis(100) } else { patience().answer };
            let report = printer.printer().print(&bytes, Patience { answer, ..patience() });
            let Outcome::Unknown(why) = report.outcome else { panic!("{:?} at {share}/4", report.outcome) };
            assert_eq!(why, Some(Trouble::Lost), "silent: {silent}");
            assert!(printer.slips().is_empty());
        }
    }
}

#[test]
fn a_printer_that_is_off_fails_and_prints_after_it_was_switched_on() {
    let printer = on();
    printer.switch_off();
    let off = printer.printer().print(&bytes(), patience());
    assert_eq!(off.outcome, Outcome::Failed(Trouble::Unreachable));
    printer.switch_on();
    assert_eq!(printer.printer().print(&bytes(), patience()).outcome, Outcome::Printed);
}

#[test]
fn a_deaf_printer_is_used_all_the_same() {
    let printer = on();
    printer.change(|mood| mood.silent = true);
    let short = Patience { answer: Duration::from_millis(100), ..patience() };
    let report = printer.printer().print(&bytes(), short);
    assert_eq!((report.outcome, report.condition.answers), (Outcome::Printed, false));
    assert_eq!(report.condition.paper, Paper::Unknown);
    assert_eq!((printer.slips().len(), printer.complaints()), (1, vec![]));
}

#[test]
fn a_printer_that_never_answers_in_turn_is_believed_while_it_is_well() {
    let printer = on();
    printer.change(|mood| mood.in_turn = false);
    assert_eq!(printer.printer().print(&bytes(), impatience()).outcome, Outcome::Printed);
    assert!(printer.has_cut(1));
}

#[test]
fn a_slow_printer_with_little_memory_gets_every_byte() {
    let printer = on();
    printer.change(|mood| (mood.pace, mood.memory) = (700, 4096));
    let report = printer.printer().print(&bytes(), patience());
    assert_eq!(report.outcome, Outcome::Printed);
    assert_eq!((printer.slips().len(), printer.complaints()), (1, vec![]));
}

#[test]
fn a_plain_file_gets_every_slip_at_its_end_and_a_device_that_is_not_there_is_not_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("slips.bin");
    let file: Printer = format!("file://{}", path.display()).parse().expect("a printer");
    for _ in 0..2 {
        assert_eq!(file.print(&bytes(), patience()).outcome, Outcome::Printed);
    }
    assert_eq!(std::fs::read(&path).expect("it is there"), bytes().repeat(2));
    let device = Printer::File("/dev/usb/no-such-printer".into());
    assert_eq!(device.print(&bytes(), patience()).outcome, Outcome::Failed(Trouble::Unreachable));
    assert_eq!(Printer::None.print(&bytes(), patience()).outcome, Outcome::Failed(Trouble::NoPrinter));
}

#[cfg(target_os = "linux")]
mod device {
    //! A device file, played by a terminal whose other end is a printer.

    use std::{
        fs::File,
        io::{Read, Write},
    };

    use rustix::{
        pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
        termios::{OptionalActions, tcgetattr, tcsetattr},
    };
    use slip::testing::paper::{Asked, Paper as Sheet};

    use super::*;

    /// The printer's end, and the device file.
    fn terminal() -> (File, Printer) {
        let end = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
        grantpt(&end).expect("it is ours");
        unlockpt(&end).expect("it opens");
        let mut raw = tcgetattr(&end).expect("it has settings");
        raw.make_raw();
        tcsetattr(&end, OptionalActions::Now, &raw).expect("it passes every byte");
        let path = ptsname(&end, Vec::new()).expect("it has a name");
        let path = path.into_string().expect("a path");
        (end.into(), Printer::File(path.into()))
    }

    #[test]
    fn a_device_is_asked_and_printed_on_and_one_that_stops_taking_bytes_is_not_believed() {
        let (mut end, printer) = terminal();
        let printing = std::thread::spawn(move || printer.print(&bytes(), patience()));
        let mut sheet = Sheet::new(Roll::Narrow.dots());
        let mut piece = [0; 4096];
        // Until the last question is answered.
        'all: loop {
            let count = end.read(&mut piece).expect("it is open");
            for asked in sheet.feed(&piece[..count]) {
                match asked {
                    Asked::AtOnce(_) => end.write_all(&[0b0001_0010]).expect("it is open"),
                    Asked::InTurn => break 'all end.write_all(&[0]).expect("it is open"),
                }
            }
        }
        assert_eq!(printing.join().expect("it ends").outcome, Outcome::Printed);
        assert_eq!((sheet.slips.len(), sheet.complaints), (1, vec![]));

        // Nobody reads at the other end: its memory fills up.
        let (_end, printer) = terminal();
        let short =
            Patience { answer: Duration::from_millis(50), write: Duration::from_millis(300), ..patience() };
        let report = printer.print(&bytes(), short);
        assert_eq!(report.outcome, Outcome::Unknown(Some(Trouble::Stalled)));
    }
}
