//! Item by item: each provider is asked for what the earlier ones could not serve.

mod answer;
mod awaited;
mod blocking;
mod concurrent;
mod history;
mod index;
mod keys;
mod ledger;
mod notes;
mod provider;
mod result;

use std::hash::{BuildHasher, Hash};
use std::time::Duration;

use self::answer::Fault;
pub use self::answer::{Answer, AnswerItem, Asked};
pub use self::awaited::{Asking, Request};
pub(crate) use self::awaited::{AwaitedItems, fetch_items_awaited};
pub(crate) use self::blocking::fetch_items;
pub(crate) use self::concurrent::{Caps, Means};
use self::history::History;
pub use self::history::Reason;
pub use self::keys::Keys;
use self::ledger::{Chunk, Judgement, Ledger};
pub use self::provider::{Ask, AskAsync, AsyncItemProviders, ItemProvider, ItemProviders};
pub use self::result::{Incomplete, ItemResult, ItemsError, Missing};
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

impl<'a, K: Hash + Eq, V, E, S: BuildHasher> ItemsCall<'a, K, V, E, S> {
    fn new(rules: Rules<'a>, ledger: Ledger<K, V, S>) -> Self {
        Self {
            run: Run::new(rules),
            ledger,
            history: History::new(),
            turn: None,
            keys: (0, 0),
            last: None,
        }
    }

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
        chunk: Chunk,
        answered: Result<Option<Fault>, FailureKind<E>>,
        is_valid: &impl Validate<V>,
        classify: &impl Classify<E>,
    ) {
        let (ledger, rules) = (&mut self.ledger, self.run.rules());
        let reject = |key| self.history.reject(key);
        match judged(ledger, &rules, chunk, answered, is_valid, classify, reject) {
            Ok(()) => self.succeeded(),
            Err((kind, verdict)) => {
                self.last = Some(kind);
                self.run.failed(verdict);
            }
        }
    }

    fn succeeded(&mut self) {
        self.history.served();
        self.run.succeeded();
    }

    /// The call ends within a turn, which nobody is blamed for: what is known of it is kept.
    #[cold]
    fn abandon(&mut self) {
        self.history.abandon(self.last.take(), self.keys);
    }

    fn finish(
        mut self,
        list: &impl Names,
        ended: Ended,
    ) -> Result<ItemResult<K, V, E, S>, AllProvidersFailed<E>> {
        self.close_turn();
        if !self.history.any_served() && !self.ledger.is_empty() {
            return Err(self.history.into_error(ended));
        }
        let unreached = match ended {
            Ended::Exhausted => Vec::new(),
            Ended::Stopped | Ended::Deadline | Ended::Refused(_) => {
                self.history.cut_off();
                let unreached = self.history.len()..list.count();
                unreached.map(|provider| list.name(provider)).collect()
            }
        };
        Ok(ItemResult::new(self.ledger, self.history, unreached, ended))
    }
}

/// What came of an attempt for a chunk: its values that may be served are in the ledger, or none is. The numbers of
/// the keys whose values are rejected are told to `reject`.
fn judged<K: Hash + Eq, V, E, S: BuildHasher>(
    ledger: &mut Ledger<K, V, S>,
    rules: &Rules<'_>,
    chunk: Chunk,
    answered: Result<Option<Fault>, FailureKind<E>>,
    is_valid: &impl Validate<V>,
    classify: &impl Classify<E>,
    reject: impl FnMut(u32),
) -> Result<(), (FailureKind<E>, Verdict)> {
    let failed = match answered {
        Ok(None) => match ledger.judge(chunk, |value| is_valid.is_valid(value), reject) {
            Judgement::AllRejected => (FailureKind::Rejected, rules.verdict_on_rejected()),
            Judgement::Taken => return Ok(()),
        },
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
    ledger.discard(chunk);
    Err(failed)
}

/// Refuses providers and keys that cannot be asked for.
fn check<K: Hash + Eq, V, S: BuildHasher>(
    providers: &impl Names,
    keys: Vec<K>,
    hasher: S,
) -> Result<Ledger<K, V, S>, ConfigError> {
    check_names(providers)?;
    check_caps(providers)?;
    Ledger::new(keys, hasher)
}

fn check_caps(list: &impl Names) -> Result<(), ConfigError> {
    match (0..list.count()).find(|provider| list.max_keys(*provider) == 0) {
        Some(provider) => Err(ConfigError::ZeroMaxKeys(list.name(provider))),
        None => Ok(()),
    }
}

/// As for the cap; only those who are awaited are asked several things at once.
fn check_concurrency(list: &impl Names) -> Result<(), ConfigError> {
    match (0..list.count()).find(|provider| list.concurrency(*provider) == 0) {
        Some(provider) => Err(ConfigError::ZeroConcurrency(list.name(provider))),
        None => Ok(()),
    }
}
