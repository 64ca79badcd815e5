//! Checks of an outcome, given what the providers of the call did.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering::SeqCst;

use failover_core::{
    AllProvidersFailed, EndReason, Failure, FailureKind, ItemResult, Name, Reason, Served,
};

use crate::call::{Call, Trouble, Value};
use crate::post::Step;
use crate::tally::Fault;
use crate::world::{NAMES, name_of};

pub(crate) type Whole = Result<Served<Value, Trouble>, AllProvidersFailed<Trouble>>;
pub(crate) type Items = Result<ItemResult<u32, Value, Trouble>, AllProvidersFailed<Trouble>>;

type Checked = Result<(), String>;

impl Call {
    pub(crate) fn check_whole(&self, outcome: &Whole) {
        self.post().tell(Step::Checks, self.kind as usize);
        let checked = match outcome {
            Ok(served) => self.served(served),
            Err(failed) => self.failed(failed),
        };
        self.told(checked);
    }

    pub(crate) fn check_items(&self, outcome: &Items) {
        self.post().tell(Step::Checks, self.kind as usize);
        let checked = match outcome {
            Ok(items) => self.items(items),
            Err(failed) => self.failed(failed),
        };
        self.told(checked);
    }

    fn told(&self, checked: Checked) {
        if let Err(what) = checked {
            self.breach(&what);
        }
    }

    fn served(&self, served: &Served<Value, Trouble>) -> Checked {
        self.check_value(&served.value, 0, served.provider)?;
        let successes = self.successes.load(SeqCst);
        if successes != 1 {
            return Err(format!(
                "it has a value, and {successes} attempts succeeded"
            ));
        }
        let attempts = served.turns().map(|turn| (turn.provider, turn.attempts));
        self.failures(served.failures().iter())?;
        self.attempts(attempts)
    }

    fn failed(&self, failed: &AllProvidersFailed<Trouble>) -> Checked {
        let failures = failed.failures();
        if self.successes.load(SeqCst) > 0 {
            return Err(format!(
                "an attempt succeeded, but the call failed: {failed:?}"
            ));
        }
        match failed.end_reason() {
            EndReason::Exhausted if failures.len() < self.list.len() => {
                return Err(format!("not every provider was called: {failed:?}"));
            }
            ended => self.ended(ended)?,
        }
        self.failures(failures.iter())?;
        self.attempts(failed.turns().map(|turn| (turn.provider, turn.attempts)))
    }

    fn ended(&self, ended: EndReason) -> Checked {
        let holds = match ended {
            EndReason::Exhausted => !self.stopped.load(SeqCst),
            EndReason::Stopped => self.stopped.load(SeqCst),
            EndReason::Deadline => self.end.is_some(),
            _ => false,
        };
        if holds {
            return Ok(());
        }
        Err(format!("it ended as {ended:?}"))
    }

    fn items(&self, items: &ItemResult<u32, Value, Trouble>) -> Checked {
        let mut left: BTreeSet<u32> = self.keys.iter().map(|key| key.key).collect();
        for (key, value, provider) in items.iter() {
            self.check_value(value, *key, Name::new(provider))?;
            if !left.remove(key) {
                return Err(format!("key {key} was served twice, or never asked for"));
            }
            if items.provenance(key) != Some(provider) || items.get(key) != Some(value) {
                return Err(format!("key {key} is found as another"));
            }
        }
        for missing in items.missing() {
            if !left.remove(missing.key) {
                return Err(format!("key {} is missing, and served", missing.key));
            }
            self.reasons(*missing.key, missing.reasons())?;
            self.tally().missing.add(1);
        }
        if let Some(key) = left.first() {
            return Err(format!("key {key} is lost: neither served nor missing"));
        }
        for key in &self.keys {
            let is_served = items.get(&key.key).is_some();
            if is_served != key.given.load(SeqCst) {
                let what = if is_served {
                    "served, but never given"
                } else {
                    "given, but not served"
                };
                return Err(format!("the value of key {} was {what}", key.key));
            }
        }
        self.ended(items.end_reason())?;
        self.failures(items.failed_requests())?;
        self.attempts(items.turns().map(|turn| (turn.provider, turn.attempts)))
    }

    /// Checks that a value is of this call, for this key, and from the named provider.
    fn check_value(&self, value: &Value, key: u32, provider: Name) -> Checked {
        let place = self.place(provider)?;
        let origin = &value.0;
        let made_by = || name_of(origin.circuit);
        if origin.circuit != self.list[place].circuit {
            let made_by = made_by();
            return Err(format!(
                "a value of {made_by} is under the name of {provider}"
            ));
        }
        if origin.key != key {
            let wrong = origin.key;
            return Err(format!(
                "{provider}'s value for key {wrong} is under key {key}"
            ));
        }
        if origin.call != self.id || !origin.good {
            return Err(format!(
                "not a value that {provider} gave to this call: {origin:?}"
            ));
        }
        self.tally().served[origin.circuit % NAMES].add(1);
        Ok(())
    }

    /// Checks that failures are in the order of the list, and that each error is of this call and from the named
    /// provider.
    fn failures<'a>(&self, failures: impl Iterator<Item = &'a Failure<Trouble>>) -> Checked {
        let mut last = 0;
        for failure in failures {
            let place = self.place(failure.provider)?;
            if place < last {
                return Err(format!("{} was asked out of turn", failure.provider));
            }
            last = place;
            if let Some(trouble) = failure.error() {
                self.error(trouble, place)?;
            }
            match failure.kind {
                FailureKind::CircuitOpen(_) => {
                    let listed = &self.list[place];
                    if listed.entries.load(SeqCst) > 0 {
                        return Err(format!("{} was called and skipped", failure.provider));
                    }
                    let circuit = self.circuit(place);
                    if circuit.is_blameless() {
                        let name = failure.provider;
                        return Err(format!("{name} was skipped, though it never fails"));
                    }
                    circuit.witness.turned_away(listed.at_first, self.window);
                }
                FailureKind::Cancelled => self.tally().fault(Fault::HedgeLost),
                _ => {}
            }
        }
        Ok(())
    }

    fn error(&self, trouble: &Trouble, place: usize) -> Checked {
        let blame = &trouble.0;
        if blame.circuit == self.list[place].circuit && blame.call == self.id {
            return Ok(());
        }
        let name = name_of(self.list[place].circuit);
        Err(format!(
            "not an error that {name} gave to this call: {blame:?}"
        ))
    }

    /// Checks that a missing key has a reason for each provider, in the order of the list.
    fn reasons<'a>(
        &self,
        key: u32,
        reasons: impl Iterator<Item = (Name, Reason<'a, Trouble>)>,
    ) -> Checked {
        let mut count = 0;
        for (place, (provider, reason)) in reasons.enumerate() {
            count += 1;
            if self.place(provider)? != place {
                return Err(format!(
                    "missing key {key} has a reason of {provider} out of turn"
                ));
            }
            let was_asked = self.list[place].entries.load(SeqCst) > 0;
            let holds = match reason {
                Reason::NotReturned | Reason::Rejected => was_asked,
                Reason::Failed(failure) => {
                    failure.provider == provider && (was_asked || failure.attempts == 0)
                }
                _ => true,
            };
            if !holds {
                return Err(format!(
                    "missing key {key} has a wrong reason of {provider}: {reason}"
                ));
            }
        }
        if count != self.list.len() {
            return Err(format!("missing key {key} has {count} reasons"));
        }
        Ok(())
    }

    /// Checks that the outcome has the attempts that the providers counted.
    fn attempts(&self, turns: impl Iterator<Item = (Name, u32)>) -> Checked {
        let (mut told, mut entries) = (0, 0);
        let mut attempts = vec![0; self.list.len()];
        for (provider, of_turn) in turns {
            attempts[self.place(provider)?] += of_turn;
            told += of_turn;
        }
        for (listed, attempts) in self.list.iter().zip(attempts) {
            let counted = listed.entries.load(SeqCst);
            entries += counted;
            if counted != attempts {
                let name = name_of(listed.circuit);
                return Err(format!(
                    "{name} was called {counted} times, the outcome says {attempts}"
                ));
            }
        }
        self.tally().attempts.add(told.into());
        self.tally().entries.add(entries.into());
        Ok(())
    }

    fn place(&self, provider: Name) -> Result<usize, String> {
        let is_it = |place: &usize| provider == name_of(self.list[*place].circuit);
        let mut places = 0..self.list.len();
        places
            .find(is_it)
            .ok_or_else(|| format!("{provider} is not in the list of the call"))
    }
}
