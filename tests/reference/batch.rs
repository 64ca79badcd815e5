//! A batch call: each provider gets the keys that the earlier ones did not serve.

use super::call::{Ask, Client, Does, Model, Provider, Value};
use super::outcome::{EndReason, Failure, Kind, Outcome, Reason, Turn};
use super::walk::{Done, Errand, Walk};

struct Items {
    is_valid: fn(&Value) -> bool,
    /// The keys of the call, each once, in order.
    keys: Vec<String>,
    /// Values that the turn under way has served.
    found: Vec<(String, Value)>,
    served: Vec<(String, Value, String)>,
    /// Keys of the last answer whose values were rejected.
    rejected: Vec<String>,
    /// Results of the turns, including skips.
    turns: Vec<Past>,
}

/// The result of a turn.
struct Past {
    turn: Turn,
    failed_requests: Vec<Failure>,
    /// The reason for each requested key.
    reasons: Vec<(String, Reason)>,
    /// The failure that ended the turn, and so the reason for the keys that were not requested.
    ended_by: Option<Failure>,
}

impl Items {
    fn is_served(&self, key: &str) -> bool {
        let served = self.served.iter().map(|(key, ..)| key);
        let found = self.found.iter().map(|(key, _)| key);
        served.chain(found).any(|served| served == key)
    }

    fn missing(&self) -> Vec<String> {
        let keys = self.keys.iter();
        keys.filter(|key| !self.is_served(key)).cloned().collect()
    }
}

impl Errand for Items {
    fn is_complete(&self) -> bool {
        self.missing().is_empty()
    }

    fn requests(&self, provider: &Provider) -> Vec<Vec<String>> {
        let most = provider.max_keys.unwrap_or(usize::MAX);
        self.missing()
            .chunks(most)
            .map(<[String]>::to_vec)
            .collect()
    }

    fn take(&mut self, keys: &[String], answer: Does) -> Result<(), Kind> {
        let pairs: Vec<(String, Value)> = match answer {
            Does::Pairs(pairs) => pairs,
            Does::InOrder(values) => {
                let (expected, got) = (keys.len(), values.len());
                if expected != got {
                    return Err(Kind::WrongLength { expected, got });
                }
                let pairs = keys.iter().cloned().zip(values);
                pairs
                    .filter_map(|(key, value)| Some((key, value?)))
                    .collect()
            }
            other => panic!("{other:?} is no answer for items"),
        };
        let mut valid = Vec::new();
        for key in keys {
            // Keys that were not requested are ignored. The last value of a repeated key counts.
            let given = pairs.iter().rev().find(|(given, _)| given == key);
            match given {
                Some((_, value)) if (self.is_valid)(value) => valid.push((key.clone(), *value)),
                Some(_) => self.rejected.push(key.clone()),
                None => {}
            }
        }
        if valid.is_empty() && !self.rejected.is_empty() {
            return Err(Kind::Rejected);
        }
        self.found.extend(valid);
        Ok(())
    }

    fn begins(&mut self) {
        self.rejected.clear();
    }

    fn rejected(&self) -> Vec<String> {
        self.rejected.clone()
    }

    fn skipped(&mut self, failure: Failure) {
        let reason = |key: String| (key, Reason::Failed(failure.clone()));
        self.turns.push(Past {
            reasons: self.missing().into_iter().map(reason).collect(),
            failed_requests: vec![failure.clone()],
            ended_by: None,
            turn: Turn {
                provider: failure.provider.clone(),
                attempts: 0,
                failure: Some(failure),
            },
        });
    }

    fn recalled(&mut self, provider: &str) {
        self.turns.retain(|past| past.turn.provider != provider);
    }

    fn turned(&mut self, turn: Done) {
        let provider = &turn.provider;
        let found = self.found.drain(..);
        self.served
            .extend(found.map(|(key, value)| (key, value, provider.clone())));

        let mut reasons = Vec::new();
        for request in &turn.requests {
            let reason = |key: &String| match &request.failure {
                _ if request.rejected.contains(key) => Reason::Rejected,
                Some(failure) if request.rejected.is_empty() => Reason::Failed(failure.clone()),
                _ => Reason::NotReturned,
            };
            reasons.extend(request.keys.iter().map(|key| (key.clone(), reason(key))));
        }
        let last = turn.requests.last();
        let failed = turn
            .requests
            .iter()
            .filter_map(|request| request.failure.clone());
        self.turns.push(Past {
            reasons,
            ended_by: last.and_then(|last| last.failure.clone()),
            failed_requests: failed.collect(),
            turn: Turn {
                provider: provider.clone(),
                attempts: turn.attempts,
                failure: turn.failure().cloned(),
            },
        });
    }
}

impl Model {
    /// Makes a batch call: a value for each key.
    pub fn fetch_items(
        &mut self,
        client: &Client,
        keys: &[String],
        providers: &[Provider],
        ask: Ask,
    ) -> Outcome {
        if Client::refuses(providers) {
            return Outcome::Refused;
        }
        let mut items = Items {
            is_valid: client.is_valid,
            keys: Vec::new(),
            found: Vec::new(),
            served: Vec::new(),
            rejected: Vec::new(),
            turns: Vec::new(),
        };
        for key in keys {
            if !items.keys.contains(key) {
                items.keys.push(key.clone());
            }
        }
        let mut walk = Walk {
            client,
            providers,
            end: client.deadline.map(|limit| self.now.saturating_add(limit)),
            has_begun: false,
            ask,
        };
        match walk.run(self, &mut items) {
            Ok(ended) => items.outcome(providers, ended),
            Err(_) => Outcome::Gone,
        }
    }
}

impl Items {
    fn outcome(mut self, providers: &[Provider], ended: EndReason) -> Outcome {
        let has_served = |past: &Past| past.turn.failure.is_none();
        if !self.keys.is_empty() && !self.turns.iter().any(has_served) {
            let failures = self.turns.into_iter().filter_map(|past| past.turn.failure);
            return Outcome::Failed {
                failures: failures.collect(),
                ended,
            };
        }
        let number = |key: &String| self.keys.iter().position(|asked| asked == key);
        self.served.sort_by_key(|(key, ..)| number(key));

        let last = self.turns.len().saturating_sub(1);
        let reason = |key: &String, (i, past): (usize, &Past)| {
            // A key that was not requested: the reason is the failure that ended the turn, or the end of the call.
            let call_ended = i == last && ended != EndReason::Exhausted;
            let ended_by = past.ended_by.clone().filter(|_| !call_ended);
            let not_asked = ended_by.map_or(Reason::NotReached, Reason::Failed);
            let of_key = past.reasons.iter().find(|(asked, _)| asked == key);
            let reason = of_key.map_or(not_asked, |(_, reason)| reason.clone());
            (past.turn.provider.clone(), reason)
        };
        // Providers that the call did not reach.
        let unreached = match ended {
            EndReason::Exhausted => &[],
            EndReason::Stopped | EndReason::Deadline => &providers[self.turns.len()..],
        };
        let reasons = |key: String| {
            let asked = self.turns.iter().enumerate().map(|past| reason(&key, past));
            let unreached = unreached
                .iter()
                .map(|p| (p.name.clone(), Reason::NotReached));
            let reasons = asked.chain(unreached).collect();
            (key, reasons)
        };
        Outcome::Items {
            missing: self.missing().into_iter().map(reasons).collect(),
            turns: self.turns.iter().map(|past| past.turn.clone()).collect(),
            failed_requests: self
                .turns
                .iter()
                .flat_map(|past| past.failed_requests.clone())
                .collect(),
            served: self.served,
            ended,
        }
    }
}
