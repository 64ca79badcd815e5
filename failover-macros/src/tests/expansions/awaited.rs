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
    let setup = ::failover_core::__private::Setup::new(const {
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
    let mut call = ::failover_core::__private::call(
        wanted,
        setup,
        const {
            &::failover_core::__private::Listed::all([
                "coinbase",
                "self.kraken.price",
                "fixed",
            ])
        },
    );
    call.begin();
    let outcome = loop {
        let attempted = match call.asked() {
            ::core::option::Option::Some(0usize) => {
                call.limited(
                        ::core::pin::pin!(
                            async {
                            ::failover_core::traits::ProviderOutput::into_result(wanted
                            .output(), coinbase({ let argument = < String as
                            ::failover_core::traits::Argument > ::again(& symbol);
                            argument }). await, ::core::convert::Into::into) }
                        ),
                    )
                    .await
            }
            ::core::option::Option::Some(1usize) => {
                call.limited(
                        ::core::pin::pin!(
                            async {
                            ::failover_core::traits::ProviderOutput::into_result(wanted
                            .output(), self.kraken.price({ let argument = < String as
                            ::failover_core::traits::Argument > ::again(& symbol);
                            argument }). await, ::core::convert::Into::into) }
                        ),
                    )
                    .await
            }
            ::core::option::Option::Some(2usize) => {
                call.limited(
                        ::core::pin::pin!(
                            async {
                            ::failover_core::traits::ProviderOutput::into_result(wanted
                            .output(), match fixed(symbol) { attempt => attempt. await },
                            ::core::convert::Into::into) }
                        ),
                    )
                    .await
            }
            _ => break ::core::result::Result::Err(call.error()),
        };
        if let ::core::option::Option::Some(served) = call
            .judge(attempted, &is_valid, &classify)
        {
            break ::core::result::Result::Ok(served);
        }
        call.go_on().await;
    };
    ::failover_core::__private::returned(wanted, outcome)
}
