//! Tells the service manager how the server is (`Type=notify`): a line to the socket that it names.

use std::{
    ffi::OsStr,
    io,
    os::{
        linux::net::SocketAddrExt as _,
        unix::{
            ffi::OsStrExt as _,
            net::{SocketAddr, UnixDatagram},
        },
    },
};

/// It answers now.
pub const READY: &str = "READY=1";

/// It is ending.
pub const STOPPING: &str = "STOPPING=1";

/// Tells it, where a service manager listens.
pub fn tell(state: &str) {
    let Some(name) = std::env::var_os("NOTIFY_SOCKET") else { return };
    if let Err(error) = send(&name, state) {
        tracing::warn!(%error, "the service manager could not be told how the server is");
    }
}

/// A name that begins with `@` is no file: it is known to the system alone.
fn send(name: &OsStr, state: &str) -> io::Result<()> {
    let address = match name.as_bytes().split_first() {
        Some((b'@', hidden)) => SocketAddr::from_abstract_name(hidden)?,
        _ => SocketAddr::from_pathname(name)?,
    };
    UnixDatagram::unbound()?.send_to_addr(state.as_bytes(), &address).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_sockets_are_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("notify");
        let hidden = format!("@onramp-notify-{}", std::process::id());
        let address = SocketAddr::from_abstract_name(&hidden.as_bytes()[1..]).expect("a name");
        for (listener, name) in [
            (UnixDatagram::bind(&file).expect("bound"), file.as_os_str()),
            (UnixDatagram::bind_addr(&address).expect("bound"), OsStr::new(&hidden)),
        ] {
            send(name, READY).expect("sent");
            let mut heard = [0; 16];
            let length = listener.recv(&mut heard).expect("heard");
            assert_eq!(&heard[..length], b"READY=1");
        }
        assert!(send(OsStr::new("/nowhere/at/all"), READY).is_err());
    }
}
