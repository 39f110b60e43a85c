//! Writes the sample documents into a folder, to be looked at: `cargo run -p papers --example samples -- FOLDER`.

mod papers;

use ::papers::{Fonts, typeset};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::path::PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "target/papers".into()));
    std::fs::create_dir_all(&folder)?;
    let fonts = Fonts::built_in()?;
    for (name, paper) in papers::all() {
        let set = typeset(&paper, &fonts)?;
        println!("{name}: {} pages, {} bytes, missing {:?}", set.pages, set.pdf.len(), set.missing);
        std::fs::write(folder.join(format!("{name}.pdf")), set.pdf)?;
    }
    Ok(())
}
