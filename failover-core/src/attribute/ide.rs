//! Macros that differ between editors and the compiler, which see the same expansion.

/// Shows an editor the providers and arguments of an attribute, so that it completes them, even half typed.
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

/// Adds the generated documentation to a function. An editor does not see it.
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
