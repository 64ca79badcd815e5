//! Every type of error, and how a failed call is passed on.

use std::error::Error;
use std::fmt;
use std::io;

use failover_core::{
    AllProvidersFailed, FailoverClient, FailureKind, ItemProvider, ItemsError, Provider, Served,
};
use tests::support::Down;

/// An application's error, of which the failed call is one kind.
#[derive(Debug)]
enum AppError {
    Prices(AllProvidersFailed<Down>),
}

impl From<AllProvidersFailed<Down>> for AppError {
    fn from(error: AllProvidersFailed<Down>) -> Self {
        Self::Prices(error)
    }
}

fn fetch<E>(error: impl Fn() -> E) -> Result<Served<u32, E>, AllProvidersFailed<E>> {
    FailoverClient::new().fetch([Provider::new("a", || Err(error()))])
}

#[test]
fn any_type_is_an_error_that_a_provider_may_fail_with() {
    struct Opaque;

    assert!(fetch(|| Opaque).is_err());
    assert!(fetch(|| ()).is_err());
    assert_eq!(
        fetch(|| "down").unwrap_err().failures()[0].error(),
        Some(&"down")
    );
    assert_eq!(fetch(|| 500).unwrap_err().failures()[0].error(), Some(&500));
    let text = fetch(|| "down".to_owned()).unwrap_err();
    assert_eq!(text.failures()[0].error().unwrap(), "down");
    let boxed = fetch(|| -> Box<dyn Error> { Box::new(Down) }).unwrap_err();
    assert!(boxed.failures()[0].error().unwrap().is::<Down>());
    let boxed = fetch(|| -> Box<dyn Error + Send + Sync> { Box::new(Down) }).unwrap_err();
    assert!(boxed.failures()[0].error().unwrap().is::<Down>());
    let any = fetch(|| anyhow::Error::new(Down).context("fetching")).unwrap_err();
    assert!(any.failures()[0].error().unwrap().is::<Down>());
}

#[test]
fn an_error_may_borrow() {
    let text = "no route to 10.0.0.7".to_owned();
    let failed = fetch(|| &text[..8]).unwrap_err();
    assert_eq!(failed.failures()[0].error(), Some(&"no route"));
}

#[test]
fn a_failed_call_is_passed_on_to_an_applications_error() {
    fn price() -> Result<u32, AppError> {
        Ok(fetch(|| Down)?.value)
    }

    let AppError::Prices(failed) = price().unwrap_err();
    assert_eq!(failed.failures()[0].kind, FailureKind::Error(Down));
}

#[test]
fn a_failed_call_is_passed_on_to_a_box() {
    fn local() -> Result<u32, Box<dyn Error>> {
        Ok(fetch(|| Down)?.value)
    }
    fn shared() -> Result<u32, Box<dyn Error + Send + Sync>> {
        Ok(fetch(|| Down)?.value)
    }
    fn text() -> Result<u32, Box<dyn Error>> {
        Ok(fetch(|| "down").map_err(AllProvidersFailed::boxed)?.value)
    }

    assert!(local().unwrap_err().is::<AllProvidersFailed<Down>>());
    assert!(shared().unwrap_err().is::<AllProvidersFailed<Down>>());
    assert_eq!(text().unwrap_err().source().unwrap().to_string(), "down");
}

#[test]
fn a_failed_call_is_passed_on_to_anyhow() {
    fn own() -> anyhow::Result<u32> {
        Ok(fetch(|| Down)?.value)
    }
    fn boxed<E: Into<Box<dyn Error + Send + Sync>>>(error: impl Fn() -> E) -> anyhow::Result<u32> {
        Ok(fetch(error).map_err(AllProvidersFailed::boxed)?.value)
    }

    let chain =
        |error: anyhow::Error| -> Vec<_> { error.chain().map(ToString::to_string).collect() };
    let summary = "all providers failed: a: error (1 attempt)";
    assert_eq!(chain(own().unwrap_err()), [summary, "down"]);
    assert_eq!(
        chain(boxed(|| "no route").unwrap_err()),
        [summary, "no route"]
    );
    assert_eq!(
        chain(boxed(|| "text".to_owned()).unwrap_err()),
        [summary, "text"]
    );
    assert_eq!(
        chain(boxed(|| anyhow::anyhow!("any")).unwrap_err()),
        [summary, "any"]
    );
    let context = || anyhow::Error::new(Down).context("fetching");
    assert_eq!(
        chain(boxed(context).unwrap_err()),
        [summary, "fetching", "down"]
    );
    let shared = || -> Box<dyn Error + Send + Sync> { Box::new(Down) };
    assert_eq!(chain(boxed(shared).unwrap_err()), [summary, "down"]);
}

#[test]
fn an_io_error_is_found_again_behind_anyhow() {
    fn read() -> anyhow::Result<u32> {
        Ok(fetch(|| io::Error::from(io::ErrorKind::ConnectionRefused))?.value)
    }

    let error = read().unwrap_err();
    let failed: &AllProvidersFailed<io::Error> = error.downcast_ref().unwrap();
    let kind = failed.failures()[0].error().map(io::Error::kind);
    assert_eq!(kind, Some(io::ErrorKind::ConnectionRefused));
    assert!(error.root_cause().is::<io::Error>());
}

#[test]
fn a_failed_call_may_itself_be_what_a_provider_fails_with() {
    let inner = || fetch(|| Down).map(|served| served.value);
    let failed = FailoverClient::new()
        .fetch([Provider::new("region", inner)])
        .unwrap_err();
    assert_eq!(
        failed.report().to_string(),
        "all providers failed
  region: error (1 attempt)
    all providers failed: a: error (1 attempt)
      down"
    );
}

#[test]
fn the_alias_is_a_result_with_the_failed_call() {
    fn price() -> failover_core::Result<Served<u32, Down>, Down> {
        fetch(|| Down)
    }

    let same: Result<Served<u32, Down>, AllProvidersFailed<Down>> = price();
    assert!(same.is_err());
}

#[test]
fn a_call_for_items_fails_in_either_of_two_ways_and_both_pass_on() {
    fn all(answer: Option<[(u32, u32); 1]>) -> Result<usize, ItemsError<u32, u32, Down>> {
        let provider = ItemProvider::new("a", |_: &[u32]| answer.ok_or(Down));
        let result = FailoverClient::new().fetch_items([1, 2], [provider])?;
        Ok(result.require_all()?.len())
    }
    fn anyhow(answer: Option<[(u32, u32); 1]>) -> anyhow::Result<usize> {
        Ok(all(answer)?)
    }

    assert!(matches!(all(None), Err(ItemsError::Failed(_))));
    assert!(matches!(
        all(Some([(1, 1)])),
        Err(ItemsError::Incomplete(_))
    ));
    assert_eq!(
        anyhow(None).unwrap_err().to_string(),
        "all providers failed: a: error (1 attempt)"
    );
    assert_eq!(
        anyhow(Some([(1, 1)])).unwrap_err().to_string(),
        "1 of 2 keys are missing"
    );
}

#[test]
fn a_debug_of_errors_needs_no_more_than_their_own() {
    #[derive(Debug)]
    struct OnlyDebug;

    impl fmt::Display for OnlyDebug {
        fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
            unreachable!("only `Debug` was asked for")
        }
    }

    let failed = fetch(|| OnlyDebug).unwrap_err();
    assert!(format!("{failed:?}").contains("OnlyDebug"));
}
