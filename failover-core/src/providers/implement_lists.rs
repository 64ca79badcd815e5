//! [`implement_lists!`]: implements a trait of lists for every shape.

/// Expands to a value that is ready at once, or to the type of a call that returns it.
macro_rules! now {
    (@type $Result:ty) => {
        $Result
    };
    ($result:expr) => {
        $result
    };
}
pub(crate) use now;

/// Expands to a value that has to be awaited, or to the type of a call that returns it.
macro_rules! later {
    (@type $Result:ty) => { impl ::std::future::Future<Output = $Result> };
    ($future:expr) => {
        $future.await
    };
}
pub(crate) use later;

/// Implements a trait of lists for every shape, given the trait of a single provider.
///
/// A list that is owned or exclusively borrowed takes `FnMut` callables, a shared one takes `Fn`. Both traits have one
/// method of the same name. Its arguments are given twice: as they are declared and, after `now` or `later`, as they
/// are passed on. For `Vec<P>` and `Providers`, the macro expands to
///
/// ```text
/// impl<T, E, P: ValueProvider<T, E>> Providers<T, E> for Vec<P> {
///     fn call(&mut self, index: usize, attempt: &AttemptFacts<'_>) -> Result<T, FailureKind<E>> {
///         self[index].call(attempt)
///     }
/// }
/// impl<'s, T, E, P: RuledProvider<T, E>> Providers<T, E> for &'s Vec<P> where &'s P: ValueProvider<T, E> { .. }
/// ```
///
/// With `[attempt: Attempt]`, both traits have the associated type `Attempt`, that of an argument. A tuple has a tuple of
/// them, and `(each attempt)` passes each provider its part.
///
/// A tuple of up to four elements has one arm per element. From five up, the arms would be most of what the compiler has
/// to check in this crate. So a long tuple finds the element first, and the call is written once, in `call_element`:
///
/// ```text
/// impl<T, E, P0: ValueProvider<T, E>, ..> Providers<T, E> for (P0, P1, P2, P3, P4) {
///     fn call(&mut self, index: usize, attempt: &AttemptFacts<'_>) -> Result<T, FailureKind<E>> {
///         call_element(LongTuple::element(self, index), attempt)
///     }
/// }
/// ```
macro_rules! implement_lists {
    ({ $($given:tt)* }) => {
        $crate::providers::implement_lists! { @mut [] L: ?Sized, L { $($given)* } }
        $crate::providers::implement_lists! { @indexed [] [P], P { $($given)* } }
        $crate::providers::implement_lists! { @indexed [const N: usize] [P; N], P { $($given)* } }
        $crate::providers::implement_lists! { @indexed [] Vec<P>, P { $($given)* } }
        $crate::providers::implement_lists! { @shared [] $crate::providers::ProviderList<P>, P { $($given)* } }
        $crate::providers::for_each_tuple! { implement_lists { $($given)* } }
        const _: () = {
            $crate::providers::implement_lists! { @one_of { $($given)* } }
            $crate::providers::for_each_long_tuple! { implement_lists { $($given)* } }
        };
    };

    // The type of the attempts' arguments, if the trait has one.
    (@attempt [] $type:tt) => {};
    (@attempt [$Attempt:ident] ($($type:tt)*)) => {
        type $Attempt = $($type)*;
    };

    // Calls a provider: passes on the arguments, or its own part of the attempts' arguments.
    (@pass $then:ident [] ($($callee:tt)*) (each $attempt:ident)) => {
        $crate::providers::$then!($($callee)*($attempt))
    };
    (@pass $then:ident [$part:tt] ($($callee:tt)*) (each $attempt:ident)) => {
        $crate::providers::$then!($($callee)*($attempt.$part))
    };
    (@pass $then:ident $part:tt ($($callee:tt)*) $passed:tt) => {
        $crate::providers::$then!($($callee)* $passed)
    };

    (@mut [] $L:ident: ?Sized, $List:ty {
        impl[$($G:ident),*] $Many:path, each $One:path, ruled $Ruled:path;
        [$($attempt:ident: $Attempt:ident)?] [$($fn:tt)*] $call:ident [$($M:tt)*] ($($arg:ident: $Arg:ty),*) -> $Result:ty => $then:ident $passed:tt
    }) => {
        impl<$($G,)* $L: $Many + ?Sized> $Many for &mut $List {
            $crate::providers::implement_lists! { @attempt [$($Attempt)?] (<$L as $Many>::Attempt) }

            #[inline]
            $($fn)* $call<$($M)*>(&mut self, index: usize $(, $attempt: Self::$Attempt)? $(, $arg: $Arg)*) -> $Result {
                $crate::providers::$then!((**self).$call(index $(, $attempt)? $(, $arg)*))
            }
        }
    };

    (@indexed [$($N:tt)*] $List:ty, $P:ident {
        impl[$($G:ident),*] $Many:path, each $One:path, ruled $Ruled:path;
        [$($attempt:ident: $Attempt:ident)?] [$($fn:tt)*] $call:ident [$($M:tt)*] ($($arg:ident: $Arg:ty),*) -> $Result:ty => $then:ident $passed:tt
    }) => {
        impl<$($G,)* $P: $One, $($N)*> $Many for $List {
            $crate::providers::implement_lists! { @attempt [$($Attempt)?] (<$P as $One>::Attempt) }

            #[inline]
            $($fn)* $call<$($M)*>(&mut self, index: usize $(, $attempt: Self::$Attempt)? $(, $arg: $Arg)*) -> $Result {
                $crate::providers::implement_lists!(@pass $then [] (self[index].$call) $passed)
            }
        }

        $crate::providers::implement_lists! { @shared [$($N)*] $List, $P {
            impl[$($G),*] $Many, each $One, ruled $Ruled;
            [$($attempt: $Attempt)?] [$($fn)*] $call [$($M)*] ($($arg: $Arg),*) -> $Result => $then $passed
        } }
    };

    (@shared [$($N:tt)*] $List:ty, $P:ident {
        impl[$($G:ident),*] $Many:path, each $One:path, ruled $Ruled:path;
        [$($attempt:ident: $Attempt:ident)?] [$($fn:tt)*] $call:ident [$($M:tt)*] ($($arg:ident: $Arg:ty),*) -> $Result:ty => $then:ident $passed:tt
    }) => {
        impl<'s, $($G,)* $P: $Ruled, $($N)*> $Many for &'s $List
        where
            &'s $P: $One,
        {
            $crate::providers::implement_lists! { @attempt [$($Attempt)?] (<&'s $P as $One>::Attempt) }

            #[inline]
            $($fn)* $call<$($M)*>(&mut self, index: usize $(, $attempt: Self::$Attempt)? $(, $arg: $Arg)*) -> $Result {
                let list = *self;
                $crate::providers::implement_lists!(@pass $then [] ((&list[index]).$call) $passed)
            }
        }
    };

    (@tuple [$($P:ident $i:tt),*; $Last:ident $last:tt] {
        impl[$($G:ident),*] $Many:path, each $One:path, ruled $Ruled:path;
        [$($attempt:ident: $Attempt:ident)?] [$($fn:tt)*] $call:ident [$($M:tt)*] ($($arg:ident: $Arg:ty),*) -> $Result:ty => $then:ident $passed:tt
    }) => {
        impl<$($G,)* $($P: $One,)* $Last: $One> $Many for ($($P,)* $Last,) {
            $crate::providers::implement_lists! { @attempt [$($Attempt)?] (($(<$P as $One>::Attempt,)* <$Last as $One>::Attempt,)) }

            #[inline]
            $($fn)* $call<$($M)*>(&mut self, index: usize $(, $attempt: Self::$Attempt)? $(, $arg: $Arg)*) -> $Result {
                match index {
                    $($i => $crate::providers::implement_lists!(@pass $then [$i] (self.$i.$call) $passed),)*
                    _ => $crate::providers::implement_lists!(@pass $then [$last] (self.$last.$call) $passed),
                }
            }
        }

        impl<'s, $($G,)* $($P: $Ruled,)* $Last: $Ruled> $Many for &'s ($($P,)* $Last,)
        where
            $(&'s $P: $One,)*
            &'s $Last: $One,
        {
            $crate::providers::implement_lists! { @attempt [$($Attempt)?] (($(<&'s $P as $One>::Attempt,)* <&'s $Last as $One>::Attempt,)) }

            #[inline]
            $($fn)* $call<$($M)*>(&mut self, index: usize $(, $attempt: Self::$Attempt)? $(, $arg: $Arg)*) -> $Result {
                let list = *self;
                $crate::providers::$then!(($(&list.$i,)* &list.$last,).$call(index $(, $attempt)? $(, $arg)*))
            }
        }
    };

    (@long $length:literal [$($Group:ident: $($P:ident $V:ident $i:tt),*);*] {
        impl[$($G:ident),*] $Many:path, each $One:path, ruled $Ruled:path;
        [$($attempt:ident: $Attempt:ident)?] [$($fn:tt)*] $call:ident [$($M:tt)*] ($($arg:ident: $Arg:ty),*) -> $Result:ty => $then:ident $passed:tt
    }) => {
        impl<$($G,)* P0: $One, P1: $One, P2: $One, P3: $One, $($($P: $One),*),*> $Many
            for (P0, P1, P2, P3, $($($P),*),*)
        {
            $crate::providers::implement_lists! { @attempt [$($Attempt)?] (
                <$crate::providers::OneOf<
                    $crate::providers::OneOf<P0, P1, P2, P3>,
                    $($crate::providers::OneOf<$($P),*>),*
                > as $One>::Attempt) }

            #[inline]
            fn $call<$($M)*>(&mut self, index: usize $(, $attempt: Self::$Attempt)? $(, $arg: $Arg)*) -> $crate::providers::$then!(@type $Result) {
                call_element($crate::providers::LongTuple::element(self, index) $(, $attempt)? $(, $arg)*)
            }
        }

        impl<'s, $($G,)* P0, P1, P2, P3, $($($P),*),*> $Many for &'s (P0, P1, P2, P3, $($($P),*),*)
        where
            P0: $Ruled,
            P1: $Ruled,
            P2: $Ruled,
            P3: $Ruled,
            $($($P: $Ruled,)*)*
            &'s P0: $One,
            &'s P1: $One,
            &'s P2: $One,
            &'s P3: $One,
            $($(&'s $P: $One),*),*
        {
            $crate::providers::implement_lists! { @attempt [$($Attempt)?] (
                <$crate::providers::OneOf<
                    $crate::providers::OneOf<&'s P0, &'s P1, &'s P2, &'s P3>,
                    $($crate::providers::OneOf<$(&'s $P),*>),*
                > as $One>::Attempt) }

            #[inline]
            fn $call<$($M)*>(&mut self, index: usize $(, $attempt: Self::$Attempt)? $(, $arg: $Arg)*) -> $crate::providers::$then!(@type $Result) {
                call_element($crate::providers::LongTuple::element(*self, index) $(, $attempt)? $(, $arg)*)
            }
        }
    };

    (@one_of {
        impl[$($G:ident),*] $Many:path, each $One:path, ruled $Ruled:path;
        [$($attempt:ident: $Attempt:ident)?] [$($fn:tt)*] $call:ident [$($M:tt)*] ($($arg:ident: $Arg:ty),*) -> $Result:ty => $then:ident $passed:tt
    }) => {
        #[inline]
        $($fn)* call_element<$($G,)* P: $One, $($M)*>(mut element: P $(, $attempt: P::$Attempt)? $(, $arg: $Arg)*) -> $Result {
            $crate::providers::implement_lists!(@pass $then [] (element.$call) $passed)
        }

        impl<$($G),*> $One for $crate::providers::Never {
            $crate::providers::implement_lists! { @attempt [$($Attempt)?] (()) }

            $($fn)* $call<$($M)*>(&mut self $(, $attempt: Self::$Attempt)? $(, $arg: $Arg)*) -> $Result {
                $(let _ = $attempt;)?
                $(let _ = $arg;)*
                match *self {}
            }
        }

        impl<$($G,)* P0: $One, P1: $One, P2: $One, P3: $One> $One for $crate::providers::OneOf<P0, P1, P2, P3> {
            $crate::providers::implement_lists! { @attempt [$($Attempt)?] ((<P0 as $One>::Attempt, <P1 as $One>::Attempt, <P2 as $One>::Attempt, <P3 as $One>::Attempt)) }

            #[inline]
            $($fn)* $call<$($M)*>(&mut self $(, $attempt: Self::$Attempt)? $(, $arg: $Arg)*) -> $Result {
                match self {
                    Self::A(provider) => $crate::providers::implement_lists!(@pass $then [0] (provider.$call) $passed),
                    Self::B(provider) => $crate::providers::implement_lists!(@pass $then [1] (provider.$call) $passed),
                    Self::C(provider) => $crate::providers::implement_lists!(@pass $then [2] (provider.$call) $passed),
                    Self::D(provider) => $crate::providers::implement_lists!(@pass $then [3] (provider.$call) $passed),
                }
            }
        }
    };
}
pub(crate) use implement_lists;
