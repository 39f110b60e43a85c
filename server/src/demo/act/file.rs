//! A story's application as the desk takes it.

use anyhow::Context;
use domain::{
    CaseId, HallId, KeyHash, PartyId,
    body::{ApplicationBody, ComplaintBody, PartyBody, TicketSecret},
    case::{CaseKind, Consent, Door, PartyPlace, Side},
    command::{NewCase, NewParty, NewTicket},
    fair::Language,
};

use crate::{
    access::secrets::{HolderToken, TicketKey},
    demo::script::{Story, Way},
};

use super::Player;

/// The version of the texts that everybody of the sample fair agreed to.
pub(super) const TEXTS: &str = "sample";

impl Player<'_> {
    pub(super) fn new_case(&self, case: CaseId, story: &Story) -> anyhow::Result<NewCase> {
        let own = story.from.as_deref().map(|place| self.booth(place)).transpose()?;
        let hall = match (story.door, &own, &story.hall) {
            (Way::Counter, _, _) => None,
            (_, _, Some(hall)) => Some(HallId(hall.clone())),
            (_, Some(booth), None) => Some(booth.hall.clone()),
            (_, None, None) => anyhow::bail!("the script says no hall"),
        };
        let door = match (story.door, &own) {
            (Way::Booth, Some(booth)) => Door::Booth(booth.id),
            (Way::Booth, None) => anyhow::bail!("the script says no booth"),
            (Way::Hall, _) => Door::Hall,
            (Way::Kiosk, _) => Door::Kiosk,
            (Way::Counter, _) => Door::Counter,
        };
        let mediation = story.kind == CaseKind::Dispute && story.statement.is_some();
        let text = |wanted: bool| wanted.then(|| TEXTS.to_owned());
        let respondents =
            story.against.iter().map(|who| self.respondent(story.answers_in.unwrap_or(story.language), who));
        Ok(NewCase {
            case,
            kind: story.kind,
            door,
            hall,
            right: story.right,
            consent: Consent {
                privacy: TEXTS.to_owned(),
                mediation: text(mediation),
                organiser: text(story.complaint.is_some()),
                means: None,
            },
            minted: None,
            missing: story.missing.clone(),
            claimant: self.claimant(story),
            respondents: respondents.collect::<anyhow::Result<_>>()?,
            application: story.statement.as_ref().map(|statement| ApplicationBody {
                right_number: story.number.clone(),
                right_title: story.title.clone(),
                item: story.item.clone(),
                statement: statement.clone(),
                relief: story.relief.clone(),
            }),
            complaint: story.complaint.as_ref().map(|statement| ComplaintBody {
                right_number: story.number.clone(),
                right_title: story.title.clone(),
                item: story.item.clone(),
                statement: statement.clone(),
            }),
            ticket: new_ticket(),
            paper: None,
        })
    }

    fn claimant(&self, story: &Story) -> NewParty {
        let body = PartyBody {
            name: story.name.clone(),
            phone: story.phone.clone(),
            email: story.email.clone(),
            capacity: story.capacity,
            ..PartyBody::default()
        };
        self.party(Side::Claimant, story.language, story.from.as_deref(), body)
    }

    fn respondent(&self, language: Language, who: &str) -> anyhow::Result<NewParty> {
        if let Some(described) = who.strip_prefix('~') {
            let body = PartyBody { described: Some(described.to_owned()), ..PartyBody::default() };
            return Ok(self.party(Side::Respondent, language, None, body));
        }
        self.booth(who).context("a respondent of the script")?;
        Ok(self.party(Side::Respondent, language, Some(who), PartyBody::default()))
    }

    /// A party at a booth bears the name of the company there, in their own script.
    fn party(&self, side: Side, language: Language, at: Option<&str>, mut body: PartyBody) -> NewParty {
        let booth = at.and_then(|place| self.booth(place).ok());
        let (hall, id, exhibitor) = booth.as_ref().map(super::place_of).unwrap_or_default();
        let published = self.app.now();
        if let Some(listed) = exhibitor.and_then(|id| published.names.exhibitor(id)) {
            let other = listed.other_name.as_ref().filter(|_| language == Language::En);
            body.company = Some(other.unwrap_or(&listed.name).clone());
        }
        let id_of_party = PartyId(self.app.fresh_id());
        NewParty { place: PartyPlace { id: id_of_party, side, language, hall, booth: id, exhibitor }, body }
    }
}

pub(super) fn new_ticket() -> NewTicket {
    let (key, holder) = (TicketKey::random(), HolderToken::random());
    NewTicket {
        key: KeyHash(*key.hash().bytes()),
        holder: KeyHash(*holder.hash().bytes()),
        secret: TicketSecret { key: key.reveal(), holder: holder.reveal() },
    }
}
