//! Seeded random scenarios: of the kinds that are recorded, and with settings that no recording has.

use std::time::Duration;

use tests::reference::{Backoff, Growth, Jitter, Own, State, Verdict};

use crate::absent;
use crate::dice::Dice;
use crate::modelled::{Modelled, Play};
use crate::schema::{
    Breaker, Call, Config, Control, Operation, Outcome, ProviderScript, Scenario, Script, Valid,
    What,
};
use crate::settings::{self, Further};

/// All times are multiples of this, so that they often coincide.
const STEP: u64 = 125;

const ODD_KEYS: [&str; 5] = ["", " ", "ключ", "k0\n", "K0"];

/// The kind of a scenario.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Profile {
    Plain,
    /// Many calls.
    Long,
    /// Value calls and batch calls in turn.
    Mixed,
    BadConfig,
    DuplicateNames,
    /// A different list of providers for each call.
    Varying,
    /// Many keys, many providers.
    Wide,
}

const PROFILES: [(u64, Profile); 7] = [
    (69, Profile::Plain),
    (16, Profile::Long),
    (4, Profile::Mixed),
    (4, Profile::BadConfig),
    (3, Profile::DuplicateNames),
    (3, Profile::Varying),
    (1, Profile::Wide),
];

/// The behavior of a provider for a while, in thousandths.
#[derive(Clone, Copy)]
struct Mood {
    errs: u64,
    invalid: u64,
    serves: u64,
}

const WELL: Mood = mood(0, 40, 850);
const PARTIAL: Mood = mood(0, 300, 450);
const SHAKY: Mood = mood(500, 150, 600);
const DOWN: Mood = mood(1000, 0, 0);
const ALL_INVALID: Mood = mood(0, 1000, 1000);
const EMPTY: Mood = mood(0, 0, 0);
const MOODS: [Mood; 8] = [WELL, PARTIAL, SHAKY, DOWN, ALL_INVALID, EMPTY, DOWN, DOWN];
/// The number of moods for quiet scenarios.
const QUIET: usize = 6;

const fn mood(errs: u64, invalid: u64, serves: u64) -> Mood {
    Mood {
        errs,
        invalid,
        serves,
    }
}

/// A scenario, and the expected result of each call. There are no results if the configuration must be refused.
pub(crate) struct Random {
    pub(crate) scenario: Scenario,
    pub(crate) further: Further,
    pub(crate) expected: Vec<Modelled>,
}

/// Returns scenario `number` of `seed`. It depends on nothing else.
pub(crate) fn scenario(seed: u64, number: u64) -> Random {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number.rotate_left(32));
    dice.next();
    let profile = dice.weighted(&PROFILES);
    let config = config(&mut dice, profile);
    let further = match dice.below(2) {
        0 => Further::default(),
        _ => further(&mut dice, &config, profile),
    };
    let is_beyond = further.is_set();

    let many = profile == Profile::Wide;
    let keys = if many {
        dice.between(60, 90)
    } else {
        dice.between(1, 8)
    };
    let mut universe: Vec<String> = (0..keys).map(|key| format!("k{key}")).collect();
    if dice.chance(100) {
        universe.push((*dice.pick(&ODD_KEYS)).to_owned());
    }
    let providers = if many {
        dice.between(6, 10)
    } else {
        dice.between(1, 5)
    };
    let mut names: Vec<String> = (0..providers).map(|i| format!("p{i}")).collect();
    if profile == Profile::DuplicateNames {
        names.push("p0".to_owned());
    }
    let both = profile == Profile::Mixed;
    let items = many || dice.chance(530);
    let maker = Maker {
        config: &config,
        universe: &universe,
        stormy: profile == Profile::Long || dice.chance(350),
        names: &names,
        is_beyond,
        has_absent: further.has_absent,
    };
    let script = |(i, name): (usize, &String)| ProviderScript {
        name: name.clone(),
        call: (both || !items).then(|| maker.script(&mut dice, i, Operation::Fetch)),
        item: (both || items).then(|| maker.script(&mut dice, i, Operation::Items)),
    };
    let providers = names.iter().enumerate().map(script).collect();
    let calls = match profile {
        Profile::Long => dice.between(20, 60),
        Profile::Wide => dice.between(1, 3),
        _ => dice.between(1, 12),
    };
    let mut scenario = Scenario {
        config: config.clone(),
        providers,
        calls: Vec::new(),
    };
    let mut expected = Vec::new();
    // Make the calls while they are played, so that some come exactly when a circuit changes.
    match Play::begin(&config, &further) {
        Ok(mut play) => {
            for _ in 0..calls {
                let for_items = if both { dice.chance(500) } else { items };
                let op = if for_items {
                    Operation::Items
                } else {
                    Operation::Fetch
                };
                let call = maker.call(&mut dice, profile, op, &mut play);
                expected.push(play.step(&scenario, &call));
                scenario.calls.push(call);
            }
        }
        Err(_) => scenario.calls.clear(),
    }
    Random {
        scenario,
        further,
        expected,
    }
}

fn config(dice: &mut Dice, profile: Profile) -> Config {
    let step = STEP.cast_signed();
    let breaker = Breaker {
        threshold: *dice.pick(&[1, 1, 2, 2, 3, 4, 5]),
        reset_after_ms: match dice.below(6) {
            0 => 0,
            1 => step,
            2 | 3 => 8 * step,
            4 => 480 * step,
            _ => steps(dice, 1, 80).cast_signed(),
        },
    };
    let mut config = Config {
        retries: *dice.pick(&[0, 0, 0, 1, 1, 2, 3]),
        backoff_ms: match dice.below(4) {
            0 | 1 => 0,
            2 => step,
            _ => steps(dice, 1, 16).cast_signed(),
        },
        timeout_ms: match dice.below(5) {
            0 | 1 => None,
            2 => Some(step),
            3 => Some(8 * step),
            _ => Some(steps(dice, 1, 16).cast_signed()),
        },
        valid: *dice.pick(&[
            Valid::NotNull,
            Valid::NotNull,
            Valid::Positive,
            Valid::Positive,
            Valid::Any,
            Valid::None,
        ]),
        breaker: dice.chance(800).then_some(breaker),
    };
    if profile == Profile::BadConfig {
        match (dice.below(5), &mut config.breaker) {
            (0, _) => config.retries = -1,
            (1, _) => config.backoff_ms = -step,
            (2, Some(breaker)) => breaker.reset_after_ms = -step,
            (3, Some(breaker)) => breaker.threshold = 0,
            _ => config.timeout_ms = Some(0),
        }
    }
    config
}

/// Draws settings that no recording has.
fn further(dice: &mut Dice, config: &Config, profile: Profile) -> Further {
    let verdict = |dice: &mut Dice| {
        *dice.pick(&[
            Verdict::RETRY,
            Verdict::RETRY,
            Verdict::NEXT,
            Verdict::STOP,
            Verdict::NEXT.uncounted(),
            Verdict::RETRY.uncounted(),
            Verdict::RETRY.healthy(),
            Verdict::NEXT.healthy(),
            Verdict::STOP.healthy(),
            Verdict::RETRY.after(Duration::from_millis(2 * STEP)),
            Verdict::RETRY
                .uncounted()
                .after(Duration::from_millis(6 * STEP)),
            Verdict::NEXT
                .healthy()
                .open_for(Duration::from_millis(8 * STEP)),
            Verdict::RETRY.open_for(Duration::from_millis(4 * STEP)),
            Verdict::STOP.open_for(Duration::from_millis(16 * STEP)),
            Verdict::NEXT
                .uncounted()
                .open_for(Duration::from_millis(STEP)),
        ])
    };
    let modelled = settings::Modelled {
        on_timeout: verdict(dice),
        on_deadline: verdict(dice),
        on_rejected: verdict(dice),
        on_absent: dice.chance(700).then(|| verdict(dice)),
    };
    let is_listed = matches!(profile, Profile::Plain | Profile::Long | Profile::Mixed);
    // An annotated function has a fixed list of providers.
    let has_absent = is_listed && dice.chance(400);
    let max_keys = if has_absent {
        absent::MAX_KEYS.to_vec()
    } else {
        (0..12)
            .map(|_| usize::try_from(dice.below(5)).unwrap_or(0))
            .collect()
    };
    // A deadline shorter than the timeout is refused, so it is rare.
    let timeout = config.timeout_ms.map_or(0, i64::unsigned_abs);
    let least = if dice.chance(40) { 0 } else { timeout };
    Further {
        deadline_ms: dice.chance(500).then(|| steps(dice, 1, 40).max(least)),
        backoff: dice.chance(400).then(|| backoff(dice)),
        probe_earliest: dice.chance(500),
        classify: dice.chance(500),
        has_absent,
        own: if !has_absent && dice.chance(300) {
            (0..12).map(|_| own(dice)).collect()
        } else {
            Vec::new()
        },
        rejects_with: dice
            .chance(300)
            .then(|| i64::try_from(dice.below(9)).unwrap_or(0)),
        ..Further::of_model(modelled, max_keys)
    }
}

/// Draws the settings of one provider.
fn own(dice: &mut Dice) -> Own {
    Own {
        retries: dice
            .chance(400)
            .then(|| u32::try_from(dice.below(4)).unwrap_or(0)),
        retry_backoff: dice.chance(300).then(|| backoff(dice)),
        timeout: dice
            .chance(400)
            .then(|| Duration::from_millis(steps(dice, 1, 12))),
    }
}

/// Draws a backoff that is no plain duration.
fn backoff(dice: &mut Dice) -> Backoff {
    let growth = *dice.pick(&[Growth::Exponential, Growth::Exponential, Growth::Linear]);
    let base = Duration::from_millis(steps(dice, 1, 8));
    let longer = Duration::from_millis(steps(dice, 0, 16));
    Backoff {
        growth,
        base,
        max: dice.chance(500).then(|| base + longer),
        jitter: *dice.pick(&[Jitter::Full, Jitter::Equal, Jitter::None, Jitter::None]),
        seed: dice.next(),
    }
}

/// The parts that calls and scripts of a scenario are made of.
struct Maker<'a> {
    config: &'a Config,
    universe: &'a [String],
    names: &'a [String],
    /// Providers are down more often.
    stormy: bool,
    /// True if it does what no recording contains.
    is_beyond: bool,
    /// Some answers are `None`.
    has_absent: bool,
}

impl Maker<'_> {
    /// Draws a script in stretches: a provider is well, ill or shaky for a while.
    fn script(&self, dice: &mut Dice, provider: usize, op: Operation) -> Script {
        let (mut script, total) = (Vec::new(), dice.between(2, 28));
        let moods = match (self.stormy, dice.chance(250)) {
            (true, _) => &MOODS[..],
            (false, true) => &MOODS[..QUIET],
            (false, false) => &MOODS[..4],
        };
        while script.len() < total {
            let mood = *dice.pick(moods);
            for _ in 0..dice.between(1, 8) {
                script.push(self.outcome(dice, provider, script.len(), op, mood));
            }
        }
        let then = self.outcome(dice, provider, script.len(), op, mood(300, 100, 800));
        Script { script, then }
    }

    /// Draws an outcome. The value contains its provider and the number of the attempt.
    fn outcome(
        &self,
        dice: &mut Dice,
        provider: usize,
        n: usize,
        op: Operation,
        mood: Mood,
    ) -> Outcome {
        let base = i64::try_from((provider + 1) * 1_000_000 + n * 1000).unwrap_or(0);
        let (absent, errs) = match op {
            _ if !self.has_absent => (0, mood.errs),
            Operation::Fetch => (250, mood.errs),
            Operation::Items if absent::has_no_errors(provider) => (mood.errs.max(200), 0),
            Operation::Items => (0, mood.errs),
        };
        let what = match op {
            _ if dice.chance(absent) => What::Absent,
            _ if dice.chance(errs) => What::Err {
                code: i64::try_from((provider + 1) * 1000 + n).unwrap_or(0),
            },
            Operation::Fetch => What::Ok {
                v: self.value(dice, base, mood),
            },
            Operation::Items => {
                let mut pairs = Vec::new();
                for (key, value) in self.universe.iter().zip(base..) {
                    if dice.chance(mood.serves) {
                        pairs.push((key.clone(), self.value(dice, value, mood)));
                    }
                }
                if dice.chance(150) {
                    pairs.push((format!("extra{}", dice.below(3)), Some(base + 900)));
                }
                if dice.chance(50) && !pairs.is_empty() {
                    // A key that appears twice: the last value counts.
                    let (key, _) = dice.pick(&pairs).clone();
                    pairs.push((key, self.value(dice, base + 500, mood)));
                }
                dice.shuffle(&mut pairs);
                What::Map { m: pairs }
            }
        };
        let meanwhile = self.is_beyond && dice.chance(10);
        Outcome {
            adv: self.takes(dice),
            meanwhile: meanwhile.then(|| self.control(dice)),
            what,
        }
    }

    fn value(&self, dice: &mut Dice, value: i64, mood: Mood) -> Option<i64> {
        if dice.chance(mood.invalid) {
            return match self.config.valid {
                Valid::Positive => *dice.pick(&[None, Some(0), Some(-value)]),
                _ => None,
            };
        }
        match self.config.valid {
            Valid::NotNull | Valid::Any if dice.chance(30) => Some(0),
            _ => Some(value),
        }
    }

    /// Draws how long a provider takes: often no time, often exactly the timeout.
    fn takes(&self, dice: &mut Dice) -> u64 {
        let timeout = self.config.timeout_ms.and_then(|ms| u64::try_from(ms).ok());
        let timeout = timeout.filter(|timeout| *timeout > 0);
        match (dice.below(100), timeout) {
            (0..8, Some(timeout)) => timeout,
            (8..16, Some(timeout)) => timeout + STEP,
            (16..20, Some(timeout)) => timeout - STEP,
            (..75, _) => 0,
            _ => steps(dice, 1, 12),
        }
    }

    fn control(&self, dice: &mut Dice) -> Control {
        let name = dice.pick(self.names).clone();
        match dice.below(4) {
            0 | 1 => Control::Reset(name),
            2 => Control::ForceOpen(name),
            _ => Control::ForceClose(name),
        }
    }

    fn call(&self, dice: &mut Dice, profile: Profile, op: Operation, play: &mut Play) -> Call {
        let mut providers: Vec<usize> = (0..self.names.len()).collect();
        if profile == Profile::Varying {
            dice.shuffle(&mut providers);
            providers.truncate(dice.between(1, providers.len()));
        }
        if !self.has_absent && dice.chance(8) {
            providers.clear();
        }
        let pre_adv = self.pause(dice, play);
        let mut keys = Vec::new();
        if op == Operation::Items && !dice.chance(25) {
            keys = self.universe.to_vec();
            dice.shuffle(&mut keys);
            keys.truncate(dice.between(1, keys.len()));
            if dice.chance(120) {
                keys.push("nobody".to_owned());
            }
            while dice.chance(150) {
                keys.push(dice.pick(&keys).clone());
                dice.shuffle(&mut keys);
            }
        }
        Call {
            op,
            pre_adv,
            back: if self.is_beyond && dice.chance(30) {
                steps(dice, 1, 40)
            } else {
                0
            },
            control: (self.is_beyond && dice.chance(40)).then(|| self.control(dice)),
            providers,
            keys,
            require_all: op == Operation::Items && dice.chance(220),
        }
    }

    /// Draws the time between calls: often until a circuit changes, or one step off.
    fn pause(&self, dice: &mut Dice, play: &mut Play) -> u64 {
        let now = play.model.now;
        if let (Some(breaker), true) = (&mut play.model.breaker, dice.chance(500)) {
            let name: &String = dice.pick(self.names);
            if let State::Open {
                retry_in: Some(left),
            } = breaker.state(name, now)
            {
                let left = u64::try_from(left.as_millis()).unwrap_or(0);
                return *dice.pick(&[left.saturating_sub(STEP), left, left, left + STEP]);
            }
        }
        match dice.below(5) {
            0..3 => 0,
            3 => STEP,
            _ => steps(dice, 0, 40),
        }
    }
}

fn steps(dice: &mut Dice, least: u64, most: u64) -> u64 {
    STEP * (least + dice.below(most - least + 1))
}
