//! A whole call: the walk, and the failures that it leaves.

mod awaited;
mod blocking;
mod hedged;
mod shapes;

use std::mem::replace;
use std::time::Duration;

pub(crate) use self::awaited::{Opening, Rest, Unserved, fetch_awaited};
pub(crate) use self::blocking::{fetch, fetch_checked};
pub(crate) use self::hedged::{Beginning, Outcome, check_timer, fetch_hedged};
pub use self::hedged::{Contender, Hedging};
pub use self::shapes::HedgedProviders;
pub(crate) use self::shapes::poll_under_way;
use crate::Name;
use crate::list::Names;
use crate::outcome::{Ended, Failure, FailureKind, Failures};
use crate::run::{Finish, Itinerary, Rules, Run, Standing, Step};
use crate::verdict::Verdict;

/// The names of a list, as the walk wants them: each provider is one request.
struct Whole<'a, L>(&'a L);

impl<L: Names> Itinerary for Whole<'_, L> {
    fn len(&self) -> usize {
        self.0.count()
    }

    fn name(&self, provider: usize) -> Name {
        self.0.name(provider)
    }
}

/// What a driver of a whole call does next.
pub(crate) enum Action {
    Call(usize),
    Sleep(Duration),
    GiveUp(Ended),
}

/// A walk and what it leaves: the failures of the turns that are over.
pub(crate) struct WholeCall<'a, E> {
    pub(crate) run: Run<'a>,
    /// How the last attempt of the turn under way failed.
    last: Option<FailureKind<E>>,
    failures: Failures<E>,
}

impl<'a, E> WholeCall<'a, E> {
    /// A call that was begun without a run: what its turns so far came to, how it stands, and how the last attempt of the
    /// turn under way failed.
    fn resume(
        rules: Rules<'a>,
        failures: Failures<E>,
        standing: Standing<'a>,
        last: Option<FailureKind<E>>,
    ) -> Self {
        let skips = failures
            .as_slice()
            .iter()
            .map(|failure| match &failure.kind {
                FailureKind::CircuitOpen(open) => Some(*open),
                _ => None,
            });
        Self {
            run: Run::resume(rules, skips, standing),
            last,
            failures,
        }
    }

    #[inline]
    pub(crate) fn next(&mut self, list: &impl Names, now: impl Fn() -> Duration) -> Action {
        loop {
            match self.run.next(&Whole(list), &now) {
                Step::Call { provider, .. } => return Action::Call(provider),
                Step::Sleep(wait) => return Action::Sleep(wait),
                Step::Failed { provider, tries } => {
                    if let Some(kind) = self.last.take() {
                        let failure = Failure::new(list.name(provider), kind, tries);
                        self.failures.push(failure);
                    }
                }
                Step::Skipped { provider, open } => {
                    self.failures
                        .push(Failure::skipped(list.name(provider), open));
                }
                Step::Recalled { provider } => self.failures.remove(list.name(provider)),
                Step::Finished(finish) => return Action::GiveUp(finish.into()),
            }
        }
    }

    #[inline]
    pub(crate) fn failed(&mut self, kind: FailureKind<E>, verdict: Verdict) {
        self.last = Some(kind);
        self.run.failed(verdict);
    }

    /// The call ends within a turn, which nobody is blamed for: what is known of it is kept.
    #[cold]
    pub(crate) fn abandon(&mut self, list: &impl Names) {
        if let Some(kind) = self.last.take() {
            let (provider, tries) = (list.name(self.run.provider()), self.run.tries());
            self.failures.push(Failure::new(provider, kind, tries));
        }
    }

    /// The attempt under way succeeded, and with it the call: after how many attempts of the turn, and what failures.
    pub(crate) fn succeeded(&mut self) -> (u32, Failures<E>) {
        self.run.succeeded();
        (self.run.tries(), self.take_failures())
    }

    fn take_failures(&mut self) -> Failures<E> {
        replace(&mut self.failures, Failures::None)
    }
}

impl From<Finish> for Ended {
    fn from(finish: Finish) -> Self {
        match finish {
            Finish::Exhausted => Self::Exhausted,
            Finish::Stopped => Self::Stopped,
            Finish::Deadline => Self::Deadline,
        }
    }
}
