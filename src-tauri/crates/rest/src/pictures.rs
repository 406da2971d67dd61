//! # The bytes behind an address
//!
//! A platform keeps pictures on servers of its own and names them by an address. When a picture is taken away the address is
//! worth nothing, so the bytes are kept. They are fetched without the token, over TLS, and never from a place that is not
//! public: an address is what the store says, and the store might say `http://192.168.1.1/`.

use std::io::Read as _;
use std::time::Duration;

use backstock_model::{LARGE_BINARY, Node, Object};
use backstock_shops::ShopError;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

/// The largest picture a platform takes, and the largest theme.
const LARGEST: u64 = 50 * 1024 * 1024;

/// Fetches what is at an address.
pub(crate) struct Pictures {
    agent: ureq::Agent,
}

/// Finds out where a host is, and refuses one that is not public.
#[derive(Debug)]
struct Public {
    inner: DefaultResolver,
    local_too: bool,
}

impl Resolver for Public {
    fn resolve(
        &self,
        uri: &ureq::http::Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        if self.local_too || found.iter().all(|address| is_public(address.ip())) {
            Ok(found)
        } else {
            Err(ureq::Error::HostNotFound)
        }
    }
}

impl Pictures {
    /// `local_too` where the store itself is on this computer.
    pub(crate) fn new(local_too: bool) -> Self {
        let config = ureq::Agent::config_builder()
            .https_only(!local_too)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_recv_response(Some(Duration::from_secs(30)))
            .timeout_per_call(Some(Duration::from_secs(110)))
            .proxy(None)
            .user_agent(concat!("Backstock/", env!("CARGO_PKG_VERSION")))
            .build();
        let public = Public {
            inner: DefaultResolver::default(),
            local_too,
        };
        Self {
            agent: ureq::Agent::with_parts(config, DefaultConnector::default(), public),
        }
    }

    /// The bytes at an address; nothing where there are none (any more), as no picture is worth a failed backup.
    pub(crate) fn fetch(&self, address: &str) -> Option<Vec<u8>> {
        let answer = self.agent.get(address).call().ok()?;
        if answer.status().as_u16() != 200 {
            return None;
        }
        let mut bytes = Vec::new();
        let body = answer.into_body().into_reader();
        body.take(LARGEST + 1).read_to_end(&mut bytes).ok()?;
        (bytes.len() as u64 <= LARGEST).then_some(bytes)
    }
}

/// Bytes as a document has them, with the object when they are kept beside it.
pub(crate) fn as_value(bytes: Vec<u8>, objects: &mut Vec<Object>) -> Node {
    if bytes.len() < LARGE_BINARY {
        return Node::bytes(&bytes);
    }
    let size = bytes.len();
    let object = Object::new(bytes);
    let value = Node::object(object.hash, size);
    objects.push(object);
    value
}

/// A form with one file and some texts, and the kind it is sent as.
pub(crate) fn form(
    part: &str,
    file: &str,
    bytes: &[u8],
    texts: &[(String, String)],
) -> Result<(String, Vec<u8>), ShopError> {
    // The boundary must not be in what is sent; its hash is not.
    let boundary = backstock_model::ObjectHash::of(bytes).to_string();
    let mut body = Vec::with_capacity(bytes.len() + 1024);
    for (name, text) in texts {
        body.extend_from_slice(
            format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
                .as_bytes(),
        );
    }
    let file: String = file
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_'))
        .collect();
    body.extend_from_slice(
        format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{part}\"; filename=\"{file}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        )
        .as_bytes(),
    );
    body.extend_from_slice(bytes);
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    Ok((format!("multipart/form-data; boundary={boundary}"), body))
}

/// Whether an address of the network is one everybody can reach.
fn is_public(address: std::net::IpAddr) -> bool {
    match address {
        std::net::IpAddr::V4(v4) => {
            let [first, second, ..] = v4.octets();
            !(v4.is_private()
                || v4.is_loopback()
                || v4.is_link_local()
                || v4.is_unspecified()
                || v4.is_broadcast()
                || v4.is_documentation()
                || v4.is_multicast()
                || first == 0
                || first >= 240
                || (first == 100 && (64..128).contains(&second)))
        }
        std::net::IpAddr::V6(v6) => match v6.to_ipv4() {
            Some(v4) => is_public(v4.into()),
            None => {
                !(v6.is_loopback()
                    || v6.is_unspecified()
                    || v6.is_multicast()
                    || v6.is_unique_local()
                    || v6.is_unicast_link_local())
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // T6
    #[test]
    fn a_picture_is_not_fetched_from_the_owners_own_network() {
        for address in [
            "127.0.0.1",
            "10.1.2.3",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "::1",
            "fe80::1",
            "fd00::1",
            "::ffff:192.168.1.1",
        ] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
        for address in ["93.184.216.34", "2606:2800:220:1::1"] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn a_file_is_sent_as_it_is() {
        let (kind, body) = form(
            "image_file",
            "a/b\"c.png",
            &[0, 255],
            &[("sort_order".into(), "2".into())],
        )
        .unwrap();
        let boundary = kind.split('=').nth(1).unwrap();
        let text = String::from_utf8_lossy(&body);
        assert!(
            text.starts_with(&format!("--{boundary}\r\n")) && text.ends_with(&format!("--{boundary}--\r\n"))
        );
        assert!(text.contains("filename=\"abc.png\"") && text.contains("name=\"sort_order\"\r\n\r\n2\r\n"));
        assert!(
            body.windows(6)
                .any(|part| part == [b'\r', b'\n', 0, 255, b'\r', b'\n'])
        );
    }
}
