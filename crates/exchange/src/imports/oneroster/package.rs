//! The files of a roster, from a zip or a folder, within limits.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read as _},
};

use zip::ZipArchive;

use crate::{Problem, Problems};

/// How much a package may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Files, folders included.
    pub files: usize,
    /// Bytes of one file, unpacked.
    pub bytes_per_file: u64,
    /// Bytes of all files, unpacked.
    pub bytes: u64,
    /// How many times larger a file may become when unpacked; looked at from a megabyte on.
    pub ratio: u64,
}

impl Default for Limits {
    /// 1,000 files; 256 MiB a file; 512 MiB together; 200 times.
    fn default() -> Self {
        Self { files: 1_000, bytes_per_file: 256 << 20, bytes: 512 << 20, ratio: 200 }
    }
}

/// Below this an unpacked file is never a bomb.
const SMALL_BYTES: u64 = 1 << 20;

/// One file as it was named, and its bytes.
pub(super) struct PackageFile {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Files by lower-case name without folder.
#[derive(Default)]
pub(super) struct Package {
    pub files: BTreeMap<String, PackageFile>,
}

/// Unpacks a zip; `None` after reporting why it is refused.
pub(super) fn from_zip(
    file: &str,
    bytes: &[u8],
    limits: &Limits,
    problems: &mut Problems,
) -> Option<Package> {
    let mut archive = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(error) => {
            let what = format!("this is not a zip that can be read: {error}");
            return refuse(file, problems, &what, "Make the zip again, or send the CSV files themselves.");
        }
    };
    if archive.len() > limits.files {
        let what = format!("the zip has {} files; {} is the most", archive.len(), limits.files);
        return refuse(file, problems, &what, "Put only the roster's CSV files into it.");
    }
    let mut package = Package::default();
    let mut left = limits.bytes;
    for place in 0..archive.len() {
        let mut entry = match archive.by_index(place) {
            Ok(entry) => entry,
            Err(error) => {
                let what = format!("file {} of the zip cannot be read: {error}", place + 1);
                return refuse(file, problems, &what, "Make the zip again, without a password.");
            }
        };
        let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
        if let Some(why) = unsafe_path(&name) {
            let what = format!("a name in the zip {why}");
            return refuse(&name, problems, &what, "Make the zip again from the CSV files alone.");
        }
        if entry.is_dir() || is_litter(&name) {
            continue;
        }
        let most = limits
            .bytes_per_file
            .min(left)
            .min(entry.compressed_size().saturating_mul(limits.ratio).max(SMALL_BYTES));
        let mut unpacked = Vec::new();
        if let Err(error) = entry.by_ref().take(most + 1).read_to_end(&mut unpacked) {
            let what = format!("the file cannot be unpacked: {error}");
            return refuse(&name, problems, &what, "Make the zip again.");
        }
        if unpacked.len() as u64 > most {
            let what = "the file is far larger unpacked than packed, or too large";
            return refuse(&name, problems, what, "Send the CSV files themselves, or split them.");
        }
        left -= unpacked.len() as u64;
        package.add(name, unpacked, problems)?;
    }
    Some(package)
}

/// Takes files as they are; `None` after reporting why they are refused.
pub(super) fn from_files(
    files: Vec<(String, Vec<u8>)>,
    limits: &Limits,
    problems: &mut Problems,
) -> Option<Package> {
    let bytes: u64 = files.iter().map(|(_, bytes)| bytes.len() as u64).sum();
    if files.len() > limits.files || bytes > limits.bytes {
        let what = format!("{} files with {bytes} bytes are too many", files.len());
        return refuse("folder", problems, &what, "Send only the roster's CSV files.");
    }
    let mut package = Package::default();
    for (name, bytes) in files {
        if !is_litter(&name) {
            package.add(name, bytes, problems)?;
        }
    }
    Some(package)
}

impl Package {
    fn add(&mut self, name: String, bytes: Vec<u8>, problems: &mut Problems) -> Option<()> {
        let key = base_name(&name).to_lowercase();
        if let Some(other) = self.files.get(&key) {
            let what = format!("there is also \"{}\": which of the two is meant?", other.name);
            refuse::<()>(&name, problems, &what, "Leave only one file of each name.");
            return None;
        }
        self.files.insert(key, PackageFile { name, bytes });
        Some(())
    }
}

fn refuse<T>(file: &str, problems: &mut Problems, what: &str, advice: &str) -> Option<T> {
    problems.stop(Problem::error(file, what, advice));
    None
}

fn base_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

fn unsafe_path(name: &str) -> Option<&'static str> {
    if name.contains('\0') {
        Some("holds a NUL character")
    } else if name.starts_with(['/', '\\']) || name.get(1..2) == Some(":") {
        Some("is a path from the root of a disk")
    } else if name.split(['/', '\\']).any(|part| part == "..") {
        Some("leads out of the zip by \"..\"")
    } else {
        None
    }
}

/// What operating systems leave in zips and folders.
fn is_litter(name: &str) -> bool {
    let base = base_name(name);
    name.starts_with("__MACOSX/") || base.starts_with('.') || base.eq_ignore_ascii_case("thumbs.db")
}
