//! [`Scopes`]: what observers put around the polls of an async attempt.

use crate::event::AttemptScope;

/// The scopes of an async attempt: of the call's observer, and of the process's.
#[derive(Default)]
pub(crate) struct Scopes(pub(super) [Option<Box<dyn AttemptScope>>; 2]);

/// The scopes of an attempt during a poll. They are exited when this is dropped, also if the attempt panics.
pub(crate) struct Entered<'s>(Option<&'s mut Scopes>);

impl<'s> Entered<'s> {
    #[inline]
    pub(crate) fn new(mut scopes: Option<&'s mut Scopes>) -> Self {
        if let Some(Scopes(scopes)) = &mut scopes {
            scopes.iter_mut().flatten().for_each(|scope| scope.enter());
        }
        Self(scopes)
    }
}

impl Drop for Entered<'_> {
    #[inline]
    fn drop(&mut self) {
        if let Some(Scopes(scopes)) = &mut self.0 {
            // In reverse, so that they are nested.
            scopes
                .iter_mut()
                .rev()
                .flatten()
                .for_each(|scope| scope.exit());
        }
    }
}
