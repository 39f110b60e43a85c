//! A client so light that what is measured is the desk: one connection, one request after the other, prepared bytes.

use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
};

/// A connection that stays open.
pub struct Wire {
    stream: TcpStream,
    kept: Vec<u8>,
}

impl Wire {
    /// Connects.
    pub async fn to(port: u16) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, kept: Vec::with_capacity(8192) })
    }

    /// Sends a JSON body and reads the whole answer: its status.
    pub async fn post(&mut self, path: &str, token: &str, key: &str, body: &str) -> anyhow::Result<u16> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: {key}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream.write_all(request.as_bytes()).await?;
        self.answer().await
    }

    async fn answer(&mut self) -> anyhow::Result<u16> {
        self.kept.clear();
        let (head, body) = loop {
            if self.stream.read_buf(&mut self.kept).await? == 0 {
                bail!("the desk hung up");
            }
            let end = self.kept.windows(4).position(|four| four == b"\r\n\r\n");
            if let Some(end) = end {
                break (String::from_utf8_lossy(&self.kept[..end]).into_owned(), end + 4);
            }
        };
        let length = head
            .lines()
            .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
        let length: usize = length.context("an answer of known length")?;
        while self.kept.len() < body + length {
            if self.stream.read_buf(&mut self.kept).await? == 0 {
                bail!("the desk hung up");
            }
        }
        head.split(' ').nth(1).and_then(|status| status.parse().ok()).context("a status")
    }
}

/// What spells of load came to.
#[derive(Default)]
pub struct Load {
    /// How long they lasted together.
    lasted: Duration,
    /// How long each request took, sorted.
    pub took: Vec<Duration>,
}

impl Load {
    /// Requests a second.
    pub fn rate(&self) -> f64 {
        f64::from(u32::try_from(self.took.len()).unwrap_or(u32::MAX)) / self.lasted.as_secs_f64()
    }

    /// Takes in another spell.
    pub fn join(&mut self, other: Self) {
        self.lasted += other.lasted;
        self.took.extend(other.took);
        self.took.sort();
    }
}

/// Lets so many clients file one case after the other for a while.
pub async fn file_for(spell: Duration, clients: usize, port: u16, token: &str) -> anyhow::Result<Load> {
    let body = tests::filing::dispute("Li Hua").to_string();
    let (from, mut filing) = (Instant::now(), JoinSet::new());
    for client in 0..clients {
        let (body, token) = (body.clone(), token.to_owned());
        let mut wire = Wire::to(port).await?;
        filing.spawn(async move {
            let mut took = Vec::new();
            while from.elapsed() < spell {
                let (key, sent) = (format!("{port}-{clients}-{client}-{}", took.len()), Instant::now());
                let status = wire.post("/api/v1/cases", &token, &key, &body).await?;
                anyhow::ensure!(status == 201, "a case was answered with {status}");
                took.push(sent.elapsed());
            }
            Ok(took)
        });
    }
    let mut took = Vec::new();
    while let Some(ended) = filing.join_next().await {
        took.extend(ended??);
    }
    let lasted = from.elapsed();
    took.sort();
    Ok(Load { lasted, took })
}
