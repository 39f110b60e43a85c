//! Each kind of block as HTML.

use crate::{
    PaperError,
    clean::visible,
    html::Page,
    model::{Block, Field, Item, Picture, SideBySide, SignaturePlace, Table, Tick},
};

impl Page {
    pub(super) fn block(&mut self, block: &Block) -> Result<(), PaperError> {
        match block {
            Block::Heading { level, text } => {
                // Parts of a paper stand right below its title, on the first level and on the second.
                self.words(["h2", "h2", "h3"][usize::from(level.clamp(&1, &3) - 1)], &[], text);
            }
            Block::Paragraph(text) => self.words("p", &[], text),
            Block::Note(text) => self.words("p", &[("class", "paper-note")], text),
            Block::List(items) => self.list(items),
            Block::Fields(fields) => self.fields(fields),
            Block::Table(table) => self.table(table),
            Block::SideBySide(columns) => self.columns(columns),
            Block::Signatures(places) => self.signatures(places),
            Block::Seal { caption, lines } => self.seal(caption, lines),
            Block::Ticks(ticks) => self.ticks(ticks),
            Block::Lines { label, count } => {
                self.open("div", &[("class", "paper-lines")]);
                self.words("p", &[], label);
                for _ in 0..(*count).min(40) {
                    self.cell("div", &[("class", "paper-blank")], "");
                }
                self.close("div");
            }
            Block::Picture(picture) => self.picture(picture),
            Block::Code { text, lines } => {
                self.open("div", &[("class", "paper-code")]);
                self.qr(text)?;
                self.open("div", &[]);
                for line in lines {
                    self.words("p", &[], line);
                }
                self.close("div");
                self.close("div");
            }
            Block::Cut(words) => self.cell("p", &[("class", "paper-cut")], words),
            Block::PageBreak => self.cell("div", &[("class", "paper-break")], ""),
        }
        Ok(())
    }

    fn list(&mut self, items: &[Item]) {
        self.open("dl", &[("class", "paper-list")]);
        for item in items {
            self.cell("dt", &[], &item.label);
            self.cell("dd", &[], &item.text);
        }
        self.close("dl");
    }

    fn fields(&mut self, fields: &[Field]) {
        self.open("table", &[("class", "paper-fields")]);
        for field in fields {
            self.open("tr", &[]);
            self.cell("th", &[("scope", "row")], &field.label);
            self.value("td", &field.value);
            self.close("tr");
        }
        self.close("table");
    }

    /// A value, or room to write it.
    fn value(&mut self, tag: &str, text: &str) {
        let class: &[_] = if visible(text).is_empty() { &[("class", "paper-blank")] } else { &[] };
        self.cell(tag, class, text);
    }

    fn table(&mut self, table: &Table) {
        self.open("table", &[("class", "paper-table")]);
        if !table.head.is_empty() {
            self.open("thead", &[]);
            self.open("tr", &[]);
            for words in &table.head {
                self.cell("th", &[("scope", "col")], words);
            }
            self.close("tr");
            self.close("thead");
        }
        self.open("tbody", &[]);
        for row in &table.rows {
            self.open("tr", &[]);
            for words in row {
                self.cell("td", &[], words);
            }
            self.close("tr");
        }
        self.close("tbody");
        self.close("table");
    }

    fn columns(&mut self, columns: &SideBySide) {
        let [left, right] = &columns.languages;
        self.open("table", &[("class", "paper-columns")]);
        if columns.heads.iter().any(|words| !words.is_empty()) {
            self.open("thead", &[]);
            self.open("tr", &[]);
            for (words, language) in columns.heads.iter().zip([left, right]) {
                self.cell("th", &[("scope", "col"), ("lang", language)], words);
            }
            self.close("tr");
            self.close("thead");
        }
        self.open("tbody", &[]);
        for row in &columns.rows {
            self.open("tr", if row.heading { &[("class", "paper-heading")] } else { &[] });
            self.cell("td", &[("lang", left)], &row.left);
            self.cell("td", &[("lang", right)], &row.right);
            self.close("tr");
        }
        self.close("tbody");
        self.close("table");
    }

    fn signatures(&mut self, places: &[SignaturePlace]) {
        self.open("div", &[("class", "paper-signatures")]);
        for place in places {
            let class = if place.seal.is_some() { "paper-signature paper-sealed" } else { "paper-signature" };
            self.open("section", &[("class", class)]);
            self.words("p", &[("class", "paper-place")], &place.caption);
            self.open("dl", &[]);
            for field in &place.fields {
                self.cell("dt", &[], &field.label);
                self.value("dd", &field.value);
            }
            self.cell("dt", &[], &place.signature);
            match &place.drawn {
                Some(drawn) => {
                    self.open("dd", &[("class", "paper-drawn")]);
                    self.picture(&drawn.picture);
                    self.words("p", &[("class", "paper-note")], &drawn.label);
                    self.close("dd");
                }
                None => self.value("dd", ""),
            }
            if !(place.date.is_empty() && place.dated.is_empty()) {
                self.cell("dt", &[], &place.date);
                self.value("dd", &place.dated);
            }
            self.close("dl");
            if let Some(seal) = &place.seal {
                self.cell("p", &[("class", "paper-seal-place")], seal);
            }
            self.close("section");
        }
        self.close("div");
    }

    fn seal(&mut self, caption: &str, lines: &[String]) {
        self.open("div", &[("class", "paper-seal")]);
        for line in lines {
            self.words("p", &[], line);
        }
        self.cell("p", &[("class", "paper-seal-place")], caption);
        self.close("div");
    }

    fn ticks(&mut self, ticks: &[Tick]) {
        self.open("ul", &[("class", "paper-ticks")]);
        for tick in ticks {
            let mark = if tick.ticked { "☑ " } else { "☐ " };
            self.cell("li", &[], &format!("{mark}{}", tick.text));
        }
        self.close("ul");
    }

    fn picture(&mut self, picture: &Picture) {
        self.open("figure", &[]);
        match &picture.address {
            Some(address) => {
                self.open("img", &[("src", address), ("alt", &picture.description), ("loading", "lazy")]);
            }
            None => self.words("p", &[], &picture.description),
        }
        self.words("figcaption", &[], &picture.caption);
        self.close("figure");
    }
}
