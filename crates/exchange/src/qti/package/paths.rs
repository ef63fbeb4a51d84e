//! Paths in a package.

/// The path in a package that `href` means in the file at `from`; `None` where it leads out of the package or is an
/// address of another kind. What stands after `#` or `?` is no part of the path.
pub fn resolve(from: &str, href: &str) -> Option<String> {
    let href = href.trim();
    let path = href.split(['#', '?']).next().unwrap_or_default();
    let scheme = path.split('/').next().is_some_and(|first| first.contains(':'));
    if path.is_empty() || scheme || path.starts_with(['/', '\\']) {
        return None;
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    normal(folder, path)
}

/// `href` from `folder`, without `.` and `..`; `None` where it leads out of the package.
pub(super) fn normal(folder: &str, href: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in href.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/")).filter(|path| !path.is_empty())
}

/// A path whose characters are written as `%20` and the like.
pub(crate) fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        let hexadecimal = |byte: &u8| char::from(*byte).to_digit(16);
        if let (b'%', [high, low, after @ ..]) = (first, after) {
            bytes.push(u8::try_from(hexadecimal(high)? * 16 + hexadecimal(low)?).ok()?);
            rest = after;
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

/// What is wrong with the name of an entry, if anything.
pub(super) fn unsafe_name(name: &str) -> Option<&'static str> {
    if name.contains(|c: char| c.is_control()) {
        Some("holds a control character")
    } else if name.starts_with('/') || name.get(1..2) == Some(":") {
        Some("is a path from the root of a disk")
    } else if name.split('/').any(|part| part == "..") {
        Some("leads out of the zip by \"..\"")
    } else {
        None
    }
}

/// What operating systems leave in zips.
pub(super) fn is_litter(name: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("__MACOSX/") || base.starts_with('.') || base.eq_ignore_ascii_case("thumbs.db")
}

/// The ending of a name, in small letters.
pub(crate) fn ending(path: &str) -> String {
    let base = path.rsplit('/').next().unwrap_or(path);
    base.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_from_the_folder_of_the_file_that_names_them() {
        for (from, href, expected) in [
            ("items/a.xml", "images/b.png", Some("items/images/b.png")),
            ("items/a.xml", "../shared/./b.png#x", Some("shared/b.png")),
            ("a.xml", "b.png", Some("b.png")),
            ("a.xml", "../b.png", None),
            ("items/a.xml", "../../b.png", None),
            ("a.xml", "/b.png", None),
            ("a.xml", "http://example.org/b.png", None),
            ("a.xml", "", None),
        ] {
            assert_eq!(resolve(from, href).as_deref(), expected, "{href}");
        }
    }

    #[test]
    fn percent_signs_are_read() {
        assert_eq!(decoded("a%20b.png").as_deref(), Some("a b.png"));
        assert_eq!(decoded("a%zz.png"), None);
        assert_eq!(decoded("a%ff.png"), None);
    }
}
