//! The steps of a sequence, and their effect on the model.

use std::fmt;
use std::time::Duration;

use proptest::strategy::BoxedStrategy;
use proptest_state_machine::ReferenceStateMachine;
use tests::reference::{
    Attempt, Breaker, Client, Event, Model, Open, Outcome, Own, Permit, Provider, State, Value,
    Verdict,
};

use crate::strategies;

pub(crate) const NAMES: [&str; 3] = ["a", "b", "c"];
/// The number of permits that are held by hand.
pub(crate) const SLOTS: usize = 2;

/// Settings of the breaker and the two clients.
#[derive(Debug, Clone, Default)]
pub(crate) struct Setup {
    pub(crate) failure_threshold: u32,
    pub(crate) reset_after: Duration,
    pub(crate) probe_lease: Option<Duration>,
    pub(crate) clients: Vec<Settings>,
}

#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) retries: u32,
    pub(crate) retry_backoff: Duration,
    pub(crate) timeout: Option<Duration>,
    pub(crate) deadline: Option<Duration>,
    pub(crate) on_timeout: Verdict,
    pub(crate) on_deadline: Verdict,
    pub(crate) on_rejected: Verdict,
    pub(crate) on_absent: Option<Verdict>,
    pub(crate) probe_earliest: bool,
}

impl fmt::Display for Setup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            failure_threshold,
            reset_after,
            probe_lease,
            clients,
        } = self;
        write!(
            f,
            "breaker: {failure_threshold} failures, {reset_after:?}, lease {probe_lease:?}"
        )?;
        for (i, settings) in clients.iter().enumerate() {
            write!(f, "\nclient {i}: {settings:?}")?;
        }
        Ok(())
    }
}

/// Prints the settings that are not the default.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} retries", self.retries)?;
        if !self.retry_backoff.is_zero() {
            write!(f, ", backoff {:?}", self.retry_backoff)?;
        }
        if let Some(timeout) = self.timeout {
            write!(f, ", timeout {timeout:?}")?;
        }
        if let Some(deadline) = self.deadline {
            write!(f, ", deadline {deadline:?}")?;
        }
        if self.on_timeout != Verdict::RETRY {
            write!(f, ", on timeout: {:?}", self.on_timeout)?;
        }
        if self.on_deadline != Verdict::NEXT {
            write!(f, ", on deadline: {:?}", self.on_deadline)?;
        }
        if self.on_rejected != Verdict::RETRY {
            write!(f, ", on rejected: {:?}", self.on_rejected)?;
        }
        if let Some(verdict) = self.on_absent {
            write!(f, ", on absent: {verdict:?}")?;
        }
        if self.probe_earliest {
            f.write_str(", probes the earliest")?;
        }
        Ok(())
    }
}

#[derive(Debug, Clone)]
pub(crate) enum Transition {
    Call(Call),
    Forward(Duration),
    Back(Duration),
    /// Moves the clock to the end of an outage or a lease, or this many nanoseconds away from it.
    To {
        boundary: &'static str,
        nanos: i8,
    },
    Reset(&'static str),
    ForceOpen(&'static str),
    ForceClose(&'static str),
    /// Asks for a permit, and holds it instead of the previous one.
    Take {
        slot: usize,
        name: &'static str,
    },
    Settle {
        slot: usize,
        how: How,
    },
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum How {
    Success,
    Failure,
    StayAway(Duration),
    Drop,
}

#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) client: usize,
    /// The keys of a batch call. `None` for a value call.
    pub(crate) keys: Option<Vec<&'static str>>,
    /// Some providers return `None`, so an annotated function calls them.
    pub(crate) has_absent: bool,
    pub(crate) providers: Vec<Asked>,
}

#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) name: &'static str,
    pub(crate) max_keys: Option<usize>,
    /// One after the other, then again from the first.
    pub(crate) deeds: Vec<Deed>,
}

/// The behavior of a provider in one attempt.
#[derive(Clone)]
pub(crate) struct Deed {
    /// A step before the attempt takes its time.
    pub(crate) meanwhile: Option<Box<Transition>>,
    pub(crate) attempt: Attempt,
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "client {}", self.client)?;
        if let Some(keys) = &self.keys {
            write!(f, ", for {keys:?}")?;
        }
        write!(f, ", by {:?}", self.providers)
    }
}

impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)?;
        if let Some(most) = self.max_keys {
            write!(f, " ({most} keys at once)")?;
        }
        write!(f, ": {:?}", self.deeds)
    }
}

impl fmt::Debug for Deed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(meanwhile) = &self.meanwhile {
            write!(f, "while {meanwhile:?}: ")?;
        }
        self.attempt.does.fmt(f)?;
        if !self.attempt.takes.is_zero() {
            write!(f, " after {:?}", self.attempt.takes)?;
        }
        Ok(())
    }
}

/// The result of a step.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Told {
    Call(Outcome),
    /// True for a probe, or the reason why there is no permit.
    Permit(Result<bool, Open>),
}

/// Everything that is visible after a step.
pub(crate) struct Seen {
    pub(crate) told: Vec<Told>,
    /// The calls of providers: index, time, keys.
    pub(crate) calls: Vec<Event>,
    pub(crate) states: Vec<State>,
    pub(crate) now: Duration,
}

/// A world of the model, with which one engine is compared.
#[derive(Clone)]
pub(crate) struct World {
    model: Model,
    hands: Hands,
    /// Each move of the clock, for the engine to follow.
    pub(crate) moves: Vec<Duration>,
}

/// The actors of a world.
#[derive(Clone)]
struct Hands {
    clients: Vec<Client>,
    permits: [Option<Permit>; SLOTS],
    told: Vec<Told>,
    moves: Vec<Duration>,
}

/// Two worlds with the same setup. An async attempt is cut off where a blocking one is late, so their times differ.
#[derive(Clone)]
pub(crate) struct Pair {
    pub(crate) setup: Setup,
    pub(crate) worlds: [World; 2],
}

impl fmt::Debug for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.setup.fmt(f)
    }
}

impl Pair {
    pub(crate) fn of(setup: Setup) -> Self {
        let worlds = [false, true].map(|awaited| World::new(&setup, awaited));
        Self { setup, worlds }
    }
}

pub(crate) fn is_valid(value: &Value) -> bool {
    value.is_some_and(|value| value > 0)
}

/// Returns the verdict on an error code.
pub(crate) fn meaning(code: i64) -> Verdict {
    let millis = Duration::from_millis;
    match code {
        0 => Verdict::STOP,
        1 => Verdict::NEXT,
        2 => Verdict::RETRY.uncounted(),
        3 => Verdict::NEXT.open_for(millis(1500)),
        4 => Verdict::NEXT.uncounted().open_for(millis(500)),
        5 => Verdict::STOP.open_for(millis(2500)),
        6 => Verdict::RETRY.after(millis(1000)),
        7 => Verdict::NEXT.healthy(),
        _ => Verdict::RETRY,
    }
}

impl World {
    fn new(setup: &Setup, awaited: bool) -> Self {
        let mut breaker = Breaker::new(setup.failure_threshold, setup.reset_after);
        breaker.probe_lease = setup.probe_lease;
        let client = |settings: &Settings| Client {
            retries: settings.retries,
            retry_backoff: settings.retry_backoff.into(),
            timeout: settings.timeout,
            deadline: settings.deadline,
            on_timeout: settings.on_timeout,
            on_deadline: settings.on_deadline,
            on_rejected: settings.on_rejected,
            on_absent: settings.on_absent,
            probe_earliest: settings.probe_earliest,
            is_valid,
            rejects_with: None,
            classify: meaning,
            awaited,
        };
        Self {
            model: Model::new(Some(breaker)),
            hands: Hands {
                clients: setup.clients.iter().map(client).collect(),
                permits: [const { None }; SLOTS],
                told: Vec::new(),
                moves: Vec::new(),
            },
            moves: Vec::new(),
        }
    }

    fn apply(&mut self, transition: &Transition) {
        self.model.events.clear();
        self.hands.told.clear();
        self.hands.act(&mut self.model, transition);
        self.moves = std::mem::take(&mut self.hands.moves);
    }

    pub(crate) fn seen(&mut self) -> Seen {
        let Model {
            now,
            breaker,
            events,
        } = &mut self.model;
        let is_call = |event: &&Event| matches!(event, Event::Call { .. });
        let breaker = breaker.as_mut().expect("a breaker");
        Seen {
            told: self.hands.told.clone(),
            calls: events.iter().filter(is_call).cloned().collect(),
            states: NAMES.iter().map(|name| breaker.state(name, *now)).collect(),
            now: *now,
        }
    }

    pub(crate) fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for event in &self.model.events {
            match event {
                Event::Call { .. } => tally.attempts += 1,
                Event::Skip { .. } => tally.skips += 1,
                Event::Turn { probe, .. } => tally.probes += usize::from(*probe),
                Event::Sleep(_) => {}
            }
        }
        for told in &self.hands.told {
            if let Told::Call(outcome) = told {
                tally.calls += 1;
                tally.gone += usize::from(*outcome == Outcome::Gone);
            }
        }
        tally
    }
}

#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) calls: usize,
    pub(crate) gone: usize,
    pub(crate) attempts: usize,
    pub(crate) skips: usize,
    pub(crate) probes: usize,
}

impl Hands {
    fn act(&mut self, model: &mut Model, transition: &Transition) {
        let now = model.now;
        let breaker = model.breaker.as_mut().expect("a breaker");
        match transition {
            Transition::Call(call) => {
                let outcome = self.call(model, call);
                self.told.push(Told::Call(outcome));
            }
            Transition::Forward(by) => self.set(model, now.saturating_add(*by)),
            Transition::Back(by) => self.set(model, now.saturating_sub(*by)),
            Transition::To { boundary, nanos } => {
                let boundary = breaker.boundary(boundary).unwrap_or(now);
                let off = Duration::from_nanos(u64::from(nanos.unsigned_abs()));
                let to = if *nanos < 0 {
                    boundary.saturating_sub(off)
                } else {
                    boundary + off
                };
                self.set(model, to);
            }
            Transition::Reset(name) => breaker.reset(name),
            Transition::ForceOpen(name) => breaker.force_open(name),
            Transition::ForceClose(name) => breaker.force_close(name),
            Transition::Take { slot, name } => {
                if let Some(held) = self.permits[*slot].take() {
                    breaker.drop(&held);
                }
                let permit = breaker.permit(name, None, now);
                let told = permit.as_ref().map(Permit::is_probe).map_err(|open| *open);
                self.told.push(Told::Permit(told));
                self.permits[*slot] = permit.ok();
            }
            Transition::Settle { slot, how } => {
                let Some(permit) = self.permits[*slot].take() else {
                    return;
                };
                match how {
                    How::Success => breaker.success(&permit),
                    How::Failure => breaker.failure(&permit, Verdict::RETRY, now),
                    How::StayAway(time) => {
                        let verdict = Verdict::NEXT.uncounted().open_for(*time);
                        breaker.failure(&permit, verdict, now);
                    }
                    How::Drop => {}
                }
                breaker.drop(&permit);
            }
        }
    }

    fn set(&mut self, model: &mut Model, to: Duration) {
        model.now = to;
        self.moves.push(to);
    }

    fn call(&mut self, model: &mut Model, call: &Call) -> Outcome {
        let client = self.clients[call.client].clone();
        let named = call.providers.iter().map(|asked| Provider {
            name: asked.name.to_owned(),
            // Only a batch call has a cap.
            max_keys: asked.max_keys.filter(|_| call.keys.is_some()),
            own: Own::default(),
        });
        let providers: Vec<_> = named.collect();
        let mut counts = vec![0; providers.len()];
        let mut ask = |model: &mut Model, i: usize, _: &[String]| {
            let deeds = &call.providers[i].deeds;
            let deed = &deeds[counts[i] % deeds.len()];
            counts[i] += 1;
            if let Some(meanwhile) = &deed.meanwhile {
                self.act(model, meanwhile);
            }
            deed.attempt.clone()
        };
        match &call.keys {
            None => model.fetch(&client, &providers, &mut ask),
            Some(keys) => {
                let keys: Vec<_> = keys.iter().map(|key| (*key).to_owned()).collect();
                model.fetch_items(&client, &keys, &providers, &mut ask)
            }
        }
    }
}

pub(crate) struct Machine;

impl ReferenceStateMachine for Machine {
    type State = Pair;
    type Transition = Transition;

    fn init_state() -> BoxedStrategy<Pair> {
        strategies::pair()
    }

    fn transitions(_: &Pair) -> BoxedStrategy<Transition> {
        strategies::transition()
    }

    fn apply(mut pair: Pair, transition: &Transition) -> Pair {
        for world in &mut pair.worlds {
            world.apply(transition);
        }
        pair
    }
}
