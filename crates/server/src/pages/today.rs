//! Today: a learner's day, an educator's day, and why a learner sits where they sit, in plain words.

use axum::{
    Router,
    extract::{Path, State},
    routing::get,
};
use domain::{LearnerId, RoomProgramId, access::Relationship, people::RoleKind};
use usecases::{
    doses::show_my_dose,
    my_day::{EducatorDay, MyDay, show_educator_day, show_my_day},
    show_person::show_person,
    why_seat::{PlainReason, why_my_seat},
    words::words_for,
};
use wording::{Audience, Words};

use super::room_programs::day_of;
use crate::{
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        shell::Link,
        today::{DoseLine, EducatorToday, LedGroup, LedLearner, Session, Today, WhySeat},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/today", get(today))
        .route("/learners/{learner}/today", get(of_learner))
        .route("/learners/{learner}/today/{program}/{day}/{period}", get(why))
}

/// `GET /today`: a learner's own day; an educator's for who leads groups.
async fn today(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let person = show_person(&site.app, &signed_in.actor).await?;
    let learns = person.roles.contains(&RoleKind::Learner);
    let only_learns = person.roles.iter().all(|role| matches!(role, RoleKind::Learner | RoleKind::Guardian));
    if learns && only_learns {
        return learner_page(&site, &signed_in, signed_in.actor.person.as_learner()).await;
    }
    let found = show_educator_day(&site.app, &signed_in.actor, None).await?;
    educator_page(&site, &signed_in, found).await
}

/// `GET /learners/{learner}/today`: for the learner, who speaks for them, and staff.
async fn of_learner(State(site): State<Site>, signed_in: SignedIn, Path(learner): Path<LearnerId>) -> Page {
    learner_page(&site, &signed_in, learner).await
}

fn audience(relationship: Relationship) -> Audience {
    match relationship {
        Relationship::Guardian => Audience::Family,
        _ => Audience::Learner,
    }
}

async fn learner_page(site: &Site, signed_in: &SignedIn, learner: LearnerId) -> Page {
    let found = show_my_day(&site.app, &signed_in.actor, learner, None).await?;
    let words = words_for(&site.app, &signed_in.actor, audience(found.relationship)).await?;
    let doses = match found.relationship {
        Relationship::Substitute => Vec::new(),
        _ => show_my_dose(&site.app, &signed_in.actor, learner).await?,
    };
    let mut lines = Vec::new();
    for one in &doses {
        for (minutes, modality) in one.dose.minutes.iter().zip(&one.setup.modalities) {
            if *minutes > 0 || modality.dose_a_week > 0 {
                lines.push(DoseLine {
                    name: modality.name.clone(),
                    said: said(&words, *minutes, modality.dose_a_week),
                });
            }
        }
        lines.push(DoseLine { name: words.say("day-screens"), said: said(&words, one.dose.screen, 0) });
    }
    let title = words.say("page-day");
    let day = when::day_in(&words, found.day);
    let sessions = sessions(&found, &words);
    let own = found.relationship == Relationship::Own;
    let path = if own { "/today".to_owned() } else { format!("/learners/{learner}/today") };
    page(&Today {
        heading: if own { title.clone() } else { found.name.clone() },
        day,
        nothing: if sessions.is_empty() { words.say("day-nothing") } else { String::new() },
        later: found.day > found.today,
        sessions,
        doses: lines,
        shell: frame::worded(site, signed_in, words, &title, &path).await?,
    })
}

fn said(words: &Words, minutes: i64, target: u32) -> String {
    let minutes = ("minutes", usize::try_from(minutes).unwrap_or(0).into());
    if target == 0 {
        words.tell("day-minutes", &[minutes])
    } else {
        words.tell("day-minutes-of", &[minutes, ("target", target.into())])
    }
}

fn sessions(found: &MyDay, words: &Words) -> Vec<Session> {
    let session = |one: &usecases::my_day::MySession| {
        let why = format!("/learners/{}/today/{}/{}/{}", found.learner, one.program, found.day, one.key);
        match &one.seat {
            Some(seat) => Session {
                time: format!("{}–{}", one.starts, one.ends),
                period: one.period.clone(),
                place: words.tell("day-place", &[("room", (&seat.room).into()), ("group", one.group.into())]),
                how: seat.modality.clone(),
                with: if seat.educator.is_empty() {
                    String::new()
                } else {
                    words.tell("day-with", &[("educator", (&seat.educator).into())])
                },
                lesson: seat.lesson.clone(),
                why: Link::new(&words.say("day-why"), &why),
            },
            None => Session {
                time: format!("{}–{}", one.starts, one.ends),
                period: one.period.clone(),
                place: words.say("day-no-seat"),
                how: String::new(),
                with: String::new(),
                lesson: String::new(),
                why: Link::new("", ""),
            },
        }
    };
    found.sessions.iter().map(session).collect()
}

async fn educator_page(site: &Site, signed_in: &SignedIn, found: EducatorDay) -> Page {
    let groups = found.groups.iter().map(|one| LedGroup {
        time: format!("{}–{}", one.starts, one.ends),
        period: one.period.clone(),
        room: one.room.clone(),
        program: Link::new(&one.program_name, &format!("/room-programs/{}/days/{}", one.program, found.day)),
        modality: one.modality.clone(),
        lesson: one.lesson.clone(),
        materials: one.materials.join(", "),
        learners: one
            .learners
            .iter()
            .map(|one| LedLearner {
                name: one.name.clone(),
                lesson: one.lesson.clone(),
                given: one.given.clone(),
            })
            .collect(),
    });
    page(&EducatorToday {
        shell: frame::shell(site, signed_in, "My day", "/today").await?,
        day: when::day(found.day),
        groups: groups.collect(),
    })
}

/// `GET /learners/{learner}/today/{program}/{day}/{period}`: why, in plain words.
async fn why(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((learner, program, day, period)): Path<(LearnerId, RoomProgramId, String, String)>,
) -> Page {
    let day = day_of(&day)?;
    let (seat, reasons) = why_my_seat(&site.app, &signed_in.actor, program, day, learner, &period).await?;
    let own = signed_in.actor.person == learner.as_person();
    let audience = if own { Audience::Learner } else { Audience::Family };
    let words = words_for(&site.app, &signed_in.actor, audience).await?;
    let title = words.say("day-why");
    let back = if own { "/today".to_owned() } else { format!("/learners/{learner}/today") };
    page(&WhySeat {
        crumbs: vec![Link::new(&words.say("page-day"), &back)],
        seat: format!("{} · {}", seat.modality, seat.room),
        reasons: reasons.iter().map(|one| plain(one, &words)).collect(),
        shell: frame::worded(&site, &signed_in, words, &title, &back).await?,
        title,
    })
}

fn plain(reason: &PlainReason, words: &Words) -> String {
    match reason {
        PlainReason::Ready(what) => words.tell("day-why-ready", &[("what", what.into())]),
        PlainReason::Nearly => words.say("day-why-nearly"),
        PlainReason::Balance(how) => words.tell("day-why-balance", &[("how", how.into())]),
        PlainReason::WorksWell(how) => words.tell("day-why-works", &[("how", how.into())]),
        PlainReason::WithEducator(who) => words.tell("day-why-educator", &[("who", who.into())]),
        PlainReason::Chosen => words.say("day-why-chosen"),
        PlainReason::Stands => words.say("day-why-stands"),
    }
}
