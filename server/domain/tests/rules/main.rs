//! The rules, given/when/then, in the field's verbs; then what must hold whatever happens.
#![cfg(test)]

mod figures;
mod line;
mod roles;
