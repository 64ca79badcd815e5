//! What is to be told of chunks that are asked for at once, until it can be told in their order.

use std::collections::VecDeque;

use super::ItemsCall;
use crate::Name;
use crate::outcome::{Failure, FailureKind};
use crate::run::Request;

/// Of the first chunk that is not told of, and of all begun since.
pub(super) struct Notes<'a, E> {
    queue: VecDeque<Note<'a, E>>,
    /// The number of the first one's request.
    first: usize,
}

struct Note<'a, E> {
    request: Request<'a>,
    /// The numbers of its keys.
    keys: (u32, u32),
    /// Attempts that the history knows of already.
    known: u32,
    /// The numbers of the keys whose values the last attempt brought in vain.
    rejected: Vec<u32>,
    /// How the last attempt that is over failed.
    last: Option<FailureKind<E>>,
    stage: Stage,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    UnderWay,
    Over,
    /// It is over, and by it the turn.
    EndsTurn,
}

impl<'a, E> Notes<'a, E> {
    pub(super) fn new() -> Self {
        Self {
            queue: VecDeque::new(),
            first: 0,
        }
    }

    /// A request is begun; they come in order.
    pub(super) fn begin(&mut self, request: Request<'a>, keys: (u32, u32), known: u32) {
        if self.queue.is_empty() {
            self.first = request.number();
        }
        self.queue.push_back(Note {
            request,
            keys,
            known,
            rejected: Vec::new(),
            last: None,
            stage: Stage::UnderWay,
        });
    }

    /// An attempt of this request begins.
    pub(super) fn attempt(&mut self, number: usize) -> &mut Request<'a> {
        let note = self.note(number);
        note.rejected.clear();
        &mut note.request
    }

    pub(super) fn request(&mut self, number: usize) -> &mut Request<'a> {
        &mut self.note(number).request
    }

    pub(super) fn reject(&mut self, number: usize, key: u32) {
        self.note(number).rejected.push(key);
    }

    pub(super) fn served(&mut self, number: usize) {
        self.note(number).last = None;
    }

    pub(super) fn failed(&mut self, number: usize, kind: FailureKind<E>) {
        self.note(number).last = Some(kind);
    }

    pub(super) fn over(&mut self, number: usize, ends_turn: bool) {
        self.note(number).stage = if ends_turn {
            Stage::EndsTurn
        } else {
            Stage::Over
        };
    }

    /// Tells of those that are over, as far as all before them are.
    pub(super) fn enter<K, V, S>(&mut self, call: &mut ItemsCall<'a, K, V, E, S>, provider: Name) {
        let is_over = |note: &&Note<'_, E>| note.stage != Stage::UnderWay;
        let over = self.queue.iter().take_while(is_over).count();
        self.first += over;
        for note in self.queue.drain(..over) {
            note.enter(call, provider);
        }
    }

    /// Tells of all that are left, as nobody is waited for any more: of those under way too, if they had failed before.
    pub(super) fn enter_all<K, V, S>(
        &mut self,
        call: &mut ItemsCall<'a, K, V, E, S>,
        provider: Name,
    ) {
        for note in self.queue.drain(..) {
            if note.stage != Stage::UnderWay || note.last.is_some() {
                note.enter(call, provider);
            } else {
                call.history.dropped(note.keys);
            }
        }
    }

    fn note(&mut self, number: usize) -> &mut Note<'a, E> {
        &mut self.queue[number - self.first]
    }
}

impl<'a, E> Note<'a, E> {
    fn enter<K, V, S>(self, call: &mut ItemsCall<'a, K, V, E, S>, provider: Name) {
        let history = &mut call.history;
        history.attempts(
            self.keys,
            self.request.own_tries().saturating_sub(self.known),
        );
        for key in self.rejected {
            history.reject(key);
        }
        let served = self.last.is_none();
        call.run.enter(self.request, served);
        match self.last {
            None => history.served(),
            Some(kind) => {
                let failure = Failure::new(provider, kind, call.run.tries());
                history.failed(failure, self.keys);
                if self.stage == Stage::EndsTurn {
                    history.ends_turn();
                }
            }
        }
    }
}
