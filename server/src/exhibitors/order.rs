//! The order in which people count halls and booths.

/// Compares as people count: `A2` before `A10`.
pub fn natural(one: &str, other: &str) -> std::cmp::Ordering {
    parts(one).cmp(&parts(other))
}

/// The key that orders as [`natural`] does.
pub fn sort_key(text: &str) -> Vec<(u64, String)> {
    parts(text).into_iter().map(|(value, text)| (value, text.to_owned())).collect()
}

/// A text in runs of digits, by their value, and of everything else. Digits come first, as people list halls.
fn parts(text: &str) -> Vec<(u64, &str)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        let value = if digits { part.parse().unwrap_or(u64::MAX - 1) } else { u64::MAX };
        parts.push((value, if digits { "" } else { part }));
        rest = after;
    }
    parts
}
