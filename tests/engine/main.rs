//! What the engine promises, rule by rule.

mod asynchronous;
mod breaker;
mod chunks;
mod circular_causes;
mod hostile_names;
mod items;
mod limits;
mod properties;
mod seed;
mod shapes;
mod threads;
mod value;
