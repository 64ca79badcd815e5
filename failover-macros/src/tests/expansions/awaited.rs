#[failover(
    providers = [coinbase, self.kraken.price, fixed(symbol)],
    timeout = 500ms,
    retry_backoff = 10ms,
    classify = |error| error.verdict(),
)]
pub async fn price(&self, symbol: String) -> Result<Served<f64, ApiError>, ApiError>;

// expands to

pub async fn price(&self, symbol: String) -> Result<Served<f64, ApiError>, ApiError> {
    ::failover_core::__complete! {
        coinbase({ let __argument = < String as ::failover_core::traits::Argument >
        ::again(& symbol); __argument }); self.kraken.price({ let __argument = < String
        as ::failover_core::traits::Argument > ::again(& symbol); __argument });
        fixed(symbol);
    }
    #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
    let symbol = symbol;
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
    #[allow(
        clippy::needless_update,
        reason = "a function may set every field of the policy"
    )]
    let __context = move || private::CallContext::watch(
        private::CallContext::new(const {
            &private::Policy {
                timeout: ::failover_core::arguments::timeout({
                    let __limit: ::core::time::Duration = ::core::time::Duration::new(
                        0u64,
                        500000000u32,
                    );
                    __limit
                }),
                retry_backoff: ::failover_core::Backoff::linear(
                    ::core::time::Duration::new(0u64, 10000000u32),
                ),
                ..private::Policy::DEFAULT
            }
        }),
        const { &private::Watch::named("price") },
    );
    let __is_valid = ::failover_core::traits::AnyValue;
    let __given = ::failover_core::arguments::classify(
        private::Requested::error_type(__requested),
        |error| error.verdict(),
    );
    let __classify = |__judged: &_| private::classify(
        private::Requested::error_type(__requested),
        private::given(&__given),
        __judged,
    );
    let __providers = || -> &'static &'static [private::StaticProvider] {
        const {
            &(const {
                &private::StaticProvider::all(["coinbase", "self.kraken.price", "fixed"])
            } as &[_])
        }
    };
    let mut __attempt = private::attempts(
        __requested,
        async |__provider, __requested, __argument: ()| {
            match __provider {
                0u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        coinbase({
                                let __argument = <String as ::failover_core::traits::Argument>::again(
                                    &symbol,
                                );
                                __argument
                            })
                            .await,
                        ::core::convert::Into::into,
                    )
                }
                1u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        self
                            .kraken
                            .price({
                                let __argument = <String as ::failover_core::traits::Argument>::again(
                                    &symbol,
                                );
                                __argument
                            })
                            .await,
                        ::core::convert::Into::into,
                    )
                }
                2u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        match fixed(symbol) {
                            __attempt => __attempt.await,
                        },
                        ::core::convert::Into::into,
                    )
                }
                _ => private::no_provider(),
            }
        },
    );
    let __outcome = ::failover_core::__drive!(
        __context(), __providers(), private::AsyncCall::new(__context()), | __call |
        private::begin(__requested, __call, __context(), __providers()), | __index,
        __argument : () | __attempt(__index, __requested, __argument), & __is_valid, &
        __classify,
    );
    private::returned(__requested, __outcome)
}
