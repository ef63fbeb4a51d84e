//! Lawful erasure: what goes, what stays, and that everybody else's chain still verifies.

mod fixtures;
mod ledgers;

use domain::{
    LearnerId,
    people::{Person, Role, RoleKind},
    time::Dates,
};
use fixtures::{Place, empty_districts, named};
use ledgers::{ENTRIES, fill, opened};
use usecases::{
    Actor, Refusal,
    anchor_ledger::anchor_ledger,
    chance,
    disclosures::{NewDisclosure, list_disclosures, record_disclosure},
    erase_record::{
        ask_for_erasure, confirm_erasure, erase_at_the_machine, list_erasures, plan_erasure, withdraw_erasure,
    },
    export_record::export_record,
    merge_records::{Merge, merge_records},
    rebuild_mastery::{Rebuild, rebuild_mastery},
    separate_records::{list_record_links, separate_records},
    sweep_traces::sweep_traces,
    verify_ledger::verify_ledger,
};

async fn put(place: &Place, people: Vec<Person>, roles: Vec<Role>) {
    let district = place.administrator.district;
    place
        .app
        .db
        .write((people, roles), move |tx, (people, roles)| {
            Box::pin(async move {
                store::person::put(tx, district, people).await?;
                Ok::<_, Refusal>(store::role::put(tx, district, roles).await?)
            })
        })
        .await
        .expect("the roster is changed");
}

/// Another administrator of the district.
async fn second(place: &Place) -> Actor {
    let person = chance::person_id(chance::now());
    let role = Role {
        person,
        kind: RoleKind::Administrator,
        organization: place.organization,
        dates: Dates::ALWAYS,
    };
    put(place, vec![named(person, "Bo", "Second")], vec![role]).await;
    Actor::new(place.administrator.district, person)
}

#[tokio::test]
async fn after_an_erasure_every_chain_and_the_anchor_still_verify() {
    for place in empty_districts().await {
        let (app, district, administrator) = (&place.app, place.administrator.district, &place.administrator);
        let learners = fill(&place).await;
        let anchor = anchor_ledger(app, district).await.expect("an anchor").file;
        opened(&place, learners[0]).await.expect("read");
        let plan = plan_erasure(app, administrator, learners[0]).await.expect("a plan");
        assert_eq!((plan.entries, plan.hindrance.as_str()), (ENTRIES, ""));
        let before = verify_ledger(app, district, Some(&anchor), |_, _| {}).await.expect("walked");
        assert!(before.is_whole() && before.erased == 0, "looking touched nothing: {before:?}");

        let other = second(&place).await;
        let asked =
            ask_for_erasure(app, administrator, learners[0], "Court", "Why not").await.expect("asked");
        let twice = ask_for_erasure(app, administrator, learners[0], "Court", "Again").await;
        assert!(matches!(twice, Err(Refusal::Conflict(_))), "{twice:?}");
        let alone = confirm_erasure(app, administrator, asked, "Noor Berg").await;
        assert!(matches!(alone, Err(Refusal::Denied(_))), "two administrators, two people: {alone:?}");
        let mistyped = confirm_erasure(app, &other, asked, "Noor Bergg").await;
        assert!(matches!(mistyped, Err(Refusal::Invalid { field: "name", .. })), "{mistyped:?}");
        let done = confirm_erasure(app, &other, asked, " noor BERG ").await.expect("erased");
        assert_eq!((done.entries, done.reason.as_str()), (ENTRIES, ""));

        let found = verify_ledger(app, district, Some(&anchor), |_, _| {}).await.expect("walked");
        assert!(found.is_whole(), "{found:?}");
        assert_eq!((found.erased, found.entries), (ENTRIES, 3 * ENTRIES));
        let rebuilt = rebuild_mastery(app, district, Rebuild::default(), |_, _| {}).await.expect("judged");
        assert!(rebuilt.is_same(), "{rebuilt:?}");
        let listed = list_erasures(app, administrator).await.expect("lists");
        assert_eq!((listed.len(), listed[0].learner.as_str()), (1, "Erased"));
        opened(&place, learners[0]).await.expect("an empty record");
        opened(&place, learners[1]).await.expect("others are as they were");
        assert_nothing_is_left(&place, learners[0]).await;
    }
}

/// The person has no name, the log says who read and not why, and SQLite's file holds none of it.
async fn assert_nothing_is_left(place: &Place, learner: LearnerId) {
    let district = place.administrator.district;
    let (person, log) = place
        .app
        .db
        .read((), move |tx, ()| {
            Box::pin(async move {
                let person = store::person::find(tx, district, learner.as_person()).await?;
                Ok::<_, Refusal>((person, store::access_log::page(tx, district, None, None, 500).await?))
            })
        })
        .await
        .expect("read");
    assert_eq!(person.expect("a place").name(), "Erased");
    let lines: Vec<_> = log.iter().filter(|line| line.learners.contains(&learner)).collect();
    assert!(lines.len() >= 3, "who read stays: {lines:?}");
    let first = lines.last().expect("the first reading");
    assert_eq!((first.what.as_str(), first.reason.as_deref()), ("learner record", None));
}

#[tokio::test]
async fn an_administrator_of_a_school_is_no_second_one_who_has_to_confirm() {
    for place in empty_districts().await {
        let (app, administrator) = (&place.app, &place.administrator);
        let learners = fill(&place).await;
        let person = chance::person_id(chance::now());
        let school = chance::organization_id(chance::now());
        let (district, root) = (administrator.district, place.organization);
        let organization = domain::people::Organization {
            id: school,
            parent: Some(root),
            kind: "school".to_owned(),
            name: "Alder School".to_owned(),
            sourced_id: None,
            extra: domain::framework::Extra::new(),
        };
        let made = app.db.write(organization, move |tx, one| {
            Box::pin(async move {
                let rows = std::slice::from_ref(one);
                Ok::<_, Refusal>(store::organization::put(tx, district, rows).await?)
            })
        });
        made.await.expect("made");
        let role = Role { person, kind: RoleKind::Administrator, organization: school, dates: Dates::ALWAYS };
        put(&place, vec![named(person, "Sam", "Alder")], vec![role]).await;
        let asked = ask_for_erasure(app, administrator, learners[0], "Law", "Asked").await.expect("asked");
        let of_school = Actor::new(district, person);
        let refused = confirm_erasure(app, &of_school, asked, "Noor Berg").await;
        assert!(matches!(refused, Err(Refusal::Denied(_))), "{refused:?}");
        confirm_erasure(app, administrator, asked, "Noor Berg").await.expect("nobody else may");
    }
}

#[tokio::test]
async fn the_file_of_a_restored_backup_holds_no_erased_name() {
    const PEOPLE: usize = 1_200;
    const ERASED: usize = 40;
    let place = empty_districts().await.remove(0);
    let folder = place.folder().expect("SQLite").to_owned();
    // Names out of order, so that pages are divided as they come in, a few people at a time.
    let name =
        |n: usize| (format!("Given{:04}", n * 7_919 % 10_007), format!("Family{:05}", n * 104_729 % 99_991));
    let ids: Vec<_> = (0..PEOPLE).map(|_| chance::person_id(chance::now())).collect();
    for few in (0..PEOPLE).collect::<Vec<_>>().chunks(20) {
        let people = few.iter().map(|n| named(ids[*n], &name(*n).0, &name(*n).1)).collect();
        let role = |n: &usize| Role {
            person: ids[*n],
            kind: RoleKind::Learner,
            organization: place.organization,
            dates: Dates::ALWAYS,
        };
        put(&place, people, few.iter().map(role).collect()).await;
    }
    let (backup, restored) = (folder.join("backup.sqlite"), folder.join("restored.sqlite"));
    store::backup::copy(&place.app.db, &backup).await.expect("a backup");
    store::backup::put_back(&backup, &restored).await.expect("restored");
    let app = usecases::open(restored.to_str().expect("UTF-8")).await.expect("opens");
    let learners = (0..ERASED).map(|n| n * PEOPLE / ERASED);
    for n in learners.clone() {
        let (given, family) = name(n);
        let called = format!("{given} {family}");
        let learner = ids[n].as_learner();
        erase_at_the_machine(&app, &place.administrator, learner, "Court", &called).await.expect("erased");
    }
    assert!(sweep_traces(&app).await.expect("written anew"));
    assert!(!sweep_traces(&app).await.expect("looked"), "once is enough");
    let held: Vec<u8> = ["restored.sqlite", "restored.sqlite-wal"]
        .iter()
        .flat_map(|file| std::fs::read(folder.join(file)).unwrap_or_default())
        .collect();
    let held = String::from_utf8_lossy(&held).to_lowercase();
    let found = |n: usize| {
        let (given, family) = name(n);
        held.contains(&format!("{family}, {given}").to_lowercase()) || held.contains(&family.to_lowercase())
    };
    assert!(found(1), "who was not erased is there");
    let left: Vec<usize> = learners.filter(|n| found(*n)).collect();
    assert_eq!(left, [0; 0], "{} of {ERASED} names can be read in the file", left.len());
}

#[tokio::test]
async fn what_left_of_an_erased_record_keeps_no_name_and_no_typed_purpose() {
    for place in empty_districts().await {
        let (app, administrator) = (&place.app, &place.administrator);
        let learner = fill(&place).await[0];
        let reader =
            Actor { break_glass: Some("The very secret remark".to_owned()), ..administrator.clone() };
        export_record(app, &Actor::new(administrator.district, learner.as_person()), learner)
            .await
            .expect("by the learner");
        export_record(app, &reader, learner).await.expect("by an administrator");
        let by_hand = NewDisclosure {
            party: None,
            recipient: "Bus company".to_owned(),
            purpose: "Noor's illness".to_owned(),
            ground: "Contract".to_owned(),
            fields: "Address".to_owned(),
        };
        record_disclosure(app, administrator, learner, by_hand).await.expect("by hand");
        erase_at_the_machine(app, administrator, learner, "Court", "Noor Berg").await.expect("erased");
        let left = list_disclosures(app, administrator, 0).await.expect("lists");
        assert_eq!(left.len(), 3, "that it left stays");
        let said = format!("{left:?}");
        for gone in ["secret remark", "Noor", "illness"] {
            assert!(!said.contains(gone), "{gone}: {said}");
        }
        assert!(said.contains("Bus company") && said.contains("Not kept: the record was erased"), "{said}");
    }
}

#[tokio::test]
async fn one_administrator_alone_confirms_by_the_name_and_may_give_it_up() {
    for place in empty_districts().await {
        let (app, administrator) = (&place.app, &place.administrator);
        let learners = fill(&place).await;
        let first = ask_for_erasure(app, administrator, learners[0], "Law", "Asked").await.expect("asked");
        withdraw_erasure(app, administrator, first).await.expect("given up");
        let over = confirm_erasure(app, administrator, first, "Noor Berg").await;
        assert!(matches!(over, Err(Refusal::Conflict(_))), "{over:?}");
        let again = ask_for_erasure(app, administrator, learners[0], "Law", "Asked").await.expect("asked");
        confirm_erasure(app, administrator, again, "Noor Berg").await.expect("erased");
        let twice = ask_for_erasure(app, administrator, learners[0], "Law", "Asked").await;
        assert!(matches!(twice, Err(Refusal::Conflict(_))), "{twice:?}");
    }
}

#[tokio::test]
async fn one_of_two_records_that_count_as_one_is_erased_after_they_are_separated() {
    for place in empty_districts().await {
        let (app, administrator) = (&place.app, &place.administrator);
        let learners = fill(&place).await;
        let asked = Merge {
            kept: learners[0],
            merged: learners[1],
            reason: "The very secret remark".to_owned(),
            may_see: Vec::new(),
        };
        let link = merge_records(app, administrator, asked).await.expect("merged").link;
        for one in &learners[..2] {
            let refused = ask_for_erasure(app, administrator, *one, "Court", "Asked").await;
            assert!(
                matches!(&refused, Err(Refusal::Conflict(why)) if why.contains("separate them first")),
                "{refused:?}"
            );
        }
        separate_records(app, administrator, link, "Two children after all", &[]).await.expect("separated");
        for one in &learners[..2] {
            let asked = ask_for_erasure(app, administrator, *one, "Court", "Asked").await.expect("asked");
            confirm_erasure(app, administrator, asked, "Noor Berg").await.expect("erased");
        }
        let found = verify_ledger(app, administrator.district, None, |_, _| {}).await.expect("walked");
        assert!(found.is_whole(), "{found:?}");
        let links = list_record_links(app, administrator).await.expect("listed");
        assert!(links.iter().all(|shown| shown.link.reason.is_empty()), "{links:?}");
    }
}

#[tokio::test]
async fn only_administrators_of_the_district_erase_and_nobody_who_works_here_is_erased() {
    for place in empty_districts().await {
        let (app, administrator) = (&place.app, &place.administrator);
        let learners = fill(&place).await;
        let learner = Actor::new(administrator.district, learners[1].as_person());
        for actor in [&learner, &Actor { read_only: true, ..administrator.clone() }] {
            let refused = ask_for_erasure(app, actor, learners[0], "Law", "Asked").await;
            assert!(matches!(refused, Err(Refusal::Denied(_))), "{refused:?}");
        }
        assert!(matches!(plan_erasure(app, &learner, learners[0]).await, Err(Refusal::Denied(_))));
        let own = administrator.person.as_learner();
        let hindered = ask_for_erasure(app, administrator, own, "Law", "Asked").await;
        assert!(matches!(hindered, Err(Refusal::Conflict(_))), "{hindered:?}");
        let nobody = chance::person_id(chance::now()).as_learner();
        let unknown = plan_erasure(app, administrator, nobody).await;
        assert!(matches!(unknown, Err(Refusal::NotFound(_))), "{unknown:?}");
        for (ground, reason, field) in [("", "x", "ground"), ("x", "\0", "reason")] {
            match ask_for_erasure(app, administrator, learners[0], ground, reason).await {
                Err(Refusal::Invalid { field: found, .. }) => assert_eq!(found, field),
                other => panic!("{field}: {other:?}"),
            }
        }
    }
}

#[tokio::test]
async fn a_name_that_was_erased_is_not_in_sqlites_file_any_more() {
    let place = fixtures::empty_district().await;
    let (app, administrator) = (place.app.clone(), place.administrator.clone());
    let learners = fill(&place).await;
    let person = Person {
        email: Some("zanzibar@qx.example".to_owned()),
        ..named(learners[0].as_person(), "Zanzibar", "Quixote")
    };
    put(&place, vec![person], vec![]).await;
    let asked = ask_for_erasure(&app, &administrator, learners[0], "Law", "Asked").await.expect("asked");
    confirm_erasure(&app, &administrator, asked, "Zanzibar Quixote").await.expect("erased");
    let taken =
        export_record(&app, &Actor::new(administrator.district, learners[0].as_person()), learners[0]).await;
    assert!(taken.is_ok(), "an empty record is a record");
    let folder = place.folder().expect("SQLite").to_path_buf();
    let copy = folder.join("copy.sqlite");
    usecases::back_up::back_up(&app, &copy).await.expect("copied");
    let bytes = std::fs::read(&copy).expect("readable");
    for gone in ["Zanzibar", "zanzibar", "qx.example"] {
        assert!(!bytes.windows(gone.len()).any(|part| part == gone.as_bytes()), "{gone} is in a new backup");
    }
}
