//! A small library whose client fails over, and a program that uses it.
//!
//! ```text
//! cargo run --example client_library
//! ```
//!
//! `price_source/` is the library: two HTTP clients, and the methods that the attribute wires to them, blocking
//! and async. This file is the library's user. It calls methods and gets prices, and need not know that they fail
//! over. The servers on loopback misbehave in turn. The program ends with an error if a call does not end as
//! written here.

mod price_source;

use std::collections::HashMap;
use std::error::Error;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use shared::prices::{Mood, Server, Servers};
use shared::time;
use tokio::runtime::Runtime;
use ureq::Agent;

use crate::price_source::{AsyncPriceSource, Error as PriceError, Mirrors, PriceSource};

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    let servers = Servers::start()?;
    let http = Agent::config_builder()
        .timeout_global(Some(Duration::from_millis(800)))
        // A proxy from the environment does not lead to loopback.
        .proxy(None)
        .build();
    let (coinbase, kraken) = (&servers.coinbase.url, &servers.kraken.url);
    let source = PriceSource::new(&http.into(), coinbase, kraken);
    let http = reqwest::Client::builder().no_proxy().build()?;
    let awaited = Arc::new(AsyncPriceSource::new(&http, coinbase, kraken));
    // As from a configuration file. Nothing listens at the first address.
    let mirrors = Mirrors::new(&http, &[("eu", "http://127.0.0.1:9"), ("us", coinbase)]);
    println!("One client over two services on loopback:");
    println!("    coinbase  {coinbase}");
    println!("    kraken    {kraken}");
    println!("Each line: the call, its result, its time, and the requests that the services got.");
    let story = Story {
        source,
        awaited,
        mirrors,
        servers,
    };
    let began = Instant::now();
    story.play()?;
    Runtime::new()?.block_on(story.play_awaited())?;
    println!("\nAll scenes took {}.", time(began.elapsed()));
    Ok(())
}

struct Story {
    source: PriceSource,
    awaited: Arc<AsyncPriceSource>,
    mirrors: Mirrors,
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
        scene("1. All is well. `prices` calls Kraken first, which does not list SOL.");
        self.spot("64009.55", [1, 0])?;
        self.prices("64012.10, 3101.42, 152.34", [1, 1])?;
        self.convert("41.2792", [0, 2])?;
        self.health(["closed", "closed"])
    }

    fn errors(&self) -> Outcome {
        scene("2. Coinbase answers 503. After three failed calls, both methods skip it.");
        self.servers.coinbase.set(Mood::Down);
        for _ in 0..3 {
            self.spot("64012.10", [2, 1])?;
        }
        self.health(["open", "closed"])?;
        self.spot("64012.10", [0, 1])?;
        self.prices("64012.10, 3101.42, none", [0, 1])?;

        scene("3. Coinbase is well again. After a second, the next call is its probe.");
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
        scene("5. Kraken takes half a second for each answer: too long for a call that needs two.");
        let pause = Duration::from_millis(500);
        self.servers.kraken.set(Mood::Slow(pause));
        self.convert("41.2825", [2, 2])
    }

    fn hanging(&self) -> Outcome {
        scene("6. Coinbase accepts requests and never answers.");
        self.servers.kraken.set(Mood::Well);
        self.servers.coinbase.set(Mood::Hanging);
        self.spot("64012.10", [2, 1])
    }

    fn all_down(&self) -> Outcome {
        scene("7. Coinbase still hangs, and Kraken answers 503: an error, with its causes.");
        self.servers.kraken.set(Mood::Down);
        let began = Instant::now();
        let Err(error) = self.source.spot("BTC") else {
            return Err("a service answered, although both are down".into());
        };
        let took = Some(began.elapsed());
        self.report("spot BTC", "error", took, "error", [2, 2])?;
        let mut cause: Option<&dyn Error> = Some(&error);
        while let Some(error) = cause {
            println!("        {error}");
            cause = error.source();
        }
        Ok(())
    }

    fn unknown(&self) -> Outcome {
        scene("8. All is well, and no service lists NOPE: no failure is counted.");
        self.servers.coinbase.set(Mood::Well);
        self.servers.kraken.set(Mood::Well);
        let began = Instant::now();
        let result = self.source.spot("NOPE");
        let took = Some(began.elapsed());
        let outcome = match result {
            Err(PriceError::NotListed) => "not listed".to_owned(),
            Err(error) => error.to_string(),
            Ok(price) => price.to_string(),
        };
        self.report("spot NOPE", &outcome, took, "not listed", [1, 0])?;
        self.health(["closed", "closed"])
    }

    /// Plays the scenes of the library's async client.
    async fn play_awaited(&self) -> Outcome {
        scene(
            "9. The async client. Coinbase takes half a second for each coin, and gets three requests at once.",
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
            Some(took),
            "64012.10, 152.34, 38.19, none",
            [3, 1],
        )?;
        if took >= 3 * pause {
            return Err("the requests ran one after another".into());
        }

        scene(
            "10. The async client. Coinbase accepts requests and never answers. The attribute's timeout drops them.",
        );
        self.servers.coinbase.set(Mood::Hanging);
        let source = Arc::clone(&self.awaited);
        let began = Instant::now();
        let price = tokio::spawn(async move { source.spot("BTC").await }).await??;
        let took = Some(began.elapsed());
        let price = format!("{price:.2}");
        self.report("spot BTC", &price, took, "64012.10", [2, 1])?;
        self.health(["closed", "closed"])?;
        self.listed_at_run_time().await
    }

    async fn listed_at_run_time(&self) -> Outcome {
        scene(
            "11. Mirrors of Coinbase, from a configuration file. Nothing listens at the first one, `eu`.",
        );
        self.servers.coinbase.set(Mood::Well);
        let began = Instant::now();
        let served = self.mirrors.spot_served("BTC").await?;
        let took = Some(began.elapsed());
        let (by, failed) = (served.provider, served.failures().len());
        let shown = format!("{:.2} by {by}, {failed} failed", served.value);
        self.report("spot BTC", &shown, took, "64009.55 by us, 1 failed", [1, 0])?;
        let price = self.mirrors.spot("BTC").await?; // skips `eu`
        self.report("spot BTC", &format!("{price:.2}"), None, "64009.55", [1, 0])
    }

    /// Asks for one price.
    fn spot(&self, expected: &str, requests: [u32; 2]) -> Outcome {
        let began = Instant::now();
        let price = self.source.spot("BTC")?;
        let took = Some(began.elapsed());
        self.report("spot BTC", &format!("{price:.2}"), took, expected, requests)
    }

    /// Asks for three prices.
    fn prices(&self, expected: &str, requests: [u32; 2]) -> Outcome {
        let symbols = ["BTC", "ETH", "SOL"];
        let began = Instant::now();
        let prices = self.source.prices(&symbols)?;
        let took = Some(began.elapsed());
        let shown = shown(&symbols, &prices);
        self.report("prices BTC, ETH, SOL", &shown, took, expected, requests)
    }

    /// Asks for a calculation that needs two prices from one service.
    fn convert(&self, expected: &str, requests: [u32; 2]) -> Outcome {
        let began = Instant::now();
        let eth = self.source.convert(2.0, "BTC", "ETH")?;
        let took = Some(began.elapsed());
        self.report(
            "convert 2 BTC to ETH",
            &format!("{eth:.4}"),
            took,
            expected,
            requests,
        )
    }

    /// Asks the library for the health of its services.
    fn health(&self, expected: [&str; 2]) -> Outcome {
        let [coinbase, kraken] = PriceSource::health();
        let shown = [coinbase, kraken].map(|(service, state)| format!("{service} {state}"));
        let [coinbase, kraken] = expected;
        let expected = format!("coinbase {coinbase}, kraken {kraken}");
        self.report("health", &shown.join(", "), None, &expected, [0, 0])
    }

    /// Shows a call, and checks that it ended as expected.
    fn report(
        &self,
        call: &str,
        outcome: &str,
        took: Option<Duration>,
        expected: &str,
        requests: [u32; 2],
    ) -> Outcome {
        let [coinbase, kraken] = requests;
        let actual = [&self.servers.coinbase, &self.servers.kraken].map(Server::requests);
        let asked = match actual {
            [0, 0] => String::new(),
            [coinbase, kraken] => format!("(coinbase {coinbase}, kraken {kraken})"),
        };
        let took = took.map(time).unwrap_or_default();
        let line = format!("    {call:<22}{outcome:<35}{took:>7}  {asked}");
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
