//! From a case as typed to a case that can be filed, or to a list of everything that is wrong with it. Field by field, so that
//! one fault never hides another.

use domain::{
    CaseId, HallId, MAX_RESPONDENTS, PartyId,
    body::{ApplicationBody, ComplaintBody, PartyBody},
    case::{Ask, Capacity, CaseKind, Consent, Door, Paper, PartyPlace, Relief, RightKind, Side},
    command::{NewCase, NewParty},
    fair::Language,
    procedure::Means,
    text::{self, TextFault},
};

use crate::{access::secrets::narrow, app::App, engine::Published};

use super::{
    draft::{CONSENT_VERSION, Draft, Named},
    flaw::{Flaw, Wrong},
    place::{self, NoSuchHall, Spot},
};

/// Longest texts, in characters. The pages know them too, so that most people never meet the fault.
pub mod limits {
    /// A person's name.
    pub const NAME: usize = 80;
    /// A company, a booth, an exhibitor.
    pub const COMPANY: usize = 160;
    /// Phone or e-mail.
    pub const CONTACT: usize = 120;
    /// Number of a right.
    pub const NUMBER: usize = 80;
    /// Title of a right, the exhibit.
    pub const TITLE: usize = 300;
    /// A description of somebody in words.
    pub const DESCRIBED: usize = 400;
    /// A statement.
    pub const STATEMENT: usize = 4000;
}

/// Through which door a case comes, and where that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entrance {
    /// Which door.
    pub door: Door,
    /// In which hall; the counter has none of its own.
    pub hall: Option<HallId>,
}

/// Reads a draft.
///
/// # Errors
/// Everything that is wrong with it, in the order of the form.
pub fn parse(
    app: &App,
    published: &Published,
    entrance: &Entrance,
    draft: &Draft,
) -> Result<NewCase, Vec<Flaw>> {
    let mut reading = Reading { app, published, entrance, draft, flaws: Vec::new() };
    let case = reading.case();
    if reading.flaws.is_empty() { Ok(case) } else { Err(reading.flaws) }
}

/// Which papers reception will look for.
pub fn papers_for(kind: CaseKind, right: Option<RightKind>, capacity: Option<Capacity>) -> Vec<Paper> {
    if kind != CaseKind::Dispute {
        return Vec::new();
    }
    let registered = matches!(
        right,
        Some(RightKind::InventionPatent | RightKind::UtilityModel | RightKind::Design | RightKind::Trademark)
    );
    let mut papers = Vec::new();
    if registered || right == Some(RightKind::Copyright) {
        papers.push(Paper::Title);
    }
    if registered {
        papers.push(Paper::LegalStatus);
    }
    papers.push(Paper::Identity);
    if capacity == Some(Capacity::Agent) {
        papers.push(Paper::PowerOfAttorney);
    }
    if matches!(right, Some(RightKind::UtilityModel | RightKind::Design)) {
        papers.push(Paper::EvaluationReport);
    }
    papers.push(Paper::Evidence);
    papers
}

struct Reading<'a> {
    app: &'a App,
    published: &'a Published,
    entrance: &'a Entrance,
    draft: &'a Draft,
    flaws: Vec<Flaw>,
}

impl Reading<'_> {
    fn wrong(&mut self, field: &str, wrong: Wrong) {
        self.flaws.push(Flaw { field: field.to_owned(), wrong });
    }

    /// A text that may be left out.
    fn line(&mut self, field: &str, typed: &str, max: usize) -> Option<String> {
        text::optional_line(typed, max).unwrap_or_else(|fault| {
            self.wrong(field, fault.into());
            None
        })
    }

    /// A text that may not.
    fn needed(&mut self, field: &str, typed: Result<String, TextFault>) -> String {
        typed.unwrap_or_else(|fault| {
            self.wrong(field, fault.into());
            String::new()
        })
    }

    /// The value of a code; nothing chosen is nothing.
    fn code<T>(&mut self, field: &str, code: &str, from: fn(&str) -> Option<T>) -> Option<T> {
        if code.is_empty() {
            return None;
        }
        let value = from(code);
        if value.is_none() {
            self.wrong(field, Wrong::Unknown);
        }
        value
    }

    fn codes<T>(&mut self, field: &str, codes: &[String], from: fn(&str) -> Option<T>) -> Vec<T> {
        codes.iter().filter_map(|code| self.code(field, code, from)).collect()
    }

    fn hall(&mut self, field: &str, written: &str) -> Option<HallId> {
        place::hall(self.published, written).unwrap_or_else(|NoSuchHall| {
            self.wrong(field, Wrong::Unknown);
            None
        })
    }

    fn case(&mut self) -> NewCase {
        let draft = self.draft;
        let kind = draft.kind;
        let hall = match &self.entrance.hall {
            Some(hall) => Some(hall.clone()),
            None => self.hall("hall", &draft.hall),
        };
        let named = self.respondents();
        let right = self.code("right.kind", &draft.right, RightKind::from_code);
        let right_number = self.line("right.number", &draft.right_number, limits::NUMBER);
        let right_title = self.line("right.title", &draft.right_title, limits::TITLE);
        let item = self.line("item", &draft.item, limits::TITLE);
        if kind == CaseKind::Dispute {
            if right.is_none() && draft.right.is_empty() {
                self.wrong("right.kind", Wrong::Missing);
            }
            if item.is_none() && draft.item.trim().is_empty() {
                self.wrong("item", Wrong::Missing);
            }
        }
        let relief = self.codes("relief", &draft.relief, Relief::from_code);
        let (tells_body, tells_organiser) = self.recipients();
        let about = || (right_number.clone(), right_title.clone(), item.clone());
        let application = tells_body.then(|| {
            let statement = self.needed("statement", text::lines(&draft.statement, limits::STATEMENT));
            let (right_number, right_title, item) = about();
            ApplicationBody { right_number, right_title, item, statement, relief }
        });
        let complaint = tells_organiser.then(|| {
            let statement = self.needed("complaint", text::lines(&draft.complaint, limits::STATEMENT));
            let (right_number, right_title, item) = about();
            ComplaintBody { right_number, right_title, item, statement }
        });
        let (claimant, spot) = self.claimant();
        let respondents = self.sides(&spot, named);
        let at_hand = self.codes("papers", &draft.papers, Paper::from_code);
        let mut missing = papers_for(kind, right, claimant.body.capacity);
        missing.retain(|paper| !at_hand.contains(paper));
        let consent = self.consent(tells_body && kind == CaseKind::Dispute, tells_organiser);
        NewCase {
            case: CaseId(self.app.fresh_id()),
            kind,
            door: self.entrance.door,
            hall,
            right,
            consent,
            missing,
            claimant,
            respondents,
            application,
            complaint,
            ticket: App::new_ticket(),
            minted: None,
            paper: None,
        }
    }

    /// Who is told: the mediation body, the organiser. A question goes to the desk alone, a report to the desk and, if wished,
    /// to the organiser.
    fn recipients(&mut self) -> (bool, bool) {
        let asks = self.codes("asks", &self.draft.asks, Ask::from_code);
        match self.draft.kind {
            CaseKind::Enquiry => (true, false),
            CaseKind::Report => {
                let organiser = asks.contains(&Ask::Measure);
                (!organiser || !self.draft.statement.trim().is_empty(), organiser)
            }
            CaseKind::Dispute => {
                if asks.is_empty() {
                    self.wrong("asks", Wrong::Missing);
                }
                (asks.contains(&Ask::Mediation), asks.contains(&Ask::Measure))
            }
        }
    }

    /// Each as it stands in its row, with the row's number in the form. A question is about nobody.
    fn respondents(&mut self) -> Vec<(usize, Named, Option<HallId>)> {
        if self.draft.kind == CaseKind::Enquiry {
            return Vec::new();
        }
        let rows: Vec<_> =
            self.draft.respondents.iter().enumerate().filter(|(_, row)| !row.is_blank()).collect();
        if rows.is_empty() && self.draft.kind == CaseKind::Dispute {
            self.wrong("respondents", Wrong::Missing);
        }
        if rows.len() > MAX_RESPONDENTS {
            self.wrong("respondents", Wrong::TooMany(MAX_RESPONDENTS));
            return Vec::new();
        }
        let mut read = Vec::new();
        for (at, row) in rows {
            let field = |name: &str| format!("respondents.{at}.{name}");
            let hall = self.hall(&field("hall"), &row.hall);
            let mut line =
                |name: &str, typed: &str, max| self.line(&field(name), typed, max).unwrap_or_default();
            let row = Named {
                hall: String::new(),
                booth: line("booth", &row.booth, limits::COMPANY),
                exhibitor: line("exhibitor", &row.exhibitor, limits::COMPANY),
                described: line("described", &row.described, limits::DESCRIBED),
                which: String::new(),
                given: String::new(),
            };
            read.push((at, row, hall));
        }
        read
    }

    fn sides(&mut self, own: &Spot, named: Vec<(usize, Named, Option<HallId>)>) -> Vec<NewParty> {
        // Where nothing else is known, the language of whoever files.
        let usual = Language::from_tag(&self.draft.claimant.language).unwrap_or_default();
        let mut sides = Vec::new();
        let mut before: Vec<Spot> = Vec::new();
        for (at, row, hall) in named {
            let spot =
                place::find(self.published, self.entrance.hall.as_ref(), hall, &row.booth, &row.exhibitor);
            if self.is_oneself(own, &spot) {
                self.wrong(&format!("respondents.{at}.booth"), Wrong::Oneself);
            } else if before.iter().any(|other| other.is_same(&spot)) {
                self.wrong(&format!("respondents.{at}.booth"), Wrong::NamedTwice);
            }
            before.push(spot.clone());
            let body = PartyBody {
                company: spot.company.clone(),
                booth: spot.written.clone(),
                described: Some(row.described).filter(|text| !text.is_empty()),
                ..PartyBody::default()
            };
            let listed = spot.exhibitor.and_then(|id| self.published.names.exhibitor(id));
            let country = listed.and_then(|body| body.country.as_deref());
            let language = country.and_then(read_in).unwrap_or(usual);
            sides.push(self.party(Side::Respondent, language, spot, body));
        }
        sides
    }

    /// Two exhibitors who share a booth may well have a dispute; one exhibitor, or one booth with one exhibitor, has none.
    fn is_oneself(&self, own: &Spot, other: &Spot) -> bool {
        let shared = |id| self.published.desk.booth(id).is_some_and(|booth| booth.exhibitors.len() > 1);
        match (own.exhibitor, other.exhibitor, own.booth, other.booth) {
            (Some(own), Some(other), _, _) => own == other,
            (_, _, Some(own), Some(other)) => own == other && !shared(own),
            _ => false,
        }
    }

    fn claimant(&mut self) -> (NewParty, Spot) {
        let typed = &self.draft.claimant;
        let name = if self.draft.kind == CaseKind::Enquiry {
            self.line("claimant.name", &typed.name, limits::NAME).unwrap_or_default()
        } else {
            self.needed("claimant.name", text::line(&typed.name, limits::NAME))
        };
        let company = self.line("claimant.company", &typed.company, limits::COMPANY).unwrap_or_default();
        let booth = self.line("claimant.booth", &typed.booth, limits::COMPANY).unwrap_or_default();
        let hall = self.hall("claimant.hall", &typed.hall);
        let (phone, email) = self.contact();
        let capacity = self.code("claimant.capacity", &typed.capacity, Capacity::from_code);
        let language =
            self.code("claimant.language", &typed.language, Language::from_tag).unwrap_or_default();
        let spot = place::find(self.published, self.entrance.hall.as_ref(), hall, &booth, &company);
        let body = PartyBody {
            name,
            company: spot.company.clone(),
            booth: spot.written.clone(),
            described: None,
            phone,
            email,
            capacity,
        };
        (self.party(Side::Claimant, language, spot.clone(), body), spot)
    }

    /// How to reach whoever files: a phone number or an e-mail address, read with an open mind.
    fn contact(&mut self) -> (Option<String>, Option<String>) {
        let typed = &self.draft.claimant;
        let in_one = !typed.reach.trim().is_empty();
        let (phone_field, email_field) =
            if in_one { ("claimant.reach", "claimant.reach") } else { ("claimant.phone", "claimant.email") };
        let (phone, email) = match (in_one, typed.reach.contains(['@', '＠'])) {
            (true, true) => ("", typed.reach.as_str()),
            (true, false) => (typed.reach.as_str(), ""),
            (false, _) => (typed.phone.as_str(), typed.email.as_str()),
        };
        let phone = self.line(phone_field, &narrow(phone), limits::CONTACT);
        let email = self.line(email_field, &narrow(email), limits::CONTACT);
        if phone.as_deref().is_some_and(|phone| !is_phone(phone)) {
            self.wrong(phone_field, Wrong::NotAPhone);
        }
        if email.as_deref().is_some_and(|email| !is_email(email)) {
            self.wrong(email_field, Wrong::NotAnEmail);
        }
        if phone.is_none() && email.is_none() && !self.flaws.iter().any(|flaw| flaw.field == phone_field) {
            let field =
                if self.draft.kind == CaseKind::Enquiry { "claimant.reach" } else { "claimant.phone" };
            self.wrong(field, Wrong::Missing);
        }
        (phone, email)
    }

    fn party(&self, side: Side, language: Language, spot: Spot, body: PartyBody) -> NewParty {
        let place = PartyPlace {
            id: PartyId(self.app.fresh_id()),
            side,
            language,
            hall: spot.hall,
            booth: spot.booth,
            exhibitor: spot.exhibitor,
        };
        NewParty { place, body }
    }

    /// One consent for each recipient, each to a text of its own.
    fn consent(&mut self, mediation: bool, organiser: bool) -> Consent {
        let given = &self.draft.consent;
        let at_desk = self.entrance.door == Door::Counter;
        let means = self.code("consent.means", &given.means, Means::from_code).filter(|_| at_desk);
        let mut agreed = |field: &str, version: &str, needed: bool| {
            let agreed = version == CONSENT_VERSION;
            if needed && !agreed {
                self.wrong(field, Wrong::Missing);
            }
            (needed && agreed).then(|| CONSENT_VERSION.to_owned())
        };
        Consent {
            privacy: agreed("consent.privacy", &given.privacy, true).unwrap_or_default(),
            mediation: agreed("consent.mediation", &given.mediation, mediation),
            organiser: agreed("consent.organiser", &given.organiser, organiser),
            means,
        }
    }
}

/// What a company from this country most likely reads: Chinese from the mainland, English from abroad. Where both are at home, or
/// nothing is known, nothing is guessed.
fn read_in(country: &str) -> Option<Language> {
    let country = country.trim().to_lowercase();
    let mainland = ["cn", "chn", "prc", "china", "p.r. china", "pr china", "people's republic of china"];
    if country.is_empty()
        || ["hong kong", "macau", "macao", "taiwan", "singapore"].iter().any(|place| country.contains(place))
    {
        return None;
    }
    let chinese =
        mainland.contains(&country.as_str()) || country.starts_with("中国") || country.starts_with("中华");
    let both = ["香港", "澳门", "台湾", "新加坡"].iter().any(|place| country.contains(place));
    (!both).then_some(if chinese { Language::ZhCn } else { Language::En })
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (5..=20).contains(&digits) && !text.contains('@')
}

fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| {
        !name.is_empty() && host.len() > 2 && !text.contains(' ') && !host.contains('@')
    })
}

#[cfg(test)]
mod tests {
    use super::{Language, read_in};

    #[test]
    fn a_country_tells_the_language_where_it_can() {
        for (country, language) in [
            ("China", Some(Language::ZhCn)),
            ("中国", Some(Language::ZhCn)),
            (" CN ", Some(Language::ZhCn)),
            ("Germany", Some(Language::En)),
            ("Türkiye", Some(Language::En)),
            ("Hong Kong, China", None),
            ("中国香港", None),
            ("", None),
        ] {
            assert_eq!(read_in(country), language, "{country}");
        }
    }
}
