pub(crate) fn cost(_: &[crate::calls::Call], _: &str) -> Result<(), Box<dyn std::error::Error>> {
    Ok(())
}
pub(crate) fn threads(
    _: &[crate::threads::Threads],
    _: &str,
) -> Result<(), Box<dyn std::error::Error>> {
    Ok(())
}
