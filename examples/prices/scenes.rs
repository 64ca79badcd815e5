//! The story. Only the servers' moods change: the calls are always the same two.

use std::error::Error;
use std::thread;
use std::time::{Duration, Instant};

use failover_core::{AllProvidersFailed, CircuitState};
use shared::prices::{Mood, Servers};

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
        println!("Three services on loopback, asked in this order:");
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
            "1. All is well. Kraken knows only the majors: the next are asked for the rest.",
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

        self.ask_for_sol("Asked again at once, it is left in peace.", "coinbase")?;

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
        expect("SOL from", source(&prices, "SOL"), "nobody")
    }

    fn breaker(&self) -> Outcome {
        report::scene(
            "4. A value call: ETH per BTC, both from one service. Kraken still sends HTML.",
        );
        self.servers.coinbase.set(Mood::Well);
        self.ask_for_rate("Its second failure in a row: open.", "coingecko")?;
        self.ask_for_rate("Asked again at once, it is skipped.", "coingecko")?;

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

        let failed = self.fail()?;
        report::error(
            "The error in one line, without the services' own words:",
            &format!("{failed}"),
        );
        report::error("The error in full:", &failed.report().to_string());

        // The second failure in a row of those that were well before.
        self.fail()?;
        let failed = self.fail()?;
        let wait = failed.retry_in().ok_or("no probe is due")?;
        report::step(
            "Two calls later nobody is asked any more.",
            &report::next_probe(wait),
        );
        report::turns(failed.turns());
        Ok(())
    }

    /// The same services and circuits, awaited.
    pub(crate) async fn play_awaited(&self) -> Outcome {
        report::scene(
            "6. Async: Coinbase takes half a second for each of three coins, asked at once.",
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
            return Err("they were asked one after the other".into());
        }

        report::scene(
            "7. Async: Coinbase hangs. The deadline ends the call, and what was served is kept.",
        );
        self.servers.coinbase.set(Mood::Hanging);
        let (prices, _) = self.ask_awaited().await?;
        expect("BTC from", source(&prices, "BTC"), "kraken")?;
        expect("SOL from", source(&prices, "SOL"), "nobody")
    }

    async fn ask_awaited(&self) -> Result<(PriceTable, Duration), Box<dyn Error>> {
        let began = Instant::now();
        let prices = self.awaited.prices(&SYMBOLS).await?;
        let took = began.elapsed();
        report::prices(&prices);
        report::turns(prices.turns());
        println!("    Together {:.1} s.", took.as_secs_f64());
        Ok((prices, took))
    }

    /// The prices of all symbols, shown.
    fn ask(&self) -> Result<PriceTable, Box<dyn Error>> {
        let prices = self.quotes.prices(&SYMBOLS)?;
        report::prices(&prices);
        report::turns(prices.turns());
        Ok(prices)
    }

    /// The same, of which only what is told of SOL is shown.
    fn ask_for_sol(&self, caption: &str, from: &str) -> Outcome {
        let prices = self.quotes.prices(&SYMBOLS)?;
        expect("SOL from", source(&prices, "SOL"), from)?;
        report::step(caption, &format!("SOL {:.2} from {from}", prices["SOL"]));
        report::turns(prices.turns().filter(|turn| turn.provider == "coingecko"));
        Ok(())
    }

    /// The cross rate, of which only Kraken's turn is shown.
    fn ask_for_rate(&self, caption: &str, from: &str) -> Outcome {
        let rate = self.quotes.eth_per_btc()?;
        expect("the rate from", &rate.provider, from)?;
        report::step(caption, &format!("{:.4} ETH from {from}", rate.value));
        report::turns(rate.turns().filter(|turn| turn.provider == "kraken"));
        Ok(())
    }

    fn fail(&self) -> Result<AllProvidersFailed<FeedError>, Box<dyn Error>> {
        let failed = self.quotes.eth_per_btc().err();
        failed.ok_or_else(|| "somebody answered, though all are down".into())
    }
}

/// Waits until the circuit is half-open.
fn wait_for_probe(name: &str) -> Outcome {
    if let CircuitState::Open {
        retry_in: Some(wait),
    } = BREAKER.state(name)
    {
        thread::sleep(wait);
        let caption = format!(
            "{:.1} s later the next call is a probe.",
            wait.as_secs_f64()
        );
        report::step(&caption, &report::circuit(name));
    }
    expect("the circuit", &BREAKER.state(name).to_string(), "half-open")
}

fn source(prices: &PriceTable, symbol: &str) -> &'static str {
    prices.provenance(symbol).unwrap_or("nobody")
}

/// The story is told beforehand: it must come out so.
fn expect(what: &str, actual: &str, expected: &str) -> Outcome {
    if actual == expected {
        return Ok(());
    }
    Err(format!("expected {what} {expected}, and it was {actual}").into())
}
