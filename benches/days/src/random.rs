//! Random draws in integers, so that they are the same on every machine.

/// `SplitMix64`, by Steele, Lea and Flood.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// Each pair of a seed and a stream has its own sequence.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut random = Self(seed);
        random.0 ^= random.next().wrapping_add(stream);
        random.next();
        random
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// Draws a number below `bound`. The bias is below one in 2³² for the bounds used here.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// Draws true in `percent` of 100 cases.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// Draws how long a healthy provider takes, in microseconds.
    pub fn latency(&mut self) -> u64 {
        let quantile = self.below(1_000_000);
        let above = LATENCY.partition_point(|&(part, _)| part <= quantile);
        let ((low, from), (high, to)) = (LATENCY[above - 1], LATENCY[above]);
        from + (to - from) * (quantile - low) / (high - low)
    }
}

/// The latency of a healthy provider: parts of a million, and microseconds. Between two lines it is linear.
const LATENCY: [(u64, u64); 10] = [
    (0, 25_000),
    (100_000, 34_000),
    (250_000, 41_000),
    (500_000, 50_000),
    (750_000, 62_000),
    (900_000, 80_000),
    (950_000, 98_000),
    (990_000, 150_000),
    (999_000, 260_000),
    (1_000_000, 400_000),
];

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn a_seed_gives_one_sequence() {
        let draw = |seed, stream| {
            let mut random = Random::new(seed, stream);
            [random.next(), random.next()]
        };
        assert_eq!(draw(1, 0), draw(1, 0));
        assert_ne!(draw(1, 0), draw(1, 1));
        assert_ne!(draw(1, 0), draw(2, 0));
    }

    #[test]
    fn half_of_the_latencies_are_below_50_ms() {
        let mut random = Random::new(1, 1);
        let fast = (0..100_000).filter(|_| random.latency() < 50_000).count();
        assert!((49_000..51_000).contains(&fast), "{fast}");
    }
}
