/// Spot price of `symbol` in US dollars.
#[failover(providers = [coinbase, kraken], retries = 1, timeout = 2s)]
pub fn price(symbol: &str) -> Result<f64, ApiError>;

// expands to

/// Spot price of `symbol` in US dollars.
///
///**Providers**, asked in this order:
///
///- `coinbase`
///- `kraken`
///
///**Policy**: retries `1`; timeout `2s`.
pub fn price(symbol: &str) -> Result<f64, ApiError> {
    ::failover_core::__complete! {
        coinbase(symbol); kraken(symbol);
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
    #[allow(
        clippy::needless_update,
        reason = "a function may set every field of the policy"
    )]
    let __context = private::CallContext::watch(
        private::CallContext::new(const {
            &private::Policy {
                retries: 1,
                timeout: ::failover_core::arguments::timeout({
                    let __limit: ::core::time::Duration = ::core::time::Duration::new(
                        2u64,
                        0u32,
                    );
                    __limit
                }),
                ..private::Policy::DEFAULT
            }
        }),
        const { &private::Watch::named("price") },
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
                        coinbase(symbol),
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
    private::returned(__requested, __outcome)
}
