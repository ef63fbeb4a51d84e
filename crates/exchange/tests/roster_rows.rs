//! Rosters: what rows become, and what is said about the rest.

use domain::{
    DistrictId,
    people::{RoleKind, SectionRole},
};
use exchange::{
    Parsed, Severity,
    imports::oneroster::{
        EndDates, EndedThing, Kind, Limits, Mode, RosterBatch, RosterSource, Version, read_files,
    },
};

const MANIFEST: &str = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.orgs,bulk\n\
    file.academicSessions,bulk\nfile.classes,bulk\nfile.users,bulk\nfile.enrollments,bulk\nfile.courses,absent\n";
const ORGS: &str = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n\
    s1,,,North School,school,,d1\nd1,,,The District,district,,\n";
const TERMS: &str = "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId\n\
    t1,,,Fall,term,2026-09-01,2026-12-20,\n";
const USERS: &str = "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,givenName,familyName,\
    email,agentSourcedIds,grades,x_bus\n\
    l1,,,true,s1,student,Huda,نور,,\"g1,g2\",05,Bus 4\n\
    l2,,,true,s1,student,Tim,O'Brien,,,05,\n\
    g1,,,true,s1,parent,Sam,Noor,sam@example.org,\"l1,l2\",,\n\
    g2,,,true,s1,guardian,Ola,Noor,,,,\n\
    e1,,,true,\"s1,d1\",teacher,Ada,Byron,,,,\n";
const CLASSES: &str = "sourcedId,status,dateLastModified,title,grades,schoolSourcedId,termSourcedIds,subjects\n\
    c1,,,\"Math \"\"A\"\", first\",\"05,06\",s1,t1,Math\n";
const ENROLLMENTS: &str = "sourcedId,status,dateLastModified,classSourcedId,userSourcedId,role,beginDate,endDate\n\
    n1,,,c1,l1,student,2026-09-01,2026-12-20\nn2,,,c1,e1,teacher,,\n";

#[test]
fn a_clean_roster_comes_in_without_a_word() {
    let parsed = check(&[], &[]);
    let batch = parsed.batch;
    assert_eq!(batch.version, Version::V1p1);
    let names: Vec<_> = batch.organizations.iter().map(|org| org.name.as_str()).collect();
    assert_eq!(names, ["The District", "North School"], "parents come first");
    assert_eq!(batch.organizations[1].parent, Some(batch.organizations[0].id));
    assert_eq!(batch.sections[0].title, "Math \"A\", first");
    assert_eq!(batch.sections[0].grades, ["05", "06"]);
    assert_eq!(batch.sections[0].dates, batch.terms[0].dates, "dates of its term");
    assert_eq!(batch.people[0].extra.get("x_bus"), Some("\"Bus 4\""), "extra columns are kept");
    assert_eq!(batch.people[0].grade.as_deref(), Some("05"));
    let roles: Vec<_> = batch.roles.iter().map(|role| role.kind).collect();
    let (l, g, e) = (RoleKind::Learner, RoleKind::Guardian, RoleKind::Educator);
    assert_eq!(roles, [l, l, g, g, e, e]);
    assert_eq!(batch.guardianships.len(), 3, "both directions, each pair once");
    assert_eq!(batch.enrollments[0].role, SectionRole::Learner);
    assert_eq!((batch.ended, batch.expected), (vec![], vec![]));
}

#[test]
fn an_end_date_of_the_standard_is_the_day_after() {
    let mut source = source();
    source.end_dates = EndDates::DayAfter;
    let parsed = read_files(&source, files(&[]), &Limits::default());
    let ends = parsed.batch.enrollments[0].dates.ends().map(|day| day.to_string());
    assert_eq!(ends.as_deref(), Some("2026-12-19"));
}

#[test]
fn file_names_in_capitals_crlf_a_byte_order_mark_and_latin_1_are_understood() {
    let mut files = files(&[]);
    for (name, bytes) in &mut files {
        *name = format!("Export/{}", name.to_uppercase());
        let text = String::from_utf8(bytes.clone()).expect("UTF-8").replace('\n', "\r\n");
        *bytes = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        if name.ends_with("ORGS.CSV") {
            *bytes = text.replace("North", "Norz\u{e9}").chars().map(|c| c as u8).collect();
        }
    }
    let parsed = read_files(&source(), files, &Limits::default());
    assert_eq!((parsed.errors, parsed.warnings), (0, 1), "{:?}", parsed.problems);
    assert_eq!(parsed.batch.organizations[1].name, "Norzé School");
    assert_eq!(parsed.batch.enrollments.len(), 2);
}

#[test]
fn a_broken_row_is_named_and_takes_no_good_one_with_it() {
    let enrollments = format!(
        "{ENROLLMENTS}n1,,,c1,l2,student,,\nn4,,,c9,l1,student,,\nn5,,,c1,u9,student,,\n\
         n6,,,c1,l2,owner,,\nn7,,,c1,l2,student,1726-09-01,\nn8,,,c1,l2,student,2026-12-01,2026-09-01\n\
         n9,,,c1,l2,student,09/01/2026,\n,,,c1,l2,student,,\nn2,,,c1,e1,teacher,,\n"
    );
    let parsed = check(
        &[("enrollments.csv", &enrollments)],
        &[
            "E enrollments.csv:4 sourcedId n1",
            "E enrollments.csv:11 sourcedId ",
            "W enrollments.csv:12 sourcedId n2",
            "W enrollments.csv:0 - -",
            "E enrollments.csv:5 classSourcedId c9",
            "E enrollments.csv:6 userSourcedId u9",
            "E enrollments.csv:7 role owner",
            "E enrollments.csv:8 beginDate 1726-09-01",
            "E enrollments.csv:9 endDate 2026-09-01",
            "W enrollments.csv:10 beginDate 09/01/2026",
        ],
    );
    assert_eq!(parsed.batch.enrollments.len(), 3);
    let left_out: Vec<_> = parsed.batch.left_out.iter().map(|(_, sourced_id)| sourced_id.as_str()).collect();
    assert_eq!(left_out, ["n4", "n5", "n6", "n7", "n8"], "they are not missing, so they do not end");
    let mode = parsed.batch.modes.of(Kind::Enrollment);
    assert_eq!(mode, Mode::Delta, "a row without sourcedId could be any that seems missing");
}

#[test]
fn an_open_quotation_mark_ends_nobody() {
    let users = USERS.replace("l2,,,true,s1", "l2,,,\"true,s1");
    let problems = ["E users.csv:3 - -", "W users.csv:0 - -", "W users.csv:4 agentSourcedIds l2"];
    let parsed = check(&[("users.csv", &users)], &problems);
    assert_eq!(parsed.batch.people.len(), 4);
    assert_eq!(parsed.batch.modes.of(Kind::Person), Mode::Delta);
}

#[test]
fn what_refers_to_a_row_with_an_error_says_so() {
    let users = format!("{USERS}l3,,,true,s1,student,,,,,,\n");
    let enrollments = format!("{ENROLLMENTS}n3,,,c1,l3,student,,\n");
    check(
        &[("users.csv", &users), ("enrollments.csv", &enrollments)],
        &["E users.csv:7 familyName -", "E enrollments.csv:4 userSourcedId l3"],
    );
}

#[test]
fn an_organization_within_itself_comes_in_without_a_parent() {
    let orgs = ORGS.replace("district,,", "district,,s1");
    let parsed = check(&[("orgs.csv", &orgs)], &["W orgs.csv:3 parentSourcedId s1"]);
    assert_eq!(parsed.batch.organizations.len(), 2);
}

#[test]
fn passwords_are_not_taken_and_no_roster_makes_an_administrator() {
    let users = USERS.replace("x_bus", "password").replace("teacher", "systemAdministrator");
    let parsed = check(
        &[("users.csv", &users)],
        &["W users.csv:0 password -", "E users.csv:6 role systemAdministrator"],
    );
    assert!(parsed.batch.people[0].extra.keys().all(|name| name != "password"));
    assert!(parsed.batch.roles.iter().all(|role| role.kind != RoleKind::Administrator));
}

#[test]
fn in_a_delta_what_is_deleted_ends_and_what_is_not_there_is_expected() {
    let manifest = MANIFEST.replace("bulk", "delta");
    let enrollments = "sourcedId,status,dateLastModified,classSourcedId,userSourcedId,role,beginDate,endDate\n\
        n1,tobedeleted,2026-10-01T08:00:00Z,c1,l1,student,2026-09-01,2026-12-20\n\
        n7,tobedeleted,,,,,,\nn8,active,2026-10-01,c1,l77,student,,\n";
    let users = format!("{USERS}l9,tobedeleted,2026-10-01,,,,,,,,,\n");
    let parsed = check(
        &[("manifest.csv", &manifest), ("enrollments.csv", enrollments), ("users.csv", &users)],
        &(DELTA_WARNINGS),
    );
    let batch = parsed.batch;
    assert_eq!(batch.enrollments.len(), 2);
    assert_eq!(batch.enrollments[0].dates.ends().map(|day| day.to_string()).as_deref(), Some("2026-10-01"));
    let ended: Vec<_> = batch
        .ended
        .iter()
        .map(|ended| (ended.sourced_id.as_str(), ended.on.is_some(), ended.what == EndedThing::Enrollment))
        .collect();
    assert_eq!(ended, [("l9", true, false), ("n1", true, true), ("n7", false, true)]);
    let expected: Vec<_> = batch.expected.iter().map(|e| (e.kind, e.sourced_id.as_str(), e.line)).collect();
    assert_eq!(expected, [(Kind::Person, "l77", 4)]);
}

/// Rows of a delta should have a status; ours have none, which is reported row by row.
const DELTA_WARNINGS: [&str; 9] = [
    "W orgs.csv:2 status -",
    "W orgs.csv:3 status -",
    "W academicSessions.csv:2 status -",
    "W users.csv:2 status -",
    "W users.csv:3 status -",
    "W users.csv:4 status -",
    "W users.csv:5 status -",
    "W users.csv:6 status -",
    "W classes.csv:2 status -",
];

#[test]
fn version_1_2_takes_roles_from_their_own_file() {
    let manifest = "propertyName,value\noneroster.version,1.2\nfile.orgs,bulk\nfile.academicSessions,bulk\n\
        file.classes,bulk\nfile.users,bulk\nfile.enrollments,bulk\nfile.roles,bulk\nfile.userProfiles,bulk\n\
        file.demographics,bulk\n";
    let users = USERS.replace(",role,", ",x_role,").replace(",orgSourcedIds,", ",x_orgs,");
    let roles = "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n\
        r1,,,l1,primary,student,,,s1\nr2,,,g1,primary,parent,,,s1\nr3,,,e1,primary,principal,2026-08-01,,s1\n\
        r4,,,e1,secondary,wizard,,,s1\nr5,,,u9,primary,student,,,s1\nr6,,,l2,primary,student,,,s9\n";
    let profiles = "sourcedId,userSourcedId,profileType,password\np1,l1,LMS,secret\n";
    let demographics = "sourcedId,birthDate\nl1,2015-04-17\n";
    let parsed = check(
        &[
            ("manifest.csv", manifest),
            ("users.csv", &users),
            ("roles.csv", roles),
            ("userProfiles.csv", profiles),
            ("demographics.csv", demographics),
        ],
        &[
            "W userProfiles.csv:0 password -",
            "E roles.csv:5 role wizard",
            "E roles.csv:6 userSourcedId u9",
            "E roles.csv:7 orgSourcedId s9",
            "W users.csv:2 agentSourcedIds g2",
            "W users.csv:4 agentSourcedIds l2",
        ],
    );
    assert_eq!(parsed.batch.version, Version::V1p2);
    assert_eq!(parsed.batch.roles.len(), 3);
    let extra = &parsed.batch.people[0].extra;
    assert_eq!(extra.get("demographics"), Some(r#"{"birthDate":"2015-04-17"}"#));
    assert_eq!(extra.get("userProfiles"), Some(r#"[{"profileType":"LMS"}]"#));
}

#[test]
fn a_broken_manifest_stops_everything() {
    for (name, text) in [
        ("manifest.csv", ""),
        ("manifest.csv", "a,b\nfile.orgs,bulk\n"),
        ("manifest.csv", &MANIFEST.replace("1.1", "3.0")),
        ("manifest.csv", &MANIFEST.replace("file.orgs,bulk", "file.orgs,everything")),
        ("manifest.csv", &MANIFEST.replace("courses,absent", "courses,bulk")),
        ("manifest.csv", &format!("{MANIFEST}file.orgs,delta\n")),
        ("orgs.csv", "sourcedId,type\ns1,school\n"),
    ] {
        let parsed = read_files(&source(), files(&[(name, text)]), &Limits::default());
        assert!(parsed.stopped && parsed.errors > 0, "{name} {text}");
        assert_eq!(parsed.batch, RosterBatch::default());
    }
    assert!(read_files(&source(), Vec::new(), &Limits::default()).stopped);
}

#[test]
fn a_file_without_a_mode_is_a_delta_so_that_nothing_ends_by_accident() {
    let manifest = MANIFEST
        .replace("file.enrollments,bulk", "file.enrollments,")
        .replace("oneroster.version,1.1", "x,y");
    let parsed = read_files(&source(), files(&[("manifest.csv", &manifest)]), &Limits::default());
    let fields: Vec<_> = parsed.problems.iter().filter_map(|problem| problem.field.as_deref()).collect();
    assert_eq!(fields[..2], ["oneroster.version", "file.enrollments"]);
    assert_eq!(parsed.batch.enrollments.len(), 2);
}

fn source() -> RosterSource<'static> {
    let district = DistrictId::from_bytes([7; 16]);
    RosterSource { district, name: "sis", end_dates: EndDates::LastDay }
}

fn files(changed: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
    let clean = [
        ("manifest.csv", MANIFEST),
        ("orgs.csv", ORGS),
        ("academicSessions.csv", TERMS),
        ("users.csv", USERS),
        ("classes.csv", CLASSES),
        ("enrollments.csv", ENROLLMENTS),
    ];
    let kept = clean.iter().filter(|(name, _)| changed.iter().all(|(other, _)| name != other));
    kept.chain(changed).map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
}

/// Reads the clean roster with some files changed; problems as `E file:line field value`.
#[track_caller]
fn check(changed: &[(&str, &str)], problems: &[&str]) -> Parsed<RosterBatch> {
    let parsed = read_files(&source(), files(changed), &Limits::default());
    let found: Vec<String> = parsed
        .problems
        .iter()
        .map(|problem| {
            let severity = if problem.severity == Severity::Error { "E" } else { "W" };
            let (line, field) = (problem.line.unwrap_or(0), problem.field.as_deref().unwrap_or("-"));
            assert!(!problem.what.is_empty() && !problem.advice.is_empty());
            format!("{severity} {}:{line} {field} {}", problem.file, problem.value.as_deref().unwrap_or("-"))
        })
        .collect();
    assert_eq!(found, problems);
    parsed
}
