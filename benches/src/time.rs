//! Times: the rows of a table take turns within each repetition, so that what disturbs the machine hits them alike.

use std::time::{Duration, Instant};

/// How much is measured.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Effort {
    pub(crate) repetitions: usize,
    /// How long one row runs within a repetition.
    pub(crate) slice: Duration,
}

impl Effort {
    pub(crate) const FULL: Self = Self {
        repetitions: 21,
        slice: Duration::from_millis(20),
    };
    pub(crate) const QUICK: Self = Self {
        repetitions: 5,
        slice: Duration::from_millis(2),
    };
}

/// Nanoseconds of one call.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Times {
    pub(crate) median: f64,
    pub(crate) best: f64,
}

/// What each of `runs` takes; each makes as many calls as it is told.
pub(crate) fn interleaved(runs: &[&dyn Fn(u64)], effort: Effort) -> Vec<Times> {
    let counts: Vec<u64> = runs.iter().map(|run| count(run, effort.slice)).collect();
    let mut samples = vec![Vec::with_capacity(effort.repetitions); runs.len()];
    for _ in 0..effort.repetitions {
        for ((run, count), samples) in runs.iter().zip(&counts).zip(&mut samples) {
            samples.push(nanos(run, *count) / *count as f64);
        }
    }
    samples
        .into_iter()
        .map(|samples| Times {
            best: samples.iter().copied().fold(f64::INFINITY, f64::min),
            median: median(samples),
        })
        .collect()
}

/// The calls that fill a slice; finding out warms up.
fn count(run: &dyn Fn(u64), slice: Duration) -> u64 {
    let mut count = 1;
    loop {
        let taken = nanos(run, count);
        let wanted = slice.as_nanos() as f64;
        if taken >= wanted {
            return count;
        }
        let factor = (wanted / taken.max(1.0) * 1.1).clamp(1.1, 10.0);
        count = whole(count as f64 * factor).max(count + 1);
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count"
)]
fn whole(number: f64) -> u64 {
    number as u64
}

fn nanos(run: &dyn Fn(u64), count: u64) -> f64 {
    let begun = Instant::now();
    run(count);
    begun.elapsed().as_nanos() as f64
}

pub(crate) fn median(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    match samples.len() {
        0 => f64::NAN,
        count if count % 2 == 1 => samples[count / 2],
        count => f64::midpoint(samples[count / 2 - 1], samples[count / 2]),
    }
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]).to_bits(), 2.0f64.to_bits());
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]).to_bits(), 2.5f64.to_bits());
    }
}
