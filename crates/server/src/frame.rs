//! The shell of a page for whoever is signed in: name, role, navigation, notice.

use domain::people::RoleKind;
use usecases::{show_person, show_person::Frame, sign_in};

use crate::{
    page_error::PageError,
    session::SignedIn,
    site::Site,
    views::shell::{NavLink, Shell},
};

/// Loads the shell for the page `title` at `path`.
pub async fn shell(site: &Site, signed_in: &SignedIn, title: &str, path: &str) -> Result<Shell, PageError> {
    let frame = show_person::show_person(&site.app, &signed_in.actor).await?;
    let links = navigation(&frame.roles);
    let here = current(&links, path);
    let nav = links
        .into_iter()
        .map(|(label, href)| NavLink {
            label: label.to_owned(),
            href: href.to_owned(),
            current: here == Some(href),
        })
        .collect();
    Ok(Shell {
        title: title.to_owned(),
        district_name: frame.district.name.clone(),
        person_name: frame.person.name(),
        role_word: role_word(&frame).to_owned(),
        nav,
        demo: frame.district.demonstration,
        csrf: signed_in.csrf.clone(),
        once: sign_in::new_token(),
        notice: None,
        language: "en".to_owned(),
    })
}

/// The word beside a person's name: their most far-reaching role.
pub fn role_word(frame: &Frame) -> &'static str {
    match frame.roles.first() {
        Some(RoleKind::Administrator) => "Administrator",
        Some(RoleKind::ProgramLead) => "Program lead",
        Some(RoleKind::Principal) => "Principal",
        Some(RoleKind::Counselor) => "Counselor",
        Some(RoleKind::Guardian) => "Family",
        Some(RoleKind::Educator) => "Teacher",
        Some(RoleKind::Learner) | None => "Student",
    }
}

/// The link that a page lies under: the longest that its path begins with.
fn current<'l>(links: &[(&str, &'l str)], path: &str) -> Option<&'l str> {
    links
        .iter()
        .map(|(_, href)| *href)
        .filter(|href| path == *href || path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
        .max_by_key(|href| href.len())
}

/// Where each role can go; somebody with several roles gets all of it, once.
fn navigation(roles: &[RoleKind]) -> Vec<(&'static str, &'static str)> {
    let mut links: Vec<(&str, &str)> = Vec::new();
    for role in roles {
        let of_role: &[(&str, &str)] = match role {
            RoleKind::Learner => &[("What I can do", "/me")],
            RoleKind::Guardian => &[("My children", "/children")],
            RoleKind::Educator | RoleKind::Counselor | RoleKind::ProgramLead => {
                &[("Classes", "/sections"), ("Standards", "/frameworks")]
            }
            RoleKind::Principal => {
                &[("Classes", "/sections"), ("Standards", "/frameworks"), ("Rules", "/admin/policies")]
            }
            RoleKind::Administrator => &[
                ("Administration", "/admin"),
                ("People", "/admin/people"),
                ("Imports", "/admin/imports"),
                ("Rules", "/admin/policies"),
                ("Access log", "/admin/access"),
                ("Standards", "/frameworks"),
            ],
        };
        links.extend(of_role.iter().filter(|link| !links.contains(link)).copied().collect::<Vec<_>>());
    }
    links
}

/// Where a person starts after signing in.
pub fn home(roles: &[RoleKind]) -> &'static str {
    navigation(roles).first().map_or("/sessions", |(_, href)| href)
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
