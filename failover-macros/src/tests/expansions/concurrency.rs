#[failover(
    providers = [primary, backup],
    keys = symbols,
    max_keys = 100,
    concurrency(primary = 4),
    is_valid = |price| *price > 0.0,
)]
async fn prices(symbols: &[Symbol]) -> Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

// expands to

async fn prices(
    symbols: &[Symbol],
) -> Result<ItemResult<Symbol, f64, ApiError>, ApiError> {
    ::failover_core::__complete! {
        primary(symbols); backup(symbols);
    }
    let wanted = <Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::declared()
        .wanted();
    <<Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(wanted.failed());
    let setup = ::failover_core::__private::Setup::DEFAULT;
    let shape = <<Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <&[Symbol] as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::shape(wanted);
    let given = ::failover_core::arguments::is_valid(
        shape.judged(),
        |price| *price > 0.0,
    );
    let is_valid = |judged: &_| ::failover_core::__private::is_valid(
        shape.judged(),
        ::failover_core::__private::given(&given),
        judged,
    );
    let classify = ::failover_core::traits::RetryAll;
    let mut call = ::failover_core::__private::call_for_items::<
        &[Symbol],
        _,
        _,
        _,
    >(
        &shape,
        setup,
        <&[Symbol] as ::failover_core::traits::KeysArgument>::into_keys(symbols),
        const {
            &[
                ::failover_core::__private::Listed::new(0u32, "primary")
                    .max_keys(::failover_core::arguments::max_keys(100))
                    .concurrency(::failover_core::arguments::concurrency(4)),
                ::failover_core::__private::Listed::new(1u32, "backup")
                    .max_keys(::failover_core::arguments::max_keys(100)),
            ]
        },
    );
    let item = call.item();
    while let ::core::option::Option::Some(provider) = call.next().await {
        match provider {
            0u32 => {
                let attempt = async |keys: ::std::vec::Vec<_>| {
                    let mut held = ::core::option::Option::None;
                    #[allow(
                        clippy::shadow_same,
                        clippy::shadow_reuse,
                        clippy::shadow_unrelated
                    )]
                    let symbols = <&[Symbol] as ::failover_core::traits::KeysArgument>::hand_on(
                        &keys,
                        &mut held,
                    );
                    ::failover_core::traits::ProviderOutput::into_result(
                            wanted.answer(),
                            primary(symbols).await,
                            ::core::convert::Into::into,
                        )
                        .map(|answer| ::failover_core::arguments::answer(item, answer))
                };
                let attempt = ::failover_core::arguments::in_chunks(call.key(), attempt);
                ::failover_core::__private::ask(&mut call, attempt, &is_valid, &classify)
                    .await;
            }
            1u32 => {
                let attempt = async |keys: ::std::vec::Vec<_>| {
                    let mut held = ::core::option::Option::None;
                    #[allow(
                        clippy::shadow_same,
                        clippy::shadow_reuse,
                        clippy::shadow_unrelated
                    )]
                    let symbols = <&[Symbol] as ::failover_core::traits::KeysArgument>::hand_on(
                        &keys,
                        &mut held,
                    );
                    ::failover_core::traits::ProviderOutput::into_result(
                            wanted.answer(),
                            backup(symbols).await,
                            ::core::convert::Into::into,
                        )
                        .map(|answer| ::failover_core::arguments::answer(item, answer))
                };
                let attempt = ::failover_core::arguments::in_chunks(call.key(), attempt);
                ::failover_core::__private::ask(&mut call, attempt, &is_valid, &classify)
                    .await;
            }
            _ => break,
        }
    }
    let outcome = call.finish();
    <<Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <&[Symbol] as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::returned(wanted, outcome)
}
