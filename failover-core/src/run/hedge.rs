//! Who is started beside whom: every rule of a hedged call, in one machine.
//!
//! As [`Run`](super::Run), [`Hedge`] calls nobody, waits never and holds no value, no error and no clock. It says
//! whose turn begins when, and when the call is over; within a turn [`Run`](super::Run) says what happens.

use std::time::Duration;

use super::{AllOpen, Finish, Itinerary, Rules};
use crate::breaker::{Admitted, CircuitOpen};

/// What the driver of a hedged call does next.
pub(crate) enum HedgeStep<'a> {
    /// Start this provider's turn, then look how far it comes at once.
    Start {
        provider: usize,
        permit: Option<Admitted<'a>>,
    },
    /// This provider is not started, its circuit is open.
    Skipped { provider: usize, open: CircuitOpen },
    /// This provider was skipped, but is started after all.
    Recalled {
        provider: usize,
        permit: Admitted<'a>,
    },
    /// Wait for a turn to come to its end; if a time is given, until then at the longest, and say [`Hedge::waited`].
    Wait(Option<Duration>),
    /// The call is over, and nobody served.
    Finished(Finish),
}

/// See the module's documentation.
pub(crate) struct Hedge<'a> {
    rules: Rules<'a>,
    delay: Duration,
    /// The provider that is started next.
    position: usize,
    /// Turns under way.
    running: usize,
    /// How many are to be started now: one for each turn that came to nothing or takes long.
    due: usize,
    /// From when on the turn that was started last takes long.
    patience: Duration,
    all_open: AllOpen,
}

impl<'a> Hedge<'a> {
    #[inline]
    pub(crate) fn new(rules: Rules<'a>, delay: Duration) -> Self {
        Self {
            rules,
            delay,
            position: 0,
            running: 0,
            due: 1,
            patience: Duration::ZERO,
            all_open: AllOpen::Yes(None),
        }
    }

    pub(crate) fn rules(&self) -> Rules<'a> {
        self.rules
    }

    /// How many were started or skipped.
    pub(crate) fn position(&self) -> usize {
        self.position
    }

    /// What to do next.
    pub(crate) fn next(
        &mut self,
        list: &(impl Itinerary + ?Sized),
        now: impl Fn() -> Duration,
    ) -> HedgeStep<'a> {
        if self.rules.is_over(&now) {
            return self.wait_or(Finish::Deadline);
        }
        if self.position == list.len() {
            return match self.all_open.last_resort(&self.rules, list) {
                Some((provider, probe)) => {
                    self.running = 1;
                    let permit = Admitted::Probe(probe);
                    HedgeStep::Recalled { provider, permit }
                }
                None => self.wait_or(Finish::Exhausted),
            };
        }
        if self.due == 0 {
            return HedgeStep::Wait(Some(self.patience));
        }
        let provider = self.position;
        self.position += 1;
        match self.rules.admit(list.name(provider)) {
            Ok(permit) => {
                self.all_open = AllOpen::No;
                self.due -= 1;
                self.running += 1;
                if self.position < list.len() {
                    self.patience = now().saturating_add(self.delay);
                }
                HedgeStep::Start { provider, permit }
            }
            // The next is due in its place.
            Err(open) => {
                self.all_open.skip(provider, open);
                HedgeStep::Skipped { provider, open }
            }
        }
    }

    /// The turn that was started last takes long.
    pub(crate) fn waited(&mut self) {
        self.due += 1;
    }

    /// A turn came to nothing, for this reason. Whether that is the end of the call, whoever else is under way.
    pub(crate) fn failed(&mut self, finish: Finish) -> Option<Finish> {
        self.running -= 1;
        self.due += 1;
        if finish == Finish::Deadline {
            // Whatever the clock says: a turn waited for it.
            self.rules.end();
        }
        (finish == Finish::Stopped).then_some(finish)
    }

    /// Nobody else is started: the call is over when those under way are.
    fn wait_or(&self, finish: Finish) -> HedgeStep<'a> {
        match self.running {
            0 => HedgeStep::Finished(finish),
            _ => HedgeStep::Wait(None),
        }
    }
}
