// A default with named values: the named value wins for its provider.
#[failover(providers = [primary, "eu-1" = eu.list], keys = ids, max_keys = 100, max_keys("eu-1" = 10))]
pub fn balances(ids: &[u32]) -> Result<HashMap<u32, u64>, io::Error>;

// expands to

pub fn balances(ids: &[u32]) -> Result<HashMap<u32, u64>, io::Error> {
    ::failover_core::__complete! {
        primary(ids); eu.list(ids);
    }
    let __requested = <Result<
        HashMap<u32, u64>,
        io::Error,
    > as ::failover_core::traits::ReturnType>::probe()
        .__failover_requested()
        .__failover_error();
    <<Result<
        HashMap<u32, u64>,
        io::Error,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(private::Requested::failure_type(__requested));
    let __context = private::CallContext::watch(
        private::CallContext::DEFAULT,
        const { &private::Watch::named("balances") },
    );
    let __item_types = <<Result<
        HashMap<u32, u64>,
        io::Error,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <&[u32] as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::item_types(__requested);
    let __outcome = private::fetch_items(
        &__item_types,
        __context,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        <&[u32] as ::failover_core::traits::KeysArgument>::into_keys(ids),
        const {
            &[
                private::StaticProvider::max_keys(
                    private::StaticProvider::new(0u32, "primary"),
                    ::failover_core::arguments::max_keys(100),
                ),
                private::StaticProvider::max_keys(
                    private::StaticProvider::new(1u32, "eu-1"),
                    ::failover_core::arguments::max_keys(10),
                ),
            ]
        },
        |__provider, _, __sink| {
            let mut __held = ::core::option::Option::None;
            #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
            let ids = <&[u32] as ::failover_core::traits::KeysArgument>::hand_on(
                ::failover_core::AnswerSink::keys(__sink),
                &mut __held,
            );
            match __provider {
                0u32 => {
                    return ::core::result::Result::map(
                        ::failover_core::traits::ProviderOutput::into_result(
                            private::Requested::answer_type(__requested),
                            primary(ids),
                            ::core::convert::Into::into,
                        ),
                        |__answer| ::failover_core::AnswerSink::take(__sink, __answer),
                    );
                }
                1u32 => {
                    return ::core::result::Result::map(
                        ::failover_core::traits::ProviderOutput::into_result(
                            private::Requested::answer_type(__requested),
                            eu.list(ids),
                            ::core::convert::Into::into,
                        ),
                        |__answer| ::failover_core::AnswerSink::take(__sink, __answer),
                    );
                }
                _ => private::no_provider(),
            }
        },
    );
    <<Result<
        HashMap<u32, u64>,
        io::Error,
    > as ::failover_core::traits::ReturnType>::Value as ::failover_core::traits::FromItems<
        <&[u32] as ::failover_core::traits::KeysArgument>::Key,
        _,
    >>::returned(__requested, __outcome)
}
