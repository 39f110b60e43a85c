//! The same document as a page: escaped, semantic HTML, from the same blocks as the PDF, so that the two never differ in words.
//!
//! It is a fragment, `<article class="paper">`; how it looks, on a screen and printed, is the page's style sheet. Classes:
//! `paper-masthead`, `paper-number`, `paper-status`, `paper-check`, `paper-fields`, `paper-columns`, `paper-signatures`,
//! `paper-signature`, `paper-seal`, `paper-ticks`, `paper-lines`, `paper-note`, `paper-code`, `paper-cut`, `paper-break`, `paper-footer`.

mod block;

use std::fmt::{self, Write as _};

use crate::{PaperError, clean::visible, code::Code, model::Paper};

/// Writes a document as an HTML fragment.
///
/// # Errors
/// [`PaperError::Code`] for a text too long for a QR code.
pub fn html(paper: &Paper) -> Result<String, PaperError> {
    let mut page = Page(String::new());
    let language = if paper.language.is_empty() { "und" } else { &paper.language };
    page.open("article", &[("class", "paper"), ("lang", language)]);
    page.head(paper)?;
    for block in &paper.blocks {
        page.block(block)?;
    }
    page.open("footer", &[("class", "paper-footer")]);
    for line in [&paper.number, &paper.version].into_iter().chain(&paper.footer) {
        page.words("p", &[], line);
    }
    page.close("footer");
    page.close("article");
    Ok(page.0)
}

/// A page as far as it is written.
struct Page(String);

impl Page {
    fn head(&mut self, paper: &Paper) -> Result<(), PaperError> {
        self.open("header", &[("class", "paper-masthead")]);
        for line in &paper.masthead {
            self.words("p", &[], line);
        }
        for (at, title) in paper.titles.iter().enumerate() {
            self.words(if at == 0 { "h1" } else { "p" }, &[("class", "paper-title")], title);
        }
        if let Some(status) = &paper.status {
            let class = if status.draft { "paper-status paper-draft" } else { "paper-status" };
            self.words("p", &[("class", class)], &status.words);
        }
        self.words("p", &[("class", "paper-number")], &paper.number);
        if let Some(check) = &paper.check {
            self.open("figure", &[("class", "paper-check")]);
            self.qr(&check.address)?;
            self.open("figcaption", &[]);
            for line in &check.caption {
                self.words("p", &[], line);
            }
            self.close("figcaption");
            self.close("figure");
        }
        self.close("header");
        Ok(())
    }

    fn open(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        self.put(format_args!("<{tag}"));
        for (name, value) in attributes {
            self.put(format_args!(" {name}=\"{}\"", Escaped(value)));
        }
        self.put(format_args!(">"));
    }

    fn close(&mut self, tag: &str) {
        self.put(format_args!("</{tag}>"));
    }

    /// Words in a tag, lines parted; nothing at all if there are no words.
    fn words(&mut self, tag: &str, attributes: &[(&str, &str)], text: &str) {
        if !visible(text).is_empty() {
            self.cell(tag, attributes, text);
        }
    }

    /// Words in a tag, which is there even without words.
    fn cell(&mut self, tag: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(tag, attributes);
        for (at, line) in visible(text).split('\n').enumerate() {
            if at > 0 {
                self.put(format_args!("<br>"));
            }
            self.put(format_args!("{}", Escaped(line)));
        }
        self.close(tag);
    }

    fn qr(&mut self, text: &str) -> Result<(), PaperError> {
        let (path, side) = Code::of(text)?.svg();
        let text = Escaped(text);
        self.put(format_args!(
            "<svg class=\"paper-qr\" role=\"img\" aria-label=\"{text}\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
             <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>"
        ));
        Ok(())
    }

    fn put(&mut self, words: fmt::Arguments<'_>) {
        self.0.write_fmt(words).expect("a string takes every text");
    }
}

/// Text as it may stand in a page or an attribute.
struct Escaped<'t>(&'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
            let (plain, special) = rest.split_at(at);
            to.write_str(plain)?;
            to.write_str(match special.as_bytes().first() {
                Some(b'&') => "&amp;",
                Some(b'<') => "&lt;",
                Some(b'>') => "&gt;",
                Some(b'"') => "&quot;",
                Some(_) | None => "&#39;",
            })?;
            rest = special.get(1..).unwrap_or_default();
        }
        to.write_str(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Block;

    #[test]
    fn words_are_escaped_and_cleaned() {
        let paper = Paper { blocks: vec![Block::paragraph("<b> & \"x\"\u{202e}\n二")], ..Paper::default() };
        let page = html(&paper).expect("there is no code on it");
        assert!(page.contains("<p>&lt;b&gt; &amp; &quot;x&quot;<br>二</p>"), "{page}");
    }

    #[test]
    fn empty_fields_leave_room_to_write() {
        let paper = Paper { blocks: vec![Block::fields([("Name", "")])], ..Paper::default() };
        let page = html(&paper).expect("there is no code on it");
        assert!(page.contains("<th scope=\"row\">Name</th><td class=\"paper-blank\"></td>"), "{page}");
    }
}
