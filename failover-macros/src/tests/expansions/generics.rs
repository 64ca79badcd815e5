#[failover(providers = [primary, backup])]
fn first<'a, K: Key, const N: usize>(
    /// The key to look up.
    #[allow(unused_variables)]
    key: K,
    near: &'a mut Vec<u8>,
    _: u8,
    make: impl Fn() -> K + Clone,
) -> Result<&'a [u8; N], ApiError>
where
    K: Clone;

// expands to

fn first<'a, K: Key, const N: usize>(
    #[allow(unused_variables)]
    key: K,
    near: &'a mut Vec<u8>,
    __argument_2: u8,
    make: impl Fn() -> K + Clone,
) -> Result<&'a [u8; N], ApiError>
where
    K: Clone,
{
    ::failover_core::__complete! {
        primary({ let __argument = < K as ::failover_core::traits::Argument > ::again(&
        key); __argument }, & mut * near, { let __argument = < u8 as
        ::failover_core::traits::Argument > ::again(& __argument_2); __argument }, { let
        __argument = ::failover_core::traits::Argument::again(& make); __argument });
        backup({ let __argument = < K as ::failover_core::traits::Argument > ::again(&
        key); __argument }, & mut * near, { let __argument = < u8 as
        ::failover_core::traits::Argument > ::again(& __argument_2); __argument }, { let
        __argument = ::failover_core::traits::Argument::again(& make); __argument });
    }
    #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
    let key = key;
    #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
    let __argument_2 = __argument_2;
    #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
    let make = make;
    let __requested = <Result<
        &'a [u8; N],
        ApiError,
    > as ::failover_core::traits::ReturnType>::probe()
        .__failover_requested()
        .__failover_error();
    <<Result<
        &'a [u8; N],
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(private::Requested::failure_type(__requested));
    let __context = private::CallContext::watch(
        private::CallContext::DEFAULT,
        const { &private::Watch::named("first") },
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
                        primary(
                            {
                                let __argument = <K as ::failover_core::traits::Argument>::again(
                                    &key,
                                );
                                __argument
                            },
                            &mut *near,
                            {
                                let __argument = <u8 as ::failover_core::traits::Argument>::again(
                                    &__argument_2,
                                );
                                __argument
                            },
                            {
                                let __argument = ::failover_core::traits::Argument::again(
                                    &make,
                                );
                                __argument
                            },
                        ),
                        ::core::convert::Into::into,
                    );
                }
                1u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        backup(
                            {
                                let __argument = <K as ::failover_core::traits::Argument>::again(
                                    &key,
                                );
                                __argument
                            },
                            &mut *near,
                            {
                                let __argument = <u8 as ::failover_core::traits::Argument>::again(
                                    &__argument_2,
                                );
                                __argument
                            },
                            {
                                let __argument = ::failover_core::traits::Argument::again(
                                    &make,
                                );
                                __argument
                            },
                        ),
                        ::core::convert::Into::into,
                    );
                }
                _ => private::no_provider(),
            }
        },
    );
    private::returned(__requested, __outcome)
}
