//! How a list of things that have happened is written down, so that each can say its name.

/// An enum of things that have happened, internally tagged, that can say the name of each kind.
macro_rules! kinds {
    ($(#[$outer:meta])* $name:ident, tag = $tag:literal; $($(#[$doc:meta])* $variant:ident { $($(#[$fdoc:meta])* $field:ident : $type:ty),* $(,)? }),+ $(,)?) => {
        $(#[$outer])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(tag = $tag)]
        pub enum $name { $($(#[$doc])* $variant { $($(#[$fdoc])* $field: $type),* }),+ }

        impl $name {
            /// The name of the kind, as in the journal.
            pub fn kind(&self) -> &'static str {
                match self { $(Self::$variant { .. } => stringify!($variant)),+ }
            }
            /// Every kind there is.
            pub const KINDS: &'static [&'static str] = &[$(stringify!($variant)),+];
        }
    };
}
pub(crate) use kinds;
