//! Breakers: a function's own, one that is given, and how to reach either.

use std::fmt::Debug;
use std::sync::LazyLock;

use failover_core::testing::ManualClock;
use failover_core::{AllProvidersFailed, CircuitBreaker, CircuitSnapshot, CircuitState, failover};
use tests::support::MINUTE;

fn down<T>(_: T) -> Result<u8, &'static str> {
    Err("down")
}

fn up<T>(_: T) -> Result<u8, &'static str> {
    Ok(1)
}

mod free {
    use super::*;

    static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

    #[failover(
        providers = [down, up],
        circuit_breaker(failure_threshold = 2, reset_after = MINUTE, handle = breaker),
        clock = CLOCK.clone(),
    )]
    fn call(x: u8) -> failover_core::Result<u8, &'static str>;

    #[test]
    fn the_handle_hands_out_the_functions_own() {
        let state = || breaker().state("down");
        assert_eq!(call(1).unwrap(), 1);
        assert_eq!(state(), CircuitState::Closed);
        assert_eq!(call(1).unwrap(), 1);
        assert_eq!(
            state(),
            CircuitState::Open {
                retry_in: Some(MINUTE)
            }
        );
        CLOCK.advance(MINUTE);
        assert_eq!(state(), CircuitState::HalfOpen, "by the function's clock");
        breaker().reset("down");
        assert_eq!(state(), CircuitState::Closed);
    }
}

mod listed {
    use super::*;

    static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

    #[failover(
        providers = [
            first = down,
            up,
            #[cfg(any())]
            never = up,
        ],
        circuit_breaker(failure_threshold = 1, reset_after = 60s, handle = breaker),
    )]
    fn call(x: u8) -> failover_core::Result<u8, &'static str>;

    #[failover(
        providers = [down, up],
        circuit_breaker(failure_threshold = 1, reset_after = 60s, handle = timed),
        clock = CLOCK.clone(),
    )]
    fn call_by_clock(x: u8) -> failover_core::Result<u8, &'static str>;

    #[failover(
        providers = [up = up_after_all],
        circuit_breaker(failure_threshold = 1, reset_after = 60s, handle = body_breaker),
    )]
    fn own(x: u8) -> Result<u8, Down> {
        Err(Down)
    }

    #[derive(Debug)]
    struct Down;

    impl From<AllProvidersFailed<Down>> for Down {
        fn from(_: AllProvidersFailed<Self>) -> Self {
            Self
        }
    }

    fn up_after_all(_: u8) -> Option<u8> {
        Some(1)
    }

    fn circuits(breaker: &CircuitBreaker) -> Vec<String> {
        let circuits = breaker.snapshot().into_iter();
        let line = |circuit: CircuitSnapshot| format!("{} {}", circuit.name, circuit.state);
        circuits.map(line).collect()
    }

    #[test]
    fn the_handle_lists_every_provider_before_the_first_call() {
        assert_eq!(circuits(breaker()), ["first closed", "up closed"]);
        assert_eq!(breaker().state("never"), CircuitState::Unknown);
        assert_eq!(call(1).unwrap(), 1);
        assert_eq!(circuits(breaker()), ["first open", "up closed"]);
        assert!(breaker().remove("up"));
        assert_eq!(circuits(breaker()), ["first open"], "it stays removed");
    }

    #[test]
    fn a_breaker_with_a_clock_lists_them_too() {
        assert_eq!(circuits(timed()), ["down closed", "up closed"]);
        assert_eq!(call_by_clock(1).unwrap(), 1);
        assert_eq!(circuits(timed()), ["down open", "up closed"]);
    }

    #[test]
    fn a_body_is_listed_by_the_functions_name() {
        assert_eq!(circuits(body_breaker()), ["own closed", "up closed"]);
        assert_eq!(own(1).unwrap(), 1);
        assert_eq!(circuits(body_breaker()), ["own open", "up closed"]);
    }
}

/// A public function may keep its breaker private.
mod visible {
    mod inner {
        use super::super::*;

        #[failover(
            providers = [down, up],
            circuit_breaker(failure_threshold = 1, reset_after = 60s, handle = pub(super) breaker),
        )]
        fn call(x: u8) -> failover_core::Result<u8, &'static str>;

        pub(super) fn public() -> u8 {
            call(1).unwrap()
        }
    }

    #[test]
    fn a_handle_can_be_seen_from_where_it_says() {
        assert_eq!(inner::public(), 1);
        assert!(inner::breaker().is_open("down"));
    }
}

mod generic {
    use super::*;

    #[failover(providers = [down, up], circuit_breaker(failure_threshold = 1, reset_after = 60s, handle = breaker))]
    fn call<T: Clone + Debug>(x: T) -> failover_core::Result<u8, &'static str>;

    #[test]
    fn a_generic_function_has_one_for_all_its_types() {
        call(1_u8).unwrap();
        assert!(breaker().is_open("down"));
        call("text").unwrap();
        assert_eq!(breaker().snapshot().len(), 2);
    }
}

mod method {
    use super::*;

    struct Client<T>(T);

    impl<T: Clone> Client<T> {
        #[failover(
            providers = [down = down(self.0.clone()), up = up(&self.0)],
            circuit_breaker(failure_threshold = 1, reset_after = 60s, handle = breaker),
        )]
        fn call(&self) -> failover_core::Result<u8, &'static str>;

        #[failover(
            providers = [down, up],
            circuit_breaker(failure_threshold = 1, reset_after = 60s, handle = Self::associated_breaker),
        )]
        fn associated(x: u8) -> failover_core::Result<u8, &'static str>;
    }

    #[test]
    fn in_an_impl_the_handle_is_an_associated_function() {
        Client("x").call().unwrap();
        assert!(Client::<&str>::breaker().is_open("down"));
        Client::<&str>::associated(1).unwrap();
        assert!(Client::<&str>::associated_breaker().is_open("down"));
    }
}

mod given {
    use std::sync::Arc;

    use super::*;

    static BREAKER: CircuitBreaker = CircuitBreaker::new(1, MINUTE);

    #[failover(providers = [down, up], circuit_breaker = BREAKER)]
    fn by_static(x: u8) -> failover_core::Result<u8, &'static str>;

    #[failover(providers = [down], circuit_breaker = &BREAKER, when_all_open = ProbeEarliest)]
    fn by_reference(x: u8) -> failover_core::Result<u8, &'static str>;

    struct Client {
        breaker: Arc<CircuitBreaker>,
    }

    impl Client {
        #[failover(providers = [down, up], circuit_breaker = self.breaker)]
        fn by_field(&self, x: u8) -> failover_core::Result<u8, &'static str>;
    }

    #[test]
    fn a_breaker_is_given_by_any_expression_that_borrows_one() {
        by_static(1).unwrap();
        assert!(BREAKER.is_open("down"));
        let failed = by_reference(1).unwrap_err();
        assert_eq!(
            failed.failures()[0].attempts,
            1,
            "the earliest is probed, as the setting says"
        );

        let client = Client {
            breaker: Arc::new(CircuitBreaker::new(1, MINUTE)),
        };
        client.by_field(1).unwrap();
        assert!(client.breaker.is_open("down"));
    }
}
