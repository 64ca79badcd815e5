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
    let __breaker: &::failover_core::CircuitBreaker = &BREAKER;
    let __context = private::CallContext::watch(
        private::CallContext::breaker(private::CallContext::DEFAULT, __breaker),
        const { &private::Watch::named("price") },
    );
    let __outcome = private::fetch(
        __requested,
        __context,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        const {
            &private::check([
                private::StaticProvider::new(0u32, "primary"),
                #[cfg(feature = "backup")]
                private::StaticProvider::new(1u32, "backup"),
            ])
        },
        |__provider, _| {
            match __provider {
                0u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        primary(symbol),
                        ::core::convert::Into::into,
                    );
                }
                #[cfg(feature = "backup")]
                1u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        backup(symbol),
                        ::core::convert::Into::into,
                    );
                }
                _ => private::no_provider(),
            }
        },
    );
    private::returned(__requested, __outcome)
}
