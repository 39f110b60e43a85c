//! Paper: a slip for every ticket, and the truth on the screen when there is none.

use link::{Paper, PrintState, Trouble};
use slip::testing::printer::VirtualPrinter;

use crate::{
    desk::Desk,
    program::{Kiosk, Visitor},
};

const WIDTH: usize = 576;

async fn with_a_printer() -> (Desk, Kiosk, VirtualPrinter) {
    let desk = Desk::open().await;
    let code = desk.book().code.clone();
    let mut kiosk = Kiosk::joined(&desk.address, &code).await;
    let printer = VirtualPrinter::on(WIDTH).unwrap();
    kiosk.flags = vec!["--printer".into(), printer.printer().to_string()];
    kiosk.start().await;
    (desk, kiosk, printer)
}

async fn says(visitor: &mut Visitor, words: &str) {
    let looking = async {
        while !visitor.opens("/ticket").await.unwrap().contains(words) {
            tokio::task::yield_now().await;
        }
    };
    let seen = tokio::time::timeout(crate::program::PATIENCE, looking).await;
    assert!(seen.is_ok(), "{words:?} never comes: {}", visitor.opens("/ticket").await.unwrap());
}

/// Waits until the desk was told that the newest print stands like this.
async fn told(desk: &Desk, copy: u32, state: PrintState) {
    desk.until(&format!("copy {copy} is {state:?}"), |book| {
        let print = book.hellos.last().and_then(|hello| hello.prints.first());
        print.is_some_and(|print| (print.copy, print.state) == (copy, state))
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_ticket_has_its_slip_and_one_more_is_marked() {
    let (desk, kiosk, printer) = with_a_printer().await;
    let mut visitor = kiosk.visitor();
    visitor.gets_a_ticket("words").await.unwrap();
    says(&mut visitor, "Your slip is printed").await;
    assert!(printer.has_cut(1));
    visitor.sends("/ticket/again", &[]).await.unwrap();
    assert!(printer.has_cut(2));
    let slips = printer.slips();
    assert_ne!(slips[1].height(), slips[0].height(), "the copy bears its mark");
    assert_eq!(printer.complaints(), Vec::<String>::new());
    told(&desk, 2, PrintState::Printed).await;
    // A third, and then the staff print it.
    visitor.sends("/ticket/again", &[]).await.unwrap();
    says(&mut visitor, "was printed three times").await;
    assert!(visitor.opens("/ticket").await.unwrap().contains("action=\"/ticket/again\" hidden"));
    visitor.sends("/ticket/again", &[]).await.unwrap();
    told(&desk, 3, PrintState::Printed).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_paper_the_number_is_valid_and_a_new_roll_prints_it() {
    let (desk, kiosk, printer) = with_a_printer().await;
    printer.change(|mood| mood.paper = Paper::Out);
    let mut visitor = kiosk.visitor();
    visitor.gets_a_ticket("words").await.unwrap();
    says(&mut visitor, "could not be printed. Your number is valid").await;
    let page = visitor.opens("/ticket").await.unwrap();
    assert!(page.contains("K-001") && page.contains("<svg class=\"qr\""));
    desk.until("the office is told", |book| {
        book.hellos.last().is_some_and(|hello| hello.trouble == Some(Trouble::PaperOut))
    })
    .await;
    printer.change(|mood| mood.paper = Paper::Low);
    visitor.sends("/ticket/again", &[]).await.unwrap();
    says(&mut visitor, "Your slip is printed").await;
    assert!(printer.has_cut(1));
    // It is certain that no other came out: this is the first, and bears no mark.
    told(&desk, 1, PrintState::Printed).await;
    desk.until("the roll is nearly used up", |book| {
        book.hellos.last().is_some_and(|hello| hello.paper == Paper::Low)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn switched_off_in_the_middle_of_a_slip_nobody_pretends_to_know() {
    let (desk, kiosk, printer) = with_a_printer().await;
    printer.change(|mood| mood.off_after = Some(4000));
    let mut visitor = kiosk.visitor();
    visitor.gets_a_ticket("words").await.unwrap();
    says(&mut visitor, "Perhaps the slip was not printed whole").await;
    printer.switch_on();
    visitor.sends("/ticket/again", &[]).await.unwrap();
    says(&mut visitor, "Your slip is printed").await;
    told(&desk, 2, PrintState::Printed).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_a_slip_comes_out_it_is_not_printed_a_second_time_by_itself() {
    let (desk, mut kiosk, printer) = with_a_printer().await;
    // So slow that the slip is still coming out when the kiosk is killed.
    printer.change(|mood| {
        mood.pace = 16;
        mood.memory = 512;
    });
    let mut visitor = kiosk.visitor();
    visitor.gets_a_ticket("words").await.unwrap();
    says(&mut visitor, "Your slip is being printed").await;
    kiosk.kill9().await;
    printer.change(|mood| mood.pace = usize::MAX);
    kiosk.start().await;
    told(&desk, 1, PrintState::Unknown { why: None }).await;
    let mut next = kiosk.visitor();
    next.gets_a_ticket("words").await.unwrap();
    says(&mut next, "Your slip is printed").await;
    desk.until("nothing is left to print, and the first slip was not printed again", |book| {
        book.hellos.last().is_some_and(|hello| hello.print_queue == 0 && hello.prints.len() <= 2)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_desk_wants_printed_is_printed_once_and_reported() {
    let (desk, _kiosk, printer) = with_a_printer().await;
    let id = link::PrintId(uuid::Uuid::from_u128(1));
    desk.book().jobs.push(link::Job { id, slip: slip::testing::samples::notice() });
    desk.until("it is reported", |book| {
        book.reports.iter().any(|(job, report)| *job == id && report.state == PrintState::Printed)
    })
    .await;
    // The same job came with every hello until then.
    desk.until("two more hellos", |book| book.jobs.is_empty()).await;
    assert!(printer.has_cut(1));
    let slips = printer.slips().len();
    assert!(slips <= 2, "one notice, perhaps with its copy for the desk");
}
