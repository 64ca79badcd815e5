#[failover(circuit_breaker = self.breaker)]
fn send(self, State(db): State<Db>, request: Request) -> Result<u64, ApiError> {
    db.send(request)
}

#[failover(providers = [upload], is_valid = |size| *size <= limit.0)]
async fn sent(request: Request, limit: Limit) -> Result<u64, ApiError>;

#[failover(providers = [read_into(&mut buffer), count])]
fn read(mut buffer: Vec<u8>, progress: Option<&'a mut dyn FnMut(u64)>) -> Result<u64, ApiError> {
    read_all(&mut buffer, progress)
}

// expands to

fn send(self, __argument_0: State<Db>, request: Request) -> Result<u64, ApiError> {
    ::failover_core::__complete! {}
    #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
    let __argument_0 = __argument_0;
    #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
    let request = request;
    let __requested = <Result<
        u64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::probe_of_body()
        .__failover_requested()
        .__failover_error();
    <<Result<
        u64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromBodyFailures<
        _,
    >>::known(private::Requested::failure_type(__requested));
    let __breaker: &::failover_core::CircuitBreaker = &self.breaker;
    let __context = private::CallContext::watch(
        private::CallContext::breaker(private::CallContext::DEFAULT, __breaker),
        const { &private::Watch::named("send") },
    );
    let __outcome = private::fetch(
        __requested,
        __context,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        const { &private::StaticProvider::all(["send"]) },
        private::once(|__provider, _| {
            match __provider {
                0u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        {
                            #[allow(
                                clippy::shadow_same,
                                clippy::shadow_reuse,
                                clippy::shadow_unrelated
                            )]
                            let State(db) = __argument_0;
                            private::body(|| -> Result<u64, ApiError> {
                                db.send(request)
                            })
                        },
                        ::core::convert::Into::into,
                    );
                }
                _ => private::no_provider(),
            }
        }),
    );
    private::returned_by(
        __requested,
        __outcome,
        ::failover_core::traits::FromBodyFailures::from_failures,
    )
}

async fn sent(request: Request, limit: Limit) -> Result<u64, ApiError> {
    ::failover_core::__complete! {
        upload({ let __argument = < Request as ::failover_core::traits::Argument >
        ::again(& request); __argument }, { let __argument = < Limit as
        ::failover_core::traits::Argument > ::again(& limit); __argument });
    }
    #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
    let request = request;
    #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
    let limit = limit;
    let __requested = <Result<
        u64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::probe()
        .__failover_requested()
        .__failover_error();
    <<Result<
        u64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromFailures<
        _,
    >>::known(private::Requested::failure_type(__requested));
    let __context = move || private::CallContext::watch(
        private::CallContext::DEFAULT,
        const { &private::Watch::named("sent") },
    );
    let __given = ::failover_core::arguments::is_valid(
        private::Requested::value_type(__requested),
        private::Requested::error_type(__requested),
        |size| *size <= limit.0,
    );
    let __is_valid = |__judged: &_| private::is_valid(
        private::Requested::value_type(__requested),
        private::given(&__given),
        __judged,
    );
    let __classify = ::failover_core::traits::RetryAll;
    let __providers = || -> &'static &'static [private::StaticProvider] {
        const { &(const { &private::StaticProvider::all(["upload"]) } as &[_]) }
    };
    let mut __attempt = private::attempt_once(
        __requested,
        async |__provider, __requested, __argument: ()| {
            match __provider {
                0u32 => {
                    ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        upload(
                                request,
                                {
                                    let __argument = <Limit as ::failover_core::traits::Argument>::again(
                                        &limit,
                                    );
                                    __argument
                                },
                            )
                            .await,
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
        __argument : () | async { match ::core::option::Option::take(& mut __attempt) {
        ::core::option::Option::Some(__attempt) => { __attempt(__index, __requested,
        __argument). await } ::core::option::Option::None => private::no_provider(), } },
        & __is_valid, & __classify,
    );
    private::returned(__requested, __outcome)
}

fn read(
    buffer: Vec<u8>,
    progress: Option<&'a mut dyn FnMut(u64)>,
) -> Result<u64, ApiError> {
    ::failover_core::__complete! {
        read_into(& mut buffer); count({ let __argument = < Vec < u8 > as
        ::failover_core::traits::Argument > ::again(& buffer); __argument }, { let __lent
        : Option < & mut dyn FnMut(u64) > = match & mut progress {
        ::core::option::Option::Some(__inner) => ::core::option::Option::Some(& mut * *
        __inner), ::core::option::Option::None => ::core::option::Option::None, }; __lent
        });
    }
    #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
    #[allow(unused_mut)]
    let mut buffer = buffer;
    #[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)]
    #[allow(unused_mut)]
    let mut progress = progress;
    let __requested = <Result<
        u64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::probe_of_body()
        .__failover_requested()
        .__failover_error();
    <<Result<
        u64,
        ApiError,
    > as ::failover_core::traits::ReturnType>::Error as ::failover_core::traits::FromBodyFailures<
        _,
    >>::known(private::Requested::failure_type(__requested));
    let __context = private::CallContext::watch(
        private::CallContext::DEFAULT,
        const { &private::Watch::named("read") },
    );
    let __outcome = private::fetch(
        __requested,
        __context,
        &::failover_core::traits::AnyValue,
        &::failover_core::traits::RetryAll,
        const { &private::StaticProvider::all(["read", "read_into", "count"]) },
        |__provider, _| {
            match __provider {
                0u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        {
                            #[allow(
                                clippy::shadow_same,
                                clippy::shadow_reuse,
                                clippy::shadow_unrelated
                            )]
                            #[allow(unused_variables)]
                            let mut buffer = <Vec<
                                u8,
                            > as ::failover_core::traits::Argument>::again(&buffer);
                            #[allow(
                                clippy::shadow_same,
                                clippy::shadow_reuse,
                                clippy::shadow_unrelated
                            )]
                            #[allow(unused_variables)]
                            let progress = {
                                let __lent: Option<&mut dyn FnMut(u64)> = match &mut progress {
                                    ::core::option::Option::Some(__inner) => {
                                        ::core::option::Option::Some(&mut **__inner)
                                    }
                                    ::core::option::Option::None => ::core::option::Option::None,
                                };
                                __lent
                            };
                            private::body(|| -> Result<u64, ApiError> {
                                read_all(&mut buffer, progress)
                            })
                        },
                        ::core::convert::Into::into,
                    );
                }
                1u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        read_into(&mut buffer),
                        ::core::convert::Into::into,
                    );
                }
                2u32 => {
                    return ::failover_core::traits::ProviderOutput::into_result(
                        private::Requested::output_type(__requested),
                        count(
                            {
                                let __argument = <Vec<
                                    u8,
                                > as ::failover_core::traits::Argument>::again(&buffer);
                                __argument
                            },
                            {
                                let __lent: Option<&mut dyn FnMut(u64)> = match &mut progress {
                                    ::core::option::Option::Some(__inner) => {
                                        ::core::option::Option::Some(&mut **__inner)
                                    }
                                    ::core::option::Option::None => ::core::option::Option::None,
                                };
                                __lent
                            },
                        ),
                        ::core::convert::Into::into,
                    );
                }
                _ => private::no_provider(),
            }
        },
    );
    private::returned_by(
        __requested,
        __outcome,
        ::failover_core::traits::FromBodyFailures::from_failures,
    )
}
