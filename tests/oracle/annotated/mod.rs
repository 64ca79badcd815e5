//! Asks the providers of a scenario through functions that are wired by the attribute.
//!
//! What the attribute is told is fixed at compile time, so there is a function for each list of providers that
//! a scenario asks: `from_0` and the others beside it have them, written by [`generate`].

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
use crate::bench::{Driver, Required, Whole};
use crate::schema::{Call, Scenario};

/// What is wired, by the scenario's number as it stands in the sources.
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
    /// Those of this scenario, if it has any.
    pub(crate) fn find(number: u64, scenario: &Scenario) -> Option<Self> {
        let name = generate::name(number);
        let mut all = WIRED.into_iter().flatten();
        let (_, wired) = all.find(|(wired, _)| *wired == name)?;
        let wanted = wanted(scenario);
        assert_eq!(wanted.len(), wired.functions.len(), "{name}: functions");
        Some(Self { wired, wanted })
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

    fn fetch(&self, scenario: &Scenario, call: &Call) -> Whole {
        match self.function(scenario, call) {
            Function::Whole(function) => function(),
            Function::Items(_) => panic!("wired item by item, but the call is a whole one"),
        }
    }

    fn fetch_items(&self, scenario: &Scenario, call: &Call) -> Required {
        match self.function(scenario, call) {
            Function::Items(function) => function(&call.keys),
            Function::Whole(_) => panic!("wired as a whole call, but it is one item by item"),
        }
    }
}
