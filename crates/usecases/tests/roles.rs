//! Roles given and ended by hand: by whom, where, and what an administrator of one school may not.

mod fixtures;
mod schools;

use domain::{
    OrganizationId, PersonId,
    people::{Role, RoleKind},
    time::Dates,
};
use fixtures::{empty_districts, named};
use schools::{Schools, schools};
use usecases::{
    Actor, Refusal, chance,
    end_role::{EndedRole, end_role, end_role_at_the_machine},
    give_role::{GivenRole, NewRole, give_role, give_role_at_the_machine},
    operator::{find_operator, operator},
    show_learner::show_learner,
    show_roles::{list_roles, show_roles},
    sign_in::{Visitor, with_link},
    sign_in_links::make_link,
    substitutes::{NewPerson, Who},
};

fn new_person() -> Who {
    Who::New(NewPerson {
        given_name: "Ada".to_owned(),
        family_name: "Fairweather".to_owned(),
        email: "ada@school.example".to_owned(),
    })
}

fn role(who: Who, kind: RoleKind, organization: OrganizationId) -> NewRole {
    let reason = "Takes over from August".to_owned();
    NewRole { who, kind, organization, begins: None, ends: None, reason }
}

fn end(person: PersonId, kind: RoleKind, organization: OrganizationId) -> EndedRole {
    EndedRole { person, kind, organization, last_day: None, reason: "Has left".to_owned() }
}

async fn given(all: &Schools, actor: &Actor, new: NewRole) -> GivenRole {
    give_role(&all.place.app, actor, new).await.expect("given")
}

#[tokio::test]
async fn a_principal_who_was_not_here_gets_a_link_and_the_school_and_loses_both_when_it_ends() {
    for all in schools().await {
        let (app, administrator) = (&all.place.app, all.administrator());
        let new = role(new_person(), RoleKind::Principal, all.ids[1]);
        let made = given(&all, administrator, new).await;
        let principal = Actor::new(administrator.district, made.person.id);
        let visitor = Visitor { address: "test".to_owned(), device: "test".to_owned() };
        let token = made.token.expect("a link for who has no account");
        let session = with_link(app, administrator.district, &token, &visitor).await.expect("signs in");
        assert_eq!(session.person, principal.person);
        show_learner(app, &principal, all.learners[1][0]).await.expect("a learner of the school");
        let other = show_learner(app, &principal, all.learners[0][0]).await;
        assert!(matches!(other, Err(Refusal::NotFound(_))), "{other:?}");

        let shown = show_roles(app, administrator, principal.person).await.expect("shown");
        let one = &shown.roles[0];
        assert!(one.by_hand && one.may_end && !one.over, "{one:?}");
        assert_eq!((one.by.as_str(), one.reason.as_str()), ("Ada Ministrator", "Takes over from August"));
        let twice = give_role(
            app,
            administrator,
            role(Who::Known(principal.person), RoleKind::Principal, all.ids[1]),
        );
        assert!(matches!(twice.await, Err(Refusal::Conflict(_))));

        let ended = end(principal.person, RoleKind::Principal, all.ids[1]);
        end_role(app, administrator, ended.clone()).await.expect("ended");
        let after = show_learner(app, &principal, all.learners[1][0]).await;
        assert!(matches!(after, Err(Refusal::NotFound(_))), "at once: {after:?}");
        let again = end_role(app, administrator, ended).await;
        assert!(matches!(again, Err(Refusal::Conflict(_))), "{again:?}");
        // Somebody who comes back, with an account now.
        let back = role(Who::Known(principal.person), RoleKind::Principal, all.ids[1]);
        assert_eq!(given(&all, administrator, back).await.token, None);
        show_learner(app, &principal, all.learners[1][0]).await.expect("opens again");

        let lines = app.db.read(administrator.district, |tx, district| {
            Box::pin(async move {
                Ok::<_, Refusal>(store::access_log::page(tx, *district, None, None, 100).await?)
            })
        });
        let lines = lines.await.expect("a log");
        let what = |word: &str| lines.iter().filter(|line| line.what == word).count();
        assert_eq!((what("role given"), what("role ended")), (2, 1));
        assert!(lines.iter().any(|line| line.reason.as_deref() == Some("Has left")));
    }
}

#[tokio::test]
async fn an_administrator_of_a_school_gives_and_ends_there_only_and_makes_no_key_to_more() {
    for all in schools().await {
        let (app, school) = (&all.place.app, &all.school_administrator);
        let [alder, birch] = all.ids;
        let counselor = given(&all, school, role(new_person(), RoleKind::Counselor, alder)).await;
        assert!(counselor.token.is_some());
        for organization in [birch, all.place.organization] {
            let who = Who::Known(counselor.person.id);
            let refused = give_role(app, school, role(who, RoleKind::Administrator, organization)).await;
            assert!(matches!(refused, Err(Refusal::Denied(_))), "{refused:?}");
        }
        let administrator = all.administrator().person;
        let ended = end(administrator, RoleKind::Administrator, all.place.organization);
        let refused = end_role(app, school, ended).await;
        assert!(matches!(refused, Err(Refusal::Denied(_))), "{refused:?}");
        // A role at the school for the district's administrator gives no link that signs in as them.
        let made = given(&all, school, role(Who::Known(administrator), RoleKind::Counselor, alder)).await;
        assert_eq!(made.token, None);
        let refused = make_link(app, school, administrator).await;
        assert!(matches!(refused, Err(Refusal::Denied(_))), "{refused:?}");
        make_link(app, school, all.educator.person).await.expect("of their own school");
        make_link(app, all.administrator(), all.educator.person).await.expect("of the district");
        let listed = list_roles(app, school, false).await.expect("listed");
        assert!(listed.iter().all(|one| one.place == "Alder School"), "{listed:?}");
        end_role(app, school, end(counselor.person.id, RoleKind::Counselor, alder)).await.expect("ended");
    }
}

#[tokio::test]
async fn others_give_no_roles_and_see_none() {
    for all in schools().await {
        let app = &all.place.app;
        let reads = Actor { read_only: true, ..all.administrator().clone() };
        for actor in [&all.principal, &all.educator, &reads] {
            let refused = give_role(app, actor, role(new_person(), RoleKind::Counselor, all.ids[0])).await;
            assert!(matches!(refused, Err(Refusal::Denied(_))), "{refused:?}");
            let ended = end(all.principal.person, RoleKind::Principal, all.ids[0]);
            assert!(matches!(end_role(app, actor, ended).await, Err(Refusal::Denied(_))));
        }
        for actor in [&all.principal, &all.educator] {
            assert!(matches!(show_roles(app, actor, actor.person).await, Err(Refusal::Denied(_))));
            assert!(matches!(list_roles(app, actor, true).await, Err(Refusal::Denied(_))));
        }
    }
}

#[tokio::test]
async fn what_cannot_be_a_role_is_refused() {
    for all in schools().await {
        let (app, actor) = (&all.place.app, all.administrator());
        let known = || Who::Known(all.educator.person);
        let yesterday = chance::today(actor.district).yesterday().expect("a day");
        let counselor = || role(known(), RoleKind::Counselor, all.ids[0]);
        for wrong in [
            role(known(), RoleKind::Learner, all.ids[0]),
            role(known(), RoleKind::Guardian, all.ids[0]),
            role(known(), RoleKind::Counselor, OrganizationId::from_bytes([9; 16])),
            NewRole { reason: " ".to_owned(), ..counselor() },
            NewRole { begins: Some(yesterday), ..counselor() },
            NewRole { ends: Some(yesterday), ..counselor() },
        ] {
            let refused = give_role(app, actor, wrong.clone()).await;
            assert!(matches!(refused, Err(Refusal::Invalid { .. })), "{wrong:?}: {refused:?}");
        }
        let nobody = role(Who::Known(PersonId::from_bytes([9; 16])), RoleKind::Counselor, all.ids[0]);
        assert!(matches!(give_role(app, actor, nobody).await, Err(Refusal::NotFound(_))));
        let none = end(all.educator.person, RoleKind::Counselor, all.ids[0]);
        assert!(matches!(end_role(app, actor, none).await, Err(Refusal::NotFound(_))));
    }
}

#[tokio::test]
async fn the_last_administrator_of_the_district_stays_until_there_is_another() {
    for all in schools().await {
        let (app, administrator, district) = (&all.place.app, all.administrator(), all.place.organization);
        let own = || end(administrator.person, RoleKind::Administrator, district);
        let tomorrow = chance::today(administrator.district).tomorrow().expect("a day");
        for last_day in [None, Some(tomorrow)] {
            let refused = end_role(app, administrator, EndedRole { last_day, ..own() }).await;
            assert!(matches!(refused, Err(Refusal::Conflict(_))), "{refused:?}");
        }
        // One who stays until tomorrow only is nobody for the day after.
        let new = NewRole { ends: Some(tomorrow), ..role(new_person(), RoleKind::Administrator, district) };
        let other = given(&all, administrator, new).await.person.id;
        let refused = end_role(app, administrator, EndedRole { last_day: Some(tomorrow), ..own() }).await;
        assert!(matches!(refused, Err(Refusal::Conflict(_))), "{refused:?}");
        end_role(app, administrator, own()).await.expect("another one is here today");
        let found = operator(app, administrator.district).await.expect("somebody runs it");
        assert_eq!(found.person, other);
        let refused = show_roles(app, administrator, other).await;
        assert!(matches!(refused, Err(Refusal::Denied(_))), "{refused:?}");
    }
}

#[tokio::test]
async fn the_machine_names_who_runs_the_whole_district_and_gives_the_role_back_where_nobody_does() {
    for place in empty_districts().await {
        let (app, district) = (&place.app, place.administrator.district);
        let school = chance::organization_id(chance::now());
        let other = chance::person_id(chance::now());
        // A school's administrator who has held the role longer.
        put(&place, school, other).await;
        let found = operator(app, district).await.expect("the district's");
        assert_eq!(found.person, place.administrator.person);
        // Whoever ran the district is taken off by a roster.
        let gone = Role {
            person: place.administrator.person,
            kind: RoleKind::Administrator,
            organization: place.organization,
            dates: Dates::new(None, chance::today(district).yesterday().ok()).expect("in order"),
        };
        write_role(&place, gone).await;
        let refused = operator(app, district).await.expect_err("a school's is none").to_string();
        assert!(refused.contains("onramp admin role give"), "{refused}");
        assert_eq!(find_operator(app, district).await.expect("looked"), None);
        let new = role(new_person(), RoleKind::Administrator, place.organization);
        let made = give_role_at_the_machine(app, district, None, new).await.expect("given");
        let actor = operator(app, district).await.expect("somebody runs it");
        assert_eq!(actor.person, made.person.id);
        let ended = end(made.person.id, RoleKind::Administrator, place.organization);
        let refused = end_role_at_the_machine(app, &actor, ended).await;
        assert!(matches!(refused, Err(Refusal::Conflict(_))), "{refused:?}");
    }
}

async fn write_role(place: &fixtures::Place, role: Role) {
    let district = place.administrator.district;
    let written = place.app.db.write(role, move |tx, role| {
        Box::pin(async move {
            Ok::<_, Refusal>(store::role::put(tx, district, std::slice::from_ref(role)).await?)
        })
    });
    written.await.expect("written");
}

async fn put(place: &fixtures::Place, school: OrganizationId, person: PersonId) {
    let (district, root) = (place.administrator.district, place.organization);
    let organization = domain::people::Organization {
        id: school,
        parent: Some(root),
        kind: "school".to_owned(),
        name: "Alder School".to_owned(),
        sourced_id: None,
        extra: domain::framework::Extra::new(),
    };
    let written = place.app.db.write(organization, move |tx, organization| {
        Box::pin(async move {
            store::organization::put(tx, district, std::slice::from_ref(organization)).await?;
            Ok::<_, Refusal>(store::person::put(tx, district, &[named(person, "Sam", "Alder")]).await?)
        })
    });
    written.await.expect("written");
    let dates = Dates::new(Some(jiff::civil::date(2000, 1, 1)), None).expect("in order");
    write_role(place, Role { person, kind: RoleKind::Administrator, organization: school, dates }).await;
}
