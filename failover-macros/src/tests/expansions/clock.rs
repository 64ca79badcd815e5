#[failover(
    providers = [primary, backup],
    retries = RETRIES,
    deadline = LIMIT,
    when_all_open = ProbeEarliest,
    on_timeout = Verdict::STOP,
    circuit_breaker(failure_threshold = 3, reset_after = 1.5m),
    clock = &CLOCK,
)]
fn price(symbol: &str) -> Result<f64, ApiError>;

// expands to

fn price(symbol: &str) -> Result<f64, ApiError> {
    ::failover_core::__complete! {
        primary(symbol); backup(symbol);
    }
    let __requested = <Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::probe()
        .__failover_requested()
        .__failover_error();
    <<Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(private::Requested::failure_type(__requested));
    let __breaker: &::failover_core::CircuitBreaker = {
        static __CIRCUIT_BREAKER: ::std::sync::LazyLock<
            ::failover_core::CircuitBreaker,
        > = ::std::sync::LazyLock::new(|| private::breaker(
            ::failover_core::traits::AttributeClock::time(&CLOCK),
            const { ::failover_core::arguments::failure_threshold(3) },
            ::core::time::Duration::new(90u64, 0u32),
        ));
        &__CIRCUIT_BREAKER
    };
    #[allow(
        clippy::needless_update,
        reason = "a function may set every field of the policy"
    )]
    let __context = private::CallContext::watch(
        private::CallContext::breaker(
            private::CallContext::time(
                private::CallContext::new(const {
                    &private::Policy {
                        retries: RETRIES,
                        deadline: ::failover_core::arguments::deadline({
                            let __limit: ::core::time::Duration = LIMIT;
                            __limit
                        }),
                        when_all_open: ::failover_core::WhenAllOpen::ProbeEarliest,
                        on_timeout: Verdict::STOP,
                        ..private::Policy::DEFAULT
                    }
                }),
                {
                    static __CLOCK: ::std::sync::LazyLock<private::TimeSources> = ::std::sync::LazyLock::new(||
                    ::failover_core::traits::AttributeClock::time(&CLOCK));
                    &__CLOCK
                },
            ),
            __breaker,
        ),
        const { &private::Watch::named("price") },
    );
    let __outcome = private::fetch(
        __requested,
        __context,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
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
    private::returned(__requested, __outcome)
}
