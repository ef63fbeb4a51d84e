//! An item as it is stored: its text, the words by which it is found, the addresses of what it shows.

use std::fmt::Write as _;

use domain::{
    DistrictId, ItemId, StimulusId,
    chain::{Digest, from_hex, hex},
    item::{Item, Stimulus},
    text,
};
use exchange::qti;
use sha2::{Digest as _, Sha256};
use store::{Tx, item_version::AssetOwner};
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use crate::{Refusal, media::Kind};

/// The folder of the addresses by which stored items name the files that they show: `content/` and the digest.
const FOLDER: &str = "content/";

/// What items may show: pictures, recordings, and documents that a browser opens by itself.
pub(crate) const KINDS: &[Kind] = &[
    Kind::Png,
    Kind::Jpeg,
    Kind::Gif,
    Kind::Webp,
    Kind::Svg,
    Kind::Wav,
    Kind::Mp3,
    Kind::OggAudio,
    Kind::OggVideo,
    Kind::WebmAudio,
    Kind::WebmVideo,
    Kind::Mp4Audio,
    Kind::Mp4Video,
    Kind::Pdf,
];

/// The most characters of what is searched of one item.
const MOST_KEY_CHARACTERS: usize = 4_000;

/// An item or stimulus as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeptText {
    /// As QTI 3.0 writes it.
    pub content: String,
    /// SHA-256 of that.
    pub digest: Digest,
}

impl KeptText {
    pub fn of_item(item: &Item) -> Self {
        Self::of(qti::write_item(item))
    }

    pub fn of_stimulus(stimulus: &Stimulus) -> Self {
        Self::of(qti::write_stimulus(stimulus))
    }

    pub fn of(content: String) -> Self {
        Self { digest: Sha256::digest(&content).into(), content }
    }
}

/// The words of an item's interactions, each once.
pub(crate) fn kinds(item: &Item) -> String {
    let mut words: Vec<&str> = Vec::new();
    for interaction in item.interactions() {
        let word = interaction.kind_word();
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.join(" ")
}

/// The words by which an item is found: title, identifier, tags, and the text of its body.
pub(crate) fn search_key(title: &str, identifier: &str, tags: &[String], content: &str) -> String {
    let body = content.split_once("<qti-item-body").map_or("", |(_, body)| body);
    let body = body.split_once('>').map_or("", |(_, body)| body);
    let body = body.split_once("</qti-item-body>").map_or(body, |(body, _)| body);
    let said = format!("{title} {identifier} {} {}", tags.join(" "), plain(body));
    folded(&said).split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MOST_KEY_CHARACTERS).collect()
}

/// The words by which what items share is found: title, identifier, and its text.
pub(crate) fn stimulus_key(title: &str, identifier: &str, content: &str) -> String {
    let body = content.split_once("<qti-stimulus-body").map_or("", |(_, body)| body);
    let body = body.split_once('>').map_or("", |(_, body)| body);
    folded(&format!("{title} {identifier} {}", plain(body)))
}

/// Lower case, without accents: "Ángulo" is found by "angulo".
pub(crate) fn folded(text: &str) -> String {
    let bare: String = text.nfkd().filter(|letter| !is_combining_mark(*letter)).collect();
    text::search_key(&bare)
}

/// The text between tags.
fn plain(xml: &str) -> String {
    let mut out = String::with_capacity(xml.len() / 2);
    let mut rest = xml;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        out.push(' ');
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The address by which a stored item names a file.
pub fn address_of(digest: &Digest) -> String {
    format!("{FOLDER}{}", hex(digest))
}

/// The file that an address of a stored item names.
pub fn digest_of(address: &str) -> Option<Digest> {
    from_hex(address.strip_prefix(FOLDER)?)
}

/// Where an item or stimulus of ours lies in a package: letters, digits, `-`, `_` and `.` as they are.
pub(crate) fn file_name(identifier: &str) -> String {
    let mut name = String::with_capacity(identifier.len() + 4);
    for letter in identifier.chars() {
        if letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.') {
            name.push(letter);
        } else {
            let _ = write!(name, "_{:x}_", u32::from(letter));
        }
    }
    name
}

/// The address of a stimulus from an item of ours.
pub(crate) fn stimulus_href(identifier: &str) -> String {
    format!("../stimuli/{}.xml", file_name(identifier))
}

/// Says that an item shows files: whatever it showed before stays, because earlier versions show it.
pub(crate) async fn show_assets(
    tx: &mut Tx,
    district: DistrictId,
    owner: AssetOwner,
    shown: &[(String, Digest)],
) -> Result<(), Refusal> {
    if shown.is_empty() {
        return Ok(());
    }
    let mut known = store::item_version::assets_of(tx, district, owner).await?;
    for (name, digest) in shown {
        if known.iter().any(|(_, had)| had == digest) {
            continue;
        }
        let name = free_name(&bare_name(name), &known);
        store::item_version::show_asset(tx, district, owner, &name, digest).await?;
        known.push((name, *digest));
    }
    Ok(())
}

/// A name of a file as authors write it: without folders and spaces.
pub fn bare_name(path: &str) -> String {
    let base = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let name: String = base
        .chars()
        .map(
            |letter| if letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.') { letter } else { '-' },
        )
        .take(100)
        .collect();
    if name.trim_matches(['.', '-']).is_empty() { "file".to_owned() } else { name }
}

fn free_name(wanted: &str, known: &[(String, Digest)]) -> String {
    let taken = |name: &str| known.iter().any(|(had, _)| had == name);
    let (base, ending) = wanted.rsplit_once('.').unwrap_or((wanted, ""));
    let dot = if ending.is_empty() { "" } else { "." };
    let numbered = (2..).map(|turn: u32| format!("{base}-{turn}{dot}{ending}"));
    std::iter::once(wanted.to_owned()).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
}

/// The owner of what an item shows.
pub(crate) fn of_item(id: ItemId) -> AssetOwner {
    AssetOwner::Item(id)
}

/// The owner of what a stimulus shows.
pub(crate) fn of_stimulus(id: StimulusId) -> AssetOwner {
    AssetOwner::Stimulus(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let known = [("a.png".to_owned(), [1; 32]), ("a-2.png".to_owned(), [2; 32])];
        for (wanted, free) in [("b.png", "b.png"), ("a.png", "a-3.png"), ("a", "a")] {
            assert_eq!(free_name(wanted, &known), free, "{wanted}");
        }
    }

    #[test]
    fn names_of_files_are_bare_and_no_two_identifiers_share_one() {
        for (path, bare) in
            [("images/my map.png", "my-map.png"), ("../", "file"), ("c:\\a.gif", "a.gif"), ("..", "file")]
        {
            assert_eq!(bare_name(path), bare, "{path}");
        }
        let names: Vec<String> = ["a b", "a_b", "a_20_b", "A b", "é"].map(file_name).into();
        let mut distinct = names.clone();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), names.len(), "{names:?}");
    }

    #[test]
    fn an_item_is_found_by_what_a_learner_reads_whatever_the_accents() {
        let content = "<qti-assessment-item><qti-item-body><p>¿Cuál es el <b>Ángulo</b> &lt; 90?</p>\
                       </qti-item-body><qti-modal-feedback>no</qti-modal-feedback></qti-assessment-item>";
        let key = search_key("Ángulos", "MA.1", &["Geometría".to_owned()], content);
        assert_eq!(key, "angulos ma.1 geometria ¿cual es el angulo < 90?");
        assert_eq!(folded("ÁNGULO"), "angulo");
    }

    #[test]
    fn addresses_of_files_read_back() {
        assert_eq!(digest_of(&address_of(&[7; 32])), Some([7; 32]));
        for other in ["content/7", "images/a.png", "content/zz", "../content/a"] {
            assert_eq!(digest_of(other), None, "{other}");
        }
    }
}
