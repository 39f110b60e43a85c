//! The text content of a paper: what its digest covers. Every word a reader sees, in reading order, one part a line; the check
//! code itself, the page numbers and the frame of the page are left out, so that the same words always give the same digest.

use papers::{Block, Paper, SignaturePlace};

/// The text content.
pub fn plain(paper: &Paper) -> String {
    let mut lines = paper.masthead.clone();
    lines.extend(paper.titles.clone());
    lines.extend([paper.number.clone(), paper.version.clone()]);
    for block in &paper.blocks {
        add(&mut lines, block);
    }
    lines.retain(|line| !line.trim().is_empty());
    lines.join("\n") + "\n"
}

fn add(lines: &mut Vec<String>, block: &Block) {
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) | Block::Note(text) | Block::Cut(text) => {
            lines.push(text.clone());
        }
        Block::List(items) => lines.extend(items.iter().map(|item| format!("{} {}", item.label, item.text))),
        Block::Fields(fields) => {
            lines.extend(fields.iter().map(|field| format!("{}: {}", field.label, field.value)));
        }
        Block::Table(table) => {
            lines.push(table.head.join(" | "));
            lines.extend(table.rows.iter().map(|row| row.join(" | ")));
        }
        Block::SideBySide(sides) => {
            lines.push(sides.heads.join(" | "));
            lines.extend(sides.rows.iter().flat_map(|pair| [pair.left.clone(), pair.right.clone()]));
        }
        Block::Signatures(places) => places.iter().for_each(|place| add_place(lines, place)),
        Block::Seal { caption, lines: words } => {
            lines.push(caption.clone());
            lines.extend(words.iter().cloned());
        }
        Block::Ticks(ticks) => {
            lines.extend(
                ticks.iter().map(|tick| format!("[{}] {}", if tick.ticked { "x" } else { " " }, tick.text)),
            );
        }
        Block::Lines { label, .. } => lines.push(label.clone()),
        Block::Picture(picture) => lines.extend([picture.description.clone(), picture.caption.clone()]),
        Block::Code { text, lines: words } => {
            lines.push(text.clone());
            lines.extend(words.iter().cloned());
        }
        Block::PageBreak => {}
    }
}

fn add_place(lines: &mut Vec<String>, place: &SignaturePlace) {
    lines.push(place.caption.clone());
    lines.extend(place.fields.iter().map(|field| format!("{}: {}", field.label, field.value)));
    lines.extend([place.signature.clone(), format!("{} {}", place.date, place.dated)]);
}
