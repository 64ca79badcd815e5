//! Asks one provider for several chunks at once.
//!
//! The values of each chunk are entered as they come, because chunks do not share keys. Everything else is recorded in
//! request order, so the report looks as if the chunks had been sent one by one.

use std::future::Future;
use std::hash::{BuildHasher, Hash};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::answer::{AnswerError, AttemptOutput};
use super::driver::{BatchCall, CallRules, EndedAttempt, Rules, judge_answer};
use super::key_table::Chunk;
use super::reorder::ReorderBuffer;
use crate::drive::{Aborted, AttemptOutcome, CallTimer, NoTimer, Pause, poll_attempt};
use crate::engine::{
    AttemptFacts, AttemptLimit, Classify, ConcurrentRequests, Request, RetryDecision, Validate,
};
use crate::name::Name;
use crate::outcome::FailureKind;
use crate::providers::{OwnRules, RequestLimits};
use crate::time::TimeSources;

/// The attempts of a turn's chunks, for code that does not know the types of their futures and answers.
pub(super) trait ChunkAttempts<K, V, E, S> {
    /// Begins an attempt for these keys, in the request of this number.
    fn begin(&mut self, number: usize, keys: Vec<K>, facts: &AttemptFacts<'_>);

    /// Polls the attempt of this request. Once it is over, it is dropped and its answer is entered into the table.
    fn poll(
        &mut self,
        number: usize,
        wait: &mut AttemptWait<'_, '_>,
        chunk: Chunk,
        call: &mut BatchCall<'_, K, V, E, S>,
    ) -> Poll<Answered<E>>;

    /// Drops all attempts under way.
    fn clear(&mut self);

    /// Returns the rules for the answers.
    fn rules(&self) -> &dyn Rules<K, V, E, S>;

    /// Returns the provider's own rules.
    fn own(&self) -> Option<&dyn OwnRules<V, E>>;
}

/// The outcome of an attempt whose answer is entered: its fault if it has one, or the provider's failure.
type Answered<E> = Result<Result<Option<AnswerError>, FailureKind<E>>, NoTimer>;

/// The inputs of a wait for an attempt.
pub(super) struct AttemptWait<'w, 'task> {
    limit: Option<AttemptLimit>,
    timer: &'w mut CallTimer,
    time: &'w TimeSources,
    task: &'w mut Context<'task>,
}

/// The futures of a turn's attempts, and the caller's rules. `ask` returns the future of an attempt.
pub(super) struct KeptAttempts<'c, 'o, F, R, W, C, O> {
    ask: F,
    own: &'o O,
    /// The attempts under way, with the numbers of their requests.
    under_way: Vec<(usize, Pin<Box<R>>)>,
    rules: CallRules<'c, W, C>,
}

impl<'c, 'o, F, R, W, C, O> KeptAttempts<'c, 'o, F, R, W, C, O> {
    pub(super) fn new(ask: F, rules: CallRules<'c, W, C>, own: &'o O) -> Self {
        Self {
            ask,
            own,
            under_way: Vec::new(),
            rules,
        }
    }
}

impl<K, V, E, S, F, R, W, C, O> ChunkAttempts<K, V, E, S> for KeptAttempts<'_, '_, F, R, W, C, O>
where
    K: Hash + Eq,
    S: BuildHasher,
    F: FnMut(Vec<K>, &AttemptFacts<'_>) -> R,
    R: Future<Output: AttemptOutput<K, V, E, S>>,
    W: Validate<V, E>,
    C: Classify<E>,
    O: OwnRules<V, E>,
{
    fn begin(&mut self, number: usize, keys: Vec<K>, facts: &AttemptFacts<'_>) {
        let attempt = Box::pin((self.ask)(keys, facts));
        self.under_way.push((number, attempt));
    }

    fn poll(
        &mut self,
        number: usize,
        wait: &mut AttemptWait<'_, '_>,
        chunk: Chunk,
        call: &mut BatchCall<'_, K, V, E, S>,
    ) -> Poll<Answered<E>> {
        let mut under_way = self.under_way.iter();
        let Some(place) = under_way.position(|(of, _)| *of == number) else {
            return Poll::Pending;
        };
        let AttemptWait {
            limit,
            timer,
            time,
            task,
        } = wait;
        let attempt = self.under_way[place].1.as_mut();
        let observed = call.observed.as_mut();
        let scopes = observed.and_then(|observed| observed.scopes(number));
        let AttemptOutcome { outcome, limit } =
            ready!(poll_attempt(attempt, *limit, timer, time, scopes, task));
        // Drop the attempt before its answer is judged: it may hold resources of the user.
        self.under_way.remove(place);
        Poll::Ready(match outcome {
            Ok(output) => {
                let expired = || AttemptLimit::expired(limit, &|| time.now());
                let mut sink = call.table.sink(chunk, &expired);
                let entered = output.enter(&mut sink);
                Ok(entered.map(|()| sink.error()))
            }
            Err(Aborted::Expired(limit)) => Ok(Ok(Some(call.expired(limit)))),
            Err(Aborted::NoTimer) => Err(NoTimer),
        })
    }

    fn clear(&mut self) {
        self.under_way.clear();
    }

    fn rules(&self) -> &dyn Rules<K, V, E, S> {
        &self.rules
    }

    fn own(&self) -> Option<&dyn OwnRules<V, E>> {
        self.own.rules()
    }
}

/// The future of a turn's remaining chunks. It returns an error if one has to wait and there is no timer.
///
/// Its scheduler is boxed, because the future of a call should not grow for a rare case.
pub(super) struct ConcurrentChunks<'c, 'a, K, V, E, S, A> {
    scheduler: Box<ChunkScheduler<'c, 'a, K, V, E, S>>,
    attempts: A,
}

/// The scheduler of the chunks: it hands out requests and takes their outcomes.
struct ChunkScheduler<'c, 'a, K, V, E, S> {
    call: &'c mut BatchCall<'a, K, V, E, S>,
    requests: ConcurrentRequests<'a>,
    time: &'a TimeSources,
    provider: Name,
    limits: RequestLimits,
    reorder: ReorderBuffer<'a, E>,
    in_flight: Vec<InFlightChunk>,
    /// Set if a wait finds no timer.
    refused: Result<(), NoTimer>,
}

/// A chunk whose request is under way.
struct InFlightChunk {
    /// The number of its request.
    number: usize,
    chunk: Chunk,
    timer: CallTimer,
    state: ChunkState,
}

/// The outcome of an attempt.
enum ChunkOutcome {
    Served,
    Failed,
    NoTimer,
}

#[derive(Clone, Copy)]
enum ChunkState {
    /// An attempt is under way.
    Attempt,
    /// Rests before a retry.
    Rest(Pause),
}

impl<'c, 'a, K, V, E, S, A> ConcurrentChunks<'c, 'a, K, V, E, S, A>
where
    K: Hash + Eq + Clone,
    S: BuildHasher,
    A: ChunkAttempts<K, V, E, S>,
{
    /// Continues from the request whose first attempt the engine has begun.
    pub(super) fn new(
        call: &'c mut BatchCall<'a, K, V, E, S>,
        (first, requests): (Request<'a>, ConcurrentRequests<'a>),
        chunk: Chunk,
        time: &'a TimeSources,
        limits: RequestLimits,
        mut attempts: A,
    ) -> Self {
        let provider = call.provider();
        let mut scheduler = Box::new(ChunkScheduler {
            call,
            requests,
            time,
            provider,
            limits,
            reorder: ReorderBuffer::new(),
            in_flight: Vec::new(),
            refused: Ok(()),
        });
        let first = scheduler.open(first, chunk, 1);
        scheduler.ask(&first, &mut attempts);
        scheduler.in_flight.push(first);
        Self {
            scheduler,
            attempts,
        }
    }
}

impl<K, V, E, S, A> Future for ConcurrentChunks<'_, '_, K, V, E, S, A>
where
    K: Hash + Eq + Clone,
    S: BuildHasher,
    A: ChunkAttempts<K, V, E, S> + Unpin,
{
    type Output = Result<(), NoTimer>;

    fn poll(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Self::Output> {
        // Erase the types of the attempts in each poll. Erased in the future, they would have to be `Send`.
        let Self {
            scheduler,
            attempts,
        } = &mut *self;
        scheduler.poll(attempts, task)
    }
}

impl<'a, K, V, E, S> ChunkScheduler<'_, 'a, K, V, E, S>
where
    K: Hash + Eq + Clone,
    S: BuildHasher,
{
    /// Advances every chunk as far as it goes.
    fn poll(
        &mut self,
        attempts: &mut dyn ChunkAttempts<K, V, E, S>,
        task: &mut Context<'_>,
    ) -> Poll<Result<(), NoTimer>> {
        let mut in_flight = std::mem::take(&mut self.in_flight);
        // Poll all chunks at every wake: they are few, and one that is not ready returns quickly.
        in_flight.retain_mut(|chunk| self.advance(chunk, attempts, task).is_pending());
        // Begin requests until `concurrency` are under way.
        while in_flight.len() < self.limits.concurrency {
            let Some(mut chunk) = self.next(attempts) else {
                break;
            };
            if self.advance(&mut chunk, attempts, task).is_pending() {
                in_flight.push(chunk);
            }
        }
        // A turn that is over waits for attempts under way, not for retries.
        if self.requests.is_over() {
            in_flight.retain(|chunk| self.is_waited_for(chunk));
        }
        if self.refused.is_err() {
            in_flight.clear();
            attempts.clear();
        }
        self.in_flight = in_flight;
        if !self.in_flight.is_empty() {
            if let Some(observed) = &mut self.call.observed {
                observed.send();
            }
            return Poll::Pending;
        }
        self.close();
        Poll::Ready(self.refused)
    }

    /// Begins the next chunk if the turn allows it.
    fn next(&mut self, attempts: &mut dyn ChunkAttempts<K, V, E, S>) -> Option<InFlightChunk> {
        if self.refused.is_err() {
            return None;
        }
        let request = self.requests.next(|| self.time.now())?;
        let chunk = self
            .call
            .table
            .chunk(request.number(), self.limits.max_keys);
        let in_flight = self.open(request, chunk, 0);
        self.attempt(&in_flight, attempts);
        Some(in_flight)
    }

    fn open(&mut self, request: Request<'a>, chunk: Chunk, known: u32) -> InFlightChunk {
        let number = request.number();
        let keys = self.call.table.numbers(chunk);
        self.reorder.begin(request, keys, known);
        InFlightChunk {
            number,
            chunk,
            timer: CallTimer::new(),
            state: ChunkState::Attempt,
        }
    }

    fn attempt(&mut self, in_flight: &InFlightChunk, attempts: &mut dyn ChunkAttempts<K, V, E, S>) {
        let settings = self.requests.settings();
        let request = self.reorder.attempt(in_flight.number);
        request.begin(false, settings, &|| self.time.now());
        if let Some(observed) = &mut self.call.observed {
            let (attempt, kind) = (request.own_attempts(), request.attempt_kind());
            observed.attempt_begins(in_flight.number, self.provider, attempt, kind);
            observed.send();
        }
        self.ask(in_flight, attempts);
    }

    fn ask(&mut self, in_flight: &InFlightChunk, attempts: &mut dyn ChunkAttempts<K, V, E, S>) {
        let keys = in_flight.chunk.of(&self.call.table.keys).to_vec();
        let now = self.time.reader();
        let request = self.reorder.request(in_flight.number);
        let facts = self.call.facts_of(request, &now);
        attempts.begin(in_flight.number, keys, &facts);
    }

    /// Advances a chunk as far as it goes. Ready once its request is over.
    fn advance(
        &mut self,
        in_flight: &mut InFlightChunk,
        attempts: &mut dyn ChunkAttempts<K, V, E, S>,
        task: &mut Context<'_>,
    ) -> Poll<()> {
        loop {
            let InFlightChunk {
                number,
                chunk,
                timer,
                state,
            } = in_flight;
            let slept = match state {
                ChunkState::Attempt => {
                    let mut wait = AttemptWait {
                        limit: self.reorder.request(*number).limit(),
                        timer,
                        time: self.time,
                        task,
                    };
                    let answered = ready!(attempts.poll(*number, &mut wait, *chunk, self.call));
                    match self.attempt_ended((*number, *chunk), answered, attempts) {
                        ChunkOutcome::Failed => false,
                        ChunkOutcome::Served | ChunkOutcome::NoTimer => return Poll::Ready(()),
                    }
                }
                ChunkState::Rest(pause) => match ready!(pause.poll(timer, self.time, task)) {
                    Ok(()) => true,
                    Err(NoTimer) => {
                        self.refused = Err(NoTimer);
                        return Poll::Ready(());
                    }
                },
            };
            let request = self.reorder.request(in_flight.number);
            match self.requests.retry(request, slept, || self.time.now()) {
                RetryDecision::Now => {
                    in_flight.state = ChunkState::Attempt;
                    self.attempt(in_flight, attempts);
                }
                RetryDecision::After(rest) => {
                    if let Some(observed) = &mut self.call.observed {
                        observed.waits(self.provider, rest.wait);
                    }
                    in_flight.state = ChunkState::Rest(Pause::begin(rest, self.time));
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
        (number, chunk): (usize, Chunk),
        answered: Answered<E>,
        attempts: &dyn ChunkAttempts<K, V, E, S>,
    ) -> ChunkOutcome {
        let Self {
            call,
            requests,
            reorder,
            ..
        } = self;
        let Ok(mut answered) = answered else {
            self.refused = Err(NoTimer);
            return ChunkOutcome::NoTimer;
        };
        if let Ok(Some(AnswerError::Expired(limit))) = &mut answered {
            *limit = requests.exceeded(*limit);
        }
        let now = self.time.reader();
        let ended = EndedAttempt {
            chunk,
            facts: call.facts_of(reorder.request(number), &now),
            own: attempts.own(),
        };
        let judged = judge_answer(
            &mut call.table,
            requests.settings().call.policy,
            &ended,
            answered,
            attempts.rules(),
            &mut |key| reorder.reject(number, key),
        );
        if let Some(observed) = &mut call.observed {
            observed.judged(number, &judged);
        }
        let keeps = requests.settings().call.policy.keep_attempts;
        match judged {
            Ok(()) => {
                reorder.request(number).succeeded();
                reorder.attempt_ended(number, None, keeps);
                self.over(number);
                ChunkOutcome::Served
            }
            Err((kind, verdict)) => {
                reorder.attempt_ended(number, Some(kind), keeps);
                requests.failed(reorder.request(number), verdict);
                ChunkOutcome::Failed
            }
        }
    }

    fn close(&mut self) {
        self.reorder.record_all(self.call, self.provider);
        if self.refused.is_err() {
            self.call.log.forget_empty();
        }
        self.call.engine.end_concurrent(&self.requests);
    }

    /// Returns true if the turn, which is over, still waits for this chunk: only attempts under way are waited for.
    fn is_waited_for(&mut self, in_flight: &InFlightChunk) -> bool {
        if let ChunkState::Attempt = in_flight.state {
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
