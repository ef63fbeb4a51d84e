//! Style sheets, scripts and icons, held in the program; their addresses carry a digest of the content,
//! so that a browser may keep them for a year.

use std::sync::LazyLock;

/// One file as it is served.
struct StaticFile {
    path: &'static str,
    bytes: &'static [u8],
    content_type: &'static str,
    etag: String,
    url: String,
}

const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

macro_rules! embedded {
    ($($path:literal as $content_type:expr),+ $(,)?) => {
        [$(StaticFile::new($path, include_bytes!(concat!("../static/", $path)), $content_type)),+]
    };
}

static FILES: LazyLock<Vec<StaticFile>> = LazyLock::new(|| {
    embedded![
        "css/tokens.css" as CSS,
        "css/base.css" as CSS,
        "css/parts.css" as CSS,
        "css/print.css" as CSS,
        "css/grid.css" as CSS,
        "css/assignment.css" as CSS,
        "css/paper.css" as CSS,
        "css/path.css" as CSS,
        "css/rate.css" as CSS,
        "css/rooms.css" as CSS,
        "css/wall.css" as CSS,
        "css/item.css" as CSS,
        "css/items.css" as CSS,
        "css/sitting.css" as CSS,
        "js/assignment.js" as JS,
        "css/work.css" as CSS,
        "js/keep-form.js" as JS,
        "js/item-form.js" as JS,
        "js/grid-paper.js" as JS,
        "js/grid.js" as JS,
        "js/paper.js" as JS,
        "js/rate.js" as JS,
        "js/rating.js" as JS,
        "js/room-day.js" as JS,
        "js/work.js" as JS,
        "js/undo.js" as JS,
        "js/filter.js" as JS,
        "js/search.js" as JS,
        "js/item/item.js" as JS,
        "js/item/words.js" as JS,
        "js/item/parts.js" as JS,
        "js/item/choice.js" as JS,
        "js/item/text.js" as JS,
        "js/item/symbols.js" as JS,
        "js/item/order.js" as JS,
        "js/item/gaps.js" as JS,
        "js/item/stage.js" as JS,
        "js/item/points.js" as JS,
        "js/item/slider.js" as JS,
        "js/item/media.js" as JS,
        "js/item/drawing.js" as JS,
        "js/item/autosave.js" as JS,
        "js/item/tools.js" as JS,
        "js/item/tools/panel.js" as JS,
        "js/item/tools/expression.js" as JS,
        "js/item/tools/calculator.js" as JS,
        "js/item/tools/scientific-calculator.js" as JS,
        "js/item/tools/line-reader.js" as JS,
        "js/item/tools/contrast.js" as JS,
        "js/item/tools/font-size.js" as JS,
        "js/item/tools/read-aloud.js" as JS,
        "js/item/tools/timer.js" as JS,
        "js/recorder.js" as JS,
        "icons/onramp.svg" as SVG,
    ]
    .into()
});

impl StaticFile {
    fn new(path: &'static str, bytes: &'static [u8], content_type: &'static str) -> Self {
        let digest = format!("{:016x}", fnv1a(bytes));
        let url = format!("/static/{path}?v={digest}");
        Self { path, bytes, content_type, etag: format!("\"{digest}\""), url }
    }
}

/// Content, content type and entity tag of the file at `path` below `/static/`; `None` for no such file.
pub fn find(path: &str) -> Option<(&'static [u8], &'static str, &'static str)> {
    let file = FILES.iter().find(|file| file.path == path)?;
    Some((file.bytes, file.content_type, &file.etag))
}

/// Every file: its path below `/static/` and its content.
pub fn all() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    FILES.iter().map(|file| (file.path, file.bytes))
}

/// The address of a file, with the digest of its content.
///
/// # Panics
/// For a file that does not exist: a slip in a template, which the test of every template finds.
pub fn url(path: &str) -> &'static str {
    let file = FILES.iter().find(|file| file.path == path);
    &file.unwrap_or_else(|| panic!("no static file {path}")).url
}

/// The 64-bit FNV-1a hash: tells versions of our own files apart; nothing secret hangs on it.
/// Source: Fowler, Noll, Vo; draft-eastlake-fnv.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
    }

    #[test]
    fn every_file_in_the_folder_is_registered() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("static");
        let mut found = 0;
        let mut folders: Vec<_> = ["css", "js", "icons"].map(str::to_owned).into();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(root.join(&folder)).expect("folder") {
                let entry = entry.expect("entry");
                let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
                if entry.path().is_dir() {
                    folders.push(path);
                    continue;
                }
                assert!(find(&path).is_some(), "{path} is not registered");
                found += 1;
            }
        }
        assert_eq!(found, FILES.len());
    }

    #[test]
    fn only_the_tokens_name_colours() {
        for file in FILES.iter().filter(|file| file.content_type == CSS && file.path != "css/tokens.css") {
            let css = String::from_utf8_lossy(file.bytes);
            for (line, text) in css.lines().enumerate() {
                let hex =
                    text.split('#').skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_hexdigit()));
                assert!(
                    !hex && !text.contains("rgb(") && !text.contains("hsl("),
                    "{}:{}",
                    file.path,
                    line + 1
                );
            }
        }
    }

    #[test]
    fn nothing_else_is_found() {
        for path in ["", "css", "../Cargo.toml", "css/../css/base.css", "css/none.css"] {
            assert!(find(path).is_none(), "{path}");
        }
    }
}
