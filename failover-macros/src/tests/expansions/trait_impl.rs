impl Feed for Prices {
    #[failover(providers = [self.http.price, cache::price], circuit_breaker = self.breaker)]
    #[inline]
    fn price(&self, symbol: &str) -> Result<f64, ApiError>;
}

// expands to

#[inline]
fn price(&self, symbol: &str) -> Result<f64, ApiError> {
    ::failover_core::__complete! {
        self.http.price(symbol); cache::price(symbol);
    }
    let wanted = {
        use ::failover_core::__private::Rung as _;
        (&&&&&&::failover_core::__private::Declared::<
            <Result<f64, ApiError> as ::failover_core::traits::ReturnType>::Value,
            <Result<f64, ApiError> as ::failover_core::traits::ReturnType>::Error,
        >::new())
            .wanted()
    };
    <<Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(wanted.failed());
    let breaker: &::failover_core::CircuitBreaker = &self.breaker;
    #[allow(
        clippy::needless_update,
        reason = "where every knob is set nothing is left of the default"
    )]
    let setup = ::failover_core::__private::Setup::new(const {
            &::failover_core::__private::Policy::DEFAULT
        })
        .breaker(breaker);
    let outcome = ::failover_core::__private::fetch(
        wanted,
        setup,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        const {
            &[
                ::failover_core::__private::Listed::new(0usize, "self.http.price"),
                ::failover_core::__private::Listed::new(1usize, "cache::price"),
            ]
        },
        |provider| {
            match provider {
                0usize => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                            wanted.output(),
                            self.http.price(symbol),
                        )
                        .map_err(|kind| kind.map_error(::core::convert::Into::into));
                }
                1usize => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                            wanted.output(),
                            cache::price(symbol),
                        )
                        .map_err(|kind| kind.map_error(::core::convert::Into::into));
                }
                _ => ::core::result::Result::Err(::failover_core::FailureKind::Rejected),
            }
        },
    );
    ::failover_core::__private::returned(wanted, outcome)
}
