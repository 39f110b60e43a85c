//! What goes with a bundle for an authority: the list of what is in it with the digest of every file, the receipt that its officer
//! signs, the course of the case, the texts of the organiser's track that were chosen, and what was lodged in advance.

use domain::{
    body::{DefenceBody, DisclosureBody},
    case::{Ask, RightKind},
    disclosure::{DisclosureTerms, LegalBasis},
    fair::FairPlan,
};
use jiff::{Timestamp, civil::Date};
use papers::{Block, Field, Paper, SignaturePlace, Table};

use crate::locale::Texts;

/// Whose papers these are, of which case.
#[derive(Debug, Clone)]
pub struct Sender {
    /// The fair and its mediation body.
    pub fair: FairPlan,
    /// Whose file: the mediation body's or the organiser's.
    pub part: Ask,
    /// The number of the case as that side knows it.
    pub number: String,
}

/// Something that is given to an authority, as its papers say it.
#[derive(Debug, Clone)]
pub struct Handing {
    /// Who gives.
    pub sender: Sender,
    /// On what ground.
    pub terms: DisclosureTerms,
    /// To whom, and the files.
    pub body: DisclosureBody,
    /// The officer who gives it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What is given, in words, in the order of the files.
    pub titles: Vec<String>,
}

/// A text of the organiser's track.
#[derive(Debug, Clone)]
pub struct Said {
    /// When.
    pub at: Timestamp,
    /// What it is.
    pub what: String,
    /// Whose words.
    pub who: String,
    /// The words.
    pub words: String,
}

/// A statement that a respondent lodged in advance.
#[derive(Debug, Clone)]
pub struct Lodged {
    /// Who lodged it, as they were called then, and at a shared booth whether that is the respondent.
    pub who: String,
    /// The kind of right it was lodged over, where one was said.
    pub right: Option<RightKind>,
    /// When.
    pub at: Timestamp,
    /// When it was taken back.
    pub taken_back: Option<Timestamp>,
    /// What it says.
    pub body: DefenceBody,
}

/// What is in the bundle, with the digest of each file.
pub fn contents(handing: &Handing, t: &Texts) -> Paper {
    let mut paper = base(&handing.sender, t, "disclosure-contents-title");
    paper.issued = Some(handing.at);
    paper.blocks = vec![asked(handing, t), Block::heading(t.t("disclosure-given")), given(handing, t)];
    paper.blocks.push(Block::note(t.t("disclosure-digest-how")));
    paper
}

/// What the authority's officer signs.
pub fn receipt(handing: &Handing, t: &Texts) -> Paper {
    let mut paper = base(&handing.sender, t, "disclosure-receipt-title");
    paper.issued = Some(handing.at);
    let word = |key: &str| t.t(key).into_owned();
    let place = |caption: &str, name: &str, more: &str, seal: &str| SignaturePlace {
        caption: word(caption),
        fields: vec![
            Field::from((word("papers-sign-name"), name.to_owned())),
            Field::from((word(more), String::new())),
        ],
        signature: word("papers-sign-signature"),
        date: word("papers-sign-date"),
        seal: Some(word(seal)),
        ..SignaturePlace::default()
    };
    let seal = if handing.sender.part == Ask::Measure { "papers-organiser-seal" } else { "papers-seal" };
    let duty =
        if handing.sender.part == Ask::Mediation { "disclosure-duty-mediation" } else { "disclosure-duty" };
    paper.blocks = vec![
        Block::paragraph(
            t.say("disclosure-receipt-opening")
                .with("authority", handing.body.authority.as_str())
                .with("from", issuer(&handing.sender, t))
                .to_string(),
        ),
        asked(handing, t),
        Block::heading(t.t("disclosure-given")),
        given(handing, t),
        Block::paragraph(t.t(duty)),
        Block::Signatures(vec![
            place(
                "disclosure-receiver",
                &handing.body.officer,
                "disclosure-badge",
                "disclosure-authority-seal",
            ),
            place("disclosure-giver", &handing.by, "papers-sign-capacity", seal),
        ]),
    ];
    paper
}

/// When which step was taken.
pub fn course(sender: &Sender, rows: Vec<(String, String)>, t: &Texts) -> Paper {
    let mut paper = base(sender, t, "disclosure-course-title");
    let rows = rows.into_iter().map(|(at, what)| vec![at, what]).collect();
    let head = ["log-happened", "log-what"].map(|key| t.t(key).into_owned()).to_vec();
    paper.blocks = vec![
        Block::Table(Table { widths: vec![1.0, 3.0], head, rows }),
        Block::note(t.t("disclosure-course-note")),
    ];
    paper
}

/// The texts of the organiser's track that were chosen.
pub fn texts(sender: &Sender, entries: &[Said], t: &Texts) -> Paper {
    let mut paper = base(sender, t, "disclosure-texts-title");
    for entry in entries {
        paper.blocks.push(Block::Heading { level: 2, text: entry.what.clone() });
        paper.blocks.push(Block::note(if entry.who.is_empty() {
            full(t, entry.at)
        } else {
            format!("{} · {}", full(t, entry.at), entry.who)
        }));
        paper.blocks.push(Block::paragraph(entry.words.clone()));
    }
    paper
}

/// A statement that was lodged in advance, with when, and that it was taken back since.
pub fn lodged(sender: &Sender, said: &Lodged, t: &Texts) -> Paper {
    let mut paper = base(sender, t, "defence-title");
    let right = said.right.map_or_else(|| t.t("defence-any-right"), |right| t.code("right", right.code()));
    let rows = [
        ("disclosure-defence-by", Some(said.who.clone())),
        ("disclosure-defence-at", Some(full(t, said.at))),
        ("disclosure-defence-taken-back", said.taken_back.map(|at| full(t, at))),
        ("defence-item", Some(said.body.item.clone())),
        ("rights-kind", Some(right.into_owned())),
        ("defence-against", said.body.against.clone()),
        ("rights-papers", said.body.papers.clone()),
    ];
    let rows = rows.into_iter().filter_map(|(key, value)| Some((t.t(key).into_owned(), value?)));
    paper.blocks = vec![
        Block::fields(rows.collect::<Vec<_>>()),
        Block::heading(t.t("defence-statement")),
        Block::paragraph(said.body.statement.clone()),
        Block::note(t.t("disclosure-defence-note")),
    ];
    paper
}

fn issuer(sender: &Sender, t: &Texts) -> String {
    match sender.part {
        Ask::Mediation => sender.fair.body.name.clone(),
        Ask::Measure => t.t("papers-organiser").into_owned(),
    }
}

fn base(sender: &Sender, t: &Texts, title: &str) -> Paper {
    let number = if sender.number.is_empty() {
        String::new()
    } else {
        t.t1("disclosure-number", "number", sender.number.as_str())
    };
    Paper {
        language: t.language().tag().to_owned(),
        masthead: vec![sender.fair.name.clone(), issuer(sender, t)],
        titles: vec![t.t(title).into_owned()],
        number,
        footer: [sender.fair.desk.clone()].into_iter().filter(|line| !line.is_empty()).collect(),
        paging: t.say("papers-paging").with("page", "{page}").with("pages", "{pages}").to_string(),
        ..Paper::default()
    }
}

/// A date as papers write it: with its year, without its weekday.
fn day(t: &Texts, date: Date) -> String {
    t.t2("papers-date", "date", t.short_date(date), "year", date.year().to_string())
}

fn full(t: &Texts, at: Timestamp) -> String {
    format!("{} {}", day(t, at.to_zoned(t.zone().clone()).date()), t.clock(at))
}

/// A ground with its law and article; of another law whoever asked names it in their own words.
pub fn ground(t: &Texts, basis: LegalBasis) -> String {
    let name = t.code("legal-basis", basis.code());
    match basis {
        LegalBasis::Other => name.into_owned(),
        LegalBasis::Cooperation
        | LegalBasis::Enforcement
        | LegalBasis::Court
        | LegalBasis::Crime
        | LegalBasis::Confirmation
        | LegalBasis::Consent => {
            t.t2("disclosure-basis-law", "basis", name, "law", t.code("legal-basis-law", basis.code()))
        }
    }
}

/// Who asked, when, under which number, on what ground, and who gives.
fn asked(handing: &Handing, t: &Texts) -> Block {
    let (terms, body) = (&handing.terms, &handing.body);
    let mut rows = vec![
        (t.t("disclosure-authority").into_owned(), body.authority.clone()),
        (t.t("disclosure-officer").into_owned(), body.officer.clone()),
        (
            t.t("disclosure-request").into_owned(),
            t.t2("disclosure-request-of", "number", body.reference.as_str(), "date", day(t, terms.on)),
        ),
        (t.t("disclosure-basis").into_owned(), ground(t, terms.basis)),
    ];
    if let Some(demand) = &body.demand {
        rows.push((t.t("disclosure-demand").into_owned(), demand.clone()));
    }
    rows.push((t.t("disclosure-giver").into_owned(), format!("{} · {}", handing.by, full(t, handing.at))));
    Block::fields(rows)
}

/// What is given, each with its file and the file's digest.
fn given(handing: &Handing, t: &Texts) -> Block {
    let rows = handing.titles.iter().zip(&handing.body.files).enumerate();
    let rows = rows.map(|(at, (title, file))| {
        vec![(at + 1).to_string(), title.clone(), format!("{}\n{}", file.name, grouped(&file.sha256))]
    });
    let head = ["disclosure-column-no", "disclosure-column-what", "disclosure-column-file"];
    Block::Table(Table {
        widths: vec![0.4, 2.2, 3.4],
        head: head.map(|key| t.t(key).into_owned()).to_vec(),
        rows: rows.collect(),
    })
}

/// A digest in pieces that eyes can follow and lines can break.
fn grouped(digest: &str) -> String {
    let signs: Vec<char> = digest.chars().collect();
    signs.chunks(8).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
