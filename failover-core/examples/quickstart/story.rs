//! One bad day: the servers change their mood, and the same two calls are made again and again.

use std::error::Error;
use std::io;
use std::thread;
use std::time::Duration;

use failover_core::{CircuitBreaker, CircuitState};

use crate::day::{Call, Entry};
use crate::prices::Prices;
use crate::record::Recorder;
use crate::server::{Mood, Server};
use crate::service::{Service, Symbol};

/// The failed turns in a row that open a circuit.
pub(crate) const FAILURE_THRESHOLD: u32 = 3;

#[rustfmt::skip]
const PRIMARY: &[(Symbol, f64)] = &[
    ("BTC", 64_012.10), ("ETH", 3_101.42), ("SOL", 152.31), ("AVAX", 38.20), ("ADA", 0.45),
    ("XRP", 0.52), ("DOT", 7.18), ("LTC", 84.90), ("DOGE", 0.0),
];

#[rustfmt::skip]
const BACKUP: &[(Symbol, f64)] = &[
    ("BTC", 64_009.55), ("ETH", 3_101.05), ("SOL", 152.34), ("AVAX", 38.19), ("ADA", 0.45),
    ("XRP", 0.52), ("DOT", 7.17), ("LTC", 84.95), ("DOGE", 0.12),
];

/// No service lists the last one, and `primary` has no valid price for the one before.
const SYMBOLS: &[Symbol] = &[
    "BTC", "ETH", "SOL", "AVAX", "ADA", "XRP", "DOT", "LTC", "DOGE", "NOPE",
];

/// The times that make the day faster or slower.
#[derive(Clone, Copy)]
pub(crate) struct Pace {
    /// The longest wait for an answer.
    pub(crate) limit: Duration,
    /// The time that a circuit stays open.
    pub(crate) reset_after: Duration,
}

pub(crate) struct Story<'a> {
    pace: Pace,
    primary: Server,
    backup: Server,
    prices: Prices,
    /// Draws each entry as it happens.
    show: &'a mut dyn FnMut(&Entry) -> io::Result<()>,
    entries: Vec<Entry>,
}

/// A day that is over.
pub(crate) struct Day {
    pub(crate) pace: Pace,
    pub(crate) entries: Vec<Entry>,
    /// The requests that the servers of `primary` and `backup` counted.
    pub(crate) requests: [u32; 2],
}

type Outcome = Result<(), Box<dyn Error>>;

impl<'a> Story<'a> {
    pub(crate) fn new(
        pace: Pace,
        show: &'a mut dyn FnMut(&Entry) -> io::Result<()>,
    ) -> Result<Self, Box<dyn Error>> {
        let primary = Server::start(Duration::from_millis(20), PRIMARY)?;
        let backup = Server::start(Duration::from_millis(40), BACKUP)?;
        let prices = Prices::new(
            Service::new(primary.address, pace.limit),
            Service::new(backup.address, pace.limit),
            CircuitBreaker::new(FAILURE_THRESHOLD, pace.reset_after),
        )?;
        Ok(Self {
            pace,
            primary,
            backup,
            prices,
            show,
            entries: Vec::new(),
        })
    }

    pub(crate) fn play(mut self) -> Result<Day, Box<dyn Error>> {
        self.scene("primary is well.")?;
        self.price()?;

        self.primary.set(Mood::Hanging);
        self.scene("primary accepts the request and never answers.")?;
        self.price()?;

        self.primary.set(Mood::Unavailable);
        self.scene("primary answers 503 from now on.")?;
        for _ in 0..4 {
            self.price()?;
        }

        self.primary.set(Mood::Well);
        self.wait_until_half_open()?;
        self.price()?;
        self.price()?;

        self.scene("A batch call for 10 keys. backup gets only those that are still missing.")?;
        self.batch()?;
        Ok(Day {
            pace: self.pace,
            entries: self.entries,
            requests: [self.primary.requests(), self.backup.requests()],
        })
    }

    fn scene(&mut self, text: &str) -> Outcome {
        self.add(Entry::Scene(text.to_owned()))
    }

    fn price(&mut self) -> Outcome {
        let recorder = Recorder::begin(&self.prices);
        let result = self.prices.price("BTC");
        let call = recorder.value(self.next_number(), &result);
        self.add(Entry::Call(call))
    }

    fn batch(&mut self) -> Outcome {
        let recorder = Recorder::begin(&self.prices);
        let result = self.prices.prices(SYMBOLS)?;
        let call = recorder.batch(self.next_number(), SYMBOLS, &result);
        self.add(Entry::Call(call))
    }

    fn wait_until_half_open(&mut self) -> Outcome {
        let mut waited = Duration::ZERO;
        while let CircuitState::Open {
            retry_in: Some(wait),
        } = self.prices.breaker.state("primary")
        {
            thread::sleep(wait);
            waited += wait;
        }
        self.scene(&format!(
            "primary is well again. {} ms later its circuit admits one probe.",
            waited.as_millis()
        ))
    }

    fn add(&mut self, entry: Entry) -> Outcome {
        (self.show)(&entry)?;
        self.entries.push(entry);
        Ok(())
    }

    fn next_number(&self) -> usize {
        calls(&self.entries).count() + 1
    }
}

/// Returns the calls among the entries of a day.
pub(crate) fn calls(entries: &[Entry]) -> impl Iterator<Item = &Call> {
    entries.iter().filter_map(|entry| match entry {
        Entry::Call(call) => Some(call),
        Entry::Scene(_) => None,
    })
}
