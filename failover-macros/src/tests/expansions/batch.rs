#[failover(providers = [primary, backup], keys = symbols, is_valid = |price| *price > 0.0)]
fn prices(symbols: &[Symbol]) -> Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

// expands to

fn prices(symbols: &[Symbol]) -> Result<ItemResult<Symbol, f64, ApiError>, ApiError> {
    ::failover_core::__complete! {
        primary(symbols); backup(symbols);
    }
    let __wanted = <Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::declared()
        .wanted();
    <<Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(__wanted.failed());
    let __setup = ::failover_core::__private::Setup::DEFAULT;
    let __shape = <<Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <&[Symbol] as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::shape(__wanted);
    let __outcome = ::failover_core::__private::fetch_items::<
        &[Symbol],
        _,
        _,
        _,
    >(
        &__shape,
        __setup,
        &::failover_core::arguments::is_valid(__shape.judged(), |price| *price > 0.0),
        &::failover_core::traits::RetryAll,
        <&[Symbol] as ::failover_core::traits::KeysArgument>::into_keys(symbols),
        const { &::failover_core::__private::Listed::all(["primary", "backup"]) },
        |__provider, __asked| {
            let mut __held = ::core::option::Option::None;
            #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
            let symbols = <&[Symbol] as ::failover_core::traits::KeysArgument>::hand_on(
                ::failover_core::Asked::keys(__asked),
                &mut __held,
            );
            match __provider {
                0u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                            __wanted.answer(),
                            primary(symbols),
                            ::core::convert::Into::into,
                        )
                        .map(|__answer| __asked.take(__answer));
                }
                1u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                            __wanted.answer(),
                            backup(symbols),
                            ::core::convert::Into::into,
                        )
                        .map(|__answer| __asked.take(__answer));
                }
                _ => ::failover_core::__private::nobody(),
            }
        },
    );
    <<Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <&[Symbol] as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::returned(__wanted, __outcome)
}
