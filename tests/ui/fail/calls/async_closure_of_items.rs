//! An async closure in a blocking batch call.

use failover_core::{FailoverClient, ItemProvider};
use tests::prices::*;

fn main() {
    let client = FailoverClient::new();
    let _ = client.fetch_items(
        ["AVAX"],
        [ItemProvider::new("primary", async |keys: &[&str]| {
            Ok::<_, ApiError>(vec![(keys[0].to_owned(), primary(keys[0])?)])
        })],
    );
}
