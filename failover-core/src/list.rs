//! The shapes that a list of providers can have: tuples, arrays, slices, `Vec`s, references to them.

use std::collections::HashSet;

use crate::{ConfigError, Name};

/// Keeps the traits of providers and lists to the shapes of this crate: the engine relies on what they say.
pub(crate) mod sealed {
    pub trait Sealed {}

    impl<P: Sealed + ?Sized> Sealed for &P {}
    impl<P: Sealed + ?Sized> Sealed for &mut P {}
    impl<P: Sealed> Sealed for [P] {}
    impl<P: Sealed, const N: usize> Sealed for [P; N] {}
    impl<P: Sealed> Sealed for Vec<P> {}
}

use self::sealed::Sealed;

/// What is known of a provider without calling it. Sealed.
pub trait Named: Sealed {
    /// The name.
    fn name(&self) -> Name;

    /// The most keys that it is asked for in one request. Default: no cap.
    fn max_keys(&self) -> usize {
        usize::MAX
    }

    /// How many requests may be under way at it at once, where it is awaited. Default: 1.
    fn concurrency(&self) -> usize {
        1
    }
}

impl<P: Named + ?Sized> Named for &P {
    fn name(&self) -> Name {
        (**self).name()
    }

    fn max_keys(&self) -> usize {
        (**self).max_keys()
    }

    fn concurrency(&self) -> usize {
        (**self).concurrency()
    }
}

/// What is known of a list of providers without calling any. Sealed.
pub trait Names: Sealed {
    /// How many providers there are.
    fn count(&self) -> usize;

    /// The name of the provider at `index`, which is below [`count`](Self::count).
    fn name(&self, index: usize) -> Name;

    /// The most keys that it is asked for in one request. Default: no cap.
    fn max_keys(&self, _index: usize) -> usize {
        usize::MAX
    }

    /// How many requests may be under way at it at once, where it is awaited. Default: 1.
    fn concurrency(&self, _index: usize) -> usize {
        1
    }
}

impl<L: Names + ?Sized> Names for &L {
    #[inline]
    fn count(&self) -> usize {
        (**self).count()
    }

    #[inline]
    fn name(&self, index: usize) -> Name {
        (**self).name(index)
    }

    fn max_keys(&self, index: usize) -> usize {
        (**self).max_keys(index)
    }

    fn concurrency(&self, index: usize) -> usize {
        (**self).concurrency(index)
    }
}

impl<L: Names + ?Sized> Names for &mut L {
    #[inline]
    fn count(&self) -> usize {
        (**self).count()
    }

    #[inline]
    fn name(&self, index: usize) -> Name {
        (**self).name(index)
    }

    fn max_keys(&self, index: usize) -> usize {
        (**self).max_keys(index)
    }

    fn concurrency(&self, index: usize) -> usize {
        (**self).concurrency(index)
    }
}

impl<P: Named> Names for [P] {
    #[inline]
    fn count(&self) -> usize {
        self.len()
    }

    #[inline]
    fn name(&self, index: usize) -> Name {
        self[index].name()
    }

    fn max_keys(&self, index: usize) -> usize {
        self[index].max_keys()
    }

    fn concurrency(&self, index: usize) -> usize {
        self[index].concurrency()
    }
}

impl<P: Named, const N: usize> Names for [P; N] {
    #[inline]
    fn count(&self) -> usize {
        N
    }

    #[inline]
    fn name(&self, index: usize) -> Name {
        self[index].name()
    }

    fn max_keys(&self, index: usize) -> usize {
        self[index].max_keys()
    }

    fn concurrency(&self, index: usize) -> usize {
        self[index].concurrency()
    }
}

impl<P: Named> Names for Vec<P> {
    #[inline]
    fn count(&self) -> usize {
        self.len()
    }

    #[inline]
    fn name(&self, index: usize) -> Name {
        self[index].name()
    }

    fn max_keys(&self, index: usize) -> usize {
        self[index].max_keys()
    }

    fn concurrency(&self, index: usize) -> usize {
        self[index].concurrency()
    }
}

/// For every length of tuple: `$each! { @tuple [P0 0, P1 1, ..; Pn n] $given }`.
macro_rules! for_each_tuple {
    ($each:ident $given:tt) => {
        $each! { @tuple [; P0 0] $given }
        $each! { @tuple [P0 0; P1 1] $given }
        $each! { @tuple [P0 0, P1 1; P2 2] $given }
        $each! { @tuple [P0 0, P1 1, P2 2; P3 3] $given }
        $each! { @tuple [P0 0, P1 1, P2 2, P3 3; P4 4] $given }
        $each! { @tuple [P0 0, P1 1, P2 2, P3 3, P4 4; P5 5] $given }
        $each! { @tuple [P0 0, P1 1, P2 2, P3 3, P4 4, P5 5; P6 6] $given }
        $each! { @tuple [P0 0, P1 1, P2 2, P3 3, P4 4, P5 5, P6 6; P7 7] $given }
        $each! { @tuple [P0 0, P1 1, P2 2, P3 3, P4 4, P5 5, P6 6, P7 7; P8 8] $given }
        $each! { @tuple [P0 0, P1 1, P2 2, P3 3, P4 4, P5 5, P6 6, P7 7, P8 8; P9 9] $given }
        $each! { @tuple [P0 0, P1 1, P2 2, P3 3, P4 4, P5 5, P6 6, P7 7, P8 8, P9 9; P10 10] $given }
        $each! {
            @tuple [P0 0, P1 1, P2 2, P3 3, P4 4, P5 5, P6 6, P7 7, P8 8, P9 9, P10 10; P11 11] $given
        }
    };
}
pub(crate) use for_each_tuple;

macro_rules! implement_names {
    (@tuple [$($P:ident $i:tt),*; $Last:ident $last:tt] {}) => {
        impl<$($P: Named,)* $Last: Named> Sealed for ($($P,)* $Last,) {}

        impl<$($P: Named,)* $Last: Named> Names for ($($P,)* $Last,) {
            #[inline]
            fn count(&self) -> usize {
                $last + 1
            }

            #[inline]
            fn name(&self, index: usize) -> Name {
                match index {
                    $($i => self.$i.name(),)*
                    _ => self.$last.name(),
                }
            }

            fn max_keys(&self, index: usize) -> usize {
                match index {
                    $($i => self.$i.max_keys(),)*
                    _ => self.$last.max_keys(),
                }
            }

            fn concurrency(&self, index: usize) -> usize {
                match index {
                    $($i => self.$i.concurrency(),)*
                    _ => self.$last.concurrency(),
                }
            }
        }
    };
}

for_each_tuple! { implement_names {} }

/// What is ready at once.
macro_rules! now {
    ($result:expr) => {
        $result
    };
}
pub(crate) use now;

/// What has to be awaited.
macro_rules! later {
    ($future:expr) => {
        $future.await
    };
}
pub(crate) use later;

/// Implements a trait of lists for every shape, from the trait of the single provider: `FnMut` callables in
/// a list that is owned or exclusively borrowed, `Fn` callables in a shared one. The method, of one name in both
/// traits, is given with its arguments twice: as they are declared, and, after `now` or `later`, as they are
/// passed on.
macro_rules! implement_lists {
    ({ $($given:tt)* }) => {
        $crate::list::implement_lists! { @mut [] L: ?Sized, L { $($given)* } }
        $crate::list::implement_lists! { @indexed [] [P], P { $($given)* } }
        $crate::list::implement_lists! { @indexed [const N: usize] [P; N], P { $($given)* } }
        $crate::list::implement_lists! { @indexed [] Vec<P>, P { $($given)* } }
        $crate::list::for_each_tuple! { implement_lists { $($given)* } }
    };

    (@mut [] $L:ident: ?Sized, $List:ty {
        impl[$($G:ident),*] $Many:path, each $One:path;
        [$($fn:tt)*] $call:ident [$($M:tt)*] ($($arg:ident: $Arg:ty)?) -> $Result:ty => $then:ident $passed:tt
    }) => {
        impl<$($G,)* $L: $Many + ?Sized> $Many for &mut $List {
            #[inline]
            $($fn)* $call<$($M)*>(&mut self, index: usize $(, $arg: $Arg)?) -> $Result {
                $crate::list::$then!((**self).$call(index $(, $arg)?))
            }
        }
    };

    (@indexed [$($N:tt)*] $List:ty, $P:ident {
        impl[$($G:ident),*] $Many:path, each $One:path;
        [$($fn:tt)*] $call:ident [$($M:tt)*] ($($arg:ident: $Arg:ty)?) -> $Result:ty => $then:ident $passed:tt
    }) => {
        impl<$($G,)* $P: $One, $($N)*> $Many for $List {
            #[inline]
            $($fn)* $call<$($M)*>(&mut self, index: usize $(, $arg: $Arg)?) -> $Result {
                $crate::list::$then!(self[index].$call $passed)
            }
        }

        impl<'s, $($G,)* $P: Named, $($N)*> $Many for &'s $List
        where
            &'s $P: $One,
        {
            #[inline]
            $($fn)* $call<$($M)*>(&mut self, index: usize $(, $arg: $Arg)?) -> $Result {
                let list = *self;
                $crate::list::$then!((&list[index]).$call $passed)
            }
        }
    };

    (@tuple [$($P:ident $i:tt),*; $Last:ident $last:tt] {
        impl[$($G:ident),*] $Many:path, each $One:path;
        [$($fn:tt)*] $call:ident [$($M:tt)*] ($($arg:ident: $Arg:ty)?) -> $Result:ty => $then:ident $passed:tt
    }) => {
        impl<$($G,)* $($P: $One,)* $Last: $One> $Many for ($($P,)* $Last,) {
            #[inline]
            $($fn)* $call<$($M)*>(&mut self, index: usize $(, $arg: $Arg)?) -> $Result {
                match index {
                    $($i => $crate::list::$then!(self.$i.$call $passed),)*
                    _ => $crate::list::$then!(self.$last.$call $passed),
                }
            }
        }

        impl<'s, $($G,)* $($P: Named,)* $Last: Named> $Many for &'s ($($P,)* $Last,)
        where
            $(&'s $P: $One,)*
            &'s $Last: $One,
        {
            #[inline]
            $($fn)* $call<$($M)*>(&mut self, index: usize $(, $arg: $Arg)?) -> $Result {
                let list = *self;
                $crate::list::$then!(($(&list.$i,)* &list.$last,).$call(index $(, $arg)?))
            }
        }
    };
}
pub(crate) use implement_lists;

/// Refuses a list that is empty or names two providers alike.
#[inline]
pub(crate) fn check_names(list: &(impl Names + ?Sized)) -> Result<(), ConfigError> {
    /// Up to here comparing each with each beats building a set.
    const FEW: usize = 16;

    let count = list.count();
    if count == 0 {
        return Err(ConfigError::NoProviders);
    }
    if count > FEW {
        return check_many_names(list);
    }
    for i in 1..count {
        let name = list.name(i);
        if (0..i).any(|j| list.name(j) == name) {
            return Err(ConfigError::DuplicateName(name));
        }
    }
    Ok(())
}

#[cold]
fn check_many_names(list: &(impl Names + ?Sized)) -> Result<(), ConfigError> {
    let mut seen = HashSet::with_capacity(list.count());
    let mut names = (0..list.count()).map(|i| list.name(i));
    match names.find(|name| !seen.insert(*name)) {
        Some(twice) => Err(ConfigError::DuplicateName(twice)),
        None => Ok(()),
    }
}
