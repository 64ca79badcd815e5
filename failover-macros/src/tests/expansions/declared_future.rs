#[failover(providers = [self.primary])]
fn price<'a>(&'a self, symbol: &'a str) -> Pin<Box<dyn Future<Output = Result<f64, ApiError>> + Send + 'a>>;

// expands to

fn price<'a>(
    &'a self,
    symbol: &'a str,
) -> Pin<Box<dyn Future<Output = Result<f64, ApiError>> + Send + 'a>> {
    ::std::boxed::Box::pin(async move {
        ::failover_core::__complete! {
            self.primary(symbol);
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
        let __context = move || private::CallContext::watch(
            private::CallContext::DEFAULT,
            const { &private::Watch::named("price") },
        );
        let __is_valid = ::failover_core::traits::AnyValue;
        let __classify = ::failover_core::traits::RetryAll;
        let __providers = || -> &'static &'static [private::StaticProvider] {
            const {
                &(const { &private::StaticProvider::all(["self.primary"]) } as &[_])
            }
        };
        let mut __attempt = private::attempts(
            __requested,
            async |__provider, __requested, __argument: ()| {
                match __provider {
                    0u32 => {
                        ::failover_core::traits::ProviderOutput::into_result(
                            private::Requested::output_type(__requested),
                            self.primary(symbol).await,
                            ::core::convert::Into::into,
                        )
                    }
                    _ => private::no_provider(),
                }
            },
        );
        let __outcome = ::failover_core::__drive!(
            __context(), __providers(), private::AsyncCall::new(__context()), | __call |
            private::begin(__requested, __call, __context(), __providers()), | __index,
            __argument : () | __attempt(__index, __requested, __argument), & __is_valid,
            & __classify,
        );
        private::returned(__requested, __outcome)
    })
}
