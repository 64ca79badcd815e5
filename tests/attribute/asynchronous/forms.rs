//! The forms that a function and its arguments can have.

use std::fmt::Debug;

use failover_core::{CircuitBreaker, CircuitState, FailoverClient, Verdict, failover};
use tests::support::{Down, run};
use tokio::task::yield_now;

type Result<T> = failover_core::Result<T, Down>;

async fn down<T>(_: &T) -> Option<u32> {
    None
}

mod arguments {
    use super::*;

    async fn pushed(log: &mut Vec<String>, mark: String) -> std::result::Result<usize, Down> {
        yield_now().await;
        log.push(mark);
        if log.len() < 3 {
            Err(Down)
        } else {
            Ok(log.len())
        }
    }

    #[failover(providers = [early = pushed, late = pushed(log, mark.clone() + "!")], retries = 1)]
    async fn push(log: &mut Vec<String>, mark: String) -> Result<usize>;

    #[test]
    fn are_reborrowed_and_cloned() {
        let mut log = Vec::new();
        assert_eq!(run(push(&mut log, "a".to_owned())).unwrap(), 3);
        assert_eq!(log, ["a", "a", "a!"]);
    }

    #[failover(providers = [none, found])]
    async fn find<'a, T, const N: usize>(
        list: &'a [T; N],
        matches: impl Fn(&T) -> bool + Clone,
        or: Option<impl Debug + Clone>,
    ) -> Result<&'a T>
    where
        T: Clone + Debug;

    async fn none<T, const N: usize>(
        _: &[T; N],
        _: impl Fn(&T) -> bool,
        _: Option<impl Debug>,
    ) -> std::result::Result<&T, Down> {
        Err(Down)
    }

    async fn found<T, const N: usize>(
        list: &[T; N],
        matches: impl Fn(&T) -> bool,
        _: Option<impl Debug>,
    ) -> Option<&T> {
        yield_now().await;
        list.iter().find(|item| matches(item))
    }

    #[test]
    fn may_be_generic_and_what_is_returned_may_borrow() {
        assert_eq!(
            *run(find(&[1, 2, 3], |item| *item > 1, Some(1))).unwrap(),
            2
        );
    }

    /// The temporary of a call lives as long as it is awaited.
    #[failover(providers = [length(&format!("{text}!"))])]
    async fn longer(text: &str) -> Result<usize>;

    async fn length(text: &str) -> Option<usize> {
        yield_now().await;
        Some(text.len())
    }

    #[test]
    fn may_be_temporary() {
        assert_eq!(run(longer("abc")).unwrap(), 4);
    }

    /// A rule may use the arguments. It is made once.
    #[failover(
        providers = [length(text), doubled = doubled(text)],
        is_valid = { made.push(()); move |length: &usize| *length >= least },
        classify = move |_: &Down| Verdict::STOP
    )]
    async fn long_enough(text: &str, least: usize, made: &mut Vec<()>) -> Result<usize>;

    async fn doubled(text: &str) -> Option<usize> {
        Some(text.len() * 2)
    }

    #[test]
    fn may_be_judged_by() {
        let mut made = Vec::new();
        assert_eq!(run(long_enough("abc", 3, &mut made)).unwrap(), 3);
        assert_eq!(run(long_enough("abc", 4, &mut made)).unwrap(), 6);
        assert_eq!(made.len(), 2);
    }
}

mod methods {
    use super::*;

    struct Source {
        left: u32,
    }

    impl Source {
        async fn get(&self, key: &str) -> std::result::Result<String, Down> {
            yield_now().await;
            Ok(format!("{key}{}", self.left))
        }

        async fn take(&mut self, key: &str) -> std::result::Result<String, Down> {
            yield_now().await;
            self.left -= 1;
            if self.left == 0 {
                Ok(key.to_owned())
            } else {
                Err(Down)
            }
        }

        async fn fixed(_: &str) -> std::result::Result<String, Down> {
            Ok("fixed".to_owned())
        }

        #[failover(providers = [down, self.get])]
        async fn shared(&self, key: &str) -> Result<String>;

        #[failover(providers = [self.take, Self::fixed], retries = 1)]
        async fn exclusive(&mut self, key: &str) -> Result<String>;

        #[failover(providers = [Self::fixed])]
        async fn associated(key: &str) -> Result<String>;
    }

    async fn down(_: &str) -> Option<String> {
        None
    }

    trait Feed {
        async fn price(&self, key: &str) -> Result<String>;
        async fn body(&mut self, key: &str) -> std::io::Result<String>;
    }

    impl Feed for Source {
        #[failover(providers = [down, self.get])]
        async fn price(&self, key: &str) -> Result<String>;

        #[failover(retries = 1)]
        async fn body(&mut self, key: &str) -> std::io::Result<String> {
            self.take(key)
                .await
                .map_err(|Down| std::io::Error::other("down"))
        }
    }

    #[test]
    fn are_wired_as_functions_are() {
        let mut source = Source { left: 2 };
        assert_eq!(run(source.shared("a")).unwrap(), "a2");
        assert_eq!(run(source.exclusive("a")).unwrap(), "a");
        assert_eq!(run(Source::associated("a")).unwrap(), "fixed");
        source.left = 9;
        assert_eq!(run(source.exclusive("a")).unwrap(), "fixed");
        assert_eq!(run(Feed::price(&source, "a")).unwrap(), "a7");
        source.left = 2;
        assert_eq!(run(source.body("a")).unwrap(), "a");
        source.left = 9;
        assert!(run(source.body("a")).is_err());
    }
}

mod wiring {
    use super::*;

    async fn flaky(_: u32) -> std::result::Result<u32, Down> {
        Err(Down)
    }

    async fn stable(number: u32) -> std::result::Result<u32, Down> {
        yield_now().await;
        Ok(number)
    }

    #[failover(
        providers = ["eu-1" = flaky, stable],
        circuit_breaker(failure_threshold = 1, reset_after = 60s, handle = pub(super) breaker)
    )]
    async fn with_handle(number: u32) -> Result<u32>;

    #[test]
    fn a_handle_hands_out_the_breaker() {
        assert_eq!(run(with_handle(5)).unwrap(), 5);
        assert!(matches!(breaker().state("eu-1"), CircuitState::Open { .. }));
        assert!(!breaker().is_open("stable"));
    }

    static BREAKER: CircuitBreaker = CircuitBreaker::new(1, std::time::Duration::from_secs(60));

    #[failover(providers = [flaky], circuit_breaker = BREAKER, when_all_open = ProbeEarliest)]
    async fn by_given(number: u32) -> Result<u32>;

    #[test]
    fn a_given_breaker_is_gone_by() {
        for _ in 0..2 {
            assert_eq!(run(by_given(1)).unwrap_err().failures()[0].attempts, 1);
        }
        assert!(BREAKER.is_open("flaky"));
    }

    #[failover(providers = [#[cfg(any())] missing, #[cfg(not(any()))] stable, #[cfg(any())] flaky])]
    async fn under_cfg(number: u32) -> Result<u32>;

    #[test]
    fn a_cfg_leaves_providers_out() {
        assert_eq!(run(under_cfg(1)).unwrap(), 1);
    }

    #[failover(providers = [flaky, stable], retries = 1, retry_backoff = 0s)]
    async fn without_wait(number: u32) -> Result<u32>;

    #[test]
    fn no_timer_is_needed_where_nothing_waits() {
        assert_eq!(run(without_wait(1)).unwrap(), 1);
    }

    #[failover(providers = [flaky], client = FailoverClient::new())]
    async fn made_for_one_call(number: u32) -> Result<u32>;

    #[test]
    fn a_client_may_be_made_for_one_call() {
        assert_eq!(run(made_for_one_call(1)).unwrap_err().failures().len(), 1);
    }
}

#[test]
fn nothing_is_asked_before_it_is_awaited() {
    #[failover(providers = [down])]
    async fn lazy(number: &u32) -> Result<u32>;

    let _never = lazy(&1);
    assert!(run(lazy(&1)).is_err());
}
