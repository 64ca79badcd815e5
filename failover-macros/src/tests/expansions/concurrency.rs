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
    let __given = ::failover_core::arguments::is_valid(
        __shape.judged(),
        |price| *price > 0.0,
    );
    let __is_valid = |__judged: &_| ::failover_core::__private::is_valid(
        __shape.judged(),
        ::failover_core::__private::given(&__given),
        __judged,
    );
    let __classify = ::failover_core::traits::RetryAll;
    let mut __call = ::failover_core::__private::call_for_items::<
        &[Symbol],
        _,
        _,
        _,
    >(
        &__shape,
        __setup,
        <&[Symbol] as ::failover_core::traits::KeysArgument>::into_keys(symbols),
        const {
            &[
                ::failover_core::__private::Listed::new(0u32, "primary")
                    .max_keys(::failover_core::arguments::max_keys(100))
                    .concurrency(::failover_core::arguments::concurrency(4)),
                ::failover_core::__private::Listed::new(1u32, "backup")
                    .max_keys(::failover_core::arguments::max_keys(100)),
            ]
        },
    );
    let __item = __call.item();
    while let ::core::option::Option::Some(__provider) = __call.next().await {
        match __provider {
            0u32 => {
                let __attempt = async |__keys: ::std::vec::Vec<_>| {
                    let mut __held = ::core::option::Option::None;
                    #[allow(
                        clippy::shadow_same,
                        clippy::shadow_reuse,
                        clippy::shadow_unrelated
                    )]
                    let symbols = <&[Symbol] as ::failover_core::traits::KeysArgument>::hand_on(
                        &__keys,
                        &mut __held,
                    );
                    ::failover_core::traits::ProviderOutput::into_result(
                            __wanted.answer(),
                            primary(symbols).await,
                            ::core::convert::Into::into,
                        )
                        .map(|__answer| ::failover_core::arguments::answer(
                            __item,
                            __answer,
                        ))
                };
                let __attempt = ::failover_core::arguments::in_chunks(
                    __call.key(),
                    __attempt,
                );
                ::failover_core::__private::ask(
                        &mut __call,
                        __attempt,
                        &__is_valid,
                        &__classify,
                    )
                    .await;
            }
            1u32 => {
                let __attempt = async |__keys: ::std::vec::Vec<_>| {
                    let mut __held = ::core::option::Option::None;
                    #[allow(
                        clippy::shadow_same,
                        clippy::shadow_reuse,
                        clippy::shadow_unrelated
                    )]
                    let symbols = <&[Symbol] as ::failover_core::traits::KeysArgument>::hand_on(
                        &__keys,
                        &mut __held,
                    );
                    ::failover_core::traits::ProviderOutput::into_result(
                            __wanted.answer(),
                            backup(symbols).await,
                            ::core::convert::Into::into,
                        )
                        .map(|__answer| ::failover_core::arguments::answer(
                            __item,
                            __answer,
                        ))
                };
                let __attempt = ::failover_core::arguments::in_chunks(
                    __call.key(),
                    __attempt,
                );
                ::failover_core::__private::ask(
                        &mut __call,
                        __attempt,
                        &__is_valid,
                        &__classify,
                    )
                    .await;
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
