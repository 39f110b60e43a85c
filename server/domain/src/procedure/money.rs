//! Money in an agreement: an amount and its currency as they are printed, checked and never reckoned with.

use serde::{Deserialize, Serialize};

/// An amount of money. Kept as it was typed: it is printed, never reckoned with.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Money {
    /// The amount, as typed.
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

/// What stands between the digits of large numbers, and what a Chinese number may end with.
const GROUPING: [char; 6] = [',', '，', ' ', '\u{a0}', '\u{202f}', '\''];
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
        let money = Self { amount: amount.to_owned(), currency, account };
        money.fault().map_or(Ok(Some(money)), Err)
    }

    /// What is wrong with it, once there is an amount.
    pub fn fault(&self) -> Option<MoneyFault> {
        if self.amount.is_empty() {
            None
        } else if !is_number(&self.amount) {
            Some(MoneyFault::Amount)
        } else if self.currency.len() != 3 || !self.currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
            Some(MoneyFault::Currency)
        } else {
            None
        }
    }
}

/// Whether a text is a number above nothing, with what stands between its digits.
fn is_number(text: &str) -> bool {
    let text = text.strip_suffix(TEN_THOUSANDS).unwrap_or(text);
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = whole.chars().filter(|c| !GROUPING.contains(c));
    let begins = whole.starts_with(|c: char| c.is_ascii_digit());
    let all = digits.clone().chain(part.chars());
    begins && !part.is_empty() && all.clone().all(|c| c.is_ascii_digit()) && all.clone().any(|c| c != '0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_a_number_above_nothing_with_a_currency() {
        let read = |amount: &str, currency: &str| Money::read(amount, currency, None);
        for (amount, currency) in
            [("5,000", "cny"), ("5000.50", "EUR"), ("1 000 000", "RMB"), ("5万", "元"), ("0.5", "USD")]
        {
            assert!(read(amount, currency).is_ok(), "{amount} {currency}");
        }
        assert_eq!(read("5", "人民币").unwrap().unwrap().currency, "CNY");
        for amount in ["lots", "0", "0.00", "-5", "5.", "1.000,50", "万", ",5", "five 5"] {
            assert_eq!(read(amount, "CNY"), Err(MoneyFault::Amount), "{amount}");
        }
        for currency in ["", "yuan", "C1"] {
            assert_eq!(read("5", currency), Err(MoneyFault::Currency), "{currency}");
        }
        assert_eq!(read(" ", ""), Ok(None));
    }
}
