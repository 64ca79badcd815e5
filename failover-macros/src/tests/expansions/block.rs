#[failover(
    providers = [self.coinbase, self.kraken],
    retries = 1,
    max_keys = 100,
    circuit_breaker(failure_threshold = 3, reset_after = 60s, handle = pub breaker),
)]
#[cfg(unix)]
impl api::Prices<Key> for Resilient {
    type Unit = Usd;

    /// Documented.
    fn price(&self, symbol: &str) -> Result<f64, ApiError>;

    #[failover(keys = symbols, retries = 2)]
    #[inline]
    fn prices(&self, symbols: &[String]) -> Result<HashMap<String, f64>, ApiError>;

    fn name(&self) -> &'static str {
        "resilient"
    }
}

// expands to

#[cfg(unix)]
const _: () = {
    #[allow(unused_imports, reason = "providers may have the methods without the trait")]
    use api::Prices as _;
    #[cfg(unix)]
    impl api::Prices<Key> for Resilient {
        type Unit = Usd;
        /// Documented.
        fn price(&self, symbol: &str) -> Result<f64, ApiError> {
            ::failover_core::__complete! {
                self.coinbase.price(symbol); self.kraken.price(symbol);
            }
            let __requested = <Result<
                f64,
                ApiError,
            > as ::failover_core::traits::ReturnType>::probe()
                .__failover_requested()
                .__failover_error();
            <<Result<
                f64,
                ApiError,
            > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
                _,
            >>::known(private::Requested::failure_type(__requested));
            let __breaker: &::failover_core::CircuitBreaker = &__circuit_breaker();
            #[allow(
                clippy::needless_update,
                reason = "a function may set every field of the policy"
            )]
            let __context = private::CallContext::watch(
                private::CallContext::breaker(
                    private::CallContext::new(const {
                        &private::Policy {
                            retries: 1,
                            ..private::Policy::DEFAULT
                        }
                    }),
                    __breaker,
                ),
                const { &private::Watch::named("price") },
            );
            let __outcome = private::fetch(
                __requested,
                __context,
                &::failover_core::traits::AnyValue,
                &::failover_core::traits::RetryAll,
                const { &private::StaticProvider::all(["coinbase", "kraken"]) },
                |__provider, _| {
                    match __provider {
                        0u32 => {
                            return ::failover_core::traits::ProviderOutput::into_result(
                                private::Requested::output_type(__requested),
                                self.coinbase.price(symbol),
                                ::core::convert::Into::into,
                            );
                        }
                        1u32 => {
                            return ::failover_core::traits::ProviderOutput::into_result(
                                private::Requested::output_type(__requested),
                                self.kraken.price(symbol),
                                ::core::convert::Into::into,
                            );
                        }
                        _ => private::no_provider(),
                    }
                },
            );
            private::returned(__requested, __outcome)
        }
        #[inline]
        fn prices(&self, symbols: &[String]) -> Result<HashMap<String, f64>, ApiError> {
            ::failover_core::__complete! {
                self.coinbase.prices(symbols); self.kraken.prices(symbols);
            }
            let __requested = <Result<
                HashMap<String, f64>,
                ApiError,
            > as ::failover_core::traits::ReturnType>::probe()
                .__failover_requested()
                .__failover_error();
            <<Result<
                HashMap<String, f64>,
                ApiError,
            > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
                _,
            >>::known(private::Requested::failure_type(__requested));
            let __breaker: &::failover_core::CircuitBreaker = &__circuit_breaker();
            #[allow(
                clippy::needless_update,
                reason = "a function may set every field of the policy"
            )]
            let __context = private::CallContext::watch(
                private::CallContext::breaker(
                    private::CallContext::new(const {
                        &private::Policy {
                            retries: 2,
                            ..private::Policy::DEFAULT
                        }
                    }),
                    __breaker,
                ),
                const { &private::Watch::named("prices") },
            );
            let __item_types = <<Result<
                HashMap<String, f64>,
                ApiError,
            > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
                <&[String] as ::failover_core::traits::KeysArgument>::Key,
                _,
            >>::item_types(__requested);
            let __outcome = private::fetch_items(
                &__item_types,
                __context,
                &::failover_core::traits::AnyValue,
                &::failover_core::traits::RetryAll,
                <&[String] as ::failover_core::traits::KeysArgument>::into_keys(symbols),
                const {
                    &[
                        private::StaticProvider::max_keys(
                            private::StaticProvider::new(0u32, "coinbase"),
                            ::failover_core::arguments::max_keys(100),
                        ),
                        private::StaticProvider::max_keys(
                            private::StaticProvider::new(1u32, "kraken"),
                            ::failover_core::arguments::max_keys(100),
                        ),
                    ]
                },
                |__provider, _, __sink| {
                    let mut __held = ::core::option::Option::None;
                    #[allow(
                        clippy::shadow_same,
                        clippy::shadow_reuse,
                        clippy::shadow_unrelated
                    )]
                    let symbols = <&[String] as ::failover_core::traits::KeysArgument>::hand_on(
                        ::failover_core::AnswerSink::keys(__sink),
                        &mut __held,
                    );
                    match __provider {
                        0u32 => {
                            return ::core::result::Result::map(
                                ::failover_core::traits::ProviderOutput::into_result(
                                    private::Requested::answer_type(__requested),
                                    self.coinbase.prices(symbols),
                                    ::core::convert::Into::into,
                                ),
                                |__answer| ::failover_core::AnswerSink::take(
                                    __sink,
                                    __answer,
                                ),
                            );
                        }
                        1u32 => {
                            return ::core::result::Result::map(
                                ::failover_core::traits::ProviderOutput::into_result(
                                    private::Requested::answer_type(__requested),
                                    self.kraken.prices(symbols),
                                    ::core::convert::Into::into,
                                ),
                                |__answer| ::failover_core::AnswerSink::take(
                                    __sink,
                                    __answer,
                                ),
                            );
                        }
                        _ => private::no_provider(),
                    }
                },
            );
            <<Result<
                HashMap<String, f64>,
                ApiError,
            > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
                <&[String] as ::failover_core::traits::KeysArgument>::Key,
                _,
            >>::returned(__requested, __outcome)
        }
        fn name(&self) -> &'static str {
            "resilient"
        }
    }
    #[allow(dead_code, unused_imports, reason = "methods may have their own")]
    use breaker as __circuit_breaker;
};
#[cfg(unix)]
///The circuit breaker of `api::Prices<Key> for Resilient`.
pub fn breaker() -> &'static ::failover_core::CircuitBreaker {
    {
        static __CIRCUIT_BREAKER: ::failover_core::CircuitBreaker = private::listing(
            ::failover_core::CircuitBreaker::new(
                const { ::failover_core::arguments::failure_threshold(3) },
                ::core::time::Duration::new(60u64, 0u32),
            ),
            &["coinbase", "kraken"],
        );
        &__CIRCUIT_BREAKER
    }
}
