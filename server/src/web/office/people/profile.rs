//! What a mediator knows and where they work, as boxes to tick: fields of law, languages, halls.

use domain::{HallId, case::RightKind, staff::Profile};

use crate::{
    app::App,
    locale::Texts,
    web::{form::Entries, office},
};

/// Languages one may mediate in, as BCP 47 tags; their texts are `tongue-<tag>`.
pub(in crate::web) const TONGUES: [&str; 14] =
    ["zh-CN", "en", "ja", "ko", "de", "fr", "it", "es", "pt", "ru", "tr", "ar", "hi", "vi"];

/// A box for something a mediator knows or where they work.
pub(super) struct Tick {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) checked: bool,
}

/// What a mediator knows, as boxes.
pub(super) struct ProfileForm {
    pub(super) fields: Vec<Tick>,
    pub(super) languages: Vec<Tick>,
    pub(super) halls: Vec<Tick>,
}

impl ProfileForm {
    pub(super) fn of(app: &App, t: &Texts, profile: &Profile) -> Self {
        let field = |field: RightKind| Tick {
            value: field.code().to_owned(),
            label: t.code("right", field.code()).into_owned(),
            checked: profile.fields.contains(&field),
        };
        let language = |tag: &str| Tick {
            value: tag.to_owned(),
            label: t.code("tongue", tag).into_owned(),
            checked: profile.languages.iter().any(|known| known == tag),
        };
        let hall = |hall: HallId| Tick {
            label: t.t1("code-hall", "hall", hall.as_str()),
            checked: profile.halls.contains(&hall),
            value: hall.0,
        };
        Self {
            fields: RightKind::ALL.iter().copied().map(field).collect(),
            languages: TONGUES.into_iter().map(language).collect(),
            halls: office::halls(app).into_iter().map(hall).collect(),
        }
    }
}

/// The profile as sent; what the desk does not know is left out. Languages outside the list are kept as they were.
pub(super) fn typed_profile(app: &App, sent: &Entries, before: Option<&Profile>) -> Profile {
    let known = office::halls(app);
    let others = before.map(|profile| profile.languages.clone()).unwrap_or_default();
    let others = others.into_iter().filter(|tag| !TONGUES.contains(&tag.as_str()));
    let chosen = TONGUES.into_iter().filter(|tag| sent.all("languages").any(|sent| sent == *tag));
    Profile {
        fields: RightKind::ALL
            .iter()
            .copied()
            .filter(|field| sent.all("fields").any(|code| code == field.code()))
            .collect(),
        languages: chosen.map(str::to_owned).chain(others).collect(),
        halls: known.into_iter().filter(|hall| sent.all("halls").any(|sent| sent == hall.as_str())).collect(),
        body: before.map(|profile| profile.body).unwrap_or_default(),
    }
}
