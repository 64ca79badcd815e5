// A list that is known at run time.
#[failover(providers = [for source in &self.sources => source.name() = source.price(symbol)])]
fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;

// expands to

fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError> {
    ::failover_core::__complete! {
        source.price(symbol);
    }
    let __requested = <failover_core::Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::probe()
        .__failover_requested()
        .__failover_error();
    <<failover_core::Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(private::Requested::failure_type(__requested));
    let __context = private::CallContext::watch(
        private::CallContext::DEFAULT,
        const { &private::Watch::named("price") },
    );
    let __names = private::runtime_names(
        || ::core::iter::Iterator::count(
            ::core::iter::IntoIterator::into_iter(&self.sources),
        ),
        |__provider| match ::core::iter::Iterator::nth(
            &mut ::core::iter::IntoIterator::into_iter(&self.sources),
            __provider,
        ) {
            #[allow(unused_variables)]
            ::core::option::Option::Some(source) => {
                ::failover_core::traits::ProviderName::into_name(source.name())
            }
            ::core::option::Option::None => private::no_name(),
        },
        private::Requested::is_named(__requested),
        const { &private::StaticProvider::new(0, "") },
    );
    let __outcome = private::fetch_from(
        __requested,
        __context,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        &__names,
        |__provider, _| {
            match ::core::iter::Iterator::nth(
                &mut ::core::iter::IntoIterator::into_iter(&self.sources),
                private::index(__provider),
            ) {
                #[allow(unused_variables)]
                ::core::option::Option::Some(source) => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        source.price(symbol),
                        ::core::convert::Into::into,
                    );
                }
                ::core::option::Option::None => private::no_provider(),
            }
        },
    );
    private::returned(__requested, __outcome)
}
