/// Spot price of `symbol` in US dollars.
#[failover(providers = [coinbase, kraken], retrys = 1)]
pub fn price(symbol: &str) -> Result<f64, ApiError>;

// expands to

/// Spot price of `symbol` in US dollars.
pub fn price(symbol: &str) -> Result<f64, ApiError> {
    ::failover_core::__complete! {
        coinbase(symbol); kraken(symbol);
    }
    {
        let _ = (&symbol,);
        loop {}
    }
}
::core::compile_error! {
    "unknown key `retrys`: did you mean `retries`? the keys are providers, keys, retries, retry_backoff, timeout, deadline, hedge, on_timeout, on_rejected, is_valid, classify, require_all, max_keys, concurrency, circuit_breaker, when_all_open, client, clock, error, crate"
}
