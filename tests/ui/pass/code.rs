//! Providers as closures and blocks: `unsafe`, in a macro, without parameters, with a label.

use failover_core::{Served, failover};
use tests::prices::*;

unsafe fn foreign(symbol: &str) -> Result<f64, ApiError> {
    primary(symbol)
}

macro_rules! annotate {
    ($function:ident, $name:ident = $code:expr, $block:block) => {
        #[failover(providers = [$name = $code, block = $block])]
        fn $function(symbol: &str) -> failover_core::Result<Served<f64, ApiError>, ApiError>;
    };
}

annotate!(in_a_macro, first = |symbol| primary(symbol), { Some(2.0) });

#[failover(providers = [
    foreign = unsafe { foreign(symbol) },
    labelled = 'found: {
        if symbol == "BTC" {
            break 'found None;
        }
        Some(1.0)
    },
    "in quotes" = || match symbol {
        "BTC" => Some(3.0),
        _ => None,
    },
])]
fn price(symbol: &str) -> failover_core::Result<Served<f64, ApiError>, ApiError>;

#[failover(providers = [parsed = { Ok(symbol.parse::<f64>()?) }, known = |symbol| Ok(backup(symbol)?)])]
fn boxed(symbol: &str) -> Result<f64, Box<dyn std::error::Error + Send + Sync>>;

fn main() {
    assert_eq!(boxed("1.5").unwrap(), 1.5);
    assert_eq!(boxed("AVAX").unwrap(), 38.2);
    let served = in_a_macro("AVAX").unwrap();
    assert_eq!((served.value, &*served.provider), (2.0, "block"));
    let served = price("AVAX").unwrap();
    assert_eq!((served.value, &*served.provider), (1.0, "labelled"));
    let served = price("BTC").unwrap();
    assert_eq!((served.value, &*served.provider), (3.0, "in quotes"));
}
