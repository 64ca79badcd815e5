/// Spot price of `symbol` in US dollars.
#[failover(providers = [coinbase, kraken], retrys = 1)]
pub fn price(symbol: &str) -> Result<f64, ApiError>;

impl Prices {
    #[failover(providers = [backup])]
    pub fn odd(mut self, (a, b): (u8, u8), n @ 1..: u8, ref r: u8, mut m: u8, _: u8) -> impl Iterator;

    #[failover(providers = [])]
    fn of_body(&self, (a, b): (u8, u8)) -> Result<f64, ApiError> {
        self.get(a, b)
    }
}

// expands to

/// Spot price of `symbol` in US dollars.
pub fn price(symbol: &str) -> Result<f64, ApiError> {
    ::failover_core::__complete! {
        coinbase(symbol); kraken(symbol); #[allow(non_camel_case_types)] enum __Argument
        { providers, keys, retries, retry_backoff, timeout, deadline, hedge, max_hedges,
        on_timeout, on_deadline, on_overtaken, on_rejected, on_absent, is_valid,
        classify, on_failure, keep_attempts, require_all, max_keys, concurrency,
        circuit_breaker, when_all_open, client, clock, observer, error, map_err, served,
        } __Argument::retrys;
    }
    {
        let _ = (&symbol,);
        loop {}
    }
}
::core::compile_error! {
    "unknown key `retrys`: did you mean `retries`? the keys are providers, keys, retries, retry_backoff, timeout, deadline, hedge, max_hedges, on_timeout, on_deadline, on_overtaken, on_rejected, on_absent, is_valid, classify, on_failure, keep_attempts, require_all, max_keys, concurrency, circuit_breaker, when_all_open, client, clock, observer, error, map_err, served, crate"
}

pub fn odd(self, _: (u8, u8), _: u8, r: u8, m: u8, _: u8) -> ! {
    ::failover_core::__complete! {
        backup({ let __argument = < (u8, u8) as ::failover_core::traits::Argument >
        ::again(& __argument_0); __argument }, { let __argument = < u8 as
        ::failover_core::traits::Argument > ::again(& n); __argument }, { let __argument
        = < u8 as ::failover_core::traits::Argument > ::again(& r); __argument }, { let
        __argument = < u8 as ::failover_core::traits::Argument > ::again(& m); __argument
        }, { let __argument = < u8 as ::failover_core::traits::Argument > ::again(&
        __argument_4); __argument });
    }
    {
        let _ = (&r, &m);
        loop {}
    }
}
::core::compile_error! {
    "a parameter needs a name, so that providers can get it: destructure it in the function"
}
::core::compile_error! {
    "a parameter needs a name, so that providers can get it: destructure it in the function"
}
::core::compile_error! {
    "a parameter needs a name, so that providers can get it: destructure it in the function"
}
::core::compile_error! {
    "`impl Trait` cannot be returned here, as each provider would return its own type: name the type, or return a `Box<dyn ..>`"
}

fn of_body(&self, (a, b): (u8, u8)) -> Result<f64, ApiError> {
    ::failover_core::__complete! {}
    self.get(a, b)
}
::core::compile_error! {
    "no providers: write `providers = [primary, backup]`"
}
