//! What is typed to quote a fee: lines, shares, a remark. Amounts become hundredths, and are never reckoned in fractions.

use domain::{
    PartyId,
    fee::{FeeUnit, LONGEST_NOTES, LONGEST_TITLE, MOST_LINES, QuoteBody, QuoteLine, QuoteShare, Tariff},
    number,
    procedure::{Money, cents},
    text,
};

use crate::{
    locale::Texts,
    web::{
        counter::happened,
        fee::{amount, figures, quantity},
        form::Entries,
        frame::Errors,
        tariff::said,
    },
};

/// Empty rows after those that are filled in.
const MORE: usize = 2;

/// A line as typed.
#[derive(Clone, Default)]
pub(super) struct Row {
    pub(super) title: String,
    pub(super) price: String,
    pub(super) quantity: String,
    /// Its title is none of the tariff on which the quote would stand.
    pub(super) is_beside: bool,
    /// What that tariff publishes for it, in hundredths, where the price is another.
    pub(super) otherwise: Option<u64>,
}

/// What one party is to bear, as typed.
#[derive(Clone)]
pub(super) struct Share {
    pub(super) party: PartyId,
    pub(super) name: String,
    pub(super) amount: String,
}

/// The form.
#[derive(Clone, Default)]
pub(super) struct Typed {
    pub(super) rows: Vec<Row>,
    pub(super) shares: Vec<Share>,
    pub(super) remark: String,
    /// Day and time, where it was quoted on paper first.
    pub(super) happened: (String, String),
    /// Nobody said who bears how much: it is divided, and looked at before it is quoted.
    pub(super) splits: bool,
}

impl Row {
    fn is_blank(&self) -> bool {
        [&self.title, &self.price, &self.quantity].iter().all(|text| text.trim().is_empty())
    }
}

impl Typed {
    /// As the case is quoted at present, on the tariff of that time; else as the tariff proposes it.
    pub(super) fn of(
        t: &Texts,
        parties: &[(PartyId, String)],
        present: Option<(&QuoteBody, Option<&Tariff>)>,
        tariff: Option<&Tariff>,
    ) -> Self {
        let rows = match (present, tariff) {
            (Some((body, of_then)), _) => {
                let title = |line: &QuoteLine| line.title_in(of_then, t.language()).to_owned();
                body.lines.iter().map(|line| Row { title: title(line), ..as_typed(line) }).collect()
            }
            (None, Some(tariff)) => proposed(t, tariff, parties.len()),
            (None, None) => Vec::new(),
        };
        let borne = |party: PartyId| {
            let share = present?.0.shares.iter().find(|share| share.party == party)?;
            Some(figures(share.amount))
        };
        let share = |(party, name): &(PartyId, String)| Share {
            party: *party,
            name: name.clone(),
            amount: borne(*party).unwrap_or_default(),
        };
        let remark = present.and_then(|(body, _)| body.remark.clone()).unwrap_or_default();
        let shares = parties.iter().map(share).collect();
        Self { rows, shares, remark, happened: <(String, String)>::default(), splits: false }
    }

    /// As it was sent.
    pub(super) fn sent(form: &Entries, parties: &[(PartyId, String)]) -> Self {
        let rows = form.all("title").zip(form.all("price")).zip(form.all("quantity"));
        let rows = rows.map(|((title, price), quantity)| Row {
            title: title.to_owned(),
            price: price.to_owned(),
            quantity: quantity.to_owned(),
            ..Row::default()
        });
        let share = |(party, name): &(PartyId, String)| Share {
            party: *party,
            name: name.clone(),
            amount: form.text(&format!("share-{party}")).trim().to_owned(),
        };
        let shares: Vec<_> = parties.iter().map(share).collect();
        let splits = shares.iter().all(|share| share.amount.is_empty());
        let rows = rows.filter(|row| !row.is_blank()).collect();
        let text = |field: &str| form.text(field).to_owned();
        let happened = (text(happened::DAY), text(happened::TIME));
        Self { rows, shares, remark: text("remark"), happened, splits }
    }

    pub(super) fn with_more(mut self) -> Self {
        let more = MORE.min(MOST_LINES.saturating_sub(self.rows.len()));
        self.rows.extend(std::iter::repeat_n(Row::default(), more));
        self
    }

    /// The same with what is none of the tariff told, or at another price: it is typed beside it.
    pub(super) fn beside(mut self, tariff: Option<&Tariff>) -> Self {
        for row in &mut self.rows {
            let title = row.title.trim();
            row.is_beside = !title.is_empty() && tariff.is_some_and(|tariff| !tariff.names(title));
            let line = |price| QuoteLine { title: title.to_owned(), price, quantity: 0 };
            row.otherwise = cents(&row.price).and_then(|price| line(price).published_otherwise(tariff));
        }
        self
    }

    /// What is to be quoted, or what is wrong with it. Where nobody said who bears how much, everybody bears the same.
    pub(super) fn read(&self, t: &Texts, currency: &str) -> Result<QuoteBody, Errors> {
        let mut errors = Errors::default();
        let read = self.rows.iter().enumerate().filter(|(_, row)| !row.quantity.trim().is_empty());
        let lines: Vec<_> = read.filter_map(|(at, row)| line(at, row, t, currency, &mut errors)).collect();
        if lines.is_empty() && errors.is_empty() {
            errors.add("quantity-0", t.t("fee-nothing"));
        }
        let remark = match text::lines(&self.remark, LONGEST_NOTES) {
            Ok(text) => Some(text),
            Err(text::TextFault::Empty) => None,
            Err(text::TextFault::TooLong { max }) => {
                errors.add("fee-remark", t.t1("tariff-too-long", "max", max));
                None
            }
        };
        let mut body = QuoteBody { lines, currency: currency.to_owned(), shares: Vec::new(), remark };
        let total = body.total().unwrap_or(0);
        body.shares = if self.splits { self.divided(total) } else { self.borne(t, &mut errors) };
        if errors.is_empty() && body.shared() != Some(total) {
            let (shared, total) = (body.shared().unwrap_or(0), total);
            let sums = (amount(t, shared, currency), amount(t, total, currency));
            errors.add("share-0", t.t2("fee-shares-wrong", "shared", sums.0, "total", sums.1));
        }
        if errors.is_empty() { Ok(body) } else { Err(errors) }
    }

    /// The same for everybody; who filed bears what cannot be divided.
    fn divided(&self, total: u64) -> Vec<QuoteShare> {
        let count = u64::try_from(self.shares.len()).unwrap_or(1).max(1);
        let (each, rest) = (total / count, total % count);
        let share = |(at, share): (usize, &Share)| QuoteShare {
            party: share.party,
            amount: if at == 0 { each + rest } else { each },
        };
        self.shares.iter().enumerate().map(share).collect()
    }

    fn borne(&self, t: &Texts, errors: &mut Errors) -> Vec<QuoteShare> {
        let mut shares = Vec::new();
        for (at, share) in self.shares.iter().enumerate() {
            match cents(&share.amount) {
                Some(amount) => shares.push(QuoteShare { party: share.party, amount }),
                None if share.amount.is_empty() => {
                    shares.push(QuoteShare { party: share.party, amount: 0 });
                }
                None => errors.add(&format!("share-{at}"), t.t("fee-amount-wrong")),
            }
        }
        shares
    }

    /// Writes into the form what was worked out from it.
    pub(super) fn settle(&mut self, body: &QuoteBody) {
        self.rows = body.lines.iter().map(as_typed).collect();
        for share in &mut self.shares {
            let borne = body.shares.iter().find(|known| known.party == share.party);
            share.amount = borne.map(|known| figures(known.amount)).unwrap_or_default();
        }
    }
}

fn as_typed(line: &QuoteLine) -> Row {
    Row {
        title: line.title.clone(),
        price: figures(line.price),
        quantity: quantity(line.quantity),
        ..Row::default()
    }
}

/// A row for each entry of the tariff. How many hours, and what a share comes to, is typed: a row without a quantity is left out.
fn proposed(t: &Texts, tariff: &Tariff, parties: usize) -> Vec<Row> {
    let row = |entry: &domain::fee::TariffEntry| {
        let title = said(t, &entry.title);
        let price = entry.amount.clone();
        match entry.unit {
            FeeUnit::Case => Row { title, price, quantity: "1".to_owned(), ..Row::default() },
            FeeUnit::Party => Row { title, price, quantity: parties.to_string(), ..Row::default() },
            FeeUnit::Hour => Row { title, price, ..Row::default() },
            // What it says in words is worked out by whoever quotes.
            FeeUnit::Share => Row { title, ..Row::default() },
        }
    };
    tariff.entries.iter().map(row).collect()
}

fn line(at: usize, row: &Row, t: &Texts, currency: &str, errors: &mut Errors) -> Option<QuoteLine> {
    let title = text::line(&row.title, LONGEST_TITLE).ok();
    if title.is_none() {
        errors.add(&format!("title-{at}"), t.t("fee-untitled"));
    }
    let price = match Money::read(&row.price, currency, None) {
        Ok(Some(money)) => money.cents(),
        Ok(None) | Err(_) => None,
    };
    if price.is_none() {
        errors.add(&format!("price-{at}"), t.t("fee-amount-wrong"));
    }
    let quantity = number::hundredths(&row.quantity).filter(|quantity| *quantity > 0);
    if quantity.is_none() {
        errors.add(&format!("quantity-{at}"), t.t("fee-quantity-wrong"));
    }
    let line = QuoteLine { title: title?, price: price?, quantity: quantity? };
    if line.sum().is_none() {
        errors.add(&format!("price-{at}"), t.t("fee-amount-wrong"));
    }
    Some(line)
}
