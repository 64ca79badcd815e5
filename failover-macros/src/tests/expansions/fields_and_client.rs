impl PriceSource {
    /// Spot price of `symbol` in US dollars.
    #[failover(
        providers = [coinbase = self.coinbase.spot, kraken = kraken::spot(&self.http, symbol)],
        client = self.failover,
        crate = ::resilience,
    )]
    pub fn spot(&self, symbol: &str) -> Result<f64, Error>;
}

// expands to

/// Spot price of `symbol` in US dollars.
///
///**Providers**, asked in this order:
///
///- `coinbase`
///- `kraken`
///
///**Policy**: its client's.
pub fn spot(&self, symbol: &str) -> Result<f64, Error> {
    ::resilience::__complete! {
        self.coinbase.spot(symbol); kraken::spot(& self.http, symbol);
    }
    let __wanted = <Result<f64, Error> as ::resilience::traits::ReturnType>::declared()
        .wanted();
    <<Result<
        f64,
        Error,
    > as ::resilience::traits::ReturnType>::Error as ::resilience::traits::FromFailures<
        _,
    >>::known(__wanted.failed());
    let __client: &::resilience::FailoverClient = &self.failover;
    let __setup = ::resilience::__private::Setup::of(__client);
    let __outcome = ::resilience::__private::fetch(
        __wanted,
        __setup,
        &::resilience::traits::AnyValue,
        &::resilience::traits::RetryAll,
        const { &::resilience::__private::Listed::all(["coinbase", "kraken"]) },
        |__provider| {
            match __provider {
                0u32 => {
                    return ::resilience::traits::ProviderOutput::into_result(
                        __wanted.output(),
                        self.coinbase.spot(symbol),
                        ::core::convert::Into::into,
                    );
                }
                1u32 => {
                    return ::resilience::traits::ProviderOutput::into_result(
                        __wanted.output(),
                        kraken::spot(&self.http, symbol),
                        ::core::convert::Into::into,
                    );
                }
                _ => ::resilience::__private::nobody(),
            }
        },
    );
    ::resilience::__private::returned(__wanted, __outcome)
}
