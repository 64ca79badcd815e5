//! The two clients: a blocking one with its own limit, and an async one that the engine cuts off.

use std::collections::HashMap;
use std::error::Error;
use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use failover_core::Verdict;
use reqwest::header::{CONNECTION, HeaderMap, RETRY_AFTER};
use ureq::Agent;

/// The limit of an attempt that a fault does not answer. A healthy service answers in a few milliseconds, or on a busy
/// machine in a hundred times as many.
pub(crate) const LIMIT: Duration = Duration::from_secs(2);
/// The limit of an attempt without a fault: longer than it ever takes.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Blocking,
    Awaited,
}

pub(crate) type Prices = HashMap<u32, u64>;

/// The reason why there are no prices.
#[derive(Debug)]
pub(crate) enum HttpError {
    TimedOut,
    Status(u16),
    RateLimited(Duration),
    NotJson(serde_json::Error),
    Transport(Box<dyn Error + Send + Sync>),
}

impl fmt::Display for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl Error for HttpError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::NotJson(error) => Some(error),
            Self::Transport(error) => Some(&**error),
            _ => None,
        }
    }
}

pub(crate) fn classify(error: &HttpError) -> Verdict {
    match error {
        HttpError::RateLimited(pause) => Verdict::NEXT.open_for(*pause),
        // A retry would get the same answer, or wait for the limit again.
        HttpError::Status(_) | HttpError::NotJson(_) | HttpError::TimedOut => Verdict::NEXT,
        HttpError::Transport(_) => Verdict::RETRY,
    }
}

/// Makes a connection for each request, so that the proxy sees every attempt.
#[derive(Clone)]
pub(crate) struct Blocking(Agent);

impl Blocking {
    pub(crate) fn new(limit: Duration) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(limit))
            .http_status_as_error(false)
            .proxy(None)
            .build();
        Self(config.into())
    }

    pub(crate) fn prices(&self, service: SocketAddr, keys: &[u32]) -> Result<Prices, HttpError> {
        let request = self.0.get(url(service, keys)).header("connection", "close");
        let mut response = request.call()?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        read(status, &headers, &response.body_mut().read_to_string()?)
    }
}

/// The same without a limit.
#[derive(Clone)]
pub(crate) struct Awaited(reqwest::Client);

impl Awaited {
    pub(crate) fn new() -> Self {
        Self(reqwest::Client::builder().no_proxy().build().unwrap())
    }

    pub(crate) async fn prices(
        &self,
        service: SocketAddr,
        keys: &[u32],
    ) -> Result<Prices, HttpError> {
        let request = self.0.get(url(service, keys)).header(CONNECTION, "close");
        let response = request.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        read(status, &headers, &response.text().await?)
    }
}

fn url(service: SocketAddr, keys: &[u32]) -> String {
    let keys: Vec<String> = keys.iter().map(u32::to_string).collect();
    format!("http://{service}/prices/{}", keys.join(","))
}

/// Judges a response of either client.
fn read(status: u16, headers: &HeaderMap, body: &str) -> Result<Prices, HttpError> {
    match status {
        200 => serde_json::from_str(body).map_err(HttpError::NotJson),
        429 => {
            let pause = headers.get(RETRY_AFTER).and_then(|it| it.to_str().ok());
            let pause = pause.and_then(|it| it.parse().ok()).unwrap_or_default();
            Err(HttpError::RateLimited(Duration::from_secs(pause)))
        }
        status => Err(HttpError::Status(status)),
    }
}

impl From<ureq::Error> for HttpError {
    fn from(error: ureq::Error) -> Self {
        match error {
            ureq::Error::Timeout(_) => Self::TimedOut,
            ureq::Error::Io(error) => Self::Transport(error.into()),
            error => Self::Transport(error.into()),
        }
    }
}

impl From<reqwest::Error> for HttpError {
    fn from(error: reqwest::Error) -> Self {
        Self::Transport(error.into())
    }
}
