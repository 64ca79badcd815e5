#[failover(providers = [decimal, hexadecimal], map_err = last_error)]
fn last(text: &str) -> Result<u8, ParseIntError>;

#[failover(providers = [backup], keys = symbols, map_err = |failed| ApiError::from(failed.end_reason()))]
async fn made(symbols: &[Symbol]) -> Result<HashMap<Symbol, f64>, ApiError>;

// expands to

fn last(text: &str) -> Result<u8, ParseIntError> {
    ::failover_core::__complete! {
        decimal(text); hexadecimal(text);
    }
    let __requested = private::ErrorProbe::unchanged(
        private::ReturnProbe::with_map_err(
                <Result<
                    u8,
                    ParseIntError,
                > as ::failover_core::traits::ReturnType>::probe(),
            )
            .__failover_requested(),
    );
    let __context = private::CallContext::watch(
        private::CallContext::DEFAULT,
        const { &private::Watch::named("last") },
    );
    let __outcome = private::fetch(
        __requested,
        __context,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        const { &private::StaticProvider::all(["decimal", "hexadecimal"]) },
        |__provider, _| {
            match __provider {
                0u32 => {
                    return ::failover_core::traits::ErrorOutput::into_result(
                        private::Requested::output_type(__requested),
                        decimal(text),
                        ::core::convert::Into::into,
                    );
                }
                1u32 => {
                    return ::failover_core::traits::ErrorOutput::into_result(
                        private::Requested::output_type(__requested),
                        hexadecimal(text),
                        ::core::convert::Into::into,
                    );
                }
                _ => private::no_provider(),
            }
        },
    );
    private::returned_by(
        __requested,
        __outcome,
        ::failover_core::traits::FromLastError::last_error(
            private::Requested::failure_types(
                __requested,
                <Result<
                    u8,
                    ParseIntError,
                > as ::failover_core::traits::ReturnType>::error_type(),
            ),
        ),
    )
}

async fn made(symbols: &[Symbol]) -> Result<HashMap<Symbol, f64>, ApiError> {
    ::failover_core::__complete! {
        backup(symbols);
    }
    let __requested = private::ErrorProbe::unchanged(
        private::ReturnProbe::with_map_err(
                <Result<
                    HashMap<Symbol, f64>,
                    ApiError,
                > as ::failover_core::traits::ReturnType>::probe(),
            )
            .__failover_requested(),
    );
    let __context = private::CallContext::watch(
        private::CallContext::DEFAULT,
        const { &private::Watch::named("made") },
    );
    let __item_types = <<Result<
        HashMap<Symbol, f64>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <&[Symbol] as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::item_types(__requested);
    let __is_valid = ::failover_core::traits::AnyValue;
    let __classify = ::failover_core::traits::RetryAll;
    let __providers = private::listed(const {
        &private::StaticProvider::all(["backup"])
    });
    let __outcome = ::failover_core::__drive_items!(
        private::batch_call(& __item_types, __context, < & [Symbol] as
        ::failover_core::traits::KeysArgument > ::into_keys(symbols), & __providers), &
        __providers, | __provider, __attempt | ::failover_core::__ask_alone!(__attempt, |
        __request | async { let mut __held = ::core::option::Option::None;
        #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)] let
        symbols = < & [Symbol] as ::failover_core::traits::KeysArgument >
        ::hand_on(private::ItemRequest::keys(__request), & mut __held); match __provider
        { 0u32 =>
        ::core::result::Result::map(::failover_core::traits::ProviderOutput::into_result(private::Requested::answer_type(__requested),
        backup(symbols). await, ::core::convert::Into::into), | __answer |
        private::ItemRequest::take(__request,
        ::failover_core::arguments::answer(private::ItemTypes::item_type(& __item_types),
        __answer))), _ => private::no_provider(), } }, ::core::option::Option::None), &
        __is_valid, & __classify,
    );
    <<Result<
        HashMap<Symbol, f64>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <&[Symbol] as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::returned_by(
        __requested,
        ::core::result::Result::map(__outcome, ::core::result::Result::Ok),
        ::failover_core::arguments::map_err(
            private::Requested::failure_types(
                __requested,
                <Result<
                    HashMap<Symbol, f64>,
                    ApiError,
                > as ::failover_core::traits::ReturnType>::error_type(),
            ),
            |failed| ApiError::from(failed.end_reason()),
        ),
    )
}
