#[failover(
    providers = [coinbase, self.kraken.price, fixed(symbol)],
    timeout = 500ms,
    retry_backoff = 10ms,
    classify = |error| error.verdict(),
)]
pub async fn price(&self, symbol: String) -> Result<Served<f64, ApiError>, ApiError>;

// expands to

pub async fn price(&self, symbol: String) -> Result<Served<f64, ApiError>, ApiError> {
    ::failover_core::__complete! {
        coinbase({ let argument = < String as ::failover_core::traits::Argument >
        ::again(& symbol); argument }); self.kraken.price({ let argument = < String as
        ::failover_core::traits::Argument > ::again(& symbol); argument });
        fixed(symbol);
    }
    #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
    let symbol = symbol;
    let wanted = <Result<
        Served<f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::declared()
        .wanted();
    <<Result<
        Served<f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(wanted.failed());
    const _: () = ::failover_core::arguments::timer();
    #[allow(
        clippy::needless_update,
        reason = "where every knob is set nothing is left of the default"
    )]
    let setup = move || ::failover_core::__private::Setup::new(const {
        &::failover_core::__private::Policy {
            timeout: ::failover_core::arguments::timeout({
                let limit: ::core::time::Duration = ::core::time::Duration::new(
                    0u64,
                    500000000u32,
                );
                limit
            }),
            retry_backoff: ::core::time::Duration::new(0u64, 10000000u32),
            ..::failover_core::__private::Policy::DEFAULT
        }
    });
    let is_valid = ::failover_core::traits::AnyValue;
    let given = ::failover_core::arguments::classify(
        wanted.classified(),
        |error| error.verdict(),
    );
    let classify = |judged: &_| ::failover_core::__private::classify(
        wanted.classified(),
        ::failover_core::__private::given(&given),
        judged,
    );
    let call = ::failover_core::__private::call(
        wanted,
        setup,
        || const {
            &::failover_core::__private::Listed::all([
                "coinbase",
                "self.kraken.price",
                "fixed",
            ])
        },
    );
    let mut attempt = ::failover_core::__private::attempts(
        wanted,
        async |provider, wanted| {
            match provider {
                0u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        wanted.output(),
                        coinbase({
                                let argument = <String as ::failover_core::traits::Argument>::again(
                                    &symbol,
                                );
                                argument
                            })
                            .await,
                        ::core::convert::Into::into,
                    )
                }
                1u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        wanted.output(),
                        self
                            .kraken
                            .price({
                                let argument = <String as ::failover_core::traits::Argument>::again(
                                    &symbol,
                                );
                                argument
                            })
                            .await,
                        ::core::convert::Into::into,
                    )
                }
                2u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        wanted.output(),
                        match fixed(symbol) {
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
