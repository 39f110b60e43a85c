//! The words of papers: the catalogue's, with those of the mediation body's kind put in, and what every paper has in common.

use domain::{
    body::Particulars,
    case::{Capacity, Outcome, Reason, Side},
    fair::{BodyKind, Hours, Language, WindowRule},
    procedure::Money,
};
use jiff::{Timestamp, civil::Date};
use papers::{Block, Field, Paper, SignaturePlace, Status};

use crate::locale::{Saying, Texts};

use super::{Dossier, Kind, PartyView, Printing, Standing};

/// The words of one paper.
pub(super) struct Words {
    pub(super) texts: Texts,
    pub(super) body: BodyKind,
    mediation: String,
    /// Above a name or a place to sign.
    pub(super) mediator: String,
    /// In running text.
    the_mediator: String,
    us: String,
}

impl Words {
    pub(super) fn new(dossier: &Dossier, language: Language) -> Self {
        let texts = Texts::of(Some(&dossier.fair), language);
        let body = dossier.fair.body.kind;
        let (mediation, mediator, the_mediator) = match body {
            BodyKind::People => {
                ("papers-mediation-people", "papers-mediator-people", "papers-the-mediator-people")
            }
            BodyKind::Commercial => (
                "papers-mediation-commercial",
                "papers-mediator-commercial",
                "papers-the-mediator-commercial",
            ),
            BodyKind::Administrative => (
                "papers-mediation-administrative",
                "papers-mediator-administrative",
                "papers-the-mediator-administrative",
            ),
            BodyKind::Industry => {
                ("papers-mediation-industry", "papers-mediator-industry", "papers-the-mediator-industry")
            }
            BodyKind::LawyersStudio => (
                "papers-mediation-lawyers-studio",
                "papers-mediator-lawyers-studio",
                "papers-the-mediator-lawyers-studio",
            ),
        };
        let us = if body == BodyKind::People { "papers-us-committee" } else { "papers-us-body" };
        let said = |key: &str| texts.say(key).to_string();
        let (mediation, us) = (said(mediation), said(us));
        let (mediator, the_mediator) = (said(mediator), said(the_mediator));
        Self { texts, body, mediation, mediator, the_mediator, us }
    }

    /// The same in another language.
    pub(super) fn speaking(&self, dossier: &Dossier, language: Language) -> Self {
        if language == self.texts.language() {
            return self.clone_of();
        }
        Self::new(dossier, language)
    }

    fn clone_of(&self) -> Self {
        Self {
            texts: self.texts.clone(),
            body: self.body,
            mediation: self.mediation.clone(),
            mediator: self.mediator.clone(),
            the_mediator: self.the_mediator.clone(),
            us: self.us.clone(),
        }
    }

    pub(super) fn t(&self, key: &str) -> String {
        self.say(key).to_string()
    }

    pub(super) fn say(&self, key: &str) -> Saying {
        let saying = self.texts.say(key).with("mediation", self.mediation.as_str());
        saying.with("mediator", self.the_mediator.as_str()).with("us", self.us.as_str())
    }

    pub(super) fn ending(&self, outcome: Outcome, reason: Reason) -> String {
        self.texts.ending(outcome, reason).into_owned()
    }

    pub(super) fn code(&self, family: &str, code: &str) -> String {
        self.texts.code(family, code).into_owned()
    }

    pub(super) fn date(&self, at: Timestamp) -> String {
        self.day(at.to_zoned(self.texts.zone().clone()).date())
    }

    /// A date as papers write it: with its year, without its weekday.
    pub(super) fn day(&self, date: Date) -> String {
        let short = self.texts.short_date(date);
        self.say("papers-date").with("date", short).with("year", date.year().to_string()).to_string()
    }

    /// Date and time of day.
    pub(super) fn moment(&self, at: Timestamp) -> String {
        format!("{} {}", self.date(at), self.texts.clock(at))
    }

    /// How long a time is by its rule, from when on, and which hours count.
    pub(super) fn length(&self, rule: &WindowRule) -> String {
        let key = if rule.hours == Hours::All { "papers-window-all" } else { "papers-window-open" };
        let length = self.texts.hours(rule.minutes);
        self.say(key).with("length", length).to_string()
    }

    /// Room for a name in running text.
    pub(super) fn gap(&self) -> String {
        if self.is_chinese() { "＿".repeat(12) } else { "_".repeat(30) }
    }

    /// A name in running text, or room for one.
    pub(super) fn or_gap(&self, name: &str) -> String {
        if name.is_empty() { self.gap() } else { name.to_owned() }
    }

    pub(super) fn is_chinese(&self) -> bool {
        self.texts.language() == Language::ZhCn
    }

    /// The number as such papers write it, `（2026）人调字第001号`, counted as it is everywhere: the letter of a body stands apart.
    pub(super) fn number(&self, dossier: &Dossier) -> String {
        let Some(number) = dossier.case.procedure.number else {
            return self.ticket_number(&dossier.number());
        };
        let key = match self.body {
            BodyKind::People => "papers-number-people",
            BodyKind::Commercial => "papers-number-commercial",
            BodyKind::Administrative => "papers-number-administrative",
            BodyKind::Industry => "papers-number-industry",
            BodyKind::LawyersStudio => "papers-number-lawyers-studio",
        };
        let number = number.to_string();
        let (year, count) = number.split_once('-').unwrap_or(("", number.as_str()));
        self.say(key).with("year", year).with("count", count).to_string()
    }

    /// The number of a ticket, where there is no other or none other is meant.
    pub(super) fn ticket_number(&self, number: &str) -> String {
        self.say("papers-number-ticket").with("number", number).to_string()
    }

    /// Everything but the blocks.
    pub(super) fn base(&self, dossier: &Dossier, kind: Kind, version: u32, standing: Standing) -> Paper {
        // A record is not in effect: it is confirmed.
        let said = match (kind == Kind::Agreement, kind.record_part()) {
            (true, _) => Some(("papers-status-effective", false)),
            (false, Some(_)) => Some(("papers-status-confirmed", false)),
            (false, None) => None,
        };
        let terms_stand = kind == Kind::Agreement
            && dossier
                .case
                .procedure
                .agreement
                .as_ref()
                .is_some_and(|agreement| agreement.agreed_at.is_some());
        let left = kind.left_unconfirmed(&dossier.case).map(|key| (key, false));
        let status = match standing {
            _ if dossier.is_blank() => Some(("papers-status-blank", false)),
            Standing::Draft if version == 0 => None,
            Standing::Draft if left.is_some() => left,
            Standing::Draft if kind.fell_through(&dossier.case) => Some(("papers-status-never", true)),
            Standing::Draft if terms_stand && dossier.case.lacks_only_ratification() => {
                Some(("papers-status-ratify", false))
            }
            Standing::Draft if terms_stand => Some(("papers-status-agreed", false)),
            Standing::Draft => Some(("papers-status-draft", true)),
            // Nothing took the place of an order that does not stand any more, unless an earlier one is printed again.
            Standing::Superseded if kind == Kind::MeasureOrder && dossier.printing != Printing::Earlier => {
                Some(("papers-status-lifted", true))
            }
            Standing::Superseded => Some(("papers-status-superseded", true)),
            Standing::Effective if kind == Kind::Referral && dossier.told.referral_held => {
                Some(("papers-status-unconfirmed-yet", true))
            }
            Standing::Effective => said,
        };
        let issuer =
            if kind.is_organisers() { self.t("papers-organiser") } else { dossier.fair.body.name.clone() };
        Paper {
            language: self.texts.language().tag().to_owned(),
            masthead: vec![dossier.fair.name.clone(), issuer],
            titles: vec![self.t(kind.title())],
            number: self.number(dossier),
            version: match version {
                0 => String::new(),
                _ => self.say("papers-version").with("version", version).to_string(),
            },
            status: status.map(|(key, draft)| Status { words: self.t(key), draft }),
            blocks: Vec::new(),
            footer: [dossier.desk_place.clone()].into_iter().filter(|line| !line.is_empty()).collect(),
            paging: self.say("papers-paging").with("page", "{page}").with("pages", "{pages}").to_string(),
            check: None,
            ..Paper::default()
        }
    }

    /// `申请人` or `被申请人`, numbered where the case has several of a side. A party has one number on all papers of its case, whoever
    /// they name and whoever has left since: who reads two of them side by side takes nobody for another.
    pub(super) fn side(&self, dossier: &Dossier, party: &PartyView) -> String {
        let side = match party.side {
            Side::Claimant => self.t("papers-claimant"),
            Side::Respondent => self.t("papers-respondent"),
        };
        let beside = dossier.case.parties.iter().filter(|other| other.place.side == party.side);
        match (beside.count() > 1, self.is_chinese()) {
            (false, _) => side,
            (true, true) => format!("{side}{}", numeral(party.ordinal)),
            (true, false) => format!("{side} {}", party.ordinal),
        }
    }

    /// Side and name, as in running text.
    pub(super) fn full(&self, dossier: &Dossier, party: &PartyView) -> String {
        let side = self.side(dossier, party);
        if self.is_chinese() {
            format!("{side}{}", party.called())
        } else {
            format!("{side} {}", party.called())
        }
    }

    /// Names of several parties.
    pub(super) fn names<'p>(&self, parties: impl Iterator<Item = &'p PartyView>) -> String {
        let names: Vec<_> = parties.map(PartyView::called).filter(|name| !name.is_empty()).collect();
        names.join(self.t("list-comma").as_str())
    }

    /// Names that somebody typed one after the other: parted as the language of the paper does it, whatever keys were at hand.
    pub(super) fn typed_names(&self, typed: &str) -> String {
        let names = typed.split([';', '；']).map(str::trim).filter(|name| !name.is_empty());
        self.in_turn(&names.map(str::to_owned).collect::<Vec<_>>())
    }

    /// Parts that may have commas of their own, one after the other.
    pub(super) fn in_turn(&self, parts: &[String]) -> String {
        parts.join(self.t("list-semicolon").as_str())
    }

    /// The particulars of a party as it was named when the case was filed, as a ruled table. What came to be known of it since is for
    /// those at the table alone: the application is read by everybody who is named in it.
    pub(super) fn filed(&self, dossier: &Dossier, party: &PartyView) -> Vec<Block> {
        let fields = vec![Field::from((self.t(name_key(party)), party.name.clone()))];
        self.ruled(dossier, party, &party.filed_as, fields)
    }

    /// The particulars of a party that takes part, as a ruled table, with the right by which somebody speaks for it. What is not known
    /// is a place to write.
    pub(super) fn particulars(&self, dossier: &Dossier, party: &PartyView, right: String) -> Vec<Block> {
        // An agent has a row of its own.
        let itself = if party.agent().is_some() { "" } else { party.speaker.as_str() };
        let name = Field::from((self.t(name_key(party)), first_of(&party.name, itself)));
        let fields = std::iter::once(name).chain(self.told_at_the_table(dossier, party, right));
        self.ruled(dossier, party, &party.company, fields.collect())
    }

    fn ruled(&self, dossier: &Dossier, party: &PartyView, company: &str, named: Vec<Field>) -> Vec<Block> {
        let company = Field::from((self.t("papers-party-company"), company.to_owned()));
        let mut fields: Vec<_> = std::iter::once(company).chain(named).collect();
        fields.push(Field::from((self.t("papers-party-booth"), party.booth.clone())));
        if party.side == Side::Claimant {
            let capacity = party.capacity.map(|capacity| self.code("capacity", capacity.code()));
            fields.push(Field::from((self.t("papers-party-capacity"), capacity.unwrap_or_default())));
        }
        if dossier.is_blank() && party.side == Side::Claimant {
            fields.push(Field::from((self.t("papers-address-phone"), String::new())));
        }
        vec![Block::Heading { level: 2, text: self.side(dossier, party) }, Block::Fields(fields)]
    }

    /// The amount, of renminbi in Chinese also in capital numerals.
    pub(super) fn amount(&self, money: &Money) -> String {
        let amount = self.texts.money(money);
        match money.in_words().filter(|_| self.is_chinese()) {
            Some(words) => {
                self.say("papers-amount-words").with("amount", amount).with("words", words).to_string()
            }
            None => amount,
        }
    }

    /// Who speaks for a party and by what right, and what was told of the party for its papers; once its identity was checked, what was
    /// not told is a place to write. A number is no field of an agreement (procedure B.2, no. 9), and who reads it is its party's to
    /// choose (E.2): the other side has none of it on its copy, and what both sign has that of a company alone.
    fn told_at_the_table(&self, dossier: &Dossier, party: &PartyView, right: String) -> Vec<Field> {
        let Some(checked) = dossier.told.identities.get(&party.id) else {
            let named = !party.name.is_empty() && !party.speaker.is_empty() && party.speaker != party.name;
            let other = named || party.agent().is_some();
            let speaker = other.then(|| Field::from((self.t("papers-party-speaker"), party.speaker.clone())));
            return speaker.into_iter().collect();
        };
        let person = checked.person.clone();
        let speaker: Vec<_> =
            [Some(person.name), person.position, Some(right)].into_iter().flatten().collect();
        let Particulars { company: _, representative, registration, address } = person.particulars;
        let shown = match dossier.reader {
            Some(_) => dossier.shows_numbers(party.id),
            None => !party.company.is_empty(),
        };
        let registration = registration.map(|known| if shown { known } else { self.t("papers-number-kept") });
        let rows = [
            ("papers-party-speaker", Some(speaker.join(if self.is_chinese() { "，" } else { " · " }))),
            ("papers-court-representative", representative),
            ("papers-court-identity", registration),
            ("papers-court-address", address),
        ];
        rows.into_iter().map(|(key, text)| Field::from((self.t(key), text.unwrap_or_default()))).collect()
    }

    /// A place to sign.
    pub(super) fn place(&self, caption: String, name: &str, is_company: bool) -> SignaturePlace {
        SignaturePlace {
            caption,
            fields: vec![Field::from((self.t("papers-sign-name"), name.to_owned()))],
            signature: self.t("papers-sign-signature"),
            date: self.t("papers-sign-date"),
            seal: is_company.then(|| self.t("papers-sign-company-seal")),
            ..SignaturePlace::default()
        }
    }

    /// Where somebody signs for a party. An agent stands there as one, and not as the party.
    pub(super) fn signing(&self, dossier: &Dossier, party: &PartyView, sealed: bool) -> SignaturePlace {
        let mut place = self.place(self.side(dossier, party), party.person(), sealed);
        if party.agent().is_some() {
            place.caption = self.full(dossier, party);
            for field in &mut place.fields {
                field.label = self.t("papers-sign-agent");
            }
        }
        place
    }

    /// A party's place to sign, with its capacity left to write.
    pub(super) fn party_place(&self, dossier: &Dossier, party: &PartyView) -> SignaturePlace {
        let sealed = dossier.is_blank() || !party.company.is_empty();
        let mut place = self.signing(dossier, party, sealed);
        if !party.company.is_empty() {
            place.fields.insert(0, Field::from((self.t("papers-party-company"), party.company.clone())));
        }
        place.fields.push(Field::from((self.t("papers-sign-capacity"), String::new())));
        place
    }

    /// The mediator's and the recorder's places.
    pub(super) fn our_places(&self, dossier: &Dossier) -> Vec<SignaturePlace> {
        vec![
            self.place(self.mediator.clone(), &dossier.mediator, false),
            self.place(self.t("papers-recorder"), "", false),
        ]
    }

    /// The place of the body's seal, with the day, if there is one already.
    pub(super) fn seal(&self, dossier: &Dossier, at: Option<Timestamp>) -> Block {
        let date = at.map_or_else(|| self.t("papers-date-open"), |at| self.date(at));
        Block::Seal { caption: self.t("papers-seal"), lines: vec![dossier.fair.body.name.clone(), date] }
    }

    /// A numbered list in the style of the language: `一、` or `1.`.
    pub(super) fn numbered(&self, texts: impl IntoIterator<Item = String>) -> Block {
        let label =
            |at: usize| if self.is_chinese() { format!("{}、", numeral(at)) } else { format!("{at}.") };
        Block::list(texts.into_iter().enumerate().map(|(at, text)| (label(at + 1), text)))
    }
}

/// What the name that the application gives is called: an agent who filed is not the party.
fn name_key(party: &PartyView) -> &'static str {
    if party.capacity == Some(Capacity::Agent) { "papers-sign-agent" } else { "papers-party-name" }
}

fn first_of(name: &str, speaker: &str) -> String {
    if name.is_empty() { speaker.to_owned() } else { name.to_owned() }
}

/// A number as Chinese papers count their articles.
pub(super) fn numeral(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |at: usize| DIGITS.get(at).copied().unwrap_or_default();
    match number {
        0..=9 => digit(number).to_owned(),
        10..=19 => format!("十{}", digit(number - 10)),
        20..=99 => format!("{}十{}", digit(number / 10), digit(number % 10)),
        _ => number.to_string(),
    }
}
