//! Making what people sign in with: one-time links, printed cards, new passwords.

use std::collections::HashSet;

use domain::{
    DistrictId, LearnerId, PersonId, SectionId, Timestamp,
    people::{Person, SectionRole},
};
use store::{Tx, account::Account, sign_in_link::SignInLink};
use unicode_normalization::char::decompose_canonical;

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance, password,
    sign_in::{digest, new_code, new_token},
};

/// How long a one-time link waits to be used.
const LINK_HOURS: i64 = 72;

/// How long cards work when their section has no last day.
const CARD_DAYS: i64 = 300;

/// How long a code on a family's report works.
const CODE_DAYS: i64 = 60;

/// A card or link for one person; the token is shown now and never again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Whose.
    pub person: Person,
    /// The secret in the address.
    pub token: String,
}

/// A password that is shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPassword {
    /// Whose.
    pub person: Person,
    /// The name to sign in with.
    pub sign_in_name: String,
    /// The password.
    pub password: String,
}

/// Makes a one-time link for a person; whoever calls has checked that it may be made.
pub async fn add_link(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
    created_by: Option<PersonId>,
    now: Timestamp,
) -> Result<String, Refusal> {
    let expires_at = Some(now + jiff::SignedDuration::from_hours(LINK_HOURS));
    add(tx, district, person, "link", created_by, expires_at, now).await
}

/// Makes a one-time link that works until a substitute's day is over; whoever calls has checked that it may
/// be made.
pub(crate) async fn add_day_link(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
    created_by: PersonId,
    [ends_at, now]: [Timestamp; 2],
) -> Result<String, Refusal> {
    add(tx, district, person, "link", Some(created_by), Some(ends_at), now).await
}

/// Makes a code to print on a family's report; whoever calls has checked that it may be made. Earlier ones
/// keep working: a family with two children gets two papers.
pub(crate) async fn add_code(
    tx: &mut Tx,
    district: DistrictId,
    guardian: PersonId,
    created_by: PersonId,
    now: Timestamp,
) -> Result<(String, Timestamp), Refusal> {
    let expires_at = now + jiff::SignedDuration::from_hours(24 * CODE_DAYS);
    let token = new_code();
    let link = SignInLink {
        token: digest(&token),
        person: guardian,
        kind: "code".to_owned(),
        created_by: Some(created_by),
        created_at: now,
        expires_at: Some(expires_at),
        used_at: None,
        revoked_at: None,
    };
    store::sign_in_link::add(tx, district, &link).await?;
    Ok((token, expires_at))
}

/// An administrator makes a one-time link for somebody.
pub async fn make_link(app: &App, actor: &Actor, person: PersonId) -> Result<String, Refusal> {
    let (now, today) = (chance::now(), chance::today(actor.district));
    access::may_write(actor)?;
    app.db
        .write((actor.clone(), person), move |tx, (actor, person)| {
            Box::pin(async move {
                let standing = access::administrator(tx, actor, today).await?;
                store::person::find(tx, actor.district, *person)
                    .await?
                    .ok_or(Refusal::NotFound("this person"))?;
                if !access::lies_within(tx, actor, &standing, *person).await? {
                    return Err(Refusal::Denied(
                        "This would open more than your school: an administrator of the district makes it.",
                    ));
                }
                add_link(tx, actor.district, *person, Some(actor.person), now).await
            })
        })
        .await
}

/// Makes new cards for learners of a section (all of them when none is named); earlier cards of theirs
/// stop working.
pub async fn make_cards(
    app: &App,
    actor: &Actor,
    section: SectionId,
    learners: Vec<LearnerId>,
) -> Result<Vec<Card>, Refusal> {
    let (now, today) = (chance::now(), chance::today(actor.district));
    app.db
        .write((actor.clone(), section, learners), move |tx, (actor, section, learners)| {
            Box::pin(async move {
                let (section, people) = chosen_learners(tx, actor, *section, learners, today).await?;
                let ends = section
                    .dates
                    .ends()
                    .map(|day| chance::noon_of(actor.district, day))
                    .filter(|ends| *ends > now);
                let days = jiff::SignedDuration::from_hours(24 * CARD_DAYS);
                let expires_at = Some(ends.unwrap_or(now + days));
                let mut cards = Vec::with_capacity(people.len());
                for person in people {
                    store::sign_in_link::revoke_cards(tx, actor.district, person.id, now).await?;
                    let by = Some(actor.person);
                    let token = add(tx, actor.district, person.id, "card", by, expires_at, now).await?;
                    cards.push(Card { person, token });
                }
                Ok(cards)
            })
        })
        .await
}

/// Gives learners of a section new passwords, all in one go, and ends their sessions.
pub async fn reset_passwords(
    app: &App,
    actor: &Actor,
    section: SectionId,
    learners: Vec<LearnerId>,
) -> Result<Vec<NewPassword>, Refusal> {
    let (now, today) = (chance::now(), chance::today(actor.district));
    let people = app
        .db
        .read((actor.clone(), section, learners), |tx, (actor, section, learners)| {
            Box::pin(async move {
                Ok::<_, Refusal>(chosen_learners(tx, actor, *section, learners, today).await?.1)
            })
        })
        .await?;
    // Hashing takes tens of milliseconds each: before the transaction, never inside it.
    let mut made = Vec::with_capacity(people.len());
    for person in people {
        let password = password::made();
        let hash = password::hash(&password).await?;
        made.push((person, password, hash));
    }
    app.db
        .write((actor.clone(), made), move |tx, (actor, made)| {
            Box::pin(async move {
                let mut shown = Vec::with_capacity(made.len());
                for (person, password, hash) in made {
                    let account = account_of(tx, actor.district, person, now).await?;
                    store::account::set_password(tx, actor.district, account.id, hash).await?;
                    store::session::end_others(tx, actor.district, person.id, None).await?;
                    shown.push(NewPassword {
                        person: person.clone(),
                        sign_in_name: account.sign_in_name,
                        password: password.clone(),
                    });
                }
                Ok(shown)
            })
        })
        .await
}

/// The account of a person, made with a free sign-in name when there is none.
pub async fn account_of(
    tx: &mut Tx,
    district: DistrictId,
    person: &Person,
    now: Timestamp,
) -> Result<Account, Refusal> {
    if let Some(account) = store::account::of_person(tx, district, person.id).await? {
        return Ok(account);
    }
    let wished = wished_name(person);
    let mut sign_in_name = wished.clone();
    let mut number = 2;
    while store::account::find_by_name(tx, district, &sign_in_name).await?.is_some() {
        sign_in_name = format!("{wished}{number}");
        number += 1;
    }
    let id = chance::account_id(now);
    let account = Account { id, person: person.id, sign_in_name, password_hash: None, disabled_at: None };
    store::account::add(tx, district, &account, now).await?;
    Ok(account)
}

/// The e-mail where there is one; otherwise given and family name with a dot, in any script, Latin letters without
/// their accents: they are typed on any keyboard.
fn wished_name(person: &Person) -> String {
    if let Some(email) = &person.email {
        return domain::text::search_key(email);
    }
    let plain = |name: &str| {
        name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).map(without_accent).collect::<String>()
    };
    let parts = [plain(&person.given_name), plain(&person.family_name)];
    let name = parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(".");
    if name.is_empty() { "learner".to_owned() } else { name.chars().take(60).collect() }
}

/// A Latin letter without its accent; any other letter as it is.
fn without_accent(letter: char) -> char {
    let mut base = None;
    decompose_canonical(letter, |part| base = base.or(Some(part)));
    base.filter(char::is_ascii_alphabetic).unwrap_or(letter)
}

async fn add(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
    kind: &str,
    created_by: Option<PersonId>,
    expires_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<String, Refusal> {
    let token = new_token();
    let link = SignInLink {
        token: digest(&token),
        person,
        kind: kind.to_owned(),
        created_by,
        created_at: now,
        expires_at,
        used_at: None,
        revoked_at: None,
    };
    store::sign_in_link::add(tx, district, &link).await?;
    Ok(token)
}

/// The chosen learners who are enrolled in the section today (all when none is chosen), by name.
async fn chosen_learners(
    tx: &mut Tx,
    actor: &Actor,
    section: SectionId,
    chosen: &[LearnerId],
    today: domain::Date,
) -> Result<(domain::people::Section, Vec<Person>), Refusal> {
    let (section, _) = access::section(tx, actor, section, Action::Manage, today).await?;
    let enrolled: Vec<PersonId> = store::enrollment::of_section(tx, actor.district, section.id)
        .await?
        .into_iter()
        .filter(|place| place.role == SectionRole::Learner && place.dates.contains(today))
        .map(|place| place.person)
        .collect::<HashSet<_>>()
        .into_iter()
        .collect();
    let chosen: HashSet<PersonId> = chosen.iter().map(|learner| learner.as_person()).collect();
    if let Some(stranger) = chosen.iter().find(|person| !enrolled.contains(person)) {
        return Err(Refusal::invalid("person", format!("{stranger} is not a learner of this class")));
    }
    let mut people = store::person::find_all(tx, actor.district, &enrolled).await?;
    people.retain(|person| chosen.is_empty() || chosen.contains(&person.id));
    people.sort_by_cached_key(|person| domain::text::search_key(&person.list_name()));
    Ok((section, people))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::framework::Extra;

    #[test]
    fn a_sign_in_name_comes_from_email_or_name_in_any_script() {
        check("Noor", "O'Brien", Some("Noor@School.example"), "noor@school.example");
        check("Noor", "O'Brien", None, "noor.obrien");
        check("نور", "الهدى", None, "نور.الهدى");
        check("", "", None, "learner");
        // Latin letters lose their accents; letters of other scripts that look alike are letters of their own.
        check("Inés", "Ó Conaill", None, "ines.oconaill");
        check("I\u{301}n\u{303}igo", "Castillo Vega", None, "inigo.castillovega");
        check("Андрей", "Йованович", None, "андрей.йованович");
    }

    #[track_caller]
    fn check(given: &str, family: &str, email: Option<&str>, expected: &str) {
        let person = Person {
            id: PersonId::from_bytes([0; 16]),
            given_name: given.to_owned(),
            family_name: family.to_owned(),
            email: email.map(str::to_owned),
            grade: None,
            language: None,
            sourced_id: None,
            active: true,
            extra: Extra::new(),
        };
        assert_eq!(wished_name(&person), expected);
    }
}
