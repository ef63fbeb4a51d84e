//! What every handler is given: the platform, and how this server is reached.

use axum::http::{HeaderMap, header};
use usecases::App;

use crate::{
    limits::{Allowed, Limits},
    metrics::Requests,
};

/// The state of the router; cheap to clone.
#[derive(Clone)]
pub struct Site {
    /// The platform.
    pub app: App,
    /// How this server is reached.
    pub reach: Reach,
    /// Requests that were answered.
    pub requests: Requests,
    /// What one person and one network address may still ask for.
    pub limits: Limits,
}

impl Site {
    /// The platform, reached in this way, with the usual limits.
    pub fn new(app: App, reach: Reach) -> Self {
        Self { app, reach, requests: Requests::default(), limits: Limits::default() }
    }

    /// The same with other limits.
    #[must_use]
    pub fn limited(self, allowed: Allowed) -> Self {
        Self { limits: Limits::new(allowed), ..self }
    }
}

/// How this server is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// The address people type, without a slash at its end; for links that leave the page (QR cards).
    /// `None` to take it from the request.
    pub public_address: Option<String>,
    /// Whether browsers come by TLS, so that cookies may be `Secure`.
    pub tls: bool,
    /// Whether a proxy in front is trusted to say who the visitor is (`X-Forwarded-For`).
    pub trusted_proxy: bool,
}

impl Reach {
    /// Directly, without TLS: a laptop in a room.
    pub const DIRECT: Self = Self { public_address: None, tls: false, trusted_proxy: false };

    /// The address that people type, as set, or as this request came; without a slash at its end.
    pub fn address(&self, headers: &HeaderMap) -> String {
        if let Some(address) = &self.public_address {
            return address.clone();
        }
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
        format!("{}://{host}", if self.tls { "https" } else { "http" })
    }
}
