//! Somebody with a browser's manners and no browser: keeps cookies, follows redirects, sends forms as they stand on the page.
//!
//! What they do is what a phone does with scripts off, so whatever a visitor can do here works for everybody.

use anyhow::Context;
use reqwest::{Client, header, multipart, redirect};
use serde_json::Value;

use crate::{
    PATIENCE,
    page::{Form, Page},
};

/// A visitor at a desk.
#[derive(Debug, Clone)]
pub struct Visitor {
    base: reqwest::Url,
    client: Client,
    language: String,
    bearer: Option<String>,
}

/// An answer to a program.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Status.
    pub status: u16,
    /// The body; null when it was empty or no JSON.
    pub json: Value,
    /// The body as it came.
    pub text: String,
}

impl Answer {
    /// Fails unless the answer has this status.
    #[track_caller]
    pub fn with_status(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }
    /// The stable code of a problem.
    pub fn code(&self) -> &str {
        self.json["code"].as_str().unwrap_or_default()
    }
    /// A text member.
    #[track_caller]
    pub fn text_of(&self, pointer: &str) -> String {
        let found = self.json.pointer(pointer).and_then(Value::as_str);
        found.unwrap_or_else(|| panic!("no {pointer} in {}", self.text)).to_owned()
    }
}

impl Visitor {
    /// A visitor of the desk at this address, whose browser asks for this language.
    pub fn at(address: &str, language: &str) -> Self {
        Self::calling(address, language, Client::builder())
    }

    /// A phone in the hall: it knows the desk by a name, and a proxy on the desk's machine says from where it comes.
    pub fn in_the_hall(host: &str, port: u16, language: &str) -> Self {
        let mut headers = header::HeaderMap::new();
        headers.insert("x-forwarded-for", header::HeaderValue::from_static("10.20.30.40"));
        let here = (std::net::Ipv4Addr::LOCALHOST, port).into();
        let client = Client::builder().resolve(host, here).default_headers(headers);
        Self::calling(&format!("http://{host}:{port}"), language, client)
    }

    fn calling(address: &str, language: &str, client: reqwest::ClientBuilder) -> Self {
        let client = client
            .cookie_store(true)
            .redirect(redirect::Policy::limited(8))
            .timeout(PATIENCE)
            // Each visitor is a device of its own; none goes through a proxy of this machine.
            .no_proxy()
            .build()
            .expect("a client without TLS needs nothing");
        let base = address.parse().expect("the desk's address is one");
        Self { base, client, language: language.to_owned(), bearer: None }
    }

    /// The same person as a program that shows a token.
    #[must_use]
    pub fn bearing(mut self, token: &str) -> Self {
        self.bearer = Some(token.to_owned());
        self
    }

    /// Where a path of this desk, or an address printed with another host, is found from here.
    pub fn url(&self, path: &str) -> reqwest::Url {
        let url = self.base.join(path).expect("a path is one");
        let mut here = self.base.clone();
        here.set_path(url.path());
        here.set_query(url.query());
        here
    }

    /// Opens a page.
    pub async fn open(&self, path: &str) -> anyhow::Result<Page> {
        self.page(self.client.get(self.url(path))).await
    }

    /// Sends a form; it goes to the address in its `action`.
    pub async fn send(&self, form: Form) -> anyhow::Result<Page> {
        let mut url = self.url(&form.action);
        let request = match (form.method.as_str(), form.multipart) {
            ("get", _) => {
                url.query_pairs_mut().clear().extend_pairs(&form.fields);
                self.client.get(url)
            }
            (_, false) => self.client.post(url).form(&form.fields),
            (_, true) => {
                let mut body = multipart::Form::new();
                for (name, value) in form.fields {
                    body = body.text(name, value);
                }
                for (name, file, bytes) in form.files {
                    body = body.part(name, multipart::Part::bytes(bytes).file_name(file));
                }
                self.client.post(url).multipart(body)
            }
        };
        self.page(request).await
    }

    async fn page(&self, request: reqwest::RequestBuilder) -> anyhow::Result<Page> {
        let request = request
            .header(header::ACCEPT, "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")
            .header(header::ACCEPT_LANGUAGE, &self.language);
        let answer = request.send().await.context("the desk answers")?;
        let (url, status) = (answer.url().clone(), answer.status().as_u16());
        Ok(Page { url, status, text: answer.text().await? })
    }

    /// Bytes and kind of whatever is at a path.
    pub async fn fetch(&self, path: &str) -> anyhow::Result<(String, Vec<u8>)> {
        let answer = self.client.get(self.url(path)).send().await?.error_for_status()?;
        let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let kind = kind.unwrap_or_default().to_owned();
        Ok((kind, answer.bytes().await?.to_vec()))
    }

    /// Reads JSON.
    pub async fn get(&self, path: &str) -> anyhow::Result<Answer> {
        self.answer(self.client.get(self.url(path))).await
    }
    /// Posts JSON under a key that names this request.
    pub async fn post(&self, path: &str, key: &str, body: &Value) -> anyhow::Result<Answer> {
        let request = self.client.post(self.url(path)).header("idempotency-key", key);
        self.answer(request.json(body)).await
    }
    /// Puts JSON.
    pub async fn put(&self, path: &str, body: &Value) -> anyhow::Result<Answer> {
        self.answer(self.client.put(self.url(path)).json(body)).await
    }
    /// Deletes.
    pub async fn delete(&self, path: &str) -> anyhow::Result<Answer> {
        self.answer(self.client.delete(self.url(path))).await
    }
    /// Sends a body of any kind.
    pub async fn send_raw(&self, path: &str, kind: &str, body: reqwest::Body) -> anyhow::Result<Answer> {
        let request = self.client.post(self.url(path)).header(header::CONTENT_TYPE, kind);
        self.answer(request.body(body)).await
    }
    /// Sends files and fields as a program.
    pub async fn post_form(&self, path: &str, key: &str, form: multipart::Form) -> anyhow::Result<Answer> {
        let request = self.client.post(self.url(path)).header("idempotency-key", key);
        self.answer(request.multipart(form)).await
    }
    /// Follows a stream of events.
    pub async fn follow(&self, path: &str) -> anyhow::Result<reqwest::Response> {
        let mut request = self.client.get(self.url(path)).header(header::ACCEPT, "text/event-stream");
        if let Some(token) = &self.bearer {
            request = request.bearer_auth(token);
        }
        Ok(request.send().await?.error_for_status()?)
    }

    async fn answer(&self, request: reqwest::RequestBuilder) -> anyhow::Result<Answer> {
        let mut request = request.header(header::ACCEPT, "application/json");
        if let Some(token) = &self.bearer {
            request = request.bearer_auth(token);
        }
        let answer = request.send().await.context("the desk answers")?;
        let status = answer.status().as_u16();
        let text = answer.text().await?;
        let json = serde_json::from_str(&text).unwrap_or(Value::Null);
        Ok(Answer { status, json, text })
    }
}
