//! Records a call: the library's result, and the times that the providers noted.

use std::time::Instant;

use failover_core::{
    AllProvidersFailed, CircuitBreaker, CircuitState, FailureKind, ItemResult, Reason, Served, Turn,
};

use crate::day::{Call, Cell, Circuit, Grid, Lane, Outcome};
use crate::prices::Prices;
use crate::service::{ApiError, Attempt, Symbol};

/// Observes one call: the circuit before and after, and the providers' attempts in between.
pub(crate) struct Recorder<'a> {
    prices: &'a Prices,
    begun: Instant,
    before: CircuitState,
}

impl<'a> Recorder<'a> {
    pub(crate) fn begin(prices: &'a Prices) -> Self {
        Self {
            prices,
            before: prices.breaker.state("primary"),
            begun: Instant::now(),
        }
    }

    /// Records a value call.
    pub(crate) fn value(
        self,
        number: usize,
        result: &Result<Served<f64, ApiError>, AllProvidersFailed<ApiError>>,
    ) -> Call {
        let (turns, price): (Vec<_>, _) = match result {
            Ok(served) => (served.turns().collect(), format!("${:.2}", served.value)),
            Err(failed) => (failed.turns().collect(), String::new()),
        };
        self.call(number, turns, |_, _| price.clone()).0
    }

    /// Records a batch call for these keys.
    pub(crate) fn batch(
        self,
        number: usize,
        keys: &[Symbol],
        result: &ItemResult<Symbol, f64, ApiError>,
    ) -> Call {
        let served = |provider: &str, attempts: &[Attempt]| {
            let count = result.iter().filter(|(_, _, by)| *by == provider).count();
            let asked: usize = attempts.iter().map(|attempt| attempt.asked.len()).sum();
            format!("{count} of {asked} keys")
        };
        let (mut call, attempts) = self.call(number, result.turns().collect(), served);
        let rows = call.lanes.iter().zip(attempts).map(|(lane, attempts)| {
            let of_key = |key: &Symbol| cell(result, lane, &attempts, key);
            (lane.provider, keys.iter().map(of_key).collect())
        });
        call.grid = Some(Grid {
            keys: keys.to_vec(),
            rows: rows.collect(),
        });
        call
    }

    /// Joins the turns that the library reports with the times that the providers noted.
    fn call(
        self,
        number: usize,
        turns: Vec<Turn<'_, ApiError>>,
        served: impl Fn(&str, &[Attempt]) -> String,
    ) -> (Call, Vec<Vec<Attempt>>) {
        let mut attempts_of_all = Vec::new();
        let mut lanes = Vec::new();
        for Turn {
            provider, failure, ..
        } in turns
        {
            let provider = provider.as_str();
            let attempts = match provider {
                "primary" => self.prices.primary.take_attempts(),
                _ => self.prices.backup.take_attempts(),
            };
            let span = attempts.first().zip(attempts.last());
            let span =
                span.map(|(first, last)| (first.begun - self.begun, last.ended - first.begun));
            let outcome = match failure.map(|failure| &failure.kind) {
                None => Outcome::Served(served(provider, &attempts)),
                Some(FailureKind::CircuitOpen(open)) => Outcome::Skipped(open.to_string()),
                // `Display` of a failure leaves out the provider's words. They are ours, so print them.
                Some(FailureKind::Error(error)) => Outcome::Failed(error.to_string()),
                Some(kind) => Outcome::Failed(kind.to_string()),
            };
            let is_half_open = provider == "primary" && self.before == CircuitState::HalfOpen;
            lanes.push(Lane {
                provider,
                span,
                outcome,
                is_probe: is_half_open && !attempts.is_empty(),
            });
            attempts_of_all.push(attempts);
        }
        let call = Call {
            number,
            lanes,
            circuit: Circuit::new(self.before, &self.prices.breaker),
            grid: None,
        };
        (call, attempts_of_all)
    }
}

impl Circuit {
    fn new(before: CircuitState, breaker: &CircuitBreaker) -> Self {
        let circuits = breaker.snapshot();
        let primary = circuits.iter().find(|circuit| circuit.name == "primary");
        Self {
            before,
            after: primary.map_or(CircuitState::Unknown, |circuit| circuit.state),
            failures: primary.map_or(0, |circuit| circuit.failures),
        }
    }
}

/// Returns how one provider did on one key.
fn cell(
    result: &ItemResult<Symbol, f64, ApiError>,
    lane: &Lane,
    attempts: &[Attempt],
    key: Symbol,
) -> Cell {
    if let (Some(price), true) = (
        result.get(key),
        result.provenance(key) == Some(lane.provider),
    ) {
        return Cell::Served(*price);
    }
    // The library keeps a reason per provider for every missing key.
    if let Some(missing) = result.missing().find(|missing| *missing.key == key) {
        let mut reasons = missing.reasons();
        let reason = reasons.find(|(name, _)| *name == lane.provider);
        return reason.map_or(Cell::NotAsked, |(_, why)| Cell::NotServed(why.to_string()));
    }
    // Another provider served the key. The recorded answer shows why this one did not.
    let mut asked = attempts
        .iter()
        .filter(|attempt| attempt.asked.contains(&key));
    let Some(attempt) = asked.next_back() else {
        return Cell::NotAsked;
    };
    let has_key = attempt.answered.iter().any(|(symbol, _)| *symbol == key);
    Cell::NotServed(match &lane.outcome {
        Outcome::Failed(why) | Outcome::Skipped(why) => why.clone(),
        Outcome::Served(_) if has_key => Reason::<ApiError>::Rejected.to_string(),
        Outcome::Served(_) => Reason::<ApiError>::NotReturned.to_string(),
    })
}
