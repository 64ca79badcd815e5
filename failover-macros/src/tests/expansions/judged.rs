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
    let wanted = {
        use ::failover_core::__private::Rung as _;
        (&&&&&&::failover_core::__private::Declared::<
            <Result<f64, MyError> as ::failover_core::traits::ReturnType>::Value,
            <Result<f64, MyError> as ::failover_core::traits::ReturnType>::Error,
        >::new()
            .with_error::<ApiError>())
            .wanted()
    };
    <<Result<
        f64,
        MyError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        ApiError,
    >>::known(wanted.failed());
    #[allow(
        clippy::needless_update,
        reason = "where every knob is set nothing is left of the default"
    )]
    let setup = ::failover_core::__private::Setup::new(const {
        &::failover_core::__private::Policy::DEFAULT
    });
    let outcome = ::failover_core::__private::fetch(
        wanted,
        setup,
        &::failover_core::arguments::is_valid(
            wanted.judged(),
            |price: &f64| *price > 0.0,
        ),
        &::failover_core::arguments::classify(wanted.classified(), classify),
        const {
            &[
                ::failover_core::__private::Listed::new(0usize, "primary"),
                ::failover_core::__private::Listed::new(1usize, "backup"),
            ]
        },
        |provider| {
            match provider {
                0usize => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                            wanted.output(),
                            primary(symbol),
                        )
                        .map_err(|kind| kind.map_error(::core::convert::Into::into));
                }
                1usize => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                            wanted.output(),
                            backup(symbol),
                        )
                        .map_err(|kind| kind.map_error(::core::convert::Into::into));
                }
                _ => ::core::result::Result::Err(::failover_core::FailureKind::Rejected),
            }
        },
    );
    ::failover_core::__private::returned(wanted, outcome)
}
