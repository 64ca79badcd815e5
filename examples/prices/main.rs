//! Prices of a few coins from three unreliable public services.
//!
//! ```text
//! cargo run --example prices               # servers on loopback, which misbehave in turn
//! cargo run --example prices -- --live     # the same code calls the real services, once
//! cargo run --example prices -- --help     # base URLs of your own
//! ```
//!
//! This file is the part to copy: the client, its breaker and its providers. `feeds.rs` has the calls, over a real HTTP
//! client, and the verdict on each error. `awaited.rs` is the async form of both. The rest plays the scenes.

mod args;
mod awaited;
mod coins;
mod feeds;
mod report;
mod scenes;

use std::env;
use std::error::Error;
use std::process;
use std::time::{Duration, Instant};

use failover_core::{CircuitBreaker, FailoverClient, ItemProvider, ItemResult, Provider, Served};
use shared::prices::Servers;
use shared::time;
use tokio::runtime::Runtime;

use crate::args::Mode;
use crate::awaited::AsyncQuotes;
use crate::coins::{Prices, Symbol};
use crate::feeds::{BaseUrls, FeedError, Feeds, classify};
use crate::scenes::Story;

/// No service lists the last one.
const SYMBOLS: [Symbol; 5] = ["BTC", "ETH", "SOL", "AVAX", "NOPE"];

/// Two failures in a row open a service's circuit for a second. The whole program shares this breaker: a service that
/// fails one kind of call is skipped by the other kind too.
static BREAKER: CircuitBreaker = CircuitBreaker::new(2, Duration::from_secs(1));

/// Each price with its source, and each missing price with the reasons.
type PriceTable = ItemResult<Symbol, f64, FeedError>;

/// Prices from the first service that has them.
struct Quotes {
    client: FailoverClient,
    feeds: Feeds,
}

impl Quotes {
    fn new(feeds: Feeds) -> Result<Self, Box<dyn Error>> {
        // No `timeout` here: the HTTP client has one, and can cut a request short.
        let client = FailoverClient::builder()
            .retries(1)
            .retry_backoff(Duration::from_millis(50))
            .deadline(Duration::from_secs(10))
            .circuit_breaker(&BREAKER)
            .build()?;
        Ok(Self { client, feeds })
    }

    /// Returns the prices in US dollars. A batch call: each service gets only the symbols that are still missing.
    fn prices(&self, symbols: &[Symbol]) -> failover_core::Result<PriceTable, FeedError> {
        self.client
            .classify(classify)
            .is_valid(|price: &f64| *price > 0.0)
            .fetch_items(
                symbols,
                (
                    ItemProvider::new("kraken", |symbols| self.feeds.kraken(symbols)),
                    ItemProvider::new("coingecko", |symbols| self.feeds.coingecko(symbols)),
                    // Coinbase needs a request for each symbol. If one fails, the others are kept.
                    ItemProvider::new("coinbase", |symbols| self.feeds.coinbase(symbols))
                        .max_keys(1),
                ),
            )
    }

    /// Returns the worth of a BTC in ETH. A value call, because both prices must come from one service: those of two
    /// markets do not compare.
    fn eth_per_btc(&self) -> failover_core::Result<Served<f64, FeedError>, FeedError> {
        let pair = ["BTC", "ETH"];
        self.client.classify(classify).fetch((
            Provider::new("kraken", || ratio(&self.feeds.kraken(&pair)?, pair)),
            Provider::new("coingecko", || ratio(&self.feeds.coingecko(&pair)?, pair)),
            Provider::new("coinbase", || ratio(&self.feeds.coinbase(&pair)?, pair)),
        ))
    }
}

fn ratio(prices: &Prices, [base, quote]: [Symbol; 2]) -> Result<f64, FeedError> {
    let price = |symbol| prices.get(symbol).ok_or(FeedError::NotListed);
    Ok(price(base)? / price(quote)?)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = env::args_os().skip(1);
    let arguments = arguments.map(|argument| argument.to_string_lossy().into_owned());
    match args::parse(arguments) {
        Ok(Mode::Story) => story(),
        Ok(Mode::Live(urls)) => live(urls),
        Ok(Mode::Help) => {
            print!("{}", args::HELP);
            Ok(())
        }
        Err(message) => {
            eprintln!("prices: {message}; see --help");
            process::exit(2);
        }
    }
}

/// Plays the scenes against servers on loopback.
fn story() -> Result<(), Box<dyn Error>> {
    let servers = Servers::start()?;
    // A proxy from the environment does not lead to loopback.
    let http = feeds::http(Duration::from_millis(400)).proxy(None).build();
    let urls = BaseUrls {
        kraken: servers.kraken.url.clone(),
        coingecko: servers.coingecko.url.clone(),
        coinbase: servers.coinbase.url.clone(),
    };
    let awaited = reqwest::Client::builder().no_proxy().build()?;
    let story = Story {
        awaited: AsyncQuotes::new(awaited, urls.clone())?,
        quotes: Quotes::new(Feeds::new(http, urls))?,
        servers,
    };
    let began = Instant::now();
    story.play()?;
    // A program with more async code has one runtime for all of it.
    Runtime::new()?.block_on(story.play_awaited())?;
    println!("\nAll scenes took {}.", time(began.elapsed()));
    Ok(())
}

/// Calls the services at these addresses, once.
fn live(urls: BaseUrls) -> Result<(), Box<dyn Error>> {
    let http = feeds::http(Duration::from_secs(2)).build();
    let quotes = Quotes::new(Feeds::new(http, urls))?;
    let began = Instant::now();
    match quotes.prices(&SYMBOLS) {
        Ok(prices) => {
            let took = began.elapsed();
            report::prices(&prices);
            report::turns(prices.turns());
            report::took(took);
            Ok(())
        }
        Err(failed) => {
            eprintln!("prices: {}", failed.report());
            process::exit(1);
        }
    }
}
