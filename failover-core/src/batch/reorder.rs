//! Holds the outcomes of concurrent chunks until they can be recorded in request order.

use std::collections::VecDeque;
use std::mem::replace;

use super::driver::BatchCall;
use crate::engine::Request;
use crate::name::Name;
use crate::outcome::{Failure, FailureKind};

/// The chunks from the first one that is not recorded yet.
pub(super) struct ReorderBuffer<'a, E> {
    queue: VecDeque<PendingChunk<'a, E>>,
    /// The number of the first one's request.
    first: usize,
}

struct PendingChunk<'a, E> {
    request: Request<'a>,
    /// The numbers of its keys.
    keys: (u32, u32),
    /// Attempts that are in the log already.
    known: u32,
    /// The numbers of the keys whose values `is_valid` rejected in the last attempt.
    rejected: Vec<u32>,
    /// The failures of the attempts before, if they are kept.
    earlier: Vec<FailureKind<E>>,
    /// The failure of the last attempt that is over.
    last: Option<FailureKind<E>>,
    stage: ChunkStage,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ChunkStage {
    UnderWay,
    Over,
    /// The request is over, and it ended the turn.
    EndsTurn,
}

impl<'a, E> ReorderBuffer<'a, E> {
    pub(super) fn new() -> Self {
        Self {
            queue: VecDeque::new(),
            first: 0,
        }
    }

    /// Adds a request that was begun. Requests are added in order.
    pub(super) fn begin(&mut self, request: Request<'a>, keys: (u32, u32), known: u32) {
        if self.queue.is_empty() {
            self.first = request.number();
        }
        self.queue.push_back(PendingChunk {
            request,
            keys,
            known,
            rejected: Vec::new(),
            earlier: Vec::new(),
            last: None,
            stage: ChunkStage::UnderWay,
        });
    }

    /// Begins an attempt of this request.
    pub(super) fn attempt(&mut self, number: usize) -> &mut Request<'a> {
        let pending = self.pending(number);
        pending.rejected.clear();
        &mut pending.request
    }

    pub(super) fn request(&mut self, number: usize) -> &mut Request<'a> {
        &mut self.pending(number).request
    }

    pub(super) fn reject(&mut self, number: usize, key: u32) {
        self.pending(number).rejected.push(key);
    }

    /// Records that an attempt served this request, or how it failed. With `keeps`, the failure before is kept.
    pub(super) fn attempt_ended(
        &mut self,
        number: usize,
        failed: Option<FailureKind<E>>,
        keeps: bool,
    ) {
        let pending = self.pending(number);
        let before = replace(&mut pending.last, failed);
        pending.earlier.extend(before.filter(|_| keeps));
    }

    pub(super) fn over(&mut self, number: usize, ends_turn: bool) {
        self.pending(number).stage = if ends_turn {
            ChunkStage::EndsTurn
        } else {
            ChunkStage::Over
        };
    }

    /// Records the requests that are over, up to the first one that is under way.
    pub(super) fn record<K, V, S>(&mut self, call: &mut BatchCall<'a, K, V, E, S>, provider: Name) {
        let is_over = |pending: &&PendingChunk<'_, E>| pending.stage != ChunkStage::UnderWay;
        let over = self.queue.iter().take_while(is_over).count();
        self.first += over;
        for pending in self.queue.drain(..over) {
            pending.record(call, provider);
        }
    }

    /// Records all requests when none is waited for any more. A request under way is recorded if it had failed before.
    pub(super) fn record_all<K, V, S>(
        &mut self,
        call: &mut BatchCall<'a, K, V, E, S>,
        provider: Name,
    ) {
        for pending in self.queue.drain(..) {
            if pending.stage != ChunkStage::UnderWay || pending.last.is_some() {
                pending.record(call, provider);
            } else {
                call.log.dropped(pending.keys);
            }
        }
    }

    fn pending(&mut self, number: usize) -> &mut PendingChunk<'a, E> {
        &mut self.queue[number - self.first]
    }
}

impl<'a, E> PendingChunk<'a, E> {
    fn record<K, V, S>(self, call: &mut BatchCall<'a, K, V, E, S>, provider: Name) {
        let log = &mut call.log;
        log.attempts(
            self.keys,
            self.request.own_attempts().saturating_sub(self.known),
        );
        for key in self.rejected {
            log.reject(key);
        }
        let (served, own_attempts) = (self.last.is_none(), self.request.own_attempts());
        call.engine.enter(self.request, served);
        let before = call.engine.attempts() - own_attempts;
        for (attempt, kind) in (1..).zip(self.earlier) {
            log.attempt_failed(Failure::new(provider, kind, before + attempt), self.keys);
        }
        match self.last {
            None => log.served(),
            Some(kind) => {
                let failure = Failure::new(provider, kind, call.engine.attempts());
                log.failed(failure, self.keys);
                if self.stage == ChunkStage::EndsTurn {
                    log.ends_turn();
                }
            }
        }
    }
}
