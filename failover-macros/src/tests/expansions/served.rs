#[failover(providers = [mirror], map_err = last_error, served = price_served)]
pub fn price(symbol: &str) -> reqwest::Result<f64> {
    get(symbol)?.json()
}

impl Prices {
    /// Spot price.
    #[failover(
        providers = [self.backup],
        circuit_breaker(failure_threshold = 3, reset_after = 60s, handle = breaker),
        served = pub(crate) spot_served,
    )]
    #[cfg(unix)]
    #[expect(clippy::too_many_arguments)]
    #[inline]
    async fn spot<'a, T: Quote, const N: usize>(&mut self, symbols: [&'a T; N], _: u8) -> Result<f64, ApiError>
    where
        T: Clone;
}

// expands to

pub fn price(symbol: &str) -> reqwest::Result<f64> {
    ::failover_core::__complete! {
        mirror(symbol);
    }
    <reqwest::Result<
        f64,
    > as ::failover_core::traits::ReturnType>::without_provenance(price_served(symbol))
}
///Does what `price` does, and returns the value with its provenance.
///
///# Errors
///
///As `price`.
pub fn price_served(
    symbol: &str,
) -> reqwest::Result<
    ::failover_core::Served<
        f64,
        <reqwest::Result<f64> as ::failover_core::traits::ReturnType>::Error,
    >,
> {
    ::failover_core::__complete! {
        mirror(symbol);
    }
    let __requested = private::ErrorProbe::unchanged(
        private::ReturnProbe::with_map_err(
                <reqwest::Result<
                    f64,
                > as ::failover_core::traits::ReturnType>::probe_of_body(),
            )
            .__failover_requested(),
    );
    let __context = private::CallContext::watch(
        private::CallContext::DEFAULT,
        const { &private::Watch::named("price") },
    );
    let __outcome = private::fetch(
        __requested,
        __context,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        const { &private::StaticProvider::all(["price", "mirror"]) },
        |__provider, _| {
            match __provider {
                0u32 => {
                    return ::failover_core::traits::ErrorOutput::into_result(
                        private::Requested::output_type(__requested),
                        {
                            private::body(|| -> reqwest::Result<f64> {
                                get(symbol)?.json()
                            })
                        },
                        ::core::convert::Into::into,
                    );
                }
                1u32 => {
                    return ::failover_core::traits::ErrorOutput::into_result(
                        private::Requested::output_type(__requested),
                        mirror(symbol),
                        ::core::convert::Into::into,
                    );
                }
                _ => private::no_provider(),
            }
        },
    );
    private::served_by(
        __requested,
        __outcome,
        ::failover_core::traits::FromLastError::last_error(
            private::Requested::failure_types(
                __requested,
                <reqwest::Result<
                    f64,
                > as ::failover_core::traits::ReturnType>::error_type(),
            ),
        ),
        ::failover_core::traits::ServedError::named,
    )
}

/// Spot price.
#[cfg(unix)]
#[allow(clippy::too_many_arguments)]
#[inline]
///
///**Providers**, asked in this order:
///
///- `self.backup`
///
///**Policy**: circuit breaker: failure_threshold `3`, reset_after `60s`.
async fn spot<'a, T: Quote, const N: usize>(
    &mut self,
    symbols: [&'a T; N],
    __argument_1: u8,
) -> Result<f64, ApiError>
where
    T: Clone,
{
    ::failover_core::__complete! {
        self.backup({ let __argument = < [& 'a T; N] as ::failover_core::traits::Argument
        > ::again(& symbols); __argument }, { let __argument = < u8 as
        ::failover_core::traits::Argument > ::again(& __argument_1); __argument });
    }
    <Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::without_provenance(
        Self::spot_served::<T, N>(self, symbols, __argument_1).await,
    )
}
#[cfg(unix)]
#[allow(clippy::too_many_arguments)]
///Does what `spot` does, and returns the value with its provenance.
///
///# Errors
///
///As `spot`.
pub(crate) async fn spot_served<'a, T: Quote, const N: usize>(
    &mut self,
    symbols: [&'a T; N],
    __argument_1: u8,
) -> Result<::failover_core::Served<f64, ApiError>, ApiError>
where
    T: Clone,
{
    ::failover_core::__complete! {
        self.backup({ let __argument = < [& 'a T; N] as ::failover_core::traits::Argument
        > ::again(& symbols); __argument }, { let __argument = < u8 as
        ::failover_core::traits::Argument > ::again(& __argument_1); __argument });
    }
    #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
    let symbols = symbols;
    #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
    let __argument_1 = __argument_1;
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
    let __breaker: &::failover_core::CircuitBreaker = Self::breaker();
    let __context = move || private::CallContext::watch(
        private::CallContext::breaker(private::CallContext::DEFAULT, __breaker),
        const { &private::Watch::named("spot") },
    );
    let __is_valid = ::failover_core::traits::AnyValue;
    let __classify = ::failover_core::traits::RetryAll;
    let __providers = || -> &'static &'static [private::StaticProvider] {
        const { &(const { &private::StaticProvider::all(["self.backup"]) } as &[_]) }
    };
    let mut __attempt = private::attempt_once(
        __requested,
        async |__provider, __requested, __argument: ()| {
            match __provider {
                0u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        self.backup(symbols, __argument_1).await,
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
        __argument : () | async { match ::core::option::Option::take(& mut __attempt) {
        ::core::option::Option::Some(__attempt) => { __attempt(__index, __requested,
        __argument). await } ::core::option::Option::None => private::no_provider(), } },
        & __is_valid, & __classify,
    );
    private::served_by(
        __requested,
        __outcome,
        ::failover_core::traits::FromFailures::from_failures,
        ::failover_core::traits::ServedError::named,
    )
}
#[cfg(unix)]
///The circuit breaker of `spot`.
fn breaker() -> &'static ::failover_core::CircuitBreaker {
    {
        static __CIRCUIT_BREAKER: ::failover_core::CircuitBreaker = private::listing(
            ::failover_core::CircuitBreaker::new(
                const { ::failover_core::arguments::failure_threshold(3) },
                ::core::time::Duration::new(60u64, 0u32),
            ),
            &["self.backup"],
        );
        &__CIRCUIT_BREAKER
    }
}
