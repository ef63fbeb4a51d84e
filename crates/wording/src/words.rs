//! Words of one audience in one language, ready to be said.

use std::{
    fmt,
    sync::{Arc, LazyLock},
};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use jiff::{Timestamp, civil::Date, tz::Offset};
use unic_langid::LanguageIdentifier;

use crate::{
    File, Language,
    check::{check, without_mark},
};

/// Who reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// The learner.
    Learner,
    /// A guardian.
    Family,
    /// Whoever works with learners. They read English; only the frame of their pages is in a file.
    Educator,
}

impl Audience {
    /// The files that this audience reads, the later ones over the earlier.
    pub const fn files(self) -> &'static [File] {
        match self {
            Self::Learner => &[File::Everyone, File::Learner],
            Self::Family => &[File::Everyone, File::Family],
            Self::Educator => &[File::Everyone],
        }
    }
}

/// What stands in the place of a variable.
#[derive(Debug, Clone, Copy)]
pub enum Value<'v> {
    /// A name or another text.
    Text(&'v str),
    /// How many.
    Number(usize),
}

impl<'v> From<&'v str> for Value<'v> {
    fn from(text: &'v str) -> Self {
        Self::Text(text)
    }
}

impl<'v> From<&'v String> for Value<'v> {
    fn from(text: &'v String) -> Self {
        Self::Text(text)
    }
}

impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Self::Number(usize::try_from(number).unwrap_or(usize::MAX))
    }
}

impl From<usize> for Value<'_> {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

/// The words of one audience in one language.
pub struct Words {
    audience: Audience,
    language: Language,
    bundle: FluentBundle<Arc<FluentResource>>,
}

/// What ships, read once.
static BUILT_IN: LazyLock<Vec<Arc<Words>>> = LazyLock::new(|| {
    let audiences = [Audience::Learner, Audience::Family, Audience::Educator];
    let each = audiences.into_iter().flat_map(|audience| Language::ALL.iter().map(move |l| (audience, *l)));
    each.map(|(audience, language)| Arc::new(Words::read(audience, language, &[]))).collect()
});

/// What ships for educators, who read English.
pub fn english() -> &'static Arc<Words> {
    static ENGLISH: LazyLock<Arc<Words>> =
        LazyLock::new(|| Words::built_in(Audience::Educator, Language::English));
    &ENGLISH
}

impl Words {
    /// What ships.
    pub fn built_in(audience: Audience, language: Language) -> Arc<Self> {
        let found = BUILT_IN.iter().find(|words| words.audience == audience && words.language == language);
        Arc::clone(found.expect("every audience has every language"))
    }

    /// What ships, with a district's own files of this language over it. A file that [`check()`] refuses,
    /// because it was written for another version, is left out whole.
    pub fn with(audience: Audience, language: Language, own: &[(File, &str)]) -> Arc<Self> {
        let reads = |file: &File| audience.files().contains(file);
        let fits = |file: File, text: &str| check(file, language, text).is_empty();
        let own: Vec<_> =
            own.iter().copied().filter(|(file, text)| reads(file) && fits(*file, text)).collect();
        if own.is_empty() {
            return Self::built_in(audience, language);
        }
        Arc::new(Self::read(audience, language, &own))
    }

    fn read(audience: Audience, language: Language, own: &[(File, &str)]) -> Self {
        let tag: LanguageIdentifier = language.tag().parse().expect("a tag of ours");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // A mark around every name is read aloud by some screen readers; names stand in <bdi> where it
        // matters.
        bundle.set_use_isolating(false);
        let shipped = audience.files().iter().map(|file| (*file, file.text(language)));
        for (_, text) in shipped.chain(own.iter().copied()) {
            // A resource with errors still holds what could be read; a test reads all that ship.
            let resource = match FluentResource::try_new(without_mark(text).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(Arc::new(resource));
        }
        Self { audience, language, bundle }
    }

    /// Who reads these.
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// In which language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A text without variables.
    pub fn say(&self, key: &str) -> String {
        self.tell(key, &[])
    }

    /// A text with its variables. A key that no file has comes back as itself, which a test forbids.
    pub fn tell(&self, key: &str, given: &[(&str, Value<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut args = FluentArgs::with_capacity(given.len());
        for (name, value) in given {
            args.set(
                *name,
                match value {
                    Value::Text(text) => FluentValue::from(*text),
                    Value::Number(number) => FluentValue::from(*number),
                },
            );
        }
        self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    /// Whether there is such a text.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// A day with its year: `4 March 2026`, `4 de marzo de 2026`.
    pub fn day(&self, day: Date) -> String {
        let year = day.year().to_string();
        self.tell(
            "day-of-year",
            &[
                ("day", day.day().to_string().as_str().into()),
                ("month", self.month(day).as_str().into()),
                ("year", year.as_str().into()),
            ],
        )
    }

    /// The day of a moment, in UTC, with its year.
    pub fn day_of(&self, moment: Timestamp) -> String {
        self.day(Offset::UTC.to_datetime(moment).date())
    }

    /// A day as one speaks of it on `today`: `today`, `yesterday`, `14 November`, or with the year when it
    /// is another one.
    pub fn day_near(&self, day: Date, today: Date) -> String {
        if day == today {
            return self.say("today");
        }
        if today.yesterday().is_ok_and(|yesterday| day == yesterday) {
            return self.say("yesterday");
        }
        if day.year() != today.year() {
            return self.day(day);
        }
        self.tell(
            "day-of-month",
            &[("day", day.day().to_string().as_str().into()), ("month", self.month(day).as_str().into())],
        )
    }

    /// A number with the decimal sign of the language, from how English writes it.
    pub fn number(&self, written: &str) -> String {
        match self.language {
            Language::English => written.to_owned(),
            Language::Spanish => written.replace('.', ","),
        }
    }

    fn month(&self, day: Date) -> String {
        self.tell("month", &[("month", usize::from(day.month().unsigned_abs()).into())])
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({:?}, {:?})", self.audience, self.language)
    }
}

impl PartialEq for Words {
    /// Words are told apart by who reads them in which language; what a district changed does not matter
    /// to what is said.
    fn eq(&self, other: &Self) -> bool {
        (self.audience, self.language) == (other.audience, other.language)
    }
}

impl Eq for Words {}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_near_today_have_words_in_each_language() {
        let today = date(2026, 3, 1);
        for (day, english, spanish) in [
            (today, "today", "hoy"),
            (date(2026, 2, 28), "yesterday", "ayer"),
            (date(2026, 1, 14), "14 January", "14 de enero"),
            (date(2025, 12, 31), "31 December 2025", "31 de diciembre de 2025"),
        ] {
            assert_eq!(super::english().day_near(day, today), english);
            let words = Words::built_in(Audience::Family, Language::Spanish);
            assert_eq!(words.day_near(day, today), spanish);
        }
    }

    #[test]
    fn one_and_several_are_told_apart_in_each_language() {
        for (language, count, expected) in [
            (Language::English, 1, "Opens one more target."),
            (Language::English, 4, "Opens 4 more targets."),
            (Language::Spanish, 1, "Abre camino a una meta más."),
            (Language::Spanish, 4, "Abre camino a 4 metas más."),
        ] {
            let words = Words::built_in(Audience::Family, language);
            assert_eq!(words.tell("next-opens", &[("count", usize::into(count))]), expected);
        }
    }

    #[test]
    fn a_district_changes_one_text_and_keeps_the_others() {
        let own = "next-ready = Ready when {\"\"}you are.";
        let words = Words::with(Audience::Family, Language::English, &[(File::Family, own)]);
        assert_eq!(words.say("next-ready"), "Ready when you are.");
        assert_eq!(words.say("sign-out"), "Sign out");
        let other = Words::with(Audience::Learner, Language::English, &[(File::Family, own)]);
        assert_ne!(other.say("next-ready"), "Ready when you are.", "of another audience");
    }

    #[test]
    fn a_file_of_another_version_is_left_out_whole() {
        let own = "next-ready = Ready.\nlong-gone = Whatever.";
        let words = Words::with(Audience::Family, Language::English, &[(File::Family, own)]);
        assert_eq!(words.say("next-ready"), "Can be started now.");
    }
}
