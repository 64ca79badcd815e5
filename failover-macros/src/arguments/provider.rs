//! One entry of `providers`.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Attribute, Error, Expr, ExprField, ExprPath, Ident, LitStr, Member, Result, Token};

use super::number::ungrouped;
use super::source_text::source_text;

/// A name and what is called under it.
pub(crate) struct Provider {
    /// `#[cfg(..)]`s that it stands under.
    pub(crate) cfgs: Vec<Attribute>,
    pub(crate) name: LitStr,
    pub(crate) call: ProviderCall,
}

/// What is called.
pub(crate) enum ProviderCall {
    /// `api::price`: with the function's arguments.
    Path(ExprPath),
    /// `self.api.price`: as a method, with the function's arguments.
    Method(ExprField),
    /// `api::price(&self.http, symbol)`.
    Verbatim(Expr),
    /// The annotated function's own body.
    Body,
}

impl Parse for Provider {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let cfgs = input.call(Attribute::parse_outer)?;
        if let Some(other) = cfgs
            .iter()
            .find(|attribute| !attribute.path().is_ident("cfg"))
        {
            return Err(Error::new_spanned(
                other,
                "only `#[cfg(..)]` can stand on a provider",
            ));
        }
        let given = given_name(input)?;
        let expression = input.parse()?;
        let (written, call) = call(expression)?;
        let name = given.unwrap_or(written);
        if name.value().is_empty() {
            return Err(Error::new(
                name.span(),
                "a provider's name cannot be empty: leave it out, and the path is the name",
            ));
        }
        Ok(Self { cfgs, name, call })
    }
}

/// The name of `name = ..`, if there is one.
fn given_name(input: ParseStream<'_>) -> Result<Option<LitStr>> {
    let is_given = input.peek2(Token![=]) && !input.peek2(Token![==]) && !input.peek2(Token![=>]);
    if !is_given {
        return Ok(None);
    }
    let name = name(input)?;
    let _: Token![=] = input.parse()?;
    Ok(Some(name))
}

/// A provider's name: a word, or any text in quotes.
pub(super) fn name(input: ParseStream<'_>) -> Result<LitStr> {
    if input.peek(LitStr) {
        return input.parse();
    }
    let word = input.call(Ident::parse_any)?;
    Ok(LitStr::new(&word.unraw().to_string(), word.span()))
}

/// A name as it is typed before an equals sign: in quotes, unless it is a word.
pub(crate) fn typed_name(name: &LitStr) -> String {
    match syn::parse_str::<Ident>(&name.value()) {
        Ok(word) => word.to_string(),
        Err(_) => name.token().to_string(),
    }
}

/// How an entry is called, and its name as written.
fn call(expression: Expr) -> Result<(LitStr, ProviderCall)> {
    let expression = ungrouped(expression);
    let named = |tokens: &dyn ToTokens| {
        let tokens = tokens.to_token_stream();
        LitStr::new(&source_text(tokens.clone()), tokens.span())
    };
    let hint = match expression {
        Expr::Path(path) => return Ok((named(&path), ProviderCall::Path(path))),
        Expr::Field(field) => match field.member {
            Member::Named(_) => return Ok((named(&field), ProviderCall::Method(field))),
            Member::Unnamed(_) => {
                return Err(Error::new_spanned(
                    field,
                    "a provider is a function, a method or a call; \
                    for a callable in a field write `(self.0)(..)`, with its arguments",
                ));
            }
        },
        Expr::Call(call) => {
            return Ok((named(&call.func), ProviderCall::Verbatim(Expr::Call(call))));
        }
        Expr::MethodCall(call) => {
            let (receiver, method) = (&call.receiver, &call.method);
            let name = named(&quote::quote!(#receiver.#method));
            return Ok((name, ProviderCall::Verbatim(Expr::MethodCall(call))));
        }
        Expr::Await(_) => "leave out the `.await`: it is put where the function is `async`",
        Expr::Try(_) => "leave out the `?`: what it fails with is what the engine goes by",
        Expr::Closure(_) => "put the closure's code into a function, and name it here",
        Expr::Unsafe(_) => "wrap what is unsafe in a safe function, and name it here",
        Expr::Lit(_) => "name the function without quotes",
        Expr::Macro(_) => "put the macro's code into a function, and name it here",
        Expr::Reference(_) => "leave out the `&`",
        Expr::Paren(_) => "for a callable in a field write `(self.field)(..)`, with its arguments",
        _ => "write it as you would call it, without the arguments",
    };
    Err(Error::new_spanned(
        expression,
        format!(
            "a provider is a function (`api::price`), a method (`self.api.price`) or a call \
             (`api::price(symbol)`): {hint}"
        ),
    ))
}

impl Provider {
    /// The body of the annotated function, under the function's name.
    pub(crate) fn body(function: &Ident) -> Self {
        Self {
            cfgs: Vec::new(),
            name: LitStr::new(&function.unraw().to_string(), function.span()),
            call: ProviderCall::Body,
        }
    }

    /// The token that an error about the call belongs on.
    pub(crate) fn span(&self) -> Span {
        match &self.call {
            ProviderCall::Path(path) => path
                .path
                .segments
                .last()
                .map_or_else(|| path.span(), |last| last.ident.span()),
            ProviderCall::Method(field) => field.member.span(),
            ProviderCall::Verbatim(Expr::MethodCall(call)) => call.method.span(),
            ProviderCall::Verbatim(call) => call.span(),
            ProviderCall::Body => self.name.span(),
        }
    }
}

/// Whether this is the word that rust-analyzer puts in where it is asked to complete: today's, or that of
/// before. Under another one, fewer things are completed, and nothing is lost.
fn is_at_cursor(member: &Member) -> bool {
    let Member::Named(name) = member else {
        return false;
    };
    let name = name.to_string();
    name.ends_with("raCompletionMarker") || name.ends_with("intellijRulezz")
}

/// What an entry calls, which may be half typed.
pub(crate) struct CompletionTokens {
    pub(crate) tokens: TokenStream,
    /// Whether it stands without its arguments.
    pub(crate) lacks_arguments: bool,
}

impl CompletionTokens {
    pub(super) fn of_provider(provider: &Provider) -> Self {
        let (tokens, lacks_arguments) = match &provider.call {
            ProviderCall::Path(path) => (path.to_token_stream(), true),
            // Without them, fields are completed too: there is more to come.
            ProviderCall::Method(field) => (field.to_token_stream(), !is_at_cursor(&field.member)),
            ProviderCall::Verbatim(call) => (call.to_token_stream(), false),
            ProviderCall::Body => (TokenStream::new(), true),
        };
        Self {
            tokens,
            lacks_arguments,
        }
    }

    /// The rest of an entry that could not be read.
    pub(super) fn of_unparsed(input: ParseStream<'_>) -> Self {
        let _ = input.call(Attribute::parse_outer);
        let _ = given_name(input);
        let mut tokens = TokenStream::new();
        while !input.is_empty() && !input.peek(Token![,]) {
            tokens.extend(input.parse::<TokenTree>());
        }
        Self {
            tokens,
            lacks_arguments: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn a_name_is_what_stands_before_an_equals_sign() {
        for (entry, expected) in [
            (quote!(api::price), "api::price"),
            (quote!(eu = api::price), "eu"),
            (quote!(r#type = api::price), "type"),
            (quote!("the other" = api::price), "the other"),
            (quote!(api.price(a == b)), "api.price"),
        ] {
            let provider: Provider = syn::parse2(entry).unwrap();
            assert_eq!(provider.name.value(), expected);
        }
    }

    #[test]
    fn an_error_about_a_call_stands_on_what_is_called() {
        for (entry, expected) in [
            (quote!(api::price), "price"),
            (quote!(api::price::<u8>), "price"),
            (quote!(self.api.price), "price"),
            (quote!(self.api.price(symbol)), "price"),
            (quote!(api::price(symbol)), "api"),
        ] {
            let text = entry.to_string();
            let provider: Provider = syn::parse_str(&text).unwrap();
            let at = provider.span().start().column;
            assert!(text[at..].starts_with(expected), "{}", &text[at..]);
        }
    }
}
