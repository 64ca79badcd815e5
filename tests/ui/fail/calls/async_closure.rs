//! An async closure in a blocking call.

use failover_core::{FailoverClient, Provider};
use tests::prices::*;

fn main() {
    let client = FailoverClient::new();
    let _ = client.fetch((
        Provider::new("primary", || primary("AVAX")),
        Provider::new("backup", async || backup("AVAX")),
    ));
}
