//! How long it takes to set an agreement of three pages in two languages, a very long text, and a poster for each of 1,320 booths:
//! `cargo run --release -p papers --example paper-speed`.

#[path = "samples/papers.rs"]
#[expect(dead_code, reason = "shared with the other examples and the tests; not all of it is measured")]
mod samples;

use std::time::{Duration, Instant};

use papers::{Block, Fonts, Paper, SheetKind, sheets, typeset};

#[expect(clippy::disallowed_methods, reason = "what is measured here is the time of this machine")]
fn took<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let made = work();
    (made, start.elapsed())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (fonts, time) = took(Fonts::built_in);
    let fonts = fonts?;
    println!("fonts read: {time:.1?}");
    let agreement = samples::agreement();
    let (first, time) = took(|| typeset(&agreement, &fonts));
    println!("agreement, {} pages, the first: {time:.1?}", first?.pages);
    let mut times: Vec<_> = (0..30).map(|_| took(|| typeset(&agreement, &fonts)).1).collect();
    times.sort_unstable();
    println!("agreement, then: median {:.1?}, slowest {:.1?}", times[15], times[29]);
    let long = Paper {
        blocks: vec![Block::paragraph("调解协议 agreement ".repeat(60_000 / 23))],
        ..Paper::default()
    };
    let (set, time) = took(|| typeset(&long, &fonts));
    println!("a text of 60 KB, {} pages: {time:.1?}", set?.pages);
    let booths = samples::booths(1_320);
    for kind in [SheetKind::A4Poster, SheetKind::A5Card, SheetKind::Labels] {
        let (set, time) = took(|| sheets(kind, "booths", &booths, &fonts, |_| {}));
        let set = set?;
        println!("{kind:?} for 1320 booths, {} pages, {} KB: {time:.1?}", set.pages, set.pdf.len() / 1024);
    }
    Ok(())
}
