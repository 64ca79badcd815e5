//! The attribute in the output of a macro, which fills in providers, values and types.

use failover_core::failover;
use tests::prices::*;

macro_rules! wired {
    ($name:ident($parameter:ident: $ty:ty) -> $result:ty, $first:expr, $second:path, $retries:literal, $timeout:expr) => {
        #[failover(providers = [$first, second = $second], retries = $retries, timeout = $timeout)]
        fn $name($parameter: $ty) -> $result;
    };
}

wired!(price(symbol: &str) -> failover_core::Result<f64, ApiError>, primary, backup, 1, std::time::Duration::MAX);
wired!(owned(symbol: String) -> failover_core::Result<usize, ApiError>, length(symbol.clone()), length, 0, std::time::Duration::MAX);

fn length(symbol: String) -> Result<usize, ApiError> {
    Ok(symbol.len())
}

fn main() {
    assert_eq!(price("AVAX").unwrap(), 38.2);
    assert_eq!(owned("AVAX".to_owned()).unwrap(), 4);
}
