//! Driving a whole call whose providers may be under way side by side.

use std::fmt;
use std::future::Future;
use std::mem::take;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{self, Poll};
use std::time::Duration;

use super::awaited::{Opening, Unserved, drive};
use super::shapes::HedgedProviders;
use crate::breaker::Admitted;
use crate::context::Context;
use crate::judge::{Classify, Validate};
use crate::limited::{NoTimer, Wait};
use crate::list::sealed::Sealed;
use crate::list::{Names, check_names};
use crate::outcome::{AllProvidersFailed, Ended, Failure, FailureKind, Failures, Served};
use crate::provider::{AsyncProviders, CallAsync};
use crate::run::{Finish, Hedge, HedgeStep, Itinerary};
use crate::{ConfigError, Name};

/// What comes of a turn, and of the call.
pub(crate) type Outcome<T, E> = Result<Served<T, E>, AllProvidersFailed<E>>;

#[inline]
#[allow(
    clippy::manual_async_fn,
    reason = "an `async` block uses what it captured where it lies; an `async fn` holds its arguments twice"
)]
pub(crate) fn fetch_hedged<T, E>(
    context: Context<'_>,
    delay: Duration,
    is_valid: impl Validate<T>,
    classify: impl Classify<E>,
    mut providers: impl HedgedProviders<T, E>,
) -> impl Future<Output = Outcome<T, E>> {
    async move {
        let checked = check_names(&providers);
        let checked = checked.and_then(|()| check_timer(context, delay, providers.count()));
        if let Err(error) = checked {
            return Err(AllProvidersFailed::refused(error));
        }
        let hedging = Hedging::new(context, delay);
        providers.hedge(hedging, &is_valid, &classify).await
    }
}

/// Refuses a call of so many providers that there is no timer for.
pub(crate) fn check_timer(
    context: Context<'_>,
    delay: Duration,
    providers: usize,
) -> Result<(), ConfigError> {
    context.policy.check_timer(context.time)?;
    let waits = providers > 1 && !delay.is_zero();
    if waits && !context.time.timer.is_there() {
        return Err(ConfigError::NoTimer);
    }
    Ok(())
}

/// A hedged call: it says whose turn begins when, and takes what came of it. A list of providers runs the turns.
pub struct Hedging<'a, E> {
    hedge: Hedge<'a>,
    context: Context<'a>,
    /// For the turn that was started last.
    wait: Option<Wait>,
    /// By provider, as they are told.
    failures: Vec<(usize, Failure<E>)>,
    /// Whose turn comes after it was skipped: after all others.
    recalled: Option<usize>,
}

impl<E> fmt::Debug for Hedging<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hedging").finish_non_exhaustive()
    }
}

/// What has to be known of a provider while its turn holds it.
#[derive(Debug)]
pub struct Contender {
    name: Name,
    /// Attempts begun.
    tries: AtomicU32,
}

impl Contender {
    pub(crate) fn new(name: Name) -> Self {
        let tries = AtomicU32::new(0);
        Self { name, tries }
    }

    pub(crate) fn name(&self) -> Name {
        self.name
    }

    pub(crate) fn attempt_begins(&self) {
        self.tries.fetch_add(1, Ordering::Relaxed);
    }
}

impl Itinerary for [Contender] {
    fn len(&self) -> usize {
        self.len()
    }

    fn name(&self, provider: usize) -> Name {
        self[provider].name
    }
}

impl<'a, E> Hedging<'a, E> {
    /// A call that begins now.
    pub(crate) fn new(context: Context<'a>, delay: Duration) -> Self {
        Self {
            hedge: Hedge::new(context.rules(), delay),
            context,
            wait: None,
            failures: Vec::new(),
            recalled: None,
        }
    }

    /// How far the call comes. `poll_turn` polls a provider's turn, if it is under way; with a call it begins it.
    pub(crate) fn poll<T>(
        &mut self,
        contenders: &[Contender],
        context: &mut task::Context<'_>,
        mut poll_turn: impl FnMut(
            usize,
            Option<Beginning<'a>>,
            &mut task::Context<'_>,
        ) -> Poll<Outcome<T, E>>,
    ) -> Poll<Outcome<T, E>> {
        // In the order of the list, so that of two that serve now the first wins, and before any time is looked at.
        // Everybody who is under way, whoever was woken: they are few, and to know who it was would take a waker
        // for each.
        for provider in 0..self.hedge.position() {
            if let Poll::Ready(turn) = poll_turn(provider, None, context) {
                if let Some(outcome) = self.turn_ended(contenders, provider, turn) {
                    return Poll::Ready(outcome);
                }
            }
        }
        loop {
            let (provider, permit) = match self.hedge.next(contenders, || self.context.time.now()) {
                HedgeStep::Start { provider, permit } => (provider, permit),
                HedgeStep::Recalled { provider, permit } => {
                    self.failures.retain(|(of, _)| *of != provider);
                    self.recalled = Some(provider);
                    (provider, Some(permit))
                }
                HedgeStep::Skipped { provider, open } => {
                    let failure = Failure::skipped(contenders[provider].name, open);
                    self.keep(provider, failure);
                    continue;
                }
                HedgeStep::Wait(None) => return Poll::Pending,
                HedgeStep::Wait(Some(until)) => {
                    let wait = self.wait.get_or_insert_with(|| Wait::until(until));
                    match wait.poll(self.context.time, context) {
                        Poll::Pending => return Poll::Pending,
                        Poll::Ready(Ok(())) => self.hedge.waited(),
                        Poll::Ready(Err(NoTimer)) => {
                            let refused = Ended::Refused(ConfigError::NoTimer);
                            return Poll::Ready(Err(self.nobody_served(contenders, refused)));
                        }
                    }
                    continue;
                }
                HedgeStep::Finished(finish) => {
                    return Poll::Ready(Err(self.nobody_served(contenders, finish.into())));
                }
            };
            self.wait = None;
            let beginning = Beginning {
                context: self.context,
                permit,
                end: self.hedge.rules().end,
            };
            if let Poll::Ready(turn) = poll_turn(provider, Some(beginning), context) {
                if let Some(outcome) = self.turn_ended(contenders, provider, turn) {
                    return Poll::Ready(outcome);
                }
            }
        }
    }

    /// What comes of the call by a turn that is over; nothing yet if the call goes on.
    fn turn_ended<T>(
        &mut self,
        contenders: &[Contender],
        provider: usize,
        turn: Outcome<T, E>,
    ) -> Option<Outcome<T, E>> {
        let failed = match turn {
            Ok(served) => {
                let failures = self.failures(contenders, Some(provider));
                return Some(Ok(served.with_failures(failures)));
            }
            Err(failed) => failed,
        };
        let ended = failed.ended();
        if let Some(failure) = failed.into_failures().pop() {
            self.keep(provider, failure);
        }
        let over = match ended {
            Ended::Refused(_) => Some(ended),
            Ended::Stopped => self.hedge.failed(Finish::Stopped).map(Ended::from),
            Ended::Deadline => self.hedge.failed(Finish::Deadline).map(Ended::from),
            Ended::Exhausted => self.hedge.failed(Finish::Exhausted).map(Ended::from),
        };
        over.map(|ended| Err(self.nobody_served(contenders, ended)))
    }

    fn keep(&mut self, provider: usize, failure: Failure<E>) {
        let comes_before = |(of, _): &(usize, _)| *of < provider || self.recalled.is_some();
        let place = self.failures.partition_point(comes_before);
        self.failures.insert(place, (provider, failure));
    }

    fn nobody_served(&mut self, contenders: &[Contender], ended: Ended) -> AllProvidersFailed<E> {
        AllProvidersFailed::new(self.failures(contenders, None), ended)
    }

    /// Why each that was started or skipped did not serve, in the order of the list, whoever was recalled last. Who
    /// has not failed is cancelled.
    fn failures(&mut self, contenders: &[Contender], winner: Option<usize>) -> Failures<E> {
        let mut known = take(&mut self.failures).into_iter().peekable();
        let mut failures = Failures::None;
        let is_recalled = |provider: &usize| self.recalled == Some(*provider);
        let in_order = (0..self.hedge.position()).filter(|provider| !is_recalled(provider));
        for provider in in_order.chain(self.recalled) {
            if winner == Some(provider) {
                continue;
            }
            let contender = &contenders[provider];
            failures.push(match known.next_if(|(of, _)| *of == provider) {
                Some((_, failure)) => failure,
                None => {
                    let tries = contender.tries.load(Ordering::Relaxed);
                    Failure::new(contender.name, FailureKind::Cancelled, tries)
                }
            });
        }
        failures
    }
}

/// How a turn begins: let in already, and with the end of the call's deadline.
pub(crate) struct Beginning<'a> {
    pub(crate) context: Context<'a>,
    permit: Option<Admitted<'a>>,
    end: Option<Duration>,
}

impl<'a> Beginning<'a> {
    pub(crate) fn open<E>(self) -> Result<Opening<'a>, Unserved<'a, E>> {
        Opening::of_turn(self.permit, self.end)
    }
}

/// What a turn begins with.
pub(super) struct Turn<'t, V, C> {
    pub(super) contender: &'t Contender,
    pub(super) beginning: Beginning<'t>,
    pub(super) is_valid: &'t V,
    pub(super) classify: &'t C,
}

/// A provider's turn, as a call of it alone.
pub(super) fn take_turn<'t, T, E, V: Validate<T>, C: Classify<E>>(
    provider: &'t mut impl CallAsync<T, E>,
    turn: Turn<'t, V, C>,
) -> impl Future<Output = Outcome<T, E>> {
    let Turn {
        contender,
        beginning,
        is_valid,
        classify,
    } = turn;
    let context = beginning.context;
    let is_valid = |value: &T| is_valid.is_valid(value);
    let classify = |error: &E| classify.classify(error);
    let begin = move |_, _: &_| beginning.open();
    let alone = Alone {
        contender,
        provider,
    };
    drive(context, begin, is_valid, classify, alone)
}

/// The list of a turn.
struct Alone<'t, P> {
    contender: &'t Contender,
    provider: &'t mut P,
}

impl<P> Sealed for Alone<'_, P> {}

impl<P> Names for Alone<'_, P> {
    fn count(&self) -> usize {
        1
    }

    fn name(&self, _: usize) -> Name {
        self.contender.name
    }
}

impl<T, E, P: CallAsync<T, E>> AsyncProviders<T, E> for Alone<'_, P> {
    fn call(&mut self, _: usize) -> impl Future<Output = Result<T, FailureKind<E>>> {
        self.contender.attempt_begins();
        self.provider.call()
    }
}
