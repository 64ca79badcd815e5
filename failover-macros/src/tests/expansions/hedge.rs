#[failover(providers = [coinbase, kraken], hedge = 20ms)]
pub async fn price(symbol: &str) -> Result<Served<f64, ApiError>, ApiError>;

// expands to

pub async fn price(symbol: &str) -> Result<Served<f64, ApiError>, ApiError> {
    ::failover_core::__complete! {
        coinbase(symbol); kraken(symbol);
    }
    let __wanted = <Result<
        Served<f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::declared()
        .wanted();
    <<Result<
        Served<f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(__wanted.failed());
    const _: () = ::failover_core::arguments::timer();
    let __setup = ::failover_core::__private::Setup::DEFAULT;
    let __is_valid = ::failover_core::traits::AnyValue;
    let __classify = ::failover_core::traits::RetryAll;
    let __delay = const {
        let __delay: ::core::time::Duration = ::core::time::Duration::new(
            0u64,
            20000000u32,
        );
        __delay
    };
    let __outcome = ::failover_core::arguments::hedge(
            __wanted,
            __setup,
            __delay,
            __is_valid,
            __classify,
            (
                ::failover_core::arguments::Provider::new(
                    "coinbase",
                    async || ::failover_core::traits::ProviderOutput::into_result(
                        __wanted.output(),
                        coinbase(symbol).await,
                        ::core::convert::Into::into,
                    ),
                ),
                ::failover_core::arguments::Provider::new(
                    "kraken",
                    async || ::failover_core::traits::ProviderOutput::into_result(
                        __wanted.output(),
                        kraken(symbol).await,
                        ::core::convert::Into::into,
                    ),
                ),
            ),
        )
        .await;
    ::failover_core::__private::returned(__wanted, __outcome)
}
