#[failover(providers = [
    sent = send(request.try_clone()?),
    block = {
        let request = request.try_clone()?;
        send(request)
    },
])]
fn price(request: &Request) -> failover_core::Result<f64, ApiError>;

#[failover(providers = [
    sent = send(open(path).await?),
    closure = async |path| send(open(path).await?).await,
])]
async fn upload(path: &str) -> failover_core::Result<(), ApiError>;

// expands to

fn price(request: &Request) -> failover_core::Result<f64, ApiError> {
    ::failover_core::__complete! {
        send(request.try_clone() ?); { let request = request.try_clone() ?; send(request)
        };
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
    let __outcome = private::fetch(
        __requested,
        __context,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        const { &private::StaticProvider::all(["sent", "block"]) },
        |__provider, _| {
            match __provider {
                0u32 => {
                    return match private::failing(
                        private::Requested::error_type(__requested),
                        || { ::core::result::Result::Ok(send(request.try_clone()?)) },
                    ) {
                        ::core::result::Result::Ok(__output) => {
                            ::failover_core::traits::ProviderOutput::into_result(
                                private::Requested::output_type(__requested),
                                __output,
                                ::core::convert::Into::into,
                            )
                        }
                        ::core::result::Result::Err(__error) => {
                            ::core::result::Result::Err(
                                ::failover_core::FailureKind::Error(__error),
                            )
                        }
                    };
                }
                1u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        private::failing(
                            private::Requested::error_type(__requested),
                            || {
                                let request = request.try_clone()?;
                                send(request)
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

async fn upload(path: &str) -> failover_core::Result<(), ApiError> {
    ::failover_core::__complete! {
        send(open(path). await ?); async | path | send(open(path). await ?). await;
    }
    let __requested = <failover_core::Result<
        (),
        ApiError,
    > as ::failover_core::traits::ReturnType>::probe()
        .__failover_requested()
        .__failover_error();
    <<failover_core::Result<
        (),
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(private::Requested::failure_type(__requested));
    let __context = move || private::CallContext::watch(
        private::CallContext::DEFAULT,
        const { &private::Watch::named("upload") },
    );
    let __is_valid = ::failover_core::traits::AnyValue;
    let __classify = ::failover_core::traits::RetryAll;
    let __providers = || -> &'static &'static [private::StaticProvider] {
        const { &(const { &private::StaticProvider::all(["sent", "closure"]) } as &[_]) }
    };
    let mut __attempt = private::attempts(
        __requested,
        async |__provider, __requested, __argument: ()| {
            match __provider {
                0u32 => {
                    match async {
                        if let ::core::option::Option::Some(__returned) = private::failing_type(
                            private::Requested::error_type(__requested),
                        ) {
                            return __returned;
                        } else {
                            ::core::result::Result::Ok(
                                match send(open(path).await?) {
                                    __attempt => __attempt.await,
                                },
                            )
                        }
                    }
                        .await
                    {
                        ::core::result::Result::Ok(__output) => {
                            ::failover_core::traits::ProviderOutput::into_result(
                                private::Requested::output_type(__requested),
                                __output,
                                ::core::convert::Into::into,
                            )
                        }
                        ::core::result::Result::Err(__error) => {
                            ::core::result::Result::Err(
                                ::failover_core::FailureKind::Error(__error),
                            )
                        }
                    }
                }
                1u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        {
                            let __parameter_0 = path;
                            #[allow(
                                clippy::shadow_same,
                                clippy::shadow_reuse,
                                clippy::shadow_unrelated
                            )]
                            let path = __parameter_0;
                            match async {
                                if let ::core::option::Option::Some(__returned) = private::failing_type(
                                    private::Requested::error_type(__requested),
                                ) {
                                    return __returned;
                                } else {
                                    send(open(path).await?).await
                                }
                            } {
                                __attempt => __attempt.await,
                            }
                        },
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
        __argument : () | __attempt(__index, __requested, __argument), & __is_valid, &
        __classify,
    );
    private::returned(__requested, __outcome)
}
