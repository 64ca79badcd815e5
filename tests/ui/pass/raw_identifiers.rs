//! Raw identifiers: of the function, a parameter, a provider and a module.

use failover_core::{Served, failover};
use tests::prices::ApiError;

mod r#mod {
    use tests::prices::*;

    pub fn r#match(r#type: &str) -> Result<f64, ApiError> {
        backup(r#type)
    }
}

#[failover(providers = [tests::prices::primary, r#mod::r#match])]
fn r#fn(r#type: &str) -> failover_core::Result<Served<f64, ApiError>, ApiError>;

fn main() {
    assert_eq!(r#fn("AVAX").unwrap().provider, "mod::match");
}
