//! Item by item: each provider is asked for what the earlier ones could not serve.

mod answer;
mod history;
mod index;
mod keys;
mod ledger;
mod provider;
mod result;

use std::hash::{BuildHasher, Hash};
use std::time::Duration;

use self::answer::Fault;
pub use self::answer::{Answer, AnswerItem, Asked};
use self::history::History;
pub use self::history::Reason;
pub use self::keys::Keys;
use self::ledger::{Chunk, Judgement, Ledger};
pub use self::provider::{Ask, ItemProvider, ItemProviders};
pub use self::result::{Incomplete, ItemResult, ItemsError, Missing};
use crate::context::Context;
use crate::judge::{Classify, Validate, verdict_on};
use crate::list::{Names, check_names};
use crate::outcome::{AllProvidersFailed, Ended, Failure, FailureKind};
use crate::run::{Finish, Itinerary, Rules, Run, Step};
use crate::verdict::Verdict;
use crate::{ConfigError, Name};

/// The most keys that one call takes.
pub(crate) const MOST_KEYS: usize = (1 << 31) - 1;

/// The walk's view: providers that are asked in chunks for what is missing.
struct Plan<'a, L> {
    list: &'a L,
    missing: usize,
}

impl<L: Names> Itinerary for Plan<'_, L> {
    fn len(&self) -> usize {
        self.list.count()
    }

    fn name(&self, provider: usize) -> Name {
        self.list.name(provider)
    }

    fn requests(&self, provider: usize) -> usize {
        self.missing.div_ceil(self.list.max_keys(provider))
    }

    fn is_complete(&self) -> bool {
        self.missing == 0
    }
}

/// Drives the walk for items, blocking.
pub(crate) fn fetch_items<K, V, E, S, L>(
    context: Context<'_>,
    is_valid: &impl Validate<V>,
    classify: &impl Classify<E>,
    hasher: S,
    keys: Vec<K>,
    mut providers: L,
) -> Result<ItemResult<K, V, E, S>, AllProvidersFailed<E>>
where
    K: Hash + Eq,
    S: BuildHasher,
    L: ItemProviders<K, V, E, S>,
{
    let ledger = check_names(&providers)
        .and_then(|()| check_caps(&providers))
        .and_then(|()| Ledger::new(keys, hasher));
    let ledger = match ledger {
        Ok(ledger) => ledger,
        Err(error) => return Err(AllProvidersFailed::refused(error)),
    };
    let rules = context.rules();
    let now = || context.clock.now();
    let mut call = ItemsCall {
        run: Run::new(rules),
        ledger,
        history: History::new(),
        turn: None,
        keys: (0, 0),
        last: None,
    };
    loop {
        match call.next(&providers, now) {
            Action::Call { provider, chunk } => {
                let began = call.run.began();
                let is_late = || rules.is_late(began, now);
                let mut asked = call.ledger.ask(chunk, &is_late);
                let answered = providers.ask(provider, &mut asked);
                let answered = answered.map(|()| asked.fault());
                match call.judge(&rules, chunk, answered, is_valid, classify) {
                    Ok(()) => call.succeeded(),
                    Err((kind, verdict)) => call.failed(kind, verdict),
                }
            }
            Action::Sleep(wait) => context.sleep.sleep(wait),
            Action::Finished(finish) => return call.finish(&providers, finish),
        }
    }
}

/// What a driver of a call for items does next.
enum Action {
    /// Ask this provider for these keys.
    Call {
        provider: usize,
        chunk: Chunk,
    },
    Sleep(Duration),
    Finished(Finish),
}

/// A walk and what it leaves: values, and why the rest is missing.
struct ItemsCall<'a, K, V, E, S> {
    run: Run<'a>,
    ledger: Ledger<K, V, S>,
    history: History<E>,
    turn: Option<CurrentTurn>,
    /// The numbers of the keys of the request under way.
    keys: (u32, u32),
    /// How the last attempt of the request under way failed.
    last: Option<FailureKind<E>>,
}

#[derive(Clone, Copy)]
struct CurrentTurn {
    provider: usize,
    /// In the history.
    number: u32,
}

impl<K: Hash + Eq, V, E, S: BuildHasher> ItemsCall<'_, K, V, E, S> {
    fn next(&mut self, list: &impl Names, now: impl Fn() -> Duration) -> Action {
        loop {
            let plan = Plan {
                list,
                missing: self.ledger.missing(),
            };
            match self.run.next(&plan, &now) {
                Step::Call { provider, request } => {
                    self.enter_turn(provider, list);
                    let chunk = self.ledger.chunk(request, list.max_keys(provider));
                    self.keys = self.ledger.numbers(chunk);
                    self.history.attempt(self.keys);
                    return Action::Call { provider, chunk };
                }
                Step::Sleep(wait) => return Action::Sleep(wait),
                Step::Failed { provider, tries } => {
                    if let Some(kind) = self.last.take() {
                        let failure = Failure::new(list.name(provider), kind, tries);
                        self.history.failed(failure, self.keys);
                    }
                }
                Step::Skipped { provider, open } => {
                    self.history
                        .skipped(Failure::skipped(list.name(provider), open));
                }
                Step::Recalled { provider } => self.history.recall(list.name(provider)),
                Step::Finished(finish) => return Action::Finished(finish),
            }
        }
    }

    fn enter_turn(&mut self, provider: usize, list: &impl Names) {
        if self.turn.is_none_or(|turn| turn.provider != provider) {
            self.close_turn();
            let number = self.history.begin_turn(list.name(provider));
            self.turn = Some(CurrentTurn { provider, number });
        }
    }

    fn close_turn(&mut self) {
        if let Some(turn) = self.turn.take() {
            self.ledger.close_turn(turn.number);
        }
    }

    /// What came of an attempt: the values that may be served are entered, or nothing is.
    fn judge(
        &mut self,
        rules: &Rules<'_>,
        chunk: Chunk,
        answered: Result<Option<Fault>, FailureKind<E>>,
        is_valid: &impl Validate<V>,
        classify: &impl Classify<E>,
    ) -> Result<(), (FailureKind<E>, Verdict)> {
        let failed = match answered {
            Ok(None) => {
                let is_valid = |value: &V| is_valid.is_valid(value);
                let reject = |key| self.history.reject(key);
                return match self.ledger.judge(chunk, is_valid, reject) {
                    Judgement::AllRejected => {
                        Err((FailureKind::Rejected, rules.verdict_on_rejected()))
                    }
                    Judgement::Taken => Ok(()),
                };
            }
            Ok(Some(Fault::Late(late))) => (FailureKind::TimedOut, rules.verdict_on_late(late)),
            Ok(Some(Fault::WrongLength { expected, got })) => {
                let kind = FailureKind::WrongLength { expected, got };
                (kind, Rules::ON_WRONG_LENGTH)
            }
            Err(kind) => {
                let verdict = verdict_on(rules, classify, &kind);
                (kind, verdict)
            }
        };
        self.ledger.discard(chunk);
        Err(failed)
    }

    fn succeeded(&mut self) {
        self.history.served();
        self.run.succeeded();
    }

    fn failed(&mut self, kind: FailureKind<E>, verdict: Verdict) {
        self.last = Some(kind);
        self.run.failed(verdict);
    }

    fn finish(
        mut self,
        list: &impl Names,
        finish: Finish,
    ) -> Result<ItemResult<K, V, E, S>, AllProvidersFailed<E>> {
        self.close_turn();
        let ended = Ended::from(finish);
        if !self.history.any_served() && !self.ledger.is_empty() {
            return Err(self.history.into_error(ended));
        }
        let unreached = match finish {
            Finish::Exhausted => Vec::new(),
            Finish::Stopped | Finish::Deadline => {
                self.history.cut_off();
                let unreached = self.history.len()..list.count();
                unreached.map(|provider| list.name(provider)).collect()
            }
        };
        Ok(ItemResult::new(self.ledger, self.history, unreached, ended))
    }
}

fn check_caps(list: &impl Names) -> Result<(), ConfigError> {
    match (0..list.count()).find(|provider| list.max_keys(*provider) == 0) {
        Some(provider) => Err(ConfigError::ZeroMaxKeys(list.name(provider))),
        None => Ok(()),
    }
}
