//! The rules, given/when/then, in the field's verbs; then what must hold whatever happens.
#![cfg(test)]

mod access;
mod aftercare;
mod agreement;
mod day;
mod defence;
mod devices;
mod disclosure;
mod exhibitors;
mod figures;
mod file;
mod filing;
mod golden;
mod lawful;
mod line;
mod measure;
mod measure_steps;
mod paper;
mod procedure;
mod properties;
mod queue;
mod reading;
mod register;
mod report;
mod roles;
mod setup;
mod shifts;
mod staff;
mod steps;
mod survey;
mod talks;
mod transitions;
mod typical;
mod workload;
