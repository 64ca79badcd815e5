//! Return types that are futures, as a method of a trait may have them.

use syn::{GenericArgument, PathArguments, Type, TypeParamBound};

use crate::syntax::{last_segment, peel_type, type_arguments};

/// A return type that is a future.
pub(crate) struct FutureType<'a> {
    /// The type that the future is awaited to.
    pub(crate) output: &'a Type,
    /// True for a box, false for `impl Future`.
    pub(crate) is_boxed: bool,
}

impl<'a> FutureType<'a> {
    /// Reads `impl Future<Output = R>`, `Pin<Box<dyn Future<Output = R>>>` or `BoxFuture<'_, R>`.
    pub(crate) fn of(declared: &'a Type) -> Option<Self> {
        let declared = peel_type(declared);
        if let Type::ImplTrait(future) = declared {
            return Some(Self {
                output: output(&future.bounds)?,
                is_boxed: false,
            });
        }
        let (name, inner) = (last_segment(declared)?, type_arguments(declared).pop()?);
        let output = if name == "Pin" {
            last_segment(inner).filter(|name| *name == "Box")?;
            match peel_type(type_arguments(inner).pop()?) {
                Type::TraitObject(future) => output(&future.bounds)?,
                _ => return None,
            }
        } else if name == "BoxFuture" || name == "LocalBoxFuture" {
            inner
        } else {
            return None;
        };
        Some(Self {
            output,
            is_boxed: true,
        })
    }
}

/// Returns the `R` of `Future<Output = R>`.
fn output<'a>(bounds: impl IntoIterator<Item = &'a TypeParamBound>) -> Option<&'a Type> {
    let mut segments = bounds.into_iter().filter_map(|bound| match bound {
        TypeParamBound::Trait(bound) => bound.path.segments.last(),
        _ => None,
    });
    let future = segments.find(|segment| segment.ident == "Future")?;
    let PathArguments::AngleBracketed(arguments) = &future.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::AssocType(output) if output.ident == "Output" => Some(&output.ty),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use quote::{ToTokens, quote};

    use super::*;

    #[test]
    fn the_output_of_each_form_is_found() {
        let of_box = Some(("R", true));
        let of_impl = Some(("R", false));
        for (ty, expected) in [
            (quote!(impl Future<Output = R>), of_impl),
            (
                quote!(impl Send + core::future::Future<Output = R> + 'a),
                of_impl,
            ),
            (quote!((impl Future<Output = R>)), of_impl),
            (quote!(Pin<Box<dyn Future<Output = R>>>), of_box),
            (
                quote!(
                    ::core::pin::Pin<
                        std::boxed::Box<dyn std::future::Future<Output = R> + Send + 'a>,
                    >
                ),
                of_box,
            ),
            (quote!(BoxFuture<'_, R>), of_box),
            (quote!(futures::future::LocalBoxFuture<'static, R>), of_box),
            (quote!(impl Future), None),
            (quote!(impl Stream<Item = R>), None),
            (quote!(Pin<Box<dyn Stream<Item = R>>>), None),
            (quote!(Pin<&mut dyn Future<Output = R>>), None),
            (quote!(Box<dyn Future<Output = R>>), None),
            (quote!(Result<Pin<Box<dyn Future<Output = R>>>, E>), None),
            (quote!(R), None),
        ] {
            let declared: Type = syn::parse2(ty.clone()).unwrap();
            let future = FutureType::of(&declared);
            let found = future.map(|it| (it.output.to_token_stream().to_string(), it.is_boxed));
            let expected = expected.map(|(output, is_boxed)| (output.to_owned(), is_boxed));
            assert_eq!(found, expected, "{ty}");
        }
    }
}
