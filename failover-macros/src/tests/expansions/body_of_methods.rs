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
    let __requested = <Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::probe_of_body()
        .__failover_requested()
        .__failover_error();
    <<Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromBodyFailures<
        _,
    >>::known(private::Requested::failure_type(__requested));
    #[allow(
        clippy::needless_update,
        reason = "a function may set every field of the policy"
    )]
    let __context = private::CallContext::watch(
        private::CallContext::new(const {
            &private::Policy {
                retries: 2,
                ..private::Policy::DEFAULT
            }
        }),
        const { &private::Watch::named("alone") },
    );
    let __outcome = private::fetch(
        __requested,
        __context,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        const { &private::StaticProvider::all(["alone"]) },
        |__provider, _| {
            match __provider {
                0u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
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
                            private::body(|| -> Result<f64, ApiError> {
                                count += 1;
                                self.get(symbol, count, log)
                            })
                        },
                        ::core::convert::Into::into,
                    );
                }
                _ => private::no_provider(),
            }
        },
    );
    private::returned_by(
        __requested,
        __outcome,
        ::failover_core::traits::FromBodyFailures::from_failures,
    )
}

async fn awaited(&self, symbol: &str, log: &mut Log) -> Result<f64, ApiError> {
    ::failover_core::__complete! {
        backup(symbol, & mut * log);
    }
    let __requested = <Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::probe_of_body()
        .__failover_requested()
        .__failover_error();
    <<Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromBodyFailures<
        _,
    >>::known(private::Requested::failure_type(__requested));
    let __context = move || private::CallContext::watch(
        private::CallContext::DEFAULT,
        const { &private::Watch::named("awaited") },
    );
    let __is_valid = ::failover_core::traits::AnyValue;
    let __classify = ::failover_core::traits::RetryAll;
    let __providers = || -> &'static &'static [private::StaticProvider] {
        const {
            &(const { &private::StaticProvider::all(["awaited", "backup"]) } as &[_])
        }
    };
    let mut __attempt = private::attempts(
        __requested,
        async |__provider, __requested, __argument: ()| {
            match __provider {
                0u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
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
                                if let ::core::option::Option::Some(__returned) = private::body_type::<
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
                        private::Requested::output_type(__requested),
                        backup(symbol, &mut *log).await,
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
    private::returned_by(
        __requested,
        __outcome,
        ::failover_core::traits::FromBodyFailures::from_failures,
    )
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
    let __requested = <Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::probe()
        .__failover_requested()
        .__failover_error();
    <<Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromBodyFailures<
        _,
    >>::known(private::Requested::failure_type(__requested));
    let __context = private::CallContext::watch(
        private::CallContext::DEFAULT,
        const { &private::Watch::named("items") },
    );
    let __item_types = <<Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <Vec<Symbol> as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::item_types(__requested);
    let __outcome = private::fetch_items(
        &__item_types,
        __context,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        <Vec<Symbol> as ::failover_core::traits::KeysArgument>::into_keys(symbols),
        const { &private::StaticProvider::all(["items", "backup"]) },
        |__provider, _, __sink| {
            let mut __held = ::core::option::Option::None;
            #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
            let mut symbols = <Vec<
                Symbol,
            > as ::failover_core::traits::KeysArgument>::hand_on(
                ::failover_core::AnswerSink::keys(__sink),
                &mut __held,
            );
            match __provider {
                0u32 => {
                    return ::core::result::Result::map(
                        ::failover_core::traits::ProviderOutput::into_result(
                            private::Requested::answer_type(__requested),
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
                                private::body(|| -> Result<
                                    ItemResult<Symbol, f64, ApiError>,
                                    ApiError,
                                > { self.get_all(symbols, at) })
                            },
                            ::core::convert::Into::into,
                        ),
                        |__answer| ::failover_core::AnswerSink::take(__sink, __answer),
                    );
                }
                1u32 => {
                    return ::core::result::Result::map(
                        ::failover_core::traits::ProviderOutput::into_result(
                            private::Requested::answer_type(__requested),
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
                        ),
                        |__answer| ::failover_core::AnswerSink::take(__sink, __answer),
                    );
                }
                _ => private::no_provider(),
            }
        },
    );
    <<Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <Vec<Symbol> as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::returned_by(
        __requested,
        ::core::result::Result::map(__outcome, ::core::result::Result::Ok),
        ::failover_core::traits::FromBodyFailures::from_failures,
    )
}
