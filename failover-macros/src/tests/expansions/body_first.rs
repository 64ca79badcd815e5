#[failover(
    providers = [kraken],
    circuit_breaker(failure_threshold = 3, reset_after = 60s, handle = breaker),
)]
pub fn coinbase(symbol: &str) -> Result<f64, ApiError> {
    Err(ApiError::Unavailable) // as it always was
}

// expands to

pub fn coinbase(symbol: &str) -> Result<f64, ApiError> {
    ::failover_core::__complete! {
        kraken(symbol);
    }
    let __requested = <Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::probe_of_body()
        .__failover_requested()
        .__failover_error();
    <<Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromBodyFailures<
        _,
    >>::known(private::Requested::failure_type(__requested));
    let __breaker: &::failover_core::CircuitBreaker = breaker();
    let __context = private::CallContext::watch(
        private::CallContext::breaker(private::CallContext::DEFAULT, __breaker),
        const { &private::Watch::named("coinbase") },
    );
    let __outcome = private::fetch(
        __requested,
        __context,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        const { &private::StaticProvider::all(["coinbase", "kraken"]) },
        |__provider, _| {
            match __provider {
                0u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        {
                            private::body(|| -> Result<f64, ApiError> {
                                Err(ApiError::Unavailable)
                            })
                        },
                        ::core::convert::Into::into,
                    );
                }
                1u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        kraken(symbol),
                        ::core::convert::Into::into,
                    );
                }
                _ => private::no_provider(),
            }
        },
    );
    private::returned_by(
        __requested,
        __outcome,
        ::failover_core::traits::FromBodyFailures::from_failures,
    )
}
///The circuit breaker of `coinbase`.
pub fn breaker() -> &'static ::failover_core::CircuitBreaker {
    {
        static __CIRCUIT_BREAKER: ::failover_core::CircuitBreaker = private::listing(
            ::failover_core::CircuitBreaker::new(
                const { ::failover_core::arguments::failure_threshold(3) },
                ::core::time::Duration::new(60u64, 0u32),
            ),
            &["coinbase", "kraken"],
        );
        &__CIRCUIT_BREAKER
    }
}
