//! The parts of an async batch call: its attempts, and the waits between them.

use std::fmt;
use std::future::Future;
use std::hash::{BuildHasher, Hash};
use std::pin::Pin;
use std::task::{self, Poll, ready};

use super::answer::{Answer, AnswerError, AnswerSink, AttemptOutput};
use super::concurrent::{ConcurrentChunks, KeptAttempts};
use super::driver::{BatchAction, BatchCall, CallRules, EndedAttempt, check};
use super::key_table::Chunk;
use super::result::ItemResult;
use crate::drive::{
    Aborted, AttemptOutcome, CallContext, CallTimer, NoTimer, Pause, Scopes, WithTimeout,
};
use crate::engine::{Attempt, AttemptContext, AttemptFacts, AttemptLimit, Classify, Validate};
use crate::error::ConfigError;
use crate::event::EndReason;
use crate::outcome::{AllProvidersFailed, FailureKind};
use crate::providers::{OwnRules, ProviderNames, RequestLimits, check_concurrency};
use crate::time::TimeSources;

/// Makes an async batch call: awaits attempts and waits until the call is over. Evaluates to the call's outcome.
///
/// `$begun` is the [`AsyncBatchCall`]. `$asked` makes the attempt `$attempt`, an [`AsyncAttempt`], at the provider with the
/// index `$provider`, and evaluates to `Err(NoTimer)` if it has to be waited for and there is no timer.
#[doc(hidden)]
#[macro_export]
macro_rules! __drive_items {
    (
        $begun:expr, $names:expr, |$provider:ident, $attempt:ident| $asked:expr,
        $is_valid:expr, $classify:expr $(,)?
    ) => {
        'call: {
            let mut __call = match $begun {
                ::core::result::Result::Ok(__call) => __call,
                ::core::result::Result::Err(__failed) => {
                    break 'call ::core::result::Result::Err(__failed);
                }
            };
            let __end_reason = loop {
                let __begun = $crate::__private::AsyncBatchCall::next(&mut __call, $names).await;
                let __begun = match __begun {
                    ::core::result::Result::Ok(__begun) => __begun,
                    ::core::result::Result::Err(__end_reason) => break __end_reason,
                };
                let $provider = $crate::__private::BegunAttempt::provider(&__begun);
                let $attempt = $crate::__private::AsyncBatchCall::attempt(
                    &mut __call,
                    __begun,
                    $is_valid,
                    $classify,
                );
                if let ::core::result::Result::Err($crate::__private::NoTimer) = $asked {
                    break $crate::__private::NO_TIMER;
                }
            };
            $crate::__private::AsyncBatchCall::finish(__call, $names, __end_reason)
        }
    };
}

/// Makes one attempt, as the only request under way: `$answered` asks for the keys of `$request`, an [`ItemRequest`],
/// and enters the answer there.
///
/// `$own` are the provider's own rules. An attempt borrows its keys. So the types that the compiler sees must be those of
/// the provider, and this is a text.
#[doc(hidden)]
#[macro_export]
macro_rules! __ask_alone {
    ($attempt:expr, |$request:ident| $answered:expr, $own:expr) => {{
        let (mut __request, __limit) = $crate::__private::ItemAttempt::alone($attempt);
        let __outcome = {
            let $request = &mut __request;
            let __answered = ::core::pin::pin!($answered);
            $crate::__private::RequestLimit::attempt(__limit, __answered).await
        };
        $crate::__private::ItemRequest::ended(__request, __outcome, $own)
    }};
}

/// The end of a call that has to wait and has no timer.
pub const NO_TIMER: EndReason = EndReason::Refused(ConfigError::NoTimer);

/// An async batch call: it says which provider to ask for which keys, for how long, and takes the outcome.
#[allow(
    missing_debug_implementations,
    reason = "only `__drive_items!` holds one"
)]
pub struct AsyncBatchCall<'a, K, V, E, S> {
    call: BatchCall<'a, K, V, E, S>,
    time: &'a TimeSources,
    timer: CallTimer,
}

/// An attempt that the engine has begun, and the keys of its request. It is made once: the [`AsyncAttempt`] consumes it.
#[derive(Debug)]
#[must_use = "the engine repeats an attempt that is not reported"]
pub struct BegunAttempt {
    attempt: Attempt,
    chunk: Chunk,
}

impl BegunAttempt {
    /// Returns the index of the provider to ask. A `u32`, because futures keep it across an await.
    pub fn provider(&self) -> u32 {
        u32::try_from(self.attempt.provider()).unwrap_or(u32::MAX)
    }
}

/// An attempt that is to be made, and the rules for its answer.
pub struct AsyncAttempt<'c, 'a, K, V, E, S, W, C> {
    call: &'c mut AsyncBatchCall<'a, K, V, E, S>,
    begun: BegunAttempt,
    rules: CallRules<'c, W, C>,
}

impl<K, V, E, S, W, C> fmt::Debug for AsyncAttempt<'_, '_, K, V, E, S, W, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsyncAttempt").finish_non_exhaustive()
    }
}

/// The only request under way: its keys, and the place for its answer.
///
/// The keys are lent by the table, so that an attempt can borrow them until the answer is entered there.
#[allow(
    missing_debug_implementations,
    reason = "only `__ask_alone!` holds one"
)]
pub struct ItemRequest<'c, 'a, K, V, E, S, W, C> {
    call: &'c mut BatchCall<'a, K, V, E, S>,
    begun: BegunAttempt,
    /// All keys of the call.
    lent: Vec<K>,
    /// The fault of the answer.
    error: Option<AnswerError>,
    time: &'a TimeSources,
    rules: CallRules<'c, W, C>,
}

/// The limit of an attempt that is the only one under way.
#[allow(
    missing_debug_implementations,
    reason = "only `__ask_alone!` holds one"
)]
pub struct RequestLimit<'c, 'a> {
    limit: Option<AttemptLimit>,
    timer: &'c mut CallTimer,
    time: &'a TimeSources,
    scopes: Option<Box<Scopes>>,
}

impl<'c, 'a> RequestLimit<'c, 'a> {
    /// Limits the attempt.
    pub fn attempt<'f, F: Future>(self, attempt: Pin<&'f mut F>) -> WithTimeout<'c, 'a, &'f mut F> {
        WithTimeout::new(attempt, self.limit, self.timer, self.time, self.scopes)
    }
}

impl<'c, 'a, K, V, E, S, W, C> AsyncAttempt<'c, 'a, K, V, E, S, W, C>
where
    K: Hash + Eq,
    S: BuildHasher,
    W: Validate<V, E>,
    C: Classify<E>,
{
    /// Makes the attempt by calling `ask`. If the provider's limits allow several requests at once, it asks for the
    /// following chunks too. `own` are the provider's own rules.
    pub(crate) fn ask<F, R, O>(
        self,
        limits: RequestLimits,
        own: &O,
        ask: F,
    ) -> impl Future<Output = Result<(), NoTimer>>
    where
        K: Clone,
        F: FnMut(Vec<K>, &AttemptFacts<'_>) -> R + Unpin,
        R: Future<Output: AttemptOutput<K, V, E, S>>,
        O: OwnRules<V, E>,
    {
        // Before the `async` block: so the future holds either the chunks or the attempt, and nothing else.
        let begun = self.in_chunks(limits, own, ask);
        async move {
            match begun {
                Ok(chunks) => chunks.await,
                Err((alone, mut ask)) => __ask_alone!(
                    alone,
                    |request| async {
                        let begun = request.with_facts(|keys, facts| ask(keys.to_vec(), facts));
                        let output = begun.await;
                        request.enter(|sink| output.enter(sink))
                    },
                    OwnRules::rules(own)
                ),
            }
        }
    }

    /// Begins to ask for the chunk under way and for the following ones concurrently. Returns what it was given if the
    /// chunk has to be asked for alone.
    #[allow(
        clippy::type_complexity,
        reason = "the types of a call, and of its attempts"
    )]
    fn in_chunks<'o, F, R, O>(
        self,
        limits: RequestLimits,
        own: &'o O,
        ask: F,
    ) -> Result<ConcurrentChunks<'c, 'a, K, V, E, S, KeptAttempts<'c, 'o, F, R, W, C, O>>, (Self, F)>
    where
        K: Clone,
        F: FnMut(Vec<K>, &AttemptFacts<'_>) -> R,
        R: Future<Output: AttemptOutput<K, V, E, S>>,
        O: OwnRules<V, E>,
    {
        if limits.concurrency == 1 {
            return Err((self, ask));
        }
        let Self {
            call,
            begun: BegunAttempt { attempt, chunk },
            rules,
        } = self;
        match call.call.engine.concurrent_requests(attempt) {
            Ok(requests) => {
                let attempts = KeptAttempts::new(ask, rules, own);
                let AsyncBatchCall { call, time, .. } = call;
                Ok(ConcurrentChunks::new(
                    call, requests, chunk, time, limits, attempts,
                ))
            }
            Err(attempt) => {
                let begun = BegunAttempt { attempt, chunk };
                let attempt = Self { call, begun, rules };
                Err((attempt, ask))
            }
        }
    }

    /// Begins the attempt as the only request under way.
    pub fn alone(self) -> (ItemRequest<'c, 'a, K, V, E, S, W, C>, RequestLimit<'c, 'a>) {
        let Self {
            call: AsyncBatchCall { call, time, timer },
            begun,
            rules,
        } = self;
        let (limit, lent) = (call.engine.limit(), call.table.lend_keys());
        let observed = call.observed.as_ref();
        let scopes = observed.and_then(|observed| observed.open_scopes(call.engine.request()));
        let request = ItemRequest {
            call,
            begun,
            lent,
            error: None,
            time,
            rules,
        };
        let limit = RequestLimit {
            limit,
            timer,
            time,
            scopes,
        };
        (request, limit)
    }
}

impl<K, V, E, S, W, C> ItemRequest<'_, '_, K, V, E, S, W, C>
where
    K: Hash + Eq,
    S: BuildHasher,
    W: Validate<V, E>,
    C: Classify<E>,
{
    /// Returns the keys, in the order asked.
    #[must_use]
    pub fn keys(&self) -> &[K] {
        self.begun.chunk.of(&self.lent)
    }

    /// Lends the keys and the facts about the attempt.
    fn with_facts<O>(&self, lend: impl FnOnce(&[K], &AttemptFacts<'_>) -> O) -> O {
        let now = self.time.reader();
        lend(self.keys(), &self.call.facts(&now))
    }

    /// Returns the context of the attempt, which begins now.
    pub fn context(&self) -> AttemptContext {
        self.with_facts(|_, facts| facts.context())
    }

    /// Enters an answer that has just arrived, unless it is late.
    pub fn take(&mut self, answer: impl Answer<K, V>) {
        self.enter(|sink| sink.take(answer));
    }

    /// Lends the place for the answer.
    fn enter<O>(&mut self, enter: impl FnOnce(&mut AnswerSink<'_, K, V, S>) -> O) -> O {
        let BatchCall { engine, table, .. } = &mut *self.call;
        let (limit, time) = (engine.limit(), self.time);
        // The sink takes the keys out of the table.
        table.take_back(std::mem::take(&mut self.lent));
        let expired = || AttemptLimit::expired(limit, &|| time.now());
        let mut sink = table.sink(self.begun.chunk, &expired);
        let output = enter(&mut sink);
        self.error = sink.error();
        self.lent = table.lend_keys();
        output
    }

    /// Reports how the attempt ended.
    ///
    /// # Errors
    ///
    /// If it had to be waited for and there is no timer.
    pub fn ended(
        self,
        outcome: AttemptOutcome<Result<(), FailureKind<E>>>,
        own: Option<&dyn OwnRules<V, E>>,
    ) -> Result<(), NoTimer> {
        let Self {
            call,
            begun,
            lent,
            error,
            time,
            rules,
        } = self;
        call.table.take_back(lent);
        let answered = match outcome.outcome {
            Ok(Ok(())) => Ok(error),
            Ok(Err(kind)) => Err(kind),
            Err(Aborted::Expired(limit)) => Ok(Some(call.expired(limit))),
            Err(Aborted::NoTimer) => {
                call.abandon();
                return Err(NoTimer);
            }
        };
        let BegunAttempt { attempt, chunk } = begun;
        let now = time.reader();
        let facts = call.facts(&now);
        let ended = EndedAttempt { chunk, facts, own };
        call.attempt_ended(attempt, &ended, answered, &rules);
        Ok(())
    }
}

impl<'a, K: Hash + Eq, V, E, S: BuildHasher> AsyncBatchCall<'a, K, V, E, S> {
    /// Begins a call, or refuses it.
    pub(crate) fn begin(
        context: CallContext<'a>,
        providers: &impl ProviderNames,
        keys: Vec<K>,
        hasher: S,
    ) -> Result<Self, AllProvidersFailed<E>> {
        let checked = check_concurrency(providers);
        let table = checked.and_then(|()| check(providers, keys, hasher));
        let table =
            table.and_then(|table| context.check_timer(providers.needs_timer()).map(|()| table));
        match table {
            Ok(table) => Ok(Self {
                call: BatchCall::new(context, table),
                time: context.time,
                timer: CallTimer::new(),
            }),
            Err(error) => Err(context.refuse(error)),
        }
    }

    /// Waits for the next attempt. The future returns the reason of the end if the call is over.
    pub fn next<'c, L: ProviderNames>(
        &'c mut self,
        list: &'c L,
    ) -> NextBatchAttempt<'c, 'a, K, V, E, S, L> {
        NextBatchAttempt {
            call: self,
            list,
            pause: Pause::NONE,
        }
    }

    /// Returns the attempt that is to be made.
    pub fn attempt<'c, W, C>(
        &'c mut self,
        begun: BegunAttempt,
        is_valid: &'c W,
        classify: &'c C,
    ) -> AsyncAttempt<'c, 'a, K, V, E, S, W, C> {
        AsyncAttempt {
            call: self,
            begun,
            rules: CallRules { is_valid, classify },
        }
    }

    /// Ends the call and returns its result.
    ///
    /// # Errors
    ///
    /// The failures, if no provider served.
    pub fn finish(
        self,
        list: &impl ProviderNames,
        end_reason: EndReason,
    ) -> Result<ItemResult<K, V, E, S>, AllProvidersFailed<E>> {
        self.call.finish(list, end_reason)
    }
}

/// The future of [`AsyncBatchCall::next`]. It sleeps if a provider is retried after a backoff.
#[allow(
    missing_debug_implementations,
    reason = "only `__drive_items!` holds one"
)]
#[must_use = "nothing is attempted until it is awaited"]
pub struct NextBatchAttempt<'c, 'a, K, V, E, S, L> {
    call: &'c mut AsyncBatchCall<'a, K, V, E, S>,
    list: &'c L,
    pause: Pause,
}

impl<K: Hash + Eq, V, E, S: BuildHasher, L: ProviderNames> Future
    for NextBatchAttempt<'_, '_, K, V, E, S, L>
{
    type Output = Result<BegunAttempt, EndReason>;

    fn poll(mut self: Pin<&mut Self>, context: &mut task::Context<'_>) -> Poll<Self::Output> {
        let Self { call, list, pause } = &mut *self;
        let AsyncBatchCall { call, time, timer } = &mut **call;
        loop {
            if let Err(NoTimer) = ready!(pause.poll(timer, time, context)) {
                call.abandon();
                return Poll::Ready(Err(NO_TIMER));
            }
            match call.next(*list, || time.now()) {
                BatchAction::Attempt(attempt, chunk) => {
                    return Poll::Ready(Ok(BegunAttempt { attempt, chunk }));
                }
                BatchAction::Sleep(rest) => *pause = Pause::begin(rest, time),
                BatchAction::Finished(finish) => return Poll::Ready(Err(finish.into())),
            }
        }
    }
}
