//! Codes that one person reads out to another, and the letters they are made of.

use std::{fmt, str::FromStr};

use crate::secret::{KeyHash, NotAKey, random_bytes};

/// A code of `N` letters and digits that one person reads out to another; about 4.6 bits each. So short that whoever checks it
/// must count failures and let it lapse.
#[derive(Clone, PartialEq, Eq)]
pub struct HumanCode<const N: usize>([u8; N]);

/// Opens a ticket's content to another device.
pub type HolderCode = HumanCode<6>;
/// Lets a kiosk or tablet join.
pub type JoinCode = HumanCode<7>;

/// No letter or digit that is taken for another, read or heard in a loud hall, in print or by hand.
const CLEAR_LETTERS: &[u8; 24] = b"ACDEFGHJKLMNPQRTWXY34679";

impl<const N: usize> HumanCode<N> {
    /// A new one.
    pub fn random() -> Self {
        let mut code = [0; N];
        for letter in &mut code {
            *letter = loop {
                // 240 is the largest multiple of 24 in a byte: every letter is equally likely.
                let [byte] = random_bytes();
                if byte < 240 {
                    break CLEAR_LETTERS[usize::from(byte % 24)];
                }
            };
        }
        Self(code)
    }

    /// The code as it is read out.
    pub fn reveal(&self) -> String {
        self.0.iter().copied().map(char::from).collect()
    }

    /// What may be kept to recognise the code for the short time it is valid. Salted, because the code is short.
    pub fn hash(&self, salt: &[u8]) -> KeyHash {
        KeyHash::of(&[salt, &self.0].concat())
    }
}

impl<const N: usize> FromStr for HumanCode<N> {
    type Err = NotAKey;

    /// Takes small letters, blanks, hyphens and the wide letters of Chinese keyboards.
    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let mut code = [0; N];
        let mut taken = 0;
        for letter in narrow(text).chars().filter(|c| !matches!(c, ' ' | '-')) {
            let letter = u8::try_from(letter.to_ascii_uppercase()).map_err(|_| NotAKey)?;
            if taken == code.len() || !CLEAR_LETTERS.contains(&letter) {
                return Err(NotAKey);
            }
            code[taken] = letter;
            taken += 1;
        }
        if taken == code.len() { Ok(Self(code)) } else { Err(NotAKey) }
    }
}

impl<const N: usize> fmt::Debug for HumanCode<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HumanCode(…)")
    }
}

/// Wide forms of letters, digits and blanks, as Chinese keyboards type them, in their plain form.
pub fn narrow(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    };
    text.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_survives_being_read_out_and_typed() {
        let code = HolderCode::random();
        let text = code.reveal();
        assert_eq!(text.len(), 6);
        assert_eq!(format!(" {} - {}", &text[..3], text[3..].to_lowercase()).parse(), Ok(code.clone()));
        let wide: String = text.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect();
        assert_eq!(wide.parse(), Ok(code.clone()));
        for wrong in ["", "AAAAA", "AAAAAAA", "AAAAA0", "AAAAAé"] {
            assert_eq!(wrong.parse::<HolderCode>(), Err(NotAKey), "{wrong}");
        }
        assert_eq!(JoinCode::random().reveal().len(), 7);
        assert!(JoinCode::random().reveal().parse::<HolderCode>().is_err());
        assert!(!format!("{code:?}").contains(&text));
        assert_ne!(code.hash(b"one case"), code.hash(b"another"));
    }
}
