//! What happened, for people to read.

use std::time::Duration;

use failover_core::{CircuitState, Failure, FailureKind, Turn};

use crate::breaker;
use crate::services::ChatError;

pub(crate) fn scene(title: &str) {
    println!("\n{title}");
}

/// What a step is about, and what it brought.
pub(crate) fn step(caption: &str, outcome: &str) {
    println!("  {caption:<55}{outcome}");
}

/// How each service's turn went, and what its circuit is doing now.
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
        // The program's own log may say what the service said; `Display` of a failure never does.
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

pub(crate) fn time(duration: Duration) -> String {
    match duration.as_millis() {
        millis @ ..1_000 => format!("{millis} ms"),
        _ => format!("{:.1} s", duration.as_secs_f64()),
    }
}

/// From billionths of a dollar.
pub(crate) fn dollars(amount: u64) -> String {
    let millionths = amount.div_ceil(1_000);
    format!("${}.{:06}", millionths / 1_000_000, millionths % 1_000_000)
}
