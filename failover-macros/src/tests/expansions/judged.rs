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
    let __requested = private::ReturnProbe::with_error::<
        ApiError,
    >(<Result<f64, MyError> as ::failover_core::traits::ReturnType>::probe())
        .__failover_requested()
        .__failover_error();
    let __context = private::CallContext::watch(
        private::CallContext::DEFAULT,
        const { &private::Watch::named("price") },
    );
    let __outcome = private::fetch(
        __requested,
        __context,
        &::failover_core::arguments::is_valid(
            private::Requested::value_type(__requested),
            private::Requested::error_type(__requested),
            |price: &f64| *price > 0.0,
        ),
        &::failover_core::arguments::classify(
            private::Requested::error_type(__requested),
            classify,
        ),
        const { &private::StaticProvider::all(["primary", "backup"]) },
        |__provider, _| {
            match __provider {
                0u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        primary(symbol),
                        ::core::convert::Into::into,
                    );
                }
                1u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        backup(symbol),
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
        ::failover_core::traits::FromFailures::from_failures,
    )
}
