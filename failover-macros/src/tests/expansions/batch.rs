#[failover(providers = [primary, backup], keys = symbols, is_valid = |price| *price > 0.0)]
fn prices(symbols: &[Symbol]) -> Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

// expands to

fn prices(symbols: &[Symbol]) -> Result<ItemResult<Symbol, f64, ApiError>, ApiError> {
    ::failover_core::__complete! {
        primary(symbols); backup(symbols);
    }
    let __requested = <Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::probe()
        .__failover_requested()
        .__failover_error();
    <<Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(private::Requested::failure_type(__requested));
    let __context = private::CallContext::watch(
        private::CallContext::DEFAULT,
        const { &private::Watch::named("prices") },
    );
    let __item_types = <<Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <&[Symbol] as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::item_types(__requested);
    let __outcome = private::fetch_items(
        &__item_types,
        __context,
        &::failover_core::arguments::is_valid(
            private::ItemTypes::value_type(&__item_types),
            private::Requested::error_type(__requested),
            |price| *price > 0.0,
        ),
        &::failover_core::traits::RetryAll,
        <&[Symbol] as ::failover_core::traits::KeysArgument>::into_keys(symbols),
        const { &private::StaticProvider::all(["primary", "backup"]) },
        |__provider, _, __sink| {
            let mut __held = ::core::option::Option::None;
            #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
            let symbols = <&[Symbol] as ::failover_core::traits::KeysArgument>::hand_on(
                ::failover_core::AnswerSink::keys(__sink),
                &mut __held,
            );
            match __provider {
                0u32 => {
                    return ::core::result::Result::map(
                        ::failover_core::traits::ProviderOutput::into_result(
                            private::Requested::answer_type(__requested),
                            primary(symbols),
                            ::core::convert::Into::into,
                        ),
                        |__answer| ::failover_core::AnswerSink::take(__sink, __answer),
                    );
                }
                1u32 => {
                    return ::core::result::Result::map(
                        ::failover_core::traits::ProviderOutput::into_result(
                            private::Requested::answer_type(__requested),
                            backup(symbols),
                            ::core::convert::Into::into,
                        ),
                        |__answer| ::failover_core::AnswerSink::take(__sink, __answer),
                    );
                }
                _ => private::no_provider(),
            }
        },
    );
    <<Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <&[Symbol] as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::returned(__requested, __outcome)
}
