//! The attribute over any tokens: it never panics, and what it puts out can be parsed and called.
//!
//! The bytes are text that begins with `#[failover(`, or choices that a grammar writes such text by and then spoils.

mod grammar;

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
        check(arguments, &item, is_valid);
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

fn check(arguments: TokenStream, item: &TokenStream, is_valid: bool) {
    let text = format!("#[failover({arguments})] {item}");
    let out = expansion(arguments, item);
    let Some(written) = Written::of(item) else {
        // What is no function goes through as it is, behind the errors, unless its body alone is wrong.
        let (out, item) = (out.to_string(), item.to_string());
        assert!(
            out.ends_with(&item) || out.contains("__documented"),
            "{text}\n{out}"
        );
        return;
    };
    let file: File = match syn::parse2(out.clone()) {
        Ok(file) => file,
        Err(error) => panic!("{text}\nis put out as what is no item: {error}\n{out}"),
    };
    let (mut functions, mut errors) = (Vec::new(), 0);
    for item in file.items {
        match item {
            Item::Macro(call) if call.mac.path.is_ident("compile_error") => errors += 1,
            Item::Macro(call) => match &*call
                .mac
                .path
                .segments
                .last()
                .expect("a name")
                .ident
                .to_string()
            {
                "__documented" => functions.push(documented(call.mac.tokens)),
                "compile_error" => errors += 1,
                other => panic!("{text}\nputs out `{other}!`\n{out}"),
            },
            // The handle.
            Item::Fn(_) => {}
            other => panic!("{text}\nputs out {}", other.into_token_stream()),
        }
    }
    assert!(errors == 0 || !is_valid, "{text}\nis refused: {out}");
    let [function] = &*functions else {
        panic!("{text}\nputs out {} functions", functions.len());
    };
    let function: Callable = match syn::parse2(function.clone()) {
        Ok(function) => function,
        Err(error) => panic!("{text}\nis put out as no function: {error}\n{function}"),
    };
    let (put_out, given) = (&function.signature, &written.signature);
    assert_eq!(put_out.ident, given.ident, "{text}");
    assert_eq!(put_out.inputs.len(), given.inputs.len(), "{text}");
    assert_eq!(
        put_out.asyncness.is_some(),
        given.asyncness.is_some(),
        "{text}"
    );
    let generics = |signature: &Signature| {
        let (generics, bounds) = (&signature.generics, &signature.generics.where_clause);
        quote!(#generics #bounds).to_string()
    };
    assert_eq!(generics(put_out), generics(given), "{text}");
    if errors == 0 {
        let output = |signature: &Signature| signature.output.to_token_stream().to_string();
        assert_eq!(output(put_out), output(given), "{text}");
    }
    let body = &function.body;
    if let Err(error) = syn::parse2::<Block>(body.to_token_stream()) {
        panic!("{text}\nis put out with what is no body: {error}\n{body}");
    }
}

/// A function as it can stand in a module, an impl or a trait, or without a body before this attribute.
struct Written {
    signature: Signature,
}

impl Written {
    fn of(item: &TokenStream) -> Option<Self> {
        let free = || Some(syn::parse2::<ItemFn>(item.clone()).ok()?.sig);
        let bodiless = || Some(syn::parse2::<ForeignItemFn>(item.clone()).ok()?.sig);
        let in_impl = || Some(syn::parse2::<ImplItemFn>(item.clone()).ok()?.sig);
        let in_trait = || Some(syn::parse2::<TraitItemFn>(item.clone()).ok()?.sig);
        let signature = free()
            .or_else(bodiless)
            .or_else(in_impl)
            .or_else(in_trait)?;
        Some(Self { signature })
    }
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
fn documented(tokens: TokenStream) -> TokenStream {
    let groups: Vec<TokenStream> = tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) => group.stream(),
            other => panic!("`{other}` beside the groups"),
        })
        .collect();
    let [attributes, function, documentation] = &*groups else {
        panic!("{} groups", groups.len());
    };
    quote!(#attributes #documentation #function)
}
