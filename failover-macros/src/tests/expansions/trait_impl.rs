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
    let __requested = <Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::probe()
        .__failover_requested()
        .__failover_error();
    <<Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(private::Requested::failure_type(__requested));
    let __breaker: &::failover_core::CircuitBreaker = &self.breaker;
    let __context = private::CallContext::watch(
        private::CallContext::breaker(private::CallContext::DEFAULT, __breaker),
        const { &private::Watch::named("price") },
    );
    let __outcome = private::fetch(
        __requested,
        __context,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        const { &private::StaticProvider::all(["self.http.price", "cache::price"]) },
        |__provider, _| {
            match __provider {
                0u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        self.http.price(symbol),
                        ::core::convert::Into::into,
                    );
                }
                1u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        cache::price(symbol),
                        ::core::convert::Into::into,
                    );
                }
                _ => private::no_provider(),
            }
        },
    );
    private::returned(__requested, __outcome)
}
