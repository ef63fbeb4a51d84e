//! Pictures, sounds and other files of a package: what is shown is kept, under its digest.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::chain::Digest;
use exchange::{
    Problem,
    qti::package::{Asset, Package, resolve},
};
use sha2::{Digest as _, Sha256};

use crate::{import_report::ImportReport, item_kept_text, keep_content::Checked};

/// The files of a package, and which of them are shown.
pub(super) struct Contents<'p> {
    by_path: HashMap<&'p str, &'p Asset>,
    /// What a file that is shown is, or why it is not taken.
    looked_at: BTreeMap<String, Result<Checked, String>>,
}

/// SHA-256 of a file.
pub(super) fn digest(bytes: &[u8]) -> Digest {
    Sha256::digest(bytes).into()
}

impl<'p> Contents<'p> {
    pub fn of(package: &'p Package) -> Self {
        let by_path = package.assets.iter().map(|asset| (asset.path.as_str(), asset)).collect();
        Self { by_path, looked_at: BTreeMap::new() }
    }

    /// The addresses of this bank for what the file at `from` names, and the files by their names. What is not
    /// there or not taken is noted, and keeps its address.
    pub fn addresses(
        &mut self,
        from: &str,
        references: &[String],
        report: &mut ImportReport,
    ) -> (HashMap<String, String>, Vec<(String, Digest)>) {
        let (mut addresses, mut shown) = (HashMap::new(), Vec::new());
        for name in references {
            // That it is missing was noted when the package was read.
            let Some(asset) = self.find(from, name) else { continue };
            let looked = self.looked_at.entry(asset.path.clone()).or_insert_with(|| {
                let checked = Checked::new(&asset.path, asset.content.clone(), item_kept_text::KINDS);
                checked.map_err(|why| why.to_string())
            });
            match looked {
                Ok(checked) => {
                    let digest = checked.as_value().digest;
                    addresses.insert(name.clone(), item_kept_text::address_of(&digest));
                    if shown.iter().all(|(_, known)| *known != digest) {
                        shown.push((item_kept_text::bare_name(&asset.path), digest));
                    }
                }
                Err(why) => {
                    let advice =
                        "It is shown without this file: add it in a kind that is taken, and import again.";
                    report.note(Problem::warning(from, format!("\"{name}\" was left out: {why}"), advice));
                }
            }
        }
        (addresses, shown)
    }

    fn find(&self, from: &str, name: &str) -> Option<&'p Asset> {
        let path = resolve(from, name)?;
        let plain = || self.by_path.get(decoded(&path)?.as_str()).copied();
        self.by_path.get(path.as_str()).copied().or_else(plain)
    }

    /// The files that have to be kept, with the line of the report that counts them.
    pub fn needed(&mut self, kept: &HashSet<Digest>, report: &mut ImportReport) -> Vec<Checked> {
        let line = report.line("files");
        let mut new: BTreeMap<Digest, Checked> = BTreeMap::new();
        let mut known = HashSet::new();
        for checked in std::mem::take(&mut self.looked_at).into_values().flatten() {
            let digest = checked.as_value().digest;
            if kept.contains(&digest) {
                known.insert(digest);
            } else {
                new.insert(digest, checked);
            }
        }
        line.added += new.len() as u64;
        line.unchanged += known.len() as u64;
        new.into_values().collect()
    }
}

/// A path whose characters are written as `%20` and the like.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        if let (b'%', [high, low, after @ ..]) = (first, after) {
            let digit = |byte: &u8| char::from(*byte).to_digit(16);
            bytes.push(u8::try_from(digit(high)? * 16 + digit(low)?).ok()?);
            rest = after;
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}
