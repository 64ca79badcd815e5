#[failover(providers = [primary, backup], keys = symbols, is_valid = |price| *price > 0.0)]
fn prices(symbols: &[Symbol]) -> Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

// expands to

fn prices(symbols: &[Symbol]) -> Result<ItemResult<Symbol, f64, ApiError>, ApiError> {
    ::failover_core::__complete! {
        primary(symbols); backup(symbols);
    }
    let wanted = {
        use ::failover_core::__private::Rung as _;
        (&&&&&&::failover_core::__private::Declared::<
            <Result<
                ItemResult<Symbol, f64, ApiError>,
                ApiError,
            > as ::failover_core::traits::ReturnType>::Value,
            <Result<
                ItemResult<Symbol, f64, ApiError>,
                ApiError,
            > as ::failover_core::traits::ReturnType>::Error,
        >::new())
            .wanted()
    };
    <<Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(wanted.failed());
    #[allow(
        clippy::needless_update,
        reason = "where every knob is set nothing is left of the default"
    )]
    let setup = ::failover_core::__private::Setup::new(const {
        &::failover_core::__private::Policy::DEFAULT
    });
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
        const {
            &[
                ::failover_core::__private::Listed::new(0usize, "primary"),
                ::failover_core::__private::Listed::new(1usize, "backup"),
            ]
        },
        |provider, asked| {
            let mut held = ::core::option::Option::None;
            #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
            let symbols = <&[Symbol] as ::failover_core::traits::KeysArgument>::hand_on(
                ::failover_core::Asked::keys(asked),
                &mut held,
            );
            match provider {
                0usize => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                            wanted.answer(),
                            primary(symbols),
                        )
                        .map_err(|kind| kind.map_error(::core::convert::Into::into))
                        .map(|answer| asked.take(answer));
                }
                1usize => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                            wanted.answer(),
                            backup(symbols),
                        )
                        .map_err(|kind| kind.map_error(::core::convert::Into::into))
                        .map(|answer| asked.take(answer));
                }
                _ => ::core::result::Result::Err(::failover_core::FailureKind::Rejected),
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
