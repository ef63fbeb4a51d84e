//! What there is to learn from: written, given, opened, worked with; and what only a check shows.

mod bank;
mod classroom;
mod courses;
mod fixtures;

use std::collections::BTreeMap;

use classroom::{Classroom, classrooms};
use domain::{
    AssignmentId, Points, ResourceId,
    item::{ItemState, Value},
    modality::{INDEPENDENT, Modality},
};
use exchange::imports::vendor_uses::UseColumns;
use usecases::{
    Refusal,
    give_resource::{
        GivenCheck, ResourceGiving, give_resource, list_given_resources, sections_to_give_to,
        withdraw_resource,
    },
    import_cartridge::USUAL_SOURCE,
    import_files::{check_import, import_files},
    import_report::{ImportState, ShownImport},
    import_request::{ImportKind, ImportOptions, ImportRequest},
    list_imports::{list_resource_imports, show_import},
    list_my_resources::{list_my_resources, resources_about},
    modalities::{list_modalities, put_modalities},
    record_response::{Act, Given, Sent, Taken, record_response},
    review_item::review_item,
    search_items::{Looked as Items, search_items},
    search_resources::{FoundResource, Looked, search_resources},
    show_learner::show_learner,
    show_resource::{open_resource, show_resource},
    show_sitting::show_sitting,
    show_why::show_why,
    start_sitting::{Starting, start_sitting},
    use_resource::{list_uses, note_use, take_back_use},
    vendor_columns::{
        VendorMapping, forget_table, list_vendors, look_at_table, looked_at, minutes_request, say_columns,
    },
    worked_for_whom::worked_for_whom,
    write_resource::{NewContent, NewResource, add_resource, retire_resource, revise_resource},
};

/// What came of asking.
#[derive(Debug, PartialEq, Eq)]
enum Got {
    Done,
    NotFound,
    Denied,
    Invalid,
    Conflict,
}

fn got<T>(result: Result<T, Refusal>) -> Got {
    match result {
        Ok(_) => Got::Done,
        Err(Refusal::NotFound(_)) => Got::NotFound,
        Err(Refusal::Denied(_)) => Got::Denied,
        Err(Refusal::Invalid { .. }) => Got::Invalid,
        Err(Refusal::Conflict(_)) => Got::Conflict,
        Err(other) => panic!("{other}"),
    }
}

fn lesson(room: &Classroom, text: &str) -> NewResource {
    NewResource {
        title: "Halves by folding".to_owned(),
        about: "With a strip of paper".to_owned(),
        modality: INDEPENDENT.to_owned(),
        minutes: 20,
        language: "en".to_owned(),
        grades: vec!["03".to_owned()],
        competencies: vec![room.targets[0]],
        check: None,
        content: NewContent::Lesson { text: text.to_owned(), files: Vec::new() },
    }
}

fn link(room: &Classroom, address: &str) -> NewResource {
    NewResource { content: NewContent::Link(address.to_owned()), ..lesson(room, "") }
}

async fn added(room: &Classroom, new: NewResource) -> ResourceId {
    add_resource(room.app(), &room.educator, new).await.expect("is added")
}

async fn found(room: &Classroom, looked: Looked) -> Vec<FoundResource> {
    search_resources(room.app(), &room.educator, looked).await.expect("is searched").found
}

#[tokio::test]
async fn a_lesson_page_is_written_changed_and_found_and_every_version_stays() {
    for room in classrooms().await {
        let (app, me) = (room.app(), &room.educator);
        let id = added(&room, lesson(&room, "Fold a **strip** in two.")).await;
        let whole = show_resource(app, me, id).await.expect("is shown");
        assert_eq!(whole.text.as_deref(), Some("Fold a **strip** in two."));
        assert_eq!((whole.resource.version, whole.by.as_str()), (1, "Tom Okafor"));
        let same = lesson(&room, "Fold a **strip** in two.");
        assert_eq!(revise_resource(app, me, id, 1, same).await.expect("is kept"), 1, "nothing is new");
        let better = lesson(&room, "Fold a **strip** in four.");
        assert_eq!(revise_resource(app, &room.colleague, id, 1, better.clone()).await.expect("is kept"), 2);
        assert_eq!(got(revise_resource(app, me, id, 1, better.clone()).await), Got::Conflict);
        assert_eq!(show_resource(app, me, id).await.expect("is shown").versions.len(), 2);
        for (words, number) in [("földing strip", 0), ("halves", 1), ("folding", 1), ("", 1)] {
            let looked = Looked { words: words.to_owned(), ..Looked::default() };
            assert_eq!(found(&room, looked).await.len(), number, "{words}");
        }
        let about = Looked { competency: Some(room.targets[0]), ..Looked::default() };
        assert_eq!(found(&room, about).await[0].competencies[0].id, room.targets[0]);
        assert!(
            found(&room, Looked { competency: Some(room.targets[1]), ..Looked::default() }).await.is_empty()
        );
        // Who does not work with learners is not told that there is a library.
        for actor in [room.as_actor(0), room.guardian.clone()] {
            assert_eq!(got(search_resources(app, &actor, Looked::default()).await), Got::NotFound);
            assert_eq!(got(show_resource(app, &actor, id).await), Got::NotFound);
            assert_eq!(got(add_resource(app, &actor, better.clone()).await), Got::NotFound);
        }
        assert_eq!(got(add_resource(app, &room.aide, better.clone()).await), Got::NotFound);
        assert_eq!(got(add_resource(app, &room.principal, better).await), Got::Done);
    }
}

#[tokio::test]
async fn what_cannot_be_learned_from_is_refused_by_its_field() {
    for room in classrooms().await {
        let (app, me) = (room.app(), &room.educator);
        let good = || lesson(&room, "x");
        let mut twice = good();
        twice.competencies.push(room.targets[0]);
        for (new, field) in [
            (NewResource { title: " ".to_owned(), ..good() }, "title"),
            (NewResource { minutes: 0, ..good() }, "minutes"),
            (NewResource { minutes: 601, ..good() }, "minutes"),
            (NewResource { language: "english".to_owned(), ..good() }, "language"),
            (NewResource { modality: "sleeping".to_owned(), ..good() }, "modality"),
            (NewResource { check: Some(domain::AssessmentId::from_bytes([9; 16])), ..good() }, "check"),
            (
                NewResource { competencies: vec![domain::CompetencyId::from_bytes([9; 16])], ..good() },
                "competencies",
            ),
            (twice, "competencies"),
            (lesson(&room, "  "), "text"),
            (lesson(&room, "![](a.png)"), "text"),
            (lesson(&room, "![a map](a.png)"), "text"),
            (link(&room, "javascript:alert(1)"), "address"),
            (link(&room, "https://rosa:secret@example.org"), "address"),
            (NewResource { content: NewContent::File([9; 32], "a.pdf".to_owned()), ..good() }, "file"),
            (NewResource { content: NewContent::Kept, ..good() }, "kind"),
        ] {
            let refused = add_resource(app, me, new).await;
            let Err(Refusal::Invalid { field: found, .. }) = refused else { panic!("{field}: {refused:?}") };
            assert_eq!(found, field);
        }
        assert!(found(&room, Looked::default()).await.is_empty(), "nothing was kept");
        let id = added(&room, link(&room, "https://example.org/halves")).await;
        assert_eq!(
            got(revise_resource(app, me, id, 0, lesson(&room, "x")).await),
            Got::Invalid,
            "kinds stay"
        );
    }
}

#[tokio::test]
async fn a_lesson_is_given_opened_and_noted_and_that_is_no_evidence() {
    for room in classrooms().await {
        let (app, me) = (room.app(), &room.educator);
        bank::stock(&room, room.targets[0], 8).await;
        let id = added(&room, lesson(&room, "Fold a strip.")).await;
        assert_eq!(sections_to_give_to(app, me).await.expect("classes").len(), 1);
        let giving = ResourceGiving {
            learners: vec![room.learners[0]],
            note: "Try it with paper.".to_owned(),
            check: GivenCheck::ExitSlip,
        };
        assert_eq!(
            got(give_resource(app, &room.stranger, id, room.section, giving.clone()).await),
            Got::NotFound
        );
        let check =
            give_resource(app, me, id, room.section, giving).await.expect("is given").expect("a check");
        let given = list_given_resources(app, &room.aide, room.section).await.expect("a list");
        assert_eq!(given[0].0.check, Some(check));
        let (first, second) = (room.as_actor(0), room.as_actor(1));
        assert_eq!(list_my_resources(app, &first).await.expect("mine").given.len(), 1);
        assert!(list_my_resources(app, &second).await.expect("mine").given.is_empty());
        let opened = open_resource(app, &first, id).await.expect("is opened");
        assert!(opened.learns && opened.shown.is_some());
        assert_eq!((opened.notes.len(), opened.checks[0].0), (1, check));

        let learner = room.learners[0];
        let noted = note_use(app, &first, learner, id, Some(20)).await.expect("is noted");
        assert_eq!(
            note_use(app, &first, learner, id, Some(30)).await.expect("is noted"),
            noted,
            "once a day"
        );
        let uses = list_uses(app, me, learner).await.expect("is listed");
        assert_eq!((uses.len(), uses[0].0.minutes), (1, Some(20)));
        let record = show_learner(app, me, learner).await.expect("a record");
        assert!(record.entries.is_empty(), "reading is no evidence");
        assert!(list_my_resources(app, &first).await.expect("mine").given[0].2);
        assert_eq!(got(note_use(app, &second, learner, id, None).await), Got::NotFound);
        assert_eq!(got(list_uses(app, &second, learner).await), Got::NotFound);
        assert_eq!(got(note_use(app, &first, learner, id, Some(601)).await), Got::Invalid);
        assert_eq!(got(note_use(app, &room.aide, learner, id, None).await), Got::NotFound);
        assert!(take_back_use(app, &first, learner, noted).await.expect("is taken back"));
        assert!(!take_back_use(app, &first, learner, noted).await.expect("is gone"));

        retire_resource(app, me, id, true).await.expect("is retired");
        assert!(found(&room, Looked::default()).await.is_empty());
        open_resource(app, &first, id).await.expect("who was given it still opens it");
        assert_eq!(got(open_resource(app, &second, id).await), Got::NotFound);
        withdraw_resource(app, me, id, room.section).await.expect("is taken back");
        assert_eq!(got(open_resource(app, &first, id).await), Got::NotFound);
        let all = ResourceGiving::default();
        assert_eq!(got(give_resource(app, me, id, room.section, all).await), Got::Conflict);
    }
}

#[tokio::test]
async fn a_competency_lists_what_there_is_in_the_learners_language_first() {
    for room in classrooms().await {
        let app = room.app();
        let english = added(&room, lesson(&room, "Fold.")).await;
        let spanish = NewResource {
            language: "es-mx".to_owned(),
            title: "Mitades".to_owned(),
            ..lesson(&room, "Dobla.")
        };
        let spanish = added(&room, spanish).await;
        let order = async || {
            let about = resources_about(app, &room.as_actor(0), room.learners[0], room.targets[0]).await;
            about.expect("is listed").into_iter().map(|one| one.id).collect::<Vec<_>>()
        };
        assert_eq!(order().await, [english, spanish]);
        let chosen = usecases::preferences::Change { language: Some("es".to_owned()), notices: None };
        usecases::preferences::change_preferences(app, &room.as_actor(0), chosen).await.expect("is chosen");
        assert_eq!(order().await, [spanish, english]);
        let why = show_why(app, &room.as_actor(0), room.learners[0], room.targets[0]).await.expect("why");
        assert_eq!(why.resources.len(), 2);
        assert_eq!(
            got(resources_about(app, &room.stranger, room.learners[0], room.targets[0]).await),
            Got::NotFound
        );
    }
}

#[tokio::test]
async fn a_district_changes_its_ways_of_learning_and_old_lessons_keep_theirs() {
    for room in classrooms().await {
        let (app, admin) = (room.app(), &room.place.administrator);
        let id = added(&room, lesson(&room, "Fold.")).await;
        let usual = list_modalities(app, &room.educator).await.expect("is listed");
        assert!(usual.usual && !usual.may_change);
        let one =
            Modality { key: "lab".to_owned(), name: "Laboratory".to_owned(), ..usual.modalities[0].clone() };
        assert_eq!(got(put_modalities(app, &room.educator, vec![one.clone()]).await), Got::Denied);
        assert_eq!(got(put_modalities(app, admin, vec![one.clone(), one.clone()]).await), Got::Invalid);
        put_modalities(app, admin, usual.modalities.clone()).await.expect("is changed");
        put_modalities(app, admin, vec![one.clone()]).await.expect("is changed");
        assert_eq!(list_modalities(app, admin).await.expect("is listed").modalities, [one]);
        let whole = show_resource(app, &room.educator, id).await.expect("is shown");
        let named = whole.modalities.iter().find(|one| one.key == INDEPENDENT).expect("keeps its name");
        assert_eq!(named.name, "Independent practice");
        assert_eq!(got(list_modalities(app, &room.as_actor(0)).await), Got::NotFound);
    }
}

#[tokio::test]
async fn of_few_cases_nothing_is_said() {
    for room in classrooms().await {
        let (app, me) = (room.app(), &room.educator);
        let id = added(&room, lesson(&room, "Fold.")).await;
        note_use(app, &room.as_actor(0), room.learners[0], id, None).await.expect("is noted");
        let said = worked_for_whom(app, me, id, 28).await.expect("is compared");
        assert!(said[0].groups.iter().all(|(_, compared)| compared.is_none()), "{said:?}");
        assert_eq!(got(worked_for_whom(app, me, id, 0).await), Got::Invalid);
        assert_eq!(got(worked_for_whom(app, &room.as_actor(0), id, 28).await), Got::NotFound);
    }
}

async fn brought_in(room: &Classroom, bytes: Vec<u8>) -> ShownImport {
    let request = ImportRequest {
        kind: ImportKind::Cartridge,
        source: USUAL_SOURCE.to_owned(),
        files: vec![("course.imscc".to_owned(), bytes)],
        options: ImportOptions::default(),
    };
    check_import(room.app(), &room.educator, request.clone()).await.expect("is looked at");
    import_files(room.app(), &room.educator, request, &|_, _| {}).await.expect("is brought in")
}

#[tokio::test]
async fn a_course_of_ten_lessons_plays_and_its_check_reaches_the_ledger() {
    for room in classrooms().await {
        let (app, me) = (room.app(), &room.educator);
        let done = brought_in(&room, courses::ten_lessons("Fold")).await;
        assert_eq!(done.state, ImportState::Applied, "{:#?}", done.report.problems);
        let count =
            |kind: &str| done.report.differences.iter().find(|line| line.kind == kind).expect("a line").added;
        assert_eq!((count("lessons, links and files"), count("checks"), count("items")), (11, 1, 4));
        let problems: Vec<&str> = done.report.problems.iter().map(|one| one.what.as_str()).collect();
        assert!(problems.iter().any(|what| what.contains("LTI")), "{problems:#?}");
        let again = brought_in(&room, courses::ten_lessons("Fold")).await;
        assert!(again.repeated || again.report.changes_nothing(), "{:#?}", again.report.differences);
        let pages = found(&room, Looked::default()).await;
        assert_eq!(pages.len(), 12);

        // Another text of one page is the next version of that page, and nothing else.
        let later = brought_in(&room, courses::ten_lessons("Bend")).await;
        let changed = later.report.differences.iter().map(|line| line.added + line.changed).sum::<u64>();
        assert_eq!(changed, 1, "{:#?}", later.report.differences);

        let quiz = pages.iter().find(|one| one.resource.check.is_some()).expect("a quiz").resource.clone();
        let first =
            pages.iter().find(|one| one.resource.title == "Lesson 1").expect("a page").resource.clone();
        let opened = open_resource(app, &room.as_actor(0), first.id).await.expect("is opened");
        assert!(opened.shown.is_some());
        let said = NewResource {
            title: quiz.title.clone(),
            about: quiz.about.clone(),
            modality: quiz.modality.clone(),
            minutes: quiz.minutes,
            language: quiz.language.clone(),
            grades: Vec::new(),
            competencies: vec![room.targets[0]],
            check: quiz.check,
            content: NewContent::Kept,
        };
        revise_resource(app, me, quiz.id, quiz.version, said).await.expect("is said what it is about");
        let items = search_items(app, me, &Items::default(), 0).await.expect("items").items;
        assert_eq!(items.len(), 4);
        for one in &items {
            let (id, version) = (one.row.id, one.row.version);
            review_item(app, &room.colleague, id, version, ItemState::Reviewed, "Fine")
                .await
                .expect("is reviewed");
            review_item(app, &room.colleague, id, version, ItemState::Live, "").await.expect("is put live");
        }
        let own = ResourceGiving { check: GivenCheck::Own, ..ResourceGiving::default() };
        let check =
            give_resource(app, me, quiz.id, room.section, own).await.expect("is given").expect("a check");
        take(&room, check).await;
        let why = show_why(app, me, room.learners[0], room.targets[0]).await.expect("why");
        let record = why.record.expect("a judgement");
        assert_eq!(record.pieces.len(), 4, "each answer reached the ledger");

        let listed = list_resource_imports(app, &room.colleague).await.expect("is listed");
        show_import(app, &room.colleague, listed[0].import.id).await.expect("is shown");
        assert_eq!(got(list_resource_imports(app, &room.as_actor(0)).await), Got::NotFound);
    }
}

/// Answers every question of a check: the first choice, or the word.
async fn take(room: &Classroom, check: AssignmentId) {
    let (app, learner) = (room.app(), room.as_actor(0));
    let sitting = start_sitting(app, &learner, check, Starting::default()).await.expect("begins");
    for _ in 0..10 {
        let shown = show_sitting(app, &learner, sitting).await.expect("is shown");
        let answers = shown.items.iter().map(|one| {
            let shape = &one.shapes[0];
            let text = format!("{:?}", one.shown.body);
            let value = if text.contains("TextEntry") {
                Value::Single(domain::item::Scalar::String("half".to_owned()))
            } else if text.contains("max: 0") {
                Value::Multiple(vec![domain::item::Scalar::Identifier("choice_1".to_owned())])
            } else {
                Value::identifier("choice_1")
            };
            (one.place, Given::Values(BTreeMap::from([(shape.identifier.clone(), value)])))
        });
        let sent = Sent {
            turn: shown.sitting.turn,
            page: shown.page.clone(),
            answers: answers.collect(),
            act: Act::Submit,
            device_at: None,
        };
        if record_response(app, &learner, sitting, sent).await.expect("is taken") == Taken::Ended {
            return;
        }
    }
    panic!("the check does not end");
}

#[tokio::test]
async fn a_broken_cartridge_writes_nothing() {
    for room in classrooms().await {
        let done = brought_in(&room, b"PK\x03\x04 no cartridge".to_vec()).await;
        assert_eq!(done.state, ImportState::Refused);
        assert!(found(&room, Looked::default()).await.is_empty());
        let mine = ImportRequest {
            kind: ImportKind::Cartridge,
            source: USUAL_SOURCE.to_owned(),
            files: vec![("c".to_owned(), courses::ten_lessons("Fold"))],
            options: ImportOptions::default(),
        };
        let aide = import_files(room.app(), &room.aide, mine.clone(), &|_, _| {}).await;
        assert_eq!(got(aide), Got::NotFound);
        let learner = import_files(room.app(), &room.as_actor(0), mine, &|_, _| {}).await;
        assert_eq!(got(learner), Got::NotFound);
    }
}

fn table(rows: &str) -> (String, Vec<u8>) {
    ("week.csv".to_owned(), format!("Student,Lesson,Day,Time,Score\n{rows}").into_bytes())
}

fn said(cut: Option<i64>) -> VendorMapping {
    let columns = UseColumns {
        learner: "Student".to_owned(),
        activity: "Lesson".to_owned(),
        date: "Day".to_owned(),
        minutes: Some("Time".to_owned()),
        result: Some("Score".to_owned()),
        ..UseColumns::default()
    };
    VendorMapping { columns, cut: cut.map(Points::from_millionths) }
}

async fn reported(room: &Classroom, rows: &str) -> ShownImport {
    let request =
        minutes_request(room.app(), &room.educator, "numbers", table(rows)).await.expect("is known");
    import_files(room.app(), &room.educator, request, &|_, _| {}).await.expect("is brought in")
}

fn counted(done: &ShownImport, kind: &str) -> (u64, u64) {
    let line = done.report.differences.iter().find(|line| line.kind == kind);
    line.map_or((0, 0), |line| (line.added, line.unchanged))
}

const ROWS: &str =
    "L1,Fractions 3,2026-09-30,12,80\nL2,Fractions 3,2026-09-30,7,40\nL1,Fractions 4,2026-10-01,9,\n";

#[tokio::test]
async fn columns_are_said_once_and_the_same_report_twice_changes_nothing() {
    for room in classrooms().await {
        let (app, me) = (room.app(), &room.educator);
        assert_eq!(got(minutes_request(app, me, "numbers", table(ROWS)).await), Got::Invalid);
        let looked = look_at_table(app, me, "numbers", table(ROWS)).await.expect("is looked at");
        assert!(!looked.known);
        assert_eq!(looked.mapping.columns.learner, "Student", "guessed by its name");
        assert_eq!(looked.sample.rows[0][1], "Fractions 3");
        assert_eq!(looked_at(app, me, looked.digest).await.expect("is kept"), table(ROWS).1);
        say_columns(app, me, "numbers", said(None)).await.expect("is remembered");
        assert!(look_at_table(app, me, "numbers", table(ROWS)).await.expect("is looked at").known);
        forget_table(app, me, looked.digest).await.expect("is forgotten");
        assert_eq!(got(looked_at(app, me, looked.digest).await), Got::Conflict);
        assert_eq!(list_vendors(app, &room.colleague).await.expect("is listed")[0].by, "Tom Okafor");
        for actor in [room.as_actor(0), room.guardian.clone(), room.aide.clone()] {
            assert_eq!(got(list_vendors(app, &actor).await), Got::Denied);
            assert_eq!(got(looked_at(app, &actor, looked.digest).await), Got::Denied);
            assert_eq!(got(say_columns(app, &actor, "numbers", said(None)).await), Got::Denied);
        }

        let done = reported(&room, ROWS).await;
        assert_eq!(counted(&done, "times worked with something"), (3, 0));
        assert_eq!(counted(&done, "activities"), (2, 0));
        assert_eq!(done.report.remarks.len(), 1, "results stay beside the ledger");
        assert!(reported(&room, ROWS).await.repeated);
        let more = reported(
            &room,
            &format!("{ROWS}L3,Fractions 3,2026-10-02,5,90\n,A,2026-10-02,5,\nL99,A,2026-10-02,5,\n"),
        )
        .await;
        assert_eq!(counted(&more, "times worked with something"), (1, 3));
        let wrong: Vec<_> = more
            .report
            .problems
            .iter()
            .map(|one| (one.file.as_str(), one.line, one.field.as_deref()))
            .collect();
        assert_eq!(wrong, [("week.csv", Some(6), Some("Student")), ("week.csv", Some(7), Some("learner"))]);
        let uses = list_uses(app, &room.as_actor(0), room.learners[0]).await.expect("mine");
        assert_eq!(uses.iter().map(|(one, _)| one.minutes).collect::<Vec<_>>(), [Some(9), Some(12)]);
        assert!(show_learner(app, me, room.learners[0]).await.expect("a record").entries.is_empty());
        let report = uses[0].0.id;
        assert_eq!(got(take_back_use(app, &room.as_actor(0), room.learners[0], report).await), Got::Conflict);
    }
}

#[tokio::test]
async fn results_of_another_system_count_only_with_a_competency_and_a_cut_and_once() {
    for room in classrooms().await {
        let (app, me) = (room.app(), &room.educator);
        say_columns(app, me, "numbers", said(Some(700_000))).await.expect("is remembered");
        let first = reported(&room, ROWS).await;
        assert_eq!(first.report.remarks.len(), 1, "its activities are not aligned yet");
        let all = found(&room, Looked { from_source: Some("numbers".to_owned()), ..Looked::default() }).await;
        let activity = all.iter().find(|one| one.resource.title == "Fractions 3").expect("an activity");
        let aligned = NewResource {
            title: activity.resource.title.clone(),
            minutes: 10,
            modality: activity.resource.modality.clone(),
            competencies: vec![room.targets[0]],
            content: NewContent::Activity(String::new()),
            ..lesson(&room, "")
        };
        revise_resource(app, me, activity.resource.id, 0, aligned).await.expect("is aligned");
        let rows = format!("{ROWS}L4,Fractions 3,2026-10-02,5,100\n");
        let done = reported(&room, &rows).await;
        assert_eq!(counted(&done, "times worked with something"), (1, 3));
        let entries = async |learner: usize| {
            show_learner(app, me, room.learners[learner]).await.expect("a record").entries.len()
        };
        assert_eq!((entries(0).await, entries(1).await, entries(3).await), (1, 1, 1));
        let why = show_why(app, me, room.learners[0], room.targets[0]).await.expect("why");
        let piece = &why.record.expect("a judgement").pieces[0];
        assert_eq!(piece.instrument.as_deref(), Some("numbers: Fractions 3"));
        let again = reported(&room, &format!("{rows}L5,Fractions 3,2026-10-02,5,10\n")).await;
        assert_eq!(counted(&again, "times worked with something"), (1, 4));
        assert_eq!(entries(0).await, 1, "the same result is recorded once");
    }
}
