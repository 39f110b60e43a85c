//! The people of a fair, and what they do in their own verbs. Exhibitors and the organiser go through the pages, as a phone with
//! scripts off does; mediators speak JSON, as a program of theirs would.

use std::hash::{DefaultHasher, Hash, Hasher};

use anyhow::Context;
use serde_json::{Value, json};
use tokio::time::{MissedTickBehavior, interval, timeout};

use crate::{
    PATIENCE, codes,
    desk::Desk,
    fair::{self, Fair, PIN},
    page::{Form, Page},
    visitor::{Answer, Visitor},
};

/// The name under which phones in the hall know the desk.
pub const HOST: &str = "desk.test";

/// Somebody at a booth, with a phone.
#[derive(Debug)]
pub struct Exhibitor {
    name: String,
    phone: Visitor,
}

/// A ticket somebody holds.
#[derive(Debug, Clone)]
pub struct Held {
    /// Its page.
    pub path: String,
    /// `A-001`.
    pub number: String,
}

impl Held {
    fn key(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

impl Exhibitor {
    /// Somebody new in the hall.
    pub fn named(name: &str, desk: &Desk) -> Self {
        Self { name: name.to_owned(), phone: Visitor::in_the_hall(HOST, desk.port(), "en") }
    }

    /// Scans the code of a booth they complain about, and opens a form of this kind.
    async fn scans(&self, code: &str, kind: &str) -> anyhow::Result<Form> {
        let scanned = self.phone.open(code).await?.well();
        let chosen = self.phone.open(&scanned.link("as=booth")).await?.well();
        Ok(self.phone.open(&chosen.link(&format!("kind={kind}"))).await?.well().form("/file"))
    }

    async fn sends(&self, form: Form) -> anyhow::Result<Held> {
        let ticket = self.phone.send(form).await?.well();
        let path = ticket.url.path().to_owned();
        anyhow::ensure!(path.starts_with("/t/"), "no ticket: {}", ticket.words());
        let mut held = Held { path, number: String::new() };
        held.number = self.ticket(&held).await?.text_of("/number");
        Ok(held)
    }

    /// A dispute over a design; `asks` is for `mediation`, for a `measure`, or for both.
    async fn dispute(&self, code: &str, asks: &[&str]) -> anyhow::Result<Form> {
        let mut form = self.scans(code, "dispute").await?;
        form = form
            .set("right.kind", "design")
            .set("item", "Lantern, 灯笼")
            .set("claimant.name", &self.name)
            .set("claimant.phone", "+86 20 5555 0100")
            .tick("consent.privacy");
        for ask in asks {
            form = form.also("asks", ask);
            form = match *ask {
                "measure" => form.set("complaint", "Please have it covered.").tick("consent.organiser"),
                _ => form.set("statement", "The lantern is ours.").tick("consent.mediation"),
            };
        }
        Ok(form)
    }

    /// Asks for mediation with whoever is at the booth of this code.
    pub async fn asks_for_mediation(&self, code: &str) -> anyhow::Result<Held> {
        self.sends(self.dispute(code, &["mediation"]).await?).await
    }

    /// Asks for mediation, and complains to the organiser as well, with a photo.
    pub async fn asks_for_both(&self, code: &str, photo: &[u8]) -> anyhow::Result<Held> {
        let form = self.dispute(code, &["mediation", "measure"]).await?;
        let form = form.set("photos_for", "both").pick("photo", "stand.jpg", photo.to_vec());
        self.sends(form).await
    }

    /// Asks a question.
    pub async fn asks_a_question(&self, code: &str, question: &str) -> anyhow::Result<Held> {
        let form = self.scans(code, "enquiry").await?;
        let form = form.set("statement", question).set("claimant.reach", "+86 20 5555 0101");
        self.sends(form.tick("consent.privacy")).await
    }

    /// Reports what they saw.
    pub async fn reports(&self, code: &str, what: &str) -> anyhow::Result<Held> {
        let form = self.scans(code, "report").await?;
        let form = form.set("statement", what).set("claimant.name", &self.name);
        self.sends(form.set("claimant.phone", "+86 20 5555 0102").tick("consent.privacy")).await
    }

    /// Where their ticket stands.
    pub async fn ticket(&self, held: &Held) -> anyhow::Result<Answer> {
        Ok(self.phone.get(&format!("/api/v1/tickets/{}", held.key())).await?.with_status(200))
    }

    /// Looks at the ticket's page and finds these words.
    pub async fn reads_on(&self, held: &Held, words: &str) -> anyhow::Result<()> {
        let page = self.phone.open(&held.path).await?.well();
        anyhow::ensure!(page.words().contains(words), "no {words:?} on {}: {}", held.number, page.words());
        Ok(())
    }

    /// Looks at the ticket and finds it in this state.
    pub async fn finds(&self, held: &Held, state: &str) -> anyhow::Result<()> {
        let found = self.ticket(held).await?;
        anyhow::ensure!(found.json["state"] == state, "{} is not {state}: {}", held.number, found.text);
        Ok(())
    }

    /// Withdraws what they filed.
    pub async fn withdraws(&self, held: &Held) -> anyhow::Result<Page> {
        let asked = self.phone.open(&format!("{}/withdraw", held.path)).await?.well();
        Ok(self.phone.send(asked.form("/withdraw")).await?.well())
    }

    /// Says, once their case is over, that all was as it should be.
    pub async fn answers_the_survey(&self, held: &Held) -> anyhow::Result<()> {
        let mut asked = self.phone.open(&held.path).await?.well().form("/survey");
        for statement in ["fair", "quick", "again"] {
            asked = asked.set(statement, "fully");
        }
        let told = self.phone.send(asked).await?.well();
        anyhow::ensure!(!told.text.contains("id=\"survey\""), "not taken: {}", told.words());
        Ok(())
    }
}

/// Who comes to a talk.
#[derive(Debug)]
pub struct Table {
    /// Everybody's id, claimant first.
    pub parties: Vec<String>,
    /// The respondents' tickets.
    pub tickets: Vec<String>,
}

/// Somebody of the mediation body at the counter.
#[derive(Debug)]
pub struct Mediator {
    program: Visitor,
}

impl Mediator {
    /// Signs in.
    pub async fn signs_in(fair: &Fair, name: &str) -> anyhow::Result<Self> {
        Self::signs_in_at(&fair.desk, name, PIN).await
    }

    /// Signs in at a desk that has people of its own, as a sample does.
    pub async fn signs_in_at(desk: &Desk, name: &str, pin: &str) -> anyhow::Result<Self> {
        Ok(Self { program: fair::sign_in(desk, name, pin).await? })
    }

    /// Goes on duty in a room.
    pub async fn goes_on_duty(&self, room: &str) -> anyhow::Result<()> {
        let duty = json!({ "state": "on", "room": room });
        self.program.put("/api/v1/duty", &duty).await?.with_status(200);
        Ok(())
    }

    /// One verb of the line or of a case, whatever comes of it.
    async fn does(&self, path: &str, body: &Value) -> anyhow::Result<Answer> {
        // Each deed is done once in a story, and done again after a crash it is the same deed.
        let mut deed = DefaultHasher::new();
        (path, body.to_string()).hash(&mut deed);
        self.program.post(path, &format!("{:016x}", deed.finish()), body).await
    }

    async fn line(&self, held: &Held, verb: &str, body: &Value) -> anyhow::Result<Answer> {
        Ok(self.tries(held, verb, body).await?.with_status(200))
    }

    async fn tries(&self, held: &Held, verb: &str, body: &Value) -> anyhow::Result<Answer> {
        self.does(&format!("/api/v1/queue/{}/{verb}", held.number), body).await
    }

    async fn case(&self, case: &str, verb: &str, body: &Value) -> anyhow::Result<Answer> {
        Ok(self.does(&format!("/api/v1/cases/{case}/{verb}"), body).await?.with_status(200))
    }

    /// The numbers in line, in order; talks after reception.
    pub async fn sees_in_line(&self) -> anyhow::Result<Vec<String>> {
        let line = self.program.get("/api/v1/queue").await?.with_status(200);
        let places = line.json["items"].as_array().cloned().unwrap_or_default();
        Ok(places.iter().filter_map(|place| place["ticket"].as_str().map(str::to_owned)).collect())
    }

    /// Takes whatever fits best: its number and its case.
    pub async fn takes_the_next(&self) -> anyhow::Result<(String, String)> {
        let taken = self.program.post("/api/v1/queue/next", &fresh(), &json!({})).await?.with_status(200);
        Ok((taken.text_of("/tickets/0"), taken.text_of("/case")))
    }

    /// Reaches for a ticket, and may be too late.
    pub async fn reaches_for(&self, held: &Held) -> anyhow::Result<Answer> {
        self.tries(held, "claim", &json!({})).await
    }

    /// Takes a ticket, and answers its case.
    pub async fn claims(&self, held: &Held) -> anyhow::Result<String> {
        Ok(self.reaches_for(held).await?.with_status(200).text_of("/case"))
    }

    /// Takes up a case that was set aside.
    pub async fn takes_up(&self, held: &Held) -> anyhow::Result<()> {
        let path = format!("/api/v1/queue/{}/claim", held.number);
        self.program.post(&path, &fresh(), &json!({})).await?.with_status(200);
        Ok(())
    }

    /// Calls the holder to their room; in talks everybody.
    pub async fn calls(&self, held: &Held) -> anyhow::Result<()> {
        let path = format!("/api/v1/queue/{}/call", held.number);
        self.program.post(&path, &fresh(), &json!({})).await?.with_status(200);
        Ok(())
    }

    /// Sees a party come in.
    pub async fn checks_in(&self, number: &str) -> anyhow::Result<()> {
        let path = format!("/api/v1/queue/{number}/check-in");
        self.program.post(&path, &fresh(), &json!({})).await?.with_status(200);
        Ok(())
    }

    /// Gives a party up that did not come, as soon as the desk lets them: there must be time to walk.
    pub async fn gives_up_on(&self, held: &Held) -> anyhow::Result<()> {
        let path = format!("/api/v1/queue/{}/missed", held.number);
        let mut glance = interval(std::time::Duration::from_millis(200));
        glance.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let given_up = timeout(PATIENCE, async {
            loop {
                glance.tick().await;
                let said = self.program.post(&path, &fresh(), &json!({})).await?;
                if said.code() != "too-soon" {
                    return anyhow::Ok(said);
                }
            }
        });
        given_up.await.context("the desk lets nobody go")??.with_status(200);
        Ok(())
    }

    /// Sets a case aside.
    pub async fn parks(&self, held: &Held, reason: &str) -> anyhow::Result<()> {
        self.line(held, "park", &json!({ "reason": reason })).await.map(drop)
    }

    /// Gives a ticket back to the line.
    pub async fn releases(&self, held: &Held, reason: &str) -> anyhow::Result<()> {
        self.line(held, "release", &json!({ "reason": reason })).await.map(drop)
    }

    /// Accepts a case, tells its respondents, hears that they agree to talk, and opens the talks: everybody at the table, claimant
    /// first, and the number that each respondent was given.
    pub async fn brings_both_to_agree(&self, case: &str) -> anyhow::Result<Table> {
        let accepted = self.case(case, "accept", &json!({})).await?;
        let parties = accepted.json["parties"].as_array().cloned().unwrap_or_default();
        let parties: Vec<String> =
            parties.iter().filter_map(|party| party["id"].as_str().map(str::to_owned)).collect();
        self.case(case, "declare-impartiality", &json!({})).await?;
        let mut tickets = Vec::new();
        for party in parties.iter().skip(1) {
            let notice = self.case(case, "issue-notice", &json!({ "party": party })).await?;
            tickets.push(notice.text_of("/ticket"));
            let served = json!({ "party": party, "method": "in-person", "name": "Booth staff" });
            self.case(case, "record-service", &served).await?;
            let said = json!({
                "party": party, "answer": "accept", "means": "spoken", "authority": "own", "name": "Noor Haddad"
            });
            self.case(case, "answer", &said).await?;
        }
        self.case(case, "open-talks", &json!({})).await?;
        Ok(Table { parties, tickets })
    }

    /// Looks at everybody's papers and reads out rights and duties.
    pub async fn explains(&self, case: &str, table: &Table) -> anyhow::Result<()> {
        for party in &table.parties {
            let shown = json!({
                "party": party, "paper": "passport", "number": "E12345678", "authority": "own", "name": "Noor Haddad"
            });
            self.case(case, "check-identity", &shown).await?;
        }
        self.case(case, "explain-rights", &json!({ "text": "v1" })).await.map(drop)
    }

    /// Registers what both sides agreed on by word of mouth.
    pub async fn registers_an_oral_agreement(&self, case: &str, table: &Table) -> anyhow::Result<()> {
        let debtor = table.parties.get(1).context("a respondent")?;
        let clause = json!({ "kind": "remove", "debtor": debtor, "act": "The lantern is taken down today." });
        let agreed = json!({ "clauses": [clause], "prevailing": "en" });
        let registered = self.case(case, "register-oral-agreement", &agreed).await?;
        anyhow::ensure!(registered.json["in_effect"] == true, "{}", registered.text);
        Ok(())
    }

    /// Begins the talk.
    pub async fn begins_the_talk(&self, case: &str) -> anyhow::Result<()> {
        self.program
            .post(&format!("/api/v1/cases/{case}/start"), &fresh(), &json!({}))
            .await?
            .with_status(200);
        Ok(())
    }

    /// Interrupts the talk.
    pub async fn adjourns(&self, case: &str, reason: &str) -> anyhow::Result<()> {
        self.case(case, "adjourn", &json!({ "reason": reason })).await.map(drop)
    }

    /// Concludes a case.
    pub async fn concludes(&self, case: &str, outcome: &str, reason: &str) -> anyhow::Result<()> {
        self.case(case, "conclude", &json!({ "outcome": outcome, "reason": reason })).await.map(drop)
    }

    /// Makes a mediator; only the head can.
    pub async fn appoints(fair: &Fair, name: &str) -> anyhow::Result<()> {
        let head = fair.desk.visitor();
        let sign_in = head.open("/sign-in").await?.well().form("pin");
        head.send(sign_in.set("name", "head").set("pin", PIN)).await?.well();
        let form = head.open("/office/people/new?role=mediator").await?.well().form("pin_again");
        let form = form.set("person", name).set("role", "mediator").set("pin", PIN).set("pin_again", PIN);
        let list = head.send(form).await?.well();
        anyhow::ensure!(list.words().contains(name), "{name} was not appointed: {}", list.words());
        Ok(())
    }
}

impl Fair {
    /// The organiser chooses the address for printed codes, and a phone in the hall opens the test code.
    pub async fn tries_the_address(&self) -> anyhow::Result<()> {
        let address = format!("http://{HOST}:{}", self.desk.port());
        let form = self.organiser.open("/office/address").await?.well().form("typed");
        let page = self.organiser.send(form.set("url", "typed").set("typed", &address)).await?.well();
        let test = page.text.split("/test/").nth(1).context("a test address")?;
        let token: String = test.chars().take_while(char::is_ascii_alphanumeric).collect();
        let phone = Visitor::in_the_hall(HOST, self.desk.port(), "zh-CN");
        phone.open(&format!("/test/{token}")).await?.well();
        Ok(())
    }

    /// The organiser takes a list in, and answers what the report says.
    pub async fn imports(&self, name: &str, list: &str) -> anyhow::Result<String> {
        let form = self.organiser.open("/office/exhibitors/import").await?.well().form("list");
        let look = self.organiser.send(form.pick("list", name, list.as_bytes().to_vec())).await?.well();
        let mut confirm = look.form("digest");
        confirm.fields.push(("act".to_owned(), "confirm".to_owned()));
        let mut page = self.organiser.send(confirm).await?.well();
        let mut glance = interval(std::time::Duration::from_millis(100));
        let through = timeout(PATIENCE, async {
            // Without scripts the page of a running import loads itself again.
            while page.text.contains("http-equiv=\"refresh\"") {
                glance.tick().await;
                page = self.organiser.open(page.url.path()).await?.well();
            }
            anyhow::Ok(page.words())
        });
        through.await.context("the import never ends")?
    }

    /// The code on the wall of an exhibitor's booth, read from its printed picture: the path it leads to.
    pub async fn code_at(&self, exhibitor: &str) -> anyhow::Result<String> {
        let list = self.organiser.open(&format!("/office/exhibitors?q={exhibitor}")).await?.well();
        let booth = list.link("/office/booths/");
        let (_, png) = self.organiser.fetch(&format!("{booth}/qr.png?size=print")).await?;
        let url = codes::read(&png)?;
        Ok(self.organiser.url(&url).path().to_owned())
    }

    /// The one code of a desk that stands, read from its printed picture: the path it leads to.
    pub async fn code_of_the_desk(&self) -> anyhow::Result<String> {
        let codes = self.organiser.open("/office/halls").await?.well();
        let desk = codes.link("/office/halls/");
        let (_, png) = self.organiser.fetch(&format!("{desk}/qr.png?size=print")).await?;
        let url = codes::read(&png)?;
        Ok(self.organiser.url(&url).path().to_owned())
    }

    /// The log of a day, as the organiser's programs read it.
    pub async fn log(&self, day: &str) -> anyhow::Result<Value> {
        let organiser = self.signed_in("organiser").await?;
        Ok(organiser.get(&format!("/api/v1/logs/{day}")).await?.with_status(200).json)
    }

    /// The organiser looks the day over and seals it; where something came to it meanwhile, the page comes again and is looked over anew.
    pub async fn seals(&self, day: &str) -> anyhow::Result<Page> {
        let mut page = self.organiser.open(&format!("/office/logs/{day}/seal")).await?.well();
        for _ in 0..LOOKS {
            page = self.organiser.send(page.form("upto")).await?;
            if page.status != 422 {
                break;
            }
        }
        Ok(page.well())
    }
}

/// How often a day is looked over that goes on meanwhile.
const LOOKS: usize = 20;

/// A key for something that may be done more than once in a story.
fn fresh() -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("deed-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
