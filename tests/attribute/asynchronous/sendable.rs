//! Futures that are `Send` through whatever a provider may borrow or be generic over: trait objects, boxed futures,
//! lifetimes, closures.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;
use std::error::Error;
use std::fmt::Display;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use failover_core::failover;
use tests::support::Down;
use tokio::spawn;
use tokio::task::yield_now;

type Boxed<'a, T> = Pin<Box<dyn Future<Output = Result<T, Down>> + Send + 'a>>;

trait Source: Send + Sync {
    fn get<'a>(&'a self, key: &'a str) -> Boxed<'a, String>;
}
struct One;
impl Source for One {
    fn get<'a>(&'a self, key: &'a str) -> Boxed<'a, String> {
        Box::pin(async move {
            yield_now().await;
            Ok(key.to_owned())
        })
    }
}

async fn by_dyn(source: &dyn Source, key: &str) -> Result<String, Down> {
    source.get(key).await
}
#[failover(providers = [by_dyn, again = by_dyn], retries = 1)]
async fn dynamic(source: &dyn Source, key: &str) -> Result<String, Down>;

#[failover(providers = [a = source.get(key), b = other.get(key)], retries = 1)]
async fn methods_of_dyn(source: &dyn Source, other: &dyn Source, key: &str)
-> Result<String, Down>;

async fn generic_one<T: Display + Sync + ?Sized>(x: &T) -> Result<String, Down> {
    yield_now().await;
    Ok(x.to_string())
}
#[failover(providers = [generic_one, again = generic_one])]
async fn generic<T: Display + Sync + ?Sized>(x: &T) -> Result<String, Down>;

async fn owned_one<T: Display + Clone + Send + Sync>(x: T) -> Result<String, Down> {
    yield_now().await;
    Ok(x.to_string())
}
#[failover(providers = [owned_one, again = owned_one])]
async fn owned<T: Display + Clone + Send + Sync>(x: T) -> Result<String, Down>;

async fn cow_one<'a>(
    x: Cow<'a, str>,
    map: &HashMap<&'a str, Vec<&'a str>>,
) -> Result<Vec<&'a str>, Down> {
    yield_now().await;
    let found = map.iter().find(|(k, _)| **k == x).map(|(_, v)| v.clone());
    found.ok_or(Down)
}
#[failover(providers = [cow_one, again = cow_one], is_valid = |v| !v.is_empty(), classify = |_| failover_core::Verdict::NEXT)]
async fn cow<'a>(
    x: Cow<'a, str>,
    map: &HashMap<&'a str, Vec<&'a str>>,
) -> Result<Vec<&'a str>, Down>;

async fn callback_one(
    f: &(dyn Fn(&str) -> Boxed<'static, String> + Send + Sync),
    key: &str,
) -> Result<String, Down> {
    f(key).await
}
#[failover(providers = [callback_one, again = callback_one])]
async fn callback(
    f: &(dyn Fn(&str) -> Boxed<'static, String> + Send + Sync),
    key: &str,
) -> Result<String, Down>;

async fn call_one<F, R>(f: F) -> Result<String, Down>
where
    F: Fn(u8) -> R,
    R: Future<Output = Result<String, Down>>,
{
    f(1).await
}
#[failover(providers = [call_one, again = call_one])]
async fn call<F, R>(f: F) -> Result<String, Down>
where
    F: Fn(u8) -> R + Clone,
    R: Future<Output = Result<String, Down>>;

async fn slices_one(x: &[&[u8]], y: &mut [u8]) -> Result<u8, Down> {
    yield_now().await;
    y[0] += 1;
    x.first().and_then(|x| x.first()).copied().ok_or(Down)
}
#[failover(providers = [slices_one, again = slices_one])]
async fn slices(x: &[&[u8]], y: &mut [u8]) -> Result<u8, Down>;

async fn cells_one(keys: &[u32]) -> Result<HashMap<u32, Cell<u32>>, Down> {
    yield_now().await;
    Ok(keys.iter().map(|key| (*key, Cell::new(*key))).collect())
}
#[failover(providers = [cells_one, again = cells_one], keys = keys)]
async fn cells(keys: &[u32]) -> failover_core::Result<HashMap<u32, Cell<u32>>, Down>;
#[failover(providers = [cells_one, again = cells_one], keys = keys, max_keys = 1, concurrency = 2)]
async fn cells_in_chunks(keys: &[u32]) -> failover_core::Result<HashMap<u32, Cell<u32>>, Down>;

type BoxError = Box<dyn Error + Send + Sync>;

async fn text_one(key: &str) -> std::io::Result<&str> {
    yield_now().await;
    Ok(key)
}
#[failover(providers = [text_one, again = text_one], hedge = 0s)]
async fn hedged_borrowed<'a>(key: &'a str) -> Result<&'a str, BoxError>;
#[failover(providers = [text_one], hedge = 0s, retries = 1, is_valid = |v| !v.is_empty())]
async fn hedged_body<'a>(key: &'a str) -> Result<&'a str, BoxError> {
    let key = text_one(key).await?;
    Ok(key)
}
async fn static_one(_: u8) -> std::io::Result<Cow<'static, str>> {
    yield_now().await;
    Ok("k".into())
}
#[failover(providers = [static_one, again = static_one], hedge = 0s)]
async fn hedged_static(n: u8) -> Result<Cow<'static, str>, BoxError>;
async fn dyn_one(source: &dyn Source, key: &str) -> Result<Box<dyn Display + Send>, Down> {
    let got = source.get(key).await?;
    Ok(Box::new(got))
}
#[failover(providers = [dyn_one, again = dyn_one], hedge = 0s, classify = |_| failover_core::Verdict::NEXT)]
async fn hedged_dyn(source: &dyn Source, key: &str) -> Result<Box<dyn Display + Send>, Down>;
#[failover(providers = [owned_one, again = owned_one], hedge = 0s)]
async fn hedged_owned<T: Display + Clone + Send + Sync>(x: T) -> Result<String, Down>;

async fn counted_one() -> Result<Rc<u8>, Down> {
    yield_now().await;
    Ok(Rc::new(1))
}
#[failover(providers = [counted_one, again = counted_one])]
async fn counted() -> failover_core::Result<Rc<u8>, Down>;
#[failover(providers = [counted_one, again = counted_one], hedge = 0s)]
async fn hedged_counted() -> failover_core::Result<Rc<u8>, Down>;

#[test]
fn a_value_need_not_be() {
    fn is_send(_: &impl Send) {}
    is_send(&counted());
    is_send(&hedged_counted());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_of_these_are() {
    let served = spawn(async move {
        let (one, two): (Arc<dyn Source>, Box<dyn Source>) = (Arc::new(One), Box::new(One));
        let key = String::from("k");
        assert_eq!(dynamic(&*one, &key).await.unwrap(), "k");
        assert_eq!(methods_of_dyn(&*one, &*two, &key).await.unwrap(), "k");
        assert_eq!(generic(&key).await.unwrap(), "k");
        assert_eq!(generic::<str>(&key).await.unwrap(), "k");
        assert_eq!(generic::<dyn Display + Sync>(&key).await.unwrap(), "k");
        assert_eq!(owned(&*key).await.unwrap(), "k");
        let map = HashMap::from([(&*key, vec![&*key])]);
        assert_eq!(cow(Cow::Borrowed(&key), &map).await.unwrap(), ["k"]);
        let f = |key: &str| -> Boxed<'static, String> {
            let key = key.to_owned();
            Box::pin(async move { Ok(key) })
        };
        assert_eq!(callback(&f, &key).await.unwrap(), "k");
        assert_eq!(
            call(|n| async move {
                yield_now().await;
                Ok(n.to_string())
            })
            .await
            .unwrap(),
            "1"
        );
        assert_eq!(cells(&[1]).await.unwrap()[&1].get(), 1);
        assert_eq!(cells_in_chunks(&[1, 2]).await.unwrap()[&2].get(), 2);
        assert_eq!(hedged_borrowed(&key).await.unwrap(), "k");
        assert_eq!(hedged_body(&key).await.unwrap(), "k");
        assert_eq!(hedged_static(1).await.unwrap(), "k");
        assert_eq!(hedged_dyn(&*one, &key).await.unwrap().to_string(), "k");
        assert_eq!(hedged_owned(&*key).await.unwrap(), "k");
        let mut y = [0];
        assert_eq!(slices(&[&[1]], &mut y).await.unwrap(), 1);
    });
    served.await.unwrap();
}
