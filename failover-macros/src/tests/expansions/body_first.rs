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
    let __wanted = <Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::declared_of_body()
        .wanted();
    <<Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(__wanted.failed());
    let __breaker: &::failover_core::CircuitBreaker = breaker();
    let __setup = ::failover_core::__private::Setup::DEFAULT.breaker(__breaker);
    let __outcome = ::failover_core::__private::fetch(
        __wanted,
        __setup,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        const { &::failover_core::__private::Listed::all(["coinbase", "kraken"]) },
        |__provider| {
            match __provider {
                0u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        __wanted.output(),
                        {
                            ::failover_core::__private::body(|| -> Result<f64, ApiError> {
                                Err(ApiError::Unavailable)
                            })
                        },
                        ::core::convert::Into::into,
                    );
                }
                1u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        __wanted.output(),
                        kraken(symbol),
                        ::core::convert::Into::into,
                    );
                }
                _ => ::failover_core::__private::nobody(),
            }
        },
    );
    ::failover_core::__private::returned(__wanted, __outcome)
}
///The circuit breaker of `coinbase`.
pub fn breaker() -> &'static ::failover_core::CircuitBreaker {
    {
        static __CIRCUIT_BREAKER: ::failover_core::CircuitBreaker = ::failover_core::CircuitBreaker::new(
            const { ::failover_core::arguments::failure_threshold(3) },
            ::core::time::Duration::new(60u64, 0u32),
        );
        &__CIRCUIT_BREAKER
    }
}
