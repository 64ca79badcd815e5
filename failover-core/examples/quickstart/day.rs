//! The record of a day, from which the drawings are made.

use std::time::Duration;

use failover_core::CircuitState;

use crate::service::Symbol;

pub(crate) enum Entry {
    /// A change in the world, in a sentence.
    Scene(String),
    Call(Call),
}

/// One call of `price` or `prices`.
pub(crate) struct Call {
    pub(crate) number: usize,
    pub(crate) lanes: Vec<Lane>,
    pub(crate) circuit: Circuit,
    /// In a batch call: who served which key.
    pub(crate) grid: Option<Grid>,
}

/// One provider's turn, as a line of the timeline.
pub(crate) struct Lane {
    pub(crate) provider: &'static str,
    /// When its attempt began and how long it took, from the beginning of the call. `None` if it was skipped.
    pub(crate) span: Option<(Duration, Duration)>,
    pub(crate) outcome: Outcome,
    pub(crate) is_probe: bool,
}

pub(crate) enum Outcome {
    Served(String),
    Failed(String),
    Skipped(String),
}

/// The circuit of `primary` around a call.
pub(crate) struct Circuit {
    pub(crate) before: CircuitState,
    pub(crate) after: CircuitState,
    /// Failed turns in a row, after the call.
    pub(crate) failures: u32,
}

pub(crate) struct Grid {
    pub(crate) keys: Vec<Symbol>,
    /// For each provider, a cell for each key.
    pub(crate) rows: Vec<(&'static str, Vec<Cell>)>,
}

pub(crate) enum Cell {
    Served(f64),
    /// The reason why the provider, which was asked, did not serve the key.
    NotServed(String),
    NotAsked,
}

impl Grid {
    /// Describes a key that the first provider did not serve. `None` if it did.
    pub(crate) fn summary(&self, key: usize) -> Option<String> {
        let mut parts = Vec::new();
        for (provider, cells) in &self.rows {
            match cells.get(key)? {
                Cell::Served(_) if parts.is_empty() => return None,
                Cell::Served(price) => {
                    parts.push(format!("{provider}: ${price:.2}"));
                    return Some(parts.join(", "));
                }
                Cell::NotServed(why) => parts.push(format!("{provider}: {why}")),
                Cell::NotAsked => {}
            }
        }
        Some(format!("missing ({})", parts.join(", ")))
    }
}
