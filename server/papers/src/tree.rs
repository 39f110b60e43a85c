//! The structure of a document, for readers aloud: which words are a heading, a cell, an entry.
//!
//! The parts are known before their places on pages are; so they are gathered here first, and filled while pages are drawn.

use std::num::NonZeroU16;

use krilla::tagging::{
    Identifier, ListNumbering, Node as Leaf, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};

/// A part of the structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Node(usize);

/// All parts of a document's structure.
pub(crate) struct Tree {
    nodes: Vec<(TagKind, Option<Node>, Option<String>)>,
    filled: Vec<Vec<Identifier>>,
}

/// The kinds of parts we use.
pub(crate) enum Part {
    Title,
    /// Level and words.
    Heading(u8, String),
    Paragraph,
    List,
    Entry,
    Label,
    Words,
    Table,
    Row,
    HeadCell,
    RowHead,
    Cell,
    /// With the words in its place.
    Figure(String),
}

impl Tree {
    pub(crate) fn new() -> Self {
        Self { nodes: Vec::new(), filled: Vec::new() }
    }

    /// Adds a part below another, or at the top.
    pub(crate) fn add(&mut self, part: Part, below: Option<Node>) -> Node {
        self.nodes.push((tag(part), below, None));
        self.filled.push(Vec::new());
        Node(self.nodes.len() - 1)
    }

    /// Says what language a part is in.
    pub(crate) fn speak(&mut self, node: Node, language: &str) {
        if let Some((.., spoken)) = self.nodes.get_mut(node.0)
            && !language.is_empty()
        {
            *spoken = Some(language.to_owned());
        }
    }

    /// Puts something drawn into a part.
    pub(crate) fn fill(&mut self, node: Node, drawn: Identifier) {
        if let Some(filled) = self.filled.get_mut(node.0) {
            filled.push(drawn);
        }
    }

    /// The structure, once everything is drawn. Parts of which nothing was drawn are left out.
    pub(crate) fn grow(self) -> TagTree {
        let mut groups: Vec<Option<TagGroup>> = Vec::new();
        for ((kind, _, language), filled) in self.nodes.iter().zip(self.filled) {
            let kind = kind.clone().with_lang(language.clone());
            groups.push(Some(TagGroup::with_children(kind, filled.into_iter().map(Leaf::from).collect())));
        }
        let mut tree = TagTree::new();
        let mut top = Vec::new();
        // Parts come after the part they are in, so that from the end each one is whole when it is put into its place; the
        // order within a part is turned right again below.
        for at in (0..groups.len()).rev() {
            let Some(mut group) = groups.get_mut(at).and_then(Option::take) else { continue };
            if group.children.is_empty() {
                continue;
            }
            if matches!(group.children.first(), Some(Leaf::Group(_))) {
                group.children.reverse();
            }
            match self.nodes.get(at).and_then(|(_, below, _)| *below) {
                Some(Node(parent)) => {
                    if let Some(Some(parent)) = groups.get_mut(parent) {
                        parent.children.push(Leaf::Group(group));
                    }
                }
                None => top.push(group),
            }
        }
        for group in top.into_iter().rev() {
            tree.push(group);
        }
        tree
    }
}

fn tag(part: Part) -> TagKind {
    match part {
        Part::Title => Tag::Title.into(),
        Part::Heading(level, words) => {
            Tag::Hn(NonZeroU16::new(u16::from(level.clamp(1, 3))).unwrap_or(NonZeroU16::MIN), Some(words))
                .into()
        }
        Part::Paragraph => Tag::P.into(),
        Part::List => Tag::L(ListNumbering::None).into(),
        Part::Entry => Tag::LI.into(),
        Part::Label => Tag::Lbl.into(),
        Part::Words => Tag::LBody.into(),
        Part::Table => Tag::Table.into(),
        Part::Row => Tag::TR.into(),
        Part::HeadCell => Tag::TH(TableHeaderScope::Column).into(),
        Part::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Part::Cell => Tag::TD.into(),
        Part::Figure(words) => Tag::Figure(Some(words)).into(),
    }
}
