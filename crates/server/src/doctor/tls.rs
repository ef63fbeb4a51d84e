//! The certificate and its key: readable, belonging together, for the right name, and still valid.

use std::path::Path;

use domain::Timestamp;
use rustls::{
    client::verify_server_name,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, pem::PemObject as _},
    server::ParsedCertificate,
    sign::CertifiedKey,
};

use super::{Findings, certificate, files};
use crate::serve::Args;

/// A certificate is renewed a month before its end; later than this, renewing has failed.
const RENEWED_DAYS: i64 = 14;

/// Looks, where Onramp itself speaks TLS.
pub fn look(args: &Args, now: Timestamp, findings: &mut Findings) {
    let (Some(cert), Some(key)) = (&args.tls_cert, &args.tls_key) else { return };
    files::secret("TLS key file", key, findings);
    let chain = match read_chain(cert) {
        Ok(chain) => chain,
        Err(why) => return findings.wrong("TLS certificate", why),
    };
    match read_key(key) {
        Ok(key) => belongs(&chain, key, findings),
        Err(why) => findings.wrong("TLS key", why),
    }
    ends(cert, &chain[0], now, findings);
    if let Some(host) = args.public_address.as_deref().and_then(host) {
        names(cert, &chain[0], host, findings);
    }
}

fn read_chain(file: &Path) -> Result<Vec<CertificateDer<'static>>, String> {
    let read = CertificateDer::pem_file_iter(file).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    match read {
        Ok(chain) if chain.is_empty() => Err(format!("{} holds no certificate in PEM.", file.display())),
        Ok(chain) => Ok(chain),
        Err(error) => Err(format!(
            "{}: {error}. It must be a chain in PEM that the user who runs Onramp may read.",
            file.display()
        )),
    }
}

fn read_key(file: &Path) -> Result<PrivateKeyDer<'static>, String> {
    PrivateKeyDer::from_pem_file(file).map_err(|error| {
        format!(
            "{}: {error}. It must be a private key in PEM, without a password, that the user who runs Onramp may \
             read.",
            file.display()
        )
    })
}

fn belongs(chain: &[CertificateDer<'static>], key: PrivateKeyDer<'static>, findings: &mut Findings) {
    match CertifiedKey::from_der(chain.to_vec(), key, &ring::default_provider()) {
        Ok(_) => findings.well("TLS key", "it belongs to the certificate."),
        Err(error) => findings.wrong(
            "TLS key",
            format!("it does not go with the certificate: {error}. Give the key that the certificate was made for."),
        ),
    }
}

fn ends(file: &Path, certificate: &CertificateDer<'_>, now: Timestamp, findings: &mut Findings) {
    let Some((begins, ends)) = certificate::validity(certificate) else {
        return findings.doubtful("TLS certificate", format!("{} does not say until when.", file.display()));
    };
    let days = ends.duration_since(now).as_hours() / 24;
    if now < begins {
        findings.wrong("TLS certificate", format!("it is valid from {begins} on only: is the clock right?"));
    } else if ends <= now {
        findings.wrong("TLS certificate", format!("it ended on {ends}: renew it, browsers refuse it."));
    } else if days < RENEWED_DAYS {
        findings.doubtful(
            "TLS certificate",
            format!("it ends in {days} days, on {ends}: see that it is renewed."),
        );
    } else {
        findings.well("TLS certificate", format!("it is valid until {ends}."));
    }
}

fn names(file: &Path, certificate: &CertificateDer<'_>, host: &str, findings: &mut Findings) {
    let Ok(name) = ServerName::try_from(host) else { return };
    let named =
        ParsedCertificate::try_from(certificate).and_then(|parsed| verify_server_name(&parsed, &name));
    match named {
        Ok(()) => findings.well("TLS name", format!("it is for {host}.")),
        Err(_) => findings.wrong(
            "TLS name",
            format!("{} is not for {host}, which people type: get one that names it.", file.display()),
        ),
    }
}

/// The host of an address such as `https://onramp.school.example:8443`.
fn host(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    let authority = rest.split('/').next()?;
    if let Some(bracketed) = authority.strip_prefix('[') {
        return bracketed.split(']').next();
    }
    authority.split(':').next()
}
