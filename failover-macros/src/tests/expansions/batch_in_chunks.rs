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
    let __requested = <Result<
        HashMap<Symbol, f64>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::probe()
        .__failover_requested()
        .__failover_error();
    <<Result<
        HashMap<Symbol, f64>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(private::Requested::failure_type(__requested));
    let __context = private::CallContext::watch(
        private::CallContext::DEFAULT,
        const { &private::Watch::named("prices") },
    );
    let __item_types = <<Result<
        HashMap<Symbol, f64>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <Vec<Symbol> as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::item_types(__requested);
    let __outcome = private::fetch_items(
        &__item_types,
        __context,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        <Vec<Symbol> as ::failover_core::traits::KeysArgument>::into_keys(symbols),
        const {
            &[
                private::StaticProvider::max_keys(
                    private::StaticProvider::new(0u32, "primary"),
                    ::failover_core::arguments::max_keys(100),
                ),
                private::StaticProvider::new(1u32, "the other"),
            ]
        },
        |__provider, _, __sink| {
            let mut __held = ::core::option::Option::None;
            #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
            let symbols = <Vec<
                Symbol,
            > as ::failover_core::traits::KeysArgument>::hand_on(
                ::failover_core::AnswerSink::keys(__sink),
                &mut __held,
            );
            match __provider {
                0u32 => {
                    return ::core::result::Result::map(
                        ::failover_core::traits::ProviderOutput::into_result(
                            private::Requested::answer_type(__requested),
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
                        ),
                        |__answer| ::failover_core::AnswerSink::take(__sink, __answer),
                    );
                }
                1u32 => {
                    return ::core::result::Result::map(
                        ::failover_core::traits::ProviderOutput::into_result(
                            private::Requested::answer_type(__requested),
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
                        ),
                        |__answer| ::failover_core::AnswerSink::take(__sink, __answer),
                    );
                }
                _ => private::no_provider(),
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
    >>::completed(__requested, __outcome);
    <<Result<
        HashMap<Symbol, f64>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <Vec<Symbol> as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::returned_all(__requested, __outcome)
}
