//! object_store: a trait of another crate, and stores behind `dyn`. Needed: a list that is known at run time, and `classify` for
//! an object that a region does not have.

use std::sync::Arc;

use failover_core::{Name, Result, Served, Verdict, failover};
use object_store::path::Path;
use object_store::{Error, GetResult, ObjectStore};

/// Regions that hold the same objects.
#[derive(Debug)]
pub struct Regions {
    regions: Vec<(Name, Arc<dyn ObjectStore>)>,
}

impl Regions {
    /// Uses these regions, in order.
    #[must_use]
    pub fn new(regions: Vec<(Name, Arc<dyn ObjectStore>)>) -> Self {
        Self { regions }
    }

    /// Opens an object in the first region that has it.
    #[failover(
        providers = [for (name, region) in &self.regions => name = region.get(path)],
        classify = |error| match error {
            Error::NotFound { .. } => Verdict::NEXT.healthy(),
            _ => Verdict::RETRY,
        },
    )]
    pub async fn open(&self, path: &Path) -> Result<Served<GetResult, Error>, Error>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use object_store::PutPayload;
    use object_store::memory::InMemory;

    #[tokio::test]
    async fn the_region_that_has_the_object_serves() {
        let (empty, full) = (InMemory::new(), InMemory::new());
        let path = Path::from("a/b");
        full.put(&path, PutPayload::from_static(b"text"))
            .await
            .unwrap();
        let regions: Vec<(Name, Arc<dyn ObjectStore>)> = vec![
            ("eu".into(), Arc::new(empty)),
            ("us".into(), Arc::new(full)),
        ];
        let regions = Regions::new(regions);
        let served = regions.open(&path).await.unwrap();
        assert_eq!(served.provider, "us");
        assert_eq!(served.value.bytes().await.unwrap(), "text");
    }
}
