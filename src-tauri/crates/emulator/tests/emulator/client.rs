//! As little HTTP as a test needs.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use backstock_emulator::Emulator;
use serde_json::Value;

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    head: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) json: Value,
    pub(crate) is_whole: bool,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    }

    /// The ids of a list, whichever envelope it is in.
    pub(crate) fn ids(&self) -> Vec<u64> {
        let list = if self.json.is_array() {
            &self.json
        } else {
            &self.json["data"]
        };
        list.as_array()
            .into_iter()
            .flatten()
            .filter_map(|record| record["id"].as_u64())
            .collect()
    }
}

/// Asks with the owner's token.
pub(crate) fn ask(store: &Emulator, method: &str, path: &str, body: Value) -> Reply {
    let token = store.token();
    let bytes = if body.is_null() {
        Vec::new()
    } else {
        body.to_string().into_bytes()
    };
    send(store, method, path, Some(&token), "application/json", &bytes).expect("an answer")
}

pub(crate) fn get(store: &Emulator, path: &str) -> Reply {
    ask(store, "GET", path, Value::Null)
}

/// Asks in any way. None when the connection was cut before an answer.
pub(crate) fn send(
    store: &Emulator,
    method: &str,
    path: &str,
    token: Option<&str>,
    kind: &str,
    body: &[u8],
) -> Option<Reply> {
    let at = store.address().trim_start_matches("http://");
    let mut stream = TcpStream::connect(at).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let path = if path.starts_with("/cdn") {
        path.to_owned()
    } else {
        format!("/stores/{}{path}", store.hash())
    };
    let mut head = format!(
        "{method} {path} HTTP/1.1\r\nhost: {at}\r\nconnection: close\r\naccept: application/json\r\n"
    );
    if let Some(token) = token {
        head.push_str(&format!("x-auth-token: {token}\r\n"));
    }
    if !body.is_empty() {
        head.push_str(&format!(
            "content-type: {kind}\r\ncontent-length: {}\r\n",
            body.len()
        ));
    }
    stream.write_all(format!("{head}\r\n").as_bytes()).unwrap();
    stream.write_all(body).unwrap();
    let mut all = Vec::new();
    let _ = stream.read_to_end(&mut all);
    let end = all.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&all[..end]).into_owned();
    let bytes = all[end + 4..].to_vec();
    let reply = Reply {
        status: head.split(' ').nth(1)?.parse().ok()?,
        json: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
        is_whole: true,
        head,
        bytes,
    };
    let is_whole = reply
        .header("content-length")
        .is_none_or(|length| length.parse() == Ok(reply.bytes.len()));
    Some(Reply { is_whole, ..reply })
}

/// A form with one file.
pub(crate) fn upload(store: &Emulator, path: &str, field: &str, name: &str, file: &[u8]) -> Reply {
    let mut body = format!(
        "--mark\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\ncontent-type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    body.extend(file);
    body.extend(b"\r\n--mark--\r\n");
    let token = store.token();
    send(
        store,
        "POST",
        path,
        Some(&token),
        "multipart/form-data; boundary=mark",
        &body,
    )
    .expect("an answer")
}
