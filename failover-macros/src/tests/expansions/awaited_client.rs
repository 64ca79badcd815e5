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
        .__failover_requested();
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
    let __call = private::call(
        __requested,
        __context,
        || const { &private::StaticProvider::all(["coinbase", "kraken"]) },
    );
    let mut __attempt = private::attempts(
        __requested,
        async |__provider, __requested| {
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
    let __outcome = 'outcome: {
        let __exit = 'exit: {
            let __first = match private::AnnotatedCall::begin(&__call) {
                ::core::result::Result::Ok(__first) => __first,
                ::core::result::Result::Err(__exit) => break 'exit __exit,
            };
            let __provider = private::AnnotatedCall::first_provider(&__call);
            let __attempted = private::AnnotatedCall::with_timeout(
                    &__call,
                    &__first,
                    ::core::pin::pin!(__attempt(__provider, __requested)),
                )
                .await;
            match private::AnnotatedCall::attempt_ended(
                &__call,
                &__first,
                __attempted,
                &__is_valid,
                &__classify,
            ) {
                ::core::result::Result::Ok(__served) => {
                    break 'outcome ::core::result::Result::Ok(__served);
                }
                ::core::result::Result::Err(__exit) => __exit,
            }
        };
        ::std::boxed::Box::pin(async {
                let mut __slow_path = private::AnnotatedCall::slow_path(&__call, __exit);
                while let ::core::option::Option::Some(__provider) = private::SlowPath::next(
                        &mut __slow_path,
                    )
                    .await
                {
                    let __attempted = private::SlowPath::with_timeout(
                            &__slow_path,
                            ::core::pin::pin!(__attempt(__provider, __requested)),
                        )
                        .await;
                    if let ::core::option::Option::Some(__served) = private::SlowPath::attempt_ended(
                        &mut __slow_path,
                        __attempted,
                        &__is_valid,
                        &__classify,
                    ) {
                        return ::core::result::Result::Ok(__served);
                    }
                }
                ::core::result::Result::Err(private::SlowPath::error(__slow_path))
            })
            .await
    };
    private::returned(__requested, __outcome)
}
