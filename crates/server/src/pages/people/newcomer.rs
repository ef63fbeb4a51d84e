//! Adding somebody by hand, and correcting how somebody is called.

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect},
};
use domain::{
    PersonId,
    people::{Organization, RoleKind},
};
use usecases::{
    Refusal,
    add_person::{FIRST_ROLES, Newcomer, add_person, places_to_add},
    correct_person::{Corrected, correct_person, show_correctable},
    substitutes::NewPerson,
};

use crate::{
    address,
    form::Form,
    frame,
    page_error::{Page, PageError, page},
    session::SignedIn,
    site::Site,
    views::{
        person_form::PersonForm,
        shell::{Choice, Link, Notice, Shell, Tone},
    },
};

/// What is typed.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    given_name: String,
    family_name: String,
    email: String,
    grade: String,
    role: String,
    organization: String,
}

impl Typed {
    fn who(&self) -> NewPerson {
        NewPerson {
            given_name: self.given_name.clone(),
            family_name: self.family_name.clone(),
            email: self.email.clone(),
        }
    }

    /// A form with what was typed.
    fn form(self, shell: Shell, action: String, button: &str) -> PersonForm {
        PersonForm {
            shell,
            crumbs: vec![Link::new("People", "/admin/people")],
            action,
            explanation: String::new(),
            given_name: self.given_name,
            family_name: self.family_name,
            email: self.email,
            grade: self.grade,
            roles: Vec::new(),
            organizations: Vec::new(),
            refusal: None,
            button: button.to_owned(),
        }
    }
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Done {
    added: String,
}

/// `GET /admin/people/new?added=`
pub(super) async fn ask(State(site): State<Site>, signed_in: SignedIn, Query(done): Query<Done>) -> Page {
    let places = places_to_add(&site.app, &signed_in.actor).await?;
    let mut form = new_form(&site, &signed_in, &places, Typed::default()).await?;
    if !done.added.is_empty() {
        let text = format!("{} is here now.", done.added);
        form.shell.notice = Some(Notice { tone: Tone::Good, text, undo: None });
    }
    page(&form)
}

/// `POST /admin/people/new`
pub(super) async fn add(State(site): State<Site>, signed_in: SignedIn, Form(typed): Form<Typed>) -> Page {
    let places = places_to_add(&site.app, &signed_in.actor).await?;
    let done = match read(&typed) {
        Ok(new) => add_person(&site.app, &signed_in.actor, new).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(_) => {
            let name = format!("{} {}", typed.given_name.trim(), typed.family_name.trim());
            let to = format!("/admin/people/new?added={}", address::encode(name.trim()));
            Ok(Redirect::to(&to).into_response())
        }
        Err(refusal @ Refusal::Invalid { .. }) => {
            let form = new_form(&site, &signed_in, &places, typed).await?;
            refused(&PersonForm { refusal: Some(said(&refusal)), ..form })
        }
        Err(refusal) => Err(refusal.into()),
    }
}

fn read(typed: &Typed) -> Result<Newcomer, Refusal> {
    let role = RoleKind::from_word(&typed.role);
    Ok(Newcomer {
        who: typed.who(),
        grade: typed.grade.clone(),
        role: role.ok_or_else(|| Refusal::invalid("role", "is missing: choose one"))?,
        organization: typed
            .organization
            .parse()
            .map_err(|_| Refusal::invalid("school", "is missing: choose one"))?,
    })
}

async fn new_form(
    site: &Site,
    signed_in: &SignedIn,
    places: &[Organization],
    typed: Typed,
) -> Result<PersonForm, PageError> {
    let word =
        |kind: &RoleKind| super::ROLES.iter().find(|(known, ..)| known == kind).map_or("", |one| one.2);
    let chosen = |choice: Choice, value: &str| if choice.value == value { choice.chosen() } else { choice };
    let roles = FIRST_ROLES.iter().map(|kind| chosen(Choice::new(kind.word(), word(kind)), &typed.role));
    let organizations =
        places.iter().map(|one| chosen(Choice::new(&one.id.to_string(), &one.name), &typed.organization));
    let (roles, organizations) = (roles.collect(), organizations.collect());
    let shell = frame::shell(site, signed_in, "Add a person", "/admin/people/new").await?;
    let explanation = "Where no roster brings them. Search first: who is here already needs no second record. \
                       A family is led to its child on the child's page, under Family.";
    Ok(PersonForm {
        explanation: explanation.to_owned(),
        roles,
        organizations,
        ..typed.form(shell, "/admin/people/new".to_owned(), "Add")
    })
}

/// `GET /admin/people/{person}/edit`
pub(super) async fn ask_corrected(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(person): Path<PersonId>,
) -> Page {
    let found = show_correctable(&site.app, &signed_in.actor, person).await?.person;
    let typed = Typed {
        given_name: found.given_name,
        family_name: found.family_name,
        email: found.email.unwrap_or_default(),
        grade: found.grade.unwrap_or_default(),
        ..Typed::default()
    };
    page(&corrected_form(&site, &signed_in, person, typed).await?)
}

/// `POST /admin/people/{person}/edit`
pub(super) async fn correct(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(person): Path<PersonId>,
    Form(typed): Form<Typed>,
) -> Page {
    let new = Corrected { who: typed.who(), grade: typed.grade.clone() };
    match correct_person(&site.app, &signed_in.actor, person, new).await {
        Ok(_) => {
            let name = address::encode(typed.given_name.trim());
            Ok(Redirect::to(&format!("/admin/people?q={name}")).into_response())
        }
        Err(refusal @ Refusal::Invalid { .. }) => {
            let form = corrected_form(&site, &signed_in, person, typed).await?;
            refused(&PersonForm { refusal: Some(said(&refusal)), ..form })
        }
        Err(refusal) => Err(refusal.into()),
    }
}

async fn corrected_form(
    site: &Site,
    signed_in: &SignedIn,
    person: PersonId,
    typed: Typed,
) -> Result<PersonForm, PageError> {
    let found = show_correctable(&site.app, &signed_in.actor, person).await?;
    let action = format!("/admin/people/{person}/edit");
    let shell = frame::shell(site, signed_in, "Correct a person", &action).await?;
    let explanation = if found.of_roster {
        "This person came with a roster: the next one writes again what it says. Have it corrected there too."
    } else {
        "This person was entered by hand: what you write here stays."
    };
    Ok(PersonForm { explanation: explanation.to_owned(), ..typed.form(shell, action, "Correct") })
}

fn refused(form: &PersonForm) -> Page {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(form)?).into_response())
}

/// A refusal of a field as a sentence.
pub(in crate::pages) fn said(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Invalid { field, why } => {
            let field = match *field {
                "given_name" => "given name",
                "family_name" => "family name",
                "email" => "e-mail address",
                "people" => "ticked",
                other => other,
            };
            format!("The {field} {why}.")
        }
        other => other.to_string(),
    }
}
