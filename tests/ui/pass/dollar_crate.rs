//! A macro that names the crate by `$crate`.

use tests::prices::*;

mod resilience {
    pub use failover_core::*;
}

macro_rules! wired {
    ($name:ident, $($provider:path),*) => {
        #[$crate::resilience::failover(providers = [$($provider),*], crate = $crate::resilience)]
        fn $name(symbol: &str) -> $crate::resilience::Result<f64, ApiError>;
    };
}

wired!(price, primary, backup);

fn main() {
    assert_eq!(price("AVAX").unwrap(), 38.2);
}
