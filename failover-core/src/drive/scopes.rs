//! [`Scopes`]: what observers put around the polls of an async attempt.

use crate::event::AttemptScope;

/// The scopes of an async attempt: of the call's observer, and of the process's.
///
/// They are entered before a poll, and exited if the attempt is not ready. If it is ready or panics, they are exited when they
/// are dropped. So a poll of a call that is not observed pays nothing for the way out.
pub(crate) struct Scopes {
    scopes: [Option<Box<dyn AttemptScope>>; 2],
    is_entered: bool,
}

impl Scopes {
    pub(super) fn new(scopes: [Option<Box<dyn AttemptScope>>; 2]) -> Self {
        Self {
            scopes,
            is_entered: false,
        }
    }

    pub(crate) fn enter(&mut self) {
        self.is_entered = true;
        self.scopes
            .iter_mut()
            .flatten()
            .for_each(|scope| scope.enter());
    }

    pub(crate) fn exit(&mut self) {
        if std::mem::take(&mut self.is_entered) {
            // In reverse, so that they are nested.
            let scopes = self.scopes.iter_mut().rev();
            scopes.flatten().for_each(|scope| scope.exit());
        }
    }
}

impl Drop for Scopes {
    fn drop(&mut self) {
        self.exit();
    }
}
