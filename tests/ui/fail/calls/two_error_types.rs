//! Two providers that fail with different types.

use failover_core::{FailoverClient, Provider};
use tests::prices::*;

fn main() {
    let client = FailoverClient::new();
    let _ = client.fetch((
        Provider::new("primary", || primary("AVAX")),
        Provider::new("text", || "38.2".parse::<f64>()),
    ));
}
