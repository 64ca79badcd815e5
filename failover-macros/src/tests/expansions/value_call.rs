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
    #[allow(
        clippy::needless_update,
        reason = "a function may set every field of the policy"
    )]
    let __setup = ::failover_core::__private::Setup::new(const {
        &::failover_core::__private::Policy {
            retries: 1,
            timeout: ::failover_core::arguments::timeout({
                let __limit: ::core::time::Duration = ::core::time::Duration::new(
                    2u64,
                    0u32,
                );
                __limit
            }),
            ..::failover_core::__private::Policy::DEFAULT
        }
    });
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
                        coinbase(symbol),
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
