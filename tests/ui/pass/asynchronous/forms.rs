//! An `async fn`: free, in an impl, in a trait's impl; on a signature and with a body.

use failover_core::failover;
use failover_core::testing::ManualClock;
use tests::prices::ApiError;

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

async fn backup(_: &str) -> Result<f64, ApiError> {
    Ok(38.2)
}

#[failover(providers = [primary, backup], retries = 1)]
async fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

#[failover(providers = [io_backup])]
pub(crate) async fn with_body(symbol: &str) -> std::io::Result<f64> {
    let symbol = symbol.parse::<f64>().map_err(std::io::Error::other)?;
    if symbol > 1.0 {
        return Ok(symbol);
    }
    Err(std::io::ErrorKind::NotFound.into())
}

mod io {
    pub async fn backup(_: &str) -> std::io::Result<f64> {
        Ok(38.2)
    }
}
use io::backup as io_backup;

#[failover(providers = [io_backup])]
async fn found(symbol: &str) -> std::io::Result<f64>;

struct Prices;

trait Feed {
    async fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

impl Feed for Prices {
    #[failover(providers = [primary, self.backup(), backup(symbol)])]
    async fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

impl Prices {
    async fn backup(&self) -> Option<f64> {
        None
    }

    /// Out of a pointer that holds `self`.
    #[failover(providers = [self.backup, backup("AVAX")])]
    async fn boxed(self: &std::sync::Arc<Self>) -> failover_core::Result<f64, ApiError>;
}

/// A function that returns a future is a provider, too.
fn returned(symbol: &str) -> impl Future<Output = Option<f64>> + use<> {
    let length = symbol.len();
    async move { (length > 3).then_some(4.0) }
}

#[failover(providers = [returned])]
async fn of_future(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    ManualClock::new().block_on(async {
        assert_eq!(price("AVAX").await.unwrap(), 38.2);
        assert_eq!(with_body("2.5").await.unwrap(), 2.5);
        assert_eq!(found("2.5").await.unwrap(), 38.2);
        assert_eq!(Prices.price("AVAX").await.unwrap(), 38.2);
        assert_eq!(std::sync::Arc::new(Prices).boxed().await.unwrap(), 38.2);
        assert_eq!(of_future("AVAX").await.unwrap(), 4.0);
    });
}
