impl Feed for Prices {
    #[failover(providers = [self.http.price, cache::price], circuit_breaker = self.breaker)]
    #[inline]
    fn price(&self, symbol: &str) -> Result<f64, ApiError>;
}

// expands to

#[inline]
fn price(&self, symbol: &str) -> Result<f64, ApiError> {
    ::failover_core::__complete! {
        self.http.price(symbol); cache::price(symbol);
    }
    let __wanted = <Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::declared()
        .wanted();
    <<Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(__wanted.failed());
    let __breaker: &::failover_core::CircuitBreaker = &self.breaker;
    let __setup = ::failover_core::__private::Setup::DEFAULT.breaker(__breaker);
    let __outcome = ::failover_core::__private::fetch(
        __wanted,
        __setup,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        const {
            &::failover_core::__private::Listed::all(["self.http.price", "cache::price"])
        },
        |__provider| {
            match __provider {
                0u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        __wanted.output(),
                        self.http.price(symbol),
                        ::core::convert::Into::into,
                    );
                }
                1u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        __wanted.output(),
                        cache::price(symbol),
                        ::core::convert::Into::into,
                    );
                }
                _ => ::failover_core::__private::nobody(),
            }
        },
    );
    ::failover_core::__private::returned(__wanted, __outcome)
}
