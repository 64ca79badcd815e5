//! The attribute over any tokens: it never panics, and its output can be parsed and called.
//!
//! The bytes are text that begins with `#[failover(`, or choices from which a grammar writes such text and then
//! damages it.

mod grammar;
mod words;

use arbitrary::{Arbitrary, Unstructured};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::{
    Attribute, Block, Expr, File, ForeignItemFn, ImplItem, ImplItemFn, Item, ItemFn, Signature,
    Stmt, Token, TraitItemFn, Visibility,
};

use self::grammar::Plan;
use crate::expansion;

/// Deeper groups are a problem of the parser: it has no limit, but a stack has one.
const DEEPEST: usize = 24;

/// The target.
pub fn attribute(data: &[u8]) {
    if let Some((arguments, item, is_valid)) = read(data) {
        check(&arguments, &item, is_valid);
    }
}

/// Returns the input as text, if it is valid.
pub fn as_text(data: &[u8]) -> Option<String> {
    let (arguments, item, _) = read(data)?;
    Some(format!("#[failover({arguments})]\n{item}\n"))
}

/// Returns the arguments, the item, and true if nothing is wrong with them.
fn read(data: &[u8]) -> Option<(TokenStream, TokenStream, bool)> {
    if data.starts_with(b"#") {
        let text = std::str::from_utf8(data).ok()?;
        let (arguments, item) = split(text.parse().ok()?)?;
        return Some((arguments, item, false));
    }
    let plan = Plan::arbitrary_take_rest(Unstructured::new(data)).ok()?;
    let (arguments, item) = plan.tokens()?;
    Some((arguments, item, plan.is_valid()))
}

/// Returns the arguments of `#[failover(..)]`, and the item.
fn split(tokens: TokenStream) -> Option<(TokenStream, TokenStream)> {
    if depth(tokens.clone()) > DEEPEST {
        return None;
    }
    let group = |token| match token {
        TokenTree::Group(group) => Some(group.stream().into_iter()),
        _ => None,
    };
    let mut tokens = tokens.into_iter();
    let mut attribute = tokens.nth(1).and_then(group)?;
    let arguments = attribute.nth(1).and_then(group)?;
    Some((arguments.collect(), tokens.collect()))
}

fn depth(tokens: TokenStream) -> usize {
    let groups = tokens.into_iter().filter_map(|token| match token {
        TokenTree::Group(group) => Some(1 + depth(group.stream())),
        _ => None,
    });
    groups.max().unwrap_or(0)
}

fn check(arguments: &TokenStream, item: &TokenStream, is_valid: bool) {
    let out = expansion(arguments.clone(), item);
    if let Err(broken) = promises(&out, item, is_valid) {
        panic!("{broken}:\n#[failover({arguments})] {item}\n{out}");
    }
    // The same as the only method of an `impl`. Its providers are other expressions there, so it may be refused.
    let block = quote!(impl api::Prices for Api { #item });
    let out = expansion(arguments.clone(), &block);
    if let Err(broken) = promises_of_block(&out, item) {
        panic!("{broken}:\n#[failover({arguments})] {block}\n{out}");
    }
}

/// The promise for an `impl`: a method without a body gets one, right or wrong.
fn promises_of_block(out: &TokenStream, item: &TokenStream) -> Result<(), String> {
    let is_method = syn::parse2::<TraitItemFn>(item.clone()).is_ok_and(|it| it.default.is_none());
    if !is_method || written(item).is_none() {
        return Ok(());
    }
    let file: File = syn::parse2(out.clone()).map_err(|error| format!("no items: {error}"))?;
    let mut blocks = Vec::new();
    for item in file.items {
        match item {
            Item::Impl(block) => blocks.push(block),
            Item::Const(wrapper) => {
                let items = inside(*wrapper.expr)?;
                blocks.extend(items.into_iter().filter_map(|item| match item {
                    Item::Impl(block) => Some(block),
                    _ => None,
                }));
            }
            // The handle, and the errors.
            Item::Fn(_) | Item::Macro(_) => {}
            other => return Err(format!("another item: {}", other.into_token_stream())),
        }
    }
    let [block] = &*blocks else {
        return Err(format!("{} impls", blocks.len()));
    };
    match &*block.items {
        [ImplItem::Fn(_)] => Ok(()),
        items => Err(format!("{} items, or one without a body", items.len())),
    }
}

/// The items in a block expression.
fn inside(expression: Expr) -> Result<Vec<Item>, String> {
    let Expr::Block(block) = expression else {
        return Err("no block around the impl".to_owned());
    };
    let items = block
        .block
        .stmts
        .into_iter()
        .filter_map(|statement| match statement {
            Stmt::Item(item) => Some(item),
            _ => None,
        });
    Ok(items.collect())
}

/// Checks the output for any tokens. Returns the broken promise.
fn promises(out: &TokenStream, item: &TokenStream, is_valid: bool) -> Result<(), String> {
    let Some(given) = written(item) else {
        // An item that is no function passes through unchanged, behind the errors, unless only its body is wrong.
        let (out, item) = (out.to_string(), item.to_string());
        let is_kept = out.ends_with(&item) || out.contains("__documented");
        return is_kept.then_some(()).ok_or("the item is lost".to_owned());
    };
    let file: File = syn::parse2(out.clone()).map_err(|error| format!("no items: {error}"))?;
    let (mut functions, mut errors) = (Vec::new(), 0);
    for item in file.items {
        match item {
            Item::Macro(call) => {
                let name = call
                    .mac
                    .path
                    .segments
                    .last()
                    .map(|last| last.ident.to_string());
                match name.as_deref() {
                    Some("__documented") => functions.push(documented(call.mac.tokens)?),
                    Some("compile_error") => errors += 1,
                    other => return Err(format!("another macro: {other:?}")),
                }
            }
            // The handle of the breaker, and the function of `served`.
            Item::Fn(_) => {}
            other => return Err(format!("another item: {}", other.into_token_stream())),
        }
    }
    if is_valid && errors > 0 {
        return Err("refused, and nothing is wrong".to_owned());
    }
    let [function] = &*functions else {
        return Err(format!("{} functions", functions.len()));
    };
    let function: Callable =
        syn::parse2(function.clone()).map_err(|error| format!("no function: {error}"))?;
    let put_out = &function.signature;
    let same = |what: &str, of: &dyn Fn(&Signature) -> String| {
        let (put_out, given) = (of(put_out), of(&given));
        (put_out == given)
            .then_some(())
            .ok_or_else(|| format!("{what} `{put_out}` for `{given}`"))
    };
    same("the name", &|signature| signature.ident.to_string())?;
    same("parameters", &|signature| {
        signature.inputs.len().to_string()
    })?;
    same("async", &|signature| {
        signature.asyncness.is_some().to_string()
    })?;
    same("generics", &|signature| {
        let (generics, bounds) = (&signature.generics, &signature.generics.where_clause);
        quote!(#generics #bounds).to_string()
    })?;
    if errors == 0 {
        same("the return type", &|signature| {
            signature.output.to_token_stream().to_string()
        })?;
    }
    syn::parse2::<Block>(function.body.to_token_stream())
        .map_err(|error| format!("no body: {error}"))?;
    Ok(())
}

/// Returns the signature of a function as it can be in a module, an impl or a trait, or without a body before this
/// attribute. `None` if `syn` cannot read its own output again. It takes a `self` in a group without delimiters for
/// the beginning of a type with arguments, and writes it without the group.
fn written(item: &TokenStream) -> Option<Signature> {
    let free = || Some(syn::parse2::<ItemFn>(item.clone()).ok()?.sig);
    let bodiless = || Some(syn::parse2::<ForeignItemFn>(item.clone()).ok()?.sig);
    let in_impl = || Some(syn::parse2::<ImplItemFn>(item.clone()).ok()?.sig);
    let in_trait = || Some(syn::parse2::<TraitItemFn>(item.clone()).ok()?.sig);
    let signature = free().or_else(bodiless).or_else(in_impl).or_else(in_trait);
    signature.filter(|it| syn::parse2::<Signature>(it.to_token_stream()).is_ok())
}

/// Checks that this is one function with a body.
struct Callable {
    signature: Signature,
    body: Group,
}

impl Parse for Callable {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        input.parse::<Option<Token![default]>>()?;
        let (signature, body): (_, Group) = (input.parse()?, input.parse()?);
        if body.delimiter() != Delimiter::Brace {
            return Err(input.error("the body has no braces"));
        }
        Ok(Self { signature, body })
    }
}

/// Returns the three groups of `__documented!`.
fn documented(tokens: TokenStream) -> Result<TokenStream, String> {
    let group = |token| match token {
        TokenTree::Group(group) => Some(group.stream()),
        _ => None,
    };
    let groups: Option<Vec<TokenStream>> = tokens.into_iter().map(group).collect();
    match groups.as_deref() {
        Some([attributes, function, documentation]) => {
            Ok(quote!(#attributes #documentation #function))
        }
        _ => Err("not three groups".to_owned()),
    }
}
