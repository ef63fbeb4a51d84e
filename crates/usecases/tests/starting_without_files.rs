//! An empty district: a framework from pasted lines, a class from pasted names, targets, prerequisites,
//! policies, and what an administrator sees of all that.

mod classroom;
mod fixtures;

use classroom::classrooms;
use domain::policy::Effect;
use fixtures::{empty_district, empty_districts};
use usecases::{
    Actor, Refusal, add_framework, add_section, browse_framework, choose_targets, edit_prerequisites,
    list_access_log, list_imports, list_organizations, list_policies, operator, search_competencies,
    search_people, set_policy, show_competency_detail, show_health, write_targets,
};

#[tokio::test]
async fn a_teacher_begins_with_pasted_lines_and_names() {
    for place in empty_districts().await {
        let (app, actor) = (&place.app, &place.administrator);
        let framework =
            add_framework::add_framework(app, actor, "Fractions", "F.1 Equal parts\nF.2 Compare\nAdd them")
                .await
                .expect("is made");
        add_framework::add_framework(app, actor, "Fractions", "F.1 Equal parts\nF.9 Divide")
            .await
            .expect("adds");
        let tree = browse_framework::browse_framework(app, actor, framework).await.expect("is shown");
        let codes: Vec<_> = tree.nodes.iter().filter_map(|node| node.competency.code.as_deref()).collect();
        assert_eq!(codes, ["F.1", "F.2", "3", "F.9"]);
        assert_eq!(tree.roots.len(), 4);

        let schools = list_organizations::list_my_organizations(app, actor).await.expect("are listed");
        let pasted = "نور الهدى\nO'Brien, Fionnuala\nNoor Haddad";
        let preview = add_section::preview_names(pasted).expect("are read");
        assert_eq!(preview.batch.len(), 3);
        let new = add_section::NewSection {
            title: "Mathematics 5".to_owned(),
            organization: schools[0].id,
            names: pasted.to_owned(),
        };
        let section = add_section::add_section(app, actor, new).await.expect("is made");
        assert_eq!(add_section::add_learners(app, actor, section, "Sam Lee").await.expect("are added"), 1);

        let found = search_competencies::search_competencies(app, actor, Some(framework), "equal", 10).await;
        let found = found.expect("is found");
        assert_eq!((found.found.len(), found.more), (1, false));
        let ids: Vec<_> = tree.nodes.iter().map(|node| node.competency.id).collect();
        choose_targets::choose_targets(app, actor, section, ids[..2].to_vec(), Vec::new())
            .await
            .expect("chooses");
        choose_targets::choose_targets(app, actor, section, ids[1..3].to_vec(), ids[..1].to_vec())
            .await
            .expect("changes");
        let targets = choose_targets::show_targets(app, actor, section).await.expect("are shown");
        assert_eq!(targets.chosen.iter().map(|one| one.id).collect::<Vec<_>>(), ids[1..3]);

        edit_prerequisites::add_prerequisite(app, actor, framework, ids[0], ids[1]).await.expect("is added");
        let circle = edit_prerequisites::add_prerequisite(app, actor, framework, ids[1], ids[0]).await;
        assert!(matches!(circle, Err(Refusal::Invalid { field: "before", .. })), "{circle:?}");
        let detail =
            show_competency_detail::show_competency_detail(app, actor, ids[1]).await.expect("is shown");
        assert_eq!(detail.relations.len(), 1);
        let shown = edit_prerequisites::show_prerequisites(app, actor, framework).await.expect("are shown");
        assert!(shown.may_edit && shown.pairs[0].by_hand);
        edit_prerequisites::remove_prerequisite(app, actor, framework, shown.pairs[0].id)
            .await
            .expect("goes");

        let people = search_people::PeopleQuery { words: "o'b".to_owned(), ..Default::default() };
        let people = search_people::search_people(app, actor, people).await.expect("are found");
        assert_eq!((people.people.len(), people.of, people.next), (1, 5, None));
        let health = show_health::show_health(app, actor).await.expect("is shown");
        assert_eq!((health.people, health.sections, health.frameworks), (5, 1, 1));
        assert!(health.database_bytes > 0 && health.last_import.is_none());
        assert!(list_imports::list_imports(app, actor).await.expect("are listed").is_empty());
        let log = list_access_log::list_access_log(app, actor, list_access_log::AccessQuery::default()).await;
        assert!(log.expect("is listed").next.is_none());
    }
}

#[tokio::test]
async fn a_policy_has_versions_with_who_and_why_and_is_checked() {
    for place in empty_districts().await {
        let (app, actor) = (&place.app, &place.administrator);
        let new = |scope: &str, field: &str, effect, value: &str| set_policy::NewSetting {
            scope: scope.to_owned(),
            field: field.to_owned(),
            effect,
            value: value.to_owned(),
            effective_from: crate::fixtures::today(),
            why: "Agreed at the meeting.".to_owned(),
        };
        let minimum = "mastery.minimum_evidence";
        for (version, value) in [(1, "2"), (2, "3")] {
            let set = set_policy::set_policy(app, actor, new("district", minimum, Effect::Set, value)).await;
            assert_eq!(set.expect("is set"), version);
        }
        for bad in [
            new("district", minimum, Effect::Set, "-1"),
            new("district", minimum, Effect::Set, "1e400"),
            new("district", "mastery.nonsense", Effect::Set, "1"),
            new("district", "mastery.rule", Effect::Set, "coin"),
            new("district", "mastery.rule", Effect::Floor, "highest"),
            new("planet", minimum, Effect::Set, "1"),
            new("section:not-an-id", minimum, Effect::Set, "1"),
        ] {
            let refused = set_policy::set_policy(app, actor, bad.clone()).await;
            assert!(matches!(refused, Err(Refusal::Invalid { .. })), "{bad:?}: {refused:?}");
        }
        let listed = list_policies::list_policies(app, actor).await.expect("are listed");
        let own: Vec<_> = listed.settings.iter().filter(|one| one.setting.version == 2).collect();
        assert!(own.len() == 1 && own[0].current && own[0].by == "Ada Ministrator");
        assert_eq!(own[0].scope, "The whole district");
        assert!(listed.fields.len() > 5);
    }
}

#[tokio::test]
async fn a_stranger_is_refused_everywhere() {
    let place = empty_district().await;
    let stranger = Actor::new(place.administrator.district, domain::PersonId::from_bytes([9; 16]));
    let app = &place.app;
    let denied = |refused: bool, what: &str| assert!(refused, "{what}");
    denied(list_imports::list_imports(app, &stranger).await.is_err(), "imports");
    denied(list_policies::list_policies(app, &stranger).await.is_err(), "policies");
    denied(show_health::show_health(app, &stranger).await.is_err(), "health");
    denied(add_framework::add_framework(app, &stranger, "T", "A").await.is_err(), "framework");
    let query = search_people::PeopleQuery::default();
    denied(search_people::search_people(app, &stranger, query).await.is_err(), "people");
    let query = list_access_log::AccessQuery::default();
    denied(list_access_log::list_access_log(app, &stranger, query).await.is_err(), "log");
    let new = add_section::NewSection {
        title: "Mine".to_owned(),
        organization: place.organization,
        names: "Sam Lee".to_owned(),
    };
    denied(add_section::add_section(app, &stranger, new).await.is_err(), "section");
    let found = operator::operator(app, place.administrator.district).await.expect("is named");
    assert_eq!(found.person, place.administrator.person);
}

#[tokio::test]
async fn whoever_changes_the_targets_of_a_class_may_write_them() {
    for room in classrooms().await {
        let (app, section) = (room.app(), room.section);
        let chosen = async || {
            let shown = choose_targets::show_targets(app, &room.educator, section).await.expect("are shown");
            shown.chosen.into_iter().skip(room.targets.len()).collect::<Vec<_>>()
        };
        let write =
            async |by: &Actor, lines: &str| write_targets::write_targets(app, by, section, lines).await;
        assert_eq!(write(&room.educator, "K.1 Measure\nKeep it clean").await.expect("are written"), 2);
        let first = chosen().await;
        let named: Vec<_> = first.iter().map(domain::framework::Competency::code_and_title).collect();
        assert_eq!(named, ["K.1 Measure", "2 Keep it clean"]);
        assert_eq!(write(&room.colleague, "keep it clean\nK.2 Scale").await.expect("adds"), 2);
        assert_eq!(chosen().await[..2], first, "the same words are the same target");
        assert_eq!(chosen().await.len(), 3);
        for bad in ["", " \n", "K.1 Something else", &"A\n".repeat(500)] {
            let refused = write(&room.educator, bad).await;
            assert!(matches!(refused, Err(Refusal::Invalid { .. })), "{bad}: {refused:?}");
        }
        for other in [&room.stranger, &room.aide, &room.principal, &room.guardian, &room.as_actor(0)] {
            let refused = write(other, "K.9 Mine").await;
            assert!(matches!(refused, Err(Refusal::NotFound(_) | Refusal::Denied(_))), "{refused:?}");
        }
        assert_eq!(chosen().await.len(), 3);
    }
}

#[tokio::test]
async fn classes_of_one_name_have_targets_of_their_own() {
    let place = empty_district().await;
    let (app, actor) = (&place.app, &place.administrator);
    let mut written = Vec::new();
    for line in ["Count", "Read"] {
        let new = add_section::NewSection {
            title: "Room 4".to_owned(),
            organization: place.organization,
            names: "Sam Lee".to_owned(),
        };
        let section = add_section::add_section(app, actor, new).await.expect("is made");
        write_targets::write_targets(app, actor, section, line).await.expect("is written");
        written.push(choose_targets::show_targets(app, actor, section).await.expect("is shown").chosen);
    }
    assert_eq!([&written[0][0].statement, &written[1][0].statement], ["Count", "Read"]);
    assert_ne!(written[0][0].framework, written[1][0].framework);
}
