/// Spot price of `symbol` in US dollars.
#[failover(
    providers = [primary, #[cfg(feature = "backup")] backup],
    circuit_breaker = BREAKER,
)]
fn price(symbol: &str) -> Result<f64, ApiError>;

// expands to

/// Spot price of `symbol` in US dollars.
///
///**Providers**, asked in this order:
///
///- `primary`
///- `backup`, if its `#[cfg]` holds
///
///**Policy**: a circuit breaker.
fn price(symbol: &str) -> Result<f64, ApiError> {
    ::failover_core::__complete! {
        primary(symbol); backup(symbol);
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
    let __breaker: &::failover_core::CircuitBreaker = &BREAKER;
    let __setup = ::failover_core::__private::Setup::DEFAULT.breaker(__breaker);
    let __outcome = ::failover_core::__private::fetch(
        __wanted,
        __setup,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        const {
            &::failover_core::__private::check([
                ::failover_core::__private::Listed::new(0u32, "primary"),
                #[cfg(feature = "backup")]
                ::failover_core::__private::Listed::new(1u32, "backup"),
            ])
        },
        |__provider| {
            match __provider {
                0u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        __wanted.output(),
                        primary(symbol),
                        ::core::convert::Into::into,
                    );
                }
                #[cfg(feature = "backup")]
                1u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        __wanted.output(),
                        backup(symbol),
                        ::core::convert::Into::into,
                    );
                }
                _ => ::failover_core::__private::nobody(),
            }
        },
    );
    ::failover_core::__private::returned(__wanted, __outcome)
}
