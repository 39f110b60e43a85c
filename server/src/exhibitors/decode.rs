//! Bytes to text, when nobody knows the encoding.
//!
//! In order: a byte order mark, UTF-16 told by its zero bytes, UTF-8 (which text in another encoding practically never is by
//! accident), GB 18030 told by how its bytes pair, and last the Western and Turkish single-byte sets, where any byte
//! is some letter, so that the reader is told which one was assumed and may choose another.

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1254};
use serde::{Deserialize, Serialize};

use super::said::FileFault;

/// The encodings a list can be read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, little end first (Excel's "Unicode text").
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
    /// GB 18030, which holds GBK and GB 2312.
    Gb18030,
    /// Windows-1252, which holds Latin-1.
    Windows1252,
    /// Windows-1254: as 1252, with the Turkish letters.
    Windows1254,
}

impl Encoding {
    /// Every encoding, in the order a page offers them.
    pub const ALL: [Self; 6] =
        [Self::Utf8, Self::Gb18030, Self::Windows1252, Self::Windows1254, Self::Utf16Le, Self::Utf16Be];

    /// The name as people know it, and as a form sends it back.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Gb18030 => "GB18030",
            Self::Windows1252 => "Windows-1252",
            Self::Windows1254 => "Windows-1254",
        }
    }

    /// The encoding of that [`name`](Self::name).
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|encoding| encoding.name().eq_ignore_ascii_case(name))
    }

    fn tables(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Gb18030 => GB18030,
            Self::Windows1252 => WINDOWS_1252,
            Self::Windows1254 => WINDOWS_1254,
        }
    }

    /// The text, without a byte order mark of this encoding. `None` when bytes mean nothing in it.
    fn exactly(self, bytes: &[u8]) -> Option<String> {
        let (text, faulty) = self.tables().decode_with_bom_removal(bytes);
        (!faulty).then(|| text.into_owned())
    }

    /// The text, with a mark for each run of bytes that means nothing.
    fn anyhow(self, bytes: &[u8]) -> String {
        self.tables().decode_with_bom_removal(bytes).0.into_owned()
    }
}

impl std::fmt::Display for Encoding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// A file as text.
#[derive(Debug)]
pub(super) struct Decoded {
    /// The text.
    pub(super) text: String,
    /// What it was read as.
    pub(super) encoding: Encoding,
    /// Nothing in the bytes proves the encoding.
    pub(super) assumed: bool,
    /// Places where bytes meant nothing and a mark stands instead.
    pub(super) bad: usize,
}

impl Decoded {
    fn new(text: String, encoding: Encoding, assumed: bool) -> Self {
        let bad = text.matches(char::REPLACEMENT_CHARACTER).count();
        Self { text, encoding, assumed, bad }
    }
}

/// Turns a file into text; `chosen` overrules what the bytes say.
///
/// # Errors
/// [`FileFault`] for what is no text at all.
pub(super) fn decode(bytes: &[u8], chosen: Option<Encoding>) -> Result<Decoded, FileFault> {
    refuse_known_formats(bytes)?;
    let decoded = match chosen {
        Some(encoding) => Decoded::new(encoding.anyhow(bytes), encoding, false),
        None => guess(bytes),
    };
    if looks_binary(&decoded.text) {
        return Err(FileFault::NotAList { looks_like: "binary".to_owned() });
    }
    Ok(decoded)
}

/// Names what people upload by mistake. A workbook never gets here.
fn refuse_known_formats(bytes: &[u8]) -> Result<(), FileFault> {
    const KNOWN: [(&[u8], &str); 10] = [
        (b"%PDF", "PDF"),
        (b"\x89PNG", "PNG"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"GIF8", "GIF"),
        (b"RIFF", "RIFF"),
        (b"\x1f\x8b", "gzip"),
        (b"7z\xbc\xaf", "7-Zip"),
        (b"Rar!", "RAR"),
        (b"\x7fELF", "ELF"),
        (b"\xff\xfe\0\0", "UTF-32"),
    ];
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Err(FileFault::OldWorkbook {});
    }
    let start = bytes.trim_ascii_start();
    if start.get(..9).is_some_and(|s| s.eq_ignore_ascii_case(b"<!doctype"))
        || start.starts_with(b"<html")
        || start.starts_with(b"<?xml")
    {
        return Err(FileFault::NotAList { looks_like: "HTML".to_owned() });
    }
    match KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        Some((_, name)) => Err(FileFault::NotAList { looks_like: (*name).to_owned() }),
        None => Ok(()),
    }
}

fn guess(bytes: &[u8]) -> Decoded {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        let encoding =
            Encoding::ALL.into_iter().find(|known| known.tables() == encoding).unwrap_or(Encoding::Utf8);
        return Decoded::new(encoding.anyhow(bytes), encoding, false);
    }
    if let Some((text, encoding)) = utf16_without_mark(bytes) {
        return Decoded::new(text, encoding, true);
    }
    if let Some(text) = Encoding::Utf8.exactly(bytes) {
        return Decoded::new(text, Encoding::Utf8, false);
    }
    if is_damaged_utf8(bytes) {
        return Decoded::new(Encoding::Utf8.anyhow(bytes), Encoding::Utf8, false);
    }
    if pairs_like_chinese(bytes) {
        return Decoded::new(Encoding::Gb18030.anyhow(bytes), Encoding::Gb18030, true);
    }
    let encoding = if has_turkish_bytes(bytes) { Encoding::Windows1254 } else { Encoding::Windows1252 };
    Decoded::new(encoding.anyhow(bytes), encoding, true)
}

/// UTF-16 that forgot its mark: zero bytes on one side only, and separators and line ends once decoded. A stray zero byte in
/// other text fails that, because its neighbours then decode to something without line ends.
fn utf16_without_mark(bytes: &[u8]) -> Option<(String, Encoding)> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |side: usize| bytes.iter().skip(side).step_by(2).filter(|&&b| b == 0).count();
    let encoding = match (zeros(0), zeros(1)) {
        (0, some) if some * 50 > bytes.len() / 2 => Encoding::Utf16Le,
        (some, 0) if some * 50 > bytes.len() / 2 => Encoding::Utf16Be,
        _ => return None,
    };
    let text = encoding.exactly(bytes)?;
    (text.contains(['\n', '\r']) && text.contains([',', ';', '\t'])).then_some((text, encoding))
}

/// Mostly good UTF-8 with a few bytes spoilt, as when a field was cut at a number of bytes.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 20 * bad
}

/// In Chinese text nearly every byte over 0x80 pairs with another one over 0xA0, and the first bytes lie where the common
/// characters and marks are. In Western text such bytes stand alone between plain letters.
fn pairs_like_chinese(bytes: &[u8]) -> bool {
    let (mut common, mut other) = (0_usize, 0_usize);
    let mut rest = bytes.iter().copied().peekable();
    while let Some(lead) = rest.next() {
        if lead < 0x80 {
            continue;
        }
        match (lead, rest.peek()) {
            (0xa1..=0xa3 | 0xb0..=0xf7, Some(0xa1..=0xfe)) => common += 1,
            _ => other += 1,
        }
        if rest.peek().is_some_and(|&trail| trail >= 0x40) {
            rest.next();
        }
    }
    common > 0 && common >= 4 * other
}

/// The bytes in which Windows-1254 differs from 1252: Ğ İ Ş ğ ı ş, there the rare letters of Icelandic. One kind of them alone
/// proves little (`ý` is Czech and Icelandic), two kinds do.
fn has_turkish_bytes(bytes: &[u8]) -> bool {
    let kinds = [0xd0_u8, 0xdd, 0xde, 0xf0, 0xfd, 0xfe].iter().filter(|kind| bytes.contains(kind)).count();
    kinds >= 2 || bytes.contains(&0xdd)
}

/// Control characters have no place in a list: a few are strays that cleaning removes, many mean that this is no text.
fn looks_binary(text: &str) -> bool {
    let (mut all, mut control) = (0_usize, 0_usize);
    for c in text.chars() {
        all += 1;
        control += usize::from(c == char::REPLACEMENT_CHARACTER || (c.is_control() && !c.is_whitespace()));
    }
    control > 4 && control * 20 > all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(bytes: &[u8]) -> (String, Encoding, bool) {
        let decoded = decode(bytes, None).unwrap();
        (decoded.text, decoded.encoding, decoded.assumed)
    }

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
            .collect()
    }

    #[test]
    fn marks_decide() {
        let text = "公司名称,展位\n灯饰,A1\n";
        assert_eq!(taken(format!("\u{feff}{text}").as_bytes()), (text.into(), Encoding::Utf8, false));
        assert_eq!(taken(&utf16(&format!("\u{feff}{text}"), true)), (text.into(), Encoding::Utf16Le, false));
        assert_eq!(taken(&utf16(&format!("\u{feff}{text}"), false)), (text.into(), Encoding::Utf16Be, false));
    }

    #[test]
    fn without_a_mark_the_bytes_tell() {
        let text = "公司名称,展位\n佛山灯饰有限公司,A1\n";
        assert_eq!(taken(text.as_bytes()), (text.into(), Encoding::Utf8, false));
        assert_eq!(taken(&utf16(text, true)), (text.into(), Encoding::Utf16Le, true));
        assert_eq!(taken(&utf16(text, false)), (text.into(), Encoding::Utf16Be, true));
        assert_eq!(taken(&GB18030.encode(text).0), (text.into(), Encoding::Gb18030, true));
    }

    #[test]
    fn western_and_turkish_are_not_taken_for_chinese() {
        let western = "Firma;Stand\nMöbel Müller & Söhne;A1\nÉtablissements Français;B2\n";
        assert_eq!(taken(&WINDOWS_1252.encode(western).0), (western.into(), Encoding::Windows1252, true));
        let turkish = "Firma;Stand\nDİŞ TİCARET LTD. ŞTİ.;A1\nağaç ışık;B2\n";
        assert_eq!(taken(&WINDOWS_1254.encode(turkish).0), (turkish.into(), Encoding::Windows1254, true));
    }

    #[test]
    fn a_few_spoilt_bytes_do_not_change_the_encoding() {
        let mut bytes = "名称,展位\n".repeat(20).into_bytes();
        bytes.extend(b"\xe5\x8c,A1\n");
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!((decoded.encoding, decoded.bad), (Encoding::Utf8, 1));
        assert_eq!(decode(b"a,b\nx\0y,z\n", None).unwrap().encoding, Encoding::Utf8);
    }

    #[test]
    fn the_chosen_encoding_overrules() {
        let decoded = decode(&[b'a', 0xfd], Some(Encoding::Windows1254)).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.assumed), ("aı", false));
        assert_eq!(Encoding::from_name("gb18030"), Some(Encoding::Gb18030));
    }

    #[test]
    fn what_is_no_list_is_named() {
        let fault = |bytes: &[u8]| decode(bytes, None).unwrap_err();
        assert_eq!(fault(b"%PDF-1.7 ..."), FileFault::NotAList { looks_like: "PDF".into() });
        assert_eq!(fault(b"<!DOCTYPE html><p>"), FileFault::NotAList { looks_like: "HTML".into() });
        assert_eq!(fault(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...."), FileFault::OldWorkbook {});
        let junk: Vec<u8> =
            (0..4000_u32).map(|i| u8::try_from(i.wrapping_mul(2_654_435_761) >> 24).unwrap()).collect();
        assert!(matches!(fault(&junk), FileFault::NotAList { .. }));
    }
}
