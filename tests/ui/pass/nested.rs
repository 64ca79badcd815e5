//! In a module, and in the body of a function.

use tests::prices::*;

mod outer {
    pub mod inner {
        use failover_core::failover;
        use tests::prices::*;

        #[failover(providers = [super::primary, crate::backup])]
        pub fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;
    }

    use tests::prices::primary;
}

fn main() {
    use failover_core::failover;

    #[failover(providers = [primary, local])]
    fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

    fn local(_: &str) -> Result<f64, ApiError> {
        Ok(1.0)
    }

    assert_eq!(outer::inner::price("AVAX").unwrap(), 38.2);
    assert_eq!(price("AVAX").unwrap(), 1.0);
}
