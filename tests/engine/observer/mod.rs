//! Events and typed failures: which are sent, in which order, and when.

mod batch;
mod circuits;
mod delivery;
mod hedged;
mod on_failure;
mod value;
