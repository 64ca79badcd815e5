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
    let wanted = <Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::declared_of_body()
        .wanted();
    <<Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(wanted.failed());
    #[allow(
        clippy::needless_update,
        reason = "where every knob is set nothing is left of the default"
    )]
    let setup = ::failover_core::__private::Setup::new(const {
        &::failover_core::__private::Policy {
            retries: 2,
            ..::failover_core::__private::Policy::DEFAULT
        }
    });
    let outcome = ::failover_core::__private::fetch(
        wanted,
        setup,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        const { &::failover_core::__private::Listed::all(["alone"]) },
        |provider| {
            match provider {
                0u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        wanted.output(),
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
    ::failover_core::__private::returned(wanted, outcome)
}

async fn awaited(&self, symbol: &str, log: &mut Log) -> Result<f64, ApiError> {
    ::failover_core::__complete! {
        backup(symbol, & mut * log);
    }
    let wanted = <Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::declared_of_body()
        .wanted();
    <<Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(wanted.failed());
    let setup = move || ::failover_core::__private::Setup::DEFAULT;
    let is_valid = ::failover_core::traits::AnyValue;
    let classify = ::failover_core::traits::RetryAll;
    let call = ::failover_core::__private::call(
        wanted,
        setup,
        || const { &::failover_core::__private::Listed::all(["awaited", "backup"]) },
    );
    let mut attempt = ::failover_core::__private::attempts(
        wanted,
        async |provider, wanted| {
            match provider {
                0u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        wanted.output(),
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
                                if let ::core::option::Option::Some(returned) = ::failover_core::__private::declared::<
                                    Result<f64, ApiError>,
                                >() {
                                    return returned;
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
                        wanted.output(),
                        backup(symbol, &mut *log).await,
                        ::core::convert::Into::into,
                    )
                }
                _ => ::failover_core::__private::nobody(),
            }
        },
    );
    let outcome = 'outcome: {
        let not_served = 'not_served: {
            let first = match call.begin() {
                ::core::result::Result::Ok(first) => first,
                ::core::result::Result::Err(not_served) => break 'not_served not_served,
            };
            let attempted = call
                .limited(
                    &first,
                    ::core::pin::pin!(attempt(call.first_provider(), wanted)),
                )
                .await;
            match call.judge(&first, attempted, &is_valid, &classify) {
                ::core::result::Result::Ok(served) => {
                    break 'outcome ::core::result::Result::Ok(served);
                }
                ::core::result::Result::Err(not_served) => not_served,
            }
        };
        ::std::boxed::Box::pin(async {
                let mut rest = call.rest(not_served);
                while let ::core::option::Option::Some(provider) = rest.next().await {
                    let attempted = rest
                        .limited(::core::pin::pin!(attempt(provider, wanted)))
                        .await;
                    if let ::core::option::Option::Some(served) = rest
                        .judge(attempted, &is_valid, &classify)
                    {
                        return ::core::result::Result::Ok(served);
                    }
                }
                ::core::result::Result::Err(rest.error())
            })
            .await
    };
    ::failover_core::__private::returned(wanted, outcome)
}

fn items(
    &self,
    symbols: Vec<Symbol>,
    at: Date,
) -> Result<ItemResult<Symbol, f64, ApiError>, ApiError> {
    ::failover_core::__complete! {
        backup(symbols, { let argument = < Date as ::failover_core::traits::Argument >
        ::again(& at); argument });
    }
    #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
    let at = at;
    let wanted = <Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::declared()
        .wanted();
    <<Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(wanted.failed());
    let setup = ::failover_core::__private::Setup::DEFAULT;
    let shape = <<Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <Vec<Symbol> as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::shape(wanted);
    let outcome = ::failover_core::__private::fetch_items::<
        Vec<Symbol>,
        _,
        _,
        _,
    >(
        &shape,
        setup,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        <Vec<Symbol> as ::failover_core::traits::KeysArgument>::into_keys(symbols),
        const { &::failover_core::__private::Listed::all(["items", "backup"]) },
        |provider, asked| {
            let mut held = ::core::option::Option::None;
            #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
            let mut symbols = <Vec<
                Symbol,
            > as ::failover_core::traits::KeysArgument>::hand_on(
                ::failover_core::Asked::keys(asked),
                &mut held,
            );
            match provider {
                0u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                            wanted.answer(),
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
                        .map(|answer| asked.take(answer));
                }
                1u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                            wanted.answer(),
                            backup(
                                symbols,
                                {
                                    let argument = <Date as ::failover_core::traits::Argument>::again(
                                        &at,
                                    );
                                    argument
                                },
                            ),
                            ::core::convert::Into::into,
                        )
                        .map(|answer| asked.take(answer));
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
    >>::returned(wanted, outcome)
}
