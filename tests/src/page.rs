//! What a visitor sees, read as far as a story needs it: forms with their fields, links, texts.
//!
//! Not a browser's parser. It reads the desk's own pages, which are well-formed, and fails loudly on what it does not know.

/// A page that was answered.
#[derive(Debug, Clone)]
pub struct Page {
    /// Where it was found, after redirects.
    pub url: reqwest::Url,
    /// Status.
    pub status: u16,
    /// Bytes of the body as they came over the wire.
    pub text: String,
}

/// A form as it stands on a page, to be filled in.
#[derive(Debug, Clone)]
pub struct Form {
    /// Where it is sent; the page's own address when the form names none.
    pub action: String,
    /// `get` or `post`.
    pub method: String,
    /// Sent as `multipart/form-data`.
    pub multipart: bool,
    /// Every field it would send as it stands.
    pub fields: Vec<(String, String)>,
    /// Files picked: field, file name, bytes.
    pub files: Vec<(String, String, Vec<u8>)>,
    /// Every name a field of this form has, sent or not.
    pub names: Vec<String>,
    /// Boxes and radio buttons, ticked or not: name and value.
    pub boxes: Vec<(String, String)>,
}

impl Form {
    /// Puts a value into a field, instead of what is in it.
    #[must_use]
    #[track_caller]
    pub fn set(mut self, name: &str, value: &str) -> Self {
        self.known(name);
        self.fields.retain(|(field, _)| field != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Adds a value to those a field has: another box ticked, another row.
    #[must_use]
    #[track_caller]
    pub fn also(mut self, name: &str, value: &str) -> Self {
        self.known(name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Ticks the first box of this name.
    #[must_use]
    #[track_caller]
    pub fn tick(self, name: &str) -> Self {
        let found = self.boxes.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        let value = found.unwrap_or_else(|| panic!("no box {name:?} among {:?}", self.boxes));
        self.also(name, &value)
    }

    /// Picks a file.
    #[must_use]
    #[track_caller]
    pub fn pick(mut self, name: &str, file: &str, bytes: Vec<u8>) -> Self {
        self.known(name);
        self.files.push((name.to_owned(), file.to_owned(), bytes));
        self
    }

    /// What a field holds.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    #[track_caller]
    fn known(&self, name: &str) {
        assert!(self.names.iter().any(|known| known == name), "no field {name:?} among {:?}", self.names);
    }
}

impl Page {
    /// Fails unless the page was answered with this status.
    #[track_caller]
    pub fn with_status(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}: {}", self.url, self.words());
        self
    }

    /// Fails unless the page is well.
    #[track_caller]
    pub fn well(self) -> Self {
        self.with_status(200)
    }

    /// Every form.
    pub fn forms(&self) -> Vec<Form> {
        let mut forms: Vec<Form> = Vec::new();
        let mut inside = false;
        let mut chosen: Option<(String, Option<String>)> = None;
        for (tag, rest) in tags(&self.text) {
            match tag.name.as_str() {
                "form" => {
                    inside = true;
                    forms.push(Form {
                        action: tag.value("action").unwrap_or(self.url.path()).to_owned(),
                        method: tag.value("method").unwrap_or("get").to_ascii_lowercase(),
                        multipart: tag.value("enctype").is_some_and(|kind| kind.starts_with("multipart")),
                        fields: Vec::new(),
                        files: Vec::new(),
                        names: Vec::new(),
                        boxes: Vec::new(),
                    });
                }
                "/form" => inside = false,
                _ if !inside => {}
                "select" => chosen = tag.value("name").map(|name| (name.to_owned(), None)),
                "option" => {
                    if let Some((_, value)) = &mut chosen
                        && (value.is_none() || tag.has("selected"))
                    {
                        *value = Some(tag.value("value").unwrap_or_default().to_owned());
                    }
                }
                "/select" => {
                    if let (Some((name, value)), Some(form)) = (chosen.take(), forms.last_mut()) {
                        form.names.push(name.clone());
                        form.fields.extend(value.map(|value| (name, value)));
                    }
                }
                "input" | "textarea" | "button" => {
                    if let Some(form) = forms.last_mut() {
                        take_field(form, &tag, rest);
                    }
                }
                _ => {}
            }
        }
        forms
    }

    /// The first form whose address or fields contain `mark`.
    #[track_caller]
    pub fn form(&self, mark: &str) -> Form {
        let forms = self.forms();
        let found = forms.iter().find(|form| form.action.contains(mark));
        let found = found.or_else(|| forms.iter().find(|form| form.names.iter().any(|name| name == mark)));
        found.cloned().unwrap_or_else(|| {
            let there: Vec<_> = forms.iter().map(|form| (&form.action, &form.names)).collect();
            panic!("no form {mark:?} on {}, only {there:?}: {}", self.url, self.words())
        })
    }

    /// Every address a link or a picture leads to.
    pub fn links(&self) -> Vec<String> {
        let tags = tags(&self.text);
        let led = tags.iter().filter_map(|(tag, _)| match tag.name.as_str() {
            "a" | "link" => tag.value("href"),
            "img" | "script" => tag.value("src"),
            _ => None,
        });
        led.map(str::to_owned).collect()
    }

    /// The first link whose address contains `mark`.
    #[track_caller]
    pub fn link(&self, mark: &str) -> String {
        let links = self.links();
        let found = links.iter().find(|link| link.contains(mark));
        found.cloned().unwrap_or_else(|| panic!("no link {mark:?} on {} among {links:?}", self.url))
    }

    /// The first value of an attribute on the page.
    pub fn attribute(&self, name: &str) -> Option<String> {
        tags(&self.text).iter().find_map(|(tag, _)| tag.value(name).map(str::to_owned))
    }

    /// What can be read on the page, without tags, white space drawn together.
    pub fn words(&self) -> String {
        let mut words = String::new();
        let mut at = 0;
        for (start, end) in spans(&self.text) {
            words.push_str(&self.text[at..start]);
            words.push(' ');
            at = end;
        }
        words.push_str(&self.text[at..]);
        unescape(&words).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn take_field(form: &mut Form, tag: &Tag, rest: &str) {
    let Some(name) = tag.value("name") else { return };
    form.names.push(name.to_owned());
    let value = tag.value("value").unwrap_or_default().to_owned();
    let kind = tag.value("type").unwrap_or_default();
    match (tag.name.as_str(), kind) {
        ("button", _) | (_, "submit" | "file" | "reset" | "image") => {}
        (_, "checkbox" | "radio") => {
            let value = tag.value("value").unwrap_or("on").to_owned();
            form.boxes.push((name.to_owned(), value.clone()));
            if tag.has("checked") {
                form.fields.push((name.to_owned(), value));
            }
        }
        ("textarea", _) => {
            let text = rest.split("</textarea").next().unwrap_or_default();
            form.fields.push((name.to_owned(), unescape(text.strip_prefix('\n').unwrap_or(text))));
        }
        _ => form.fields.push((name.to_owned(), value)),
    }
}

/// A tag with its attributes; closing tags begin with a slash.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
    fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }
}

/// Every tag, with the text that follows it.
fn tags(html: &str) -> Vec<(Tag, &str)> {
    spans(html).into_iter().map(|(start, end)| (tag(&html[start + 1..end - 1]), &html[end..])).collect()
}

/// Where tags begin and end; quotes may hold angle brackets.
fn spans(html: &str) -> Vec<(usize, usize)> {
    let bytes = html.as_bytes();
    let (mut spans, mut at) = (Vec::new(), 0);
    while let Some(start) = html[at..].find('<').map(|found| at + found) {
        if html[start..].starts_with("<!--") {
            at = html[start..].find("-->").map_or(html.len(), |found| start + found + 3);
            spans.push((start, at));
            continue;
        }
        let mut quote = None;
        let end = (start + 1..bytes.len()).find(|&at| match (quote, bytes[at]) {
            (None, b'>') => true,
            (None, b'"' | b'\'') => {
                quote = Some(bytes[at]);
                false
            }
            (Some(open), byte) if open == byte => {
                quote = None;
                false
            }
            _ => false,
        });
        let Some(end) = end else { break };
        spans.push((start, end + 1));
        at = end + 1;
    }
    spans
}

fn tag(inside: &str) -> Tag {
    let inside = inside.trim_end_matches('/').trim();
    let (name, mut rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let attribute = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (text, left) = match quote {
                Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
            };
            value = unescape(text);
            rest = left;
        }
        attributes.push((attribute, value));
    }
    Tag { name: name.to_ascii_lowercase(), attributes }
}

/// Characters written as references: the five of HTML and those by number.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let known =
            rest.find(';').filter(|end| *end <= 8).and_then(|end| Some((end, reference(&rest[1..end])?)));
        let (end, letter) = known.unwrap_or((0, '&'));
        plain.push(letter);
        rest = &rest[end + 1..];
    }
    plain + rest
}

fn reference(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> Page {
        let url = "http://desk.test/here".parse().unwrap();
        Page { url, status: 200, text: text.to_owned() }
    }

    #[test]
    fn a_form_sends_what_a_browser_would_send() {
        let page = page(
            r#"<form method="post" action="/go?a=1&amp;b=2" enctype="multipart/form-data">
            <input type="hidden" name="token" value="a&#34;b"><input name=plain>
            <input type="checkbox" name="box" value="1"><input type="radio" name="way" value="x" checked>
            <select name="hall"><option value="1">One<option value="2" selected>Two</select>
            <textarea name="text">
more &lt;b&gt;</textarea><input type="file" name="photo"><button name="do" value="send">Send</button></form>"#,
        );
        let form = page.form("/go");
        assert_eq!((form.action.as_str(), form.multipart), ("/go?a=1&b=2", true));
        let sent: Vec<_> = form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let expected = [("token", "a\"b"), ("plain", ""), ("way", "x"), ("hall", "2"), ("text", "more <b>")];
        assert_eq!(sent, expected);
        assert!(form.names.contains(&"do".to_owned()) && form.names.contains(&"photo".to_owned()));
    }

    #[test]
    fn words_are_what_can_be_read() {
        let page = page("<p title='a > b'>Two  <b>words</b> &amp; more<!-- no --></p>");
        assert_eq!(page.words(), "Two words & more");
    }
}
