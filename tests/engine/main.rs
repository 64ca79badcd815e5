//! What the engine promises, rule by rule.

mod chunks;
mod items;
mod properties;
mod seed;
