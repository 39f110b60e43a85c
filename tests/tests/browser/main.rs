//! Stories told through a real browser, at the size of the screen that each of its people stands before.

mod afterwards;
mod audit;
mod case;
mod closing;
mod complaint;
mod demo;
mod fee;
mod form;
mod four_eyes;
mod mediation;
mod office;
mod paper;
mod parties;
mod reports;
mod rescue;
mod roles;
mod scripts_off;
mod standing;
mod typical;
