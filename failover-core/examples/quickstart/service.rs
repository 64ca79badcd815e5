//! A small HTTP client for a price service. It knows nothing of failover.
//!
//! It also records every request with its times, because the picture is drawn from them.

use std::error::Error;
use std::fmt;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The name of a coin.
pub(crate) type Symbol = &'static str;

pub(crate) struct Service {
    address: SocketAddr,
    /// The longest wait for an answer.
    limit: Duration,
    attempts: Mutex<Vec<Attempt>>,
}

/// One request, as the client saw it.
pub(crate) struct Attempt {
    pub(crate) begun: Instant,
    pub(crate) ended: Instant,
    pub(crate) asked: Vec<Symbol>,
    /// Empty if the request failed.
    pub(crate) answered: Vec<(Symbol, f64)>,
}

#[derive(Debug)]
pub(crate) enum ApiError {
    NoAnswer(Duration),
    Status(u16),
    NotListed,
    Unreadable,
    Io(io::Error),
}

impl Service {
    pub(crate) fn new(address: SocketAddr, limit: Duration) -> Self {
        Self {
            address,
            limit,
            attempts: Mutex::default(),
        }
    }

    /// Returns the price of one coin in US dollars.
    pub(crate) fn price(&self, symbol: Symbol) -> Result<f64, ApiError> {
        let prices = self.prices(&[symbol])?;
        let (_, price) = prices.first().ok_or(ApiError::NotListed)?;
        Ok(*price)
    }

    /// Returns the prices of those coins that the service lists.
    pub(crate) fn prices(&self, symbols: &[Symbol]) -> Result<Vec<(Symbol, f64)>, ApiError> {
        let begun = Instant::now();
        let result = self.request(symbols);
        let attempt = Attempt {
            begun,
            ended: Instant::now(),
            asked: symbols.to_vec(),
            answered: result.as_ref().cloned().unwrap_or_default(),
        };
        let mut attempts = self.attempts.lock().unwrap_or_else(PoisonError::into_inner);
        attempts.push(attempt);
        result
    }

    /// Returns the requests since the last time.
    pub(crate) fn take_attempts(&self) -> Vec<Attempt> {
        let mut attempts = self.attempts.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut attempts)
    }

    /// Sends `GET /prices/BTC,ETH`. The answer has a line for each coin, such as `BTC 64012.10`.
    fn request(&self, symbols: &[Symbol]) -> Result<Vec<(Symbol, f64)>, ApiError> {
        let response = self.get(&format!("/prices/{}", symbols.join(",")));
        let response = response.map_err(|error| match error.kind() {
            // The kind of a read that took too long differs between systems.
            io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => ApiError::NoAnswer(self.limit),
            _ => ApiError::Io(error),
        })?;
        let (head, body) = response
            .split_once("\r\n\r\n")
            .ok_or(ApiError::Unreadable)?;
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        match status {
            Some(200) => {}
            Some(status) => return Err(ApiError::Status(status)),
            None => return Err(ApiError::Unreadable),
        }
        let price = |line: &str| {
            let (name, price) = line.split_once(' ')?;
            let symbol = symbols.iter().find(|symbol| **symbol == name)?;
            Some((*symbol, price.parse().ok()?))
        };
        let prices: Option<Vec<_>> = body.lines().map(price).collect();
        prices.ok_or(ApiError::Unreadable)
    }

    fn get(&self, path: &str) -> io::Result<String> {
        let mut stream = TcpStream::connect_timeout(&self.address, self.limit)?;
        stream.set_read_timeout(Some(self.limit))?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.address
        )?;
        let mut response = String::new();
        stream.read_to_string(&mut response)?;
        Ok(response)
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAnswer(limit) => write!(f, "no answer in {limit:?}"),
            Self::Status(status) => write!(f, "HTTP {status}"),
            Self::NotListed => f.write_str("not listed"),
            Self::Unreadable => f.write_str("unreadable answer"),
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl Error for ApiError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}
