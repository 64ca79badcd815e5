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
            self.rules.end_now();
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

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::breaker::CircuitBreaker;
    use crate::policy::{Policy, WhenAllOpen};
    use crate::{Clock, Name};

    /// The clock of a breaker.
    struct Still;

    impl Clock for Still {
        fn now(&self) -> Duration {
            Duration::ZERO
        }
    }

    /// So many providers: `a`, `b`, ..
    struct List(usize);

    impl Itinerary for List {
        fn len(&self) -> usize {
            self.0
        }

        fn name(&self, provider: usize) -> Name {
            Name::new(["a", "b", "c", "d"][provider])
        }
    }

    /// A step without its permit.
    #[derive(Debug, PartialEq)]
    enum Told {
        Start(usize),
        Skip(usize),
        Recall(usize),
        Wait(Option<u64>),
        Finish(Finish),
    }
    use Told::{Finish as Over, Recall, Skip, Start, Wait};

    /// A hedged call of some providers.
    struct Call<'a> {
        hedge: Hedge<'a>,
        list: List,
        now: Cell<Duration>,
        permits: Vec<Option<Admitted<'a>>>,
    }

    impl<'a> Call<'a> {
        fn new(policy: &'a Policy, breaker: Option<&'a CircuitBreaker>, count: usize) -> Self {
            let rules = Rules::new(policy, breaker, || Duration::ZERO);
            Self {
                hedge: Hedge::new(rules, secs(10)),
                list: List(count),
                now: Cell::default(),
                permits: Vec::new(),
            }
        }

        fn next(&mut self) -> Told {
            match self.hedge.next(&self.list, || self.now.get()) {
                HedgeStep::Start { provider, permit } => {
                    self.permits.push(permit);
                    Start(provider)
                }
                HedgeStep::Skipped { provider, .. } => Skip(provider),
                HedgeStep::Recalled { provider, permit } => {
                    self.permits.push(Some(permit));
                    Recall(provider)
                }
                HedgeStep::Wait(until) => Wait(until.map(|until| until.as_secs())),
                HedgeStep::Finished(finish) => Over(finish),
            }
        }

        fn failed(&mut self) {
            assert_eq!(self.hedge.failed(Finish::Exhausted), None);
        }
    }

    fn secs(secs: u64) -> Duration {
        Duration::from_secs(secs)
    }

    #[test]
    fn the_next_is_started_when_the_last_takes_long() {
        let policy = Policy::DEFAULT;
        let mut call = Call::new(&policy, None, 3);
        assert_eq!(call.next(), Start(0));
        assert_eq!(call.next(), Wait(Some(10)));
        assert_eq!(call.next(), Wait(Some(10)));
        call.now.set(secs(12));
        call.hedge.waited();
        assert_eq!(call.next(), Start(1));
        assert_eq!(call.next(), Wait(Some(22)));
        call.hedge.waited();
        assert_eq!(call.next(), Start(2));
        // Nobody is left to be started.
        assert_eq!(call.next(), Wait(None));
    }

    #[test]
    fn the_next_is_started_when_any_fails() {
        let policy = Policy::DEFAULT;
        let mut call = Call::new(&policy, None, 4);
        assert_eq!(call.next(), Start(0));
        call.failed();
        assert_eq!(call.next(), Start(1));
        call.hedge.waited();
        call.now.set(secs(3));
        assert_eq!(call.next(), Start(2));
        assert_eq!(call.next(), Wait(Some(13)));
        call.failed();
        assert_eq!(call.next(), Start(3));
        assert_eq!(call.next(), Wait(None));
        call.failed();
        assert_eq!(call.next(), Wait(None));
        call.failed();
        assert_eq!(call.next(), Over(Finish::Exhausted));
    }

    #[test]
    fn two_that_fail_start_two() {
        let policy = Policy::DEFAULT;
        let mut call = Call::new(&policy, None, 4);
        assert_eq!(call.next(), Start(0));
        call.hedge.waited();
        assert_eq!(call.next(), Start(1));
        call.failed();
        call.failed();
        assert_eq!(call.next(), Start(2));
        assert_eq!(call.next(), Start(3));
        assert_eq!(call.next(), Wait(None));
    }

    #[test]
    fn a_stop_ends_the_call_whoever_is_under_way() {
        let policy = Policy::DEFAULT;
        let mut call = Call::new(&policy, None, 2);
        assert_eq!(call.next(), Start(0));
        call.hedge.waited();
        assert_eq!(call.next(), Start(1));
        assert_eq!(call.hedge.failed(Finish::Stopped), Some(Finish::Stopped));
    }

    #[test]
    fn nobody_is_started_after_the_deadline() {
        let policy = Policy {
            deadline: Some(secs(5)),
            ..Policy::DEFAULT
        };
        let mut call = Call::new(&policy, None, 3);
        assert_eq!(call.next(), Start(0));
        call.hedge.waited();
        assert_eq!(call.next(), Start(1));
        call.now.set(secs(5));
        call.hedge.waited();
        assert_eq!(call.next(), Wait(None));
        assert_eq!(call.hedge.failed(Finish::Deadline), None);
        assert_eq!(call.next(), Wait(None));
        assert_eq!(call.hedge.failed(Finish::Deadline), None);
        assert_eq!(call.next(), Over(Finish::Deadline));
        assert_eq!(call.hedge.position(), 2);
    }

    #[test]
    fn a_circuit_that_is_open_costs_no_time() {
        let breaker = CircuitBreaker::new(1, secs(60)).clock(Still);
        breaker.force_open("a");
        breaker.force_open("c");
        let policy = Policy::DEFAULT;
        let mut call = Call::new(&policy, Some(&breaker), 3);
        assert_eq!(call.next(), Skip(0));
        assert_eq!(call.next(), Start(1));
        assert_eq!(call.next(), Wait(Some(10)));
        call.hedge.waited();
        assert_eq!(call.next(), Skip(2));
        assert_eq!(call.next(), Wait(None));
        call.failed();
        assert_eq!(call.next(), Over(Finish::Exhausted));
    }

    #[test]
    fn where_all_are_open_the_earliest_may_be_recalled() {
        for (when_all_open, expected) in [
            (WhenAllOpen::Fail, Over(Finish::Exhausted)),
            (WhenAllOpen::ProbeEarliest, Recall(1)),
        ] {
            let breaker = CircuitBreaker::new(1, secs(60)).clock(Still);
            for (name, wait) in [("a", 30), ("b", 20), ("c", 40)] {
                breaker.permit(name).unwrap().stay_away(secs(wait));
            }
            let policy = Policy {
                when_all_open,
                ..Policy::DEFAULT
            };
            let mut call = Call::new(&policy, Some(&breaker), 3);
            assert_eq!([call.next(), call.next()], [Skip(0), Skip(1)]);
            assert_eq!([call.next(), call.next()], [Skip(2), expected]);
            if when_all_open == WhenAllOpen::ProbeEarliest {
                // Nobody beside it, and nobody after it.
                assert_eq!(call.next(), Wait(None));
                call.failed();
                assert_eq!(call.next(), Over(Finish::Exhausted));
            }
        }
    }
}
