//! What is typed on the page of an account: its parts in one language or both, and what becomes of each name that was found.

use domain::{
    fair::Language,
    text::{self, TextFault},
    typical::{
        Account, Identifier, LONGEST_MASK, LONGEST_PART, LONGEST_TITLE, MOST_MASKS, Mask, Part, Treatment,
        TypicalBody, findings, names_somebody,
    },
};

use crate::{
    locale::Texts,
    web::{form::Entries, frame::Errors},
};

/// The field of a part.
pub(super) fn field(part: Part, language: Language) -> String {
    format!("{}-{}", part.code(), language.tag())
}

/// Most letters of a part.
pub(super) fn longest(part: Part) -> usize {
    if part == Part::Title { LONGEST_TITLE } else { LONGEST_PART }
}

/// The accounts: of each language all parts, or none.
pub(super) fn accounts(sent: &Entries, t: &Texts, errors: &mut Errors) -> Vec<Account> {
    let written = |language: &Language| {
        Part::ALL.iter().any(|part| !sent.text(&field(*part, *language)).trim().is_empty())
    };
    let languages: Vec<_> = Language::ALL.into_iter().filter(written).collect();
    if languages.is_empty() {
        errors.add(&field(Part::Title, t.language()), t.t("typical-nothing-written"));
    }
    let account = |language: Language| {
        let mut part = |part: Part| {
            let (name, max) = (field(part, language), longest(part));
            let read = if part == Part::Title {
                text::line(sent.text(&name), max)
            } else {
                text::lines(sent.text(&name), max)
            };
            read.unwrap_or_else(|fault| {
                let said = t.code("typical-part", part.code());
                errors.add(
                    &name,
                    match fault {
                        TextFault::Empty => {
                            let spoken = t.language_name(language);
                            t.t2("typical-part-missing", "part", &*said, "language", spoken)
                        }
                        TextFault::TooLong { max } => t.t2("typical-part-long", "part", &*said, "max", max),
                    },
                );
                String::new()
            })
        };
        Account {
            language,
            title: part(Part::Title),
            dispute: part(Part::Dispute),
            course: part(Part::Course),
            result: part(Part::Result),
            lesson: part(Part::Lesson),
        }
    };
    languages.into_iter().map(account).collect()
}

/// How a form names something that was found.
pub(super) fn value(language: Language, key: &str) -> String {
    format!("{}:{key}", language.tag())
}

/// Whether words name somebody of the case themselves. Why a word stays is read by whoever confirms it: it may speak of that word.
fn names_in(words: &str, keeps: bool, known: &[Identifier]) -> bool {
    if !keeps {
        return names_somebody(words, known);
    }
    let account = Account {
        language: Language::En,
        title: words.to_owned(),
        dispute: String::new(),
        course: String::new(),
        result: String::new(),
        lesson: String::new(),
    };
    let reason = TypicalBody { accounts: vec![account], masks: Vec::new() };
    findings(&reason, known).iter().any(|finding| finding.trace.names())
}

/// The masks that a person set. What was left open stays open; words that name somebody themselves are no mask.
pub(super) fn masks(sent: &Entries, known: &[Identifier], t: &Texts, errors: &mut Errors) -> Vec<Mask> {
    let mut masks = Vec::new();
    for at in 0..MOST_MASKS {
        let found = sent.text(&format!("found-{at}"));
        let Some((tag, key)) = found.split_once(':') else { continue };
        let Some(language) = Language::from_tag(tag) else { continue };
        let keeps = match sent.text(&format!("what-{at}")) {
            "replace" => false,
            "keep" => true,
            _ => continue,
        };
        let name = format!("{}-{at}", if keeps { "why" } else { "by" });
        match text::line(sent.text(&name), LONGEST_MASK) {
            Ok(words) if names_in(&words, keeps, known) => {
                errors.add(&name, t.t("typical-by-names"));
            }
            Ok(words) => {
                let treatment = if keeps { Treatment::Kept(words) } else { Treatment::Replaced(words) };
                masks.push(Mask { language, found: key.to_owned(), treatment });
            }
            Err(TextFault::Empty) => {
                errors.add(&name, t.t(if keeps { "typical-why-missing" } else { "typical-by-missing" }));
            }
            Err(TextFault::TooLong { max }) => errors.add(&name, t.t1("entry-too-long", "max", max)),
        }
    }
    masks
}
