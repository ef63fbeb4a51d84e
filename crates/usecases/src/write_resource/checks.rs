//! What a resource cannot be, and the words by which it is found.

use domain::{
    chain::Digest,
    item::Stimulus,
    resource::{MOST_MINUTES, Resource, checked_address},
    text,
};
use store::Tx;

use super::{MOST_ABOUT, MOST_COMPETENCIES, MOST_TITLE, NewContent, NewResource, page_of};
use crate::{Actor, Refusal, item_kept_text, modalities};

/// The most grades of one resource.
const MOST_GRADES: usize = 20;
/// The most characters of a language or a grade.
const MOST_WORD: usize = 20;

/// The resource with everything that is new, trimmed and checked; and its page, where it is one.
pub(super) fn checked(before: Resource, new: &NewResource) -> Result<(Resource, Option<Stimulus>), Refusal> {
    let title = text::required(&new.title, MOST_TITLE).map_err(Refusal::text("title"))?;
    let about = text::optional(&new.about, MOST_ABOUT).map_err(Refusal::text("about"))?;
    if !(1..=MOST_MINUTES).contains(&new.minutes) {
        let why = format!("are {}: write 1 to {MOST_MINUTES}", new.minutes);
        return Err(Refusal::invalid("minutes", why));
    }
    if new.competencies.len() > MOST_COMPETENCIES {
        let why = format!("are {}: {MOST_COMPETENCIES} are the most", new.competencies.len());
        return Err(Refusal::invalid("competencies", why));
    }
    let language = language(&new.language)?;
    let mut page = None;
    let (mut address, mut file) = (before.address.clone(), before.file.clone());
    match &new.content {
        NewContent::Lesson { text, .. } => page = Some(page_of(&title, &language, text)?),
        NewContent::Activity(typed) if typed.trim().is_empty() => address = String::new(),
        NewContent::Link(typed) | NewContent::Activity(typed) => address = web(typed)?,
        NewContent::File(digest, name) => file = Some(named(*digest, name)),
        NewContent::Kept => {}
    }
    let resource = Resource {
        title,
        about: about.unwrap_or_default(),
        modality: new.modality.clone(),
        minutes: new.minutes,
        language,
        grades: grades(&new.grades)?,
        address,
        file,
        check: new.check,
        ..before
    };
    Ok((resource, page))
}

fn web(typed: &str) -> Result<String, Refusal> {
    checked_address(typed).map_err(|why| Refusal::invalid("address", why))
}

fn named(digest: Digest, name: &str) -> (Digest, String) {
    (digest, item_kept_text::bare_name(name))
}

/// A tag of a language such as `en` or `es-MX`.
fn language(typed: &str) -> Result<String, Refusal> {
    let tag = text::required(typed, MOST_WORD).map_err(Refusal::text("language"))?;
    let part =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let first = tag.split('-').next().is_some_and(|first| (2..=3).contains(&first.len()));
    if first && tag.split('-').all(part) {
        return Ok(tag.to_lowercase());
    }
    Err(Refusal::invalid("language", format!("is \"{tag}\": write a tag such as en or es")))
}

fn grades(typed: &[String]) -> Result<Vec<String>, Refusal> {
    let mut grades = Vec::new();
    for one in typed {
        let one = text::optional(one, MOST_WORD).map_err(Refusal::text("grades"))?;
        grades.extend(one.filter(|one| !grades.contains(one)));
    }
    if grades.len() > MOST_GRADES {
        let why = format!("are {}: {MOST_GRADES} are the most", grades.len());
        return Err(Refusal::invalid("grades", why));
    }
    Ok(grades)
}

/// Checks that what is named is here: the modality, the competencies, the check.
pub(super) async fn check_named(tx: &mut Tx, actor: &Actor, new: &NewResource) -> Result<(), Refusal> {
    let district = actor.district;
    let all = modalities::with_retired(tx, district).await?;
    if all.iter().all(|one| one.key != new.modality) {
        let keys: Vec<&str> = all.iter().map(|one| one.key.as_str()).collect();
        let why = format!("is \"{}\", which is none of {}", new.modality, keys.join(", "));
        return Err(Refusal::invalid("modality", why));
    }
    let mut wanted = new.competencies.clone();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.len() < new.competencies.len() {
        return Err(Refusal::invalid("competencies", "name one twice: name each once"));
    }
    if store::competency::find_all(tx, district, &wanted).await?.len() < wanted.len() {
        return Err(Refusal::invalid("competencies", "name one that is not known here"));
    }
    if let Some(check) = new.check
        && store::assessment::find(tx, district, check).await?.is_none()
    {
        return Err(Refusal::invalid("check", "is no assessment that is known here"));
    }
    Ok(())
}

/// The words by which a resource is found: its title, what it is about, where it came from.
pub(crate) fn search_key(resource: &Resource) -> String {
    let said = format!("{} {} {}", resource.title, resource.about, resource.from_source);
    let folded = item_kept_text::folded(&said);
    folded.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(2_000).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_tags() {
        for (typed, kept) in [("en", "en"), (" ES-mx ", "es-mx"), ("zh-Hans", "zh-hans"), ("yue", "yue")] {
            assert_eq!(language(typed).expect("a tag"), kept);
        }
        for typed in ["", "e", "english", "en-", "en_US", "e n", "-en"] {
            assert!(language(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_grade_said_twice_is_kept_once() {
        let typed: Vec<String> = ["06", " 07 ", "", "06"].map(str::to_owned).into();
        assert_eq!(grades(&typed).expect("grades"), ["06", "07"]);
        assert!(grades(&["x".repeat(21)]).is_err());
    }
}
