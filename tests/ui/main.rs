//! What the attribute says where it is put wrong, and that it compiles wherever it is put right.

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/fail/**/*.rs");
    cases.pass("ui/pass/**/*.rs");
}
