//! Asks one provider for several chunks at once.
//!
//! The values of each chunk are entered as they come, because chunks do not share keys. Everything else is recorded in
//! request order, so the report looks as if the chunks had been sent one by one.

use std::future::Future;
use std::hash::{BuildHasher, Hash};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use super::answer::Answer;
use super::driver::{BatchCall, judge_answer};
use super::key_table::Chunk;
use super::reorder::ReorderBuffer;
use crate::drive::{AttemptOutcome, CallTimer, NoTimer, poll_attempt};
use crate::engine::{Classify, ConcurrentRequests, Request, RetryDecision, Validate};
use crate::error::ConfigError;
use crate::event::EndReason;
use crate::name::Name;
use crate::outcome::FailureKind;
use crate::providers::RequestLimits;
use crate::time::TimeSources;

/// The provider's callable and the caller's rules: `ask` returns the future of an attempt, `read` turns its output into
/// a result.
pub(crate) struct Callbacks<'c, W, C, F, O> {
    pub(crate) ask: F,
    pub(crate) read: O,
    pub(crate) is_valid: &'c W,
    pub(crate) classify: &'c C,
}

/// The future of a turn's remaining chunks.
///
/// Its scheduler is boxed, because the future of a call should not grow for a rare case.
pub(crate) struct ConcurrentChunks<'c, 'a, K, V, E, S, W, C, F, O, R> {
    #[allow(
        clippy::type_complexity,
        reason = "the types of a call and of its callbacks, each once"
    )]
    scheduler: Box<ChunkScheduler<'c, 'a, K, V, E, S, W, C, F, O>>,
    in_flight: Vec<InFlightChunk<R>>,
}

/// The scheduler of the chunks: it hands out requests and takes their outcomes.
pub(super) struct ChunkScheduler<'c, 'a, K, V, E, S, W, C, F, O> {
    call: &'c mut BatchCall<'a, K, V, E, S>,
    requests: ConcurrentRequests<'a>,
    time: &'a TimeSources,
    provider: Name,
    limits: RequestLimits,
    callbacks: Callbacks<'c, W, C, F, O>,
    reorder: ReorderBuffer<'a, E>,
    /// Set if a wait finds no timer.
    end_reason: &'c mut EndReason,
}

/// A chunk whose request is under way.
struct InFlightChunk<R> {
    /// The number of its request.
    number: usize,
    chunk: Chunk,
    timer: CallTimer,
    state: ChunkState<R>,
}

/// The outcome of an attempt.
enum ChunkOutcome {
    Served,
    Failed,
    NoTimer,
}

enum ChunkState<R> {
    Attempt(Pin<Box<R>>),
    /// Waits until this time, on the client's clock.
    Sleep(Duration),
    Nothing,
}

impl<'c, 'a, K, V, E, S, W, C, F, O> ChunkScheduler<'c, 'a, K, V, E, S, W, C, F, O> {
    pub(super) fn new(
        call: &'c mut BatchCall<'a, K, V, E, S>,
        requests: ConcurrentRequests<'a>,
        time: &'a TimeSources,
        end_reason: &'c mut EndReason,
        (provider, limits): (Name, RequestLimits),
        callbacks: Callbacks<'c, W, C, F, O>,
    ) -> Self {
        Self {
            call,
            requests,
            time,
            provider,
            limits,
            callbacks,
            reorder: ReorderBuffer::new(),
            end_reason,
        }
    }
}

impl<'c, 'a, K, V, E, S, W, C, F, O, R, A> ConcurrentChunks<'c, 'a, K, V, E, S, W, C, F, O, R>
where
    K: Hash + Eq + Clone,
    S: BuildHasher,
    W: Validate<V>,
    C: Classify<E>,
    F: FnMut(Vec<K>) -> R,
    R: Future,
    O: Fn(R::Output) -> Result<A, FailureKind<E>>,
    A: Answer<K, V>,
{
    /// Continues from the request whose first attempt the engine has begun.
    pub(super) fn new(
        scheduler: ChunkScheduler<'c, 'a, K, V, E, S, W, C, F, O>,
        request: Request<'a>,
        chunk: Chunk,
    ) -> Self {
        let mut scheduler = Box::new(scheduler);
        let mut first = scheduler.open(request, chunk, 1);
        scheduler.ask(&mut first);
        let in_flight = vec![first];
        Self {
            scheduler,
            in_flight,
        }
    }
}

impl<K, V, E, S, W, C, F, O, R, A> Future for ConcurrentChunks<'_, '_, K, V, E, S, W, C, F, O, R>
where
    K: Hash + Eq + Clone,
    S: BuildHasher,
    W: Validate<V>,
    C: Classify<E>,
    F: FnMut(Vec<K>) -> R,
    R: Future,
    O: Fn(R::Output) -> Result<A, FailureKind<E>>,
    A: Answer<K, V>,
{
    type Output = ();

    /// Advances every chunk as far as it goes.
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Self {
            scheduler,
            in_flight,
        } = &mut *self;
        // Poll all chunks at every wake: they are few, and one that is not ready returns quickly.
        in_flight.retain_mut(|chunk| scheduler.advance(chunk, context).is_pending());
        // Begin requests until `concurrency` are under way.
        while in_flight.len() < scheduler.limits.concurrency {
            let Some(mut chunk) = scheduler.next() else {
                break;
            };
            if scheduler.advance(&mut chunk, context).is_pending() {
                in_flight.push(chunk);
            }
        }
        // A turn that is over waits for attempts under way, not for retries.
        if scheduler.requests.is_over() {
            in_flight.retain(|chunk| scheduler.is_waited_for(chunk));
        }
        if scheduler.is_refused() {
            in_flight.clear();
        }
        if !in_flight.is_empty() {
            return Poll::Pending;
        }
        scheduler.close();
        Poll::Ready(())
    }
}

impl<'a, K, V, E, S, W, C, F, O, R, A> ChunkScheduler<'_, 'a, K, V, E, S, W, C, F, O>
where
    K: Hash + Eq + Clone,
    S: BuildHasher,
    W: Validate<V>,
    C: Classify<E>,
    F: FnMut(Vec<K>) -> R,
    R: Future,
    O: Fn(R::Output) -> Result<A, FailureKind<E>>,
    A: Answer<K, V>,
{
    /// Begins the next chunk if the turn allows it.
    fn next(&mut self) -> Option<InFlightChunk<R>> {
        if self.is_refused() {
            return None;
        }
        let request = self.requests.next(|| self.time.now())?;
        let chunk = self
            .call
            .table
            .chunk(request.number(), self.limits.max_keys);
        let mut in_flight = self.open(request, chunk, 0);
        self.attempt(&mut in_flight);
        Some(in_flight)
    }

    fn open(&mut self, request: Request<'a>, chunk: Chunk, known: u32) -> InFlightChunk<R> {
        let number = request.number();
        let keys = self.call.table.numbers(chunk);
        self.reorder.begin(request, keys, known);
        InFlightChunk {
            number,
            chunk,
            timer: CallTimer::new(),
            state: ChunkState::Nothing,
        }
    }

    fn attempt(&mut self, in_flight: &mut InFlightChunk<R>) {
        let settings = self.requests.settings();
        let request = self.reorder.attempt(in_flight.number);
        request.begin(&settings, &|| self.time.now());
        self.ask(in_flight);
    }

    fn ask(&mut self, in_flight: &mut InFlightChunk<R>) {
        let keys = in_flight.chunk.of(&self.call.table.keys).to_vec();
        in_flight.state = ChunkState::Attempt(Box::pin((self.callbacks.ask)(keys)));
    }

    /// Advances a chunk as far as it goes. Ready once its request is over.
    fn advance(&mut self, in_flight: &mut InFlightChunk<R>, context: &mut Context<'_>) -> Poll<()> {
        loop {
            let timer = &mut in_flight.timer;
            let slept = match &mut in_flight.state {
                ChunkState::Attempt(attempt) => {
                    let limit = self.reorder.request(in_flight.number).limit();
                    let polled = poll_attempt(attempt.as_mut(), limit, timer, self.time, context);
                    let answered = ready!(polled);
                    // Drop the attempt before its answer is judged: it may hold resources of the user.
                    in_flight.state = ChunkState::Nothing;
                    match self.attempt_ended(in_flight, answered) {
                        ChunkOutcome::Failed => false,
                        ChunkOutcome::Served | ChunkOutcome::NoTimer => return Poll::Ready(()),
                    }
                }
                ChunkState::Sleep(until) => {
                    match ready!(timer.poll_until(*until, self.time, context)) {
                        Ok(()) => true,
                        Err(NoTimer) => {
                            self.refuse();
                            return Poll::Ready(());
                        }
                    }
                }
                ChunkState::Nothing => return Poll::Ready(()),
            };
            let request = self.reorder.request(in_flight.number);
            match self.requests.retry(request, slept, || self.time.now()) {
                RetryDecision::Now => self.attempt(in_flight),
                RetryDecision::After(pause) => {
                    let until = self.time.now().saturating_add(pause);
                    in_flight.state = ChunkState::Sleep(until);
                }
                RetryDecision::No | RetryDecision::NoTime => {
                    self.over(in_flight.number);
                    return Poll::Ready(());
                }
            }
        }
    }

    fn attempt_ended(
        &mut self,
        in_flight: &InFlightChunk<R>,
        answered: AttemptOutcome<R::Output>,
    ) -> ChunkOutcome {
        let ChunkScheduler {
            call,
            requests,
            time,
            callbacks,
            reorder,
            ..
        } = self;
        let InFlightChunk { number, chunk, .. } = *in_flight;
        let policy = requests.settings().policy;
        let answered = answered.map(&callbacks.read);
        let Ok(received) = call.receive(chunk, answered, time) else {
            self.refuse();
            return ChunkOutcome::NoTimer;
        };
        let (is_valid, classify) = (callbacks.is_valid, callbacks.classify);
        let reject = |key| reorder.reject(number, key);
        match judge_answer(
            &mut call.table,
            policy,
            chunk,
            received,
            is_valid,
            classify,
            reject,
        ) {
            Ok(()) => {
                reorder.request(number).succeeded();
                reorder.served(number);
                self.over(number);
                ChunkOutcome::Served
            }
            Err((kind, verdict)) => {
                reorder.failed(number, kind);
                requests.failed(reorder.request(number), verdict);
                ChunkOutcome::Failed
            }
        }
    }

    fn refuse(&mut self) {
        *self.end_reason = EndReason::Refused(ConfigError::NoTimer);
    }

    fn is_refused(&self) -> bool {
        matches!(self.end_reason, EndReason::Refused(_))
    }

    fn close(&mut self) {
        self.reorder.record_all(self.call, self.provider);
        if self.is_refused() {
            self.call.log.forget_empty();
        }
        self.call.engine.end_concurrent(&self.requests);
    }

    /// Returns true if the turn, which is over, still waits for this chunk: only attempts under way are waited for.
    fn is_waited_for(&mut self, in_flight: &InFlightChunk<R>) -> bool {
        if let ChunkState::Attempt(_) = in_flight.state {
            return true;
        }
        self.over(in_flight.number);
        false
    }

    fn over(&mut self, number: usize) {
        let ends_turn = self.requests.is_over_by(number);
        self.reorder.over(number, ends_turn);
        self.reorder.record(self.call, self.provider);
    }
}
