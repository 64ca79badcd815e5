//! Prints the results.

use std::time::Duration;

use failover_core::{CircuitState, Failure, FailureKind, Reason, Turn};
use shared::time;

use crate::feeds::FeedError;
use crate::{BREAKER, PriceTable, SYMBOLS};

pub(crate) fn scene(title: &str) {
    println!("\n{title}");
}

/// Prints each price with its source, and each missing price with the reasons.
pub(crate) fn prices(prices: &PriceTable) {
    for symbol in SYMBOLS {
        if let (Some(price), Some(source)) = (prices.get(symbol), prices.provenance(symbol)) {
            println!("    {symbol:<6}{price:>10.2}   {source}");
        }
    }
    for missing in prices.missing() {
        let mut label = format!("{:<6}{:>10}", missing.key, "missing");
        for (names, why) in grouped(missing.reasons().map(|(name, reason)| (name, why(&reason)))) {
            println!("    {label:<16}   {names}: {why}");
            label.clear();
        }
    }
    println!();
}

/// Joins the names that have the same reason.
fn grouped<N: ToString>(reasons: impl Iterator<Item = (N, String)>) -> Vec<(String, String)> {
    let mut groups: Vec<(String, String)> = Vec::new();
    for (name, why) in reasons {
        match groups.iter_mut().find(|(_, same)| *same == why) {
            Some((names, _)) => names.extend([", ", &name.to_string()]),
            None => groups.push((name.to_string(), why)),
        }
    }
    groups
}

fn why(reason: &Reason<'_, FeedError>) -> String {
    match reason {
        Reason::Failed(failure) => failed(failure),
        Reason::Rejected => "rejected, not above 0".to_owned(),
        other => other.to_string(),
    }
}

fn failed(failure: &Failure<FeedError>) -> String {
    match &failure.kind {
        // `Display` of a failure leaves out the service's words. This program may print them.
        FailureKind::Error(error) => error.to_string(),
        FailureKind::CircuitOpen(_) => "skipped".to_owned(),
        other => other.to_string(),
    }
}

/// Prints a step and its outcome.
pub(crate) fn step(caption: &str, outcome: &str) {
    println!("  {caption:<55}{outcome}");
}

/// Prints each turn, and the state of its circuit now.
pub(crate) fn turns<'a>(turns: impl Iterator<Item = Turn<'a, FeedError>>) {
    for turn in turns {
        let how = turn.failure.map_or("answered".to_owned(), failed);
        let requests = match turn.attempts {
            0 => String::new(),
            1 => " (1 request)".to_owned(),
            many => format!(" ({many} requests)"),
        };
        let how = how + &requests;
        let circuit = circuit(&turn.provider);
        println!("    {:<11}{how:<42}{circuit}", turn.provider);
    }
}

pub(crate) fn circuit(name: &str) -> String {
    match BREAKER.state(name) {
        CircuitState::Open {
            retry_in: Some(wait),
        } => format!("circuit open, {}", next_probe(wait)),
        state => format!("circuit {state}"),
    }
}

pub(crate) fn next_probe(wait: Duration) -> String {
    format!("next probe in {}", time(wait))
}

/// Prints the time that a call took.
pub(crate) fn took(took: Duration) {
    println!("    The call took {}.", time(took));
}

pub(crate) fn error(caption: &str, error: &str) {
    println!("  {caption}");
    for line in error.lines() {
        println!("    {line}");
    }
}
