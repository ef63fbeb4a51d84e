//! One person's roles, given and ended by hand; and somebody new with a first role.

use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Redirect},
};
use domain::{
    Date, PersonId,
    people::{Organization, RoleKind},
};
use usecases::{
    Refusal,
    end_role::{EndedRole, end_role},
    give_role::{GivenRole, NewRole, give_role},
    show_roles::{HeldRole, places_for_roles, show_roles},
    substitutes::{NewPerson, Who},
};

use super::ROLES;
use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    qr,
    session::SignedIn,
    site::Site,
    views::{
        person_roles::{NewPersonPage, PersonRoles, RoleForm, RoleLink, RoleRow, TypedRole},
        shell::{Choice, Link, Notice, Tone},
    },
    when,
};

#[derive(Default, serde::Deserialize)]
pub(super) struct Done {
    #[serde(default)]
    done: String,
}

/// `GET /admin/people/{person}`
pub(super) async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(person): Path<PersonId>,
    Query(done): Query<Done>,
) -> Page {
    person_page(&site, &signed_in, person, Shown { done: done.done, ..Shown::default() }).await
}

/// What the page says beside the roles.
#[derive(Default)]
struct Shown {
    done: String,
    typed: TypedRole,
    fresh: Option<RoleLink>,
    refusal: Option<String>,
}

/// `POST /admin/people/{person}/roles`: fields `role`, `organization`, `begins`, `ends`, `reason`.
pub(super) async fn give(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(person): Path<PersonId>,
    headers: HeaderMap,
    form: Fields,
) -> Page {
    let typed = typed(&form);
    let given = match read(&typed, Who::Known(person)) {
        Ok(new) => give_role(&site.app, &signed_in.actor, new).await,
        Err(refusal) => Err(refusal),
    };
    match given {
        Ok(given) if given.token.is_none() => {
            Ok(Redirect::to(&format!("/admin/people/{}?done=given", given.person.id)).into_response())
        }
        Ok(given) => {
            let fresh = Some(link(&given, &site.reach.address(&headers)));
            person_page(&site, &signed_in, given.person.id, Shown { fresh, ..Shown::default() }).await
        }
        Err(refusal) => {
            let (status, refusal) = said(refusal)?;
            let shown = Shown { typed, refusal: Some(refusal), ..Shown::default() };
            Ok((status, person_page(&site, &signed_in, person, shown).await?).into_response())
        }
    }
}

/// `POST /admin/people/{person}/roles/end`: fields `role`, `organization`, `last_day`, `reason`.
pub(super) async fn end(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(person): Path<PersonId>,
    form: Fields,
) -> Page {
    let read = || {
        Ok(EndedRole {
            person,
            kind: kind(form.one("role"))?,
            organization: organization(form.one("organization"))?,
            last_day: day("last day", form.one("last_day"))?,
            reason: form.one("reason").to_owned(),
        })
    };
    let ended = match read() {
        Ok(ended) => end_role(&site.app, &signed_in.actor, ended).await,
        Err(refusal) => Err(refusal),
    };
    match ended {
        // Who ended their own role may not see this page any more.
        Ok(_) if person == signed_in.actor.person => Ok(Redirect::to("/").into_response()),
        Ok(_) => Ok(Redirect::to(&format!("/admin/people/{person}?done=ended")).into_response()),
        Err(refusal) => {
            let (status, refusal) = said(refusal)?;
            let shown = Shown { refusal: Some(refusal), ..Shown::default() };
            Ok((status, person_page(&site, &signed_in, person, shown).await?).into_response())
        }
    }
}

/// `GET /admin/people/new-role`
pub(super) async fn ask_new(State(site): State<Site>, signed_in: SignedIn) -> Page {
    new_page(&site, &signed_in, TypedRole::default(), None).await
}

/// `POST /admin/people/new-role`: a name, and the fields of a role.
pub(super) async fn give_new(
    State(site): State<Site>,
    signed_in: SignedIn,
    headers: HeaderMap,
    form: Fields,
) -> Page {
    let typed = typed(&form);
    let who = Who::New(NewPerson {
        given_name: typed.given_name.clone(),
        family_name: typed.family_name.clone(),
        email: typed.email.clone(),
    });
    let given = match read(&typed, who) {
        Ok(new) => give_role(&site.app, &signed_in.actor, new).await,
        Err(refusal) => Err(refusal),
    };
    match given {
        Ok(given) => {
            let fresh = Some(link(&given, &site.reach.address(&headers)));
            person_page(&site, &signed_in, given.person.id, Shown { fresh, ..Shown::default() }).await
        }
        Err(refusal) => {
            let (status, refusal) = said(refusal)?;
            Ok((status, new_page(&site, &signed_in, typed, Some(refusal)).await?).into_response())
        }
    }
}

/// A refusal that is said on the form; others are pages of their own.
fn said(refusal: Refusal) -> Result<(StatusCode, String), Refusal> {
    match refusal {
        Refusal::Invalid { field, why } => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, format!("The {} {why}.", field.replace('_', " "))))
        }
        Refusal::Conflict(why) => Ok((StatusCode::CONFLICT, why)),
        other => Err(other),
    }
}

fn typed(form: &Fields) -> TypedRole {
    let one = |name: &str| form.one(name).trim().to_owned();
    TypedRole {
        given_name: one("given_name"),
        family_name: one("family_name"),
        email: one("email"),
        role: one("role"),
        organization: one("organization"),
        begins: one("begins"),
        ends: one("ends"),
        reason: one("reason"),
    }
}

fn read(typed: &TypedRole, who: Who) -> Result<NewRole, Refusal> {
    Ok(NewRole {
        who,
        kind: kind(&typed.role)?,
        organization: organization(&typed.organization)?,
        begins: day("first day", &typed.begins)?,
        ends: day("last day", &typed.ends)?,
        reason: typed.reason.clone(),
    })
}

fn kind(word: &str) -> Result<RoleKind, Refusal> {
    RoleKind::from_word(word).ok_or_else(|| Refusal::invalid("role", "is missing: choose one"))
}

fn organization(id: &str) -> Result<domain::OrganizationId, Refusal> {
    id.parse().map_err(|_| Refusal::invalid("organization", "is missing: choose one"))
}

fn day(field: &'static str, text: &str) -> Result<Option<Date>, Refusal> {
    match text {
        "" => Ok(None),
        text => Ok(Some(text.parse().map_err(|_| Refusal::invalid(field, "is no day"))?)),
    }
}

fn link(given: &GivenRole, base: &str) -> RoleLink {
    let token = given.token.as_deref();
    let address =
        token.map(|token| format!("{base}/link/{}/{token}", given.district_code)).unwrap_or_default();
    RoleLink { qr_svg: if address.is_empty() { String::new() } else { qr::svg(&address) }, address }
}

async fn person_page(site: &Site, signed_in: &SignedIn, person: PersonId, shown: Shown) -> Page {
    let found = show_roles(&site.app, &signed_in.actor, person).await?;
    let name = found.person.name();
    let mut shell = frame::shell(site, signed_in, &name, "/admin/people").await?;
    let said = match shown.done.as_str() {
        "given" => "Given. A roster does not end it.",
        "ended" => "Ended.",
        _ => "",
    };
    if !said.is_empty() {
        shell.notice = Some(Notice { tone: Tone::Good, text: said.to_owned(), undo: None });
    }
    page(&PersonRoles {
        shell,
        crumbs: vec![Link::new("People", "/admin/people")],
        active: found.person.active,
        roles: found.roles.iter().map(|one| row(one, person)).collect(),
        form: form(&found.organizations, shown.typed, format!("/admin/people/{person}/roles")),
        fresh: shown.fresh,
        refusal: shown.refusal,
        name,
    })
}

async fn new_page(site: &Site, signed_in: &SignedIn, typed: TypedRole, refusal: Option<String>) -> Page {
    let places = places_for_roles(&site.app, &signed_in.actor).await?;
    page(&NewPersonPage {
        shell: frame::shell(site, signed_in, "Somebody new", "/admin/people").await?,
        crumbs: vec![Link::new("People", "/admin/people")],
        form: form(&places, typed, "/admin/people/new-role".to_owned()),
        refusal,
    })
}

fn form(places: &[Organization], typed: TypedRole, action: String) -> RoleForm {
    let chosen = |value: &str, label: &str, typed: &str| Choice {
        selected: value == typed,
        ..Choice::new(value, label)
    };
    // The most far-reaching last: nobody makes an administrator by accident.
    let staff = ROLES.iter().filter(|(kind, ..)| !matches!(kind, RoleKind::Learner | RoleKind::Guardian));
    RoleForm {
        action,
        roles: staff.map(|(kind, _, one)| chosen(kind.word(), one, &typed.role)).collect(),
        places: places
            .iter()
            .map(|one| chosen(&one.id.to_string(), &one.name, &typed.organization))
            .collect(),
        typed,
    }
}

fn row(one: &HeldRole, person: PersonId) -> RoleRow {
    let dates = &one.role.dates;
    let first = dates.begins().map(when::day);
    let when = match (first, dates.ends().map(when::day)) {
        (None, None) => "always".to_owned(),
        (Some(first), None) => format!("from {first}"),
        (None, Some(last)) => format!("until {last}"),
        (Some(first), Some(last)) => format!("{first} to {last}"),
    };
    let by = if one.by.is_empty() { "the operator" } else { &one.by };
    let did = if one.by_hand { "given" } else { "ended" };
    RoleRow {
        role: ROLES
            .iter()
            .find(|(kind, ..)| *kind == one.role.kind)
            .map_or("", |(_, _, word)| word)
            .to_owned(),
        place: one.place.clone(),
        when,
        over: one.over,
        how: match one.at {
            None => "by a roster or the installation".to_owned(),
            Some(at) => format!("{did} by {by}, {}: {}", when::moment(at), one.reason),
        },
        kind: one.role.kind.word().to_owned(),
        organization: one.role.organization.to_string(),
        end_action: one.may_end.then(|| format!("/admin/people/{person}/roles/end")),
    }
}
