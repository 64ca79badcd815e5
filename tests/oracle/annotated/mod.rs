//! Calls the providers of a scenario through annotated functions.
//!
//! The arguments of an attribute are fixed at compile time, so there is one function for each list of providers that a
//! scenario calls. [`generate`] writes them into `from_0` and the other files.

#[macro_use]
mod wired;

pub(crate) mod generate;
#[allow(
    dead_code,
    reason = "not every style has a scenario of eight providers"
)]
mod providers;

mod from_0;
mod from_100;
mod from_200;
mod from_300;
mod from_400;

use failover_core::CircuitBreaker;

use self::generate::{Wanted, wanted};
use self::wired::{Function, Wired};
use crate::harness::{Driver, Probes, Value};
use crate::schema::{Answer, Call, Items, Outcomes, Scenario};
use crate::trace::{Parts, Unrecorded, all_failed, items, whole};

/// The annotated functions, by the scenario's number as in the sources.
const WIRED: [&[(&str, Wired)]; 5] = [
    from_0::ALL,
    from_100::ALL,
    from_200::ALL,
    from_300::ALL,
    from_400::ALL,
];

/// The annotated functions of one scenario.
pub(crate) struct Annotated {
    wired: &'static Wired,
    wanted: Vec<Wanted>,
}

impl Annotated {
    /// Finds the functions of this scenario, if it has any.
    pub(crate) fn find(number: u64, scenario: &Scenario) -> Option<Self> {
        let name = generate::name(number);
        let mut all = WIRED.into_iter().flatten();
        let (_, wired) = all.find(|(wired, _)| *wired == name)?;
        let wanted = wanted(scenario);
        assert_eq!(wanted.len(), wired.functions.len(), "{name}: functions");
        Some(Self { wired, wanted })
    }

    /// Returns true if the functions return only values.
    pub(crate) fn are_bodies(&self) -> bool {
        let functions = self.wired.functions.iter();
        functions
            .into_iter()
            .any(|function| matches!(function, Function::Body(_) | Function::ItemBody(_)))
    }

    fn function(&self, scenario: &Scenario, call: &Call) -> &Function {
        let function = Wanted::by(scenario, call);
        let is_it = |wanted: &Wanted| Some(wanted) == function.as_ref();
        let i = self.wanted.iter().position(is_it);
        &self.wired.functions[i.expect("each call has its function")]
    }
}

impl Driver for Annotated {
    fn breaker(&self) -> Option<&CircuitBreaker> {
        self.wired.breaker.map(|breaker| breaker())
    }

    fn play(&self, scenario: &Scenario, call: &Call, probes: &Probes) -> Parts {
        match self.function(scenario, call) {
            Function::Whole(function) => whole(&function(), probes),
            Function::Items(function) => items(&function(&call.keys), probes),
            Function::Body(function) => match function() {
                Ok(value) => {
                    let provider = String::new();
                    served(Answer::Value { value, provider })
                }
                Err(error) => all_failed(&error.into_failed(), probes),
            },
            Function::ItemBody(function) => match function(&call.keys) {
                Ok(values) => served(Answer::Items(without_provenance(values, &call.keys))),
                Err(error) => all_failed(&error.into_failed(), probes),
            },
        }
    }
}

/// Returns the parts of a call that returns only values.
fn served(answer: Answer) -> Parts {
    (Outcomes::Ok(answer), Vec::new(), Unrecorded::default())
}

fn without_provenance(mut values: Vec<(String, Value)>, asked: &[String]) -> Items {
    let is_served = |key: &String| values.iter().any(|(served, _)| served == key);
    let mut missing: Vec<String> = Vec::new();
    for key in asked {
        if !is_served(key) && !missing.contains(key) {
            missing.push(key.clone());
        }
    }
    values.sort_by(|a, b| a.0.cmp(&b.0));
    Items {
        values,
        provenance: Vec::new(),
        missing,
    }
}
