#[failover(providers = [
    coinbase = |symbol, (low, _): (f64, f64)| self.coinbase.spot(symbol).map(|quote| quote.usd.max(low)),
    kraken = { self.kraken.ticker(symbol) },
    typed = || -> Option<f64> { return symbol.parse().ok() },
])]
fn price(&self, symbol: &str, limits: (f64, f64)) -> failover_core::Result<f64, ApiError>;

#[failover(providers = [
    future = |prompt| self.openai.chat(prompt),
    local = async |prompt| self.ollama.chat(prompt).await.map(|reply| reply.text),
    again = async move { self.ollama.again(attempt.number()).await },
    typed = async |_| -> Option<String> { return None },
])]
async fn complete(&self, prompt: &str) -> failover_core::Result<String, ApiError>;

// expands to

fn price(
    &self,
    symbol: &str,
    limits: (f64, f64),
) -> failover_core::Result<f64, ApiError> {
    ::failover_core::__complete! {
        | symbol, (low, _) : (f64, f64) | self.coinbase.spot(symbol).map(| quote | quote
        .usd.max(low)); { self.kraken.ticker(symbol) }; | | -> Option < f64 > { return
        symbol.parse().ok() };
    }
    #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
    let limits = limits;
    let __requested = <failover_core::Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::probe()
        .__failover_requested()
        .__failover_error();
    <<failover_core::Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(private::Requested::failure_type(__requested));
    let __context = private::CallContext::watch(
        private::CallContext::DEFAULT,
        const { &private::Watch::named("price") },
    );
    let __outcome = private::fetch(
        __requested,
        __context,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        const { &private::StaticProvider::all(["coinbase", "kraken", "typed"]) },
        |__provider, _| {
            match __provider {
                0u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        {
                            let __parameter_0 = symbol;
                            let __parameter_1 = {
                                let __argument = <(
                                    f64,
                                    f64,
                                ) as ::failover_core::traits::Argument>::again(&limits);
                                __argument
                            };
                            #[allow(
                                clippy::shadow_same,
                                clippy::shadow_reuse,
                                clippy::shadow_unrelated
                            )]
                            let symbol = __parameter_0;
                            #[allow(
                                clippy::shadow_same,
                                clippy::shadow_reuse,
                                clippy::shadow_unrelated
                            )]
                            let (low, _): (f64, f64) = __parameter_1;
                            {
                                self.coinbase.spot(symbol).map(|quote| quote.usd.max(low))
                            }
                        },
                        ::core::convert::Into::into,
                    );
                }
                1u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        { self.kraken.ticker(symbol) },
                        ::core::convert::Into::into,
                    );
                }
                2u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        private::body(|| -> Option<f64> { return symbol.parse().ok() }),
                        ::core::convert::Into::into,
                    );
                }
                _ => private::no_provider(),
            }
        },
    );
    private::returned(__requested, __outcome)
}

async fn complete(&self, prompt: &str) -> failover_core::Result<String, ApiError> {
    ::failover_core::__complete! {
        | prompt | self.openai.chat(prompt); async | prompt | self.ollama.chat(prompt).
        await .map(| reply | reply.text); async move { self.ollama.again(attempt
        .number()). await }; async | _ | -> Option < String > { return None };
    }
    let __requested = <failover_core::Result<
        String,
        ApiError,
    > as ::failover_core::traits::ReturnType>::probe()
        .__failover_requested()
        .__failover_error();
    <<failover_core::Result<
        String,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(private::Requested::failure_type(__requested));
    let __context = move || private::CallContext::watch(
        private::CallContext::DEFAULT,
        const { &private::Watch::named("complete") },
    );
    let __is_valid = ::failover_core::traits::AnyValue;
    let __classify = ::failover_core::traits::RetryAll;
    let __providers = || -> &'static &'static [private::StaticProvider] {
        const {
            &(const {
                &private::StaticProvider::all(["future", "local", "again", "typed"])
            } as &[_])
        }
    };
    let mut __attempt = private::attempts(
        __requested,
        async |__provider, __requested, __argument: ::failover_core::AttemptContext| {
            match __provider {
                0u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        {
                            let __parameter_0 = prompt;
                            #[allow(
                                clippy::shadow_same,
                                clippy::shadow_reuse,
                                clippy::shadow_unrelated
                            )]
                            let prompt = __parameter_0;
                            match { self.openai.chat(prompt) } {
                                __attempt => __attempt.await,
                            }
                        },
                        ::core::convert::Into::into,
                    )
                }
                1u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        {
                            let __parameter_0 = prompt;
                            #[allow(
                                clippy::shadow_same,
                                clippy::shadow_reuse,
                                clippy::shadow_unrelated
                            )]
                            let prompt = __parameter_0;
                            match async {
                                self.ollama.chat(prompt).await.map(|reply| reply.text)
                            } {
                                __attempt => __attempt.await,
                            }
                        },
                        ::core::convert::Into::into,
                    )
                }
                2u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        {
                            let attempt = __argument;
                            match async move {
                                self.ollama.again(attempt.number()).await
                            } {
                                __attempt => __attempt.await,
                            }
                        },
                        ::core::convert::Into::into,
                    )
                }
                3u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        {
                            let __parameter_0 = prompt;
                            #[allow(
                                clippy::shadow_same,
                                clippy::shadow_reuse,
                                clippy::shadow_unrelated
                            )]
                            let _ = __parameter_0;
                            match async {
                                if let ::core::option::Option::Some(__returned) = private::body_type::<
                                    Option<String>,
                                >() {
                                    return __returned;
                                } else {
                                    return None
                                }
                            } {
                                __attempt => __attempt.await,
                            }
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
        __argument : ::failover_core::AttemptContext | __attempt(__index, __requested,
        __argument), & __is_valid, & __classify,
    );
    private::returned(__requested, __outcome)
}
