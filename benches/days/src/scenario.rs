//! The bad days: what happens to the three providers, and when.

use crate::random::Random;

pub const PROVIDERS: usize = 3;
/// Calls arrive at this distance, in microseconds: 1,000 a second.
pub const CALL_EVERY: u64 = 1_000;
/// Keys of a batch call.
pub const KEYS: u32 = 10;

/// The trouble a provider can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Each request fails after 5 ms.
    Dead,
    /// This many of 100 requests fail, after the usual latency.
    Failing(u64),
    /// Each request takes 1.95 s longer: 2 s instead of 50 ms in the median.
    Slow,
    /// A request is never answered.
    Hung,
    /// Each request is refused after 5 ms, with a `Retry-After` that ends with the storm.
    Storm,
    /// An answer has each key with this chance, of 100.
    Partial(u64),
    /// Well again, but with room for this many requests at once. It refuses the others after 5 ms.
    Cold(usize),
}

/// A provider is in `trouble` from `from`, until before `until`, in microseconds.
#[derive(Debug, Clone, Copy)]
pub struct Phase {
    pub from: u64,
    pub until: u64,
    pub trouble: Trouble,
}

/// One bad day.
#[derive(Debug, Clone)]
pub struct Scenario {
    pub name: &'static str,
    /// The troubles of each provider, in order of time. Between them, it is healthy.
    pub phases: [Vec<Phase>; PROVIDERS],
    /// When the first provider is well again.
    pub recovered: u64,
    /// Microseconds until the last call arrives.
    pub length: u64,
    /// Each call asks for several keys.
    pub batch: bool,
    /// A call that no provider served comes back after this many microseconds, until it is served.
    pub comes_back: Option<u64>,
}

/// The length of all days of a run.
#[derive(Debug, Clone, Copy)]
pub struct Length {
    /// Microseconds of a simulated minute.
    minute: u64,
}

impl Length {
    /// Ten minutes.
    pub const FULL: Self = Self { minute: 60_000_000 };
    /// One minute, in which everything is ten times shorter.
    pub const QUICK: Self = Self { minute: 6_000_000 };
}

/// Makes the ten minutes of each scenario. The seed decides when the trouble begins, and each draw of the providers.
pub fn scenarios(length: Length, seed: u64) -> Vec<Scenario> {
    let minute = length.minute;
    let mut random = Random::new(seed, 0);
    // The trouble begins in the second minute, at a whole millisecond.
    let mut begin = || minute + random.below(minute / 1_000) * 1_000;
    let quiet = [const { Vec::new() }; PROVIDERS];

    let day = |name, from, minutes, troubles: &[Trouble]| {
        let until = from + minutes * minute;
        let mut phases = quiet.clone();
        for (phases, &trouble) in phases.iter_mut().zip(troubles) {
            let phase = Phase {
                from,
                until,
                trouble,
            };
            phases.push(phase);
        }
        Scenario {
            name,
            phases,
            recovered: until,
            length: 10 * minute,
            batch: false,
            comes_back: None,
        }
    };
    // Troubles of the first provider that come and go.
    let repeated = |name, from, trouble, on, every| {
        let mut day = day(name, from, 5, &[]);
        day.phases[0] = (from..day.recovered)
            .step_by(every)
            .map(|from| Phase {
                from,
                until: from + on,
                trouble,
            })
            .collect();
        day.recovered = day.phases[0].last().map_or(from, |phase| phase.until);
        day
    };
    let times = |seconds: u64| seconds * minute / 60;
    let every = |seconds| usize::try_from(times(seconds)).unwrap_or(usize::MAX);

    let mut partial = day("partial batches", begin(), 5, &[Trouble::Partial(70)]);
    partial.batch = true;
    let mut waiting = day("thousands waiting", begin(), 1, &[Trouble::Dead; PROVIDERS]);
    waiting.comes_back = Some(times(5));
    for phases in &mut waiting.phases {
        phases.push(Phase {
            from: waiting.recovered,
            until: waiting.recovered + times(10),
            trouble: Trouble::Cold(300),
        });
    }
    vec![
        day("dead for a minute", begin(), 1, &[Trouble::Dead]),
        day("errors, p = 0.5", begin(), 5, &[Trouble::Failing(50)]),
        day("errors, p = 0.8", begin(), 5, &[Trouble::Failing(80)]),
        day("slow", begin(), 5, &[Trouble::Slow]),
        day("hung for a minute", begin(), 1, &[Trouble::Hung]),
        repeated("flapping", begin(), Trouble::Dead, times(5), every(10)),
        repeated(
            "storms of 429",
            begin(),
            Trouble::Storm,
            times(15),
            every(45),
        ),
        partial,
        day("all three down", begin(), 1, &[Trouble::Dead; PROVIDERS]),
        day(
            "two hung, third p = 0.3",
            begin(),
            1,
            &[Trouble::Hung, Trouble::Hung, Trouble::Failing(30)],
        ),
        waiting,
    ]
}

impl Scenario {
    /// When each call arrives.
    pub fn arrivals(&self) -> Vec<u64> {
        (0..self.length / CALL_EVERY)
            .map(|call| call * CALL_EVERY)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Length, PROVIDERS, scenarios};

    #[test]
    fn phases_are_in_order_and_end_before_the_day_does() {
        for length in [Length::FULL, Length::QUICK] {
            for day in scenarios(length, 1) {
                let phases = || day.phases.iter().flatten();
                assert!(phases().all(|phase| phase.from < phase.until), "{day:?}");
                assert!(phases().all(|phase| phase.until < day.length), "{day:?}");
                let ends = |provider: usize| day.phases[provider].windows(2);
                assert!(
                    (0..PROVIDERS)
                        .flat_map(ends)
                        .all(|two| two[0].until <= two[1].from)
                );
            }
        }
    }
}
