//! Prices of a few coins from three public services, none of which can be relied upon.
//!
//! ```text
//! cargo run --example prices               # servers on loopback, which misbehave in turn
//! cargo run --example prices -- --live     # the same code asks the real services, once
//! cargo run --example prices -- --help     # base URLs of your own
//! ```
//!
//! This file is what a program of yours would hold: the client, its breaker and its providers. `feeds.rs` has
//! the calls themselves, over a real HTTP client, and what each error means; `awaited.rs` has both for an async
//! one. The rest is the show.

mod args;
mod awaited;
mod coins;
mod feeds;
mod report;
mod scenes;

use std::env;
use std::error::Error;
use std::process;
use std::time::Duration;

use failover_core::{CircuitBreaker, FailoverClient, ItemProvider, ItemResult, Provider, Served};
use shared::prices::Servers;
use tokio::runtime::Runtime;

use crate::args::Mode;
use crate::awaited::AsyncQuotes;
use crate::coins::{Prices, Symbol};
use crate::feeds::{BaseUrls, FeedError, Feeds, classify};
use crate::scenes::Story;

/// The last one is nobody's coin.
const SYMBOLS: [Symbol; 5] = ["BTC", "ETH", "SOL", "AVAX", "NOPE"];

/// Two failures in a row, and a service is left alone for a second. One breaker for the whole program: a
/// service that fails one kind of call is skipped by the other kind as well.
static BREAKER: CircuitBreaker = CircuitBreaker::new(2, Duration::from_secs(1));

/// Each price with its source, each missing one with the reasons.
type PriceTable = ItemResult<Symbol, f64, FeedError>;

/// Prices from whoever has them.
struct Quotes {
    client: FailoverClient,
    feeds: Feeds,
}

impl Quotes {
    fn new(feeds: Feeds) -> Result<Self, Box<dyn Error>> {
        // No `timeout` for each attempt: the HTTP client has its own, and can cut a request short.
        let client = FailoverClient::builder()
            .retries(1)
            .retry_backoff(Duration::from_millis(50))
            .deadline(Duration::from_secs(10))
            .circuit_breaker(&BREAKER)
            .build()?;
        Ok(Self { client, feeds })
    }

    /// Each price in US dollars: item by item, so every service is asked only for what is still missing.
    fn prices(&self, symbols: &[Symbol]) -> failover_core::Result<PriceTable, FeedError> {
        self.client
            .classify(classify)
            .is_valid(|price: &f64| *price > 0.0)
            .fetch_items(
                symbols,
                (
                    ItemProvider::new("kraken", |symbols| self.feeds.kraken(symbols)),
                    ItemProvider::new("coingecko", |symbols| self.feeds.coingecko(symbols)),
                    // Coinbase takes a request for each symbol: if one fails, the others are kept.
                    ItemProvider::new("coinbase", |symbols| self.feeds.coinbase(symbols))
                        .max_keys(1),
                ),
            )
    }

    /// How many ETH a BTC is worth. Prices of two markets do not compare, so one service must know both: a
    /// value call.
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

/// Against servers of our own, which misbehave when told.
fn story() -> Result<(), Box<dyn Error>> {
    let servers = Servers::start()?;
    // A proxy set in the environment does not lead to loopback.
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
    story.play()?;
    // Yours has one for all that is async.
    Runtime::new()?.block_on(story.play_awaited())
}

/// Against whatever is at these addresses, once.
fn live(urls: BaseUrls) -> Result<(), Box<dyn Error>> {
    let http = feeds::http(Duration::from_secs(2)).build();
    let quotes = Quotes::new(Feeds::new(http, urls))?;
    match quotes.prices(&SYMBOLS) {
        Ok(prices) => {
            report::prices(&prices);
            report::turns(prices.turns());
            Ok(())
        }
        Err(failed) => {
            eprintln!("prices: {}", failed.report());
            process::exit(1);
        }
    }
}
