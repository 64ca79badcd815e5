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
    let wanted = <Result<
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
    >>::known(wanted.failed());
    let setup = ::failover_core::__private::Setup::DEFAULT;
    let outcome = ::failover_core::__private::fetch(
        wanted,
        setup,
        &::failover_core::arguments::is_valid(
            wanted.judged(),
            |price: &f64| *price > 0.0,
        ),
        &::failover_core::arguments::classify(wanted.classified(), classify),
        const { &::failover_core::__private::Listed::all(["primary", "backup"]) },
        |provider| {
            match provider {
                0u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        wanted.output(),
                        primary(symbol),
                        ::core::convert::Into::into,
                    );
                }
                1u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        wanted.output(),
                        backup(symbol),
                        ::core::convert::Into::into,
                    );
                }
                _ => ::failover_core::__private::nobody(),
            }
        },
    );
    ::failover_core::__private::returned(wanted, outcome)
}
