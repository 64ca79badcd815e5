//! `concurrency`: requests several chunks of one provider at once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use failover_core::testing::ManualClock;
use failover_core::{Clock, ItemResult, Timer, failover};
use tests::support::{Down, SECOND, run};

type Seen = RefCell<Vec<Vec<u8>>>;

/// Takes a second, and does not know 9.
async fn slow(keys: &[u8], clock: &ManualClock, seen: &Seen) -> Result<Vec<Option<u8>>, Down> {
    seen.borrow_mut().push(keys.to_vec());
    Timer::sleep(clock, SECOND).await;
    Ok(keys.iter().map(|key| (*key != 9).then_some(1)).collect())
}

async fn rest(keys: &[u8], clock: &ManualClock, _: &Seen) -> Option<HashMap<u8, u8>> {
    Timer::sleep(clock, SECOND).await;
    Some(keys.iter().map(|key| (*key, 2)).collect())
}

static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

#[failover(
    providers = [slow, rest],
    keys = keys,
    max_keys(slow = 2, rest = 1),
    concurrency(slow = 2),
    is_valid = |value| *value > 0,
    clock = CLOCK.clone()
)]
async fn named(
    keys: &[u8],
    clock: &ManualClock,
    seen: &Seen,
) -> failover_core::Result<ItemResult<u8, u8, Down>, Down>;

#[test]
fn so_many_chunks_are_asked_for_at_once() {
    let (clock, seen) = (&*CLOCK, Seen::default());
    let keys = [1, 9, 3, 4, 5];
    let items = clock.block_on(named(&keys, clock, &seen)).unwrap();
    assert_eq!(seen.into_inner(), [vec![1, 9], vec![3, 4], vec![5]]);
    assert_eq!(
        clock.now(),
        SECOND * 3,
        "two chunks, one chunk, and the rest"
    );
    let order: Vec<_> = items.iter().map(|(key, value, _)| (*key, *value)).collect();
    assert_eq!(order, [(1, 1), (9, 2), (3, 1), (4, 1), (5, 1)]);
    assert_eq!(items.provenance(&9), Some("rest"));
}

#[test]
fn so_many_as_the_provider_that_is_asked_takes() {
    static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

    async fn down(_: &[u8], _: &ManualClock, _: &Seen) -> Result<Vec<Option<u8>>, Down> {
        Err(Down)
    }

    #[failover(
        providers = [down, slow],
        keys = keys,
        max_keys(down = 4, slow = 1),
        concurrency(down = 2, slow = 3),
        clock = CLOCK.clone()
    )]
    async fn second(
        keys: &[u8],
        clock: &ManualClock,
        seen: &Seen,
    ) -> failover_core::Result<ItemResult<u8, u8, Down>, Down>;

    let (clock, seen) = (&*CLOCK, Seen::default());
    let items = clock.block_on(second(&[1, 2, 3], clock, &seen)).unwrap();
    assert_eq!(seen.into_inner(), [[1], [2], [3]]);
    assert_eq!(clock.now(), SECOND, "three chunks at once");
    assert_eq!(items.provenance(&3), Some("slow"));
}

#[test]
fn of_each_provider_or_of_a_body() {
    static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

    #[failover(providers = [rest], keys = keys, max_keys = 1, concurrency = 3, clock = CLOCK.clone())]
    async fn each(
        keys: Vec<u8>,
        clock: &ManualClock,
        seen: &Seen,
    ) -> Result<HashMap<u8, u8>, Down> {
        seen.borrow_mut().push(keys.clone());
        Timer::sleep(clock, SECOND).await;
        let key = *keys.first().ok_or(Down)?;
        if key == 9 {
            return Err(Down);
        }
        Ok(HashMap::from([(key, key)]))
    }

    async fn rest(keys: Vec<u8>, _: &ManualClock, _: &Seen) -> Option<Vec<Option<u8>>> {
        Some(vec![Some(0); keys.len()])
    }

    let seen = Seen::default();
    let items = CLOCK.block_on(each(vec![1, 9, 3, 4], &CLOCK, &seen));
    let expected = HashMap::from([(1, 1), (9, 0), (3, 3), (4, 4)]);
    assert_eq!(items.unwrap(), expected);
    assert_eq!(CLOCK.now(), SECOND * 2);
    assert_eq!(seen.into_inner().len(), 4);
}

/// Borrowed keys.
#[failover(providers = [lengths], keys = keys, max_keys = 1, concurrency = 2)]
async fn borrowed<'a>(
    keys: &Vec<&'a str>,
) -> failover_core::Result<ItemResult<&'a str, usize, Down>, Down>;

async fn lengths(keys: &Vec<&str>) -> Option<HashMap<String, usize>> {
    Some(
        keys.iter()
            .map(|key| ((*key).to_owned(), key.len()))
            .collect(),
    )
}

#[test]
fn keys_may_be_borrowed() {
    let text = String::from("a bb");
    let lengths = run(borrowed(&text.split(' ').collect())).unwrap();
    assert_eq!((lengths["a"], lengths["bb"]), (1, 2));
}
