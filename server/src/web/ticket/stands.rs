//! How far a procedure is for one party, in short: when it is another, the holder's page reads itself again. A change tells as much
//! as words do, so nothing goes in that the page below does not say.

use domain::{
    case::{Case, Party, Side},
    procedure::Signature,
};
use jiff::Timestamp;

use crate::engine::Published;

use super::{
    after::After,
    measure,
    own::renamed,
    party::{takes_part, to_confirm},
};

/// What a party's open page is held against, with what its ticket tells instead of a place in line: that may change with the clock.
pub(super) fn of(
    published: &Published,
    (case, party): (&Case, &Party),
    after: Option<&After>,
    now: Timestamp,
) -> String {
    if case.is_outside(party) {
        return outside(case, party).join(" ");
    }
    let mut all = inside(published, case, party, now);
    all.extend(after.map(|after| after.code().to_owned()));
    all.join(" ")
}

/// How far a case is and who has it, in codes and counts; not a word of what is in it.
fn inside(published: &Published, case: &Case, party: &Party, now: Timestamp) -> Vec<String> {
    let known = &case.procedure;
    let lead = case.claimant().ticket.and_then(|number| published.desk.ticket(number));
    let agreement = known.agreement.as_ref();
    let mut all = vec![case.state.code().to_owned(), u8::from(known.in_effect().is_some()).to_string()];
    all.push(case.body.to_string());
    // Who mediates is told below the ticket, and may be asked to give way to somebody else.
    all.extend(lead.and_then(|lead| lead.mediator).map(|by| by.to_string()));
    all.push(agreement.map_or(0, |agreement| agreement.draft.version).to_string());
    // Whose signature is missing, or waits for an approval, is told below the ticket.
    let signatures = agreement.into_iter().flat_map(|agreement| &agreement.signatures);
    let code = |given: &Signature| if given.binds() { "signed" } else { "to-ratify" };
    all.extend(signatures.map(|given| code(given).to_owned()));
    all.extend(known.record.iter().map(|record| record.version.to_string()));
    all.extend(case.respondents().iter().map(|party| party.way().code().to_owned()));
    // As whom the desk handles the other side is told whoever filed, beside whom they named.
    if party.place.side == Side::Claimant {
        let named = |other: &Party| renamed(case, other).map_or(0, |_| other.namings.len());
        all.extend(case.respondents().iter().map(|other| named(other).to_string()));
    }
    all.extend(known.fee().map(|fee| format!("{}/{}", fee.version, fee.answers.len())));
    all.extend(tracks(case, party));
    // Whether they will come is asked below the ticket until they are called.
    let ticket = party.ticket.and_then(|number| published.desk.ticket(number));
    let asked = ticket.and_then(|ticket| to_confirm(&published.desk, (case, party), ticket, now));
    all.push(asked.map_or_else(|| "0".to_owned(), |from| from.to_string()));
    // Nothing is chosen any more once it goes on after the end.
    all.push(u8::from(takes_part(party) && known.carried_over.is_some()).to_string());
    // What became of the agreement is told below it, and what a court said of it.
    all.push(case.aftercare.steps.to_string());
    all
}

/// As much of it as somebody follows whose talks are not these: that the case is over, and the organiser's track with them.
fn outside(case: &Case, party: &Party) -> Vec<String> {
    std::iter::once(u8::from(case.state.is_open()).to_string()).chain(tracks(case, party)).collect()
}

/// How far the organiser's track is, as far as the party reads of it: whoever complained, of each; a respondent, of the own once it
/// was told them.
fn tracks(case: &Case, party: &Party) -> Vec<String> {
    match party.place.side {
        Side::Claimant => {
            let tracks = case.measures.iter();
            tracks.map(|track| format!("{}/{}", track.state.code(), measure::told_steps(track))).collect()
        }
        Side::Respondent => {
            let own = case.measure(party.place.id).filter(|track| measure::tells(case, track));
            own.map(|track| track.steps.len().to_string()).into_iter().collect()
        }
    }
}
