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
    let __wanted = <Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::declared()
        .wanted();
    <<Result<
        f64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(__wanted.failed());
    let __breaker: &::failover_core::CircuitBreaker = {
        static __CIRCUIT_BREAKER: ::std::sync::LazyLock<
            ::failover_core::CircuitBreaker,
        > = ::std::sync::LazyLock::new(|| {
            ::failover_core::traits::AttributeClock::time(&CLOCK)
                .breaker(
                    const { ::failover_core::arguments::failure_threshold(3) },
                    ::core::time::Duration::new(90u64, 0u32),
                )
        });
        &__CIRCUIT_BREAKER
    };
    #[allow(
        clippy::needless_update,
        reason = "a function may set every field of the policy"
    )]
    let __setup = ::failover_core::__private::Setup::new(const {
            &::failover_core::__private::Policy {
                retries: RETRIES,
                deadline: ::failover_core::arguments::deadline({
                    let __limit: ::core::time::Duration = LIMIT;
                    __limit
                }),
                when_all_open: ::failover_core::WhenAllOpen::ProbeEarliest,
                on_timeout: Verdict::STOP,
                ..::failover_core::__private::Policy::DEFAULT
            }
        })
        .breaker(__breaker)
        .time({
            static __CLOCK: ::std::sync::LazyLock<::failover_core::__private::Time> = ::std::sync::LazyLock::new(||
            ::failover_core::traits::AttributeClock::time(&CLOCK));
            &__CLOCK
        });
    let __outcome = ::failover_core::__private::fetch(
        __wanted,
        __setup,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
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
