//! The parts of a case's page that stand on what was sealed: parties, what was told, photos, remarks in the history.

use std::borrow::Cow;

use domain::{
    Case,
    case::{Ask, Party, Side},
    procedure::Way,
    proposal::{Deed, Proposal},
    reading::Sight,
    ticket::TicketState,
};
use jiff::Timestamp;

use crate::{
    daylog::history,
    locale::Texts,
    web::{company, defences, disclosure, proposals, submit::name_of, ticket::own},
};

use super::{
    super::{sealed::party_name, sent::masked, way},
    Contents, Viewer,
};

/// A party as the page shows it. Without contents only side, language and ticket are filled in.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "independent yes-or-no facts that the template asks for")]
pub(super) struct PartyCard {
    pub(super) side: &'static str,
    /// How far a respondent of an accepted case is, in words.
    pub(super) way: Option<Cow<'static, str>>,
    /// It is a respondent of such a case who does not take part, or not yet.
    pub(super) stays_away: bool,
    pub(super) language: String,
    /// Whether it has a ticket is told at all.
    pub(super) numbered: bool,
    pub(super) number: Option<String>,
    pub(super) state: &'static str,
    pub(super) name: String,
    pub(super) company: String,
    pub(super) booth: String,
    pub(super) described: String,
    pub(super) capacity: String,
    pub(super) phone: String,
    /// As much of it as is seen at first.
    pub(super) phone_end: String,
    /// The phone as a dial link takes it; empty when it has no digits.
    pub(super) dial: String,
    pub(super) email: String,
    /// As much of it as is seen at first.
    pub(super) email_end: String,
    /// The path of the ticket's page.
    pub(super) ticket_page: Option<String>,
    pub(super) seen: String,
    /// Seconds until another call; 0 when it may be made.
    pub(super) gap_s: u64,
    pub(super) called: bool,
    /// In hand, and not called since.
    pub(super) uncalled: bool,
    /// There, also while another is called again.
    pub(super) attending: bool,
}

impl PartyCard {
    pub(super) fn of(view: &Viewer<'_>, case: &Case, party: &Party, contents: Option<&Contents>) -> Self {
        let t = &view.t;
        let ticket = party.ticket.and_then(|number| view.at.desk.ticket(number));
        let open = case.state.is_open();
        // Who declined is known to those who have to do with it.
        let shows_way = view.at.desk.sees_way(&view.person.staff, case);
        // A notice of the organiser brings a respondent its number, too: whoever has no part in the case would read from it that there
        // is a complaint.
        let claims = party.place.side == Side::Claimant;
        let told = claims || view.at.desk.sees_ending(&view.person.staff, case);
        let body = contents.and_then(|contents| contents.parties.get(&party.place.id));
        let text = |value: Option<&String>| value.cloned().unwrap_or_default();
        let phone = text(body.and_then(|body| body.phone.as_ref()));
        let email = text(body.and_then(|body| body.email.as_ref()));
        let key = ticket.and_then(|ticket| contents?.keys.get(&ticket.number));
        let asked = shows_way && case.procedure.number.is_some() && party.place.side == Side::Respondent;
        let seen = ticket.and_then(|ticket| view.app.last_seen(ticket.number));
        let seen = seen.map(|at| t.t1("case-page-seen", "ago", t.ago(view.seconds_since(at))));
        Self {
            side: party.place.side.code(),
            way: asked.then(|| way::word(t, &view.at.desk, case, party)),
            stays_away: asked && party.way() != Way::Accepted,
            language: t.language_name(party.place.language),
            numbered: told,
            number: ticket.filter(|_| told).map(|ticket| ticket.number.to_string()),
            // The ticket of a respondent who declined or left is closed before the others', and one that was withdrawn says so.
            state: ticket
                .filter(|_| shows_way || (open && party.place.side == Side::Claimant))
                .map_or("", |ticket| view.at.desk.shown_state(ticket).code()),
            name: body.map(|body| body.name.clone()).unwrap_or_default(),
            company: body
                .map(|_| company_of(view, party, body.and_then(|b| b.company.as_ref())))
                .unwrap_or_default(),
            booth: body
                .map(|body| own::spot_of(&view.t, view.at, &party.place, body.booth.as_ref()))
                .unwrap_or_default(),
            described: text(body.and_then(|body| body.described.as_ref())),
            capacity: body
                .and_then(|body| body.capacity)
                .map(|capacity| t.code("capacity", capacity.code()).into_owned())
                .unwrap_or_default(),
            dial: dial(&phone),
            phone_end: masked(&phone),
            phone,
            email_end: masked(&email),
            email,
            ticket_page: key.map(|secret| format!("/t/{}", secret.key)),
            seen: seen.unwrap_or_else(|| t.t("case-page-unseen").into_owned()),
            gap_s: ticket.map_or(0, |ticket| view.gap_s(ticket)),
            called: open && ticket.is_some_and(|ticket| ticket.state == TicketState::Called),
            uncalled: open && ticket.is_some_and(|ticket| ticket.state == TicketState::Claimed),
            attending: ticket
                .is_some_and(|ticket| view.at.desk.shown_state(ticket) == TicketState::Attending),
        }
    }

    /// Whether this party is to come to the room and is not there: in reception who filed, in talks everybody.
    pub(super) fn is_awaited(&self, talks: bool) -> bool {
        let concerned = (talks && !self.stays_away) || self.side == Side::Claimant.code();
        concerned && self.number.is_some() && !self.attending && !matches!(self.state, "closed" | "cancelled")
    }

    /// The number as an address and a form need it.
    pub(super) fn ticket(&self) -> &str {
        self.number.as_deref().unwrap_or_default()
    }
}

/// The company as it was told for the papers, else from the list, else as typed.
fn company_of(view: &Viewer<'_>, party: &Party, typed: Option<&String>) -> String {
    company::of(&view.t, view.at, party, typed).unwrap_or_default()
}

/// What a dial link may hold of a phone number as typed.
fn dial(phone: &str) -> String {
    let kept: String = crate::access::secrets::narrow(phone)
        .chars()
        .enumerate()
        .filter(|(at, c)| c.is_ascii_digit() || (*at == 0 && *c == '+'))
        .map(|(_, c)| c)
        .collect();
    if kept.bytes().any(|byte| byte.is_ascii_digit()) { kept } else { String::new() }
}

/// What the applicant told the mediation body.
pub(super) struct Told {
    pub(super) right: String,
    pub(super) item: String,
    pub(super) statement: Vec<String>,
    /// What they ask for, in one line.
    pub(super) relief: String,
}

impl Told {
    pub(super) fn of(t: &Texts, case: &Case, contents: &Contents) -> Option<Self> {
        let body = contents.application.as_ref()?;
        let right = [
            case.right.map(|right| t.code("right", right.code()).into_owned()),
            body.right_number.clone(),
            body.right_title.clone(),
        ];
        let relief = body.relief.iter().map(|relief| t.code("relief", relief.code()).into_owned());
        Some(Self {
            right: right.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            item: body.item.clone().unwrap_or_default(),
            statement: body.statement.split('\n').map(str::to_owned).collect(),
            relief: relief.collect::<Vec<_>>().join(&t.t("list-comma")),
        })
    }
}

/// What a respondent answered, for mediation.
pub(super) struct Replied {
    pub(super) name: String,
    pub(super) what: Cow<'static, str>,
    pub(super) at: String,
    pub(super) who: String,
    pub(super) statement: Vec<String>,
}

/// A photo that the mediation body may see.
pub(super) struct Photo {
    pub(super) id: String,
    pub(super) from: &'static str,
    pub(super) at: String,
    /// When it was entered, where that was later.
    pub(super) entered: String,
    pub(super) caption: String,
}

/// One thing that happened.
pub(super) struct HistoryStep {
    pub(super) at: String,
    pub(super) text: String,
    pub(super) by: String,
    /// When it was entered, where that was later.
    pub(super) entered: String,
    pub(super) remark: String,
}

impl Viewer<'_> {
    fn seconds_since(&self, from: Timestamp) -> u64 {
        u64::try_from(self.now.duration_since(from).as_secs()).unwrap_or(0)
    }

    /// What the other side said to the mediation body; what it told the organiser is never read here.
    pub(super) fn replies(&self, case: &Case, contents: &Contents) -> Vec<Replied> {
        let replied = |party: &Party| {
            let answered = party.answered.as_ref()?;
            let reply = contents.replies.get(&answered.seq)?;
            let who = [Some(&reply.person.name), reply.person.position.as_ref()].into_iter().flatten();
            let who: Vec<_> = who.filter(|part| !part.is_empty()).map(String::as_str).collect();
            Some(Replied {
                name: party_name(&self.t, self.at, case, party.place.id, contents),
                what: if party.left() {
                    own::left_of(&self.t, party)
                } else {
                    self.t.code("answer", answered.answer.code())
                },
                at: self.t.moment(answered.at),
                who: who.join(" · "),
                statement: reply
                    .statement
                    .iter()
                    .flat_map(|text| text.split('\n'))
                    .map(str::to_owned)
                    .collect(),
            })
        };
        case.respondents().iter().filter_map(replied).collect()
    }

    pub(super) fn photos(&self, case: &Case, sight: Sight, contents: &Contents) -> Vec<Photo> {
        let all = sight == Sight::Whole;
        let shared = case.evidence.iter().filter(|evidence| evidence.audience.mediation());
        shared
            .filter(|evidence| all || case.is_of_reception(evidence))
            .map(|evidence| Photo {
                id: evidence.id.to_string(),
                from: case.party(evidence.party).map_or("", |party| party.place.side.code()),
                at: self.t.moment(evidence.at),
                entered: case
                    .steps
                    .iter()
                    .find(|step| step.seq == evidence.seq)
                    .map(|step| self.entered(step))
                    .unwrap_or_default(),
                caption: contents.captions.get(&evidence.seq).cloned().unwrap_or_default(),
            })
            .collect()
    }

    fn entered(&self, step: &domain::case::Step) -> String {
        if step.is_entered_later() {
            self.t.t1("case-entered-later", "moment", self.t.moment(step.recorded_at))
        } else {
            String::new()
        }
    }

    /// Who did it: where a second person confirmed it, whoever proposed it did, and both answer for it.
    fn doer(&self, case: &Case, step: &domain::case::Step) -> String {
        match self.both(case, step.kind, step.at) {
            Some((first, second)) => self.t.t2("case-history-by-two", "first", first, "second", second),
            None => step.by.map(|by| name_of(by, self.at)).unwrap_or_default(),
        }
    }

    /// Who proposed and who confirmed what happened to a case at a moment; nothing where one person did it alone.
    pub(super) fn both(&self, case: &Case, kind: &str, at: Timestamp) -> Option<(String, String)> {
        let led_to = |known: &Proposal| match known.deed {
            Deed::Erase { .. } | Deed::Retention { .. } => kind == "CaseErased",
            Deed::Disclose { .. } => kind == "CaseDisclosed",
            Deed::Publish { .. } => kind == "TypicalCasePublished",
            // Whoever hands it over does that later, alone.
            Deed::Refer { .. } | Deed::HandOver { .. } => false,
        };
        let then = |known: &Proposal| known.confirmed().is_some_and(|(_, when)| when == at);
        let did = |known: &Proposal| then(known) && led_to(known) && known.deed.cases().contains(&case.id);
        proposals::both(self.at, did)
    }

    /// What happened, newest first. Who read the case stands in the audit, not here (procedure E.2).
    /// Colleagues see what became of its place in line, and nothing of the procedure; reception, and whoever took it over and did not
    /// declare yet, sees that until it went on. What an authority was given, who answers for the file knows alone.
    pub(super) fn history(&self, case: &Case, sight: Sight, contents: Option<&Contents>) -> Vec<HistoryStep> {
        let of_line = |kind: &str| {
            kind.starts_with("Ticket") || matches!(kind, "CaseFiled" | "UrgencyRecorded" | "BodyChanged")
        };
        let received = sight == Sight::Received;
        let all = !received && self.at.desk.sees_outcome(&self.person.staff, case);
        let own: Vec<u64> = case.reception_steps().filter(|_| received).map(|step| step.seq).collect();
        let seen = case.steps.iter().rev();
        let seen = seen.filter(|step| all || of_line(step.kind) || own.contains(&step.seq));
        let knows = |step: &domain::case::Step| {
            let given = case.disclosed_by(step);
            given.is_none_or(|given| disclosure::may_know(self.at, self.person, case, given.terms.part))
        };
        let seen = seen.filter(|step| !history::is_told_already(case, step) && knows(step));
        let told = seen.filter_map(|step| Some((step, history::of_step(step)?)));
        let named = |seq: u64| contents?.named.get(&seq).map(|body| company::said_named(&self.t, body));
        let told = told.map(|(step, key)| {
            let told = HistoryStep {
                at: self.t.moment(case.came_about(step)),
                text: named(step.seq).unwrap_or_else(|| self.t.t(key).into_owned()),
                by: self.doer(case, step),
                entered: self.entered(step),
                remark: contents.and_then(|c| c.remarks.get(&step.seq)).cloned().unwrap_or_default(),
            };
            (step.seq, told)
        });
        let mut told: Vec<(u64, HistoryStep)> = told.collect();
        if contents.is_some() && sight == Sight::Whole {
            told.extend(self.taken_back(case));
            told.sort_by_key(|(seq, _)| std::cmp::Reverse(*seq));
        }
        told.into_iter().map(|(_, step)| step).collect()
    }

    /// What was taken back of the statements that the case opened: no step of the case, and told where they are.
    fn taken_back(&self, case: &Case) -> Vec<(u64, HistoryStep)> {
        let gone = defences::taken_back(self.at, case, Ask::Mediation).into_iter();
        gone.map(|gone| {
            let step = HistoryStep {
                at: self.t.moment(gone.at),
                text: self.t.t("history-defence-taken-back").into_owned(),
                by: gone.by.map(|by| name_of(by, self.at)).unwrap_or_default(),
                entered: String::new(),
                remark: String::new(),
            };
            (gone.seq, step)
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::dial;

    #[test]
    fn a_dial_link_holds_digits_and_a_leading_plus_only() {
        for (typed, link) in [
            ("+86 (21) 5555-0101", "+862155550101"),
            ("１３８ ００１３", "1380013"),
            ("12;ext=+3", "123"),
            ("javascript:alert(1)", "1"),
            ("at the booth", ""),
            ("+", ""),
        ] {
            assert_eq!(dial(typed), link, "{typed}");
        }
    }
}
