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
    #[allow(
        clippy::needless_update,
        reason = "a function may set every field of the policy"
    )]
    let __setup = move || ::failover_core::__private::Setup::new(const {
        &::failover_core::__private::Policy {
            timeout: ::failover_core::arguments::timeout({
                let __limit: ::core::time::Duration = ::core::time::Duration::new(
                    0u64,
                    500000000u32,
                );
                __limit
            }),
            retry_backoff: ::core::time::Duration::new(0u64, 10000000u32),
            ..::failover_core::__private::Policy::DEFAULT
        }
    });
    let __is_valid = ::failover_core::traits::AnyValue;
    let __given = ::failover_core::arguments::classify(
        __wanted.classified(),
        |error| error.verdict(),
    );
    let __classify = |__judged: &_| ::failover_core::__private::classify(
        __wanted.classified(),
        ::failover_core::__private::given(&__given),
        __judged,
    );
    let __call = ::failover_core::__private::call(
        __wanted,
        __setup,
        || const {
            &::failover_core::__private::Listed::all([
                "coinbase",
                "self.kraken.price",
                "fixed",
            ])
        },
    );
    let mut __attempt = ::failover_core::__private::attempts(
        __wanted,
        async |__provider, __wanted| {
            match __provider {
                0u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        __wanted.output(),
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
                        __wanted.output(),
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
                        __wanted.output(),
                        match fixed(symbol) {
                            __attempt => __attempt.await,
                        },
                        ::core::convert::Into::into,
                    )
                }
                _ => ::failover_core::__private::nobody(),
            }
        },
    );
    let __outcome = 'outcome: {
        let __not_served = 'not_served: {
            let __first = match __call.begin() {
                ::core::result::Result::Ok(__first) => __first,
                ::core::result::Result::Err(__not_served) => {
                    break 'not_served __not_served;
                }
            };
            let __attempted = __call
                .limited(
                    &__first,
                    ::core::pin::pin!(__attempt(__call.first_provider(), __wanted)),
                )
                .await;
            match __call.judge(&__first, __attempted, &__is_valid, &__classify) {
                ::core::result::Result::Ok(__served) => {
                    break 'outcome ::core::result::Result::Ok(__served);
                }
                ::core::result::Result::Err(__not_served) => __not_served,
            }
        };
        ::std::boxed::Box::pin(async {
                let mut __rest = __call.rest(__not_served);
                while let ::core::option::Option::Some(__provider) = __rest.next().await
                {
                    let __attempted = __rest
                        .limited(::core::pin::pin!(__attempt(__provider, __wanted)))
                        .await;
                    if let ::core::option::Option::Some(__served) = __rest
                        .judge(__attempted, &__is_valid, &__classify)
                    {
                        return ::core::result::Result::Ok(__served);
                    }
                }
                ::core::result::Result::Err(__rest.error())
            })
            .await
    };
    ::failover_core::__private::returned(__wanted, __outcome)
}
