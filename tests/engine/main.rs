//! What the engine promises, rule by rule.

mod breaker;
mod seed;
mod threads;
