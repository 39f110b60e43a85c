//! A case told as an example, on paper: for those who watch over mediation, and for whoever learns from it. It bears no number of
//! the case and no code that leads back to one.

use domain::{
    fair::FairPlan,
    typical::{Account, Part, Typical},
};
use papers::{Block, Paper};

use crate::locale::Texts;

/// The heading and the text of each part but the title, in the language of the account.
pub fn parts(account: &Account, t: &Texts) -> Vec<(String, String)> {
    let told = account.parts().into_iter().filter(|(part, _)| *part != Part::Title);
    told.map(|(part, text)| (t.code("typical-part", part.code()).into_owned(), text.to_owned())).collect()
}

/// The paper, in the name of the mediation body whose case it was.
pub fn paper(account: &Account, known: &Typical, (plan, body): (&FairPlan, &str), t: &Texts) -> Paper {
    let day = known.published.map(|at| t.plain_date(at.to_zoned(t.zone().clone()).date()));
    let mut blocks = vec![
        Block::heading(account.title.clone()),
        Block::fields([
            (t.t("typical-told-by").into_owned(), body.to_owned()),
            (t.t("typical-published-on").into_owned(), day.clone().unwrap_or_default()),
        ]),
    ];
    for (heading, text) in parts(account, t) {
        blocks.push(Block::heading(heading));
        blocks.extend(text.split('\n').filter(|line| !line.trim().is_empty()).map(Block::paragraph));
    }
    blocks.push(Block::note(t.code("typical-ground-note", known.terms.ground.code())));
    Paper {
        language: t.language().tag().to_owned(),
        masthead: vec![body.to_owned(), plan.name.clone()],
        titles: vec![t.t("typical-case").into_owned()],
        issued: known.published,
        blocks,
        footer: [plan.desk.clone()].into_iter().filter(|line| !line.is_empty()).collect(),
        paging: t.say("papers-paging").with("page", "{page}").with("pages", "{pages}").to_string(),
        ..Paper::default()
    }
}
