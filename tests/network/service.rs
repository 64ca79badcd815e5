//! A real HTTP service on loopback: prices of keys. Each price tells its source.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::extract::{Path, State};
use axum::routing::get;
use axum::{Json, Router};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// The runtime of everything that answers, and of the async clients' connections.
pub(crate) static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// The source of a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// Does not know every third key.
    Primary,
    Backup,
}

impl Source {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Backup => "backup",
        }
    }

    pub(crate) fn knows(self, key: u32) -> bool {
        self == Self::Backup || key % 3 != 2
    }

    /// Returns the price. It is different for each source and each key.
    pub(crate) fn price(self, key: u32) -> u64 {
        match self {
            Self::Primary => 1_000_000 + u64::from(key),
            Self::Backup => 2_000_000 + u64::from(key),
        }
    }
}

/// A service that runs until the program ends.
pub(crate) struct Service {
    pub(crate) address: SocketAddr,
    requests: Arc<AtomicU32>,
}

#[derive(Clone)]
struct Shared {
    source: Source,
    requests: Arc<AtomicU32>,
}

impl Service {
    pub(crate) fn start(source: Source) -> Self {
        let requests = Arc::<AtomicU32>::default();
        let shared = Shared {
            source,
            requests: Arc::clone(&requests),
        };
        let routes = Router::new()
            .route("/prices/{keys}", get(prices))
            .with_state(shared);
        let listener = RUNTIME.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        RUNTIME.spawn(axum::serve(listener, routes).into_future());
        Self { address, requests }
    }

    /// Returns the number of requests so far.
    pub(crate) fn requests(&self) -> u32 {
        self.requests.load(Ordering::Relaxed)
    }
}

/// Answers `/prices/3,4,5` with the keys that it knows.
async fn prices(
    State(shared): State<Shared>,
    Path(keys): Path<String>,
) -> Json<BTreeMap<u32, u64>> {
    let Shared { source, requests } = shared;
    requests.fetch_add(1, Ordering::Relaxed);
    let keys = keys.split(',').map(|key| key.parse().unwrap());
    let known = keys.filter(|key| source.knows(*key));
    Json(known.map(|key| (key, source.price(key))).collect())
}
