#[failover(providers = [primary, backup], keys = symbols, classify = ApiError::verdict)]
async fn prices(symbols: &[Symbol]) -> Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

// expands to

async fn prices(
    symbols: &[Symbol],
) -> Result<ItemResult<Symbol, f64, ApiError>, ApiError> {
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
    let is_valid = ::failover_core::traits::AnyValue;
    let given = ::failover_core::arguments::classify(
        wanted.classified(),
        ApiError::verdict,
    );
    let classify = |judged: &_| ::failover_core::__private::classify(
        wanted.classified(),
        ::failover_core::__private::given(&given),
        judged,
    );
    let mut call = ::failover_core::__private::call_for_items::<
        &[Symbol],
        _,
        _,
        _,
    >(
        &shape,
        setup,
        <&[Symbol] as ::failover_core::traits::KeysArgument>::into_keys(symbols),
        const { &::failover_core::__private::Listed::all(["primary", "backup"]) },
    );
    let item = call.item();
    while let ::core::option::Option::Some(provider) = call.next().await {
        let request = call.request();
        let mut held = ::core::option::Option::None;
        #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
        let symbols = <&[Symbol] as ::failover_core::traits::KeysArgument>::hand_on(
            ::failover_core::__private::Request::keys(&request),
            &mut held,
        );
        match provider {
            0u32 => {
                let answered = call
                    .limited(
                        ::core::pin::pin!(
                            async {
                            ::failover_core::traits::ProviderOutput::into_result(wanted
                            .answer(), primary(symbols). await,
                            ::core::convert::Into::into).map(| answer |
                            ::failover_core::arguments::answer(item, answer)) }
                        ),
                    )
                    .await;
                call.answered(request, answered, &is_valid, &classify);
            }
            1u32 => {
                let answered = call
                    .limited(
                        ::core::pin::pin!(
                            async {
                            ::failover_core::traits::ProviderOutput::into_result(wanted
                            .answer(), backup(symbols). await,
                            ::core::convert::Into::into).map(| answer |
                            ::failover_core::arguments::answer(item, answer)) }
                        ),
                    )
                    .await;
                call.answered(request, answered, &is_valid, &classify);
            }
            _ => break,
        }
    }
    let outcome = call.finish();
    <<Result<
        ItemResult<Symbol, f64, ApiError>,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <&[Symbol] as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::returned(wanted, outcome)
}
