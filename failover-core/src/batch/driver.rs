//! The state that all drivers of batch calls share: the engine, the key table and the log of turns.

use std::hash::{BuildHasher, Hash};
use std::time::Duration;

use super::answer::AnswerError;
use super::key_table::{Chunk, KeyTable};
use super::result::ItemResult;
use super::turn_log::TurnLog;
use crate::drive::{CallContext, ObservedCall};
use crate::engine::{
    Attempt, AttemptFacts, AttemptLimit, CallSettings, Classify, Engine, EngineInput, Finish,
    LimitKind, ProviderSettings, Request, Rest, Step, Validate, verdict_on_failure,
};
use crate::error::ConfigError;
use crate::event::{EndReason, ProviderKeys};
use crate::name::Name;
use crate::outcome::{AllProvidersFailed, Failure, FailureKind};
use crate::policy::Policy;
use crate::providers::{OwnRules, ProviderNames, check_max_keys, own_first};
use crate::verdict::Verdict;

/// A list of providers as the engine sees it: each provider gets the missing keys in chunks.
struct BatchInput<'a, L> {
    list: &'a L,
    missing: usize,
}

impl<L: ProviderNames> EngineInput for BatchInput<'_, L> {
    fn len(&self) -> usize {
        self.list.count()
    }

    fn name(&self, provider: usize) -> Name {
        self.list.name(provider)
    }

    fn settings(&self, provider: usize) -> Option<&ProviderSettings> {
        self.list.settings(provider)
    }

    fn requests(&self, provider: usize) -> usize {
        self.missing.div_ceil(self.list.limits(provider).max_keys)
    }

    fn is_complete(&self) -> bool {
        self.missing == 0
    }
}

/// The caller's rules for answers and errors, for code that does not know their types.
pub(super) trait Rules<K, V, E, S> {
    /// Keeps the valid values of an answer, as [`KeyTable::keep_valid`] does.
    fn keep_valid(
        &self,
        table: &mut KeyTable<K, V, S>,
        ended: &EndedAttempt<'_, V, E>,
        reject: &mut dyn FnMut(u32),
    ) -> Result<(), FailureKind<E>>;

    /// Returns the verdict on a failed attempt.
    fn verdict(
        &self,
        policy: &Policy,
        ended: &EndedAttempt<'_, V, E>,
        kind: &FailureKind<E>,
    ) -> Verdict;
}

/// An attempt that has ended, and is judged.
pub(super) struct EndedAttempt<'r, V, E> {
    pub(super) chunk: Chunk,
    pub(super) facts: AttemptFacts<'r>,
    /// The provider's own rules.
    pub(super) own: Option<&'r dyn OwnRules<V, E>>,
}

/// The caller's rules.
pub(super) struct CallRules<'c, W, C> {
    pub(super) is_valid: &'c W,
    pub(super) classify: &'c C,
}

impl<K, V, E, S, W, C> Rules<K, V, E, S> for CallRules<'_, W, C>
where
    K: Hash + Eq,
    S: BuildHasher,
    W: Validate<V, E>,
    C: Classify<E>,
{
    fn keep_valid(
        &self,
        table: &mut KeyTable<K, V, S>,
        ended: &EndedAttempt<'_, V, E>,
        reject: &mut dyn FnMut(u32),
    ) -> Result<(), FailureKind<E>> {
        let is_valid = own_first(ended.own, self.is_valid);
        let validate = |value: &V| is_valid.validate(value, ended.facts.index);
        table.keep_valid(ended.chunk, validate, reject)
    }

    fn verdict(
        &self,
        policy: &Policy,
        ended: &EndedAttempt<'_, V, E>,
        kind: &FailureKind<E>,
    ) -> Verdict {
        let classify = own_first(ended.own, self.classify);
        verdict_on_failure(policy, &classify, kind, &ended.facts)
    }
}

/// The next thing that the driver of a batch call does.
pub(super) enum BatchAction {
    /// Ask this provider for these keys.
    Attempt(Attempt, Chunk),
    Sleep(Rest),
    Finished(Finish),
}

/// The engine of a batch call, the values served so far, and the reasons why the others are missing.
pub(super) struct BatchCall<'a, K, V, E, S> {
    pub(super) engine: Engine<'a>,
    pub(super) table: KeyTable<K, V, S>,
    pub(super) log: TurnLog<E>,
    turn: Option<CurrentTurn>,
    /// The numbers of the keys of the request under way.
    keys: (u32, u32),
    /// The failure of the last attempt in the request under way.
    last: Option<FailureKind<E>>,
    pub(super) observed: Option<Box<ObservedCall<'a>>>,
}

#[derive(Clone, Copy)]
struct CurrentTurn {
    provider: usize,
    is_last_provider: bool,
    /// The turn's number in the log.
    number: u32,
}

impl<'a, K: Hash + Eq, V, E, S: BuildHasher> BatchCall<'a, K, V, E, S> {
    pub(super) fn new(context: CallContext<'a>, table: KeyTable<K, V, S>) -> Self {
        Self {
            engine: Engine::new(context.settings()),
            table,
            log: TurnLog::new(),
            turn: None,
            keys: (0, 0),
            last: None,
            observed: ObservedCall::begin(context),
        }
    }

    pub(super) fn next(
        &mut self,
        list: &impl ProviderNames,
        now: impl Fn() -> Duration,
    ) -> BatchAction {
        loop {
            let input = BatchInput {
                list,
                missing: self.table.missing(),
            };
            let step = self.engine.next(&input, &now);
            if let Some(observed) = &mut self.observed {
                observed.step(&step, &self.engine, |provider| list.name(provider));
            }
            match step {
                Step::Attempt(attempt) => {
                    let provider = attempt.provider();
                    self.enter_turn(provider, list);
                    let request = self.engine.request();
                    let chunk = self.table.chunk(request, list.limits(provider).max_keys);
                    self.keys = self.table.numbers(chunk);
                    self.keep_failed_attempt(provider, list);
                    self.log.attempt(self.keys);
                    return BatchAction::Attempt(attempt, chunk);
                }
                Step::Sleep(rest) => return BatchAction::Sleep(rest),
                Step::Failed { provider, attempts } => {
                    if let Some(kind) = self.last.take() {
                        let failure = Failure::new(list.name(provider), kind, attempts);
                        self.log.failed(failure, self.keys);
                    }
                }
                Step::Skipped { provider, open } => {
                    self.log
                        .skipped(Failure::skipped(list.name(provider), open));
                }
                Step::Recalled { provider } => self.log.recall(list.name(provider)),
                Step::Finished(finish) => return BatchAction::Finished(finish),
            }
        }
    }

    /// Keeps the failure before a retry, if the policy says so. The retry has begun.
    fn keep_failed_attempt(&mut self, provider: usize, list: &impl ProviderNames) {
        if !self.engine.settings().policy.keep_attempts {
            return;
        }
        if let Some(kind) = self.last.take() {
            let attempts = self.engine.attempts() - 1;
            let failure = Failure::new(list.name(provider), kind, attempts);
            self.log.attempt_failed(failure, self.keys);
        }
    }

    fn enter_turn(&mut self, provider: usize, list: &impl ProviderNames) {
        if self.turn.is_none_or(|turn| turn.provider != provider) {
            self.close_turn();
            let number = self.log.begin_turn(list.name(provider));
            self.turn = Some(CurrentTurn {
                provider,
                is_last_provider: list.is_last(provider),
                number,
            });
        }
    }

    fn close_turn(&mut self) {
        if let Some(turn) = self.turn.take() {
            self.table.close_turn(turn.number);
        }
    }

    /// Returns the name of the provider whose turn is under way.
    pub(super) fn provider(&self) -> Name {
        let name = self.turn.and_then(|turn| self.log.provider(turn.number));
        name.unwrap_or(Name::UNKNOWN)
    }

    /// Returns the facts about the attempt under way, the only one.
    pub(super) fn facts<'n>(&self, now: &'n dyn Fn() -> Duration) -> AttemptFacts<'n> {
        let engine = &self.engine;
        self.facts_with(engine.attempts(), engine.limit(), now)
    }

    /// Returns the facts about the attempt under way in this request, one of several.
    pub(super) fn facts_of<'n>(
        &self,
        request: &Request<'_>,
        now: &'n dyn Fn() -> Duration,
    ) -> AttemptFacts<'n> {
        self.facts_with(request.own_attempts(), request.limit(), now)
    }

    fn facts_with<'n>(
        &self,
        number: u32,
        limit: Option<AttemptLimit>,
        now: &'n dyn Fn() -> Duration,
    ) -> AttemptFacts<'n> {
        let is_last = self.turn.is_some_and(|turn| turn.is_last_provider);
        let provider = (self.engine.provider(), self.provider());
        AttemptFacts::new(provider, is_last, number, limit, now)
    }

    /// Reports an attempt: either its valid values are kept, or none of its values.
    pub(super) fn attempt_ended(
        &mut self,
        attempt: Attempt,
        ended: &EndedAttempt<'_, V, E>,
        answered: Result<Option<AnswerError>, FailureKind<E>>,
        rules: &dyn Rules<K, V, E, S>,
    ) {
        let (table, policy) = (&mut self.table, self.engine.settings().policy);
        let reject = &mut |key| self.log.reject(key);
        let judged = judge_answer(table, policy, ended, answered, rules, reject);
        if let Some(observed) = &mut self.observed {
            observed.judged(self.engine.request(), &judged);
        }
        match judged {
            Ok(()) => {
                self.last = None;
                self.log.served();
                self.engine.succeeded(attempt);
            }
            Err((kind, verdict)) => {
                self.last = Some(kind);
                self.engine.failed(attempt, verdict);
            }
        }
    }

    /// Notes that an attempt was dropped at this limit. Report afterwards that it ended with this error.
    #[cold]
    pub(super) fn expired(&mut self, limit: LimitKind) -> AnswerError {
        self.engine.expired(limit);
        AnswerError::Expired(limit)
    }

    /// Ends the call within a turn that counts as neither success nor failure, and keeps what is known of it.
    #[cold]
    pub(super) fn abandon(&mut self) {
        self.log.abandon(self.last.take(), self.keys);
    }

    /// Returns the keys that each turn served and left.
    fn provider_keys(&self) -> Vec<ProviderKeys> {
        let mut missing = self.table.missing() + self.table.served();
        let providers = (0u32..).map_while(|turn| Some((turn, self.log.provider(turn)?)));
        let keys = providers.map(|(turn, provider)| {
            let served = self.table.served_by(turn);
            missing -= served;
            ProviderKeys {
                provider,
                served,
                missing,
            }
        });
        keys.collect()
    }

    pub(super) fn finish(
        mut self,
        list: &impl ProviderNames,
        end_reason: EndReason,
    ) -> Result<ItemResult<K, V, E, S>, AllProvidersFailed<E>> {
        self.close_turn();
        if !self.log.any_served() && !self.table.is_empty() {
            if let Some(observed) = &mut self.observed {
                observed.not_served(Some(end_reason));
            }
            return Err(self.log.into_error(end_reason));
        }
        if let Some(mut observed) = self.observed.take() {
            observed.batch_finished(&self.provider_keys(), self.table.missing(), end_reason);
        }
        let unreached = match end_reason {
            EndReason::Exhausted => Vec::new(),
            EndReason::Stopped | EndReason::Deadline | EndReason::Refused(_) => {
                self.log.cut_off();
                let unreached = self.log.len()..list.count();
                unreached.map(|provider| list.name(provider)).collect()
            }
        };
        Ok(ItemResult::new(self.table, self.log, unreached, end_reason))
    }
}

/// Judges the answer to a request: either its valid values are kept in the table, or none of its values.
///
/// The number of each key whose value is rejected is passed to `reject`.
pub(super) fn judge_answer<K: Hash + Eq, V, E, S: BuildHasher>(
    table: &mut KeyTable<K, V, S>,
    policy: &Policy,
    ended: &EndedAttempt<'_, V, E>,
    answered: Result<Option<AnswerError>, FailureKind<E>>,
    rules: &dyn Rules<K, V, E, S>,
    reject: &mut dyn FnMut(u32),
) -> Result<(), (FailureKind<E>, Verdict)> {
    let judged = |kind| {
        let verdict = rules.verdict(policy, ended, &kind);
        (kind, verdict)
    };
    let failed = match answered {
        Ok(None) => match rules.keep_valid(table, ended, reject) {
            Ok(()) => return Ok(()),
            Err(kind) => judged(kind),
        },
        Ok(Some(AnswerError::Expired(limit))) => (FailureKind::TimedOut, limit.verdict(policy)),
        Ok(Some(AnswerError::WrongLength { expected, got })) => {
            let kind = FailureKind::WrongLength { expected, got };
            (kind, CallSettings::ON_WRONG_LENGTH)
        }
        Err(kind) => judged(kind),
    };
    table.discard(ended.chunk);
    Err(failed)
}

/// Checks the providers and the keys of a call, and returns the table of the keys.
pub(super) fn check<K: Hash + Eq, V, S: BuildHasher>(
    providers: &impl ProviderNames,
    keys: Vec<K>,
    hasher: S,
) -> Result<KeyTable<K, V, S>, ConfigError> {
    providers.check_names()?;
    check_max_keys(providers)?;
    KeyTable::new(keys, hasher)
}
