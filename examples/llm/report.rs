//! Prints the results.

use failover_core::{CircuitState, Failure, FailureKind, Turn};
use shared::time;

use crate::breaker;
use crate::services::ChatError;

pub(crate) fn scene(title: &str) {
    println!("\n{title}");
}

/// Prints a step and its outcome.
pub(crate) fn step(caption: &str, outcome: &str) {
    println!("  {caption:<55}{outcome}");
}

/// Prints each turn, and the state of its circuit now.
pub(crate) fn turns<'a>(turns: impl Iterator<Item = Turn<'a, ChatError>>) {
    for turn in turns {
        let how = turn.failure.map_or("answered".to_owned(), failed);
        let requests = match turn.attempts {
            0 => String::new(),
            1 => " (1 request)".to_owned(),
            many => format!(" ({many} requests)"),
        };
        let how = how + &requests;
        println!(
            "    {:<11}{how:<42}{}",
            turn.provider,
            circuit(&turn.provider)
        );
    }
}

fn failed(failure: &Failure<ChatError>) -> String {
    match &failure.kind {
        // `Display` of a failure leaves out the service's words. This program may print them.
        FailureKind::Error(error) => error.to_string(),
        FailureKind::CircuitOpen(_) => "skipped".to_owned(),
        other => other.to_string(),
    }
}

pub(crate) fn circuit(name: &str) -> String {
    match breaker().state(name) {
        CircuitState::Open {
            retry_in: Some(wait),
        } => format!("circuit open, next probe in {}", time(wait)),
        state => format!("circuit {state}"),
    }
}

/// Returns an amount in dollars, from billionths of a dollar.
pub(crate) fn dollars(amount: u64) -> String {
    let millionths = amount.div_ceil(1_000);
    format!("${}.{:06}", millionths / 1_000_000, millionths % 1_000_000)
}
