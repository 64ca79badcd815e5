// A default with named values: the named value wins for its provider.
#[failover(providers = [primary, "eu-1" = eu.list], keys = ids, max_keys = 100, max_keys("eu-1" = 10))]
pub fn balances(ids: &[u32]) -> Result<HashMap<u32, u64>, io::Error>;

// expands to

pub fn balances(ids: &[u32]) -> Result<HashMap<u32, u64>, io::Error> {
    ::failover_core::__complete! {
        primary(ids); eu.list(ids);
    }
    let __wanted = <Result<
        HashMap<u32, u64>,
        io::Error,
    > as ::failover_core::traits::ReturnType>::declared()
        .wanted();
    <<Result<
        HashMap<u32, u64>,
        io::Error,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(__wanted.failed());
    let __setup = ::failover_core::__private::Setup::DEFAULT;
    let __shape = <<Result<
        HashMap<u32, u64>,
        io::Error,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <&[u32] as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::shape(__wanted);
    let __outcome = ::failover_core::__private::fetch_items::<
        &[u32],
        _,
        _,
        _,
    >(
        &__shape,
        __setup,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        <&[u32] as ::failover_core::traits::KeysArgument>::into_keys(ids),
        const {
            &[
                ::failover_core::__private::Listed::new(0u32, "primary")
                    .max_keys(::failover_core::arguments::max_keys(100)),
                ::failover_core::__private::Listed::new(1u32, "eu-1")
                    .max_keys(::failover_core::arguments::max_keys(10)),
            ]
        },
        |__provider, __asked| {
            let mut __held = ::core::option::Option::None;
            #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
            let ids = <&[u32] as ::failover_core::traits::KeysArgument>::hand_on(
                ::failover_core::Asked::keys(__asked),
                &mut __held,
            );
            match __provider {
                0u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                            __wanted.answer(),
                            primary(ids),
                            ::core::convert::Into::into,
                        )
                        .map(|__answer| __asked.take(__answer));
                }
                1u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                            __wanted.answer(),
                            eu.list(ids),
                            ::core::convert::Into::into,
                        )
                        .map(|__answer| __asked.take(__answer));
                }
                _ => ::failover_core::__private::nobody(),
            }
        },
    );
    <<Result<
        HashMap<u32, u64>,
        io::Error,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <&[u32] as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::returned(__wanted, __outcome)
}
