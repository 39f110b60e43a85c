//! Filing cases as a program does, many at a time, and remembering what was acknowledged.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use anyhow::Context;
use reqwest::multipart;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::visitor::Visitor;

/// A case as the desk acknowledged it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// Id of the case.
    pub case: String,
    /// Number on the ticket: `A-001`.
    pub number: String,
    /// The ticket's key.
    pub key: String,
    /// What the holder shows for content, photos and withdrawal.
    pub holder: String,
}

/// A dispute as somebody with a phone would enter it.
pub fn dispute(claimant: &str) -> Value {
    json!({
        "kind": "dispute",
        "claimant": { "name": claimant, "company": "Aurora Lighting", "phone": "+86 21 5555 0100", "language": "en" },
        "respondents": [{ "described": "The stand with the red lanterns, left of the entrance" }],
        "right": { "kind": "design", "number": "ZL 2025 3 0123456.7", "title": "Lantern" },
        "item": "a lantern",
        "statement": "The lantern on their stand is ours, down to the hinge.",
        "relief": ["stop-display"],
        "asks": ["mediation"],
        "consent": { "privacy": true, "mediation": true }
    })
}

/// Files a case; an answer other than an acknowledgement is an error.
pub async fn file(visitor: &Visitor, key: &str, body: &Value) -> anyhow::Result<Filed> {
    let answer = visitor.post("/api/v1/cases", key, body).await?;
    anyhow::ensure!(answer.status == 201, "{} {}", answer.status, answer.text);
    let text = |pointer: &str| {
        let text = answer.json.pointer(pointer).and_then(Value::as_str);
        text.map(str::to_owned).with_context(|| format!("no {pointer} in {}", answer.text))
    };
    Ok(Filed {
        case: text("/case")?,
        number: text("/ticket/number")?,
        key: text("/ticket/key")?,
        holder: text("/holder_token")?,
    })
}

/// People who file one case after the other until the desk goes away, and what they were told.
#[derive(Debug, Default)]
pub struct Crowd {
    acknowledged: Mutex<Vec<Filed>>,
    count: tokio::sync::watch::Sender<usize>,
    photos: tokio::sync::watch::Sender<usize>,
    keys: AtomicU64,
}

impl Crowd {
    /// Lets so many people file, each one case after the other, until they find the desk gone.
    pub fn rush(self: &Arc<Self>, visitor: &Visitor, people: usize) -> Rush {
        let mut filing = JoinSet::new();
        for _ in 0..people {
            let (crowd, visitor) = (Arc::clone(self), visitor.clone());
            filing.spawn(async move { crowd.file_one_after_the_other(&visitor).await });
        }
        Rush { crowd: Arc::clone(self), filing }
    }

    async fn file_one_after_the_other(&self, visitor: &Visitor) -> anyhow::Result<()> {
        loop {
            match self.file_one(visitor).await {
                Ok(_) => {}
                // The line was cut: nothing was acknowledged, and nobody is there to ask again.
                Err(error) if error.downcast_ref::<reqwest::Error>().is_some() => return Ok(()),
                Err(error) => return Err(error),
            }
        }
    }

    async fn file_one(&self, visitor: &Visitor) -> anyhow::Result<Filed> {
        let n = self.keys.fetch_add(1, Ordering::Relaxed);
        let filed = file(visitor, &format!("crowd-{n}"), &dispute(&format!("Claimant {n}"))).await?;
        self.acknowledged.lock().unwrap_or_else(PoisonError::into_inner).push(filed.clone());
        self.count.send_modify(|count| *count += 1);
        Ok(filed)
    }

    async fn photograph(&self, visitor: &Visitor, photo: &[u8]) -> anyhow::Result<()> {
        loop {
            match self.file_with_photo(visitor, photo).await {
                Ok(()) => self.photos.send_modify(|count| *count += 1),
                Err(error) if error.downcast_ref::<reqwest::Error>().is_some() => return Ok(()),
                Err(error) => return Err(error),
            }
        }
    }

    async fn file_with_photo(&self, visitor: &Visitor, photo: &[u8]) -> anyhow::Result<()> {
        let filed = self.file_one(visitor).await?;
        let form = multipart::Form::new()
            .part("photo", multipart::Part::bytes(photo.to_vec()).file_name("photo.jpg"));
        let holder = visitor.clone().bearing(&filed.holder);
        let path = format!("/api/v1/tickets/{}/evidence", filed.key);
        let answer = holder.post_form(&path, &filed.number, form).await?;
        anyhow::ensure!(answer.status == 201, "{} {}", answer.status, answer.text);
        Ok(())
    }

    /// What was acknowledged so far.
    pub fn acknowledged(&self) -> Vec<Filed> {
        self.acknowledged.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// People who are filing.
#[derive(Debug)]
pub struct Rush {
    crowd: Arc<Crowd>,
    filing: JoinSet<anyhow::Result<()>>,
}

impl Rush {
    /// Waits until so many cases were acknowledged in all; a refusal is an error.
    pub async fn reaches(&mut self, count: usize) -> anyhow::Result<()> {
        let mut counted = self.crowd.count.subscribe();
        let reached = tokio::time::timeout(crate::PATIENCE, counted.wait_for(|now| *now >= count));
        tokio::select! {
            reached = reached => { reached.context("the crowd is too slow")??; }
            Some(ended) = self.filing.join_next() => {
                ended??;
                anyhow::bail!("the desk went away");
            }
        }
        Ok(())
    }

    /// Some more people join, each of whom hands in a photo with every case.
    pub fn joined_by_photographers(&mut self, visitor: &Visitor, people: usize, photo: &[u8]) {
        for _ in 0..people {
            let (crowd, visitor, photo) = (Arc::clone(&self.crowd), visitor.clone(), photo.to_vec());
            self.filing.spawn(async move { crowd.photograph(&visitor, &photo).await });
        }
    }

    /// Waits until one more photo was acknowledged.
    pub async fn has_another_photo(&mut self) -> anyhow::Result<()> {
        let mut counted = self.crowd.photos.subscribe();
        tokio::select! {
            more = tokio::time::timeout(crate::PATIENCE, counted.changed()) => more.context("no photo comes")??,
            Some(ended) = self.filing.join_next() => {
                ended??;
                anyhow::bail!("the desk went away");
            }
        }
        Ok(())
    }

    /// Waits until everybody has found the desk gone; a refusal is an error.
    pub async fn ends(mut self) -> anyhow::Result<()> {
        while let Some(ended) = self.filing.join_next().await {
            ended??;
        }
        Ok(())
    }
}

/// Fails unless every one of these cases is there, under the key and the number its holder was told.
pub async fn all_present(visitor: &Visitor, filed: &[Filed]) -> anyhow::Result<()> {
    const AT_ONCE: usize = 8;
    let mut asking = JoinSet::new();
    for share in filed.chunks(filed.len().div_ceil(AT_ONCE).max(1)) {
        let (visitor, share) = (visitor.clone(), share.to_vec());
        asking.spawn(async move {
            for filed in share {
                let answer = visitor.get(&format!("/api/v1/tickets/{}", filed.key)).await?;
                anyhow::ensure!(
                    answer.status == 200 && answer.json["number"] == *filed.number,
                    "{} was acknowledged and is lost: {} {}",
                    filed.number,
                    answer.status,
                    answer.text
                );
            }
            Ok(())
        });
    }
    while let Some(ended) = asking.join_next().await {
        ended??;
    }
    Ok(())
}
