//! One name as people write it.

/// Small words that begin a family name.
const PARTICLES: [&str; 16] = [
    "de", "del", "della", "der", "den", "di", "da", "dos", "du", "van", "von", "la", "le", "bin", "ibn",
    "ter",
];

/// Given and family name of `Given Family` or `Family, Given`.
///
/// The family name is the last word and the small words before it, so that "Ana de la Cruz" is
/// Ana / de la Cruz. One word alone is a given name.
pub(super) fn given_and_family(text: &str) -> (String, String) {
    let text = without_bullet(text).trim_matches(|c: char| c.is_whitespace() || c == '"');
    if let Some((family, given)) = text.split_once([',', '،', '，']) {
        return (tidy(given.trim_end_matches([',', ' '])), tidy(family));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let Some(mut family_from) = words.len().checked_sub(1).filter(|last| *last > 0) else {
        return (words.join(" "), String::new());
    };
    while family_from > 1 && PARTICLES.contains(&words[family_from - 1].to_lowercase().as_str()) {
        family_from -= 1;
    }
    (words[..family_from].join(" "), words[family_from..].join(" "))
}

/// Drops `1.`, `2)`, `(3)`, `-`, `*`, `•` and the like before a name.
pub(super) fn without_bullet(text: &str) -> &str {
    let text = text.trim();
    let unbulleted = text.trim_start_matches(['-', '*', '•', '–', '—', '·', '▪', '◦', '#', ' ', '\t']);
    let numberless = unbulleted.trim_start_matches('(').trim_start_matches(char::is_numeric);
    let has_number = numberless.len() < unbulleted.len();
    let rest = if has_number { numberless.trim_start_matches(['.', ')', ':', ']', '-']) } else { unbulleted };
    rest.trim_start()
}

/// One space between words.
pub(super) fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
