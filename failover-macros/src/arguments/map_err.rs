//! `map_err`: makes the function's error from the failures.

use syn::parse::{Parse, ParseStream};
use syn::{Error, Expr, Ident, Result};

use crate::syntax::ungroup_expression;

/// The value of `map_err`.
pub(crate) enum MapErr {
    /// `last_error`, where the user wrote it.
    LastError(Ident),
    /// A function from the failures to the function's error.
    Function(Expr),
}

impl Parse for MapErr {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let function = ungroup_expression(input.parse()?);
        match &function {
            Expr::Path(path) if path.path.is_ident("last_error") => {
                path.path.require_ident().cloned().map(Self::LastError)
            }
            Expr::Lit(literal) => Err(Error::new_spanned(literal, "a literal is no function")),
            _ => Ok(Self::Function(function)),
        }
    }
}
