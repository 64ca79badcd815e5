#[failover(providers = [coinbase, kraken(&self.http, symbol)], client = self.failover)]
pub async fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;

// expands to

pub async fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError> {
    ::failover_core::__complete! {
        coinbase(symbol); kraken(& self.http, symbol);
    }
    let wanted = <failover_core::Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::declared()
        .wanted();
    <<failover_core::Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(wanted.failed());
    let client: &::failover_core::FailoverClient = &self.failover;
    let setup = move || ::failover_core::__private::Setup::of(client);
    let is_valid = ::failover_core::traits::AnyValue;
    let classify = ::failover_core::traits::RetryAll;
    let call = ::failover_core::__private::call(
        wanted,
        setup,
        || const { &::failover_core::__private::Listed::all(["coinbase", "kraken"]) },
    );
    let mut attempt = ::failover_core::__private::attempts(
        wanted,
        async |provider, wanted| {
            match provider {
                0u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        wanted.output(),
                        coinbase(symbol).await,
                        ::core::convert::Into::into,
                    )
                }
                1u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        wanted.output(),
                        match kraken(&self.http, symbol) {
                            attempt => attempt.await,
                        },
                        ::core::convert::Into::into,
                    )
                }
                _ => ::failover_core::__private::nobody(),
            }
        },
    );
    let outcome = 'outcome: {
        let not_served = 'not_served: {
            let first = match call.begin() {
                ::core::result::Result::Ok(first) => first,
                ::core::result::Result::Err(not_served) => break 'not_served not_served,
            };
            let attempted = call
                .limited(
                    &first,
                    ::core::pin::pin!(attempt(call.first_provider(), wanted)),
                )
                .await;
            match call.judge(&first, attempted, &is_valid, &classify) {
                ::core::result::Result::Ok(served) => {
                    break 'outcome ::core::result::Result::Ok(served);
                }
                ::core::result::Result::Err(not_served) => not_served,
            }
        };
        ::std::boxed::Box::pin(async {
                let mut rest = call.rest(not_served);
                while let ::core::option::Option::Some(provider) = rest.next().await {
                    let attempted = rest
                        .limited(::core::pin::pin!(attempt(provider, wanted)))
                        .await;
                    if let ::core::option::Option::Some(served) = rest
                        .judge(attempted, &is_valid, &classify)
                    {
                        return ::core::result::Result::Ok(served);
                    }
                }
                ::core::result::Result::Err(rest.error())
            })
            .await
    };
    ::failover_core::__private::returned(wanted, outcome)
}
