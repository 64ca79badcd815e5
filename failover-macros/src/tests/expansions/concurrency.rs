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
    let __given = ::failover_core::arguments::is_valid(
        private::ItemTypes::value_type(&__item_types),
        private::Requested::error_type(__requested),
        |price| *price > 0.0,
    );
    let __is_valid = |__judged: &_| private::is_valid(
        private::ItemTypes::value_type(&__item_types),
        private::given(&__given),
        __judged,
    );
    let __classify = ::failover_core::traits::RetryAll;
    let __providers = private::listed(const {
        &[
            private::StaticProvider::concurrency(
                private::StaticProvider::max_keys(
                    private::StaticProvider::new(0u32, "primary"),
                    ::failover_core::arguments::max_keys(100),
                ),
                ::failover_core::arguments::concurrency(4),
            ),
            private::StaticProvider::max_keys(
                private::StaticProvider::new(1u32, "backup"),
                ::failover_core::arguments::max_keys(100),
            ),
        ]
    });
    let __ask = ::failover_core::arguments::in_chunks(
        private::ItemTypes::key_type(&__item_types),
        async |__provider, __keys, __argument: ()| {
            let mut __held = ::core::option::Option::None;
            #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
            let symbols = <&[Symbol] as ::failover_core::traits::KeysArgument>::hand_on(
                &__keys,
                &mut __held,
            );
            match __provider {
                0u32 => {
                    ::core::result::Result::map(
                        ::failover_core::traits::ProviderOutput::into_result(
                            private::Requested::answer_type(__requested),
                            primary(symbols).await,
                            ::core::convert::Into::into,
                        ),
                        |__answer| private::chunk_answer(
                            &__item_types,
                            ::failover_core::arguments::answer(
                                private::ItemTypes::item_type(&__item_types),
                                __answer,
                            ),
                        ),
                    )
                }
                1u32 => {
                    ::core::result::Result::map(
                        ::failover_core::traits::ProviderOutput::into_result(
                            private::Requested::answer_type(__requested),
                            backup(symbols).await,
                            ::core::convert::Into::into,
                        ),
                        |__answer| private::chunk_answer(
                            &__item_types,
                            ::failover_core::arguments::answer(
                                private::ItemTypes::item_type(&__item_types),
                                __answer,
                            ),
                        ),
                    )
                }
                _ => private::no_provider(),
            }
        },
    );
    let __outcome = ::failover_core::__drive_items!(
        private::batch_call(& __item_types, __context, < & [Symbol] as
        ::failover_core::traits::KeysArgument > ::into_keys(symbols), & __providers), &
        __providers, | __provider, __attempt | private::ask_in_chunks(__attempt, &
        __providers, __provider, | __keys, __argument : () | __ask(__provider, __keys,
        __argument)). await, & __is_valid, & __classify,
    );
    <<Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <&[Symbol] as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::returned(__requested, __outcome)
}
