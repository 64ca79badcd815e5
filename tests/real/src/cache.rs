//! redis: blocking commands on a connection that is made for each attempt. Needed: `on_absent` with `NEXT.healthy()`, since a key
//! that the cache does not have is no fault of the cache.

use failover_core::{Verdict, failover};
use redis::{Client, Commands, RedisError};

/// Returns a text from the cache, or from the origin.
#[failover(
    providers = [cache = cached(cache, key), origin = origin(key)],
    on_absent = Verdict::NEXT.healthy(),
)]
pub fn text(cache: &Client, key: &str) -> failover_core::Result<String, RedisError>;

fn cached(cache: &Client, key: &str) -> Result<Option<String>, RedisError> {
    cache.get_connection()?.get(key)
}

fn origin(key: &str) -> Result<String, RedisError> {
    Ok(format!("{key} from the origin"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn without_a_cache_the_origin_serves() {
        let cache = redis::Client::open("redis://127.0.0.1:9/").unwrap();
        assert_eq!(super::text(&cache, "a").unwrap(), "a from the origin");
    }
}
