//! The result of a call, in the words of the vectors.

use failover_core::{
    AllProvidersFailed, CircuitSnapshot, EndReason, FailureKind, ItemResult, ItemsError, Name,
    Reason, Turn,
};

use tests::reference::{self, State, seen};

use crate::harness::{Boom, Probes, Required, Value, Whole};
use crate::schema::{Answer, BreakerState, Event, Failure, Items, Kind, Outcomes, Trace};

/// The result of a call.
#[derive(Debug, PartialEq)]
pub(crate) struct Left {
    pub(crate) outcome: Outcomes,
    /// Calls and sleeps in order.
    pub(crate) actions: Vec<Event>,
    /// Skips and ends of turns in order.
    pub(crate) turns: Vec<Event>,
    pub(crate) t_end: u64,
    pub(crate) breakers: Vec<BreakerState>,
    pub(crate) unrecorded: Unrecorded,
}

/// Facts that no vector records, but on which two drivers must agree.
#[derive(Debug, PartialEq, Default)]
pub(crate) struct Unrecorded {
    /// The reason why the call ended, if the result has one.
    ended: Option<EndReason>,
    /// The complete result: each failure, and the reasons of each missing key.
    pub(crate) told: Option<reference::Outcome>,
    /// The reasons that do not match the turns.
    odd_reasons: Vec<String>,
    pub(crate) circuits: Vec<CircuitSnapshot>,
    /// The circuits of the scenario's providers.
    pub(crate) states: Vec<(String, State)>,
}

impl Left {
    /// Removes what a call that returns only values does not show.
    pub(crate) fn without_provenance(mut self) -> Self {
        match &mut self.outcome {
            Outcomes::Ok(Answer::Value { provider, .. }) => provider.clear(),
            Outcomes::Ok(Answer::Items(items)) => items.provenance.clear(),
            _ => return self,
        }
        self.turns.clear();
        self.unrecorded = Unrecorded {
            circuits: self.unrecorded.circuits,
            states: self.unrecorded.states,
            ..Unrecorded::default()
        };
        self
    }

    /// Checks that this is the recorded result.
    pub(crate) fn assert_is(&self, expected: &Trace, place: &str) {
        let is_action = |event: &&Event| matches!(event, Event::Call { .. } | Event::Sleep { .. });
        let (actions, turns) = expected.events.iter().partition::<Vec<_>, _>(is_action);
        assert_eq!(self.outcome, expected.outcome, "{place}: outcome");
        assert_eq!(
            self.actions.iter().collect::<Vec<_>>(),
            actions,
            "{place}: calls and sleeps"
        );
        assert_eq!(
            self.turns.iter().collect::<Vec<_>>(),
            turns,
            "{place}: turns"
        );
        assert_eq!(self.t_end, expected.t_end, "{place}: clock");
        assert_eq!(self.breakers, expected.breakers, "{place}: circuits");
        let odd_reasons = &self.unrecorded.odd_reasons;
        assert_eq!(odd_reasons, &[] as &[&str], "{place}: reasons");
    }
}

/// The end of a call: its outcome, its turns, and what is not recorded.
pub(crate) type Parts = (Outcomes, Vec<Event>, Unrecorded);

/// Returns the parts of a value call.
pub(crate) fn whole(result: &Whole, probes: &Probes) -> Parts {
    match result {
        Ok(served) => {
            let answer = Answer::Value {
                value: served.value,
                provider: served.provider.to_string(),
            };
            let unrecorded = Unrecorded {
                told: Some(seen::served(served, code)),
                ..Unrecorded::default()
            };
            let turns = ended(served.turns(), probes);
            (Outcomes::Ok(answer), turns, unrecorded)
        }
        Err(failed) => all_failed(failed, probes),
    }
}

/// Returns the parts of a batch call.
pub(crate) fn items(result: &Required, probes: &Probes) -> Parts {
    let (result, is_complete) = match result {
        Ok(result) => (result, true),
        Err(ItemsError::Incomplete(incomplete)) => (incomplete.result(), false),
        Err(ItemsError::Failed(failed)) => return all_failed(failed, probes),
    };
    let items = listed(result);
    let outcome = if is_complete {
        Outcomes::Ok(Answer::Items(items))
    } else {
        Outcomes::Incomplete { items }
    };
    let unrecorded = Unrecorded {
        ended: Some(result.end_reason()),
        told: Some(seen::items(result, code)),
        odd_reasons: odd_reasons(result),
        ..Unrecorded::default()
    };
    (outcome, ended(result.turns(), probes), unrecorded)
}

/// Returns the parts of a call that no provider served.
pub(crate) fn all_failed(failed: &AllProvidersFailed<Boom>, probes: &Probes) -> Parts {
    let unrecorded = Unrecorded {
        ended: Some(failed.end_reason()),
        told: Some(seen::all_failed(failed, code)),
        ..Unrecorded::default()
    };
    if let EndReason::Refused(_) = failed.end_reason() {
        assert!(
            failed.failures().is_empty(),
            "refused, but a provider failed"
        );
        return (Outcomes::BadRequest {}, Vec::new(), unrecorded);
    }
    let error = |failure: &failover_core::Failure<Boom>| Failure {
        p: failure.provider.to_string(),
        kind: kind(&failure.kind),
    };
    let errors = failed.failures().iter().map(error).collect();
    let turns = ended(failed.turns(), probes);
    (Outcomes::Failed { errors }, turns, unrecorded)
}

/// Returns the number of an error in the model.
fn code(error: &Boom) -> i64 {
    error.0
}

fn ended<'a>(turns: impl Iterator<Item = Turn<'a, Boom>>, probes: &Probes) -> Vec<Event> {
    let event = |turn: Turn<'_, Boom>| {
        let p = turn.provider.to_string();
        if turn.attempts == 0 {
            return Event::Skip { p };
        }
        let probe = probes.borrow().get(&p).is_some_and(|probe| *probe);
        Event::Done {
            p,
            ok: turn.failure.is_none(),
            attempts: turn.attempts,
            probe,
            kind: turn.failure.map(|failure| kind(&failure.kind)),
        }
    };
    turns.map(event).collect()
}

fn kind(kind: &FailureKind<Boom>) -> Kind {
    match kind {
        FailureKind::Error(Boom(code)) => Kind::Provider { code: *code },
        FailureKind::Absent => Kind::Absent,
        FailureKind::Rejected => Kind::Invalid,
        FailureKind::TimedOut => Kind::Timeout,
        FailureKind::CircuitOpen(_) => Kind::CircuitOpen,
        other => panic!("{other} is not a kind that a scenario can give"),
    }
}

fn listed(result: &ItemResult<String, Value, Boom>) -> Items {
    let mut values: Vec<_> = result
        .iter()
        .map(|(key, value, _)| (key.clone(), *value))
        .collect();
    values.sort_by(|a, b| a.0.cmp(&b.0));
    let source = |(key, _): &(String, Value)| {
        let source = result.provenance(key).unwrap_or_default();
        (key.clone(), source.to_owned())
    };
    Items {
        provenance: values.iter().map(source).collect(),
        values,
        missing: result
            .missing()
            .map(|missing| missing.key.clone())
            .collect(),
    }
}

/// Returns missing keys whose reasons are not one per turn and of that turn. There are none, unless requests are split
/// or a call ends early.
fn odd_reasons(result: &ItemResult<String, Value, Boom>) -> Vec<String> {
    let turns: Vec<_> = result.turns().collect();
    let fits = |turn: &Turn<'_, Boom>, reason: &Reason<'_, Boom>| match (turn.failure, reason) {
        (None, Reason::NotReturned | Reason::Rejected) => true,
        (Some(failure), Reason::Failed(same)) => failure == *same,
        (Some(failure), Reason::NotReturned | Reason::Rejected) => {
            failure.kind == FailureKind::Rejected
        }
        _ => false,
    };
    let is_odd = |reasons: &[(Name, Reason<'_, Boom>)]| {
        let mut pairs = turns.iter().zip(reasons);
        reasons.len() != turns.len()
            || !pairs.all(|(turn, (name, reason))| turn.provider == *name && fits(turn, reason))
    };
    let odd = result.missing().filter_map(|missing| {
        let reasons: Vec<_> = missing.reasons().collect();
        is_odd(&reasons).then(|| format!("{}: {reasons:?}, {turns:?}", missing.key))
    });
    odd.collect()
}
