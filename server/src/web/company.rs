//! What a company of the list is called on a page: by the name in the reader's script, with the other beside it. Who works at a booth
//! may know one of the two alone.

use std::str::FromStr;

use domain::{
    Case, ExhibitorId,
    body::{Content, ExhibitorBody},
    case::{Party, PartyPlace},
    defence::Defence,
    fair::Language,
};

use crate::{
    app::App,
    engine::{Published, ReadError},
    locale::Texts,
};

/// Both names of a company, the reader's first.
pub(in crate::web) fn called(t: &Texts, body: &ExhibitorBody) -> String {
    match in_order(t, body) {
        (name, None) => name.to_owned(),
        (first, Some(second)) if is_chinese(first) => format!("{first}（{second}）"),
        (first, Some(second)) => format!("{first} ({second})"),
    }
}

/// The name in the reader's script, as far as there is one, and the other where it says more: for a list that has them apart, and for
/// a field, which takes one.
pub(in crate::web) fn in_order<'b>(t: &Texts, body: &'b ExhibitorBody) -> (&'b str, Option<&'b str>) {
    let name = body.name.as_str();
    let other = body.other_name.as_deref().filter(|other| !other.is_empty() && !name.contains(*other));
    let Some(other) = other else { return (name, None) };
    let wants = t.language() == Language::ZhCn;
    let fits = |name: &str| is_chinese(name) == wants;
    if fits(other) && !fits(name) { (other, Some(name)) } else { (name, Some(other)) }
}

/// The company of a party as the list has it; `None` where it was not chosen from there.
pub(in crate::web) fn listed(t: &Texts, published: &Published, place: &PartyPlace) -> Option<String> {
    let body = published.names.exhibitor(place.exhibitor?)?;
    Some(called(t, body))
}

/// The company of a party in its mediation: as somebody who spoke for the party told it for the papers, else as the list has it, else
/// as it was typed. `None` where none is known, or the person said to be the party. The organiser's track knows nothing of what was told,
/// but for a clause of the agreement that was handed over ([`domain::Case::is_of_clause`]).
pub(in crate::web) fn of(
    t: &Texts,
    published: &Published,
    party: &Party,
    given: Option<&String>,
) -> Option<String> {
    let place = &party.place;
    let body = place.exhibitor.and_then(|id| published.names.exhibitor(id));
    let told = published.names.party(place.id).and_then(|party| party.told.as_deref());
    match (told, body) {
        (Some(""), _) => None,
        (Some(told), Some(body)) if is_name_of(told, body) => Some(called(t, body)),
        (Some(told), _) => Some(told.to_owned()),
        (None, Some(body)) => Some(called(t, body)),
        (None, None) => typed(published, party, given).cloned(),
    }
}

/// What was typed for a party; `None` where that is one of those at its booth, and somebody said since that it is none of them.
pub(in crate::web) fn typed<'n>(
    published: &Published,
    party: &Party,
    given: Option<&'n String>,
) -> Option<&'n String> {
    let given = given.filter(|name| !name.is_empty());
    given.filter(|name| !(party.is_unlisted() && is_of_booth(published, party, name)))
}

/// Whether a name is that of one who stood at the booth of a party when it was entered.
pub(in crate::web) fn is_of_booth(published: &Published, party: &Party, name: &str) -> bool {
    let mut there = party.standing.iter().filter_map(|id| published.names.exhibitor(*id));
    there.any(|body| is_name_of(name, body))
}

/// A company as papers name it, whoever reads them: with both names of the list, that of the paper's language first, unless the party gave
/// one that is neither.
pub(in crate::web) fn on_paper(t: &Texts, given: Option<String>, listed: Option<&ExhibitorBody>) -> String {
    match (given, listed) {
        (Some(given), Some(body)) if !is_name_of(&given, body) => given,
        (_, Some(body)) => called(t, body),
        (given, None) => given.unwrap_or_default(),
    }
}

/// What a field for the company of a party is filled in with: one name, of the two on the list that of the reader's script.
pub(in crate::web) fn for_field(t: &Texts, published: &Published, party: &Party) -> String {
    let known = published.names.party(party.place.id);
    let body = party.place.exhibitor.and_then(|id| published.names.exhibitor(id));
    let first = |body: &ExhibitorBody| in_order(t, body).0.to_owned();
    let told = known.and_then(|known| known.told.clone()).map(|told| match body {
        Some(body) if is_name_of(&told, body) => first(body),
        Some(_) | None => told,
    });
    let listed = || body.map(|body| first(body));
    let given = || typed(published, party, known?.company.as_ref()).cloned();
    told.or_else(listed).or_else(given).unwrap_or_default()
}

/// What the form sends for nobody of the list.
const UNLISTED: &str = "unlisted";

/// One of those who share a booth, or that it is none of them.
pub(in crate::web) struct Sharer {
    pub(in crate::web) id: String,
    pub(in crate::web) name: String,
    /// They stand on the list, and have a page of their own.
    pub(in crate::web) listed: bool,
    /// It was said to be the party.
    pub(in crate::web) chosen: bool,
}

/// Among whom a party is, where several shared its booth when the case came, and at last that it is none of them; nothing where it had one
/// for itself, or stands on no list.
pub(in crate::web) fn sharers(t: &Texts, published: &Published, case: &Case, party: &Party) -> Vec<Sharer> {
    let among = Some(party.standing.as_slice()).filter(|among| among.len() > 1);
    let Some(among) = among else { return Vec::new() };
    let sharer = |id: &ExhibitorId| Sharer {
        id: id.to_string(),
        name: published.names.exhibitor(*id).map(|body| called(t, body)).unwrap_or_default(),
        listed: true,
        chosen: party.place.exhibitor == Some(*id),
    };
    let none = Sharer {
        id: UNLISTED.to_owned(),
        name: t.t("shared-unlisted").into_owned(),
        listed: false,
        chosen: party.is_unlisted(),
    };
    let others = |id: &&ExhibitorId| {
        let mut respondents = case.respondents().iter().filter(|other| other.place.id != party.place.id);
        let known = party.place.exhibitor == Some(**id);
        known || !case.is_claimant(**id) && !respondents.any(|other| other.place.exhibitor == Some(**id))
    };
    among.iter().filter(others).map(sharer).chain([none]).collect()
}

/// Whether somebody can say which of them it is, and nobody did.
pub(in crate::web) fn is_unsaid(sharers: &[Sharer]) -> bool {
    !sharers.is_empty() && !sharers.iter().any(|one| one.chosen)
}

/// Who was chosen of them; `None` is nobody of the list.
///
/// # Errors
/// When what was sent is neither.
pub(in crate::web) fn chosen(sent: &str) -> Result<Option<ExhibitorId>, <ExhibitorId as FromStr>::Err> {
    if sent == UNLISTED { Ok(None) } else { sent.parse().map(Some) }
}

/// The key of what is said where one of those who share a booth is named: that it is for once, or until when it can be changed.
pub(in crate::web) fn which_hint(case: &Case) -> &'static str {
    if case.is_named_once() { "shared-once-hint" } else { "shared-hint" }
}

/// That somebody named which of those who share a booth a party is, where a history tells it.
pub(in crate::web) fn said_named(t: &Texts, body: &ExhibitorBody) -> String {
    t.t1("history-exhibitor-named-as", "name", called(t, body))
}

/// The same of an entry of a case, by the name that the exhibitor had then: who is called otherwise since makes no other step of it. `None` of
/// any other entry, and of one that says that it is nobody of the list. For who may know the name.
///
/// # Errors
/// When the journal cannot be read.
pub(in crate::web) fn named_by_step(
    app: &App,
    t: &Texts,
    case: &Case,
    seq: u64,
) -> Result<Option<String>, ReadError> {
    let mut namings = case.parties.iter().flat_map(|party| &party.namings);
    let naming = namings.find(|naming| naming.seq == seq);
    let Some(particulars) = naming.and_then(|naming| naming.particulars) else { return Ok(None) };
    let entry = app.engine.entry(particulars)?;
    Ok(match entry.and_then(|entry| entry.body.content()) {
        Some(Content::Exhibitor(body)) => Some(said_named(t, &body)),
        Some(_) | None => None,
    })
}

/// Who lodged a statement in advance, by the name that the exhibitor had then: who is called otherwise since makes no other paper of it.
/// Empty where that can be read no longer. For who may know the name.
///
/// # Errors
/// When the journal cannot be read.
pub(in crate::web) fn lodged_by(app: &App, t: &Texts, statement: &Defence) -> Result<String, ReadError> {
    let entry = app.engine.entry(statement.named)?;
    Ok(match entry.and_then(|entry| entry.body.content()) {
        Some(Content::Exhibitor(body)) => called(t, &body),
        Some(_) | None => String::new(),
    })
}

/// Whom the claimant named at a booth that several share: by the list, else as it was typed, as far as the reader may see that. `None`
/// where it is who of them is named now, and where they named nobody.
pub(in crate::web) fn at_filing(
    t: &Texts,
    published: &Published,
    party: &Party,
    typed: Option<&String>,
) -> Option<String> {
    let (first, now) = (party.exhibitor_at(party.entered_seq), party.place.exhibitor);
    let there = first.is_some_and(|id| party.standing.contains(&id));
    if party.standing.len() < 2 || (there && first == now) {
        return None;
    }
    let listed = |id: Option<ExhibitorId>| published.names.exhibitor(id?);
    // What was typed is the name of nobody there, or of two: of those either may be named since.
    let says_more = |name: &&String| listed(now).is_none_or(|body| !is_name_of(name, body));
    let typed = typed.filter(|name| !name.is_empty()).filter(says_more);
    listed(first).map(|body| called(t, body)).or_else(|| typed.cloned())
}

fn is_name_of(told: &str, body: &ExhibitorBody) -> bool {
    told == body.name || body.other_name.as_deref() == Some(told)
}

fn is_chinese(name: &str) -> bool {
    name.chars().any(|letter| ('一'..='龥').contains(&letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(name: &str, other: Option<&str>) -> ExhibitorBody {
        let other_name = other.map(str::to_owned);
        ExhibitorBody { name: name.to_owned(), other_name, ..ExhibitorBody::default() }
    }

    #[test]
    fn both_names_of_the_list_stand_on_a_paper_that_of_its_language_first() {
        let names = ["砚川岫笙电子有限公司", "Yanchuan Xiusheng Electronics Co., Ltd."];
        let (listed, latin) = (body(names[0], Some(names[1])), body("Lichtwerk GmbH", Some("莱希特")));
        for (language, both, of_latin) in [
            (Language::En, format!("{} ({})", names[1], names[0]), "Lichtwerk GmbH (莱希特)"),
            (Language::ZhCn, format!("{}（{}）", names[0], names[1]), "莱希特（Lichtwerk GmbH）"),
        ] {
            let t = Texts::of(None, language);
            for given in [None, Some(names[0]), Some(names[1])] {
                assert_eq!(on_paper(&t, given.map(str::to_owned), Some(&listed)), both);
            }
            assert_eq!(on_paper(&t, None, Some(&latin)), of_latin);
            assert_eq!(on_paper(&t, None, Some(&body("Lichtwerk GmbH", None))), "Lichtwerk GmbH");
            assert_eq!(on_paper(&t, Some("Another Ltd".to_owned()), Some(&latin)), "Another Ltd");
            assert_eq!(on_paper(&t, None, None), "");
        }
    }

    #[test]
    fn the_readers_name_comes_first_and_a_second_is_named_once() {
        let (english, chinese) = (Texts::of(None, Language::En), Texts::of(None, Language::ZhCn));
        for listed in [body("Aurora Lighting", Some("极光照明")), body("极光照明", Some("Aurora Lighting"))]
        {
            assert_eq!(called(&english, &listed), "Aurora Lighting (极光照明)");
            assert_eq!(called(&chinese, &listed), "极光照明（Aurora Lighting）");
        }
        assert_eq!(called(&chinese, &body("Aurora Lighting", None)), "Aurora Lighting");
        assert_eq!(called(&english, &body("Aurora", Some("Morgenröte"))), "Aurora (Morgenröte)");
        assert_eq!(called(&english, &body("极光 Aurora", Some("Aurora"))), "极光 Aurora", "it has both");
    }
}
