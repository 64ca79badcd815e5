#[failover(
    providers = [primary, "the other" = backup],
    keys = symbols,
    max_keys(primary = 100),
    require_all,
)]
fn prices(day: Date, symbols: Vec<Symbol>) -> Result<HashMap<Symbol, f64>, ApiError>;

// expands to

fn prices(day: Date, symbols: Vec<Symbol>) -> Result<HashMap<Symbol, f64>, ApiError> {
    ::failover_core::__complete! {
        primary({ let __argument = < Date as ::failover_core::traits::Argument >
        ::again(& day); __argument }, symbols); backup({ let __argument = < Date as
        ::failover_core::traits::Argument > ::again(& day); __argument }, symbols);
    }
    #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
    let day = day;
    let __wanted = <Result<
        HashMap<Symbol, f64>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::declared()
        .wanted();
    <<Result<
        HashMap<Symbol, f64>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(__wanted.failed());
    let __setup = ::failover_core::__private::Setup::DEFAULT;
    let __shape = <<Result<
        HashMap<Symbol, f64>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <Vec<Symbol> as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::shape(__wanted);
    let __outcome = ::failover_core::__private::fetch_items::<
        Vec<Symbol>,
        _,
        _,
        _,
    >(
        &__shape,
        __setup,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        <Vec<Symbol> as ::failover_core::traits::KeysArgument>::into_keys(symbols),
        const {
            &[
                ::failover_core::__private::Listed::new(0u32, "primary")
                    .max_keys(::failover_core::arguments::max_keys(100)),
                ::failover_core::__private::Listed::new(1u32, "the other"),
            ]
        },
        |__provider, __asked| {
            let mut __held = ::core::option::Option::None;
            #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
            let symbols = <Vec<
                Symbol,
            > as ::failover_core::traits::KeysArgument>::hand_on(
                ::failover_core::Asked::keys(__asked),
                &mut __held,
            );
            match __provider {
                0u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                            __wanted.answer(),
                            primary(
                                {
                                    let __argument = <Date as ::failover_core::traits::Argument>::again(
                                        &day,
                                    );
                                    __argument
                                },
                                symbols,
                            ),
                            ::core::convert::Into::into,
                        )
                        .map(|__answer| __asked.take(__answer));
                }
                1u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                            __wanted.answer(),
                            backup(
                                {
                                    let __argument = <Date as ::failover_core::traits::Argument>::again(
                                        &day,
                                    );
                                    __argument
                                },
                                symbols,
                            ),
                            ::core::convert::Into::into,
                        )
                        .map(|__answer| __asked.take(__answer));
                }
                _ => ::failover_core::__private::nobody(),
            }
        },
    );
    let __outcome = <<Result<
        HashMap<Symbol, f64>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromIncomplete<
        _,
        _,
        _,
        _,
    >>::completed(__wanted, __outcome);
    <<Result<
        HashMap<Symbol, f64>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <Vec<Symbol> as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::returned_all(__wanted, __outcome)
}
