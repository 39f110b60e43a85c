//! What a case costs, for programs: one verb a step, the same steps as the page of the counter. Amounts are in hundredths.

use domain::{
    PartyId,
    fee::{QuoteBody, QuoteLine, QuoteShare},
    procedure::{Action, Answer},
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::web::counter::{
    sent::{line, lines},
    way::said::{by_staff, chosen},
};

use super::step::{Asked, verbs};
use crate::web::problem::Problem;

/// A line of a quote.
#[derive(Deserialize, ToSchema)]
struct Line {
    /// For what.
    title: String,
    /// The amount for one, in hundredths of the currency.
    #[schema(example = 80_050)]
    price: u64,
    /// How many, in hundredths: 150 is an hour and a half.
    #[schema(example = 150)]
    quantity: u64,
}

/// What one party bears.
#[derive(Deserialize, ToSchema)]
struct Share {
    /// The party's id.
    party: String,
    /// How much, in hundredths.
    amount: u64,
}

/// What is quoted.
#[derive(Deserialize, ToSchema)]
struct Quote {
    /// The version that it takes the place of; 0 for a first one.
    #[serde(default)]
    base: u32,
    /// What is to be paid for.
    lines: Vec<Line>,
    /// The currency of the published fees.
    #[schema(example = "CNY")]
    currency: String,
    /// Who bears how much; together the whole.
    shares: Vec<Share>,
    /// What is to be said of it.
    #[serde(default)]
    remark: String,
}

/// That nothing is taken.
#[derive(Deserialize, ToSchema)]
struct Waived {
    /// The version that it takes the place of; 0 where nothing was quoted.
    #[serde(default)]
    base: u32,
}

/// What a party said to which version.
#[derive(Deserialize, ToSchema)]
struct Said {
    /// The party's id.
    party: String,
    /// The version that was read.
    version: u32,
    /// `accept`, `decline`.
    answer: String,
    /// `spoken`, `read-aloud`, `paper`.
    means: String,
}

/// Longest remark, characters.
const REMARK: usize = domain::fee::LONGEST_NOTES;

fn quoted(asked: &Asked<'_, Quote>) -> Result<QuoteBody, Problem> {
    let body = asked.body;
    let of_line = |known: &Line| -> Result<QuoteLine, Problem> {
        let title = line("title", &known.title)?.unwrap_or_default();
        Ok(QuoteLine { title, price: known.price, quantity: known.quantity })
    };
    let of_share = |known: &Share| -> Result<QuoteShare, Problem> {
        let party: PartyId = asked.party(&known.party)?;
        Ok(QuoteShare { party, amount: known.amount })
    };
    Ok(QuoteBody {
        lines: body.lines.iter().map(of_line).collect::<Result<_, _>>()?,
        currency: body.currency.clone(),
        shares: body.shares.iter().map(of_share).collect::<Result<_, _>>()?,
        remark: lines("remark", &body.remark, REMARK)?,
    })
}

verbs! {
    /// Quote what a case costs
    ///
    /// By the published fees of its body. It takes the place of an earlier quote, and everybody is asked again.
    quote "/api/v1/cases/{case}/quote-fee" (Quote) -> "Quoted, with its version"
        else 409 "`step-missing`: `impartiality`; `no-fee`, `no-tariff`, `changed`, `wrong-case-state`"
        else 422 "`incomplete`: `title`, `amount`, `shares`, `currency`"
        |asked| Action::QuoteFee { base: asked.body.base, quote: quoted(asked)? };

    /// Take nothing for a case
    ///
    /// At a body that might; nobody has to agree.
    waive "/api/v1/cases/{case}/waive-fee" (Waived) -> "Recorded"
        else 409 "`step-missing`: `impartiality`; `no-fee`, `changed`, `wrong-case-state`"
        |asked| Action::QuoteNoFee { base: asked.body.base };

    /// Record what a party said to a quote
    ///
    /// For the version that was read; no talk begins before everybody who takes part agreed.
    answer "/api/v1/cases/{case}/answer-fee" (Said) -> "Recorded"
        else 409 "`changed`, `step-missing`: `fee`; `wrong-way`"
        |asked| Action::AnswerFee {
            party: asked.party(&asked.body.party)?,
            version: asked.body.version,
            answer: chosen("answer", &asked.body.answer, Answer::from_code)?,
            means: by_staff(&asked.body.means)?,
        };
}
