//! Asking one provider for several chunks at once.
//!
//! Values are entered as they come, those of each chunk in places of its own. What is told of the chunks afterwards is
//! entered in their order, so that it reads as if they had been asked for one after another.

use std::future::Future;
use std::hash::{BuildHasher, Hash};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::answer::Answer;
use super::ledger::Chunk;
use super::notes::Notes;
use super::{ItemsCall, judged};
use crate::judge::{Classify, Validate};
use crate::limited::{Attempted, Limited, NoTimer, Wait};
use crate::list::Names;
use crate::outcome::{Ended, FailureKind};
use crate::run::{Burst, Request, Retry};
use crate::time::Time;
use crate::{ConfigError, Name};

/// Who is asked, and for how much at most.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Caps {
    pub(crate) provider: Name,
    pub(crate) max_keys: usize,
    pub(crate) concurrency: usize,
}

impl Caps {
    pub(crate) fn none(provider: Name) -> Self {
        Self {
            provider,
            max_keys: usize::MAX,
            concurrency: 1,
        }
    }

    /// Of a provider in a list that is not empty.
    pub(crate) fn of(list: &impl Names, index: usize) -> Self {
        Self {
            provider: list.name(index),
            max_keys: list.max_keys(index),
            concurrency: list.concurrency(index),
        }
    }
}

/// How an answer is come by and judged: `ask` gives the future, `read` what came of it.
pub(crate) struct Means<'c, W, C, F, O> {
    pub(crate) ask: F,
    pub(crate) read: O,
    pub(crate) is_valid: &'c W,
    pub(crate) classify: &'c C,
}

/// The rest of a turn's chunks, being asked for.
///
/// In a box, as the future of a call should not be larger for what it seldom needs.
pub(crate) struct Several<'c, 'a, K, V, E, S, W, C, F, O, R> {
    #[allow(
        clippy::type_complexity,
        reason = "what a call has to do with, each once"
    )]
    desk: Box<Desk<'c, 'a, K, V, E, S, W, C, F, O>>,
    lanes: Vec<Lane<'a, R>>,
}

/// Where the chunks are handed out and taken back.
pub(super) struct Desk<'c, 'a, K, V, E, S, W, C, F, O> {
    call: &'c mut ItemsCall<'a, K, V, E, S>,
    burst: Burst<'a>,
    time: &'a Time,
    caps: Caps,
    means: Means<'c, W, C, F, O>,
    notes: Notes<'a, E>,
    /// Told if there is nothing to wait by.
    ended: &'c mut Ended,
}

/// A chunk that is under way.
struct Lane<'a, R> {
    /// The number of its request.
    number: usize,
    chunk: Chunk,
    doing: Doing<'a, R>,
}

/// What came of an attempt.
enum Came {
    Served,
    Failed,
    NoTimer,
}

enum Doing<'a, R> {
    Attempt(Limited<'a, Box<R>>),
    Rest(Wait),
    Nothing,
}

impl<'c, 'a, K, V, E, S, W, C, F, O> Desk<'c, 'a, K, V, E, S, W, C, F, O> {
    pub(super) fn new(
        call: &'c mut ItemsCall<'a, K, V, E, S>,
        burst: Burst<'a>,
        time: &'a Time,
        ended: &'c mut Ended,
        caps: Caps,
        means: Means<'c, W, C, F, O>,
    ) -> Self {
        Self {
            call,
            burst,
            time,
            caps,
            means,
            notes: Notes::new(),
            ended,
        }
    }
}

impl<'c, 'a, K, V, E, S, W, C, F, O, R, A> Several<'c, 'a, K, V, E, S, W, C, F, O, R>
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
    /// From the request whose first attempt the walk has begun.
    pub(super) fn new(
        desk: Desk<'c, 'a, K, V, E, S, W, C, F, O>,
        request: Request<'a>,
        chunk: Chunk,
    ) -> Self {
        let mut desk = Box::new(desk);
        let mut first = desk.open(request, chunk, 1);
        desk.ask(&mut first);
        let lanes = vec![first];
        Self { desk, lanes }
    }
}

impl<K, V, E, S, W, C, F, O, R, A> Future for Several<'_, '_, K, V, E, S, W, C, F, O, R>
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

    /// Goes on with every chunk as far as it goes.
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Self { desk, lanes } = &mut *self;
        // All of them at every wake: they are few, and who is not ready says so quickly.
        lanes.retain_mut(|lane| desk.advance(lane, context).is_pending());
        while lanes.len() < desk.caps.concurrency {
            let Some(mut lane) = desk.next() else { break };
            if desk.advance(&mut lane, context).is_pending() {
                lanes.push(lane);
            }
        }
        if desk.burst.is_over() {
            lanes.retain(|lane| desk.is_waited_for(lane));
        }
        if desk.is_refused() {
            lanes.clear();
        }
        if !lanes.is_empty() {
            return Poll::Pending;
        }
        desk.close();
        Poll::Ready(())
    }
}

impl<'a, K, V, E, S, W, C, F, O, R, A> Desk<'_, 'a, K, V, E, S, W, C, F, O>
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
    /// Begins the next chunk, if one may be begun.
    fn next(&mut self) -> Option<Lane<'a, R>> {
        if self.is_refused() {
            return None;
        }
        let request = self.burst.next(|| self.time.now())?;
        let chunk = self.call.ledger.chunk(request.number(), self.caps.max_keys);
        let mut lane = self.open(request, chunk, 0);
        self.attempt(&mut lane);
        Some(lane)
    }

    fn open(&mut self, request: Request<'a>, chunk: Chunk, known: u32) -> Lane<'a, R> {
        let number = request.number();
        let keys = self.call.ledger.numbers(chunk);
        self.notes.begin(request, keys, known);
        Lane {
            number,
            chunk,
            doing: Doing::Nothing,
        }
    }

    fn attempt(&mut self, lane: &mut Lane<'a, R>) {
        let rules = self.burst.rules();
        let request = self.notes.attempt(lane.number);
        request.begin(&rules, || self.time.now());
        self.ask(lane);
    }

    fn ask(&mut self, lane: &mut Lane<'a, R>) {
        let limit = self.notes.request(lane.number).limit();
        let keys = lane.chunk.of(&self.call.ledger.keys).to_vec();
        let attempt = Box::pin((self.means.ask)(keys));
        lane.doing = Doing::Attempt(Limited::new(attempt, limit, self.time));
    }

    /// Goes on with a chunk as far as it goes; ready when it is over.
    fn advance(&mut self, lane: &mut Lane<'a, R>, context: &mut Context<'_>) -> Poll<()> {
        loop {
            let rested = match &mut lane.doing {
                Doing::Attempt(attempt) => {
                    let answered = ready!(Pin::new(attempt).poll(context));
                    // Whatever it holds is free before its answer is judged.
                    lane.doing = Doing::Nothing;
                    match self.judge(lane, answered) {
                        Came::Failed => false,
                        Came::Served | Came::NoTimer => return Poll::Ready(()),
                    }
                }
                Doing::Rest(wait) => match ready!(wait.poll(self.time, context)) {
                    Ok(()) => true,
                    Err(NoTimer) => {
                        self.refuse();
                        return Poll::Ready(());
                    }
                },
                Doing::Nothing => return Poll::Ready(()),
            };
            let request = self.notes.request(lane.number);
            match self.burst.retry(request, rested, || self.time.now()) {
                Retry::Now => self.attempt(lane),
                Retry::After(rest) => {
                    let until = self.time.now().saturating_add(rest);
                    lane.doing = Doing::Rest(Wait::until(until));
                }
                Retry::No | Retry::NoTime => {
                    self.over(lane.number);
                    return Poll::Ready(());
                }
            }
        }
    }

    fn judge(&mut self, lane: &Lane<'a, R>, answered: Attempted<R::Output>) -> Came {
        let Desk {
            call,
            burst,
            time,
            means,
            notes,
            ..
        } = self;
        let Lane { number, chunk, .. } = *lane;
        let rules = burst.rules();
        let answered = answered.map(&means.read);
        let Ok(received) = call.receive(chunk, answered, time) else {
            self.refuse();
            return Came::NoTimer;
        };
        let (is_valid, classify) = (means.is_valid, means.classify);
        let reject = |key| notes.reject(number, key);
        match judged(
            &mut call.ledger,
            &rules,
            chunk,
            received,
            is_valid,
            classify,
            reject,
        ) {
            Ok(()) => {
                notes.request(number).succeeded();
                notes.served(number);
                self.over(number);
                Came::Served
            }
            Err((kind, verdict)) => {
                notes.failed(number, kind);
                burst.failed(notes.request(number), verdict);
                Came::Failed
            }
        }
    }

    fn refuse(&mut self) {
        *self.ended = Ended::Refused(ConfigError::NoTimer);
    }

    fn is_refused(&self) -> bool {
        matches!(self.ended, Ended::Refused(_))
    }

    fn close(&mut self) {
        self.notes.enter_all(self.call, self.caps.provider);
        if self.is_refused() {
            self.call.history.forget_empty();
        }
        self.call.run.end_burst(&self.burst);
    }

    /// A turn that is over waits for the attempts under way, not to make others.
    fn is_waited_for(&mut self, lane: &Lane<'a, R>) -> bool {
        if let Doing::Attempt(_) = lane.doing {
            return true;
        }
        self.over(lane.number);
        false
    }

    fn over(&mut self, number: usize) {
        let ends_turn = self.burst.is_over_by(number);
        self.notes.over(number, ends_turn);
        self.notes.enter(self.call, self.caps.provider);
    }
}
