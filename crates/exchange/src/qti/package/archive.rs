//! The files of a zip, within limits.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read as _},
};

use zip::ZipArchive;

use super::{PackageError, paths};
use crate::qti::Limits;

/// Files by path.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Below this an unpacked file is never a bomb.
const SMALL_BYTES: u64 = 1 << 20;

/// Unpacks a zip.
pub(super) fn unpack(bytes: &[u8], limits: &Limits) -> Result<Files, PackageError> {
    let said = entries(bytes);
    let too_many = |found| PackageError::TooManyEntries { found, most: limits.entries };
    if said > limits.entries {
        return Err(too_many(said));
    }
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| PackageError::NotAZip(error.to_string()))?;
    if archive.len() > limits.entries {
        return Err(too_many(archive.len()));
    }
    let mut files = Files::new();
    let mut left = limits.unpacked_bytes;
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).map_err(|error| PackageError::Unreadable {
            path: format!("entry {}", place + 1),
            why: error.to_string(),
        })?;
        let name = String::from_utf8_lossy(entry.name_raw()).replace('\\', "/");
        if let Some(why) = paths::unsafe_name(&name) {
            return Err(PackageError::UnsafePath { path: name, why });
        }
        if entry.is_dir() || name.ends_with('/') || paths::is_litter(&name) {
            continue;
        }
        let path = paths::normal("", &name).unwrap_or_default();
        let ratio = entry.compressed_size().saturating_mul(limits.ratio).max(SMALL_BYTES);
        let most = ratio.min(left);
        let mut unpacked = Vec::new();
        let read = entry.by_ref().take(most + 1).read_to_end(&mut unpacked);
        read.map_err(|error| PackageError::Unreadable { path: path.clone(), why: error.to_string() })?;
        if unpacked.len() as u64 > most {
            return Err(if most == left {
                PackageError::TooLarge { path, most: limits.unpacked_bytes }
            } else {
                PackageError::Bomb { path }
            });
        }
        left -= unpacked.len() as u64;
        if files.insert(path.clone(), unpacked).is_some() {
            return Err(PackageError::Duplicate { path });
        }
    }
    // Entries of the same name are one for the reader of zips: the end of the zip says how many were written.
    if said > archive.len() {
        return Err(PackageError::Duplicate { path: repeated(bytes) });
    }
    Ok(files)
}

/// How many entries the end of a zip says that it has.
/// Source: APPNOTE 6.3, end of central directory record.
fn entries(bytes: &[u8]) -> usize {
    let end = bytes.windows(4).rposition(|window| window == b"PK\x05\x06");
    let count = end.and_then(|end| bytes.get(end + 10..end + 12));
    count.map_or(0, |count| usize::from(u16::from_le_bytes([count[0], count[1]])))
}

/// The first name that stands twice in the central directory.
fn repeated(bytes: &[u8]) -> String {
    let mut seen = std::collections::BTreeSet::new();
    let mut place = 0;
    while let Some(found) =
        bytes.get(place..).and_then(|rest| rest.windows(4).position(|at| at == b"PK\x01\x02"))
    {
        let entry = place + found;
        let length = bytes.get(entry + 28..entry + 30).map_or(0, |two| u16::from_le_bytes([two[0], two[1]]));
        let name = bytes.get(entry + 46..entry + 46 + usize::from(length)).unwrap_or_default();
        if !seen.insert(name) {
            return String::from_utf8_lossy(name).into_owned();
        }
        place = entry + 4;
    }
    "one of its names".to_owned()
}
