//! [`ObservedCall`]: the events of an observed call.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use super::context::CallContext;
use super::scopes::Scopes;
use crate::engine::{Engine, Step};
use crate::error::ConfigError;
use crate::event::{
    AttemptEnded, AttemptKind, AttemptStarted, BatchFinished, CircuitOpen, EndReason, Event,
    FailedOver, Interest, NotServed, Observers, Outcome, ProviderKeys, Skipped, ValueServed,
    Waiting,
};
use crate::name::Name;
use crate::outcome::{AllProvidersFailed, FailureKind};
use crate::time::TimeSources;
use crate::verdict::Verdict;

/// The observers of a call, and what its events need to know.
///
/// A call without observers has none of these: it costs one load to see that. With observers a call takes no fast path, so
/// all its steps pass through the code that is shared by all calls, and only that code sends events.
///
/// Events wait in a queue until the driver has nothing left to tell the engine. By then the circuits are settled, so a
/// panic in an observer leaves them as they should be.
pub(crate) struct ObservedCall<'a> {
    observers: Observers<'a>,
    client: Option<Name>,
    time: &'a TimeSources,
    /// The time at which the call began, if an observer wants durations.
    began: Option<Duration>,
    /// The attempts under way. Only concurrent chunks have more than one.
    under_way: Vec<AttemptUnderWay>,
    /// The provider of the last turn that did not serve.
    not_served_by: Option<Name>,
    turns: u32,
    queue: Vec<Event<'static>>,
    scope: Scope,
    is_over: bool,
}

/// The events that are sent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Those of a whole call.
    Call,
    /// Those of the attempts of one turn in a hedged call, which sends the others itself.
    Turn { is_hedge: bool },
}

struct AttemptUnderWay {
    /// The number of its request.
    request: usize,
    provider: Name,
    attempt: u32,
    kind: AttemptKind,
    began: Option<Duration>,
    /// `None` until an async attempt is polled.
    scopes: Option<Box<Scopes>>,
}

impl<'a> ObservedCall<'a> {
    /// Returns the observed side of a call that begins now. `None` if it has no observer.
    #[inline]
    pub(crate) fn begin(context: CallContext<'a>) -> Option<Box<Self>> {
        Self::of(context, Scope::Call)
    }

    /// Returns the observed side of one turn of a hedged call. `is_hedge` is true if another turn was running.
    #[inline]
    pub(crate) fn begin_turn(context: CallContext<'a>, is_hedge: bool) -> Option<Box<Self>> {
        Self::of(context, Scope::Turn { is_hedge })
    }

    #[inline]
    fn of(context: CallContext<'a>, scope: Scope) -> Option<Box<Self>> {
        let observe = || Box::new(Self::new(context, scope));
        context.is_observed().then(observe)
    }

    #[cold]
    fn new(context: CallContext<'a>, scope: Scope) -> Self {
        let watch = context.watch;
        let observers = Observers::new(watch.and_then(|watch| watch.observer.as_ref()));
        let time = context.time;
        Self {
            observers,
            client: watch.and_then(|watch| watch.name),
            time,
            began: observers.want(Interest::DURATIONS).then(|| time.now()),
            under_way: Vec::new(),
            not_served_by: None,
            turns: 0,
            queue: Vec::with_capacity(4),
            scope,
            is_over: false,
        }
    }

    /// Returns the time since `began`, if an observer wants durations.
    fn since(&self, began: Option<Duration>) -> Option<Duration> {
        began.map(|began| self.time.now().saturating_sub(began))
    }

    /// Notes the next step of a call. Sends all events before the driver does it.
    pub(crate) fn step(&mut self, step: &Step, engine: &Engine<'_>, name: impl Fn(usize) -> Name) {
        match *step {
            Step::Attempt(ref attempt) => {
                let provider = name(attempt.provider());
                let (request, number) = (engine.request(), engine.request_attempts());
                if (request, number) == (0, 1) {
                    self.turn_begins(provider);
                }
                self.attempt_begins(request, provider, number, engine.attempt_kind());
                self.send();
            }
            Step::Sleep(rest) => {
                self.waits(name(engine.provider()), rest.wait);
                self.send();
            }
            Step::Failed { provider, .. } => self.turn_failed(name(provider)),
            Step::Skipped { provider, open } => self.skipped(name(provider), open),
            Step::Recalled { .. } => self.recalled(),
            // The driver knows how the call ends.
            Step::Finished(_) => {}
        }
    }

    /// Notes that an attempt begins.
    pub(crate) fn attempt_begins(
        &mut self,
        request: usize,
        provider: Name,
        attempt: u32,
        kind: AttemptKind,
    ) {
        let kind = match (self.scope, kind) {
            (Scope::Turn { is_hedge: true }, AttemptKind::First) => AttemptKind::Hedge,
            (_, kind) => kind,
        };
        let began = self.began.map(|_| self.time.now());
        self.under_way.push(AttemptUnderWay {
            request,
            provider,
            attempt,
            kind,
            began,
            scopes: None,
        });
    }

    /// Opens the scopes of the attempt under way at this request, for a driver that keeps them.
    pub(crate) fn open_scopes(&self, request: usize) -> Option<Box<Scopes>> {
        let mut under_way = self.under_way.iter();
        let attempt = under_way.find(|attempt| attempt.request == request)?;
        let started = AttemptStarted {
            client: self.client,
            provider: attempt.provider,
            attempt: attempt.attempt,
            kind: attempt.kind,
        };
        Some(Box::new(Scopes::new(
            self.observers.attempt_scopes(&started),
        )))
    }

    /// Returns the scopes of the attempt under way at this request, and opens them for the first poll.
    pub(crate) fn scopes(&mut self, request: usize) -> Option<&mut Scopes> {
        let mut under_way = self.under_way.iter();
        let place = under_way.position(|attempt| attempt.request == request)?;
        if self.under_way[place].scopes.is_none() {
            self.under_way[place].scopes = self.open_scopes(request);
        }
        self.under_way[place].scopes.as_deref_mut()
    }

    /// Notes that a provider's turn begins.
    pub(crate) fn turn_begins(&mut self, provider: Name) {
        self.turns = self.turns.saturating_add(1);
        if let Some(from) = self.not_served_by.take() {
            self.queue.push(Event::FailedOver(FailedOver {
                client: self.client,
                from,
                to: provider,
            }));
        }
    }

    /// Queues the end of the attempt under way at this request, which was judged.
    pub(crate) fn judged<T, E>(
        &mut self,
        request: usize,
        judged: &Result<T, (FailureKind<E>, Verdict)>,
    ) {
        match judged {
            Ok(_) => self.attempt_ended(request, Outcome::Served, None),
            Err(failed) => self.failed(request, failed),
        }
    }

    /// Queues the end of the attempt under way at this request, which failed.
    pub(crate) fn failed<E>(
        &mut self,
        request: usize,
        (kind, verdict): &(FailureKind<E>, Verdict),
    ) {
        self.attempt_ended(request, outcome_of(kind), Some(*verdict));
    }

    /// Queues the end of the attempt under way at this request.
    pub(crate) fn attempt_ended(
        &mut self,
        request: usize,
        outcome: Outcome,
        verdict: Option<Verdict>,
    ) {
        let mut under_way = self.under_way.iter();
        let Some(place) = under_way.position(|attempt| attempt.request == request) else {
            return;
        };
        let attempt = self.under_way.swap_remove(place);
        self.queue.push(Event::AttemptEnded(AttemptEnded {
            client: self.client,
            provider: attempt.provider,
            attempt: attempt.attempt,
            kind: attempt.kind,
            outcome,
            verdict,
            duration: self.since(attempt.began),
        }));
    }

    /// Notes that a provider's retry waits. A rest that only lets other tasks run is no event.
    pub(crate) fn waits(&mut self, provider: Name, wait: Duration) {
        if wait.is_zero() {
            return;
        }
        self.queue.push(Event::Waiting(Waiting {
            client: self.client,
            provider,
            wait,
        }));
    }

    pub(crate) fn skipped(&mut self, provider: Name, open: CircuitOpen) {
        self.turns = self.turns.saturating_add(1);
        self.not_served_by = Some(provider);
        self.queue.push(Event::Skipped(Skipped {
            client: self.client,
            provider,
            open,
        }));
    }

    /// Notes that a provider that was skipped is called after all. It has one turn, and calling it is no failover.
    pub(crate) fn recalled(&mut self) {
        self.turns = self.turns.saturating_sub(1);
        self.not_served_by = None;
    }

    /// Notes that a turn is over, and that it did not serve.
    pub(crate) fn turn_failed(&mut self, provider: Name) {
        self.not_served_by = Some(provider);
    }

    /// Sends the events in the queue. The circuits are settled by now.
    pub(crate) fn send(&mut self) {
        for event in self.queue.drain(..) {
            self.observers.send(&event);
        }
    }

    /// Sends all events up to the end of a value call that was served.
    pub(crate) fn served(&mut self, provider: Name) {
        self.end(Event::Served(ValueServed {
            client: self.client,
            provider,
            turns: self.turns,
            duration: self.since(self.began),
        }));
    }

    /// Sends all events up to the end of a batch call.
    pub(crate) fn batch_finished(
        &mut self,
        providers: &[ProviderKeys],
        missing: usize,
        end_reason: EndReason,
    ) {
        self.is_over = true;
        self.cancel_attempts();
        self.send();
        self.observers.send(&Event::BatchFinished(BatchFinished {
            client: self.client,
            providers,
            missing,
            end_reason,
            duration: self.since(self.began),
        }));
    }

    /// Sends all events up to the end of a call that was not served.
    pub(crate) fn not_served(&mut self, end_reason: Option<EndReason>) {
        self.cancel_attempts();
        self.end(Event::NotServed(NotServed {
            client: self.client,
            turns: self.turns,
            end_reason,
            duration: self.since(self.began),
        }));
    }

    /// Queues the end of the attempts that are dropped with the call.
    fn cancel_attempts(&mut self) {
        while let Some(attempt) = self.under_way.first() {
            self.attempt_ended(attempt.request, Outcome::Cancelled, None);
        }
    }

    fn end(&mut self, event: Event<'static>) {
        // Set first: after a panic in an observer, dropping the call must not end it again.
        self.is_over = true;
        if self.scope == Scope::Call {
            self.queue.push(event);
        }
        self.send();
    }
}

impl CallContext<'_> {
    /// Ends a call that is refused before it begins.
    #[cold]
    #[inline(never)]
    pub(crate) fn refuse<E>(self, error: ConfigError) -> AllProvidersFailed<E> {
        if let Some(mut observed) = ObservedCall::begin(self) {
            observed.not_served(Some(EndReason::Refused(error)));
        }
        AllProvidersFailed::refused(error)
    }
}

impl Drop for ObservedCall<'_> {
    /// Ends a call that its caller dropped, or in which a provider panicked.
    fn drop(&mut self) {
        if !self.is_over {
            // A panic while the thread is panicking would abort the process.
            let _ = catch_unwind(AssertUnwindSafe(|| self.not_served(None)));
        }
    }
}

/// Returns the outcome of an attempt that failed in this way.
fn outcome_of<E>(kind: &FailureKind<E>) -> Outcome {
    match kind {
        FailureKind::Error(_) => Outcome::Error,
        FailureKind::Rejected => Outcome::Rejected,
        FailureKind::Absent => Outcome::Absent,
        FailureKind::TimedOut => Outcome::TimedOut,
        FailureKind::WrongLength { .. } => Outcome::WrongLength,
        // No attempt ends with an open circuit.
        FailureKind::Cancelled | FailureKind::CircuitOpen(_) => Outcome::Cancelled,
    }
}
