//! [`LaterAttempt`]: an attempt of an async call after the first one, and the value that an attempt serves.

use super::{FastAttempt, ValueCall};
use crate::drive::Scopes;
use crate::engine::Attempt;
use crate::event::EndReason;
use crate::name::Name;
use crate::outcome::{AllProvidersFailed, Failure, FailureKind, Failures, Served};
use crate::providers::ProviderNames;

/// A call on the fast path, after its first failure.
pub(super) struct FastCall<'a, E> {
    pub(super) attempt: FastAttempt<'a>,
    /// The failure of the attempt before, if this one is a retry.
    pub(super) last: Option<FailureKind<E>>,
    /// The failures of the turns that are over.
    pub(super) failures: Failures<E>,
}

/// An attempt after the first one. Its call is in a box, to keep the future of a call small.
pub(super) enum LaterAttempt<'a, E> {
    Fast(Box<FastCall<'a, E>>),
    Engine(Box<ValueCall<'a, E>>, Attempt),
}

/// A value, and the attempt that served it if that is not the first one.
///
/// It leaves the call before it becomes a [`Served`]. So the larger value is made once, where it is returned, and not kept
/// while the call is dropped.
#[allow(missing_debug_implementations, reason = "only `__drive!` holds one")]
pub struct AsyncSuccess<'a, T, E> {
    pub(super) value: T,
    pub(super) later: Option<LaterAttempt<'a, E>>,
}

impl<E> FastCall<'_, E> {
    /// Ends the call within a turn that counts as neither success nor failure, and keeps its last failure.
    #[cold]
    pub(super) fn abandon(mut self, reason: EndReason) -> AllProvidersFailed<E> {
        if let Some(kind) = self.last {
            let FastAttempt { name, attempts, .. } = self.attempt;
            self.failures.push(Failure::new(name, kind, attempts));
        }
        AllProvidersFailed::new(self.failures, reason)
    }
}

impl<T, E> AsyncSuccess<'_, T, E> {
    /// Returns the value with its provider and the failures before.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "called in one place of each future; out of line it costs as much again"
    )]
    pub fn served(self, names: &impl ProviderNames) -> Served<T, E> {
        let Self { value, later } = self;
        match later {
            None => Served::new(value, names.early_name(0), 1, Failures::None),
            Some(later) => {
                let (name, attempts, failures) = later.succeeded(names.names());
                Served::new(value, name, attempts, failures)
            }
        }
    }
}

impl<E> LaterAttempt<'_, E> {
    /// Returns the provider's index, and the number of the attempt in its turn.
    pub(super) fn position(&self) -> (usize, u32) {
        match self {
            Self::Fast(call) => (call.attempt.provider, call.attempt.attempts),
            Self::Engine(call, attempt) => (attempt.provider(), call.attempts()),
        }
    }

    /// Enters the scopes of the attempt, which is about to be polled. Only a call with an engine may be observed.
    #[cold]
    #[inline(never)]
    pub(super) fn enter_scopes(&mut self) {
        if let Self::Engine(call, _) = self {
            call.scopes().into_iter().for_each(Scopes::enter);
        }
    }

    /// Exits the scopes of the attempt, which is not ready.
    #[cold]
    #[inline(never)]
    pub(super) fn exit_scopes(&mut self) {
        if let Self::Engine(call, _) = self {
            call.scopes().into_iter().for_each(Scopes::exit);
        }
    }

    /// Reports that the attempt served. Returns the provider, the attempts of its turn, and the failures before.
    #[cold]
    #[inline(never)]
    fn succeeded(self, names: &dyn ProviderNames) -> (Name, u32, Failures<E>) {
        match self {
            Self::Fast(call) => {
                let FastAttempt {
                    turn,
                    name,
                    attempts,
                    ..
                } = call.attempt;
                turn.succeeded();
                (name, attempts, call.failures)
            }
            Self::Engine(mut call, attempt) => call.succeeded(attempt, names),
        }
    }
}
