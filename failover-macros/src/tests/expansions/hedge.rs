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
        .__failover_requested();
    <<Result<
        Served<f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(private::Requested::failure_type(__requested));
    const _: () = ::failover_core::arguments::timer();
    let __context = private::CallContext::DEFAULT;
    let __is_valid = ::failover_core::traits::AnyValue;
    let __classify = ::failover_core::traits::RetryAll;
    let __delay = const {
        let __delay: ::core::time::Duration = ::core::time::Duration::new(
            0u64,
            20000000u32,
        );
        __delay
    };
    let __slots = private::hedge_slots(["coinbase", "kraken"]);
    let __attempt = private::concurrent_attempts(
        __requested,
        async |__provider, __requested| {
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
            __delay,
            &__slots,
            ::core::pin::pin!(::core::option::Option::None),
            |__turn| {
                let (__attempt, __is_valid, __classify) = (
                    &__attempt,
                    &__is_valid,
                    &__classify,
                );
                async move {
                    let __call = private::HedgedTurn::call(&__turn, __requested);
                    'outcome: {
                        let __exit = 'exit: {
                            let __first = match private::HedgedTurn::begin(__turn) {
                                ::core::result::Result::Ok(__first) => __first,
                                ::core::result::Result::Err(__exit) => break 'exit __exit,
                            };
                            let __provider = private::AnnotatedCall::first_provider(
                                &__call,
                            );
                            let __attempted = private::AnnotatedCall::with_timeout(
                                    &__call,
                                    &__first,
                                    ::core::pin::pin!(__attempt(__provider, __requested)),
                                )
                                .await;
                            match private::AnnotatedCall::attempt_ended(
                                &__call,
                                &__first,
                                __attempted,
                                __is_valid,
                                __classify,
                            ) {
                                ::core::result::Result::Ok(__served) => {
                                    break 'outcome ::core::result::Result::Ok(__served);
                                }
                                ::core::result::Result::Err(__exit) => __exit,
                            }
                        };
                        ::std::boxed::Box::pin(async {
                                let mut __slow_path = private::AnnotatedCall::slow_path(
                                    &__call,
                                    __exit,
                                );
                                while let ::core::option::Option::Some(__provider) = private::SlowPath::next(
                                        &mut __slow_path,
                                    )
                                    .await
                                {
                                    let __attempted = private::SlowPath::with_timeout(
                                            &__slow_path,
                                            ::core::pin::pin!(__attempt(__provider, __requested)),
                                        )
                                        .await;
                                    if let ::core::option::Option::Some(__served) = private::SlowPath::attempt_ended(
                                        &mut __slow_path,
                                        __attempted,
                                        __is_valid,
                                        __classify,
                                    ) {
                                        return ::core::result::Result::Ok(__served);
                                    }
                                }
                                ::core::result::Result::Err(
                                    private::SlowPath::error(__slow_path),
                                )
                            })
                            .await
                    }
                }
            },
        )
        .await;
    private::returned(__requested, __outcome)
}
