#[failover(providers = [primary, backup], keys = symbols, classify = ApiError::verdict)]
async fn prices(symbols: &[Symbol]) -> Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

// expands to

async fn prices(
    symbols: &[Symbol],
) -> Result<ItemResult<Symbol, f64, ApiError>, ApiError> {
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
    let __is_valid = ::failover_core::traits::AnyValue;
    let __given = ::failover_core::arguments::classify(
        private::Requested::error_type(__requested),
        ApiError::verdict,
    );
    let __classify = |__judged: &_| private::classify(
        private::Requested::error_type(__requested),
        private::given(&__given),
        __judged,
    );
    let __providers = private::listed(const {
        &private::StaticProvider::all(["primary", "backup"])
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
        primary(symbols). await, ::core::convert::Into::into), | __answer |
        private::ItemRequest::take(__request,
        ::failover_core::arguments::answer(private::ItemTypes::item_type(& __item_types),
        __answer))), 1u32 =>
        ::core::result::Result::map(::failover_core::traits::ProviderOutput::into_result(private::Requested::answer_type(__requested),
        backup(symbols). await, ::core::convert::Into::into), | __answer |
        private::ItemRequest::take(__request,
        ::failover_core::arguments::answer(private::ItemTypes::item_type(& __item_types),
        __answer))), _ => private::no_provider(), } }, ::core::option::Option::None), &
        __is_valid, & __classify,
    );
    <<Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <&[Symbol] as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::returned(__requested, __outcome)
}
