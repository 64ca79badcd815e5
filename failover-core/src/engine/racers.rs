//! The running turns of a hedged call that may be overtaken, and what their circuits learn then.

use super::TurnSettings;
use crate::breaker::{AnyPermit, CircuitBreaker, FailureReport};
use crate::verdict::Verdict;

/// The turns that are running, in the order in which they started. Empty if no circuit learns who was overtaken.
pub(super) struct Racers<'a> {
    racers: Vec<Racer<'a>>,
}

/// A running turn, and the circuit that learns if it is overtaken.
struct Racer<'a> {
    provider: usize,
    report: FailureReport<'a>,
    breaker: &'a CircuitBreaker,
}

impl<'a> Racers<'a> {
    pub(super) const NONE: Self = Self { racers: Vec::new() };

    /// Notes that a turn runs that may be overtaken.
    #[cold]
    pub(super) fn add(
        &mut self,
        provider: usize,
        permit: Option<&AnyPermit<'a>>,
        settings: &TurnSettings<'a>,
    ) {
        if let (Some(permit), Some(breaker)) = (permit, settings.breaker()) {
            self.racers.push(Racer {
                provider,
                report: permit.failure_report(),
                breaker,
            });
        }
    }

    /// Notes that a turn has failed. Its circuit knows.
    pub(super) fn remove(&mut self, provider: usize) {
        self.racers.retain(|racer| racer.provider != provider);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.racers.is_empty()
    }

    /// Reports this verdict to the circuits of the turns that were started before the winner's. A turn that was started
    /// after it has had less time, so its circuit learns nothing.
    #[cold]
    pub(super) fn overtaken_by(&self, winner: usize, verdict: Verdict) {
        let racers = self.racers.iter();
        for racer in racers.take_while(|racer| racer.provider != winner) {
            racer.report.fail(verdict, racer.breaker);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::engine::CallSettings;
    use crate::name::Name;
    use crate::policy::Policy;

    #[test]
    fn whoever_was_started_before_the_winner_and_is_running_was_overtaken() {
        let breaker = CircuitBreaker::new(5, Duration::from_secs(60));
        let policy = Policy::DEFAULT;
        let call = CallSettings::new(&policy, Some(&breaker), || Duration::ZERO);
        let settings = TurnSettings::new(call, None);
        let mut racers = Racers::NONE;
        for (provider, name) in ["a", "b", "c", "d"].into_iter().enumerate() {
            let permit = settings.admit(Name::new(name)).unwrap();
            racers.add(provider, permit.as_ref(), &settings);
        }
        // The second one has failed, and its turn has told the circuit. The third one serves.
        racers.remove(1);
        racers.overtaken_by(2, Verdict::NEXT);
        let failures = breaker.snapshot().into_iter().map(|it| it.failures);
        assert_eq!(failures.collect::<Vec<_>>(), [1, 0, 0, 0]);
    }
}
