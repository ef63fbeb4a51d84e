//! The port, and who could listen on the way.

use std::{
    io::{ErrorKind, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    time::Duration,
};

use super::Findings;
use crate::serve::Args;

/// How long whoever has the port may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// Looks.
pub fn look(args: &Args, findings: &mut Findings) {
    port(args.listen, findings);
    let protected = args.tls_cert.is_some() || args.trusted_proxy;
    if !protected && !args.listen.ip().is_loopback() {
        findings.wrong(
            "encryption",
            format!(
                "{} is open to others without TLS: passwords and records can be read on the way. Give --tls-cert \
                 and --tls-key, or listen on 127.0.0.1 behind a proxy with --trusted-proxy.",
                args.listen
            ),
        );
    } else if !protected {
        findings.doubtful(
            "encryption",
            "without --tls-cert or --trusted-proxy Onramp is for this machine alone: cookies are not secure.",
        );
    } else {
        let how = if args.tls_cert.is_some() { "Onramp speaks TLS" } else { "the proxy in front speaks TLS" };
        findings.well("encryption", format!("{how}."));
    }
    match &args.public_address {
        None => findings.doubtful(
            "public address",
            "--public-address is not given: printed cards and links show whatever the browser asked for.",
        ),
        Some(address) if protected && !address.starts_with("https://") => findings.wrong(
            "public address",
            format!("{address} does not begin with https://, so that printed links are not encrypted."),
        ),
        Some(address) => findings.well("public address", format!("{address}.")),
    }
}

fn port(listen: SocketAddr, findings: &mut Findings) {
    match TcpListener::bind(listen) {
        Ok(_) => findings.well("port", format!("{listen} is free.")),
        Err(error) if error.kind() == ErrorKind::AddrInUse && is_onramp(listen) => {
            findings.well("port", format!("Onramp answers at {listen}."));
        }
        Err(error) if error.kind() == ErrorKind::AddrInUse => findings.wrong(
            "port",
            format!(
                "another program has {listen}: `ss -ltnp` names it. End it, or choose another with --listen."
            ),
        ),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => findings.wrong(
            "port",
            format!(
                "this user may not listen on {listen}: ports below 1024 need AmbientCapabilities=\
                 CAP_NET_BIND_SERVICE in the unit, or use a proxy."
            ),
        ),
        Err(error) => findings.wrong(
            "port",
            format!("nobody can listen on {listen}: {error}. Is it an address of this machine?"),
        ),
    }
}

/// Whether Onramp itself has the port; behind TLS it cannot be asked, and a greeting that fails says so.
fn is_onramp(listen: SocketAddr) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect_timeout(&listen, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(b"GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.take(4096).read_to_string(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer.contains("{\"live\":true}"))
}
