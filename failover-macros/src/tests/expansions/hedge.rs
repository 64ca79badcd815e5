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
    let __contenders = ::failover_core::__private::contenders(["coinbase", "kraken"]);
    let __attempt = ::failover_core::__private::attempts_side_by_side(
        __wanted,
        async |__provider, __wanted| {
            match __provider {
                0u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        __wanted.output(),
                        coinbase(symbol).await,
                        ::core::convert::Into::into,
                    )
                }
                1u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        __wanted.output(),
                        kraken(symbol).await,
                        ::core::convert::Into::into,
                    )
                }
                _ => ::failover_core::__private::nobody(),
            }
        },
    );
    let __outcome = ::failover_core::arguments::hedge(
            __wanted,
            __setup,
            __delay,
            &__contenders,
            ::core::pin::pin!(::core::option::Option::None),
            |__turn| {
                let (__attempt, __is_valid, __classify) = (
                    &__attempt,
                    &__is_valid,
                    &__classify,
                );
                async move {
                    let __call = __turn.call(__wanted);
                    'outcome: {
                        let __not_served = 'not_served: {
                            let __first = match __turn.begin() {
                                ::core::result::Result::Ok(__first) => __first,
                                ::core::result::Result::Err(__not_served) => {
                                    break 'not_served __not_served;
                                }
                            };
                            let __attempted = __call
                                .limited(
                                    &__first,
                                    ::core::pin::pin!(
                                        __attempt(__call.first_provider(), __wanted)
                                    ),
                                )
                                .await;
                            match __call
                                .judge(&__first, __attempted, __is_valid, __classify)
                            {
                                ::core::result::Result::Ok(__served) => {
                                    break 'outcome ::core::result::Result::Ok(__served);
                                }
                                ::core::result::Result::Err(__not_served) => __not_served,
                            }
                        };
                        ::std::boxed::Box::pin(async {
                                let mut __rest = __call.rest(__not_served);
                                while let ::core::option::Option::Some(__provider) = __rest
                                    .next()
                                    .await
                                {
                                    let __attempted = __rest
                                        .limited(::core::pin::pin!(__attempt(__provider, __wanted)))
                                        .await;
                                    if let ::core::option::Option::Some(__served) = __rest
                                        .judge(__attempted, __is_valid, __classify)
                                    {
                                        return ::core::result::Result::Ok(__served);
                                    }
                                }
                                ::core::result::Result::Err(__rest.error())
                            })
                            .await
                    }
                }
            },
        )
        .await;
    ::failover_core::__private::returned(__wanted, __outcome)
}
