#[failover(providers = [primary, backup])]
fn first<'a, K: Key, const N: usize>(
    /// What is asked for.
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
    argument_2: u8,
    make: impl Fn() -> K + Clone,
) -> Result<&'a [u8; N], ApiError>
where
    K: Clone,
{
    ::failover_core::__complete! {
        primary({ let argument = < K as ::failover_core::traits::Argument > ::again(&
        key); argument }, & mut * near, { let argument = < u8 as
        ::failover_core::traits::Argument > ::again(& argument_2); argument }, { let
        argument = ::failover_core::traits::Argument::again(& make); argument });
        backup({ let argument = < K as ::failover_core::traits::Argument > ::again(&
        key); argument }, & mut * near, { let argument = < u8 as
        ::failover_core::traits::Argument > ::again(& argument_2); argument }, { let
        argument = ::failover_core::traits::Argument::again(& make); argument });
    }
    #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
    let key = key;
    #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
    let argument_2 = argument_2;
    #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
    let make = make;
    let wanted = <Result<
        &'a [u8; N],
        ApiError,
    > as ::failover_core::traits::ReturnType>::declared()
        .wanted();
    <<Result<
        &'a [u8; N],
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(wanted.failed());
    let setup = ::failover_core::__private::Setup::DEFAULT;
    let outcome = ::failover_core::__private::fetch(
        wanted,
        setup,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        const { &::failover_core::__private::Listed::all(["primary", "backup"]) },
        |provider| {
            match provider {
                0u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        wanted.output(),
                        primary(
                            {
                                let argument = <K as ::failover_core::traits::Argument>::again(
                                    &key,
                                );
                                argument
                            },
                            &mut *near,
                            {
                                let argument = <u8 as ::failover_core::traits::Argument>::again(
                                    &argument_2,
                                );
                                argument
                            },
                            {
                                let argument = ::failover_core::traits::Argument::again(
                                    &make,
                                );
                                argument
                            },
                        ),
                        ::core::convert::Into::into,
                    );
                }
                1u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        wanted.output(),
                        backup(
                            {
                                let argument = <K as ::failover_core::traits::Argument>::again(
                                    &key,
                                );
                                argument
                            },
                            &mut *near,
                            {
                                let argument = <u8 as ::failover_core::traits::Argument>::again(
                                    &argument_2,
                                );
                                argument
                            },
                            {
                                let argument = ::failover_core::traits::Argument::again(
                                    &make,
                                );
                                argument
                            },
                        ),
                        ::core::convert::Into::into,
                    );
                }
                _ => ::failover_core::__private::nobody(),
            }
        },
    );
    ::failover_core::__private::returned(wanted, outcome)
}
