//! The attribute over any tokens: it never panics, and what it puts out can be parsed and called.
//!
//! The bytes are text that begins with `#[failover(`, or choices that a grammar writes such text by and then spoils.

mod grammar;
mod words;

use arbitrary::{Arbitrary, Unstructured};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::{
    Attribute, Block, File, ForeignItemFn, ImplItemFn, Item, ItemFn, Signature, Token, TraitItemFn,
    Visibility,
};

use self::grammar::Plan;
use crate::expansion;

/// Deeper groups are the parser's matter: it has no limit, and a stack has one.
const DEEPEST: usize = 24;

/// The target.
pub fn attribute(data: &[u8]) {
    if let Some((arguments, item, is_valid)) = read(data) {
        check(&arguments, &item, is_valid);
    }
}

/// The same as text, if there is such a text.
pub fn as_text(data: &[u8]) -> Option<String> {
    let (arguments, item, _) = read(data)?;
    Some(format!("#[failover({arguments})]\n{item}\n"))
}

/// The arguments, the item, and whether nothing is wrong with them.
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

/// `#[failover(..)]`, and what follows.
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
}

/// What is put out for any tokens; which promise is broken.
fn promises(out: &TokenStream, item: &TokenStream, is_valid: bool) -> Result<(), String> {
    let Some(given) = written(item) else {
        // What is no function goes through as it is, behind the errors, unless its body alone is wrong.
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
            // The handle.
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

/// The signature of a function as it can stand in a module, an impl or a trait, or without a body before this
/// attribute. It is none if `syn` cannot read again what it makes of it: it takes a `self` in a group without delimiters
/// for the beginning of a type with arguments, and puts it out without the group.
fn written(item: &TokenStream) -> Option<Signature> {
    let free = || Some(syn::parse2::<ItemFn>(item.clone()).ok()?.sig);
    let bodiless = || Some(syn::parse2::<ForeignItemFn>(item.clone()).ok()?.sig);
    let in_impl = || Some(syn::parse2::<ImplItemFn>(item.clone()).ok()?.sig);
    let in_trait = || Some(syn::parse2::<TraitItemFn>(item.clone()).ok()?.sig);
    let signature = free().or_else(bodiless).or_else(in_impl).or_else(in_trait);
    signature.filter(|it| syn::parse2::<Signature>(it.to_token_stream()).is_ok())
}

/// A function with a body.
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

/// What `__documented!` makes of its three groups.
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
