//! The fonts every document is set in, compiled into the program: no machine's own fonts are ever looked at, so that the same
//! document has the same bytes everywhere. Made by `scripts/fonts`, under the SIL Open Font License (see `fonts/OFL.txt`).
//!
//! Text is set in a plain face, titles in a heavier one with serifs. Each is two files: the Chinese fonts have few letters of
//! other alphabets (no Turkish, no Vietnamese), so those come from a font of their own. Korean, Arabic, Hebrew and Thai are there for
//! names, in the plain face alone.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use krilla::text::Font;
use parley::{
    FontContext, LayoutContext,
    fontique::{Blob, Charmap, Collection, CollectionOptions, FontInfo, FontInfoOverride, SourceCache},
};

use crate::{PaperError, clean, measure::Face};

/// The files, each with the name it is asked for by, whatever it calls itself.
static FILES: [(&str, &[u8]); 8] = [
    (TEXT, include_bytes!("../fonts/text.otf")),
    (TEXT_LATIN, include_bytes!("../fonts/text-latin.ttf")),
    (HANGUL, include_bytes!("../fonts/hangul.otf")),
    (ARABIC, include_bytes!("../fonts/arabic.ttf")),
    (HEBREW, include_bytes!("../fonts/hebrew.ttf")),
    (THAI, include_bytes!("../fonts/thai.ttf")),
    (TITLE, include_bytes!("../fonts/title.otf")),
    (TITLE_LATIN, include_bytes!("../fonts/title-latin.ttf")),
];

const TEXT: &str = "text";
const TEXT_LATIN: &str = "text-latin";
const HANGUL: &str = "hangul";
const ARABIC: &str = "arabic";
const HEBREW: &str = "hebrew";
const THAI: &str = "thai";
const TITLE: &str = "title";
const TITLE_LATIN: &str = "title-latin";

/// How many of the files are for text.
const OF_TEXT: usize = 6;

/// The fonts, read once and shared by every document. Cheap to use from many threads.
pub struct Fonts {
    loaded: Vec<Loaded>,
    start: FontContext,
    /// Contexts that are not at work now, with what they have learnt of the fonts.
    idle: Mutex<Vec<Contexts>>,
}

struct Loaded {
    font: Font,
    blob: u64,
    charmap: Charmap<'static>,
}

/// What shaping needs and keeps from text to text.
pub(crate) struct Contexts {
    pub(crate) fonts: FontContext,
    pub(crate) layout: LayoutContext<()>,
}

impl Fonts {
    /// Reads the fonts that are part of the program; once, at the start.
    ///
    /// # Errors
    /// [`PaperError::Font`] if the program is damaged.
    pub fn built_in() -> Result<Self, PaperError> {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut start =
            FontContext { collection: Collection::new(options), source_cache: SourceCache::default() };
        let mut loaded = Vec::with_capacity(FILES.len());
        for (name, bytes) in FILES {
            loaded.push(Loaded::new(&mut start, bytes, name)?);
        }
        Ok(Self { loaded, start, idle: Mutex::new(Vec::new()) })
    }

    /// Whether a letter can be printed: what the title's fonts lack is taken from the text's, so those count.
    pub fn has(&self, letter: char) -> bool {
        self.loaded.iter().take(OF_TEXT).any(|font| font.charmap.map(letter).is_some_and(|glyph| glyph != 0))
    }

    /// The letters of a text that cannot be printed, each once: they stand as their numbers.
    pub fn lacks(&self, text: &str) -> Vec<char> {
        clean::printable(text, self).1
    }

    /// The files themselves, for whoever draws glyphs by their numbers.
    pub fn files(&self) -> [&'static [u8]; FILES.len()] {
        FILES.map(|(_, bytes)| bytes)
    }

    /// The font a shaped run refers to, and its number among the files.
    pub(crate) fn font(&self, blob: u64) -> Option<(usize, &Font)> {
        self.loaded.iter().enumerate().find(|(_, font)| font.blob == blob).map(|(at, font)| (at, &font.font))
    }

    /// Contexts to shape with; given back with [`Fonts::give_back`], so that the next document need not warm them up.
    pub(crate) fn contexts(&self) -> Contexts {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.unwrap_or_else(|| Contexts { fonts: self.start.clone(), layout: LayoutContext::new() })
    }

    pub(crate) fn give_back(&self, contexts: Contexts) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        // More documents at once than this are rare; their contexts are not worth the memory.
        if idle.len() < 4 {
            idle.push(contexts);
        }
    }
}

/// The fonts of a face, the first one that has a letter counts. Signs that both Chinese and other alphabets use, such as quotation
/// marks and dashes, are as wide as an ideograph in the Chinese fonts: they come from there only `among_squares`.
pub(crate) fn families(face: Face, among_squares: bool) -> &'static [&'static str] {
    match (face, among_squares) {
        (Face::Text, false) => &[TEXT_LATIN, TEXT, HANGUL, ARABIC, HEBREW, THAI],
        (Face::Text, true) => &[TEXT, TEXT_LATIN, HANGUL, ARABIC, HEBREW, THAI],
        (Face::Title, false) => &[TITLE_LATIN, TITLE, TEXT_LATIN, TEXT, HANGUL, ARABIC, HEBREW, THAI],
        (Face::Title, true) => &[TITLE, TITLE_LATIN, TEXT, TEXT_LATIN, HANGUL, ARABIC, HEBREW, THAI],
    }
}

impl fmt::Debug for Fonts {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Fonts").finish_non_exhaustive()
    }
}

impl Loaded {
    fn new(
        context: &mut FontContext,
        bytes: &'static [u8],
        family: &'static str,
    ) -> Result<Self, PaperError> {
        let blob = Blob::new(Arc::new(bytes));
        let id = blob.id();
        let name = FontInfoOverride { family_name: Some(family), ..FontInfoOverride::default() };
        let found = context.collection.register_fonts(blob, Some(name));
        let info: Option<&FontInfo> = found.first().and_then(|(_, fonts)| fonts.first());
        let charmap = info.and_then(|info| info.charmap_index().charmap(bytes));
        let font = Font::new(bytes.into(), 0);
        match (charmap, font) {
            (Some(charmap), Some(font)) => Ok(Self { font, blob: id, charmap }),
            _ => Err(PaperError::Font(family)),
        }
    }
}
