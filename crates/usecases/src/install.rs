//! The first step on an empty machine: a district, and its first administrator with a one-time link.

use domain::{
    DistrictId, OrganizationId, PersonId, Timestamp,
    framework::Extra,
    people::{Organization, Person, Role, RoleKind},
    text,
    time::Dates,
};
use store::{Tx, account::Account, district::District};

use crate::{App, Refusal, chance, sign_in_links};

/// What an installation begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The district's name.
    pub name: String,
    /// The short word in addresses: 2 to 40 lower-case letters, digits and hyphens.
    pub code: String,
    /// The administrator's given and family name.
    pub administrator: [String; 2],
    /// The administrator's e-mail, which is also the sign-in name; `administrator` without one.
    pub email: Option<String>,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// The district.
    pub district: District,
    /// Its first administrator.
    pub administrator: Person,
    /// The name to sign in with.
    pub sign_in_name: String,
    /// The token of a one-time link.
    pub token: String,
}

/// Makes a district. Refused when its code is taken.
pub async fn install(app: &App, wish: Wish) -> Result<Installed, Refusal> {
    let now = chance::now();
    let district = District {
        id: chance::district_id(now),
        name: text::required(&wish.name, 200).map_err(Refusal::text("name"))?,
        code: code(&wish.code)?,
        demonstration: false,
    };
    let [given, family] = wish.administrator;
    let optional = |text: &str, field| text::optional(text, 300).map_err(Refusal::text(field));
    let administrator = Person {
        id: chance::person_id(now),
        given_name: optional(&given, "given name")?.unwrap_or_default(),
        family_name: optional(&family, "family name")?.unwrap_or_else(|| "Administrator".to_owned()),
        email: optional(wish.email.as_deref().unwrap_or_default(), "email")?,
        grade: None,
        language: None,
        sourced_id: None,
        active: true,
        extra: Extra::new(),
    };
    let organization = chance::organization_id(now);
    app.db
        .write((district, administrator, organization), move |tx, (district, person, organization)| {
            Box::pin(begin(tx, district, person, *organization, now))
        })
        .await
}

async fn begin(
    tx: &mut Tx,
    district: &District,
    administrator: &Person,
    organization: OrganizationId,
    now: Timestamp,
) -> Result<Installed, Refusal> {
    if store::district::find_by_code(tx, &district.code).await?.is_some() {
        return Err(Refusal::Conflict(format!("the code \"{}\" is taken: choose another", district.code)));
    }
    store::district::add(tx, district, now).await?;
    let root = Organization {
        id: organization,
        parent: None,
        kind: "district".to_owned(),
        name: district.name.clone(),
        sourced_id: None,
        extra: Extra::new(),
    };
    store::organization::put(tx, district.id, &[root]).await?;
    store::person::put(tx, district.id, std::slice::from_ref(administrator)).await?;
    let role =
        Role { person: administrator.id, kind: RoleKind::Administrator, organization, dates: Dates::ALWAYS };
    store::role::put(tx, district.id, &[role]).await?;
    let sign_in_name = administrator.email.as_deref().map_or("administrator".to_owned(), text::search_key);
    add_account(tx, district.id, administrator.id, &sign_in_name, now).await?;
    let token = sign_in_links::add_link(tx, district.id, administrator.id, None, now).await?;
    let (district, administrator) = (district.clone(), administrator.clone());
    Ok(Installed { district, administrator, sign_in_name, token })
}

/// Adds an account without a password: links and cards work until one is chosen.
pub(crate) async fn add_account(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
    sign_in_name: &str,
    now: Timestamp,
) -> Result<(), Refusal> {
    let account = Account {
        id: chance::account_id(now),
        person,
        sign_in_name: sign_in_name.to_owned(),
        password_hash: None,
        disabled_at: None,
    };
    Ok(store::account::add(tx, district, &account, now).await?)
}

fn code(text: &str) -> Result<String, Refusal> {
    let usable = (2..=40).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !text.starts_with('-');
    if usable {
        return Ok(text.to_owned());
    }
    Err(Refusal::invalid(
        "code",
        "must be 2 to 40 lower-case letters, digits and hyphens, such as \"riverbend\"",
    ))
}
