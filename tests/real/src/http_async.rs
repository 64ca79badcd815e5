//! reqwest: an existing async function with the crate's own error. Needed: `map_err = last_error`, nothing else.

use failover_core::failover;
use reqwest::Client;

/// The signature and the body are as they were.
#[failover(providers = [mirror], map_err = last_error, served = page_served)]
pub async fn page(http: &Client, path: &str) -> reqwest::Result<String> {
    http.get(format!("http://{}/{path}", crate::NOWHERE))
        .send()
        .await?
        .text()
        .await
}

async fn mirror(_http: &Client, path: &str) -> reqwest::Result<String> {
    Ok(format!("{path} from the mirror"))
}

#[cfg(test)]
mod tests {
    #[tokio::test]
    async fn the_mirror_serves_and_the_error_of_reqwest_is_kept() {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        assert_eq!(
            super::page(&http, "index").await.unwrap(),
            "index from the mirror"
        );
        let served = super::page_served(&http, "index").await.unwrap();
        assert!(served.failures()[0].error().unwrap().is_connect());
    }
}
