//! The sans-IO state machine of a hedged call: every rule about which provider is started when.
//!
//! Like [`Engine`](super::Engine), [`HedgeEngine`] calls no provider, does not wait, and holds no value, no error and no
//! clock. It decides when each turn begins and when the call is over. Within a turn, an [`Engine`](super::Engine) decides.

use std::mem::replace;
use std::time::Duration;

use super::racers::Racers;
use super::{AllOpen, CallSettings, EngineInput, Finish, TurnSettings};
use crate::breaker::AnyPermit;
use crate::event::CircuitOpen;
use crate::policy::Hedging;
use crate::verdict::Verdict;

/// The next thing that the driver of a hedged call does.
pub(crate) enum HedgeStep<'a> {
    /// Start this turn and poll it once.
    Start {
        turn: RunningTurn,
        permit: Option<AnyPermit<'a>>,
    },
    /// Record a skip: the provider is not started, because its circuit is open.
    Skipped { provider: usize, open: CircuitOpen },
    /// Forget the skip of this provider and start its turn after all.
    Recalled {
        turn: RunningTurn,
        permit: AnyPermit<'a>,
    },
    /// Wait until a turn ends. If a time is given, wait no longer, and then report [`HedgeEngine::waited`].
    Wait(Option<Duration>),
    /// The call is over, and no provider served.
    Finished(Finish),
}

/// A turn that was started. It is reported once, to [`HedgeEngine::failed`], which consumes it.
#[derive(Debug)]
pub(crate) struct RunningTurn {
    // A `u32`, because futures hold turns.
    provider: u32,
    is_first: bool,
}

impl RunningTurn {
    fn of(provider: usize, is_first: bool) -> Self {
        let provider = u32::try_from(provider).unwrap_or(u32::MAX);
        Self { provider, is_first }
    }

    pub(crate) fn provider(&self) -> usize {
        self.provider as usize
    }

    /// Returns true for the first turn that the call started.
    pub(crate) fn is_first(&self) -> bool {
        self.is_first
    }
}

/// The state machine of a hedged call. See the module's documentation.
pub(crate) struct HedgeEngine<'a> {
    settings: CallSettings<'a>,
    hedging: Hedging,
    /// The provider that is started next.
    position: usize,
    /// True if a turn was started.
    has_begun: bool,
    /// Turns under way.
    running: usize,
    /// The number of turns to start now: one for each turn that has failed or is slow.
    due: usize,
    /// The time from which on the turn that was started last is slow. `None` if it is never slow.
    slow_at: Option<Duration>,
    racers: Racers<'a>,
    all_open: AllOpen,
}

impl<'a> HedgeEngine<'a> {
    #[inline]
    pub(crate) fn new(settings: CallSettings<'a>, hedging: Hedging) -> Self {
        Self {
            settings,
            hedging,
            position: 0,
            has_begun: false,
            running: 0,
            due: 1,
            slow_at: None,
            racers: Racers::NONE,
            all_open: AllOpen::Yes(None),
        }
    }

    pub(crate) fn settings(&self) -> CallSettings<'a> {
        self.settings
    }

    /// Returns the number of providers that were started or skipped.
    pub(crate) fn position(&self) -> usize {
        self.position
    }

    /// Returns the next step.
    pub(crate) fn next(
        &mut self,
        list: &(impl EngineInput + ?Sized),
        now: impl Fn() -> Duration,
    ) -> HedgeStep<'a> {
        if self.settings.is_over(&now) {
            return self.wait_or(Finish::Deadline);
        }
        if self.position == list.len() {
            return match self.all_open.last_resort(&self.settings, list) {
                Some((provider, probe)) => {
                    self.running = 1;
                    // Every other turn was a skip.
                    let is_first = true;
                    HedgeStep::Recalled {
                        turn: RunningTurn::of(provider, is_first),
                        permit: AnyPermit::Probe(probe),
                    }
                }
                None => self.wait_or(Finish::Exhausted),
            };
        }
        if self.due == 0 {
            return HedgeStep::Wait(self.slow_at.filter(|_| self.may_hedge()));
        }
        let provider = self.position;
        self.position += 1;
        let settings = TurnSettings::new(self.settings, list.settings(provider));
        match settings.admit(list.name(provider)) {
            Ok(permit) => {
                let is_first = !replace(&mut self.has_begun, true);
                self.all_open = AllOpen::No;
                self.due -= 1;
                self.running += 1;
                if self.position < list.len() {
                    let is_probe = matches!(permit, Some(AnyPermit::Probe(_)));
                    let limit = settings.timeout().filter(|_| is_probe);
                    self.slow_at = self.slow_at(limit, now());
                }
                if !self.on_overtaken().teaches_nothing() {
                    self.racers.add(provider, permit.as_ref(), &settings);
                }
                let turn = RunningTurn::of(provider, is_first);
                HedgeStep::Start { turn, permit }
            }
            // The next provider takes its place.
            Err(open) => {
                self.all_open.skip(provider, open);
                HedgeStep::Skipped { provider, open }
            }
        }
    }

    /// Returns true if the cap lets another turn start because an earlier one is slow. A turn that fails makes room for the
    /// next one, so starting that is no hedge.
    fn may_hedge(&self) -> bool {
        u32::try_from(self.running).is_ok_and(|running| running <= self.hedging.max_hedges)
    }

    /// Returns the time from which on a turn that begins now is slow. `None` if it is never slow. A probe has a limit.
    fn slow_at(&self, limit: Option<Duration>, now: Duration) -> Option<Duration> {
        // A half-open provider that answers well, but always after the next one, would lose its probe in each call, and its
        // circuit would never close. So a probe has no rival until its timeout, unless that leaves no time for another
        // provider before the deadline. The price is one slow call for each time that the circuit was open.
        if let Some(timeout) = limit {
            let is_over = now.saturating_add(timeout);
            if self.settings.end.is_none_or(|end| is_over < end) {
                return None;
            }
        }
        Some(now.saturating_add(self.hedging.delay()))
    }

    fn on_overtaken(&self) -> Verdict {
        self.settings.policy.on_overtaken
    }

    /// Reports that a turn served. The circuits of the running turns that were started before it learn that they were
    /// overtaken.
    #[inline]
    pub(crate) fn served(&mut self, winner: &RunningTurn) {
        if !self.racers.is_empty() {
            let verdict = self.on_overtaken();
            self.racers.overtaken_by(winner.provider(), verdict);
        }
    }

    /// Reports that the turn which was started last is slow.
    pub(crate) fn waited(&mut self) {
        self.due += 1;
    }

    /// Reports that a turn failed, for this reason. Returns the end of the call if the failure ends it for all turns.
    pub(crate) fn failed(
        &mut self,
        RunningTurn { provider, .. }: RunningTurn,
        finish: Finish,
    ) -> Option<Finish> {
        self.racers.remove(provider as usize);
        self.running -= 1;
        self.due += 1;
        if finish == Finish::Deadline {
            // A turn has waited until the deadline. The clock may be a little behind the timer.
            self.settings.end_now();
        }
        (finish == Finish::Stopped).then_some(finish)
    }

    /// Starts no other turn: the call is over when the turns under way are.
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
    use crate::name::Name;
    use crate::policy::{Policy, WhenAllOpen};
    use crate::time::Clock;

    /// The clock of a breaker.
    struct Still;

    impl Clock for Still {
        fn now(&self) -> Duration {
            Duration::ZERO
        }
    }

    /// This many providers: `a`, `b`, ..
    struct List(usize);

    impl EngineInput for List {
        fn len(&self) -> usize {
            self.0
        }

        fn name(&self, provider: usize) -> Name {
            Name::new(["a", "b", "c", "d"][provider])
        }
    }

    /// A step without its permit.
    #[derive(Debug, PartialEq)]
    enum PlainStep {
        Start(usize),
        Skip(usize),
        Recall(usize),
        Wait(Option<u64>),
        Finish(Finish),
    }
    use PlainStep::{Finish as Over, Recall, Skip, Start, Wait};

    /// A hedged call of some providers.
    struct Call<'a> {
        hedge: HedgeEngine<'a>,
        list: List,
        now: Cell<Duration>,
        permits: Vec<Option<AnyPermit<'a>>>,
        turns: Vec<RunningTurn>,
    }

    impl<'a> Call<'a> {
        fn new(policy: &'a Policy, breaker: Option<&'a CircuitBreaker>, count: usize) -> Self {
            Self::hedged(policy, breaker, count, Hedging::after(secs(10)))
        }

        fn hedged(
            policy: &'a Policy,
            breaker: Option<&'a CircuitBreaker>,
            count: usize,
            hedging: Hedging,
        ) -> Self {
            let settings = CallSettings::new(policy, breaker, || Duration::ZERO);
            Self {
                hedge: HedgeEngine::new(settings, hedging),
                list: List(count),
                now: Cell::default(),
                permits: Vec::new(),
                turns: Vec::new(),
            }
        }

        fn next(&mut self) -> PlainStep {
            match self.hedge.next(&self.list, || self.now.get()) {
                HedgeStep::Start { turn, permit } => {
                    self.permits.push(permit);
                    Start(self.started(turn))
                }
                HedgeStep::Skipped { provider, .. } => Skip(provider),
                HedgeStep::Recalled { turn, permit } => {
                    self.permits.push(Some(permit));
                    Recall(self.started(turn))
                }
                HedgeStep::Wait(until) => Wait(until.map(|until| until.as_secs())),
                HedgeStep::Finished(finish) => Over(finish),
            }
        }

        fn started(&mut self, turn: RunningTurn) -> usize {
            let provider = turn.provider();
            self.turns.push(turn);
            provider
        }

        fn failed(&mut self) {
            assert_eq!(self.failed_by(Finish::Exhausted), None);
        }

        fn failed_by(&mut self, finish: Finish) -> Option<Finish> {
            let turn = self.turns.pop().expect("a turn is running");
            self.hedge.failed(turn, finish)
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
        // No provider is left.
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
    fn a_cap_holds_back_hedges_and_no_failover() {
        let policy = Policy::DEFAULT;
        let hedging = Hedging::after(secs(10)).max_hedges(1);
        let mut call = Call::hedged(&policy, None, 4, hedging);
        assert_eq!([call.next(), call.next()], [Start(0), Wait(Some(10))]);
        call.hedge.waited();
        assert_eq!([call.next(), call.next()], [Start(1), Wait(None)]);
        // A failure makes room: two are running again.
        call.failed();
        assert_eq!([call.next(), call.next()], [Start(2), Wait(None)]);
        call.failed();
        assert_eq!([call.next(), call.next()], [Start(3), Wait(None)]);
        call.failed();
        call.failed();
        assert_eq!(call.next(), Over(Finish::Exhausted));
    }

    #[test]
    fn a_probe_has_no_rival_until_its_timeout() {
        for (timeout, deadline, expected) in [
            (Some(30), None, Wait(None)),
            (Some(30), Some(31), Wait(None)),
            // No time would be left for another provider.
            (Some(30), Some(30), Wait(Some(10))),
            // Nothing would end the probe.
            (None, None, Wait(Some(10))),
        ] {
            let breaker = CircuitBreaker::new(1, Duration::ZERO).clock(Still);
            breaker.permit("a").unwrap().failure();
            let policy = Policy {
                timeout: timeout.map(secs),
                deadline: deadline.map(secs),
                ..Policy::DEFAULT
            };
            let mut call = Call::new(&policy, Some(&breaker), 3);
            assert_eq!([call.next(), call.next()], [Start(0), expected]);
            call.failed();
            // The next one is no probe.
            assert_eq!([call.next(), call.next()], [Start(1), Wait(Some(10))]);
        }
    }

    #[test]
    fn a_stop_ends_the_call_whoever_is_under_way() {
        let policy = Policy::DEFAULT;
        let mut call = Call::new(&policy, None, 2);
        assert_eq!(call.next(), Start(0));
        call.hedge.waited();
        assert_eq!(call.next(), Start(1));
        assert_eq!(call.failed_by(Finish::Stopped), Some(Finish::Stopped));
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
        assert_eq!(call.failed_by(Finish::Deadline), None);
        assert_eq!(call.next(), Wait(None));
        assert_eq!(call.failed_by(Finish::Deadline), None);
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
                breaker.permit(name).unwrap().open_for(secs(wait));
            }
            let policy = Policy {
                when_all_open,
                ..Policy::DEFAULT
            };
            let mut call = Call::new(&policy, Some(&breaker), 3);
            assert_eq!([call.next(), call.next()], [Skip(0), Skip(1)]);
            assert_eq!([call.next(), call.next()], [Skip(2), expected]);
            if when_all_open == WhenAllOpen::ProbeEarliest {
                // No other turn starts, neither now nor later.
                assert_eq!(call.next(), Wait(None));
                call.failed();
                assert_eq!(call.next(), Over(Finish::Exhausted));
            }
        }
    }
}
