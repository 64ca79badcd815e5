impl Prices {
    #[failover(retries = 2)]
    pub fn alone(&mut self, symbol: String, mut count: u32, log: &mut Log) -> Result<f64, ApiError> {
        count += 1;
        self.get(symbol, count, log)
    }

    #[failover(providers = [backup])]
    async fn awaited(&self, mut symbol: &str, log: &mut Log) -> Result<f64, ApiError> {
        symbol = symbol.trim();
        self.get(symbol, log).await
    }

    #[failover(providers = [backup], keys = symbols)]
    fn items(&self, mut symbols: Vec<Symbol>, at: Date) -> Result<ItemResult<Symbol, f64, ApiError>, ApiError> {
        self.get_all(symbols, at)
    }
}

// expands to

pub fn alone(
    &mut self,
    symbol: String,
    count: u32,
    log: &mut Log,
) -> Result<f64, ApiError> {
    ::failover_core::__complete! {}
    #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
    let symbol = symbol;
    #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
    let count = count;
    let __wanted = <Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::declared_of_body()
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
            retries: 2,
            ..::failover_core::__private::Policy::DEFAULT
        }
    });
    let __outcome = ::failover_core::__private::fetch(
        __wanted,
        __setup,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        const { &::failover_core::__private::Listed::all(["alone"]) },
        |__provider| {
            match __provider {
                0u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        __wanted.output(),
                        {
                            #[allow(
                                clippy::shadow_same,
                                clippy::shadow_reuse,
                                clippy::shadow_unrelated
                            )]
                            let symbol = <String as ::failover_core::traits::Argument>::again(
                                &symbol,
                            );
                            #[allow(
                                clippy::shadow_same,
                                clippy::shadow_reuse,
                                clippy::shadow_unrelated
                            )]
                            let mut count = <u32 as ::failover_core::traits::Argument>::again(
                                &count,
                            );
                            #[allow(
                                clippy::shadow_same,
                                clippy::shadow_reuse,
                                clippy::shadow_unrelated
                            )]
                            let log = &mut *log;
                            ::failover_core::__private::body(|| -> Result<f64, ApiError> {
                                count += 1;
                                self.get(symbol, count, log)
                            })
                        },
                        ::core::convert::Into::into,
                    );
                }
                _ => ::failover_core::__private::nobody(),
            }
        },
    );
    ::failover_core::__private::returned(__wanted, __outcome)
}

async fn awaited(&self, symbol: &str, log: &mut Log) -> Result<f64, ApiError> {
    ::failover_core::__complete! {
        backup(symbol, & mut * log);
    }
    let __wanted = <Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::declared_of_body()
        .wanted();
    <<Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(__wanted.failed());
    let __setup = move || ::failover_core::__private::Setup::DEFAULT;
    let __is_valid = ::failover_core::traits::AnyValue;
    let __classify = ::failover_core::traits::RetryAll;
    let __call = ::failover_core::__private::call(
        __wanted,
        __setup,
        || const { &::failover_core::__private::Listed::all(["awaited", "backup"]) },
    );
    let mut __attempt = ::failover_core::__private::attempts(
        __wanted,
        async |__provider, __wanted| {
            match __provider {
                0u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        __wanted.output(),
                        {
                            #[allow(
                                clippy::shadow_same,
                                clippy::shadow_reuse,
                                clippy::shadow_unrelated
                            )]
                            #[allow(unused_variables)]
                            let mut symbol = symbol;
                            #[allow(
                                clippy::shadow_same,
                                clippy::shadow_reuse,
                                clippy::shadow_unrelated
                            )]
                            #[allow(unused_variables)]
                            let log = &mut *log;
                            async {
                                if let ::core::option::Option::Some(__returned) = ::failover_core::__private::declared::<
                                    Result<f64, ApiError>,
                                >() {
                                    return __returned;
                                } else {
                                    symbol = symbol.trim();
                                    self.get(symbol, log).await
                                }
                            }
                                .await
                        },
                        ::core::convert::Into::into,
                    )
                }
                1u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        __wanted.output(),
                        backup(symbol, &mut *log).await,
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

fn items(
    &self,
    symbols: Vec<Symbol>,
    at: Date,
) -> Result<ItemResult<Symbol, f64, ApiError>, ApiError> {
    ::failover_core::__complete! {
        backup(symbols, { let __argument = < Date as ::failover_core::traits::Argument >
        ::again(& at); __argument });
    }
    #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
    let at = at;
    let __wanted = <Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::declared()
        .wanted();
    <<Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(__wanted.failed());
    let __setup = ::failover_core::__private::Setup::DEFAULT;
    let __shape = <<Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <Vec<Symbol> as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::shape(__wanted);
    let __outcome = ::failover_core::__private::fetch_items::<
        Vec<Symbol>,
        _,
        _,
        _,
    >(
        &__shape,
        __setup,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        <Vec<Symbol> as ::failover_core::traits::KeysArgument>::into_keys(symbols),
        const { &::failover_core::__private::Listed::all(["items", "backup"]) },
        |__provider, __asked| {
            let mut __held = ::core::option::Option::None;
            #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
            let mut symbols = <Vec<
                Symbol,
            > as ::failover_core::traits::KeysArgument>::hand_on(
                ::failover_core::Asked::keys(__asked),
                &mut __held,
            );
            match __provider {
                0u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                            __wanted.answer(),
                            {
                                #[allow(
                                    clippy::shadow_same,
                                    clippy::shadow_reuse,
                                    clippy::shadow_unrelated
                                )]
                                #[allow(unused_variables)]
                                let at = <Date as ::failover_core::traits::Argument>::again(
                                    &at,
                                );
                                ::failover_core::__private::body(|| -> Result<
                                    ItemResult<Symbol, f64, ApiError>,
                                    ApiError,
                                > { self.get_all(symbols, at) })
                            },
                            ::core::convert::Into::into,
                        )
                        .map(|__answer| __asked.take(__answer));
                }
                1u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                            __wanted.answer(),
                            backup(
                                symbols,
                                {
                                    let __argument = <Date as ::failover_core::traits::Argument>::again(
                                        &at,
                                    );
                                    __argument
                                },
                            ),
                            ::core::convert::Into::into,
                        )
                        .map(|__answer| __asked.take(__answer));
                }
                _ => ::failover_core::__private::nobody(),
            }
        },
    );
    <<Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <Vec<Symbol> as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::returned(__wanted, __outcome)
}
