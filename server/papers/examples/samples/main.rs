//! Writes the sample documents into a folder, to be looked at: `cargo run -p papers --example samples -- FOLDER`.

mod papers;

use ::papers::{Fonts, SheetKind, html::html, sheets, typeset};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::path::PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "target/papers".into()));
    std::fs::create_dir_all(&folder)?;
    let fonts = Fonts::built_in()?;
    for (name, paper) in papers::all() {
        let set = typeset(&paper, &fonts)?;
        println!("{name}: {} pages, {} bytes, missing {:?}", set.pages, set.pdf.len(), set.missing);
        std::fs::write(folder.join(format!("{name}.pdf")), set.pdf)?;
        std::fs::write(folder.join(format!("{name}.html")), html(&paper)?)?;
    }
    let booths = papers::booths(11);
    for (name, kind) in
        [("poster", SheetKind::A4Poster), ("card", SheetKind::A5Card), ("labels", SheetKind::Labels)]
    {
        let set = sheets(kind, name, &booths, &fonts, |_| {})?;
        println!("{name}: {} pages, {} bytes, missing {:?}", set.pages, set.pdf.len(), set.missing);
        std::fs::write(folder.join(format!("{name}.pdf")), set.pdf)?;
    }
    Ok(())
}
