//! httpclient - steps of concurrent requests, by hyper, a connection a session
//!
//! The rules are in ../../README.md.

mod exercise;

use std::fmt::Display;

use bytes::Bytes;
use exercise::{Client, Reply, Result, TIMEOUT};
use http_body_util::{BodyExt, Empty};
use hyper::client::conn::http1::{handshake, SendRequest};
use hyper::header::HOST;
use hyper::Request;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::spawn_local;
use tokio::time::timeout;

struct Hyper {
    host: String,
}

struct Connection {
    sender: SendRequest<Empty<Bytes>>,
    host: String,
}

fn explain(error: impl Display) -> String {
    error.to_string()
}

impl Client for Hyper {
    type Session = Connection;

    async fn open(&self) -> Result<Connection> {
        let stream = timeout(TIMEOUT, TcpStream::connect(&self.host));
        let stream = stream.await.map_err(explain)?.map_err(explain)?;
        stream.set_nodelay(true).map_err(explain)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await.map_err(explain)?;
        // its errors are those of the requests
        spawn_local(async { connection.await.ok() });
        Ok(Connection {
            sender,
            host: self.host.clone(),
        })
    }

    async fn get(session: &mut Connection, path: &str) -> Result<Reply> {
        let request = Request::get(path)
            .header(HOST, &session.host)
            .body(Empty::new())
            .map_err(explain)?;
        let reply = async {
            session.sender.ready().await?;
            let response = session.sender.send_request(request).await?;
            let delay = response.headers().get("X-Delay-Us");
            hyper::Result::Ok(Reply {
                status: response.status().as_u16(),
                delay_us: exercise::parse_delay(delay.map(|value| value.as_bytes())),
                body: response.into_body().collect().await?.to_bytes(),
            })
        };
        timeout(TIMEOUT, reply)
            .await
            .map_err(explain)?
            .map_err(explain)
    }
}

fn main() {
    exercise::main(|url| match url.strip_prefix("http://") {
        Some(host) => Ok(Hyper { host: host.into() }),
        None => Err("not an address of HTTP".into()),
    });
}
