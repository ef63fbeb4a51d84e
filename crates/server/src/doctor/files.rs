//! The data folder and the database file: room, kind of disk, and who may read them.

use std::{
    fs,
    io::ErrorKind,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

use super::Findings;
use crate::{commands::Common, figures::grouped};

/// Below this little is left for a day's work and a log. Unit: bytes.
const LITTLE_ROOM: u64 = 1 << 30;

/// Below this writing is about to fail. Unit: bytes.
const NO_ROOM: u64 = 100 << 20;

/// Disks in the network, by the number that Linux gives them (`linux/magic.h`).
const IN_THE_NETWORK: [(u32, &str); 5] = [
    (0x6969, "NFS"),
    (0xFF53_4D42, "CIFS"),
    (0xFE53_4D42, "SMB"),
    (0x0102_1997, "9p"),
    (0x6573_5546, "FUSE"),
];

/// Looks.
pub fn look(common: &Common, findings: &mut Findings) {
    let Some(file) = common.sqlite_file() else { return };
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    if !folder.is_dir() {
        findings.wrong(
            "data folder",
            format!(
                "{} is not a folder: make it, owned by the user that runs Onramp, with `install -d -m 0750`.",
                folder.display()
            ),
        );
        return;
    }
    writable(&folder, findings);
    room(&folder, &file, findings);
    disk(&folder, findings);
    secret("database file", &file, findings);
}

/// Whether a file can be made in it.
fn writable(folder: &Path, findings: &mut Findings) {
    let probe = folder.join(format!(".onramp-doctor-{}", std::process::id()));
    let tried = fs::OpenOptions::new().write(true).create_new(true).open(&probe);
    let _ = fs::remove_file(&probe);
    match tried {
        Ok(_) => findings.well("data folder", format!("{} can be written.", folder.display())),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => findings.wrong(
            "data folder",
            format!(
                "{} cannot be written by this user: run this as the user that runs Onramp, or `chown` the folder.",
                folder.display()
            ),
        ),
        Err(error) => findings.wrong("data folder", format!("{} cannot be written: {error}.", folder.display())),
    }
}

fn room(folder: &Path, file: &Path, findings: &mut Findings) {
    let free = match rustix::fs::statvfs(folder) {
        Ok(disk) => disk.f_bavail.saturating_mul(disk.f_frsize),
        Err(error) => {
            return findings.doubtful("free space", format!("{}: {error}.", folder.display()));
        }
    };
    let database = fs::metadata(file).map_or(0, |found| found.len());
    let megabytes = |bytes: u64| grouped(bytes >> 20);
    let shown = format!("{} MB are free in {}", megabytes(free), folder.display());
    if free < NO_ROOM {
        findings.wrong("free space", format!("{shown}: make room now, nothing can be recorded without it."));
    } else if free < LITTLE_ROOM.max(database) {
        findings.doubtful(
            "free space",
            format!(
                "{shown}, and the database has {} MB: an upgrade copies it first and finds no room.",
                megabytes(database)
            ),
        );
    } else {
        findings.well("free space", format!("{shown}."));
    }
}

/// SQLite's log is shared through memory, which a disk in the network cannot do.
fn disk(folder: &Path, findings: &mut Findings) {
    let Ok(found) = rustix::fs::statfs(folder) else { return };
    // The number is the low half, whatever sign the system gives it.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the low half is meant")]
    let number = found.f_type as u32;
    match IN_THE_NETWORK.iter().find(|(known, _)| *known == number) {
        Some((_, name)) => findings.wrong(
            "disk",
            format!(
                "{} lies on {name}: SQLite may lose answers there. Use a disk of this machine, or PostgreSQL.",
                folder.display()
            ),
        ),
        None => findings.well("disk", format!("{} is on a disk of this machine.", folder.display())),
    }
}

/// Whether others on this machine may read a file that holds secrets.
pub fn secret(about: &'static str, file: &Path, findings: &mut Findings) {
    let Ok(found) = fs::metadata(file) else { return };
    let mode = found.permissions().mode() & 0o777;
    if mode & 0o007 != 0 && reachable(file) {
        findings.wrong(
            about,
            format!("everybody on this machine may read {}: run `chmod o-rwx {0}`.", file.display()),
        );
    } else {
        findings.well(about, format!("{} is closed to others (mode {mode:04o}).", file.display()));
    }
}

/// Whether others may enter every folder on the way to it.
fn reachable(file: &Path) -> bool {
    let whole = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let closed = |folder: &Path| fs::metadata(folder).is_ok_and(|found| found.mode() & 0o001 == 0);
    !whole.ancestors().skip(1).any(closed)
}
