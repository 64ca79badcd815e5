//! A value call: one value, from the first provider that has one.

use super::call::{Ask, Client, Does, Model, Provider, Value};
use super::outcome::{Failure, Kind, Outcome};
use super::walk::{Done, Errand, Walk};

struct Whole {
    is_valid: fn(&Value) -> bool,
    served: Option<Value>,
    by: Option<(String, u32)>,
    failures: Vec<Failure>,
}

impl Errand for Whole {
    fn is_complete(&self) -> bool {
        self.served.is_some()
    }

    fn requests(&self, _provider: &Provider) -> Vec<Vec<String>> {
        vec![Vec::new()]
    }

    fn take(&mut self, _keys: &[String], answer: Does) -> Result<(), Kind> {
        let Does::Value(value) = answer else {
            panic!("{answer:?} is no answer to a value call")
        };
        if !(self.is_valid)(&value) {
            return Err(Kind::Rejected);
        }
        self.served = Some(value);
        Ok(())
    }

    fn skipped(&mut self, failure: Failure) {
        self.failures.push(failure);
    }

    fn recalled(&mut self, provider: &str) {
        self.failures.retain(|failure| failure.provider != provider);
    }

    fn turned(&mut self, turn: Done) {
        self.failures.extend(turn.failure().cloned());
        if turn.has_served() {
            self.by = Some((turn.provider, turn.attempts));
        }
    }
}

impl Model {
    /// Makes a value call.
    pub fn fetch(&mut self, client: &Client, providers: &[Provider], ask: Ask) -> Outcome {
        if Client::refuses(providers) {
            return Outcome::Refused;
        }
        let mut whole = Whole {
            is_valid: client.is_valid,
            served: None,
            by: None,
            failures: Vec::new(),
        };
        let mut walk = Walk {
            client,
            providers,
            end: client.deadline.map(|limit| self.now.saturating_add(limit)),
            has_begun: false,
            ask,
        };
        let Ok(ended) = walk.run(self, &mut whole) else {
            return Outcome::Gone;
        };
        let failures = whole.failures;
        match (whole.served, whole.by) {
            (Some(value), Some((provider, attempts))) => Outcome::Served {
                value,
                provider,
                attempts,
                failures,
            },
            _ => Outcome::Failed { failures, ended },
        }
    }
}
