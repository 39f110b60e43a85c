//! Money in an agreement: an amount and its currency as they are printed, checked and never reckoned with.

use serde::{Deserialize, Serialize};

use crate::number::{self, decimal, plain};

/// An amount of money: it is printed, never reckoned with. Kept in one way, whoever typed it by which habit; what was kept before
/// stays as it was typed then.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Money {
    /// The amount: digits, a point where it has a part, `万` or `亿` where it was typed so.
    pub amount: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Account or other way of payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
}

/// Why an amount cannot stand in an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyFault {
    /// It is no number above nothing.
    Amount,
    /// It does not say of which currency, by the three letters of its code.
    Currency,
}

/// What stood between the digits of amounts that were kept as they were typed.
const GROUPING: [char; 6] = [',', '，', ' ', '\u{a0}', '\u{202f}', '\''];
/// What a Chinese number may end with.
const TEN_THOUSANDS: [char; 2] = ['万', '亿'];

impl Money {
    /// An amount as typed; the currency in capitals, and the usual names of the renminbi as its code.
    ///
    /// # Errors
    /// [`MoneyFault`] where an amount is no number above nothing, or has no currency. A blank amount is one that is still to come.
    pub fn read(amount: &str, currency: &str, account: Option<String>) -> Result<Option<Self>, MoneyFault> {
        let (amount, currency) = (amount.trim(), currency.trim());
        let currency = match currency {
            "元" | "人民币" | "¥" | "￥" => "CNY".to_owned(),
            typed if typed.eq_ignore_ascii_case("rmb") => "CNY".to_owned(),
            typed => typed.to_ascii_uppercase(),
        };
        if amount.is_empty() {
            let waits = account.is_some();
            return Ok(waits.then(|| Self { amount: String::new(), currency, account }));
        }
        let amount = as_kept(amount).ok_or(MoneyFault::Amount)?;
        let money = Self { amount, currency, account };
        money.fault().map_or(Ok(Some(money)), Err)
    }

    /// What is wrong with it, once there is an amount.
    pub fn fault(&self) -> Option<MoneyFault> {
        if self.amount.is_empty() {
            None
        } else if cents(&self.amount).is_none_or(|cents| cents == 0) {
            // There is no smaller coin than a hundredth, and no amount that cannot be written in words.
            Some(MoneyFault::Amount)
        } else if self.currency.len() != 3 || !self.currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
            Some(MoneyFault::Currency)
        } else {
            None
        }
    }
}

impl Money {
    /// Amount after the letters of its currency: `CNY 12,345.60`. Pages and papers write it in the reader's words (`Texts::money`).
    pub fn in_figures(&self) -> String {
        format!("{} {}", self.currency, self.digits())
    }

    /// The amount alone, thousands apart: `12,345.60`. What was typed with signs of its own stays.
    pub fn digits(&self) -> String {
        let amount = &self.amount;
        let digits = amount.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(amount.len());
        let (whole, rest) = amount.split_at(digits);
        let is_part =
            rest.strip_prefix('.').is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        if !(rest.is_empty() || is_part) {
            return amount.clone();
        }
        let mut figures = String::new();
        for (at, digit) in whole.char_indices() {
            if at > 0 && (digits - at).is_multiple_of(3) {
                figures.push(',');
            }
            figures.push(digit);
        }
        figures + rest
    }

    /// The amount in hundredths; `None` for parts of a hundredth and what is beyond counting.
    pub fn cents(&self) -> Option<u64> {
        kept_cents(&self.amount)
    }

    /// So many hundredths of a currency; whole amounts without a part.
    pub fn of_cents(hundredths: u64, currency: &str) -> Self {
        let (whole, part) = (hundredths / 100, hundredths % 100);
        let amount = if part == 0 { whole.to_string() } else { format!("{whole}.{part:02}") };
        Self { amount, currency: currency.to_owned(), account: None }
    }

    /// An amount of renminbi in the capital numerals that Chinese papers write beside the figures: `伍仟元整`. `None` for
    /// other currencies, and for what has no such form: parts of a cent, a trillion and more.
    pub fn in_words(&self) -> Option<String> {
        if self.currency != "CNY" {
            return None;
        }
        let cents = self.cents()?;
        let (yuan, jiao, fen) = (cents / 100, cents / 10 % 10, cents % 10);
        let mut words = String::new();
        if yuan > 0 {
            words.push_str(&capitals(yuan)?);
            words.push('元');
        }
        if jiao > 0 {
            words.extend([digit(jiao), '角']);
        } else if fen > 0 && yuan > 0 {
            words.push('零');
        }
        if fen > 0 {
            words.extend([digit(fen), '分']);
        } else if jiao == 0 {
            words.push('整');
        }
        Some(words)
    }
}

/// A typed amount in hundredths; `None` for what is no number, has parts of a hundredth, or is beyond counting.
pub fn cents(typed: &str) -> Option<u64> {
    kept_cents(&as_kept(typed)?)
}

/// A typed amount as it is kept; `None` for what is no number.
fn as_kept(typed: &str) -> Option<String> {
    let typed = plain(typed.trim());
    let bare = typed.strip_suffix(TEN_THOUSANDS).unwrap_or(&typed);
    let unit = typed.strip_prefix(bare)?;
    // Of ten thousands more than hundredths come to whole ones: 1.2345万.
    let is_part = !unit.is_empty() && !bare.contains(',') && decimal(bare).is_some();
    let figures = number::amount(bare).or_else(|| is_part.then(|| bare.to_owned()))?;
    Some(figures + unit)
}

/// A kept amount in hundredths. One that was kept as it was typed is read as it was then: agreements were signed and printed by that.
fn kept_cents(kept: &str) -> Option<u64> {
    let text = plain(kept);
    let (text, scale) = match text.chars().last()? {
        '万' => (text.strip_suffix('万')?, 10_000),
        '亿' => (text.strip_suffix('亿')?, 100_000_000),
        _ => (&*text, 1),
    };
    let figures = ungrouped(text)?;
    let (whole, part) = decimal(&figures)?;
    let digits = u32::try_from(part.len()).ok().filter(|digits| *digits <= 8)?;
    let all: u128 = format!("{whole}{part}").parse().ok()?;
    let scaled = all.checked_mul(100)?.checked_mul(scale)?;
    let unit = 10_u128.pow(digits);
    if scaled % unit == 0 { u64::try_from(scaled / unit).ok() } else { None }
}

fn digit(value: u64) -> char {
    const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
    usize::try_from(value).ok().and_then(|at| DIGITS.get(at)).copied().unwrap_or('零')
}

/// A whole number below a trillion in capital numerals: a gap between digits is said once.
fn capitals(value: u64) -> Option<String> {
    if value >= 1_000_000_000_000 {
        return None;
    }
    let mut words = String::new();
    let mut gap = false;
    for (group, unit) in [(value / 100_000_000, "亿"), (value / 10_000 % 10_000, "万"), (value % 10_000, "")]
    {
        for (digit_value, place) in
            [(group / 1000, "仟"), (group / 100 % 10, "佰"), (group / 10 % 10, "拾"), (group % 10, "")]
        {
            if digit_value == 0 {
                gap = !words.is_empty();
                continue;
            }
            if gap {
                words.push('零');
                gap = false;
            }
            words.push(digit(digit_value));
            words.push_str(place);
        }
        if group > 0 {
            words.push_str(unit);
        }
    }
    Some(words)
}

/// A number without what stands between the digits before its point.
fn ungrouped(text: &str) -> Option<String> {
    let (whole, part) = text.split_at(text.find('.').unwrap_or(text.len()));
    let plain: String = whole.chars().filter(|c| !GROUPING.contains(c)).chain(part.chars()).collect();
    let begins = text.starts_with(|c: char| c.is_ascii_digit());
    (begins && decimal(&plain).is_some()).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_in_thousands_and_what_was_typed_with_signs_of_its_own_stays() {
        let printed = |amount: &str| {
            Money { amount: amount.to_owned(), currency: "CNY".to_owned(), account: None }.in_figures()
        };
        for (typed, wanted) in [
            ("12345.60", "CNY 12,345.60"),
            ("1000000", "CNY 1,000,000"),
            ("999", "CNY 999"),
            ("38,000", "CNY 38,000"),
            ("1 000 000", "CNY 1 000 000"),
            ("12000万", "CNY 12000万"),
        ] {
            assert_eq!(printed(typed), wanted);
        }
    }

    #[test]
    fn an_amount_is_a_number_above_nothing_with_a_currency() {
        let read = |amount: &str, currency: &str| Money::read(amount, currency, None);
        for (amount, currency) in
            [("5,000", "cny"), ("5000.50", "EUR"), ("1 000 000", "RMB"), ("5万", "元"), ("0.5", "USD")]
        {
            assert!(read(amount, currency).is_ok(), "{amount} {currency}");
        }
        assert_eq!(read("5", "人民币").unwrap().unwrap().currency, "CNY");
        for amount in ["lots", "0", "0.00", "-5", "5.", "1,20,0", "1.200", "万", ",5", "five 5", "1e2", "NaN"]
        {
            assert_eq!(read(amount, "CNY"), Err(MoneyFault::Amount), "{amount}");
        }
        for currency in ["", "yuan", "C1"] {
            assert_eq!(read("5", currency), Err(MoneyFault::Currency), "{currency}");
        }
        assert_eq!(read(" ", ""), Ok(None));
        assert_eq!(read("１，０００．５０", "元").unwrap().unwrap().amount, "1000.50");
        for (typed, kept) in [
            ("1,5", "1.5"),
            ("1200,50", "1200.50"),
            ("1.200,50", "1200.50"),
            ("12 000", "12000"),
            ("1,5万", "1.5万"),
            ("1.2345万", "1.2345万"),
            ("1,200万", "1200万"),
        ] {
            assert_eq!(read(typed, "CNY").unwrap().unwrap().amount, kept, "{typed}");
        }
    }

    #[test]
    fn hundredths_are_read_from_digits_alone() {
        for (typed, read) in [
            ("0", 0),
            ("5,000.5", 500_050),
            ("1.5万", 1_500_000),
            ("1.2345万", 1_234_500),
            ("0.05", 5),
            ("５．５", 550),
            ("1,5", 150),
            ("1200,50", 120_050),
            ("12 000", 1_200_000),
        ] {
            assert_eq!(cents(typed), Some(read), "{typed}");
        }
        for typed in ["", "+5", "-5", "5e2", ".+5", ".5", "5.", ",5", "inf", "0.001", "1,20,0", "1.2345678万"]
        {
            assert_eq!(cents(typed), None, "{typed}");
        }
    }

    #[test]
    fn what_was_kept_as_it_was_typed_reads_as_it_was_signed() {
        let kept = Money { amount: "1,5".to_owned(), currency: "CNY".to_owned(), account: None };
        assert_eq!(kept.in_words().as_deref(), Some("壹拾伍元整"));
    }

    #[test]
    fn renminbi_are_written_in_capital_numerals_too() {
        let words = |amount: &str, currency: &str| {
            Money { amount: amount.to_owned(), currency: currency.to_owned(), account: None }.in_words()
        };
        for (amount, written) in [
            ("5,000", "伍仟元整"),
            ("1", "壹元整"),
            ("10", "壹拾元整"),
            ("105", "壹佰零伍元整"),
            ("1005", "壹仟零伍元整"),
            ("10,050", "壹万零伍拾元整"),
            ("100000", "壹拾万元整"),
            ("1,409.50", "壹仟肆佰零玖元伍角"),
            ("6007.14", "陆仟零柒元壹角肆分"),
            ("107000.53", "壹拾万零柒仟元伍角叁分"),
            ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
            ("325.04", "叁佰贰拾伍元零肆分"),
            ("0.5", "伍角"),
            ("0.05", "伍分"),
            ("5万", "伍万元整"),
            ("1.5万", "壹万伍仟元整"),
            ("100000001", "壹亿零壹元整"),
            ("200300000", "贰亿零叁拾万元整"),
        ] {
            assert_eq!(words(amount, "CNY").as_deref(), Some(written), "{amount}");
        }
        for amount in ["0.001", "1000000000000", ""] {
            assert_eq!(words(amount, "CNY"), None, "{amount}");
        }
        assert_eq!(words("5", "EUR"), None);
    }
}
