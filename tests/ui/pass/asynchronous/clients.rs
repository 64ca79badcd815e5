//! A client and a breaker: in statics, in constants, in fields apart from what the providers change, made for the call,
//! and behind a pointer that is looked through once in a call.

use std::cell::Cell;
use std::ops::Deref;
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{AllProvidersFailed, CircuitBreaker, FailoverClient, failover};

#[derive(Debug)]
struct Down;

impl From<AllProvidersFailed<Down>> for Down {
    fn from(_: AllProvidersFailed<Down>) -> Self {
        Self
    }
}

async fn down() -> Result<u32, Down> {
    Err(Down)
}

async fn up() -> Result<u32, Down> {
    Ok(1)
}

static CLIENT: FailoverClient = FailoverClient::new();
const CONSTANT: FailoverClient = FailoverClient::new();
static BREAKER: CircuitBreaker = CircuitBreaker::new(1, Duration::from_secs(60));

#[failover(providers = [down, up], client = CLIENT)]
async fn by_static() -> Result<u32, Down>;

#[failover(providers = [down, up], client = CONSTANT)]
async fn by_constant() -> Result<u32, Down>;

#[failover(providers = [down, up], client = FailoverClient::new())]
async fn by_call() -> Result<u32, Down>;

#[failover(providers = [down, up], circuit_breaker = BREAKER)]
async fn by_breaker() -> Result<u32, Down>;

/// Counts how often it is looked through.
struct Pointer {
    client: FailoverClient,
    looks: Cell<u32>,
}

impl Deref for Pointer {
    type Target = FailoverClient;

    fn deref(&self) -> &FailoverClient {
        self.looks.set(self.looks.get() + 1);
        &self.client
    }
}

#[failover(providers = [down(), up()], client = client)]
async fn by_pointer(client: &Pointer) -> Result<u32, Down>;

/// Can be sent, but not shared.
struct Alone(FailoverClient, #[allow(dead_code)] Cell<u32>);

impl Deref for Alone {
    type Target = FailoverClient;

    fn deref(&self) -> &FailoverClient {
        &self.0
    }
}

#[failover(providers = [down(), up()], client = client)]
async fn by_owned(client: Alone) -> Result<u32, Down>;

fn sent<T: Send>(future: T) -> T {
    future
}

struct Prices {
    calls: u32,
    client: FailoverClient,
    breaker: CircuitBreaker,
}

async fn add(calls: &mut u32) -> Result<u32, Down> {
    *calls += 1;
    if *calls % 2 == 0 { Ok(*calls) } else { Err(Down) }
}

impl Prices {
    const CLIENT: FailoverClient = FailoverClient::new();

    #[failover(providers = [add(&mut self.calls), again = add(&mut self.calls)], client = self.client)]
    async fn of_fields(&mut self) -> Result<u32, Down>;

    #[failover(providers = [add(&mut self.calls), again = add(&mut self.calls)], circuit_breaker = self.breaker)]
    async fn of_body(&mut self) -> Result<u32, Down> {
        self.calls += 1;
        Err(Down)
    }

    #[failover(providers = [down, up], client = Self::CLIENT)]
    async fn by_associated_constant() -> Result<u32, Down>;
}

fn main() {
    let clock = ManualClock::new();
    for call in [
        clock.block_on(by_static()),
        clock.block_on(by_constant()),
        clock.block_on(by_call()),
        clock.block_on(by_breaker()),
        clock.block_on(Prices::by_associated_constant()),
        clock.block_on(sent(by_owned(Alone(FailoverClient::new(), Cell::new(0))))),
    ] {
        assert_eq!(call.unwrap(), 1);
    }
    assert!(BREAKER.is_open("down"));

    let client = Pointer {
        client: FailoverClient::new(),
        looks: Cell::new(0),
    };
    assert_eq!(clock.block_on(by_pointer(&client)).unwrap(), 1);
    assert_eq!(client.looks.get(), 1);

    let mut prices = Prices {
        calls: 0,
        client: FailoverClient::new(),
        breaker: CircuitBreaker::new(1, Duration::from_secs(60)),
    };
    assert_eq!(clock.block_on(prices.of_fields()).unwrap(), 2);
    assert_eq!(clock.block_on(prices.of_body()).unwrap(), 4);
    assert!(prices.breaker.is_open("of_body"));
}
