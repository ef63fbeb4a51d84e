//! The shell of a page for whoever is signed in: name, role, navigation, notice.

use std::sync::Arc;

use domain::{caseload::CaseloadKind, people::RoleKind};
use usecases::{show_person, show_person::Frame, sign_in, words::words_for};
use wording::{Audience, Language, Words, english};

use crate::{
    page_error::PageError,
    session::SignedIn,
    site::Site,
    views::shell::{NavLink, Shell},
};

/// Loads the shell for the page `title` at `path`, in English.
pub async fn shell(site: &Site, signed_in: &SignedIn, title: &str, path: &str) -> Result<Shell, PageError> {
    worded(site, signed_in, Words::built_in(Audience::Educator, Language::English), title, path).await
}

/// Loads the shell for a page that everybody has for themselves: in the language of who only learns here or
/// speaks for a child, in English for whoever works here. `title` is a key.
pub async fn personal(
    site: &Site,
    signed_in: &SignedIn,
    title: &str,
    path: &str,
) -> Result<Shell, PageError> {
    let frame = show_person::show_person(&site.app, &signed_in.actor).await?;
    let private = |role: &RoleKind| matches!(role, RoleKind::Learner | RoleKind::Guardian);
    let serves = frame.substitutes || !frame.caseloads.is_empty() || !frame.roles.iter().all(private);
    let audience = match () {
        () if serves => Audience::Educator,
        () if frame.roles.contains(&RoleKind::Guardian) => Audience::Family,
        () => Audience::Learner,
    };
    let words = words_for(&site.app, &signed_in.actor, audience).await?;
    let title = words.say(title);
    Ok(framed(&frame, signed_in, words, &title, path))
}

/// Loads the shell for the page `title` at `path`, in the words of its reader. Pages for learners and
/// families offer the other languages.
pub async fn worded(
    site: &Site,
    signed_in: &SignedIn,
    words: Arc<Words>,
    title: &str,
    path: &str,
) -> Result<Shell, PageError> {
    let frame = show_person::show_person(&site.app, &signed_in.actor).await?;
    Ok(framed(&frame, signed_in, words, title, path))
}

fn framed(frame: &Frame, signed_in: &SignedIn, words: Arc<Words>, title: &str, path: &str) -> Shell {
    let links = navigation(frame, &words);
    let here = current(&links, path);
    let nav = links
        .into_iter()
        .map(|(label, href)| NavLink { current: here == Some(href), label, href: href.to_owned() })
        .collect();
    Shell {
        title: title.to_owned(),
        district_name: frame.district.name.clone(),
        person_name: frame.person.name(),
        role_word: role_word(frame, &words),
        nav,
        demo: frame.district.demonstration,
        csrf: signed_in.csrf.clone(),
        once: sign_in::new_token(),
        notice: None,
        here: if words.audience() == Audience::Educator { String::new() } else { path.to_owned() },
        words,
    }
}

/// The word beside a person's name: their most far-reaching role.
fn role_word(frame: &Frame, words: &Words) -> String {
    let word = match frame.roles.first() {
        Some(RoleKind::Administrator) => "Administrator",
        Some(RoleKind::ProgramLead) => "Program lead",
        Some(RoleKind::Principal) => "Principal",
        Some(RoleKind::Counselor) => "Counselor",
        Some(RoleKind::CaseManager) => "Case manager",
        Some(RoleKind::Guardian) => return words.say("role-family"),
        Some(RoleKind::Educator) => "Teacher",
        None if frame.substitutes => "Substitute",
        Some(RoleKind::Learner) | None => return words.say("role-learner"),
    };
    word.to_owned()
}

/// The link that a page lies under: the longest that its path begins with.
fn current<L>(links: &[(L, &'static str)], path: &str) -> Option<&'static str> {
    links
        .iter()
        .map(|(_, href)| *href)
        .filter(|href| path == *href || path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
        .max_by_key(|href| href.len())
}

/// Where each role can go; somebody with several roles gets all of it, once.
fn navigation(frame: &Frame, words: &Words) -> Vec<(String, &'static str)> {
    let mut links: Vec<(String, &'static str)> = Vec::new();
    if frame.substitutes {
        links.push(("Classes".to_owned(), "/sections"));
    }
    for role in &frame.roles {
        let (own, family) = (words.say("nav-can-do"), words.say("nav-children"));
        let (checks, work) = (words.say("nav-checks"), words.say("nav-work"));
        let (notices, lessons) = (words.say("nav-notices"), words.say("nav-lessons"));
        let (path, day) = (words.say("nav-path"), words.say("nav-day"));
        let of_role: &[(&str, &'static str)] = match role {
            RoleKind::Learner => &[
                (&own, "/me"),
                (&path, "/path"),
                (&day, "/today"),
                (&lessons, "/lessons"),
                (&checks, "/assessments"),
                (&work, "/work"),
            ],
            RoleKind::Guardian => &[(&family, "/children"), (&notices, "/notices")],
            RoleKind::Counselor => {
                &[("Caseload", "/caseload"), ("Classes", "/sections"), ("Standards", "/frameworks")]
            }
            RoleKind::CaseManager => {
                &[("My cases", "/cases"), ("Classes", "/sections"), ("Standards", "/frameworks")]
            }
            RoleKind::Educator | RoleKind::ProgramLead => &[
                ("Classes", "/sections"),
                ("Rooms", "/room-programs"),
                ("My day", "/today"),
                ("Lessons", "/resources"),
                ("Items", "/items"),
                ("Standards", "/frameworks"),
            ],
            RoleKind::Principal => &[
                ("Today", "/exceptions"),
                ("Classes", "/sections"),
                ("Caseloads", "/admin/caseloads"),
                ("Lessons", "/resources"),
                ("Items", "/items"),
                ("Standards", "/frameworks"),
                ("Rules", "/admin/policies"),
            ],
            RoleKind::Administrator => &[
                ("Administration", "/admin"),
                ("People", "/admin/people"),
                ("Imports", "/admin/imports"),
                ("Rules", "/admin/policies"),
                ("Access log", "/admin/access"),
                ("Lessons", "/resources"),
                ("Items", "/items"),
                ("Standards", "/frameworks"),
            ],
        };
        for (label, href) in of_role {
            if !links.iter().any(|(_, known)| known == href) {
                links.push(((*label).to_owned(), href));
            }
        }
    }
    // Somebody else may have a caseload too.
    let duties = [
        (CaseloadKind::Counselor, "Caseload", "/caseload"),
        (CaseloadKind::CaseManager, "My cases", "/cases"),
    ];
    for (kind, label, href) in duties {
        if frame.caseloads.contains(&kind) && !links.iter().any(|(_, known)| *known == href) {
            links.push((label.to_owned(), href));
        }
    }
    links
}

/// Where a person starts after signing in.
pub fn home(frame: &Frame) -> &'static str {
    navigation(frame, english()).first().map_or("/sessions", |(_, href)| *href)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_lies_under_one_link() {
        let links = [("Administration", "/admin"), ("Rules", "/admin/policies")];
        for (path, here) in [
            ("/admin", Some("/admin")),
            ("/admin/policies/new", Some("/admin/policies")),
            ("/admin/tokens", Some("/admin")),
            ("/administration", None),
        ] {
            assert_eq!(current(&links, path), here, "{path}");
        }
    }
}
