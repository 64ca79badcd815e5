//! The parts of an async batch call: its attempts, and the waits between them.

use std::fmt;
use std::future::Future;
use std::hash::{BuildHasher, Hash};
use std::pin::{Pin, pin};
use std::task::{self, Poll, ready};
use std::time::Duration;

use super::answer::{Answer, AnswerError};
use super::concurrent::{Callbacks, ChunkScheduler, ConcurrentChunks};
use super::driver::{BatchAction, BatchCall, check};
use super::key_table::Chunk;
use super::result::ItemResult;
use crate::drive::{Aborted, AttemptOutcome, CallContext, CallTimer, NoTimer, WithTimeout};
use crate::engine::{Attempt, AttemptLimit, Classify, Validate};
use crate::error::ConfigError;
use crate::event::EndReason;
use crate::name::Name;
use crate::outcome::{AllProvidersFailed, FailureKind};
use crate::providers::{ProviderNames, RequestLimits, check_concurrency};
use crate::time::TimeSources;

/// An async batch call: it says which provider to ask for which keys, for how long, and takes the outcome.
pub(crate) struct AsyncBatchCall<'a, K, V, E, S> {
    call: Result<BatchCall<'a, K, V, E, S>, ConfigError>,
    time: &'a TimeSources,
    /// The attempt under way.
    attempt: Option<Attempt>,
    timer: CallTimer,
    /// The keys of the request under way.
    chunk: Chunk,
    end_reason: EndReason,
}

/// The keys of a request, lent by the call while an attempt is under way.
#[derive(Debug)]
pub struct RequestKeys<K> {
    /// All keys of the call.
    lent: Vec<K>,
    chunk: Chunk,
}

impl<K> RequestKeys<K> {
    /// Returns the keys, in the order asked.
    #[must_use]
    pub fn keys(&self) -> &[K] {
        self.chunk.of(&self.lent)
    }
}

/// An attempt that is to be made, and the rules for its answer.
pub struct AsyncAttempt<'c, 'a, K, V, E, S, W, C> {
    pub(super) call: &'c mut AsyncBatchCall<'a, K, V, E, S>,
    pub(super) is_valid: &'c W,
    pub(super) classify: &'c C,
}

impl<K, V, E, S, W, C> fmt::Debug for AsyncAttempt<'_, '_, K, V, E, S, W, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsyncAttempt").finish_non_exhaustive()
    }
}

impl<K, V, E, S, W, C> AsyncAttempt<'_, '_, K, V, E, S, W, C>
where
    K: Hash + Eq,
    S: BuildHasher,
    W: Validate<V>,
    C: Classify<E>,
{
    /// Makes the attempt by calling `ask`. If `limits` allow several requests at once, it asks for the following chunks
    /// too.
    pub(super) async fn ask<A, R>(
        self,
        provider: (Name, RequestLimits),
        mut ask: impl FnMut(Vec<K>) -> R,
    ) where
        K: Clone,
        A: Answer<K, V>,
        R: Future<Output = Result<A, E>>,
    {
        let callbacks = Callbacks {
            ask: &mut ask,
            read: |answered: Result<A, E>| answered.map_err(FailureKind::Error),
            is_valid: self.is_valid,
            classify: self.classify,
        };
        if let Some(chunks) = self.call.concurrent_chunks(provider, callbacks) {
            return chunks.await;
        }
        let request = self.call.request();
        let outcome = {
            let attempt = pin!(ask(request.keys().to_vec()));
            self.call.with_timeout(attempt).await
        };
        let outcome = outcome.map(|answered| answered.map_err(FailureKind::Error));
        self.call
            .attempt_ended(request, outcome, self.is_valid, self.classify);
    }
}

impl<'a, K: Hash + Eq, V, E, S: BuildHasher> AsyncBatchCall<'a, K, V, E, S> {
    pub(crate) fn new(
        context: CallContext<'a>,
        providers: &impl ProviderNames,
        keys: Vec<K>,
        hasher: S,
    ) -> Self {
        let checked = check_concurrency(providers);
        let table = checked.and_then(|()| check(providers, keys, hasher));
        let table = table.and_then(|table| context.check_timer().map(|()| table));
        Self {
            call: table.map(|table| BatchCall::new(context.settings(), table)),
            time: context.time,
            attempt: None,
            timer: CallTimer::new(),
            chunk: Chunk::NONE,
            end_reason: EndReason::Exhausted,
        }
    }

    /// Waits for the next attempt. The future returns the provider's index, or `None` if the call is over.
    pub(crate) fn next<'c, L: ProviderNames>(
        &'c mut self,
        list: &'c L,
    ) -> NextBatchAttempt<'c, 'a, K, V, E, S, L> {
        NextBatchAttempt {
            call: self,
            list,
            until: None,
        }
    }

    /// Returns the index of the provider whose turn is under way.
    pub(crate) fn provider(&self) -> usize {
        self.call.as_ref().map_or(0, |call| call.engine.provider())
    }

    fn step(&mut self, list: &impl ProviderNames) -> Option<BatchAction> {
        let call = self.call.as_mut().ok()?;
        Some(call.next(list, || self.time.now()))
    }

    /// Returns the keys of the next attempt.
    pub(crate) fn request(&mut self) -> RequestKeys<K> {
        let lent = match &mut self.call {
            Ok(call) => call.table.lend_keys(),
            Err(_) => Vec::new(),
        };
        RequestKeys {
            lent,
            chunk: self.chunk,
        }
    }

    /// Limits the attempt that was just begun.
    pub(crate) fn with_timeout<'f, F: Future>(
        &'f mut self,
        attempt: Pin<&'f mut F>,
    ) -> WithTimeout<'f, 'a, &'f mut F> {
        let limit = match &self.call {
            Ok(call) => call.engine.limit(),
            Err(_) => None,
        };
        WithTimeout::new(attempt, limit, &mut self.timer, self.time)
    }

    /// Reports the attempt.
    pub(crate) fn attempt_ended<A: Answer<K, V>>(
        &mut self,
        request: RequestKeys<K>,
        outcome: AttemptOutcome<Result<A, FailureKind<E>>>,
        is_valid: &impl Validate<V>,
        classify: &impl Classify<E>,
    ) {
        let Ok(call) = &mut self.call else { return };
        let RequestKeys { lent, chunk } = request;
        call.table.take_back(lent);
        let Ok(answered) = call.receive(chunk, outcome, self.time) else {
            return self.no_timer();
        };
        if let Some(attempt) = self.attempt.take() {
            call.attempt_ended(attempt, chunk, answered, is_valid, classify);
        }
    }

    #[cold]
    fn no_timer(&mut self) {
        self.end_reason = EndReason::Refused(ConfigError::NoTimer);
        if let Ok(call) = &mut self.call {
            call.abandon();
        }
    }

    /// Asks for the chunk under way and for the following ones concurrently. Returns `None` if the chunk has to be asked
    /// for alone.
    #[allow(
        clippy::type_complexity,
        reason = "the types of a call and of its callbacks, each once"
    )]
    pub(crate) fn concurrent_chunks<'c, W, C, F, O, R, A>(
        &'c mut self,
        provider: (Name, RequestLimits),
        callbacks: Callbacks<'c, W, C, F, O>,
    ) -> Option<ConcurrentChunks<'c, 'a, K, V, E, S, W, C, F, O, R>>
    where
        K: Clone,
        W: Validate<V>,
        C: Classify<E>,
        F: FnMut(Vec<K>) -> R,
        R: Future,
        O: Fn(R::Output) -> Result<A, FailureKind<E>>,
        A: Answer<K, V>,
    {
        if provider.1.concurrency == 1 {
            return None;
        }
        let call = self.call.as_mut().ok()?;
        let (request, requests) = match call.engine.concurrent_requests(self.attempt.take()?) {
            Ok(requests) => requests,
            Err(attempt) => {
                self.attempt = Some(attempt);
                return None;
            }
        };
        let scheduler = ChunkScheduler::new(
            call,
            requests,
            self.time,
            &mut self.end_reason,
            provider,
            callbacks,
        );
        Some(ConcurrentChunks::new(scheduler, request, self.chunk))
    }

    /// Ends the call and returns its result.
    pub(crate) fn finish(
        self,
        list: &impl ProviderNames,
    ) -> Result<ItemResult<K, V, E, S>, AllProvidersFailed<E>> {
        match self.call {
            Ok(call) => call.finish(list, self.end_reason),
            Err(error) => Err(AllProvidersFailed::refused(error)),
        }
    }
}

impl<K: Hash + Eq, V, E, S: BuildHasher> BatchCall<'_, K, V, E, S> {
    /// Takes the outcome of an async attempt. The values of an answer are entered into the table, unless it comes late.
    pub(super) fn receive<A: Answer<K, V>>(
        &mut self,
        chunk: Chunk,
        outcome: AttemptOutcome<Result<A, FailureKind<E>>>,
        time: &TimeSources,
    ) -> Result<Result<Option<AnswerError>, FailureKind<E>>, NoTimer> {
        let AttemptOutcome { outcome, limit } = outcome;
        match outcome {
            Ok(Ok(answer)) => {
                let expired = || AttemptLimit::expired(limit, &|| time.now());
                let mut sink = self.table.sink(chunk, &expired);
                sink.take(answer);
                Ok(Ok(sink.error()))
            }
            Ok(Err(kind)) => Ok(Err(kind)),
            Err(Aborted::Expired(kind)) => {
                self.engine.expired(kind);
                Ok(Ok(Some(AnswerError::Expired(kind))))
            }
            Err(Aborted::NoTimer) => Err(NoTimer),
        }
    }
}

/// The future of [`AsyncBatchCall::next`]. It sleeps if a provider is retried after a backoff.
pub(crate) struct NextBatchAttempt<'c, 'a, K, V, E, S, L> {
    call: &'c mut AsyncBatchCall<'a, K, V, E, S>,
    list: &'c L,
    until: Option<Duration>,
}

impl<K: Hash + Eq, V, E, S: BuildHasher, L: ProviderNames> Future
    for NextBatchAttempt<'_, '_, K, V, E, S, L>
{
    type Output = Option<usize>;

    fn poll(mut self: Pin<&mut Self>, context: &mut task::Context<'_>) -> Poll<Option<usize>> {
        let Self { call, list, until } = &mut *self;
        loop {
            if let Some(sleeps_until) = *until {
                match ready!(call.timer.poll_until(sleeps_until, call.time, context)) {
                    Ok(()) => *until = None,
                    Err(NoTimer) => call.no_timer(),
                }
            }
            if let EndReason::Refused(_) = call.end_reason {
                return Poll::Ready(None);
            }
            match call.step(*list) {
                Some(BatchAction::Attempt(attempt, chunk)) => {
                    let provider = attempt.provider();
                    call.attempt = Some(attempt);
                    call.chunk = chunk;
                    return Poll::Ready(Some(provider));
                }
                Some(BatchAction::Sleep(wait)) => {
                    *until = Some(call.time.now().saturating_add(wait));
                }
                Some(BatchAction::Finished(finish)) => {
                    call.end_reason = finish.into();
                    return Poll::Ready(None);
                }
                None => return Poll::Ready(None),
            }
        }
    }
}
