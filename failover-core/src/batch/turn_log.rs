//! The log of a batch call's turns, and the reason why a key is missing.

use std::fmt;

use crate::event::EndReason;
use crate::name::Name;
use crate::outcome::{AllProvidersFailed, Failure, FailureKind, Failures, Turn};

/// The turns of a call, in order.
#[derive(Debug, Clone)]
pub(crate) struct TurnLog<E> {
    turns: Vec<TurnRecord<E>>,
}

/// The record of a turn, as far as it has gone.
#[derive(Debug, Clone)]
struct TurnRecord<E> {
    provider: Name,
    attempts: u32,
    /// True if a request succeeded.
    served: bool,
    /// The numbers of the keys whose values `is_valid` rejected, in ascending order.
    rejected: Vec<u32>,
    /// The requests that failed, in order, and the failed attempts that are kept.
    failed: Vec<FailedRequest<E>>,
    /// The number of the first key that was not asked for.
    asked_to: u32,
    /// The failed request that ended the turn while later ones were under way: its index in `failed`.
    ended_by: Option<u32>,
    /// Set if the call ended this turn: the numbers of the keys whose requests were dropped.
    cut_off: Option<Box<[(u32, u32)]>>,
}

#[derive(Debug, Clone)]
struct FailedRequest<E> {
    failure: Failure<E>,
    /// The numbers of its keys: the first one, and the first one after them.
    keys: (u32, u32),
    /// True for a failed attempt that was retried. It is kept for the report alone.
    is_retried: bool,
}

/// The reason why a provider did not serve a key.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason<'a, E> {
    /// The provider answered without a value for this key.
    NotReturned,
    /// The provider answered, and `is_valid` rejected the value.
    Rejected,
    /// The provider failed or was skipped.
    Failed(&'a Failure<E>),
    /// The provider was not asked for this key. A verdict or the deadline had ended the call, or the provider's circuit
    /// had opened.
    NotReached,
}

impl<E> Clone for Reason<'_, E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Reason<'_, E> {}

/// Prints the reason in a few words, never a provider's text.
impl<E> fmt::Display for Reason<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotReturned => f.write_str("not returned"),
            Self::Rejected => f.write_str("rejected"),
            Self::Failed(failure) => failure.kind.fmt(f),
            Self::NotReached => f.write_str("not reached"),
        }
    }
}

impl<E> TurnLog<E> {
    pub(crate) fn new() -> Self {
        Self { turns: Vec::new() }
    }

    /// Returns the number of turns, including skips.
    pub(crate) fn len(&self) -> usize {
        self.turns.len()
    }

    /// Begins a turn and returns its number.
    pub(crate) fn begin_turn(&mut self, provider: Name) -> u32 {
        self.turns.push(TurnRecord {
            provider,
            attempts: 0,
            served: false,
            rejected: Vec::new(),
            failed: Vec::new(),
            asked_to: 0,
            ended_by: None,
            cut_off: None,
        });
        u32::try_from(self.turns.len() - 1).unwrap_or(u32::MAX)
    }

    /// Records an attempt for the keys of these numbers.
    pub(crate) fn attempt(&mut self, keys: (u32, u32)) {
        self.attempts(keys, 1);
    }

    /// Records this many attempts for the keys of these numbers.
    pub(crate) fn attempts(&mut self, keys: (u32, u32), count: u32) {
        if let Some(turn) = self.turns.last_mut() {
            turn.attempts = turn.attempts.saturating_add(count);
            turn.asked_to = keys.1;
            // Forget the values that an earlier attempt of the same request had rejected.
            let earlier = turn.rejected.partition_point(|number| *number < keys.0);
            turn.rejected.truncate(earlier);
        }
    }

    /// Records that the value of the key of this number was rejected.
    pub(crate) fn reject(&mut self, key: u32) {
        if let Some(turn) = self.turns.last_mut() {
            turn.rejected.push(key);
        }
    }

    pub(crate) fn served(&mut self) {
        if let Some(turn) = self.turns.last_mut() {
            turn.served = true;
        }
    }

    pub(crate) fn failed(&mut self, failure: Failure<E>, keys: (u32, u32)) {
        self.push(failure, keys, false);
    }

    /// Keeps the failure of an attempt that is retried.
    pub(crate) fn attempt_failed(&mut self, failure: Failure<E>, keys: (u32, u32)) {
        self.push(failure, keys, true);
    }

    fn push(&mut self, failure: Failure<E>, keys: (u32, u32), is_retried: bool) {
        if let Some(turn) = self.turns.last_mut() {
            turn.failed.push(FailedRequest {
                failure,
                keys,
                is_retried,
            });
        }
    }

    /// Records that the last failure ended the turn, while later requests were under way.
    pub(crate) fn ends_turn(&mut self) {
        if let Some(turn) = self.turns.last_mut() {
            let last = turn.failed.len().checked_sub(1);
            turn.ended_by = last.and_then(|last| u32::try_from(last).ok());
        }
    }

    pub(crate) fn skipped(&mut self, failure: Failure<E>) {
        self.begin_turn(failure.provider);
        self.failed(failure, (0, u32::MAX));
    }

    /// Ends the call while a request for the keys of these numbers is under way. `last` is the failure of its last
    /// attempt.
    pub(crate) fn abandon(&mut self, last: Option<FailureKind<E>>, keys: (u32, u32)) {
        let Some(turn) = self.turns.last() else {
            return;
        };
        match last {
            Some(kind) => {
                let failure = Failure::new(turn.provider, kind, turn.attempts);
                self.failed(failure, keys);
            }
            None => {
                self.dropped(keys);
                self.forget_empty();
            }
        }
    }

    /// Records that the end of the call dropped a request for the keys of these numbers.
    pub(crate) fn dropped(&mut self, keys: (u32, u32)) {
        if let Some(turn) = self.turns.last_mut() {
            let mut dropped = turn.cut_off.take().unwrap_or_default().into_vec();
            dropped.push(keys);
            turn.cut_off = Some(dropped.into_boxed_slice());
        }
    }

    /// Forgets the last turn if it has neither a success nor a failure.
    pub(crate) fn forget_empty(&mut self) {
        let is_empty = |turn: &TurnRecord<E>| !turn.served && turn.failed.is_empty();
        if self.turns.last().is_some_and(is_empty) {
            self.turns.pop();
        }
    }

    /// Forgets the skip of a provider that is called after all.
    pub(crate) fn recall(&mut self, provider: Name) {
        self.turns.retain(|turn| turn.provider != provider);
    }

    /// Records that the call ended early, and with it the last turn.
    pub(crate) fn cut_off(&mut self) {
        if let Some(turn) = self.turns.last_mut() {
            turn.cut_off.get_or_insert_default();
        }
    }

    pub(crate) fn any_served(&self) -> bool {
        self.turns.iter().any(|turn| turn.served)
    }

    pub(crate) fn provider(&self, turn: u32) -> Option<Name> {
        Some(self.turns.get(turn as usize)?.provider)
    }

    pub(crate) fn into_error(self, end_reason: EndReason) -> AllProvidersFailed<E> {
        let mut failures = Failures::None;
        for turn in self.turns {
            let last = turn.failed.len().saturating_sub(1);
            for (i, request) in turn.failed.into_iter().enumerate() {
                if request.is_retried || i == last {
                    failures.push(request.failure);
                }
            }
        }
        AllProvidersFailed::new(failures, end_reason)
    }

    pub(super) fn turns(&self) -> impl Iterator<Item = Turn<'_, E>> {
        self.turns.iter().map(|turn| match turn.failure() {
            Some(failure) => Turn::failed(failure),
            None => Turn::served(turn.provider, turn.attempts),
        })
    }

    pub(super) fn failures(&self) -> impl Iterator<Item = &Failure<E>> {
        self.turns.iter().flat_map(TurnRecord::failures)
    }

    pub(super) fn failed_requests(&self) -> impl Iterator<Item = &Failure<E>> {
        let requests = self.turns.iter().flat_map(|turn| &turn.failed);
        requests.map(|request| &request.failure)
    }

    pub(super) fn map_err<F>(self, mut convert: impl FnMut(E) -> F) -> TurnLog<F> {
        let mut turn = |past: TurnRecord<E>| TurnRecord {
            provider: past.provider,
            attempts: past.attempts,
            served: past.served,
            rejected: past.rejected,
            failed: past
                .failed
                .into_iter()
                .map(|request| FailedRequest {
                    failure: request.failure.map_err(&mut convert),
                    keys: request.keys,
                    is_retried: request.is_retried,
                })
                .collect(),
            asked_to: past.asked_to,
            ended_by: past.ended_by,
            cut_off: past.cut_off,
        };
        TurnLog {
            turns: self.turns.into_iter().map(&mut turn).collect(),
        }
    }

    /// Returns the reason of each provider that had a turn, for the key of this number.
    pub(super) fn reasons(&self, key: u32) -> impl Iterator<Item = (Name, Reason<'_, E>)> {
        let reason = move |turn| (TurnRecord::provider(turn), TurnRecord::reason(turn, key));
        self.turns.iter().map(reason)
    }
}

impl<E> TurnRecord<E> {
    fn provider(&self) -> Name {
        self.provider
    }

    /// Returns the failure of the turn, if the whole turn failed.
    fn failure(&self) -> Option<&Failure<E>> {
        let last = self.failed.last().filter(|_| !self.served)?;
        Some(&last.failure)
    }

    /// Returns the failed attempts that are kept, and the failure of the turn, if the whole turn failed.
    fn failures(&self) -> impl Iterator<Item = &Failure<E>> {
        let last = self.failed.len().checked_sub(1).filter(|_| !self.served);
        let requests = self.failed.iter().enumerate();
        let reported = requests.filter(move |(i, request)| request.is_retried || last == Some(*i));
        reported.map(|(_, request)| &request.failure)
    }

    /// Returns true if the request failed because every value of its answer was rejected.
    fn was_rejected(&self, request: &FailedRequest<E>) -> bool {
        let (first, after) = request.keys;
        let place = self.rejected.partition_point(|key| *key < first);
        let has_rejected = self.rejected.get(place).is_some_and(|key| *key < after);
        has_rejected || request.failure.kind.is_rejected()
    }

    fn was_dropped(&self, key: u32) -> bool {
        let mut dropped = self.cut_off.iter().flatten();
        dropped.any(|(first, after)| (*first..*after).contains(&key))
    }

    /// Returns the reason why this turn did not serve the key of this number.
    ///
    /// | the key | reason |
    /// |---|---|
    /// | its value was rejected | rejected |
    /// | its request failed because every value was rejected | not returned: its own value was not among them |
    /// | its request failed otherwise | that failure |
    /// | its request was dropped with the call | not reached |
    /// | its request was answered | not returned |
    /// | its request was never made, because the call ended | not reached |
    /// | its request was never made, because an earlier one ended the turn | that request's failure |
    /// | its request was never made, because the circuit had changed | not reached |
    fn reason(&self, key: u32) -> Reason<'_, E> {
        if self.rejected.binary_search(&key).is_ok() {
            return Reason::Rejected;
        }
        let before = self.failed.partition_point(|request| request.keys.0 <= key);
        let requests = &self.failed[..before];
        match requests.iter().rfind(|request| !request.is_retried) {
            Some(request) if key < request.keys.1 && self.was_rejected(request) => {
                Reason::NotReturned
            }
            Some(request) if key < request.keys.1 => Reason::Failed(&request.failure),
            _ if self.was_dropped(key) => Reason::NotReached,
            _ if key < self.asked_to => Reason::NotReturned,
            // Its request was never made.
            _ if self.cut_off.is_some() => Reason::NotReached,
            before => match self
                .ended_by
                .and_then(|end_reason| self.failed.get(end_reason as usize))
            {
                Some(request) => Reason::Failed(&request.failure),
                None => match before {
                    Some(request) if request.keys.1 == self.asked_to => {
                        Reason::Failed(&request.failure)
                    }
                    _ => Reason::NotReached,
                },
            },
        }
    }
}
