//! The check code of a printed paper: a statement anybody can check with the fair's public key, and its address.
//!
//! What is signed (Ed25519) are the bytes of this text, every line ended by one line feed:
//!
//! ```text
//! fairdesk-document/1
//! fair 0198c2f0a1b27c3d8e4f5a6b7c8d9e0f
//! kind agreement
//! respondent 0
//! case 2026-017
//! version 2
//! sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
//! ```
//!
//! A paper that was printed as a form, to be filled in by hand, says so for ever: its kind is followed by `-form`.
//!
//! The digest is that of the paper's text content ([`plain`](super::plain)). The code on the paper is the address
//! `…/v/{payload}`; the payload is base64url of signature (64 bytes), digest (32 bytes) and `kind/respondent/case/version`.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use domain::{Case, ids::PartyId};
use papers::Check;
use sha2::{Digest, Sha256};

use crate::journal::{FairId, FairKey, verify_signature};

use super::{Document, Kind, coded, dossier::number_of, plain};

/// Longest payload looked at, in characters.
const LONGEST: usize = 400;
/// What follows the kind of a paper that was printed as a form.
const FORM: &str = "-form";

/// What a paper is at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Not in effect.
    Draft,
    /// In effect, or issued.
    Effective,
    /// A later version took its place, or it was lifted.
    Superseded,
}

/// What a check code says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Which paper.
    pub kind: Kind,
    /// Which respondent it is for, from 1; 0 for a paper of the whole case.
    pub respondent: usize,
    /// Number of the case, or of its ticket.
    pub number: String,
    /// Its version; of a notice and its receipt the how-manieth notice of its case, whoever the others were to.
    pub version: u32,
    /// It was printed as a form: what somebody wrote on it is not known here.
    pub form: bool,
    /// SHA-256 of its text content.
    pub digest: [u8; 32],
}

impl Statement {
    /// The statement of a document.
    pub fn of(document: &Document) -> Self {
        Self {
            kind: document.kind,
            respondent: document.respondent,
            number: document.number.clone(),
            version: document.coded,
            form: document.form,
            digest: Sha256::digest(plain(&document.paper)).into(),
        }
    }

    /// The bytes that are signed.
    pub fn text(&self, fair: FairId) -> String {
        let (fair, digest) = (HEXLOWER.encode(&fair.0), HEXLOWER.encode(&self.digest));
        let Self { respondent, number, version, .. } = self;
        format!(
            "fairdesk-document/1\nfair {fair}\nkind {}\nrespondent {respondent}\ncase {number}\nversion {version}\nsha256 {digest}\n",
            self.code()
        )
    }

    /// The kind as it is signed.
    fn code(&self) -> String {
        format!("{}{}", self.kind.code(), if self.form { FORM } else { "" })
    }

    /// The payload of its address.
    pub fn payload(&self, key: &FairKey) -> String {
        let mut bytes = key.sign(self.text(key.fair()).as_bytes()).to_vec();
        bytes.extend(self.digest);
        bytes.extend(self.name().into_bytes());
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// Reads a payload, or an address that ends with one, and checks its signature; `None` when it is not this fair's.
    pub fn check(said: &str, fair: FairId, public_key: &[u8; 32]) -> Option<Self> {
        let payload = said.trim().rsplit('/').next()?;
        if payload.len() > LONGEST {
            return None;
        }
        let bytes = BASE64URL_NOPAD.decode(payload.as_bytes()).ok()?;
        let (signature, rest) = bytes.split_first_chunk::<64>()?;
        let (digest, name) = rest.split_first_chunk::<32>()?;
        let mut parts = std::str::from_utf8(name).ok()?.split('/');
        let code = parts.next()?;
        let form = code.strip_suffix(FORM);
        let statement = Self {
            kind: Kind::from_code(form.unwrap_or(code))?,
            respondent: parts.next()?.parse().ok()?,
            number: parts.next()?.to_owned(),
            version: parts.next()?.parse().ok()?,
            form: form.is_some(),
            digest: *digest,
        };
        // Written back alike: one statement has one spelling, and nothing unsigned can ride along.
        let same = statement.name().as_bytes() == name;
        (same && verify_signature(public_key, statement.text(fair).as_bytes(), signature))
            .then_some(statement)
    }

    fn name(&self) -> String {
        format!("{}/{}/{}/{}", self.code(), self.respondent, self.number, self.version)
    }

    /// The respondent it is for, if it is for one.
    pub fn party(&self, case: &Case) -> Option<PartyId> {
        let party = self.respondent.checked_sub(1).and_then(|at| case.respondents().get(at));
        party.map(|party| party.place.id)
    }

    /// The version that stands on the sheet: of a notice and its receipt how many that respondent had been given by then. `notices` are the
    /// respondents to whom those of its case were drawn up, oldest first.
    pub fn on_paper(&self, notices: &[PartyId]) -> u32 {
        let upto = usize::try_from(self.version).ok().and_then(|count| notices.get(..count));
        let Some((own, before)) = upto.filter(|_| self.kind.is_of_notice()).and_then(<[_]>::split_last)
        else {
            return self.version;
        };
        let earlier = before.iter().filter(|party| *party == own).count();
        u32::try_from(earlier + 1).unwrap_or(u32::MAX)
    }

    /// What a paper with this statement is in its case as it stands now.
    pub fn standing(&self, case: &Case) -> Standing {
        let party = self.party(case);
        match self.kind.standing(case, party) {
            Some((version, standing)) if coded(self.kind, case, party, version) == self.version => standing,
            // Each of several stands in its own right.
            Some((count, standing)) if self.kind.is_numbered() && self.version < count => standing,
            // It was issued, and the case has gone on since.
            Some(_) | None => Standing::Superseded,
        }
    }

    /// Whether it belongs to this case.
    pub fn is_of(&self, case: &Case) -> bool {
        let ticket = case.claimant().ticket.is_some_and(|ticket| ticket.to_string() == self.number);
        number_of(case) == self.number || ticket
    }
}

/// Puts the check code on a document. `join` makes a path a whole address.
pub fn seal(document: &mut Document, key: &FairKey, join: impl FnOnce(&str) -> String, caption: Vec<String>) {
    let payload = Statement::of(document).payload(key);
    document.paper.check = Some(Check { address: join(&format!("/v/{payload}")), caption });
}
