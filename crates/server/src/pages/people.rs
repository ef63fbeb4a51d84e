//! Finding people, for administrators; a one-time link for one of them.

pub(super) mod guardians;
pub(super) mod newcomer;
mod open_record;
mod roles;

use axum::{
    Router,
    extract::{Path, Query, State},
    http::HeaderMap,
    routing::{get, post},
};
use domain::{PersonId, people::RoleKind};
use usecases::{
    search_people::{FoundPerson, PeopleQuery, search_people},
    show_person::show_person,
    sign_in, sign_in_links,
};

use crate::{
    address,
    figures::grouped,
    form::Form,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        people_search::{FreshLink, PeopleSearch, PersonRow},
        shell::{Choice, Link},
    },
    when,
};

/// Roles that can be chosen, as people call them.
const ROLES: [(RoleKind, &str, &str); 8] = [
    (RoleKind::Learner, "Students", "Student"),
    (RoleKind::Educator, "Teachers", "Teacher"),
    (RoleKind::Guardian, "Families", "Family"),
    (RoleKind::CaseManager, "Case managers", "Case manager"),
    (RoleKind::Counselor, "Counselors", "Counselor"),
    (RoleKind::Principal, "Principals", "Principal"),
    (RoleKind::ProgramLead, "Program leads", "Program lead"),
    (RoleKind::Administrator, "Administrators", "Administrator"),
];

/// What is said of who has a record and no role: answers came in, and no roster.
const NO_PLACE: &str = "Student, by recorded work";

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/admin/people", get(search))
        .route("/admin/people/new", get(newcomer::ask).post(newcomer::add))
        .route("/admin/people/new-role", get(roles::ask_new).post(roles::give_new))
        .route("/admin/people/{person}", get(roles::show))
        .route("/admin/people/{person}/edit", get(newcomer::ask_corrected).post(newcomer::correct))
        .route("/admin/people/{person}/guardians", get(guardians::show).post(guardians::decide))
        .route("/admin/people/{person}/guardians/{guardian}/end", post(guardians::end))
        .route("/admin/people/{person}/roles", post(roles::give))
        .route("/admin/people/{person}/roles/end", post(roles::end))
        .route("/admin/people/{person}/link", post(make_link))
        .route("/admin/people/{person}/open", get(open_record::ask).post(open_record::open))
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    role: String,
    after: Option<PersonId>,
}

/// `GET /admin/people?q=&role=&after=`
async fn search(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Page {
    found_page(&site, &signed_in, asked, None).await
}

/// `POST /admin/people/{person}/link`: a link that signs this person in once, shown once.
async fn make_link(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(person): Path<PersonId>,
    headers: HeaderMap,
    Form(asked): Form<Asked>,
) -> Page {
    let actor = &signed_in.actor;
    let token = sign_in_links::make_link(&site.app, actor, person).await?;
    let person = sign_in::look_at_link(&site.app, actor.district, &token).await?;
    let code = show_person(&site.app, actor).await?.district.code;
    let address = format!("{}/link/{code}/{token}", site.reach.address(&headers));
    let fresh = FreshLink { name: person.name(), address };
    found_page(&site, &signed_in, asked, Some(fresh)).await
}

async fn found_page(site: &Site, signed_in: &SignedIn, asked: Asked, fresh: Option<FreshLink>) -> Page {
    let role = RoleKind::from_word(&asked.role);
    let query = PeopleQuery { words: asked.q.clone(), role, after: asked.after };
    let found = search_people(&site.app, &signed_in.actor, query).await?;
    let mut roles = vec![Choice::new("", "Anybody")];
    roles.extend(ROLES.iter().map(|(kind, many, _)| Choice::new(kind.word(), many)));
    for choice in &mut roles {
        choice.selected = choice.value == asked.role;
    }
    let shown = found.people.len();
    let next = found.next.map(|after| {
        let (q, role) = (address::encode(&asked.q), address::encode(&asked.role));
        format!("/admin/people?q={q}&role={role}&after={after}")
    });
    page(&PeopleSearch {
        shell: frame::shell(site, signed_in, "People", "/admin/people").await?,
        query: asked.q,
        roles,
        summary: match (shown, &next) {
            (0, _) => format!("Nobody found among {} people.", grouped(found.of)),
            (_, Some(_)) => format!("{shown} of {} people, more below.", grouped(found.of)),
            (_, None) => format!("{shown} of {} people.", grouped(found.of)),
        },
        people: found.people.into_iter().map(row).collect(),
        next,
        fresh,
    })
}

fn row(found: FoundPerson) -> PersonRow {
    let word = |kind: RoleKind| ROLES.iter().find(|(known, ..)| *known == kind).map_or("", |(_, _, one)| one);
    let roles = found.roles.iter().map(|(kind, place)| format!("{}, {place}", word(*kind)));
    let roles = roles.collect::<Vec<_>>().join("; ");
    let links = links(&found);
    PersonRow {
        name: found.person.list_name(),
        roles: if roles.is_empty() && found.learns { NO_PLACE.to_owned() } else { roles },
        sourced_id: found.person.sourced_id.unwrap_or_default(),
        link_action: if found.person.active {
            format!("/admin/people/{}/link", found.person.id)
        } else {
            String::new()
        },
        last_signed_in: found.last_signed_in.map_or_else(|| "never".to_owned(), when::moment),
        active: found.person.active,
        links,
    }
}

/// What can be done with somebody who was found.
fn links(found: &FoundPerson) -> Vec<Link> {
    let of = |what: &str| format!("/admin/people/{}/{what}", found.person.id);
    let roles = format!("/admin/people/{}", found.person.id);
    let mut links = vec![Link::new("Correct", &of("edit")), Link::new("Roles", &roles)];
    if found.learns {
        links.insert(0, Link::new("Record", &of("open")));
        links.extend([
            Link::new("Family", &of("guardians")),
            Link::new("Other record", &format!("/admin/records?one={}", found.person.id)),
            Link::new("Erase", &of("erase")),
        ]);
    }
    links
}
