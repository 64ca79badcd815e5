//! What happened in each turn of a call for items, and from it the reason why a key is missing.

use std::fmt;

use crate::Name;
use crate::outcome::{AllProvidersFailed, Ended, Failure, FailureKind, Failures, Turn};

/// The turns of a call, in order.
#[derive(Debug, Clone)]
pub(crate) struct History<E> {
    turns: Vec<Past<E>>,
}

/// One turn, as far as it has gone.
#[derive(Debug, Clone)]
struct Past<E> {
    provider: Name,
    tries: u32,
    /// Whether any request was answered.
    served: bool,
    /// The numbers of the keys whose values were rejected, rising.
    rejected: Vec<u32>,
    /// The requests that failed, in order.
    failed: Vec<FailedRequest<E>>,
    /// Keys from this number on were not asked for.
    asked_to: u32,
    /// The number of the failed request that ended the turn, where later ones were under way beside it.
    ended_by: Option<u32>,
    /// Of a turn that ended as the call did: the numbers of the keys of the requests that were dropped then.
    cut_off: Option<Box<[(u32, u32)]>>,
}

#[derive(Debug, Clone)]
struct FailedRequest<E> {
    failure: Failure<E>,
    /// The numbers of its keys: from the first, to before the second.
    keys: (u32, u32),
}

/// Why a provider did not serve a key.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason<'a, E> {
    /// It answered, and this key was not in the answer.
    NotReturned,
    /// It answered, and `is_valid` rejected the value.
    Rejected,
    /// It failed, or was skipped.
    Failed(&'a Failure<E>),
    /// It was not asked for this key: the call had ended by a verdict or by its deadline, or the provider's
    /// circuit had opened meanwhile.
    NotReached,
}

impl<E> Clone for Reason<'_, E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Reason<'_, E> {}

/// The reason in a few words; never what the provider itself said.
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

impl<E> History<E> {
    pub(crate) fn new() -> Self {
        Self { turns: Vec::new() }
    }

    /// How many turns there were, skips included.
    pub(crate) fn len(&self) -> usize {
        self.turns.len()
    }

    /// Begins a turn, and gives its number.
    pub(crate) fn begin_turn(&mut self, provider: Name) -> u32 {
        self.turns.push(Past {
            provider,
            tries: 0,
            served: false,
            rejected: Vec::new(),
            failed: Vec::new(),
            asked_to: 0,
            ended_by: None,
            cut_off: None,
        });
        u32::try_from(self.turns.len() - 1).unwrap_or(u32::MAX)
    }

    /// An attempt is made for the keys of these numbers.
    pub(crate) fn attempt(&mut self, keys: (u32, u32)) {
        self.attempts(keys, 1);
    }

    /// So many attempts are made for the keys of these numbers.
    pub(crate) fn attempts(&mut self, keys: (u32, u32), count: u32) {
        if let Some(turn) = self.turns.last_mut() {
            turn.tries = turn.tries.saturating_add(count);
            turn.asked_to = keys.1;
            // What an earlier attempt of the same request left does not count any more.
            let earlier = turn.rejected.partition_point(|number| *number < keys.0);
            turn.rejected.truncate(earlier);
        }
    }

    /// Notes that the value of the key of this number was rejected.
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
        if let Some(turn) = self.turns.last_mut() {
            turn.failed.push(FailedRequest { failure, keys });
        }
    }

    /// What failed last ended the turn, whatever was under way beside it.
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

    /// The call ends with a request that came to no end, for the keys of these numbers. `last` is how its attempts
    /// failed, if they did.
    pub(crate) fn abandon(&mut self, last: Option<FailureKind<E>>, keys: (u32, u32)) {
        let Some(turn) = self.turns.last_mut() else {
            return;
        };
        match last {
            Some(kind) => {
                let failure = Failure::new(turn.provider, kind, turn.tries);
                turn.failed.push(FailedRequest { failure, keys });
            }
            None => {
                self.dropped(keys);
                self.forget_empty();
            }
        }
    }

    /// The call ends, and with it the last turn, while a request for the keys of these numbers is under way: nothing is
    /// said of it.
    pub(crate) fn dropped(&mut self, keys: (u32, u32)) {
        if let Some(turn) = self.turns.last_mut() {
            let mut dropped = turn.cut_off.take().unwrap_or_default().into_vec();
            dropped.push(keys);
            turn.cut_off = Some(dropped.into_boxed_slice());
        }
    }

    /// Forgets the last turn, if nothing came of it.
    pub(crate) fn forget_empty(&mut self) {
        let is_empty = |turn: &Past<E>| !turn.served && turn.failed.is_empty();
        if self.turns.last().is_some_and(is_empty) {
            self.turns.pop();
        }
    }

    /// A provider that was skipped is called after all.
    pub(crate) fn recall(&mut self, provider: Name) {
        self.turns.retain(|turn| turn.provider != provider);
    }

    /// The call ended before its time, and with it the last turn.
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

    pub(crate) fn into_error(self, ended: Ended) -> AllProvidersFailed<E> {
        let mut failures = Failures::None;
        let last = |turn: Past<E>| turn.failed.into_iter().next_back();
        for request in self.turns.into_iter().filter_map(last) {
            failures.push(request.failure);
        }
        AllProvidersFailed::new(failures, ended)
    }

    pub(super) fn turns(&self) -> impl Iterator<Item = Turn<'_, E>> {
        self.turns.iter().map(|turn| match turn.failure() {
            Some(failure) => Turn::failed(failure),
            None => Turn::served(turn.provider, turn.tries),
        })
    }

    pub(super) fn failures(&self) -> impl Iterator<Item = &Failure<E>> {
        self.turns.iter().filter_map(Past::failure)
    }

    pub(super) fn failed_requests(&self) -> impl Iterator<Item = &Failure<E>> {
        let requests = self.turns.iter().flat_map(|turn| &turn.failed);
        requests.map(|request| &request.failure)
    }

    pub(super) fn map_error<F>(self, mut convert: impl FnMut(E) -> F) -> History<F> {
        let mut turn = |past: Past<E>| Past {
            provider: past.provider,
            tries: past.tries,
            served: past.served,
            rejected: past.rejected,
            failed: past
                .failed
                .into_iter()
                .map(|request| FailedRequest {
                    failure: request.failure.map_error(&mut convert),
                    keys: request.keys,
                })
                .collect(),
            asked_to: past.asked_to,
            ended_by: past.ended_by,
            cut_off: past.cut_off,
        };
        History {
            turns: self.turns.into_iter().map(&mut turn).collect(),
        }
    }

    /// Why each provider that had a turn did not serve the key of this number.
    pub(super) fn reasons(&self, key: u32) -> impl Iterator<Item = (Name, Reason<'_, E>)> {
        let reason = move |turn| (Past::provider(turn), Past::reason(turn, key));
        self.turns.iter().map(reason)
    }
}

impl<E> Past<E> {
    fn provider(&self) -> Name {
        self.provider
    }

    /// Why the turn as a whole failed, if it did.
    fn failure(&self) -> Option<&Failure<E>> {
        let last = self.failed.last().filter(|_| !self.served)?;
        Some(&last.failure)
    }

    fn was_dropped(&self, key: u32) -> bool {
        let mut dropped = self.cut_off.iter().flatten();
        dropped.any(|(first, after)| (*first..*after).contains(&key))
    }

    fn reason(&self, key: u32) -> Reason<'_, E> {
        if self.rejected.binary_search(&key).is_ok() {
            return Reason::Rejected;
        }
        let before = self.failed.partition_point(|request| request.keys.0 <= key);
        match self.failed[..before].last() {
            // Of an answer whose every value was rejected, what was not in it was not returned.
            Some(request) if key < request.keys.1 && request.failure.kind.is_rejected() => {
                Reason::NotReturned
            }
            Some(request) if key < request.keys.1 => Reason::Failed(&request.failure),
            _ if self.was_dropped(key) => Reason::NotReached,
            _ if key < self.asked_to => Reason::NotReturned,
            // Not asked for any more: by a failure, or by the end of the call.
            _ if self.cut_off.is_some() => Reason::NotReached,
            before => match self
                .ended_by
                .and_then(|ended| self.failed.get(ended as usize))
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
