//! The scenes. Only the servers' moods change: the calls are always the same two.

use std::error::Error;
use std::thread;
use std::time::{Duration, Instant};

use failover_core::{AllProvidersFailed, CircuitState};
use shared::prices::{Mood, Servers};
use shared::time;

use crate::awaited::AsyncQuotes;
use crate::feeds::FeedError;
use crate::{BREAKER, PriceTable, Quotes, SYMBOLS, report};

type Outcome = Result<(), Box<dyn Error>>;

pub(crate) struct Story {
    pub(crate) quotes: Quotes,
    pub(crate) awaited: AsyncQuotes,
    pub(crate) servers: Servers,
}

impl Story {
    pub(crate) fn play(&self) -> Outcome {
        println!("Three services on loopback, called in this order:");
        println!("    kraken     {}", self.servers.kraken.url);
        println!("    coingecko  {}", self.servers.coingecko.url);
        println!("    coinbase   {}", self.servers.coinbase.url);

        self.all_well()?;
        self.rate_limit()?;
        self.junk_and_hang()?;
        self.breaker()?;
        self.all_down()
    }

    fn all_well(&self) -> Outcome {
        report::scene(
            "1. All is well. Kraken lists only BTC and ETH. The next services get the rest.",
        );
        let prices = self.ask()?;
        expect("BTC from", source(&prices, "BTC"), "kraken")?;
        expect("AVAX from", source(&prices, "AVAX"), "coingecko")
    }

    fn rate_limit(&self) -> Outcome {
        report::scene(
            "2. CoinGecko answers 429, Retry-After: 2. Its circuit opens for just as long.",
        );
        self.servers
            .coingecko
            .set(Mood::RateLimited { retry_after: 2 });
        expect("SOL from", source(&self.ask()?, "SOL"), "coinbase")?;

        self.ask_for_sol("The next call skips it.", "coinbase")?;

        self.servers.coingecko.set(Mood::Well);
        wait_for_probe("coingecko")?;
        self.ask_for_sol("It answers the probe: closed.", "coingecko")
    }

    fn junk_and_hang(&self) -> Outcome {
        report::scene("3. Kraken sends an HTML page, CoinGecko prices SOL at 0, Coinbase hangs.");
        self.servers.kraken.set(Mood::Maintenance);
        self.servers.coingecko.set(Mood::Free("solana"));
        self.servers.coinbase.set(Mood::Hanging);
        let prices = self.ask()?;
        expect("BTC from", source(&prices, "BTC"), "coingecko")?;
        expect("SOL from", source(&prices, "SOL"), "no service")
    }

    fn breaker(&self) -> Outcome {
        report::scene(
            "4. A value call: ETH per BTC, both from one service. Kraken still sends HTML.",
        );
        self.servers.coinbase.set(Mood::Well);
        self.ask_for_rate("Its second failure in a row: open.", "coingecko")?;
        self.ask_for_rate("The next call skips it.", "coingecko")?;

        wait_for_probe("kraken")?;
        self.ask_for_rate("It fails the probe: open again.", "coingecko")?;

        self.servers.kraken.set(Mood::Well);
        wait_for_probe("kraken")?;
        self.ask_for_rate("It answers the probe: closed.", "kraken")
    }

    fn all_down(&self) -> Outcome {
        report::scene("5. Everything is down: HTML, 503, and no answer at all.");
        self.servers.kraken.set(Mood::Maintenance);
        self.servers.coingecko.set(Mood::Down);
        self.servers.coinbase.set(Mood::Hanging);

        let (failed, took) = self.fail()?;
        report::error(
            "The error in one line, without the services' own words:",
            &format!("{failed}"),
        );
        report::error("The error in full:", &failed.report().to_string());
        report::took(took);

        // For two of them this is the second failure in a row.
        self.fail()?;
        let (failed, took) = self.fail()?;
        let wait = failed.retry_in().ok_or("no probe is due")?;
        report::step(
            "Two calls later all circuits are open.",
            &format!(
                "no answer after {}, {}",
                time(took),
                report::next_probe(wait)
            ),
        );
        report::turns(failed.turns());
        Ok(())
    }

    /// Plays the async scenes. Services and circuits are the same.
    pub(crate) async fn play_awaited(&self) -> Outcome {
        report::scene(
            "6. Async: Coinbase takes half a second for each of three coins, all requested at once.",
        );
        for name in ["kraken", "coinbase"] {
            BREAKER.reset(name);
        }
        self.servers.kraken.set(Mood::Well);
        let pause = Duration::from_millis(500);
        self.servers.coinbase.set(Mood::Slow(pause));
        let (prices, took) = self.ask_awaited().await?;
        expect("SOL from", source(&prices, "SOL"), "coinbase")?;
        if took >= 3 * pause {
            return Err("the requests ran one after another".into());
        }

        report::scene(
            "7. Async: Coinbase hangs. The deadline ends the call, and the served prices are kept.",
        );
        self.servers.coinbase.set(Mood::Hanging);
        let (prices, _) = self.ask_awaited().await?;
        expect("BTC from", source(&prices, "BTC"), "kraken")?;
        expect("SOL from", source(&prices, "SOL"), "no service")
    }

    async fn ask_awaited(&self) -> Result<(PriceTable, Duration), Box<dyn Error>> {
        let began = Instant::now();
        let prices = self.awaited.prices(&SYMBOLS).await?;
        let took = began.elapsed();
        report::prices(&prices);
        report::turns(prices.turns());
        report::took(took);
        Ok((prices, took))
    }

    /// Asks for the prices of all symbols, and shows them.
    fn ask(&self) -> Result<PriceTable, Box<dyn Error>> {
        let began = Instant::now();
        let prices = self.quotes.prices(&SYMBOLS)?;
        let took = began.elapsed();
        report::prices(&prices);
        report::turns(prices.turns());
        report::took(took);
        Ok(prices)
    }

    /// Asks for the prices of all symbols, and shows only SOL and `CoinGecko`'s turn.
    fn ask_for_sol(&self, caption: &str, from: &str) -> Outcome {
        let began = Instant::now();
        let prices = self.quotes.prices(&SYMBOLS)?;
        let took = time(began.elapsed());
        expect("SOL from", source(&prices, "SOL"), from)?;
        let price = prices["SOL"];
        report::step(caption, &format!("SOL {price:.2} from {from} after {took}"));
        report::turns(prices.turns().filter(|turn| turn.provider == "coingecko"));
        Ok(())
    }

    /// Asks for the rate, and shows only Kraken's turn.
    fn ask_for_rate(&self, caption: &str, from: &str) -> Outcome {
        let began = Instant::now();
        let rate = self.quotes.eth_per_btc()?;
        let took = time(began.elapsed());
        expect("the rate from", &rate.provider, from)?;
        let outcome = format!("{:.4} ETH from {from} after {took}", rate.value);
        report::step(caption, &outcome);
        report::turns(rate.turns().filter(|turn| turn.provider == "kraken"));
        Ok(())
    }

    /// Makes a call that must fail, and returns its error and its time.
    fn fail(&self) -> Result<(AllProvidersFailed<FeedError>, Duration), Box<dyn Error>> {
        let began = Instant::now();
        match self.quotes.eth_per_btc() {
            Ok(_) => Err("a service answered, although all are down".into()),
            Err(failed) => Ok((failed, began.elapsed())),
        }
    }
}

/// Waits until the circuit is half-open.
fn wait_for_probe(name: &str) -> Outcome {
    if let CircuitState::Open {
        retry_in: Some(wait),
    } = BREAKER.state(name)
    {
        thread::sleep(wait);
        let caption = format!("{} later the next call is a probe.", time(wait));
        report::step(&caption, &report::circuit(name));
    }
    expect("the circuit", &BREAKER.state(name).to_string(), "half-open")
}

fn source(prices: &PriceTable, symbol: &str) -> &'static str {
    prices.provenance(symbol).unwrap_or("no service")
}

/// Checks that a scene ended as expected.
fn expect(what: &str, actual: &str, expected: &str) -> Outcome {
    if actual == expected {
        return Ok(());
    }
    Err(format!("expected {what} {expected}, and it was {actual}").into())
}
