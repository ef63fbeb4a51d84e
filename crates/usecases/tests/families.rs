//! What families read: in their language, in their district's words, on paper; and who may sign in by a code.

mod classroom;
mod fixtures;
mod households;

use classroom::{Classroom, classrooms};
use domain::{
    people::{Enrollment, SectionRole},
    time::Dates,
};
use households::{change_person, custody, reach};
use usecases::{
    Actor, Refusal, chance,
    family_report::show_report,
    own_words::{Kept, change_words, list_words},
    preferences::{Change, HowOften, change_preferences, show_preferences},
    print_reports::{PrintJob, Printed, Sheet, print_reports},
    show_family::{show_as_family, show_family},
    show_why::show_why,
    sign_in::{Visitor, as_made, with_link},
};
use wording::{File, Language};

fn in_spanish(actor: &Actor) -> Actor {
    Actor { language: Some(Language::Spanish), ..actor.clone() }
}

#[tokio::test]
async fn a_family_reads_its_own_language_before_the_rosters_and_the_browsers() {
    for room in classrooms().await {
        reach(&room, 0, 0).await;
        let language = async |actor: &Actor| {
            let (words, children) = show_family(room.app(), actor).await.expect("a family page");
            (words.language(), children[0].sentences[0].clone())
        };
        let english = "Learner has reached 1 of the 4 targets of this term.".to_owned();
        let spanish = "Learner ya logró 1 de las 4 metas de este periodo.".to_owned();
        assert_eq!(language(&room.guardian).await, (Language::English, english.clone()));
        assert_eq!(language(&in_spanish(&room.guardian)).await, (Language::Spanish, spanish.clone()));
        change_person(&room, &room.guardian, |person| person.language = Some("es-US".to_owned())).await;
        assert_eq!(language(&room.guardian).await, (Language::Spanish, spanish.clone()));
        let why = show_why(room.app(), &room.guardian, room.learners[0], room.targets[0]).await;
        let why = why.expect("a why").record.expect("a record");
        assert_eq!(
            why.wording.headline,
            "Su hija o hijo ya sabe hacer esto. El nivel por ahora: Competente."
        );
        let choose = |tag: &str| Change { language: Some(tag.to_owned()), ..Change::default() };
        change_preferences(room.app(), &room.guardian, choose("en")).await.expect("chooses");
        assert_eq!(language(&in_spanish(&room.guardian)).await, (Language::English, english));
        let refused = change_preferences(room.app(), &room.guardian, choose("tlh")).await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: "language", .. })), "{refused:?}");
        let read_only = Actor { read_only: true, ..room.guardian.clone() };
        assert!(change_preferences(room.app(), &read_only, choose("es")).await.is_err());
        let found = show_preferences(room.app(), &room.guardian).await.expect("shown");
        assert_eq!(
            (found.language, found.chosen, found.notices),
            (Language::English, true, HowOften::Weekly)
        );
    }
}

#[tokio::test]
async fn a_district_says_it_in_its_own_words() {
    for room in classrooms().await {
        reach(&room, 0, 0).await;
        let administrator = &room.place.administrator;
        let change = async |actor: &Actor, text: &str| {
            change_words(room.app(), actor, File::Family, Language::English, text).await
        };
        let first = async || {
            let (_, children) = show_family(room.app(), &room.guardian).await.expect("a family page");
            children[0].sentences[0].clone()
        };
        let own = "told-some = { $reached } of { $targets } goals are { $name }'s.\r\n";
        assert!(matches!(change(&room.educator, own).await, Err(Refusal::Denied(_))));
        assert_eq!(change(administrator, own).await.expect("kept"), Kept::Done);
        assert_eq!(first().await, "1 of 4 goals are Learner's.");
        let refused = change(administrator, "\ntold-sum = x\ntold-some = { $name } { $reached }").await;
        let Kept::Refused(problems) = refused.expect("answered") else { panic!("it has two problems") };
        let places: Vec<_> = problems.iter().map(|one| (one.line, one.key.as_str())).collect();
        assert_eq!(places, [(2, "told-sum"), (3, "told-some")]);
        assert_eq!(first().await, "1 of 4 goals are Learner's.", "nothing was changed");
        let files = list_words(room.app(), administrator).await.expect("listed");
        assert_eq!(files.iter().filter(|file| file.changed.is_some()).count(), 1);
        assert!(list_words(room.app(), &room.educator).await.is_err());
        assert_eq!(change(administrator, "  ").await.expect("kept"), Kept::Done);
        assert_eq!(first().await, "Learner has reached 1 of the 4 targets of this term.");
    }
}

#[tokio::test]
async fn a_report_says_what_a_child_can_do_and_whom_to_ask() {
    for room in classrooms().await {
        reach(&room, 0, 0).await;
        let (words, report) =
            show_report(room.app(), &in_spanish(&room.guardian), room.learners[0]).await.expect("a report");
        assert_eq!(words.language(), Language::Spanish);
        let titles = |told: &usecases::family_report::Told| {
            told.titles.iter().map(|title| title.text.clone()).collect::<Vec<_>>()
        };
        assert_eq!(titles(&report.can), ["Thing 1"]);
        assert!(titles(&report.next).contains(&"Thing 2".to_owned()), "{:?}", report.next);
        assert_eq!(report.teachers.len(), 1);
        for name in ["Tom Okafor", "Ines Robledo", "(Mathematics 5)"] {
            assert!(report.teachers[0].contains(name), "{:?}", report.teachers);
        }
        for stranger in [&room.without_custody, &room.stranger, &room.as_actor(1)] {
            let refused = show_report(room.app(), stranger, room.learners[0]).await;
            assert!(matches!(refused, Err(Refusal::NotFound(_))), "{refused:?}");
        }
        let (_, told) = show_as_family(room.app(), &room.educator, room.learners[0]).await.expect("shown");
        assert_eq!(told.name, "Learner");
    }
}

async fn print(room: &Classroom, actor: &Actor, job: PrintJob) -> Result<Printed, Refusal> {
    print_reports(room.app(), actor, room.section, job).await
}

#[tokio::test]
async fn thirty_reports_are_printed_in_spanish_in_one_job() {
    for room in classrooms().await {
        reach(&room, 0, 0).await;
        let job = PrintJob { language: Some(Language::Spanish), ..PrintJob::default() };
        for reader in [&room.educator, &room.principal] {
            let printed = print(&room, reader, job.clone()).await.expect("printed");
            assert_eq!(printed.sheets.len(), 30);
            let spanish = |sheet: &Sheet| sheet.words.language() == Language::Spanish && sheet.code.is_none();
            assert!(printed.sheets.iter().all(spanish));
            assert_eq!(printed.sheets[0].guardians.len(), 1, "who has no custody gets no paper");
        }
        for stranger in [&room.stranger, &room.guardian, &room.as_actor(0), &room.place.administrator] {
            let refused = print(&room, stranger, job.clone()).await;
            assert!(matches!(refused, Err(Refusal::NotFound(_))), "{refused:?}");
        }
        let reason = Some("Printing for the evening with parents".to_owned());
        let with_reason = Actor { break_glass: reason, ..room.place.administrator.clone() };
        assert_eq!(print(&room, &with_reason, job).await.expect("printed").sheets.len(), 30);
        let one = PrintJob { learners: vec![room.learners[2]], ..PrintJob::default() };
        assert_eq!(print(&room, &room.educator, one).await.expect("printed").sheets.len(), 1);
        let nobody = PrintJob { learners: vec![room.stranger.person.as_learner()], ..PrintJob::default() };
        let refused = print(&room, &room.educator, nobody).await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: "person", .. })), "{refused:?}");
    }
}

#[tokio::test]
async fn each_family_reads_its_own_language_on_paper() {
    for room in classrooms().await {
        change_person(&room, &room.guardian, |person| person.language = Some("spa".to_owned())).await;
        custody(&room, &room.without_custody, room.learners[0], true).await;
        let printed = print(&room, &room.educator, PrintJob::default()).await.expect("printed");
        let first: Vec<_> = printed.sheets.iter().take(2).map(|sheet| sheet.words.language()).collect();
        // By family name: Away reads English, Guardian Spanish.
        assert_eq!((printed.sheets.len(), first), (31, vec![Language::English, Language::Spanish]));
        let forced = PrintJob { language: Some(Language::English), ..PrintJob::default() };
        let printed = print(&room, &room.educator, forced).await.expect("printed");
        assert_eq!((printed.sheets.len(), printed.sheets[0].guardians.len()), (30, 2), "one paper for both");
    }
}

#[tokio::test]
async fn a_printed_code_signs_in_a_guardian_without_email_and_nobody_else() {
    for room in classrooms().await {
        custody(&room, &room.guardian, room.learners[1], true).await;
        let job = PrintJob { codes: true, ..PrintJob::default() };
        let printed = print(&room, &room.educator, job.clone()).await.expect("printed");
        assert_eq!(printed.sheets.len(), 30);
        let codes: Vec<_> = printed.sheets.iter().filter_map(|sheet| sheet.code.clone()).collect();
        assert_eq!(codes.len(), 2, "the papers of both children");
        assert_eq!(codes[0], codes[1], "carry the same code");
        let days = codes[0].expires_at.duration_since(chance::now()).as_hours() / 24;
        assert_eq!(days, 59, "sixty days, begun");
        let visitor = Visitor { address: "here".to_owned(), device: "a phone".to_owned() };
        let district = room.guardian.district;
        let typed: String = codes[0].token.to_uppercase().chars().flat_map(|c| [c, '-']).collect();
        assert_eq!(as_made(&typed), codes[0].token);
        for token in [codes[0].token.as_str(), &typed] {
            let session = with_link(room.app(), district, token, &visitor).await.expect("signs in");
            assert_eq!(session.person, room.guardian.person, "more than once");
        }
        assert!(with_link(room.app(), district, "0000000000000000", &visitor).await.is_err());
        change_person(&room, &room.guardian, |person| person.email = Some("a@b.example".to_owned())).await;
        let printed = print(&room, &room.educator, job.clone()).await.expect("printed");
        assert!(printed.sheets.iter().all(|sheet| sheet.code.is_none()), "who has e-mail needs none");
        custody(&room, &room.without_custody, room.learners[1], true).await;
        let printed = print(&room, &room.educator, job.clone()).await.expect("printed");
        let papers = printed.sheets.iter().filter(|one| one.report.child.learner == room.learners[1]);
        let with_code: Vec<bool> = papers.map(|sheet| sheet.code.is_some()).collect();
        assert_eq!(with_code, [false, true], "one with e-mail gets a paper beside one who gets a code");
        for reader in [&room.principal, &room.aide] {
            let refused = print(&room, reader, job.clone()).await;
            assert!(matches!(refused, Err(Refusal::Denied(_))), "{refused:?}");
        }
    }
}

#[tokio::test]
async fn no_code_opens_more_than_who_prints_it_may_see() {
    for room in classrooms().await {
        let job = PrintJob { codes: true, learners: vec![room.learners[0]], ..PrintJob::default() };
        let reason = Some("Codes for families without e-mail".to_owned());
        let administrator = Actor { break_glass: reason, ..room.place.administrator.clone() };
        // A sibling whom this educator does not teach.
        let sibling = chance::person_id(chance::now());
        let sibling_actor = Actor::new(room.guardian.district, sibling);
        room.app()
            .db
            .write(sibling_actor.clone(), |tx, actor: &Actor| {
                Box::pin(async move {
                    let person = fixtures::named(actor.person, "Elsewhere", "Sibling");
                    Ok::<_, Refusal>(store::person::put(tx, actor.district, &[person]).await?)
                })
            })
            .await
            .expect("a sibling");
        custody(&room, &room.guardian, sibling.as_learner(), true).await;
        let district = room.guardian.district;
        let printed = print(&room, &room.educator, job.clone()).await.expect("printed");
        assert_eq!(printed.without_code, ["Salma Guardian"]);
        assert_eq!((printed.sheets.len(), printed.sheets[0].code.clone()), (1, None));
        let printed = print(&room, &administrator, job.clone()).await.expect("printed");
        assert!(printed.sheets[0].code.is_some(), "the office may");
        // A parent who teaches here signs in as a teacher.
        let place = Enrollment {
            section: room.section,
            person: room.guardian.person,
            role: SectionRole::Aide,
            dates: Dates::ALWAYS,
            sourced_id: None,
        };
        room.app()
            .db
            .write(place, move |tx, row: &Enrollment| {
                Box::pin(async move {
                    let rows = std::slice::from_ref(row);
                    Ok::<_, Refusal>(store::enrollment::put(tx, district, rows).await?)
                })
            })
            .await
            .expect("the roster changes");
        let printed = print(&room, &administrator, job).await.expect("printed");
        assert_eq!(printed.without_code, ["Salma Guardian"], "not even the office prints that");
    }
}
