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
        primary({ let argument = < Date as ::failover_core::traits::Argument > ::again(&
        day); argument }, symbols); backup({ let argument = < Date as
        ::failover_core::traits::Argument > ::again(& day); argument }, symbols);
    }
    #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
    let day = day;
    let wanted = <Result<
        HashMap<Symbol, f64>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::declared()
        .wanted();
    <<Result<
        HashMap<Symbol, f64>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(wanted.failed());
    let setup = ::failover_core::__private::Setup::DEFAULT;
    let shape = <<Result<
        HashMap<Symbol, f64>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <Vec<Symbol> as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::shape(wanted);
    let outcome = ::failover_core::__private::fetch_items::<
        Vec<Symbol>,
        _,
        _,
        _,
    >(
        &shape,
        setup,
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
        |provider, asked| {
            let mut held = ::core::option::Option::None;
            #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
            let symbols = <Vec<
                Symbol,
            > as ::failover_core::traits::KeysArgument>::hand_on(
                ::failover_core::Asked::keys(asked),
                &mut held,
            );
            match provider {
                0u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                            wanted.answer(),
                            primary(
                                {
                                    let argument = <Date as ::failover_core::traits::Argument>::again(
                                        &day,
                                    );
                                    argument
                                },
                                symbols,
                            ),
                            ::core::convert::Into::into,
                        )
                        .map(|answer| asked.take(answer));
                }
                1u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                            wanted.answer(),
                            backup(
                                {
                                    let argument = <Date as ::failover_core::traits::Argument>::again(
                                        &day,
                                    );
                                    argument
                                },
                                symbols,
                            ),
                            ::core::convert::Into::into,
                        )
                        .map(|answer| asked.take(answer));
                }
                _ => ::failover_core::__private::nobody(),
            }
        },
    );
    let outcome = <<Result<
        HashMap<Symbol, f64>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromIncomplete<
        _,
        _,
        _,
        _,
    >>::completed(wanted, outcome);
    <<Result<
        HashMap<Symbol, f64>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <Vec<Symbol> as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::returned_all(wanted, outcome)
}
