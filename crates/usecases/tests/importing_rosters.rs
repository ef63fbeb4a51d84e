//! Rosters come in: the same file twice changes nothing, what is missing ends, a broken one writes nothing.

mod fixtures;

use domain::{
    people::{Role, RoleKind, SectionRole},
    time::Dates,
};
use fixtures::{Place, empty_district, empty_districts, given};
use usecases::{
    Refusal, chance,
    decide_custody::{Adult, EndOfRights, NewRights, decide_custody, end_guardianship, show_guardians},
    give_role::{NewRole, give_role},
    import_files::{apply_import, check_import, import_files},
    import_report::{ImportState, ShownImport},
    import_request::{ImportKind, ImportOptions, ImportRequest},
    list_imports::usual_source,
    substitutes::Who,
};

const MANIFEST: &str = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\n\
    file.academicSessions,absent\nfile.classes,bulk\nfile.courses,absent\nfile.demographics,absent\n\
    file.enrollments,bulk\nfile.orgs,bulk\nfile.users,bulk\n";
const ORGS: &str = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n\
    d1,,,District,district,,\ns1,,,Alder School,school,,d1\n";
const USERS: &str = "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,shoe\n\
    t1,,,true,s1,teacher,t1,,Tom,Okafor,\nl1,,,true,s1,student,l1,,ليلى,الحربي,38\nl2,,,true,s1,student,l2,,Fionnuala,O'Brien,\n";
const CLASSES: &str = "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods\n\
    c1,,,Mathematics 5,05,,,homeroom,,s1,,,,\n";
const ENROLLMENTS: &str = "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n\
    e1,,,c1,s1,t1,teacher,true,,\ne2,,,c1,s1,l1,student,,2026-09-01,\ne3,,,c1,s1,l2,student,,2026-09-01,\n";

fn roster(users: &str, enrollments: &str) -> ImportRequest {
    let file = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
    request(vec![
        file("manifest.csv", MANIFEST),
        file("orgs.csv", ORGS),
        file("users.csv", users),
        file("classes.csv", CLASSES),
        file("enrollments.csv", enrollments),
    ])
}

fn request(files: Vec<(String, Vec<u8>)>) -> ImportRequest {
    let (kind, options) = (ImportKind::Roster, ImportOptions::default());
    ImportRequest { kind, source: "sis".to_owned(), files, options }
}

async fn import(place: &Place, request: ImportRequest) -> Result<ShownImport, Refusal> {
    import_files(&place.app, &place.administrator, request, &|_, _| {}).await
}

fn counts(import: &ShownImport, kind: &str) -> [u64; 4] {
    let line = import.report.differences.iter().find(|line| line.kind == kind).expect("a line of this kind");
    [line.added, line.changed, line.unchanged, line.ended]
}

#[tokio::test]
async fn a_roster_comes_in_and_the_same_file_again_shows_the_same_report() {
    for place in empty_districts().await {
        let first = import(&place, roster(USERS, ENROLLMENTS)).await.expect("comes in");
        assert_eq!(first.state, ImportState::Applied);
        assert_eq!(counts(&first, "people"), [3, 0, 0, 0], "{:?}", first.report.problems);
        assert_eq!(counts(&first, "enrollments"), [3, 0, 0, 0]);
        assert_eq!(counts(&first, "organizations"), [2, 0, 0, 0]);
        let again = import(&place, roster(USERS, ENROLLMENTS)).await.expect("shows the report");
        assert!(again.repeated);
        assert_eq!((again.id, &again.report), (first.id, &first.report));
    }
}

#[tokio::test]
async fn what_is_missing_from_a_bulk_file_ends_and_nobody_is_deleted() {
    for place in empty_districts().await {
        import(&place, roster(USERS, ENROLLMENTS)).await.expect("comes in");
        let fewer_users = USERS.rsplit_once("l2,").expect("a last row").0;
        let fewer_places = ENROLLMENTS.rsplit_once("e3,").expect("a last row").0;
        let fewer = roster(fewer_users, fewer_places);
        let looked = check_import(&place.app, &place.administrator, fewer.clone()).await.expect("is read");
        assert_eq!(looked.state, ImportState::Checked);
        assert_eq!(counts(&looked, "people"), [0, 0, 2, 1], "{:?}", looked.report.problems);
        assert_eq!(counts(&looked, "enrollments"), [0, 0, 2, 1]);
        let applied =
            apply_import(&place.app, &place.administrator, looked.id, &|_, _| {}).await.expect("applies");
        assert_eq!(applied.report, looked.report);
        let places = enrollments(&place).await;
        assert_eq!(places.iter().filter(|(_, _, open)| *open).count(), 2);
        assert_eq!(places.len(), 3);
        assert_eq!(people(&place).await, 4, "with the administrator");
        let back = import(&place, roster(USERS, ENROLLMENTS)).await.expect("comes in");
        assert!(!back.repeated, "the latest import was another file");
        assert_eq!(counts(&back, "people"), [0, 1, 2, 0]);
        assert!(enrollments(&place).await.iter().all(|(_, _, open)| *open));
    }
}

#[tokio::test]
async fn a_dry_run_writes_no_record_and_extra_columns_are_kept() {
    let place = empty_district().await;
    let looked =
        check_import(&place.app, &place.administrator, roster(USERS, ENROLLMENTS)).await.expect("is read");
    assert_eq!(counts(&looked, "people"), [3, 0, 0, 0]);
    assert_eq!(people(&place).await, 1);
    apply_import(&place.app, &place.administrator, looked.id, &|_, _| {}).await.expect("applies");
    let district = place.administrator.district;
    let found = place
        .app
        .db
        .read(district, |tx, district| {
            Box::pin(async move {
                Ok::<_, Refusal>(store::person::page(tx, *district, Some("الحربي"), None, 9).await?)
            })
        })
        .await
        .expect("is found");
    assert_eq!(found[0].extra.get("shoe"), Some("\"38\""));
}

#[tokio::test]
async fn files_are_taken_to_come_from_where_the_last_came_from() {
    for place in empty_districts().await {
        let usual = || usual_source(&place.app, &place.administrator, ImportKind::Roster);
        assert_eq!(usual().await.expect("is said"), "sis");
        let other = ImportRequest { source: "other".to_owned(), ..roster(USERS, ENROLLMENTS) };
        import(&place, other).await.expect("comes in");
        assert_eq!(usual().await.expect("is said"), "other");
    }
}

#[tokio::test]
async fn a_role_given_by_hand_is_no_rosters_to_end() {
    for place in empty_districts().await {
        import(&place, roster(USERS, ENROLLMENTS)).await.expect("comes in");
        let district = place.administrator.district;
        let teacher = domain::PersonId::derived(district, &["sis", "user", "t1"]);
        let school = domain::OrganizationId::derived(district, &["sis", "org", "s1"]);
        let new = |kind| NewRole {
            who: Who::Known(teacher),
            kind,
            organization: school,
            begins: None,
            ends: None,
            reason: "Leads the school while the principal is ill".to_owned(),
        };
        give_role(&place.app, &place.administrator, new(RoleKind::Principal)).await.expect("given");
        // The same role as a roster once gave it, and no hand did.
        let counselor = Role {
            person: teacher,
            kind: RoleKind::Counselor,
            organization: school,
            dates: domain::time::Dates::ALWAYS,
        };
        let put = place.app.db.write(counselor, move |tx, role| {
            Box::pin(async move {
                Ok::<_, Refusal>(store::role::put(tx, district, std::slice::from_ref(role)).await?)
            })
        });
        put.await.expect("written");
        let renamed = USERS.replace("Okafor", "Okafor-Lee");
        let done = import(&place, roster(&renamed, ENROLLMENTS)).await.expect("comes in");
        assert_eq!(counts(&done, "roles")[3], 1, "the counselor's: {:?}", done.report.differences);
        let open = open_roles(&place, teacher).await;
        assert_eq!(open, [RoleKind::Educator, RoleKind::Principal]);
        // Nor does a roster that no longer sends them at all.
        let without = renamed.lines().filter(|line| !line.starts_with("t1,")).collect::<Vec<_>>().join("\n");
        let places =
            ENROLLMENTS.lines().filter(|line| !line.starts_with("e1,")).collect::<Vec<_>>().join("\n");
        import(&place, roster(&without, &places)).await.expect("comes in");
        assert_eq!(open_roles(&place, teacher).await, [RoleKind::Principal]);
    }
}

/// Kinds of the roles that hold today.
async fn open_roles(place: &Place, person: domain::PersonId) -> Vec<RoleKind> {
    let (district, today) = (place.administrator.district, chance::today(place.administrator.district));
    let found = place.app.db.read(district, |tx, district| {
        Box::pin(async move { Ok::<_, Refusal>(store::role::of_person(tx, *district, person).await?) })
    });
    let open = found.await.expect("roles").into_iter().filter(|role| role.dates.contains(today));
    open.map(|role| role.kind).collect()
}

#[tokio::test]
async fn a_broken_manifest_or_file_writes_nothing() {
    for place in empty_districts().await {
        let mut broken = roster(USERS, ENROLLMENTS);
        broken.files[0].1 = MANIFEST.replace("file.users,bulk", "file.users,sideways").into_bytes();
        for files in [broken.files, vec![("r.zip".to_owned(), b"PK\x03\x04 cut off".to_vec())]] {
            let refused = import(&place, request(files)).await.expect("is told");
            assert_eq!(refused.state, ImportState::Refused);
            assert!(refused.report.errors > 0);
            assert_eq!(people(&place).await, 1);
        }
    }
}

#[tokio::test]
async fn two_imports_of_one_file_at_once_bring_it_in_once() {
    for place in empty_districts().await {
        let (one, other) = tokio::join!(
            import(&place, roster(USERS, ENROLLMENTS)),
            import(&place, roster(USERS, ENROLLMENTS))
        );
        one.expect("comes in");
        other.expect("comes in");
        assert_eq!(people(&place).await, 4);
        assert_eq!(enrollments(&place).await.len(), 3);
    }
}

#[tokio::test]
async fn a_delta_that_refers_to_what_never_came_says_so_and_brings_in_the_rest() {
    let place = empty_district().await;
    let manifest = MANIFEST.replace("bulk", "delta").replace("file.orgs,delta", "file.orgs,absent");
    let mut delta = roster(USERS, ENROLLMENTS);
    delta.files[0].1 = manifest.into_bytes();
    delta.files.retain(|(name, _)| name != "orgs.csv");
    let done = import(&place, delta).await.expect("comes in");
    assert_eq!(done.state, ImportState::Applied, "{:?}", done.report.problems);
    assert!(done.report.problems.iter().any(|problem| problem.value.as_deref() == Some("s1")));
    assert_eq!(counts(&done, "people")[0], 3);
    assert_eq!(counts(&done, "sections")[0], 0);
}

#[tokio::test]
async fn only_an_administrator_imports_a_roster() {
    let place = empty_district().await;
    import(&place, roster(USERS, ENROLLMENTS)).await.expect("comes in");
    let teacher = domain::PersonId::derived(place.administrator.district, &["sis", "user", "t1"]);
    let teacher = usecases::Actor::new(place.administrator.district, teacher);
    let refused = import_files(&place.app, &teacher, roster(USERS, ""), &|_, _| {}).await;
    assert!(matches!(refused, Err(Refusal::Denied(_))), "{refused:?}");
}

#[tokio::test]
async fn every_given_bundle_comes_in_or_says_why() {
    let Some(folder) = given("oneroster") else { return };
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|ending| ending != "zip") {
            continue;
        }
        let place = empty_district().await;
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        let bytes = std::fs::read(&path).expect("the file can be read");
        let done = import(&place, request(vec![(name.clone(), bytes.clone())])).await.expect("is read");
        println!("{name}: {:?}, {} errors", done.state, done.report.errors);
        if done.state == ImportState::Refused {
            assert!(done.report.errors > 0, "{name} says why");
            continue;
        }
        let again = import(&place, request(vec![(name, bytes)])).await.expect("is known");
        assert!(again.repeated);
    }
}

async fn people(place: &Place) -> i64 {
    let district = place.administrator.district;
    let count = place.app.db.read(district, |tx, district| {
        Box::pin(async move { Ok::<_, Refusal>(store::person::count(tx, *district).await?) })
    });
    count.await.expect("a count")
}

/// Everyone's places: person, role, and whether the place is open today.
async fn enrollments(place: &Place) -> Vec<(domain::PersonId, SectionRole, bool)> {
    let today = crate::fixtures::today();
    let district = place.administrator.district;
    let found = place.app.db.read(district, |tx, district| {
        Box::pin(async move {
            let section = domain::SectionId::derived(*district, &["sis", "class", "c1"]);
            Ok::<_, Refusal>(store::enrollment::of_section(tx, *district, section).await?)
        })
    });
    let found = found.await.expect("places");
    found.into_iter().map(|one| (one.person, one.role, one.dates.contains(today))).collect()
}

#[tokio::test]
async fn what_was_barred_or_ended_by_hand_no_roster_gives_back() {
    for place in empty_districts().await {
        let adult = |id: &str, given: &str| format!("{id},,,true,s1,parent,{id},,{given},Haddad,\n");
        let users =
            USERS.replacen("shoe\n", "shoe,agentSourcedIds\n", 1).replace(",38\n", ",38,\"g1,g2,g3\"\n");
        let users = users.replace("Tom,Okafor,\n", "Tom,Okafor,,\n").replace("O'Brien,\n", "O'Brien,,\n");
        let adults = ["g1", "g2", "g3"].map(|id| adult(id, id).replace(",\n", ",,\n")).concat();
        let users = format!("{users}{adults}");
        let first = import(&place, roster(&users, ENROLLMENTS)).await.expect("comes in");
        assert_eq!(counts(&first, "guardianships"), [3, 0, 0, 0], "{:?}", first.report.problems);
        let (app, actor) = (&place.app, &place.administrator);
        let learner = domain::PersonId::derived(actor.district, &["sis", "user", "l1"]).as_learner();
        let bar = |name: &str| NewRights {
            guardian: Adult::Known(name.to_owned()),
            relation: "parent".to_owned(),
            may_see: false,
            dates: Dates::ALWAYS,
            reason: "Order of the court".to_owned(),
        };
        decide_custody(app, actor, learner, bar("g1")).await.expect("is barred");
        let second = domain::PersonId::derived(actor.district, &["sis", "user", "g2"]);
        let yesterday = chance::today(place.administrator.district).yesterday().expect("a day");
        let end = EndOfRights { guardian: second, last: yesterday, reason: "Moved away".to_owned() };
        end_guardianship(app, actor, learner, &end).await.expect("ends");
        let more = ENROLLMENTS.replace("2026-09-01,\ne3", "2026-09-02,\ne3");
        let again = import(&place, roster(&users, &more)).await.expect("comes in");
        assert_eq!(counts(&again, "guardianships"), [0, 0, 1, 0], "only what nobody decided");
        assert!(
            again.report.remarks.iter().any(|said| said.contains("decided here: 2")),
            "{:?}",
            again.report
        );
        let shown = show_guardians(app, actor, learner).await.expect("are shown");
        let sees: Vec<_> =
            shown.guardians.iter().map(|one| (one.person.given_name.as_str(), one.sees)).collect();
        assert_eq!(sees, [("g1", false), ("g2", false), ("g3", true)]);
        // A roster without them ends what it brought, and leaves what was decided here.
        let fewer = users.replace("\"g1,g2,g3\"", "");
        let ended = import(&place, roster(&fewer, ENROLLMENTS)).await.expect("comes in");
        assert_eq!(counts(&ended, "guardianships"), [0, 0, 0, 1]);
        let allow = NewRights { may_see: true, ..bar("g1") };
        decide_custody(app, actor, learner, allow).await.expect("is allowed again");
        let shown = show_guardians(app, actor, learner).await.expect("are shown");
        let sees: Vec<_> = shown.guardians.iter().map(|one| one.sees).collect();
        assert_eq!(sees, [true, false, false]);
        assert_eq!(shown.decisions.len(), 3);
        assert_eq!(shown.decisions[0].by, "Ada Ministrator");
    }
}
