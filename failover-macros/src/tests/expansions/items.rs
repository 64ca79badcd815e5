#[failover(providers = [primary, backup], keys = symbols, is_valid = |price| *price > 0.0)]
fn prices(symbols: &[Symbol]) -> Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

// expands to

fn prices(symbols: &[Symbol]) -> Result<ItemResult<Symbol, f64, ApiError>, ApiError> {
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
    let outcome = ::failover_core::__private::fetch_items::<
        &[Symbol],
        _,
        _,
        _,
    >(
        &shape,
        setup,
        &::failover_core::arguments::is_valid(shape.judged(), |price| *price > 0.0),
        &::failover_core::traits::RetryAll,
        <&[Symbol] as ::failover_core::traits::KeysArgument>::into_keys(symbols),
        const { &::failover_core::__private::Listed::all(["primary", "backup"]) },
        |provider, asked| {
            let mut held = ::core::option::Option::None;
            #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
            let symbols = <&[Symbol] as ::failover_core::traits::KeysArgument>::hand_on(
                ::failover_core::Asked::keys(asked),
                &mut held,
            );
            match provider {
                0u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                            wanted.answer(),
                            primary(symbols),
                            ::core::convert::Into::into,
                        )
                        .map(|answer| asked.take(answer));
                }
                1u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                            wanted.answer(),
                            backup(symbols),
                            ::core::convert::Into::into,
                        )
                        .map(|answer| asked.take(answer));
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
    >>::returned(wanted, outcome)
}
