//! Two records of one child: who looks alike, both side by side, merging them, and separating them again.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{LearnerId, RecordLinkId, evidence::Sequence, people::RoleKind};
use usecases::{
    Refusal,
    compare_records::{Alike, GuardianChoice, RecordSide, compare_records, suggest_records},
    merge_records::{Merge, merge_records},
    search_people::{PeopleQuery, search_people},
    separate_records::{Meanwhile, ShownLink, list_record_links, separate_records, show_record_link},
};

use crate::{
    figures::grouped,
    form::Fields,
    frame,
    page_error::{Page, page},
    pages::rate::label,
    session::SignedIn,
    site::Site,
    views::{
        records::{
            GuardianRow, LinkRow, MeanwhileRow, PairRow, RecordCard, RecordLinkPage, Records, RecordsCompare,
        },
        shell::Link,
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/admin/records", get(list).post(merge))
        .route("/admin/records/compare", get(compare))
        .route("/admin/records/{link}", get(show))
        .route("/admin/records/{link}/separate", post(separate))
}

#[derive(serde::Deserialize)]
struct Asked {
    one: Option<LearnerId>,
    #[serde(default)]
    q: String,
}

/// `GET /admin/records`, or with `?one=` to look for another record of that child.
async fn list(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Page {
    let actor = &signed_in.actor;
    let links = list_record_links(&site.app, actor).await?;
    let (mut pairs, mut found) = (Vec::new(), Vec::new());
    if let Some(one) = asked.one {
        if !asked.q.is_empty() {
            let query = PeopleQuery { words: asked.q.clone(), role: Some(RoleKind::Learner), after: None };
            let people = search_people(&site.app, actor, query).await?.people.into_iter();
            found = people
                .filter(|other| other.person.id != one.as_person())
                .map(|other| {
                    let id = other.person.id;
                    let what = format!(
                        "{} {}",
                        other.person.list_name(),
                        other.person.sourced_id.unwrap_or_default()
                    );
                    Link::new(what.trim(), &compare_address(one, id.as_learner()))
                })
                .collect();
        }
    } else {
        pairs = suggest_records(&site.app, actor).await?.iter().map(pair).collect();
    }
    page(&Records {
        shell: frame::shell(&site, &signed_in, "Two records of one child", "/admin/records").await?,
        one: asked.one.map(|one| one.to_string()),
        query: asked.q,
        found,
        pairs,
        links: links.iter().map(link_row).collect(),
    })
}

fn compare_address(kept: LearnerId, merged: LearnerId) -> String {
    format!("/admin/records/compare?kept={kept}&merged={merged}")
}

fn pair(alike: &Alike) -> PairRow {
    let named = |person: &domain::people::Person| match &person.sourced_id {
        Some(id) => format!("{} ({id})", person.list_name()),
        None => person.list_name(),
    };
    PairRow {
        one: named(&alike.one),
        other: named(&alike.other),
        shared: if alike.shared.is_empty() { "the name only".to_owned() } else { alike.shared.join(", ") },
        href: compare_address(alike.one.id.as_learner(), alike.other.id.as_learner()),
    }
}

fn link_row(one: &ShownLink) -> LinkRow {
    LinkRow {
        what: Link::new(
            &format!("{} ← {}", one.kept.list_name(), one.merged.list_name()),
            &format!("/admin/records/{}", one.link.id),
        ),
        when: format!("{}, {}", when::moment(one.link.linked_at), one.by),
        state: match &one.link.separated {
            Some(end) => format!("Separated {}, {}", when::moment(end.at), one.separated_by),
            None => "One record".to_owned(),
        },
    }
}

#[derive(serde::Deserialize)]
struct PairAsked {
    kept: Option<LearnerId>,
    merged: Option<LearnerId>,
}

struct Pair {
    kept: LearnerId,
    merged: LearnerId,
}

/// `GET /admin/records/compare?kept=&merged=`
async fn compare(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<PairAsked>) -> Page {
    let (Some(kept), Some(merged)) = (asked.kept, asked.merged) else {
        // Who may not compare does not come further.
        list_record_links(&site.app, &signed_in.actor).await?;
        return Ok(Redirect::to("/admin/records").into_response());
    };
    compared(&site, &signed_in, &Pair { kept, merged }, String::new()).await
}

async fn compared(site: &Site, signed_in: &SignedIn, pair: &Pair, problem: String) -> Page {
    let found = compare_records(&site.app, &signed_in.actor, pair.kept, pair.merged).await?;
    page(&RecordsCompare {
        shell: frame::shell(site, signed_in, "One child?", "/admin/records").await?,
        swap: compare_address(pair.merged, pair.kept),
        kept_id: pair.kept.to_string(),
        merged_id: pair.merged.to_string(),
        kept: card(&found.kept),
        merged: card(&found.merged),
        guardians: found.guardians.iter().map(guardian).collect(),
        obstacle: found.obstacle,
        problem,
    })
}

fn card(side: &RecordSide) -> RecordCard {
    let person = &side.person;
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "not known".to_owned());
    let list = |all: Vec<String>| if all.is_empty() { "none".to_owned() } else { all.join(", ") };
    let guardian = |(person, sees): &(domain::people::Person, bool)| {
        format!("{}{}", person.name(), if *sees { "" } else { " (may not see)" })
    };
    let facts = [
        ("Identifier", text(&person.sourced_id)),
        ("Born", text(&side.born)),
        ("Grade", text(&person.grade)),
        ("E-mail", text(&person.email)),
        ("School", list(side.schools.clone())),
        ("Classes today", list(side.sections.iter().map(|one| one.title.clone()).collect())),
        ("Speak for them", list(side.guardians.iter().map(guardian).collect())),
        ("Signs in as", text(&side.sign_in_name)),
        ("Last signed in", side.last_signed_in.map_or_else(|| "never".to_owned(), when::moment)),
        ("Entries in the record", grouped(side.entries)),
        ("Ratings that wait", grouped(side.drafts)),
    ];
    RecordCard {
        name: person.list_name(),
        facts: facts.into_iter().map(|(label, value)| (label.to_owned(), value)).collect(),
    }
}

fn guardian(choice: &GuardianChoice) -> GuardianRow {
    let says = |right: Option<bool>| match right {
        None => "does not speak for it",
        Some(true) => "may see",
        Some(false) => "may not see",
    };
    GuardianRow {
        id: choice.person.id.to_string(),
        name: choice.person.name(),
        of_kept: says(choice.of_kept),
        of_merged: says(choice.of_merged),
        ticked: choice.proposed(),
    }
}

/// `POST /admin/records`
async fn merge(State(site): State<Site>, signed_in: SignedIn, form: Fields) -> Page {
    let id = |field: &'static str| {
        form.one(field).parse::<LearnerId>().map_err(|error| Refusal::invalid(field, error))
    };
    let pair = Pair { kept: id("kept")?, merged: id("merged")? };
    let may_see = form.all("guardian").map(str::parse).collect::<Result<Vec<_>, _>>();
    let asked = Merge {
        kept: pair.kept,
        merged: pair.merged,
        reason: form.one("reason").to_owned(),
        may_see: may_see.map_err(|error| Refusal::invalid("guardian", error))?,
    };
    match merge_records(&site.app, &signed_in.actor, asked).await {
        Ok(done) => Ok(Redirect::to(&format!("/admin/records/{}", done.link)).into_response()),
        Err(Refusal::Conflict(why)) => compared(&site, &signed_in, &pair, why).await,
        Err(Refusal::Invalid { field: "reason", why }) => {
            compared(&site, &signed_in, &pair, format!("The reason {why}.")).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// `GET /admin/records/{link}`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<RecordLinkId>) -> Page {
    shown(&site, &signed_in, id, String::new()).await
}

async fn shown(site: &Site, signed_in: &SignedIn, id: RecordLinkId, problem: String) -> Page {
    let found = show_record_link(&site.app, &signed_in.actor, id).await?;
    let one = &found.shown;
    let mut lines =
        vec![format!("Merged {}, by {}: {}", when::moment(one.link.linked_at), one.by, one.link.reason)];
    if let Some(end) = &one.link.separated {
        lines.push(format!("Separated {}, by {}: {}", when::moment(end.at), one.separated_by, end.reason));
    }
    page(&RecordLinkPage {
        shell: frame::shell(site, signed_in, "Two records, one child", "/admin/records").await?,
        kept: one.kept.list_name(),
        merged: one.merged.list_name(),
        lines,
        separate: one.link.separated.is_none().then(|| format!("/admin/records/{id}/separate")),
        meanwhile: found.meanwhile.iter().map(meanwhile).collect(),
        problem,
    })
}

fn meanwhile(one: &Meanwhile) -> MeanwhileRow {
    let kind = if one.decision { "a decision" } else { "evidence" };
    let section = one.section.as_ref().map(|section| format!(", {}", section.title)).unwrap_or_default();
    MeanwhileRow {
        sequence: one.sequence.0.to_string(),
        what: one.competency.as_ref().map(label).unwrap_or_default(),
        when: format!("{}, {}", when::moment(one.recorded_at), one.by),
        kind: format!("{kind}{section}"),
        ticked: one.proposed,
    }
}

/// `POST /admin/records/{link}/separate`
async fn separate(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<RecordLinkId>,
    form: Fields,
) -> Page {
    let give = form.all("give").map(|text| text.parse::<i64>().map(Sequence));
    let give = give.collect::<Result<Vec<_>, _>>().map_err(|error| Refusal::invalid("give", error))?;
    match separate_records(&site.app, &signed_in.actor, id, form.one("reason"), &give).await {
        Ok(_) => Ok(Redirect::to(&format!("/admin/records/{id}")).into_response()),
        Err(Refusal::Conflict(why)) => shown(&site, &signed_in, id, why).await,
        Err(Refusal::Invalid { field: "reason", why }) => {
            shown(&site, &signed_in, id, format!("The reason {why}.")).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}
