//! `handle` and `served`: functions that the macro adds next to the annotated one.

use syn::parse::{Parse, ParseStream};
use syn::{Ident, Path, Result, Visibility};

use crate::input::Function;

/// `path`, or `pub(crate) path`.
pub(crate) struct SecondFunction {
    /// `Inherited` means as visible as the annotated function.
    pub(crate) visibility: Visibility,
    pub(crate) path: Path,
    /// The last word of the path.
    pub(crate) name: Ident,
}

impl Parse for SecondFunction {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let visibility = input.parse()?;
        let path: Path = input.parse()?;
        let Some(last) = path.segments.last() else {
            return Err(input.error("expected a name"));
        };
        Ok(Self {
            visibility,
            name: last.ident.clone(),
            path,
        })
    }
}

impl SecondFunction {
    /// Returns true if it can be next to the annotated function: `name`, or `Self::name`.
    pub(crate) fn is_next_to_it(&self) -> bool {
        let segments = &self.path.segments;
        let is_plain = segments.iter().all(|segment| segment.arguments.is_none());
        let is_of_self = segments.len() == 2 && segments[0].ident == "Self";
        self.path.leading_colon.is_none() && is_plain && (segments.len() == 1 || is_of_self)
    }

    /// Returns its visibility.
    pub(crate) fn visibility<'a>(&'a self, function: &'a Function) -> &'a Visibility {
        match &self.visibility {
            Visibility::Inherited => &function.visibility,
            given => given,
        }
    }
}
