//! What the engine promises, rule by rule.

mod seed;
