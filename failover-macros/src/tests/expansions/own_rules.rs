// Rules of single providers, and a provider that knows its attempt.
#[failover(
    providers = [hosted, local = ask(prompt, attempt.time_left())],
    classify = |error| verdict(error),
    classify(local = |error, attempt| last(error, attempt)),
    is_valid(local = |answer| !answer.is_empty()),
)]
fn complete(prompt: &str) -> failover_core::Result<String, ApiError>;

// expands to

fn complete(prompt: &str) -> failover_core::Result<String, ApiError> {
    ::failover_core::__complete! {
        hosted(prompt); ask(prompt, attempt.time_left());
    }
    let __requested = <failover_core::Result<
        String,
        ApiError,
    > as ::failover_core::traits::ReturnType>::probe()
        .__failover_requested()
        .__failover_error();
    <<failover_core::Result<
        String,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(private::Requested::failure_type(__requested));
    let __context = private::CallContext::watch(
        private::CallContext::DEFAULT,
        const { &private::Watch::named("complete") },
    );
    let __outcome = private::fetch(
        __requested,
        __context,
        &{
            let __own_1 = ::failover_core::arguments::is_valid(
                private::Requested::value_type(__requested),
                private::Requested::error_type(__requested),
                |answer| !answer.is_empty(),
            );
            let __judged_type = private::Requested::value_type(__requested);
            let __error_type = private::Requested::error_type(__requested);
            private::ByProvider {
                providers: const { &private::StaticProvider::all(["hosted", "local"]) },
                default: ::failover_core::traits::AnyValue,
                own: move |__number: u32, __judged: &_| match __number {
                    1u32 => {
                        ::core::option::Option::Some(
                            private::validity(
                                __error_type,
                                private::is_valid(
                                    __judged_type,
                                    private::given(&__own_1),
                                    __judged,
                                ),
                            ),
                        )
                    }
                    _ => ::core::option::Option::None,
                },
            }
        },
        &{
            let __own_1 = ::failover_core::arguments::classify_attempt(
                private::Requested::error_type(__requested),
                |error, attempt| last(error, attempt),
            );
            let __judged_type = private::Requested::error_type(__requested);
            private::ByProvider {
                providers: const { &private::StaticProvider::all(["hosted", "local"]) },
                default: ::failover_core::arguments::classify(
                    private::Requested::error_type(__requested),
                    |error| verdict(error),
                ),
                own: move |
                    __number: u32,
                    __judged: &_,
                    __facts: &::failover_core::traits::AttemptFacts<'_>|
                match __number {
                    1u32 => {
                        ::core::option::Option::Some(
                            ::failover_core::traits::Classify::classify(
                                &__own_1,
                                __judged,
                                __facts,
                            ),
                        )
                    }
                    _ => ::core::option::Option::None,
                },
            }
        },
        const { &private::StaticProvider::all(["hosted", "local"]) },
        |__provider, __facts| {
            match __provider {
                0u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        hosted(prompt),
                        ::core::convert::Into::into,
                    );
                }
                1u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        {
                            let attempt = ::failover_core::traits::AttemptFacts::context(
                                __facts,
                            );
                            ask(prompt, attempt.time_left())
                        },
                        ::core::convert::Into::into,
                    );
                }
                _ => private::no_provider(),
            }
        },
    );
    private::returned(__requested, __outcome)
}
