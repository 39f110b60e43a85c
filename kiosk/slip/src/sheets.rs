//! What stands where on each kind of slip.
//!
//! In the order in which somebody in a loud hall needs it: the number, where to go, the code, what happens next.

use crate::{
    SlipError,
    model::{Code, NoticeSlip, Phrase, SealSlip, Slip, Standing, TicketSlip, Typed},
    page::{Align, Page, mm},
    pen::Letters,
    print::Drawn,
    roll::{Codes, Roll},
};

/// Draws a slip for a roll.
pub(crate) fn draw(slip: &Slip, letters: &Letters, roll: Roll, codes: Codes) -> Result<Drawn, SlipError> {
    let mut page = Page::new(letters, roll, codes);
    match slip {
        Slip::Ticket(slip) => ticket(&mut page, slip)?,
        Slip::Notice(slip) => notice(&mut page, slip)?,
        Slip::Seal(slip) => seal(&mut page, slip)?,
    }
    let (parts, missing) = page.finish();
    Ok(Drawn { parts, missing })
}

fn head(page: &mut Page<'_>, fair: &Phrase, body: &Phrase) {
    page.gap(mm(2));
    page.centred(fair, page.hands.head);
    page.centred(body, page.hands.body);
    page.rule();
}

fn number(page: &mut Page<'_>, number: &str, typed: &Typed) {
    page.number(number);
    page.centred(&typed.caption, page.hands.small);
    page.text(&typed.text, page.hands.value, Align::Centre, (0, page.width()));
}

/// A code that says an address: large enough for an arm's length, and no larger.
fn address(page: &mut Page<'_>, code: &Code) -> Result<(), SlipError> {
    let wished = match page.width() {
        ..=400 => mm(30),
        _ => mm(36),
    };
    page.code(code, wished)
}

fn ticket(page: &mut Page<'_>, slip: &TicketSlip) -> Result<(), SlipError> {
    head(page, &slip.fair, &slip.body);
    page.mark(&slip.edition);
    page.centred(&slip.kind, page.hands.title);
    number(page, &slip.number.to_string(), &slip.typed);
    page.gap(mm(2));
    match &slip.standing {
        Standing::Confirmed => {}
        Standing::Queued(words) => page.framed(words),
    }
    page.rule();
    page.row(&slip.hall, page.hands.large);
    page.row(&slip.desk, page.hands.value);
    page.row(&slip.issued, page.hands.value);
    page.rule();
    address(page, &slip.code)?;
    page.rule();
    page.steps(&slip.next, true);
    if let Some(bring) = &slip.bring {
        page.rule();
        page.steps(bring, false);
    }
    page.gap(mm(2));
    if let Some(copy) = &slip.desk_copy {
        page.desk_copy(copy, Some(&slip.typed.text));
    }
    Ok(())
}

fn notice(page: &mut Page<'_>, slip: &NoticeSlip) -> Result<(), SlipError> {
    head(page, &slip.fair, &slip.body);
    page.mark(&slip.edition);
    page.band(&slip.title);
    page.row(&slip.to, page.hands.title);
    for row in &slip.matter {
        page.row(row, page.hands.value);
    }
    page.rule();
    page.row(&slip.reply_by, page.hands.value);
    page.row(&slip.desk, page.hands.value);
    page.rule();
    address(page, &slip.code)?;
    page.rule();
    page.steps(&slip.rights, false);
    page.rule();
    page.steps(&slip.next, true);
    page.rule();
    number(page, &slip.number.to_string(), &slip.typed);
    page.gap(mm(2));
    page.row(&slip.issued, page.hands.body);
    page.gap(mm(2));
    if let Some(copy) = &slip.desk_copy {
        page.desk_copy(copy, Some(&slip.typed.text));
    }
    Ok(())
}

fn seal(page: &mut Page<'_>, slip: &SealSlip) -> Result<(), SlipError> {
    head(page, &slip.fair, &slip.body);
    page.mark(&slip.edition);
    page.band(&slip.title);
    page.row(&slip.day, page.hands.large);
    for row in slip.figures.iter().chain([&slip.upto]).chain(&slip.sealed) {
        page.row(row, page.hands.value);
    }
    page.rule();
    for row in [&slip.hash, &slip.key] {
        page.phrase(&row.label, page.hands.small, Align::Start, (0, page.width()));
        page.digits(&row.value.text);
        page.gap(mm(1));
    }
    page.gap(mm(1));
    // A signed statement is long: it gets all the room there is.
    page.code(&slip.code, page.width())?;
    page.rule();
    page.phrase(&slip.check, page.hands.body, Align::Start, (0, page.width()));
    page.sign(&slip.sign);
    page.gap(mm(2));
    Ok(())
}
