//! Fields that came in a file and have no place of their own.

use std::collections::BTreeMap;

/// Between a name and its JSON text.
const UNIT: char = '\u{1f}';
/// Between one field and the next.
const RECORD: char = '\u{1e}';

/// Fields that came in a file and have no place of their own: name to JSON text. They are given back on
/// export.
///
/// Shape: one text, as it is stored, of the fields in the order of their names. A district of 100,000 has
/// as many of these in memory at once; as maps they would take seven times the room.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extra {
    text: String,
}

impl Extra {
    /// No fields.
    pub const fn new() -> Self {
        Self { text: String::new() }
    }

    /// Reads what [`Extra::as_text`] gave. What is no field is left out.
    pub fn of_text(text: &str) -> Self {
        fields(text).map(|(name, json)| (name.to_owned(), json.to_owned())).collect()
    }

    /// The fields as one text: name, unit separator, JSON text, record separator.
    pub fn as_text(&self) -> &str {
        &self.text
    }

    /// The JSON text of a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(found, _)| *found == name).map(|(_, json)| json)
    }

    /// Whether there is such a field.
    pub fn contains_key(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Names and JSON texts, in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        fields(&self.text)
    }

    /// The names, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.iter().map(|(name, _)| name)
    }

    /// How many fields there are.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether there is no field.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Gives a field another text, or adds it.
    pub fn insert(&mut self, name: String, json: String) {
        self.extend([(name, json)]);
    }

    /// Takes a field away.
    pub fn remove(&mut self, name: &str) {
        let kept = self.iter().filter(|(found, _)| *found != name);
        *self = kept.map(|(name, json)| (name.to_owned(), json.to_owned())).collect();
    }
}

/// The separators have no place in a name, and JSON never holds a control character that is not escaped.
fn fields(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split(RECORD).filter_map(|field| field.split_once(UNIT))
}

impl FromIterator<(String, String)> for Extra {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(all: I) -> Self {
        let mut extra = Self::new();
        extra.extend(all);
        extra
    }
}

impl Extend<(String, String)> for Extra {
    fn extend<I: IntoIterator<Item = (String, String)>>(&mut self, more: I) {
        let more: Vec<(String, String)> = more.into_iter().collect();
        if more.is_empty() {
            return;
        }
        let mut all: BTreeMap<&str, &str> = self.iter().collect();
        all.extend(more.iter().map(|(name, json)| (name.as_str(), json.as_str())));
        let mut text =
            String::with_capacity(all.iter().map(|(name, json)| name.len() + json.len() + 2).sum());
        for (name, json) in all {
            if !text.is_empty() {
                text.push(RECORD);
            }
            text.extend(name.chars().filter(|c| ![UNIT, RECORD].contains(c)));
            text.push(UNIT);
            text.extend(json.chars().filter(|c| ![UNIT, RECORD].contains(c)));
        }
        self.text = text;
    }
}

impl<const N: usize> From<[(String, String); N]> for Extra {
    fn from(all: [(String, String); N]) -> Self {
        all.into_iter().collect()
    }
}

impl IntoIterator for Extra {
    type Item = (String, String);
    type IntoIter = std::vec::IntoIter<(String, String)>;

    fn into_iter(self) -> Self::IntoIter {
        let all = self.iter().map(|(name, json)| (name.to_owned(), json.to_owned()));
        all.collect::<Vec<_>>().into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(all: &[(&str, &str)]) -> Extra {
        all.iter().map(|(name, json)| ((*name).to_owned(), (*json).to_owned())).collect()
    }

    #[track_caller]
    fn check(extra: &Extra, expected: &[(&str, &str)]) {
        assert_eq!(extra.iter().collect::<Vec<_>>(), expected);
        assert_eq!((extra.len(), extra.is_empty()), (expected.len(), expected.is_empty()));
        assert_eq!(&Extra::of_text(extra.as_text()), extra);
        assert_eq!(&extra.clone().into_iter().collect::<Extra>(), extra);
    }

    #[test]
    fn the_last_text_of_a_name_counts_and_names_are_in_order() {
        check(&of(&[]), &[]);
        check(
            &of(&[("uri", "\"https://a\""), ("deep", "{\"a\":[1,2]}"), ("uri", "\"ñ\"")]),
            &[("deep", "{\"a\":[1,2]}"), ("uri", "\"ñ\"")],
        );
    }

    #[test]
    fn a_field_is_found_changed_and_taken_away() {
        let mut extra = of(&[("b", "2"), ("c", "3")]);
        extra.insert("a".to_owned(), "1".to_owned());
        extra.insert("c".to_owned(), "4".to_owned());
        check(&extra, &[("a", "1"), ("b", "2"), ("c", "4")]);
        assert_eq!((extra.get("c"), extra.get("d")), (Some("4"), None));
        extra.remove("b");
        extra.remove("d");
        check(&extra, &[("a", "1"), ("c", "4")]);
        extra.remove("a");
        extra.remove("c");
        check(&extra, &[]);
    }

    #[test]
    fn separators_in_a_name_do_not_make_fields() {
        let extra = Extra::from([("a\u{1e}b\u{1f}c".to_owned(), "1".to_owned())]);
        assert_eq!(extra.iter().collect::<Vec<_>>(), [("abc", "1")]);
        assert_eq!(Extra::of_text("no field"), Extra::new());
    }
}
