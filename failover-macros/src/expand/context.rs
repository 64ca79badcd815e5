//! Expands the settings shared by every attempt of one call: the policy, or a client; the breaker and the clock.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Expr;
use syn::ext::IdentExt;

use super::Expansion;
use super::breaker::{own_breaker, time};
use crate::arguments::Arguments;
use crate::arguments::backoff::BackoffValue;
use crate::arguments::breaker::Breaker;
use crate::arguments::setting::{Setting, SettingValue};
use crate::arguments::table::{Argument, Keyword, Part};
use crate::input::Function;
use crate::span_range::SpanRange;
use crate::tokens::Tokens;

impl Expansion<'_> {
    /// Binds `__context`, and what it refers to.
    pub(super) fn context(&self) -> TokenStream {
        let core = &self.core;
        // A client has its own policy, breaker and clock: `argument_checks` refuses any other next to it.
        if let Some(client) = &self.arguments.client {
            let reference = self.reference(Argument::Client, "FailoverClient");
            let given = reference_to(client);
            let context = quote_mixed!(#core::__private::context_of(__client));
            let context = self.context_binding(&context);
            return quote_mixed! {
                let __client: #reference = #given;
                #context
            };
        }
        // An `impl` has one check for all its methods.
        let is_checked = self.function.is_in_block;
        let timer = if is_checked {
            None
        } else {
            timer(core, self.arguments, self.function)
        };
        let (lints, context) = self.policy();
        // The clock lives in a `static`, which evaluates the user's expression at the first call.
        let context = match &self.arguments.clock {
            None => context,
            Some(clock) => {
                let time = time(core, clock, self.function.is_async());
                quote_mixed! {
                    #core::__private::CallContext::time(#context, {
                        static __CLOCK: ::std::sync::LazyLock<#core::__private::TimeSources> =
                            ::std::sync::LazyLock::new(|| #time);
                        &__CLOCK
                    })
                }
            }
        };
        // The breaker is a local, so that the compiler checks its type on the argument.
        let (breaker, context) = match &self.arguments.circuit_breaker {
            None => (None, context),
            Some(breaker) => {
                let breaker = match breaker {
                    Breaker::Given(breaker) => reference_to(breaker),
                    Breaker::Own(own) => match self.handle_path(own) {
                        Some(handle) => {
                            let none = SpanRange::of(&handle).arguments(TokenStream::new());
                            quote!(#handle #none)
                        }
                        None => own_breaker(core, self.arguments, own, self.function.is_async()),
                    },
                };
                let reference = self.reference(Argument::CircuitBreaker, "CircuitBreaker");
                (
                    Some(quote_mixed!(let __breaker: #reference = #breaker;)),
                    quote_mixed!(#core::__private::CallContext::breaker(#context, __breaker)),
                )
            }
        };
        let watch = self.watch();
        let context = quote_mixed!(#core::__private::CallContext::watch(#context, #watch));
        let context = self.context_binding(&context);
        quote_mixed! {
            #timer
            #breaker
            #lints
            #context
        }
    }

    /// Binds `__context`. In an awaited value call it is a closure that is evaluated at each use, so that constants are not
    /// stored in the future.
    fn context_binding(&self, context: &TokenStream) -> TokenStream {
        let arguments = &self.arguments;
        let is_awaited = self.function.is_async() && arguments.keys.is_none();
        let is_closure = is_awaited && !arguments.is_given(Argument::Hedge);
        let closure = is_closure.then(|| quote_mixed!(move ||));
        quote_mixed!(let __context = #closure #context;)
    }

    /// Returns the function's name and observer, for its events. The observer lives in a `static`, as the clock does.
    fn watch(&self) -> TokenStream {
        let core = &self.core;
        let name = self.function.signature.ident.unraw().to_string();
        let Some(observer) = &self.arguments.observer else {
            return quote_mixed!(const { &#core::__private::Watch::named(#name) });
        };
        let span = SpanRange::of(observer);
        let watched = span.path(core, &["arguments", "observer"]);
        let observer = reference_to(observer);
        let arguments = span.arguments(quote_mixed!(#name, #observer));
        quote_mixed!({
            static __WATCH: ::std::sync::LazyLock<#core::__private::Watch> =
                ::std::sync::LazyLock::new(|| #watched #arguments);
            &__WATCH
        })
    }

    /// Returns the policy as a constant in a `CallContext`, with the lints that it must allow.
    fn policy(&self) -> (Option<TokenStream>, TokenStream) {
        let core = &self.core;
        let mut fields = self
            .arguments
            .settings
            .iter()
            .filter(|setting| setting.argument.entry().part == Part::Policy)
            .filter(|setting| setting.provider.is_none())
            .peekable();
        let Some(first) = fields.peek() else {
            return (None, quote_mixed!(#core::__private::CallContext::DEFAULT));
        };
        // The compiler also points at the constant if it cannot be evaluated.
        let at = first.key.span().resolved_at(Span::mixed_site());
        let fields = fields.map(|setting| {
            let (field, value) = (&setting.key, self.policy_value(setting));
            quote!(#field: #value,)
        });
        let policy = quote_mixed!(#core::__private::Policy);
        let policy = quote_mixed!(#policy { #(#fields)* ..#policy::DEFAULT });
        let constant = quote_spanned!(at=> const { &#policy });
        let lints = quote_mixed! {
            #[allow(clippy::needless_update, reason = "a function may set every field of the policy")]
        };
        (
            Some(lints),
            quote_mixed!(#core::__private::CallContext::new(#constant)),
        )
    }

    /// Returns the value of a setting, as a field of the policy has it.
    pub(super) fn policy_value(&self, setting: &Setting) -> TokenStream {
        let core = &self.core;
        match &setting.value {
            SettingValue::Plain(_) if setting.argument == Argument::OnDeadline => {
                self.checked(setting)
            }
            SettingValue::Plain(constant) => constant.value.clone(),
            SettingValue::Limit(_) => match self.deadline_to_check(setting) {
                Some(deadline) => self.checked_within(setting, deadline),
                None => self.checked(setting),
            },
            SettingValue::OptionalVerdict(verdict) => {
                let (ty, value) = (
                    quote_spanned!(setting.key.span()=> #core::Verdict),
                    &verdict.value,
                );
                quote_mixed!({
                    let __verdict: #ty = #value;
                    ::core::option::Option::Some(__verdict)
                })
            }
            SettingValue::Backoff(backoff) => self.backoff(backoff),
            SettingValue::WhenAllOpen(choice) => quote!(#core::WhenAllOpen::#choice),
        }
    }

    /// Returns the backoff of the policy. Waits that the macro knows need no check.
    fn backoff(&self, backoff: &BackoffValue) -> TokenStream {
        let core = &self.core;
        let curve = match backoff {
            BackoffValue::Wait(wait) => {
                let wait = &wait.value;
                return quote_mixed!(#core::Backoff::linear(#wait));
            }
            BackoffValue::Expression(constant) => {
                let value = &constant.value;
                return self.checked_backoff(SpanRange::of(value), value.clone());
            }
            BackoffValue::Curve(curve) => curve,
        };
        // Everything is located on the user's words, so that the compiler's errors are.
        let (word, base) = (curve.word.span(), &curve.base.value);
        let span = SpanRange::between(word, word);
        let name = curve.word.to_string();
        let new = span.path(core, &["Backoff", &name]);
        let arguments = span.arguments(base.clone());
        let max = curve.max.as_ref().map(|max| {
            let max = &max.value;
            quote_spanned!(SpanRange::of(max).first()=> .max(#max))
        });
        let jitter = curve.jitter.as_ref();
        let jitter = jitter.map(|jitter| quote!(.jitter(#core::Jitter::#jitter)));
        self.checked_backoff(span, quote!(#new #arguments #max #jitter))
    }

    /// Converts a constant `Duration` or `Backoff`, and checks it.
    fn checked_backoff(&self, span: SpanRange, value: TokenStream) -> TokenStream {
        let wrapped = span.path(&self.core, &["arguments", "RetryBackoff"]);
        let value = span.arguments(value);
        let checked = quote_spanned!(span.first()=> .checked());
        quote!(#wrapped #value #checked)
    }

    /// Returns the deadline that the compiler has to compare with this setting: a timeout. Two literals are compared already.
    fn deadline_to_check(&self, setting: &Setting) -> Option<&Setting> {
        let deadline = self.arguments.default_setting(Argument::Deadline)?;
        let is_timeout = setting.argument == Argument::Timeout;
        let is_checked = setting.value.nanos().and(deadline.value.nanos()).is_some();
        (is_timeout && !is_checked).then_some(deadline)
    }

    /// Passes a timeout through the function that compares it with the deadline.
    fn checked_within(&self, timeout: &Setting, deadline: &Setting) -> TokenStream {
        let value = timeout.value.constant().map(|constant| &constant.value);
        let span = SpanRange::of(&value);
        let check = span.path(&self.core, &["arguments", "timeout_within"]);
        let (timeout, deadline) = (self.checked(timeout), self.checked(deadline));
        let arguments = span.arguments(quote!(#timeout, #deadline));
        quote!(#check #arguments)
    }

    /// Passes a value through the function of `arguments` that checks it: `arguments::timeout(2s)`.
    pub(super) fn checked(&self, setting: &Setting) -> TokenStream {
        let (span, value) = match &setting.value {
            SettingValue::Limit(limit) => {
                let duration = quote_spanned!(setting.key.span()=> ::core::time::Duration);
                let (span, value) = (SpanRange::of(&limit.value), &limit.value);
                let limit = quote_mixed!({
                    let __limit: #duration = #value;
                    __limit
                });
                (span, limit)
            }
            SettingValue::Plain(constant) => {
                let (span, value) = (SpanRange::of(&constant.value), &constant.value);
                // The breaker of one provider is a `static`.
                let is_static = setting.argument == Argument::CircuitBreaker;
                let by = is_static.then(|| quote_spanned!(span.first()=> &));
                (span, quote!(#by #value))
            }
            // A backoff checks itself.
            SettingValue::Backoff(backoff) => return self.backoff(backoff),
            _ => {
                let value = self.policy_value(setting);
                (SpanRange::of(&value), value)
            }
        };
        let check = span.path(&self.core, &["arguments", setting.argument.name()]);
        let value = span.arguments(value);
        quote!(#check #value)
    }

    /// Returns a reference type, located on the argument that asks for it.
    fn reference(&self, argument: Argument, ty: &str) -> TokenStream {
        let key = self.arguments.key(argument);
        let key = key.map_or_else(Span::mixed_site, Ident::span);
        let ty = SpanRange::between(key, key).path(&self.core, &[ty]);
        quote_spanned!(key=> &#ty)
    }
}

/// Checks that a timer exists if an async function may have to wait. The check is an item, so the compiler evaluates it
/// even if there is no call of the function.
pub(crate) fn timer(
    core: &Tokens,
    arguments: &Arguments,
    function: &Function,
) -> Option<TokenStream> {
    if !function.is_async() || arguments.clock.is_some() || arguments.client.is_some() {
        return None;
    }
    let mut settings = arguments.settings.iter();
    let waits = settings.find(|it| it.argument.entry().needs_timer && !it.value.is_zero())?;
    let span = SpanRange::of(&waits.key).mixed_site();
    let checked = span.path(core, &["arguments", "timer"]);
    let none = span.arguments(TokenStream::new());
    Some(quote_mixed!(const _: () = #checked #none;))
}

/// Returns a reference, located on the expression that it refers to.
fn reference_to(expression: &Expr) -> TokenStream {
    quote_spanned!(SpanRange::of(expression).first()=> &#expression)
}
