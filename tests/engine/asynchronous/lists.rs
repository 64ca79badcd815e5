//! Every shape of a list of async providers.

use std::cell::{Cell, RefCell};
use std::future::{Ready, ready};
use std::num::ParseIntError;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use failover_core::traits::{AsyncItemProviders, AsyncProviders};
use failover_core::{FailoverClient, ItemProvider, ItemResult, Provider, ProviderList};
use tests::support::{Code, poll, run, yield_now};

/// Returns the provider that serves, and how many failed before.
fn server<T, E: std::fmt::Debug>(providers: impl AsyncProviders<T, E>) -> (&'static str, usize) {
    let served = run(FailoverClient::new().fetch_async(providers)).unwrap();
    (served.provider.as_str(), served.failures().len())
}

/// The keys that each provider serves of `0..12`: the n-th serves the n-th.
fn servers(
    providers: impl AsyncItemProviders<u32, u32, Code, std::hash::RandomState>,
) -> Vec<&'static str> {
    let keys: Vec<u32> = (0..12).collect();
    let result = run(FailoverClient::new().fetch_items_async(&keys, providers)).unwrap();
    let mut served: Vec<_> = result.iter().collect();
    served.sort_by_key(|(key, _, _)| **key);
    served.into_iter().map(|(_, _, source)| source).collect()
}

async fn down() -> Result<u32, Code> {
    yield_now().await;
    Err(Code(1))
}

async fn up() -> Result<u32, Code> {
    yield_now().await;
    Ok(1)
}

async fn one_of(keys: Vec<u32>) -> Result<Vec<(u32, u32)>, Code> {
    yield_now().await;
    Ok(vec![(keys[0], 1)])
}

macro_rules! tuples {
    ($($name:literal)*) => {
        tuples! { @from [] $($name)* }
    };
    (@from [$($before:literal)*]) => {};
    (@from [$($before:literal)*] $last:literal $($after:literal)*) => {{
        let before: &[&str] = &[$($before),*];
        let whole = ($(Provider::new($before, down),)* Provider::new($last, up),);
        assert_eq!(server(&whole), ($last, before.len()));
        assert_eq!(server(whole), ($last, before.len()));
        let mut whole = ($(Provider::new($before, || down()),)* Provider::new($last, async || up().await),);
        assert_eq!(server(&mut whole), ($last, before.len()));

        let all: &[&str] = &[$($before,)* $last];
        let items = ($(ItemProvider::new_async($before, one_of),)* ItemProvider::new_async($last, one_of),);
        assert_eq!(servers(&items), all);
        assert_eq!(servers(items), all);
        let mut items = (
            $(ItemProvider::new_async($before, |keys| one_of(keys)),)*
            ItemProvider::new_async($last, async |keys: Vec<u32>| one_of(keys).await),
        );
        assert_eq!(servers(&mut items), all);
        tuples! { @from [$($before)* $last] $($after)* }
    }};
}

#[test]
fn tuples_of_up_to_twelve() {
    tuples! { "a" "b" "c" "d" "e" "f" "g" "h" "i" "j" "k" "l" }
}

#[test]
fn arrays_vecs_and_slices_owned_and_by_reference() {
    let call = |number| move || ready(if number < 3 { Err(Code(number)) } else { Ok(1) });
    let list = || [1, 2, 3].map(|number| Provider::new(format!("list-{number}"), call(number)));
    let expected = ("list-3", 2);
    assert_eq!(server(list()), expected);
    assert_eq!(server(&list()), expected);
    assert_eq!(server(&mut list()), expected);
    assert_eq!(server(list().to_vec()), expected);
    assert_eq!(server(&list().to_vec()), expected);
    assert_eq!(server(&mut list().to_vec()), expected);
    assert_eq!(server(&list()[..]), expected);
    assert_eq!(server(&mut list()[..]), expected);

    let list = || ["x", "y", "z"].map(|name| ItemProvider::new_async(name, one_of));
    let expected = ["x", "y", "z"];
    assert_eq!(servers(list()), expected);
    assert_eq!(servers(&list()), expected);
    assert_eq!(servers(&mut list()), expected);
    assert_eq!(servers(list().to_vec()), expected);
    assert_eq!(servers(&list().to_vec()), expected);
    assert_eq!(servers(&mut list().to_vec()), expected);
    assert_eq!(servers(&list()[..]), expected);
    assert_eq!(servers(&mut list()[..]), expected);
}

#[test]
fn callables_that_change_something_of_their_own() {
    let mut asked = 0;
    let count = || {
        asked += 1;
        let asked = asked;
        async move {
            yield_now().await;
            if asked == 3 {
                Ok(asked)
            } else {
                Err(Code(asked))
            }
        }
    };
    let client = FailoverClient::builder().retries(2).build().unwrap();
    let served = run(client.fetch_async([Provider::new("a", count)]));
    assert_eq!(served.unwrap().value, 3);
    assert_eq!(asked, 3);
}

#[test]
fn what_a_provider_borrows_may_be_changed_between_its_attempts() {
    let client = FailoverClient::builder().retries(2).build().unwrap();
    let log = RefCell::new(String::new());
    let symbol = String::from("BTC");
    let call = async || {
        log.borrow_mut().push_str(&symbol);
        yield_now().await;
        Err::<u32, _>(Code(1))
    };
    let failed = run(client.fetch_async([Provider::new("a", call)]));
    assert_eq!(failed.unwrap_err().failures()[0].attempts, 3);
    assert_eq!(log.into_inner(), "BTCBTCBTC");
}

#[test]
fn one_list_for_many_calls_at_once() {
    let count = Cell::new(0);
    let call = async || {
        count.set(count.get() + 1);
        yield_now().await;
        Ok::<_, Code>(count.get())
    };
    let (client, list) = (FailoverClient::new(), [Provider::new("a", call)]);
    let mut calls = [0; 3].map(|_| Box::pin(client.fetch_async(&list)));
    for call in &mut calls {
        assert!(poll(call.as_mut()).is_pending());
    }
    for call in calls {
        assert_eq!(run(call).unwrap().value, 3);
    }
}

#[test]
fn futures_in_boxes() {
    type Boxed = Pin<Box<dyn Future<Output = Result<u32, Code>>>>;
    type Source = Box<dyn Fn() -> Boxed>;
    type BoxedItems = Pin<Box<dyn Future<Output = Result<Vec<(u32, u32)>, Code>>>>;

    let failing: Source = Box::new(|| Box::pin(down()));
    let serving: Source = Box::new(|| Box::pin(up()));
    let list = vec![Provider::new("a", failing), Provider::new("b", serving)];
    assert_eq!(server(&list), ("b", 1));
    assert_eq!(server(list), ("b", 1));

    let source = |name| {
        let ask: fn(Vec<u32>) -> BoxedItems = |keys| Box::pin(one_of(keys));
        ItemProvider::new_async(name, ask)
    };
    assert_eq!(servers(vec![source("a"), source("b")]), ["a", "b"]);
}

#[test]
fn a_stored_list_with_another_argument_each_time() {
    type Fetched<'a> = Pin<Box<dyn Future<Output = Result<String, String>> + 'a>>;
    type Source = Box<dyn Fn(&str) -> Fetched<'_>>;

    let known: Source = Box::new(|symbol| {
        Box::pin(async move {
            yield_now().await;
            match symbol {
                "BTC" => Ok("64000".to_owned()),
                other => Err(format!("{other} is not known")),
            }
        })
    });
    let any: Source = Box::new(|symbol| Box::pin(ready(Ok(symbol.to_lowercase()))));
    let list = vec![Provider::new("known", known), Provider::new("any", any)];
    let list = ProviderList::new(list).unwrap();
    let client = FailoverClient::new();
    let ask = |symbol| run(client.fetch_async(list.with(symbol))).unwrap();
    assert_eq!(ask("BTC").provider, "known");
    assert_eq!(ask("ETH").value, "eth");
    let long = |value: &String| value.len() > 3;
    let judged = client.is_valid(long);
    assert!(run(judged.fetch_async(list.with("ETH"))).is_err());
}

#[test]
fn errors_of_several_kinds_by_the_question_mark() {
    #[derive(Debug)]
    enum ApiError {
        Number,
        Io,
    }

    impl From<ParseIntError> for ApiError {
        fn from(_: ParseIntError) -> Self {
            Self::Number
        }
    }

    impl From<std::io::Error> for ApiError {
        fn from(_: std::io::Error) -> Self {
            Self::Io
        }
    }

    async fn text() -> std::io::Result<String> {
        yield_now().await;
        Ok("x".to_owned())
    }

    async fn broken() -> std::io::Result<u32> {
        yield_now().await;
        Err(std::io::ErrorKind::TimedOut.into())
    }

    let providers = (
        Provider::new("number", async || Ok(text().await?.parse::<u32>()?)),
        Provider::new("io", async || Ok(broken().await?)),
        Provider::new("own", async || Err(ApiError::Io)),
    );
    let failed = run(FailoverClient::new().fetch_async(providers)).unwrap_err();
    let errors: Vec<_> = failed
        .failures()
        .iter()
        .map(|failure| failure.error())
        .collect();
    assert!(matches!(
        errors[..],
        [
            Some(ApiError::Number),
            Some(ApiError::Io),
            Some(ApiError::Io)
        ]
    ));
}

#[test]
fn what_cannot_leave_its_thread_stays_there() {
    let shared = Rc::new(Cell::new(0));
    let count = || {
        let shared = Rc::clone(&shared);
        async move {
            yield_now().await;
            shared.set(shared.get() + 1);
            Err::<Rc<Cell<u32>>, _>(shared)
        }
    };
    let last = async || Ok(Rc::clone(&shared));
    let providers = (Provider::new("a", count), Provider::new("b", last));
    let served = run(FailoverClient::new().fetch_async(providers)).unwrap();
    assert_eq!(served.value.get(), 1);

    // So do values and errors of items; keys, too.
    let key = Rc::new(7);
    let ask = async |keys: Vec<Rc<u32>>| {
        yield_now().await;
        Ok::<_, Rc<str>>([Some(Rc::clone(&keys[0]))])
    };
    let providers = [ItemProvider::new_async("a", ask)];
    let call = FailoverClient::new();
    let result: ItemResult<Rc<u32>, Rc<u32>, Rc<str>> =
        run(call.fetch_items_async([Rc::clone(&key)], providers)).unwrap();
    assert!(Rc::ptr_eq(&result[&key], &key));
}

/// Is neither `Clone` nor `Debug`, and counts those that are gone.
struct Value(Rc<Cell<u32>>, u32);

impl Drop for Value {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

#[test]
fn values_and_errors_are_moved_and_never_cloned() {
    let dropped = Rc::new(Cell::new(0));
    let value = |number| Value(Rc::clone(&dropped), number);
    let client = FailoverClient::new();
    let providers = (
        Provider::new("a", async || Err(value(0))),
        Provider::new("b", async || Ok(value(1))),
        Provider::new("c", async || Ok(value(2))),
    );
    let judged = client.is_valid(|value: &Value| value.1 > 1);
    let Ok(served) = run(judged.fetch_async(providers)) else {
        panic!("nobody served");
    };
    assert_eq!(dropped.get(), 1); // the rejected one
    assert_eq!(served.value.1, 2);
    assert_eq!(served.failures()[0].error().unwrap().1, 0);
    drop(served);
    assert_eq!(dropped.get(), 3);
}

#[test]
fn large_values_come_through_whole() {
    let call = async || {
        let value: [u64; 1024] = std::array::from_fn(|i| i as u64);
        yield_now().await;
        Ok::<_, Code>(value)
    };
    let failing = async || Err(Code(1));
    let providers = (Provider::new("a", failing), Provider::new("b", call));
    let served = run(FailoverClient::new().fetch_async(providers)).unwrap();
    assert!(served.value.into_iter().eq(0..1024));
}

#[test]
fn a_recursion_of_calls_goes_by_a_box() {
    fn descend(
        client: &FailoverClient,
        depth: u32,
    ) -> Pin<Box<dyn Future<Output = Result<u32, Code>> + '_>> {
        Box::pin(async move {
            if depth == 0 {
                return Ok(0);
            }
            let failing = async || Err(Code(depth));
            let deeper = || descend(client, depth - 1);
            let providers = (Provider::new("a", failing), Provider::new("b", deeper));
            let served = client.fetch_async(providers).await;
            served.map(|served| served.value + 1).map_err(|_| Code(0))
        })
    }

    let client = FailoverClient::new();
    assert_eq!(run(descend(&client, 50)), Ok(50));
}

#[test]
fn functions_that_are_ready_at_once() {
    fn now() -> Ready<Result<u32, Code>> {
        ready(Ok(1))
    }

    assert_eq!(server([Provider::new("a", now)]), ("a", 0));
    let shared = Arc::new([Provider::new("a", now)]);
    assert_eq!(server(&*shared), ("a", 0));
}
