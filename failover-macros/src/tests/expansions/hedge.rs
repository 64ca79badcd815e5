#[failover(providers = [coinbase, kraken], hedge = 20ms)]
pub async fn price(symbol: &str) -> Result<Served<f64, ApiError>, ApiError>;

// expands to

pub async fn price(symbol: &str) -> Result<Served<f64, ApiError>, ApiError> {
    ::failover_core::__complete! {
        coinbase(symbol); kraken(symbol);
    }
    let __requested = <Result<
        Served<f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::probe()
        .__failover_requested()
        .__failover_error();
    <<Result<
        Served<f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(private::Requested::failure_type(__requested));
    const _: () = ::failover_core::arguments::timer();
    let __context = private::CallContext::watch(
        private::CallContext::DEFAULT,
        const { &private::Watch::named("price") },
    );
    let __is_valid = ::failover_core::traits::AnyValue;
    let __classify = ::failover_core::traits::RetryAll;
    let __hedging = const {
        let __delay: ::core::time::Duration = ::core::time::Duration::new(
            0u64,
            20000000u32,
        );
        private::Hedging::after(__delay)
    };
    let __slots = private::hedge_slots(const {
        &private::StaticProvider::all(["coinbase", "kraken"])
    });
    let __attempt = private::concurrent_attempts(
        __requested,
        async |__provider, __requested, __argument: ()| {
            match __provider {
                0u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        coinbase(symbol).await,
                        ::core::convert::Into::into,
                    )
                }
                1u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        kraken(symbol).await,
                        ::core::convert::Into::into,
                    )
                }
                _ => private::no_provider(),
            }
        },
    );
    let __outcome = ::failover_core::arguments::hedge(
            __requested,
            __context,
            __hedging,
            &__slots,
            ::core::pin::pin!(::core::option::Option::None),
            |__turn| {
                let (__attempt, __is_valid, __classify) = (
                    &__attempt,
                    &__is_valid,
                    &__classify,
                );
                async move {
                    let (__turn, __start) = private::HedgedTurn::split(__turn);
                    ::failover_core::__drive!(
                        private::BegunTurn::context(& __turn), private::BegunTurn::slot(&
                        __turn), private::BegunTurn::call(& __start), | __call |
                        private::BegunTurn::begin(& __turn, __start, __call), | __index,
                        __argument : () | __attempt(private::BegunTurn::begin_attempt(&
                        __turn), __requested, __argument,), __is_valid, __classify,
                    )
                }
            },
        )
        .await;
    private::returned(__requested, __outcome)
}
