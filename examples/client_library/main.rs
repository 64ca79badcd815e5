//! A library whose client fails over, in small, and a program that uses it.
//!
//! ```text
//! cargo run --example client_library
//! ```
//!
//! `price_source/` is the library: two HTTP clients, and the methods that the attribute wires to them, blocking
//! and async. This file is its user, who knows nothing of failover: it calls methods and gets prices. The servers
//! on loopback misbehave in turn, and it ends with an error where anything is not as it is told here.

mod price_source;

use std::collections::HashMap;
use std::error::Error;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use shared::prices::{Mood, Server, Servers};
use tokio::runtime::Runtime;
use ureq::Agent;

use crate::price_source::{AsyncPriceSource, Error as PriceError, PriceSource};

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    let servers = Servers::start()?;
    let http = Agent::config_builder()
        .timeout_global(Some(Duration::from_millis(800)))
        // One that is set in the environment does not lead to loopback.
        .proxy(None)
        .build();
    let (coinbase, kraken) = (&servers.coinbase.url, &servers.kraken.url);
    let source = PriceSource::new(&http.into(), coinbase, kraken);
    let http = reqwest::Client::builder().no_proxy().build()?;
    let awaited = Arc::new(AsyncPriceSource::new(&http, coinbase, kraken));
    println!("One client over two services on loopback:");
    println!("    coinbase  {coinbase}");
    println!("    kraken    {kraken}");
    println!("In brackets are the requests that they got.");
    let story = Story {
        source,
        awaited,
        servers,
    };
    story.play()?;
    Runtime::new()?.block_on(story.play_awaited())
}

struct Story {
    source: PriceSource,
    awaited: Arc<AsyncPriceSource>,
    servers: Servers,
}

impl Story {
    fn play(&self) -> Outcome {
        self.all_well()?;
        self.errors()?;
        self.junk()?;
        self.slow()?;
        self.hanging()?;
        self.all_down()?;
        self.unknown()
    }

    fn all_well(&self) -> Outcome {
        scene("1. All is well. Kraken, the first to be asked for many, does not list SOL.");
        self.spot("64009.55", [1, 0])?;
        self.prices("64012.10, 3101.42, 152.34", [1, 1])?;
        self.convert("41.2792", [0, 2])?;
        self.health(["closed", "closed"])
    }

    fn errors(&self) -> Outcome {
        scene("2. Coinbase answers 503. After three calls it is left alone, by both methods.");
        self.servers.coinbase.set(Mood::Down);
        for _ in 0..3 {
            self.spot("64012.10", [2, 1])?;
        }
        self.health(["open", "closed"])?;
        self.spot("64012.10", [0, 1])?;
        self.prices("64012.10, 3101.42, none", [0, 1])?;

        scene("3. Coinbase is well again. A second later the next call finds out.");
        self.servers.coinbase.set(Mood::Well);
        thread::sleep(Duration::from_secs(1));
        self.health(["half-open", "closed"])?;
        self.spot("64009.55", [1, 0])?;
        self.health(["closed", "closed"])
    }

    fn junk(&self) -> Outcome {
        scene("4. Kraken sends an HTML page, with status 200.");
        self.servers.kraken.set(Mood::Maintenance);
        self.prices("64009.55, 3101.05, 152.34", [3, 1])?;
        self.convert("41.2825", [2, 1])
    }

    fn slow(&self) -> Outcome {
        scene("5. Kraken takes half a second for each answer: too long where two are needed.");
        let pause = Duration::from_millis(500);
        self.servers.kraken.set(Mood::Slow(pause));
        self.convert("41.2825", [2, 2])
    }

    fn hanging(&self) -> Outcome {
        scene("6. Coinbase takes requests and never answers.");
        self.servers.kraken.set(Mood::Well);
        self.servers.coinbase.set(Mood::Hanging);
        self.spot("64012.10", [2, 1])
    }

    fn all_down(&self) -> Outcome {
        scene("7. Coinbase still hangs, and Kraken answers 503: an error, with its causes.");
        self.servers.kraken.set(Mood::Down);
        let Err(error) = self.source.spot("BTC") else {
            return Err("somebody answered, though both are down".into());
        };
        self.report("spot BTC", "error", "error", [2, 2])?;
        let mut cause: Option<&dyn Error> = Some(&error);
        while let Some(error) = cause {
            println!("        {error}");
            cause = error.source();
        }
        Ok(())
    }

    fn unknown(&self) -> Outcome {
        scene("8. All is well, and NOPE is nobody's coin: that is held against nobody.");
        self.servers.coinbase.set(Mood::Well);
        self.servers.kraken.set(Mood::Well);
        let outcome = match self.source.spot("NOPE") {
            Err(PriceError::NotListed) => "not listed".to_owned(),
            Err(error) => error.to_string(),
            Ok(price) => price.to_string(),
        };
        self.report("spot NOPE", &outcome, "not listed", [1, 0])?;
        self.health(["closed", "closed"])
    }

    /// The same by the library's async client.
    async fn play_awaited(&self) -> Outcome {
        scene(
            "9. The async client. Coinbase takes half a second for each coin, and is asked for three at once.",
        );
        let pause = Duration::from_millis(500);
        self.servers.coinbase.set(Mood::Slow(pause));
        let symbols = ["BTC", "SOL", "AVAX", "NOPE"];
        let began = Instant::now();
        let prices = self.awaited.prices(&symbols).await?;
        let took = began.elapsed();
        let shown = shown(&symbols, &prices);
        self.report(
            "BTC, SOL, AVAX, NOPE",
            &shown,
            "64012.10, 152.34, 38.19, none",
            [3, 1],
        )?;
        if took >= 3 * pause {
            return Err("they were asked one after the other".into());
        }

        scene(
            "10. Coinbase takes requests and never answers. Here no HTTP client cuts them short.",
        );
        self.servers.coinbase.set(Mood::Hanging);
        let source = Arc::clone(&self.awaited);
        let price = tokio::spawn(async move { source.spot("BTC").await }).await??;
        self.report("spot BTC", &format!("{price:.2}"), "64012.10", [2, 1])?;
        self.health(["closed", "closed"])
    }

    /// One price.
    fn spot(&self, expected: &str, requests: [u32; 2]) -> Outcome {
        let price = self.source.spot("BTC")?;
        self.report("spot BTC", &format!("{price:.2}"), expected, requests)
    }

    /// Many prices.
    fn prices(&self, expected: &str, requests: [u32; 2]) -> Outcome {
        let symbols = ["BTC", "ETH", "SOL"];
        let prices = self.source.prices(&symbols)?;
        let shown = shown(&symbols, &prices);
        self.report("prices BTC, ETH, SOL", &shown, expected, requests)
    }

    /// A calculation that needs two prices of one market.
    fn convert(&self, expected: &str, requests: [u32; 2]) -> Outcome {
        let eth = self.source.convert(2.0, "BTC", "ETH")?;
        self.report(
            "convert 2 BTC to ETH",
            &format!("{eth:.4}"),
            expected,
            requests,
        )
    }

    /// What the library says of its services' health.
    fn health(&self, expected: [&str; 2]) -> Outcome {
        let [coinbase, kraken] = PriceSource::health();
        let shown = [coinbase, kraken].map(|(service, state)| format!("{service} {state}"));
        let [coinbase, kraken] = expected;
        let expected = format!("coinbase {coinbase}, kraken {kraken}");
        self.report("health", &shown.join(", "), &expected, [0, 0])
    }

    /// Shows a call. The story is told beforehand: it must come out so.
    fn report(&self, call: &str, outcome: &str, expected: &str, requests: [u32; 2]) -> Outcome {
        let [coinbase, kraken] = requests;
        let actual = [&self.servers.coinbase, &self.servers.kraken].map(Server::requests);
        let asked = match actual {
            [0, 0] => String::new(),
            [coinbase, kraken] => format!("(coinbase {coinbase}, kraken {kraken})"),
        };
        let line = format!("    {call:<24}{outcome:<34}{asked}");
        println!("{}", line.trim_end());
        if outcome == expected && actual == requests {
            return Ok(());
        }
        Err(format!("expected {expected} (coinbase {coinbase}, kraken {kraken})").into())
    }
}

fn shown(symbols: &[&str], prices: &HashMap<String, f64>) -> String {
    let price = |symbol: &&str| match prices.get(*symbol) {
        Some(price) => format!("{price:.2}"),
        None => "none".to_owned(),
    };
    let prices: Vec<String> = symbols.iter().map(price).collect();
    prices.join(", ")
}

fn scene(title: &str) {
    println!("\n{title}");
}
