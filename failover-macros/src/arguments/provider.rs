//! An entry of `providers`.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{
    Attribute, Error, Expr, ExprClosure, ExprField, ExprPath, Ident, LitStr, Member, Pat, Result,
    Token,
};

use super::source_text::source_text;
use crate::syntax::ungroup_expression;

/// A provider's name, and the call that the macro makes for it.
pub(crate) struct ProviderEntry {
    /// The `#[cfg(..)]`s on the entry.
    pub(crate) cfgs: Vec<Attribute>,
    pub(crate) name: LitStr,
    /// True if the name was given, and not taken from the call.
    pub(crate) is_named: bool,
    pub(crate) call: ProviderCall,
    /// `Some` for a list that is known at run time: the entry is for each of its items.
    pub(crate) each: Option<Each>,
}

/// `for source in &self.sources => source.name() = source.price(symbol)`, without the call.
pub(crate) struct Each {
    pub(crate) keyword: Token![for],
    pub(crate) pattern: Pat,
    pub(crate) list: Expr,
    pub(crate) name: Expr,
}

/// The way to call a provider.
pub(crate) enum ProviderCall {
    /// `api::price`, called with the function's arguments.
    Path(ExprPath),
    /// `self.api.price`, a method called with the function's arguments.
    Method(ExprField),
    /// `|symbol| self.api.get(symbol).price`, whose body is evaluated with the function's arguments.
    Closure(ExprClosure),
    /// `api::price(&self.http, symbol)` or a block, evaluated as written.
    Verbatim(Expr),
    /// The annotated function's own body.
    Body,
}

impl ToTokens for ProviderCall {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Path(path) => path.to_tokens(tokens),
            Self::Method(field) => field.to_tokens(tokens),
            Self::Closure(closure) => closure.to_tokens(tokens),
            Self::Verbatim(call) => call.to_tokens(tokens),
            Self::Body => {}
        }
    }
}

impl Parse for ProviderEntry {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        Self::read(input, |given, expression| {
            let (written, call) = call(expression)?;
            match given.or(written) {
                Some(name) => Ok((name, call)),
                None => Err(Error::new_spanned(
                    call,
                    "a closure or a block needs a name, for its circuit and the report: write `backup = ..`",
                )),
            }
        })
    }
}

/// Reads the `#[cfg(..)]`s on an entry.
fn cfgs(input: ParseStream<'_>) -> Result<Vec<Attribute>> {
    let cfgs = input.call(Attribute::parse_outer)?;
    let mut others = cfgs.iter();
    match others.find(|attribute| !attribute.path().is_ident("cfg")) {
        None => Ok(cfgs),
        Some(other) => Err(Error::new_spanned(
            other,
            "only `#[cfg(..)]` is allowed on a provider",
        )),
    }
}

/// Reads the name of `name = ..`, if there is one.
pub(super) fn given_name(input: ParseStream<'_>) -> Result<Option<LitStr>> {
    let is_given = input.peek2(Token![=]) && !input.peek2(Token![==]) && !input.peek2(Token![=>]);
    if !is_given {
        return Ok(None);
    }
    let name = name(input)?;
    let _: Token![=] = input.parse()?;
    Ok(Some(name))
}

/// Reads a provider's name: a word, or any text in quotes.
pub(super) fn name(input: ParseStream<'_>) -> Result<LitStr> {
    if input.peek(LitStr) {
        return input.parse();
    }
    let word = input.call(Ident::parse_any)?;
    Ok(LitStr::new(&word.unraw().to_string(), word.span()))
}

/// Returns a name as one would write it before an equals sign: in quotes, unless it is a word.
pub(crate) fn name_before_equals(name: &LitStr) -> String {
    match syn::parse_str::<Ident>(&name.value()) {
        Ok(word) => word.to_string(),
        Err(_) => name.token().to_string(),
    }
}

/// Returns the name of a value without `name = ..`: its last field, or the last word of its path.
fn last_name(value: &Expr) -> Result<LitStr> {
    let last = match value {
        Expr::Field(field) => match &field.member {
            Member::Named(name) => Some(name),
            Member::Unnamed(_) => None,
        },
        Expr::Path(path) => path.path.segments.last().map(|last| &last.ident),
        _ => None,
    };
    match last {
        Some(name) => Ok(LitStr::new(&name.unraw().to_string(), name.span())),
        None => Err(Error::new_spanned(
            value,
            format!(
                "give this provider a name: `primary = {}`",
                source_text(value.to_token_stream())
            ),
        )),
    }
}

/// Returns the name of an entry without `name = ..`, and its call. Code has no name.
fn call(expression: Expr) -> Result<(Option<LitStr>, ProviderCall)> {
    let expression = ungroup_expression(expression);
    let named = |tokens: &dyn ToTokens| {
        let tokens = tokens.to_token_stream();
        Some(LitStr::new(&source_text(tokens.clone()), tokens.span()))
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
        Expr::Closure(closure) => return Ok((None, ProviderCall::Closure(closure))),
        Expr::Block(_) | Expr::Async(_) | Expr::Unsafe(_) => {
            return Ok((None, ProviderCall::Verbatim(expression)));
        }
        Expr::Await(_) => "remove the `.await`: the macro adds it in an `async fn`",
        Expr::Try(_) => "remove the `?`: the engine needs the `Result`",
        Expr::Lit(_) => "name the function without quotes",
        Expr::Macro(_) | Expr::If(_) | Expr::Match(_) => "put it into a block: `backup = { .. }`",
        Expr::Reference(_) => "remove the `&`",
        Expr::Paren(_) => "for a callable in a field write `(self.field)(..)`, with its arguments",
        _ => "write it as you would call it, without the arguments",
    };
    Err(Error::new_spanned(
        expression,
        format!(
            "a provider is a function (`api::price`), a method (`self.api.price`), a call \
             (`api::price(symbol)`) or a closure (`backup = |symbol| ..`): {hint}"
        ),
    ))
}

/// Returns true for an entry that lists providers at run time. `for<'a> |..|` is a closure.
fn is_each(input: ParseStream<'_>) -> bool {
    input.peek(Token![for]) && !input.peek2(Token![<])
}

/// Returns the call of a method of this value, located on the value.
fn method_of(value: Expr, method: &Ident) -> ProviderCall {
    let last = value.to_token_stream().into_iter().last();
    let at = last.map_or_else(|| method.span(), |last| last.span());
    // In the scope of the macro, so that the compiler suggests no edits to a call that the user did not write.
    let mut method = method.clone();
    method.set_span(at.resolved_at(Span::mixed_site()));
    ProviderCall::Method(ExprField {
        attrs: Vec::new(),
        base: Box::new(value),
        dot_token: Token![.](method.span()),
        member: Member::Named(method),
    })
}

impl ProviderEntry {
    /// Reads an entry on an `impl`: a value that has the method. The call is located on the entry.
    pub(super) fn called_on(input: ParseStream<'_>, method: &Ident) -> Result<Self> {
        Self::read(input, |given, value| {
            let name = match given {
                Some(name) => name,
                None => last_name(&value)?,
            };
            Ok((name, method_of(value, method)))
        })
    }

    /// Reads an entry. `named` returns its name and its call, given what stands before the equals sign and after it.
    fn read(
        input: ParseStream<'_>,
        named: impl FnOnce(Option<LitStr>, Expr) -> Result<(LitStr, ProviderCall)>,
    ) -> Result<Self> {
        let cfgs = cfgs(input)?;
        if is_each(input) {
            return Self::each(cfgs, input, named);
        }
        let given = given_name(input)?;
        let is_named = given.is_some();
        let (name, call) = named(given, ungroup_expression(input.parse()?))?;
        if name.value().is_empty() {
            return Err(Error::new(
                name.span(),
                "a provider's name cannot be empty: remove it, and the path is the name",
            ));
        }
        Ok(Self {
            cfgs,
            name,
            is_named,
            call,
            each: None,
        })
    }

    /// Makes a provider of the annotated function's body, under the function's name.
    pub(crate) fn body(function: &Ident) -> Self {
        Self {
            cfgs: Vec::new(),
            name: LitStr::new(&function.unraw().to_string(), function.span()),
            is_named: false,
            call: ProviderCall::Body,
            each: None,
        }
    }

    /// Reads `for source in &self.sources => source.name() = source.price(symbol)`.
    fn each(
        cfgs: Vec<Attribute>,
        input: ParseStream<'_>,
        named: impl FnOnce(Option<LitStr>, Expr) -> Result<(LitStr, ProviderCall)>,
    ) -> Result<Self> {
        const FORM: &str =
            "write `for source in &self.sources => source.name() = source.price(symbol)`";
        let keyword: Token![for] = input.parse()?;
        let pattern = Pat::parse_multi_with_leading_vert(input)?;
        input.parse::<Token![in]>()?;
        // The list ends at `=>`, because no operator begins so. A struct literal would swallow a block.
        let list = input.call(Expr::parse_without_eager_brace)?;
        if !input.peek(Token![=>]) {
            return Err(input.error(format!(
                "a list has a name and a call for each of its items: {FORM}"
            )));
        }
        input.parse::<Token![=>]>()?;
        let item: Expr = input.parse()?;
        let Expr::Assign(item) = ungroup_expression(item) else {
            let message = format!(
                "a provider of a list needs a name, for its circuit and the report: {FORM}"
            );
            return Err(Error::new(keyword.span(), message));
        };
        let name = list.to_token_stream();
        let name = LitStr::new(&source_text(name.clone()), name.span());
        let (name, call) = named(Some(name), *item.right)?;
        Ok(Self {
            cfgs,
            name,
            is_named: true,
            call,
            each: Some(Each {
                keyword,
                pattern,
                list,
                name: *item.left,
            }),
        })
    }

    /// Returns the token that an error about the call belongs on.
    pub(crate) fn span(&self) -> Span {
        match &self.call {
            ProviderCall::Path(path) => path
                .path
                .segments
                .last()
                .map_or_else(|| path.span(), |last| last.ident.span()),
            ProviderCall::Method(field) => field.member.span(),
            ProviderCall::Closure(closure) => span_of_code(&closure.body),
            ProviderCall::Verbatim(code) => span_of_code(code),
            ProviderCall::Body => self.name.span(),
        }
    }
}

fn span_of_code(code: &Expr) -> Span {
    match code {
        Expr::MethodCall(call) => call.method.span(),
        code => code.span(),
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
            let provider: ProviderEntry = syn::parse2(entry).unwrap();
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
            let provider: ProviderEntry = syn::parse_str(&text).unwrap();
            let at = provider.span().start().column;
            assert!(text[at..].starts_with(expected), "{}", &text[at..]);
        }
    }
}
