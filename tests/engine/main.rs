//! What the engine promises, rule by rule.

mod breaker;
mod chunks;
mod items;
mod properties;
mod seed;
mod threads;
