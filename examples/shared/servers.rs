//! Stand-ins for three price services: HTTP servers on loopback, whose moods the programs change.

use std::collections::HashMap;
use std::future;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::extract::{Path, Query, Request, State};
use axum::http::{StatusCode, header::RETRY_AFTER};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::watch;
use tokio::time::sleep;

/// How a service behaves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Mood {
    /// Answers what it is asked.
    Well,
    /// 429, with `Retry-After`.
    RateLimited {
        /// In seconds.
        retry_after: u64,
    },
    /// A page for people, with status 200.
    Maintenance,
    /// Takes the request and never answers.
    Hanging,
    /// Answers as when it is well, but so late.
    Slow(Duration),
    /// Gives this coin away.
    Free(&'static str),
    /// 503.
    Down,
}

/// One running service.
#[derive(Debug)]
pub struct Server {
    /// Without a slash at its end.
    pub url: String,
    mood: watch::Sender<Mood>,
    requests: Arc<AtomicU32>,
}

impl Server {
    /// From the next request on.
    pub fn set(&self, mood: Mood) {
        self.mood.send_replace(mood);
    }

    /// How many requests there were since this was last asked.
    pub fn requests(&self) -> u32 {
        self.requests.swap(0, Ordering::Relaxed)
    }
}

/// All three, until it is dropped.
#[derive(Debug)]
pub struct Servers {
    /// Knows the majors only.
    pub kraken: Server,
    /// Knows all coins.
    pub coingecko: Server,
    /// Knows all coins.
    pub coinbase: Server,
    _runtime: Runtime,
}

impl Servers {
    /// On ports that are free.
    ///
    /// # Errors
    ///
    /// That of the system, if there is none.
    pub fn start() -> io::Result<Self> {
        let runtime = Runtime::new()?;
        Ok(Self {
            kraken: serve(
                &runtime,
                Router::new().route("/0/public/Ticker", get(kraken)),
                &[("XXBTZUSD", 64_012.10), ("XETHZUSD", 3_101.42)],
            )?,
            coingecko: serve(
                &runtime,
                Router::new().route("/api/v3/simple/price", get(coingecko)),
                &[
                    ("bitcoin", 64_003.0),
                    ("ethereum", 3_100.8),
                    ("solana", 152.31),
                    ("avalanche-2", 38.2),
                ],
            )?,
            coinbase: serve(
                &runtime,
                Router::new().route("/v2/prices/{pair}/spot", get(coinbase)),
                &[
                    ("BTC", 64_009.55),
                    ("ETH", 3_101.05),
                    ("SOL", 152.34),
                    ("AVAX", 38.19),
                ],
            )?,
            _runtime: runtime,
        })
    }
}

fn serve(runtime: &Runtime, routes: Router<Service>, prices: PriceList) -> io::Result<Server> {
    let mood = watch::Sender::new(Mood::Well);
    let service = Service {
        mood: mood.clone(),
        requests: Arc::default(),
        prices,
    };
    let requests = Arc::clone(&service.requests);
    let app = routes
        .layer(from_fn_with_state(service.clone(), moody))
        .with_state(service);
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
    let url = format!("http://{}", listener.local_addr()?);
    runtime.spawn(axum::serve(listener, app).into_future());
    Ok(Server {
        url,
        mood,
        requests,
    })
}

/// Prices by the service's own names.
type PriceList = &'static [(&'static str, f64)];

/// What a service's handlers share.
#[derive(Clone)]
struct Service {
    mood: watch::Sender<Mood>,
    requests: Arc<AtomicU32>,
    prices: PriceList,
}

impl Service {
    fn mood(&self) -> Mood {
        *self.mood.borrow()
    }

    fn price(&self, name: &str) -> Option<f64> {
        let (name, price) = self.prices.iter().find(|(known, _)| *known == name)?;
        let is_free = self.mood() == Mood::Free(name);
        Some(if is_free { 0.0 } else { *price })
    }
}

/// Stands before the handlers: a service in a bad mood does not get as far as them.
async fn moody(State(service): State<Service>, request: Request, next: Next) -> Response {
    service.requests.fetch_add(1, Ordering::Relaxed);
    match service.mood() {
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
    }
}

type Parameters = Query<HashMap<String, String>>;

/// The names in a parameter such as `ids=bitcoin,ethereum`.
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
