#[failover(providers = [coinbase, kraken(&self.http, symbol)], client = self.failover)]
pub async fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;

// expands to

pub async fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError> {
    ::failover_core::__complete! {
        coinbase(symbol); kraken(& self.http, symbol);
    }
    let __wanted = <failover_core::Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::declared()
        .wanted();
    <<failover_core::Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(__wanted.failed());
    let __client: &::failover_core::FailoverClient = &self.failover;
    let __setup = move || ::failover_core::__private::Setup::of(__client);
    let __is_valid = ::failover_core::traits::AnyValue;
    let __classify = ::failover_core::traits::RetryAll;
    let __call = ::failover_core::__private::call(
        __wanted,
        __setup,
        || const { &::failover_core::__private::Listed::all(["coinbase", "kraken"]) },
    );
    let mut __attempt = ::failover_core::__private::attempts(
        __wanted,
        async |__provider, __wanted| {
            match __provider {
                0u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        __wanted.output(),
                        coinbase(symbol).await,
                        ::core::convert::Into::into,
                    )
                }
                1u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        __wanted.output(),
                        match kraken(&self.http, symbol) {
                            __attempt => __attempt.await,
                        },
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
