#[failover(
    providers = [primary, backup],
    is_valid = |price: &f64| *price > 0.0,
    classify = classify,
    error = ApiError,
)]
fn price(symbol: &str) -> Result<f64, MyError>;

// expands to

fn price(symbol: &str) -> Result<f64, MyError> {
    ::failover_core::__complete! {
        primary(symbol); backup(symbol);
    }
    let __wanted = <Result<
        f64,
        MyError,
    > as ::failover_core::traits::ReturnType>::declared()
        .with_error::<ApiError>()
        .wanted();
    <<Result<
        f64,
        MyError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        ApiError,
    >>::known(__wanted.failed());
    let __setup = ::failover_core::__private::Setup::DEFAULT;
    let __outcome = ::failover_core::__private::fetch(
        __wanted,
        __setup,
        &::failover_core::arguments::is_valid(
            __wanted.judged(),
            |price: &f64| *price > 0.0,
        ),
        &::failover_core::arguments::classify(__wanted.classified(), classify),
        const { &::failover_core::__private::Listed::all(["primary", "backup"]) },
        |__provider| {
            match __provider {
                0u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        __wanted.output(),
                        primary(symbol),
                        ::core::convert::Into::into,
                    );
                }
                1u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        __wanted.output(),
                        backup(symbol),
                        ::core::convert::Into::into,
                    );
                }
                _ => ::failover_core::__private::nobody(),
            }
        },
    );
    ::failover_core::__private::returned(__wanted, __outcome)
}
