//! The languages there are words in.

/// A language of the pages for learners and families.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// English.
    English,
    /// Spanish.
    Spanish,
}

/// The most entries of an `Accept-Language` header that are looked at.
const MOST_RANGES: usize = 20;

impl Language {
    /// Every one; the first is what is spoken when nothing else is known.
    pub const ALL: &'static [Self] = &[Self::English, Self::Spanish];

    /// Its tag (BCP 47).
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
        }
    }

    /// Its name in itself, as its speakers look for it.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Spanish => "Español",
        }
    }

    /// The language of a tag, whatever its region: `es`, `es-MX`, `ES_419`; also the codes of three
    /// letters that rosters write (ISO 639-2).
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        match primary.as_str() {
            "en" | "eng" | "english" => Some(Self::English),
            "es" | "spa" | "spanish" | "español" => Some(Self::Spanish),
            _ => None,
        }
    }

    /// The one that a browser likes best, from its `Accept-Language` header; `None` when it likes none.
    pub fn accepted(header: &str) -> Option<Self> {
        let ranges = header.split(',').take(MOST_RANGES).filter_map(|range| {
            let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
            let weight = parameters.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.parse::<f32>().ok())?;
            let liked = weight > 0.0 && weight <= 1.0;
            Self::from_tag(tag).filter(|_| liked).map(|language| (weight, language))
        });
        // The first of those that are liked alike.
        ranges.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, language)| language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_read_whatever_its_region_and_case() {
        for (tag, language) in [
            ("es", Some(Language::Spanish)),
            ("es-419", Some(Language::Spanish)),
            ("ES_mx", Some(Language::Spanish)),
            ("spa", Some(Language::Spanish)),
            ("en-GB", Some(Language::English)),
            ("est", None),
            ("", None),
        ] {
            assert_eq!(Language::from_tag(tag), language, "{tag}");
        }
    }

    #[test]
    fn a_browser_is_answered_in_what_it_likes_best() {
        for (header, language) in [
            ("es-MX,es;q=0.9,en;q=0.8", Some(Language::Spanish)),
            ("en;q=0.4, es;q=0.5", Some(Language::Spanish)),
            ("ar, fr;q=0.8, en;q=0.1", Some(Language::English)),
            ("en, es", Some(Language::English)),
            ("es;q=0", None),
            ("es;q=nan, zh", None),
            ("*", None),
            ("", None),
        ] {
            assert_eq!(Language::accepted(header), language, "{header}");
        }
    }
}
