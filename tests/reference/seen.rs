//! Translates the library's results into the model's words, and the model's verdicts and settings into the library's.

use failover_core::{
    AllProvidersFailed, CircuitOpen, CircuitState, FailureKind, ItemResult, Served,
};

use super::{
    Backoff, EndReason, Failure, Growth, Jitter, Kind, Next, Open, Outcome, Own, Reason, State,
    Turn, Value, Verdict,
};

/// Converts what a value call served. `code` returns an error's number in the model.
pub fn served<E>(served: &Served<Value, E>, code: fn(&E) -> i64) -> Outcome {
    let failures = served.failures().iter();
    Outcome::Served {
        value: served.value,
        provider: served.provider.to_string(),
        attempts: served.turns().last().map_or(0, |turn| turn.attempts),
        failures: failures.map(|failed| failure(failed, code)).collect(),
    }
}

/// Converts the result of a batch call.
pub fn items<E>(result: &ItemResult<String, Value, E>, code: fn(&E) -> i64) -> Outcome {
    let reasons = |missing: failover_core::Missing<'_, String, E>| {
        let reasons = missing.reasons();
        let reasons = reasons.map(|(name, why)| (name.to_string(), reason(&why, code)));
        (missing.key.clone(), reasons.collect())
    };
    let turn = |turn: failover_core::Turn<'_, E>| Turn {
        provider: turn.provider.to_string(),
        attempts: turn.attempts,
        failure: turn.failure.map(|failed| failure(failed, code)),
    };
    let served = |(key, value, by): (&String, &Value, &str)| {
        assert_eq!(result.get(key), Some(value), "{key}");
        assert_eq!(result.provenance(key), Some(by), "{key}");
        (key.clone(), *value, by.to_string())
    };
    let failed_requests = result.failed_requests();
    Outcome::Items {
        served: result.iter().map(served).collect(),
        missing: result.missing().map(reasons).collect(),
        turns: result.turns().map(turn).collect(),
        failed_requests: failed_requests
            .map(|failed| failure(failed, code))
            .collect(),
        ended: ended(result.end_reason()).expect("a result is not refused"),
    }
}

/// Converts the error of a call that no provider served.
pub fn all_failed<E>(failed: &AllProvidersFailed<E>, code: fn(&E) -> i64) -> Outcome {
    let failures = failed.failures().iter();
    let failures: Vec<_> = failures.map(|failed| failure(failed, code)).collect();
    if let Some(ended) = ended(failed.end_reason()) {
        return Outcome::Failed { failures, ended };
    }
    assert!(failures.is_empty(), "refused, but a provider failed");
    Outcome::Refused
}

fn ended(ended: failover_core::EndReason) -> Option<EndReason> {
    match ended {
        failover_core::EndReason::Exhausted => Some(EndReason::Exhausted),
        failover_core::EndReason::Stopped => Some(EndReason::Stopped),
        failover_core::EndReason::Deadline => Some(EndReason::Deadline),
        failover_core::EndReason::Refused(_) => None,
        other => panic!("the model does not have {other:?}"),
    }
}

fn failure<E>(failure: &failover_core::Failure<E>, code: fn(&E) -> i64) -> Failure {
    let kind = match &failure.kind {
        FailureKind::Error(error) => Kind::Error(code(error)),
        FailureKind::Absent => Kind::Absent,
        FailureKind::Rejected => Kind::Rejected,
        FailureKind::TimedOut => Kind::TimedOut,
        FailureKind::CircuitOpen(open) => Kind::CircuitOpen(circuit_open(open)),
        FailureKind::WrongLength { expected, got } => Kind::WrongLength {
            expected: *expected,
            got: *got,
        },
        other => panic!("the model does not have {other}"),
    };
    Failure {
        provider: failure.provider.to_string(),
        kind,
        attempts: failure.attempts,
    }
}

/// Converts the reason why a circuit admitted no call.
pub fn circuit_open(open: &CircuitOpen) -> Open {
    match open.retry_in() {
        Some(left) => Open::For(left),
        None if open.is_probing() => Open::Probing,
        None => Open::Held,
    }
}

fn reason<E>(reason: &failover_core::Reason<'_, E>, code: fn(&E) -> i64) -> Reason {
    match reason {
        failover_core::Reason::NotReturned => Reason::NotReturned,
        failover_core::Reason::Rejected => Reason::Rejected,
        failover_core::Reason::Failed(failed) => Reason::Failed(failure(failed, code)),
        failover_core::Reason::NotReached => Reason::NotReached,
        other => panic!("the model does not have {other}"),
    }
}

/// Returns the state of each circuit, and its failures in a row.
pub fn states(breaker: &failover_core::CircuitBreaker, names: &[&str]) -> Vec<State> {
    let snapshot = breaker.snapshot();
    let state = |name: &&str| {
        let of_name = snapshot.iter().find(|circuit| circuit.name == **name);
        let state = breaker.state(name);
        let of_name = of_name.map_or((CircuitState::Unknown, 0), |seen| {
            (seen.state, seen.failures)
        });
        assert_eq!(of_name.0, state, "{name}: in the snapshot, and by name");
        match state {
            // A circuit that does not exist yet will be closed.
            CircuitState::Closed | CircuitState::Unknown => State::Closed {
                failures: of_name.1,
            },
            CircuitState::Open { retry_in } => State::Open { retry_in },
            CircuitState::HalfOpen => State::HalfOpen,
        }
    };
    names.iter().map(state).collect()
}

/// Converts a verdict.
pub fn verdict(verdict: Verdict) -> failover_core::Verdict {
    let mut same = match verdict.next {
        Next::Retry => failover_core::Verdict::RETRY,
        Next::Provider => failover_core::Verdict::NEXT,
        Next::Stop => failover_core::Verdict::STOP,
    };
    if verdict.healthy {
        same = same.healthy();
    } else if !verdict.counted {
        same = same.uncounted();
    }
    if let Some(time) = verdict.after {
        same = same.after(time);
    }
    verdict.open_for.map_or(same, |time| same.open_for(time))
}

/// Converts the settings of one provider.
pub fn own(own: Own) -> failover_core::ProviderSettings {
    let mut same = failover_core::ProviderSettings::new();
    if let Some(retries) = own.retries {
        same = same.retries(retries);
    }
    if let Some(retry_backoff) = own.retry_backoff {
        same = same.retry_backoff(backoff(retry_backoff));
    }
    if let Some(timeout) = own.timeout {
        same = same.timeout(timeout);
    }
    same
}

/// Converts a backoff.
pub fn backoff(backoff: Backoff) -> failover_core::Backoff {
    let same = match backoff.growth {
        Growth::Linear => failover_core::Backoff::linear(backoff.base),
        Growth::Exponential => failover_core::Backoff::exponential(backoff.base),
    };
    let same = same.seed(backoff.seed).jitter(match backoff.jitter {
        Jitter::Full => failover_core::Jitter::Full,
        Jitter::Equal => failover_core::Jitter::Equal,
        Jitter::None => failover_core::Jitter::None,
    });
    backoff.max.map_or(same, |max| same.max(max))
}
