//! httpclient - steps of concurrent requests, by reqwest
//!
//! The rules are in ../../README.md.

mod exercise;

use std::error::Error;

use exercise::{Client, Reply, Result, TIMEOUT};

#[derive(Clone)]
struct Reqwest {
    /// has the pool of connections, without a limit
    client: reqwest::Client,
    url: String,
}

/// What is wrong, with all the causes behind it.
fn explain(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text += &format!(": {error}");
        cause = error.source();
    }
    text
}

impl Client for Reqwest {
    type Session = Reqwest;

    async fn open(&self) -> Result<Reqwest> {
        Ok(self.clone())
    }

    async fn get(session: &mut Reqwest, path: &str) -> Result<Reply> {
        let request = session.client.get(format!("{}{path}", session.url));
        let response = request.send().await.map_err(explain)?;
        let delay = response.headers().get("X-Delay-Us");
        Ok(Reply {
            status: response.status().as_u16(),
            delay_us: exercise::parse_delay(delay.map(|value| value.as_bytes())),
            body: response.bytes().await.map_err(explain)?,
        })
    }
}

fn main() {
    exercise::main(|url| {
        let client = reqwest::Client::builder()
            .http1_only()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(TIMEOUT)
            .build()
            .map_err(explain)?;
        let url = url.into();
        Ok(Reqwest { client, url })
    });
}
