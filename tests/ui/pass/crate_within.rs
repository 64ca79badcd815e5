//! The crate by a path within this one, from a module where other names are in scope.

mod vendor {
    pub use failover_core as resilience;
}

mod inner {
    use crate::vendor::resilience::failover;
    use tests::prices::*;

    #[failover(providers = [primary, backup], crate = crate::vendor::resilience)]
    pub fn price(symbol: &str) -> crate::vendor::resilience::Result<f64, ApiError>;
}

fn main() {
    assert_eq!(inner::price("AVAX").unwrap(), 38.2);
}
