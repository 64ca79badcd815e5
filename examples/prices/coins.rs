//! The coins, and their names at each service.

use std::collections::HashMap;

/// The usual name of a coin: `"BTC"`.
pub(crate) type Symbol = &'static str;

/// Prices in US dollars.
pub(crate) type Prices = HashMap<Symbol, f64>;

pub(crate) struct Coin {
    symbol: Symbol,
    pub(crate) coingecko: &'static str,
    /// Kraken lists only some of them.
    pub(crate) kraken: Option<&'static str>,
}

#[rustfmt::skip]
const COINS: [Coin; 4] = [
    Coin { symbol: "BTC",  coingecko: "bitcoin",     kraken: Some("XXBTZUSD") },
    Coin { symbol: "ETH",  coingecko: "ethereum",    kraken: Some("XETHZUSD") },
    Coin { symbol: "SOL",  coingecko: "solana",      kraken: None },
    Coin { symbol: "AVAX", coingecko: "avalanche-2", kraken: None },
];

/// Coins that a service lists, with its names for them.
pub(crate) struct Listed(Vec<(Symbol, &'static str)>);

impl Listed {
    /// Returns those of `symbols` for which the service has a `name`. `None` if it has none.
    pub(crate) fn of(
        symbols: &[Symbol],
        name: impl Fn(&Coin) -> Option<&'static str>,
    ) -> Option<Self> {
        let asked = COINS.iter().filter(|coin| symbols.contains(&coin.symbol));
        let listed: Vec<_> = asked
            .filter_map(|coin| Some((coin.symbol, name(coin)?)))
            .collect();
        (!listed.is_empty()).then_some(Self(listed))
    }

    /// Returns the service's names, in the form of its URL.
    pub(crate) fn names(&self) -> String {
        let names: Vec<_> = self.0.iter().map(|(_, name)| *name).collect();
        names.join(",")
    }

    /// Returns the prices by symbol, from prices by the service's names.
    pub(crate) fn prices(&self, price: impl Fn(&str) -> Option<f64>) -> Prices {
        let priced = |(symbol, name): &(Symbol, &str)| Some((*symbol, price(name)?));
        self.0.iter().filter_map(priced).collect()
    }
}
