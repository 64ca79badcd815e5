//! Replacements for three price services: HTTP servers on loopback, whose moods the programs change.

use std::collections::HashMap;
use std::future;
use std::io;
use std::time::Duration;

use axum::extract::{Path, Query, Request, State};
use axum::http::{StatusCode, header::RETRY_AFTER};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use tokio::time::sleep;

use crate::server::{self, Line};

/// The behavior of a service.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Mood {
    /// Answers every request.
    Well,
    /// Answers 429, with `Retry-After`.
    RateLimited {
        /// In seconds.
        retry_after: u64,
    },
    /// Answers with an HTML page and status 200.
    Maintenance,
    /// Accepts the request and never answers.
    Hanging,
    /// Answers correctly, but so late.
    Slow(Duration),
    /// Answers with a price of zero for this coin.
    Free(&'static str),
    /// Answers 503.
    Down,
}

/// A price service.
pub type Server = server::Server<Mood>;

/// All three services. They run until this is dropped.
#[derive(Debug)]
pub struct Servers {
    /// Lists only BTC and ETH.
    pub kraken: Server,
    /// Lists all coins.
    pub coingecko: Server,
    /// Lists all coins.
    pub coinbase: Server,
    _runtime: Runtime,
}

impl Servers {
    /// Starts all three on free ports.
    ///
    /// # Errors
    ///
    /// Returns the system's error if there is no free port.
    pub fn start() -> io::Result<Self> {
        let runtime = Runtime::new()?;
        let (kraken, coingecko, coinbase) = runtime.block_on(async {
            let kraken = serve(
                Router::new().route("/0/public/Ticker", get(kraken)),
                &[("XXBTZUSD", 64_012.10), ("XETHZUSD", 3_101.42)],
            );
            let coingecko = serve(
                Router::new().route("/api/v3/simple/price", get(coingecko)),
                &[
                    ("bitcoin", 64_003.0),
                    ("ethereum", 3_100.8),
                    ("solana", 152.31),
                    ("avalanche-2", 38.2),
                ],
            );
            let coinbase = serve(
                Router::new().route("/v2/prices/{pair}/spot", get(coinbase)),
                &[
                    ("BTC", 64_009.55),
                    ("ETH", 3_101.05),
                    ("SOL", 152.34),
                    ("AVAX", 38.19),
                ],
            );
            io::Result::Ok((kraken.await?, coingecko.await?, coinbase.await?))
        })?;
        Ok(Self {
            kraken,
            coingecko,
            coinbase,
            _runtime: runtime,
        })
    }
}

async fn serve(routes: Router<Service>, prices: PriceList) -> io::Result<Server> {
    let routes = |line| {
        let service = Service { line, prices };
        routes
            .layer(from_fn_with_state(service.clone(), moody))
            .with_state(service)
    };
    Server::start(Mood::Well, routes).await
}

/// Prices by the service's names of the coins.
type PriceList = &'static [(&'static str, f64)];

/// The state that a service's handlers share.
#[derive(Clone)]
struct Service {
    line: Line<Mood>,
    prices: PriceList,
}

impl Service {
    fn price(&self, name: &str) -> Option<f64> {
        let (name, price) = self.prices.iter().find(|(known, _)| *known == name)?;
        let is_free = self.line.mood() == Mood::Free(name);
        Some(if is_free { 0.0 } else { *price })
    }
}

/// Applies the mood before the handlers run: a service in a bad mood does not reach them.
async fn moody(State(service): State<Service>, request: Request, next: Next) -> Response {
    let ongoing = service.line.begin();
    let response = match service.line.mood() {
        Mood::Well | Mood::Free(_) => next.run(request).await,
        Mood::Slow(pause) => {
            sleep(pause).await;
            next.run(request).await
        }
        Mood::RateLimited { retry_after } => {
            let pause = [(RETRY_AFTER, retry_after.to_string())];
            (StatusCode::TOO_MANY_REQUESTS, pause).into_response()
        }
        Mood::Maintenance => Html("<h1>We will be back soon</h1>").into_response(),
        Mood::Hanging => future::pending().await,
        Mood::Down => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    };
    ongoing.answered();
    response
}

type Parameters = Query<HashMap<String, String>>;

/// Returns the names in a parameter such as `ids=bitcoin,ethereum`.
fn names<'a>(parameters: &'a Parameters, name: &str) -> impl Iterator<Item = &'a str> {
    parameters
        .get(name)
        .into_iter()
        .flat_map(|it| it.split(','))
}

async fn kraken(State(service): State<Service>, parameters: Parameters) -> Json<Value> {
    let quote = |pair| {
        let price = service.price(pair)?;
        Some((pair, json!({ "c": [format!("{price:.2}"), "0.005"] })))
    };
    let quotes: Option<HashMap<_, _>> = names(&parameters, "pair").map(quote).collect();
    Json(match quotes {
        Some(quotes) => json!({ "error": [], "result": quotes }),
        None => json!({ "error": ["EQuery:Unknown asset pair"] }),
    })
}

async fn coingecko(State(service): State<Service>, parameters: Parameters) -> Json<Value> {
    let quote = |id| Some((id, json!({ "usd": service.price(id)? })));
    let quotes: HashMap<_, _> = names(&parameters, "ids").filter_map(quote).collect();
    Json(json!(quotes))
}

async fn coinbase(State(service): State<Service>, Path(pair): Path<String>) -> Response {
    let base = pair.strip_suffix("-USD").unwrap_or_default();
    match service.price(base) {
        Some(price) => {
            let amount = format!("{price:.2}");
            let data = json!({ "amount": amount, "base": base, "currency": "USD" });
            Json(json!({ "data": data })).into_response()
        }
        None => {
            let error = json!({ "id": "not_found", "message": "Invalid base currency" });
            (StatusCode::NOT_FOUND, Json(json!({ "errors": [error] }))).into_response()
        }
    }
}
