//! Tuples of five and more providers: any one of them, as one type.

use super::names::{NamedProvider, RequestLimits, Sealed, for_each_long_tuple};
use super::rules::RuledProvider;
use super::settings::OwnRules;
use crate::engine::ProviderSettings;
use crate::name::Name;

/// One of up to four providers. Nested, it is one of many.
#[allow(missing_debug_implementations, reason = "only this crate makes one")]
pub enum OneOf<A, B = Never, C = Never, D = Never> {
    A(A),
    B(B),
    C(C),
    D(D),
}

/// A provider that does not exist: it fills the places of a [`OneOf`] that has fewer than four.
#[allow(missing_debug_implementations, reason = "there is none")]
pub enum Never {}

/// A reference to a tuple of five or more.
///
/// A trait of lists is implemented by few lines for each length, so the compiler does not check a call of every element
/// once for each trait.
pub(crate) trait LongTuple {
    /// A reference to any one of the elements.
    type Element;
    /// An array of references to all elements.
    type Elements;

    /// Returns the element at `index`.
    fn element(self, index: usize) -> Self::Element;

    /// Returns all elements.
    fn elements(self) -> Self::Elements;
}

type Shared<'t, L> = &'t L;
type Exclusive<'t, L> = &'t mut L;

/// Implements [`LongTuple`] for the two kinds of references to a tuple. For five elements, it expands to
///
/// ```text
/// impl<'t, P0, P1, P2, P3, P4> LongTuple for &'t (P0, P1, P2, P3, P4) {
///     type Element = OneOf<OneOf<&'t P0, &'t P1, &'t P2, &'t P3>, OneOf<&'t P4>>;
///     type Elements = [Self::Element; 5];
///     fn element(self, index: usize) -> Self::Element {
///         let (P0, P1, P2, P3, P4) = self;
///         match index {
///             1 => OneOf::A(OneOf::B(P1)),
///             2 => OneOf::A(OneOf::C(P2)),
///             3 => OneOf::A(OneOf::D(P3)),
///             4 => OneOf::B(OneOf::A(P4)),
///             _ => OneOf::A(OneOf::A(P0)),
///         }
///     }
///     fn elements(self) -> Self::Elements { [OneOf::A(OneOf::A(P0)), .., OneOf::B(OneOf::A(P4))] }
/// }
/// impl<'t, P0, P1, P2, P3, P4> LongTuple for &'t mut (P0, P1, P2, P3, P4) { .. }
/// ```
macro_rules! implement_long_tuple {
    (@long $length:literal $groups:tt {}) => {
        implement_long_tuple! { @by Shared $length $groups }
        implement_long_tuple! { @by Exclusive $length $groups }
    };
    (@by $Ref:ident $length:literal [$($Group:ident: $($P:ident $V:ident $i:tt),*);*]) => {
        impl<'t, P0, P1, P2, P3, $($($P),*),*> LongTuple for $Ref<'t, (P0, P1, P2, P3, $($($P),*),*)> {
            type Element = OneOf<
                OneOf<$Ref<'t, P0>, $Ref<'t, P1>, $Ref<'t, P2>, $Ref<'t, P3>>,
                $(OneOf<$($Ref<'t, $P>),*>),*
            >;
            type Elements = [Self::Element; $length];

            #[inline]
            #[allow(non_snake_case, reason = "a variable has the name of its type")]
            fn element(self, index: usize) -> Self::Element {
                let (P0, P1, P2, P3, $($($P),*),*) = self;
                match index {
                    1 => OneOf::A(OneOf::B(P1)),
                    2 => OneOf::A(OneOf::C(P2)),
                    3 => OneOf::A(OneOf::D(P3)),
                    $($($i => OneOf::$Group(OneOf::$V($P)),)*)*
                    _ => OneOf::A(OneOf::A(P0)),
                }
            }

            #[inline]
            #[allow(non_snake_case, reason = "a variable has the name of its type")]
            fn elements(self) -> Self::Elements {
                let (P0, P1, P2, P3, $($($P),*),*) = self;
                [
                    OneOf::A(OneOf::A(P0)),
                    OneOf::A(OneOf::B(P1)),
                    OneOf::A(OneOf::C(P2)),
                    OneOf::A(OneOf::D(P3)),
                    $($(OneOf::$Group(OneOf::$V($P)),)*)*
                ]
            }
        }
    };
}

for_each_long_tuple! { implement_long_tuple {} }

impl Sealed for Never {}

impl NamedProvider for Never {
    fn name(&self) -> Name {
        match *self {}
    }
}

impl<A, B, C, D> Sealed for OneOf<A, B, C, D> {}

impl<A, B, C, D> NamedProvider for OneOf<A, B, C, D>
where
    A: NamedProvider,
    B: NamedProvider,
    C: NamedProvider,
    D: NamedProvider,
{
    fn name(&self) -> Name {
        match self {
            Self::A(provider) => provider.name(),
            Self::B(provider) => provider.name(),
            Self::C(provider) => provider.name(),
            Self::D(provider) => provider.name(),
        }
    }

    fn limits(&self) -> RequestLimits {
        match self {
            Self::A(provider) => provider.limits(),
            Self::B(provider) => provider.limits(),
            Self::C(provider) => provider.limits(),
            Self::D(provider) => provider.limits(),
        }
    }

    fn settings(&self) -> Option<&ProviderSettings> {
        match self {
            Self::A(provider) => provider.settings(),
            Self::B(provider) => provider.settings(),
            Self::C(provider) => provider.settings(),
            Self::D(provider) => provider.settings(),
        }
    }
}

impl<T, E> RuledProvider<T, E> for Never {}

impl<T, E, A, B, C, D> RuledProvider<T, E> for OneOf<A, B, C, D>
where
    A: RuledProvider<T, E>,
    B: RuledProvider<T, E>,
    C: RuledProvider<T, E>,
    D: RuledProvider<T, E>,
{
    const HAS_RULES: bool = A::HAS_RULES || B::HAS_RULES || C::HAS_RULES || D::HAS_RULES;

    fn rules(&self) -> Option<&dyn OwnRules<T, E>> {
        match self {
            Self::A(provider) => provider.rules(),
            Self::B(provider) => provider.rules(),
            Self::C(provider) => provider.rules(),
            Self::D(provider) => provider.rules(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::providers::{Provider, ProviderNames};

    const NAMES: [&str; 12] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];

    macro_rules! each_is_in_its_place {
        (@long $length:literal [$($Group:ident: $($P:ident $V:ident $i:tt),*);*] {}) => {
            let one = |index: usize| Provider::new(NAMES[index], || ());
            let mut list = (one(0), one(1), one(2), one(3), $($(one($i)),*),*);
            assert_eq!(list.count(), $length);
            for (index, name) in NAMES[..$length].iter().copied().enumerate() {
                assert_eq!(ProviderNames::name(&list, index), name);
                assert_eq!(LongTuple::element(&list, index).name(), name);
                assert_eq!(LongTuple::element(&mut list, index).name(), name);
            }
            assert_eq!(LongTuple::elements(&list).map(|it| it.name()), NAMES[..$length]);
            assert_eq!(LongTuple::elements(&mut list).map(|it| it.name()), NAMES[..$length]);
        };
    }

    #[test]
    fn each_element_is_in_its_place() {
        for_each_long_tuple! { each_is_in_its_place {} }
    }
}
