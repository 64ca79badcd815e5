#[failover(providers = [primary, backup], keys = symbols, classify = ApiError::verdict)]
async fn prices(symbols: &[Symbol]) -> Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

// expands to

async fn prices(
    symbols: &[Symbol],
) -> Result<ItemResult<Symbol, f64, ApiError>, ApiError> {
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
    let __is_valid = ::failover_core::traits::AnyValue;
    let __given = ::failover_core::arguments::classify(
        __wanted.classified(),
        ApiError::verdict,
    );
    let __classify = |__judged: &_| ::failover_core::__private::classify(
        __wanted.classified(),
        ::failover_core::__private::given(&__given),
        __judged,
    );
    let mut __call = ::failover_core::__private::call_for_items::<
        &[Symbol],
        _,
        _,
        _,
    >(
        &__shape,
        __setup,
        <&[Symbol] as ::failover_core::traits::KeysArgument>::into_keys(symbols),
        const { &::failover_core::__private::Listed::all(["primary", "backup"]) },
    );
    let __item = __call.item();
    while let ::core::option::Option::Some(__provider) = __call.next().await {
        let __request = __call.request();
        let mut __held = ::core::option::Option::None;
        #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
        let symbols = <&[Symbol] as ::failover_core::traits::KeysArgument>::hand_on(
            ::failover_core::__private::Request::keys(&__request),
            &mut __held,
        );
        match __provider {
            0u32 => {
                let __answered = __call
                    .limited(
                        ::core::pin::pin!(
                            async {
                            ::failover_core::traits::ProviderOutput::into_result(__wanted
                            .answer(), primary(symbols). await,
                            ::core::convert::Into::into).map(| __answer |
                            ::failover_core::arguments::answer(__item, __answer)) }
                        ),
                    )
                    .await;
                __call.answered(__request, __answered, &__is_valid, &__classify);
            }
            1u32 => {
                let __answered = __call
                    .limited(
                        ::core::pin::pin!(
                            async {
                            ::failover_core::traits::ProviderOutput::into_result(__wanted
                            .answer(), backup(symbols). await,
                            ::core::convert::Into::into).map(| __answer |
                            ::failover_core::arguments::answer(__item, __answer)) }
                        ),
                    )
                    .await;
                __call.answered(__request, __answered, &__is_valid, &__classify);
            }
            _ => break,
        }
    }
    let __outcome = __call.finish();
    <<Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <&[Symbol] as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::returned(__wanted, __outcome)
}
