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
    let __requested = <Result<f64, Error> as ::resilience::traits::ReturnType>::probe()
        .__failover_requested()
        .__failover_error();
    <<Result<
        f64,
        Error,
    > as ::resilience::traits::ReturnType>::Error as ::resilience::traits::FromFailures<
        _,
    >>::known(::resilience::__private::Requested::failure_type(__requested));
    let __client: &::resilience::FailoverClient = &self.failover;
    let __context = ::resilience::__private::context_of(__client);
    let __outcome = ::resilience::__private::fetch(
        __requested,
        __context,
        &::resilience::traits::AnyValue,
        &::resilience::traits::RetryAll,
        const { &::resilience::__private::StaticProvider::all(["coinbase", "kraken"]) },
        |__provider, _| {
            match __provider {
                0u32 => {
                    return ::resilience::traits::ProviderOutput::into_result(
                        ::resilience::__private::Requested::output_type(__requested),
                        self.coinbase.spot(symbol),
                        ::core::convert::Into::into,
                    );
                }
                1u32 => {
                    return ::resilience::traits::ProviderOutput::into_result(
                        ::resilience::__private::Requested::output_type(__requested),
                        kraken::spot(&self.http, symbol),
                        ::core::convert::Into::into,
                    );
                }
                _ => ::resilience::__private::no_provider(),
            }
        },
    );
    ::resilience::__private::returned(__requested, __outcome)
}
