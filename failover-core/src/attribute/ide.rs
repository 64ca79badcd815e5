//! What tells editors apart from the compiler: both are shown the same expansion.

/// What an editor sees of the providers in an attribute, so that it completes them, also when half typed.
#[cfg(rust_analyzer)]
#[doc(hidden)]
#[macro_export]
macro_rules! __complete {
    ($($calls:tt)*) => { if false { $($calls)* } };
}

#[cfg(not(rust_analyzer))]
#[doc(hidden)]
#[macro_export]
macro_rules! __complete {
    ($($calls:tt)*) => {};
}

/// A function with what its documentation gains, which an editor is not shown.
#[cfg(rust_analyzer)]
#[doc(hidden)]
#[macro_export]
macro_rules! __documented {
    ({ $($attributes:tt)* } { $($function:tt)* } { $($documentation:tt)* }) => {
        $($attributes)* $($function)*
    };
}

#[cfg(not(rust_analyzer))]
#[doc(hidden)]
#[macro_export]
macro_rules! __documented {
    ({ $($attributes:tt)* } { $($function:tt)* } { $($documentation:tt)* }) => {
        $($attributes)* $($documentation)* $($function)*
    };
}
