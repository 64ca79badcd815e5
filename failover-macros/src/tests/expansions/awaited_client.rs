#[failover(providers = [coinbase, kraken(&self.http, symbol)], client = self.failover)]
pub async fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;

// expands to

pub async fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError> {
    ::failover_core::__complete! {
        coinbase(symbol); kraken(& self.http, symbol);
    }
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
    let __client: &::failover_core::FailoverClient = &self.failover;
    let __context = move || private::context_of(__client);
    let __is_valid = ::failover_core::traits::AnyValue;
    let __classify = ::failover_core::traits::RetryAll;
    let __providers = || -> &'static &'static [private::StaticProvider] {
        const {
            &(const { &private::StaticProvider::all(["coinbase", "kraken"]) } as &[_])
        }
    };
    let mut __attempt = private::attempts(
        __requested,
        async |__provider, __requested, __argument: ()| {
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
                        match kraken(&self.http, symbol) {
                            __attempt => __attempt.await,
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
        __argument : () | __attempt(__index, __requested, __argument), & __is_valid, &
        __classify,
    );
    private::returned(__requested, __outcome)
}
