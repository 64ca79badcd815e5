//! Three public price services, each with its own format, and one error type for all of them.

use std::collections::HashMap;
use std::error::Error;
use std::fmt;
use std::time::Duration;

use failover_core::Verdict;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use shared::Decimal;
use ureq::config::ConfigBuilder;
use ureq::http::header::{HeaderMap, RETRY_AFTER};
use ureq::http::status::StatusCode;
use ureq::typestate::{AgentScope, WithoutBody};
use ureq::{Agent, RequestBuilder};

use crate::coins::{Listed, Prices, Symbol};

/// The address of each service, such as `https://api.kraken.com`.
#[derive(Debug, Clone)]
pub(crate) struct BaseUrls {
    pub(crate) kraken: String,
    pub(crate) coingecko: String,
    pub(crate) coinbase: String,
}

/// Kraken: `{"error":[],"result":{"XXBTZUSD":{"c":["64012.10","0.005"], ..}}}`, where `c` is the last trade.
#[derive(Deserialize)]
pub(crate) struct Ticker {
    error: Vec<String>,
    #[serde(default)]
    result: HashMap<String, Pair>,
}

#[derive(Deserialize)]
struct Pair {
    #[serde(rename = "c")]
    last: [Decimal; 2],
}

impl Ticker {
    pub(crate) fn prices(&self, pairs: &Listed) -> Result<Prices, FeedError> {
        if !self.error.is_empty() {
            return Err(FeedError::Refused(self.error.join(", ")));
        }
        Ok(pairs.prices(|pair| Some(self.result.get(pair)?.last[0].0)))
    }
}

/// Coinbase: `{"data":{"amount":"64009.55","base":"BTC","currency":"USD"}}`.
#[derive(Deserialize)]
pub(crate) struct Spot {
    data: Amount,
}

#[derive(Deserialize)]
struct Amount {
    amount: Decimal,
}

impl Spot {
    pub(crate) fn price(&self) -> f64 {
        self.data.amount.0
    }
}

/// Returns an HTTP client that gives up after `timeout`. It returns a response of any status.
pub(crate) fn http(timeout: Duration) -> ConfigBuilder<AgentScope> {
    Agent::config_builder()
        .timeout_global(Some(timeout))
        .http_status_as_error(false)
        .user_agent("failover-core example")
}

/// The three services, over one HTTP client.
pub(crate) struct Feeds {
    http: Agent,
    urls: BaseUrls,
}

impl Feeds {
    pub(crate) fn new(http: impl Into<Agent>, urls: BaseUrls) -> Self {
        let http = http.into();
        Self { http, urls }
    }

    pub(crate) fn kraken(&self, symbols: &[Symbol]) -> Result<Prices, FeedError> {
        // Kraken refuses a request with one unknown pair, so send only those that it lists.
        let pairs = Listed::of(symbols, |coin| coin.kraken).ok_or(FeedError::NotListed)?;
        let request = self
            .http
            .get(format!("{}/0/public/Ticker", self.urls.kraken))
            .query("pair", pairs.names());
        answer::<Ticker>(request)?.prices(&pairs)
    }

    /// Reads `{"bitcoin":{"usd":64003.0}, ..}`, which leaves out unknown coins.
    pub(crate) fn coingecko(&self, symbols: &[Symbol]) -> Result<Prices, FeedError> {
        #[derive(Deserialize)]
        struct Quote {
            usd: Option<f64>,
        }

        let ids = Listed::of(symbols, |coin| Some(coin.coingecko)).ok_or(FeedError::NotListed)?;
        let request = self
            .http
            .get(format!("{}/api/v3/simple/price", self.urls.coingecko))
            .query("ids", ids.names())
            .query("vs_currencies", "usd");
        let quotes: HashMap<String, Quote> = answer(request)?;
        Ok(ids.prices(|id| quotes.get(id)?.usd))
    }

    /// Sends a request for each symbol.
    pub(crate) fn coinbase(&self, symbols: &[Symbol]) -> Result<Prices, FeedError> {
        let mut prices = Prices::new();
        for symbol in symbols {
            let url = format!("{}/v2/prices/{symbol}-USD/spot", self.urls.coinbase);
            match answer::<Spot>(self.http.get(url)) {
                Ok(spot) => {
                    prices.insert(symbol, spot.price());
                }
                // Coinbase does not list the coin: an honest answer, not a failure.
                Err(FeedError::Status(StatusCode::NOT_FOUND)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(prices)
    }
}

fn answer<T: DeserializeOwned>(request: RequestBuilder<WithoutBody>) -> Result<T, FeedError> {
    let mut response = request.call()?;
    let body = response.body_mut().read_to_string()?;
    read(response.status(), response.headers(), &body)
}

/// Reads an answer, from the blocking or the async HTTP client.
pub(crate) fn read<T: DeserializeOwned>(
    status: StatusCode,
    headers: &HeaderMap,
    body: &str,
) -> Result<T, FeedError> {
    match status {
        StatusCode::TOO_MANY_REQUESTS => Err(FeedError::RateLimited {
            retry_after: retry_after(headers),
        }),
        status if !status.is_success() => Err(FeedError::Status(status)),
        _ => serde_json::from_str(body).map_err(FeedError::Junk),
    }
}

/// Reads the header's seconds. The header may also contain a date, which this example ignores.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse();
    seconds.ok().map(Duration::from_secs)
}

/// The reason why a service gave no price.
#[derive(Debug)]
pub(crate) enum FeedError {
    RateLimited { retry_after: Option<Duration> },
    Status(StatusCode),
    TimedOut,
    Unreachable(Box<dyn Error + Send + Sync>),
    Junk(serde_json::Error),
    Refused(String),
    NotListed,
}

/// Returns the verdict on an error, for the call and for the service's circuit.
pub(crate) fn classify(error: &FeedError) -> Verdict {
    match error {
        // The service says when to come back. Its circuit stays open until then. Zero opens nothing.
        FeedError::RateLimited { retry_after } => {
            Verdict::NEXT.open_for(retry_after.unwrap_or_default())
        }
        // A retry would get the same answer.
        FeedError::Status(_) | FeedError::Junk(_) | FeedError::Refused(_) => Verdict::NEXT,
        // A network problem is often short: a retry may succeed.
        FeedError::TimedOut | FeedError::Unreachable(_) => Verdict::RETRY,
        // The request was not sent, or the answer was honest. This is no failure. It is no sign of health either, so it
        // must not close the circuit, as an empty answer would.
        FeedError::NotListed => Verdict::NEXT.uncounted(),
    }
}

impl fmt::Display for FeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RateLimited {
                retry_after: Some(pause),
            } => write!(f, "rate limited, retry after {} s", pause.as_secs()),
            Self::RateLimited { retry_after: None } => f.write_str("rate limited"),
            Self::Status(status) => write!(f, "status {status}"),
            Self::TimedOut => f.write_str("no answer in time"),
            Self::Unreachable(_) => f.write_str("not reachable"),
            Self::Junk(_) => f.write_str("not the expected JSON"),
            Self::Refused(message) => write!(f, "refused: {message}"),
            Self::NotListed => f.write_str("not listed"),
        }
    }
}

impl Error for FeedError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Unreachable(error) => Some(&**error),
            Self::Junk(error) => Some(error),
            _ => None,
        }
    }
}

impl From<ureq::Error> for FeedError {
    fn from(error: ureq::Error) -> Self {
        match error {
            ureq::Error::Timeout(_) => Self::TimedOut,
            error => Self::Unreachable(error.into()),
        }
    }
}

impl From<reqwest::Error> for FeedError {
    fn from(error: reqwest::Error) -> Self {
        Self::Unreachable(error.into())
    }
}
