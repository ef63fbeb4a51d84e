//! The whole record of a learner as a file: what is in it, in whose words, and what is not.

#[expect(dead_code, reason = "each test file uses what it needs")]
mod classroom;
mod fixtures;
#[expect(dead_code, reason = "each test file uses what it needs")]
mod households;

use classroom::classrooms;
use domain::{
    accommodation::{Accommodations, Profile},
    caseload::{CaseloadKind, Charge},
    privacy::DisclosureWay,
    time::Dates,
};
use fixtures::unpacked;
use households::reach;
use store::record_link::RecordLink;
use usecases::{
    Actor, Refusal, chance,
    consents::say_consent,
    disclosures::{disclosures_of, list_disclosures},
    export_record::export_record,
    family_report::show_report,
    print_reports::{PrintJob, print_reports},
    show_learner::show_learner,
};
use wording::Language;

#[tokio::test]
async fn the_whole_record_is_a_file_that_says_nothing_of_others_and_is_written_down() {
    for room in classrooms().await {
        let (app, learner) = (room.app(), room.learners[0]);
        reach(&room, 0, 0).await;
        let reader =
            Actor { break_glass: Some("A secret reason".to_owned()), ..room.place.administrator.clone() };
        show_learner(app, &reader, learner).await.expect("an administrator reads");
        let taken = export_record(app, &room.guardian, learner).await.expect("taken out");
        assert!(taken.file_name.starts_with("record-Learner-Number-01-"), "{}", taken.file_name);
        let files = unpacked(taken.bytes);
        let text = |name: &str| &files.iter().find(|(found, _)| found == name).expect("there").1;
        let evidence: serde_json::Value = serde_json::from_str(text("tables/evidence.json")).expect("JSON");
        assert_eq!(evidence[0]["kind"], "evidence");
        assert_eq!(evidence[0]["competency_code"], "M.1");
        assert_eq!(evidence[0]["seal"].as_str().map(str::len), Some(64));
        assert_eq!(evidence[0]["judge"], serde_json::Value::Null, "who judged stays with the school");
        assert!(text("tables/judgements.csv").contains("M.1"));
        assert!(text("tables/readers.json").contains("learner record"));
        assert!(text("index.html").contains("Every entry"));
        let everything: String = files.iter().map(|(_, text)| text.as_str()).collect();
        for other in ["Nils", "Number 02", "A secret reason", "Okafor"] {
            let readers = text("tables/readers.json").contains(other);
            assert!(!everything.contains(other) || (other == "Okafor" && readers), "{other}");
        }
        let schools = export_record(app, &reader, learner).await.expect("taken out");
        let everything: String = unpacked(schools.bytes).into_iter().map(|(_, text)| text).collect();
        for other in ["Nils", "A secret reason", "Okafor"] {
            assert!(everything.contains(other), "{other}");
        }
        let left = disclosures_of(app, &room.guardian, learner).await.expect("shown");
        assert_eq!(left.len(), 2);
        assert!(left.iter().all(|one| one.way == DisclosureWay::WholeRecord));
        assert_eq!(left[0].recipient, "", "a family does not read what an administrator took");
        assert_eq!(left[1].recipient, "Salma Guardian");
    }
}

/// What Onramp writes by itself: words of English that no Spanish reader should meet.
const ENGLISH: [&str; 16] = [
    ">yes<",
    ">no<",
    ">learner<",
    ">rating<",
    ">evidence<",
    ">given_name<",
    ">guardian<",
    ">whole_record<",
    "break_glass",
    "family report",
    "learner record",
    "Proficient",
    "right to inspect",
    "whole record",
    "A copy",
    ">printed<",
];

#[tokio::test]
async fn a_spanish_record_says_nothing_in_english_that_onramp_wrote_and_its_files_keep_their_codes() {
    for room in classrooms().await {
        let (app, learner) = (room.app(), room.learners[0]);
        reach(&room, 0, 0).await;
        let spanish = Actor { language: Some(Language::Spanish), ..room.guardian.clone() };
        let reader = Actor { break_glass: Some("X".to_owned()), ..room.place.administrator.clone() };
        show_learner(app, &reader, learner).await.expect("an administrator reads");
        show_report(app, &spanish, learner).await.expect("a report");
        let job = PrintJob { codes: false, ..PrintJob::default() };
        print_reports(app, &room.educator, room.section, job).await.expect("printed");
        say_consent(app, &spanish, learner, "audio", true, Dates::ALWAYS).await.expect("given");
        export_record(app, &spanish, learner).await.expect("once");
        let files = unpacked(export_record(app, &spanish, learner).await.expect("taken out").bytes);
        let text = |name: &str| &files.iter().find(|(found, _)| found == name).expect("there").1;
        let page = text("index.html");
        for word in ENGLISH {
            assert!(!page.contains(word), "{word} in {page}");
        }
        for word in [">sí<", "estudiante", "Competente", "informe para la familia", "Familias, en papel"] {
            assert!(page.contains(word), "{word} in {page}");
        }
        assert!(!page.contains("00Z<") && !page.contains("Z</td>"), "moments as people write them: {page}");
        assert!(text("tables/consents.csv").contains(",audio,yes,"), "{}", text("tables/consents.csv"));
        assert!(text("tables/disclosures.json").contains("left-right-of-family"));
        let left = disclosures_of(app, &spanish, learner).await.expect("shown");
        assert_eq!(left[0].fields, "El expediente completo");
        assert_eq!(left[2].recipient, "Familias, en papel");
        let left = list_disclosures(app, &room.place.administrator, 0).await.expect("lists");
        assert_eq!(left[2].0.recipient, "Families, on paper");
    }
}

#[tokio::test]
async fn the_whole_record_holds_what_is_given_who_answers_and_other_records_and_not_why() {
    for room in classrooms().await {
        let (app, learner) = (room.app(), room.learners[0]);
        let (district, manager) = (room.educator.district, room.educator.person);
        let now = chance::now();
        let charge = Charge {
            holder: manager,
            kind: CaseloadKind::CaseManager,
            learner,
            dates: Dates::ALWAYS,
            assigned_by: manager,
            assigned_at: now,
            ended_at: None,
            ended_by: None,
        };
        let profile = Profile {
            learner,
            version: 1,
            dates: Dates::new(Some(chance::today(district)), None).expect("in order"),
            given: Accommodations {
                reader: true,
                seat: Some("by the door".to_owned()),
                ..Default::default()
            },
            written_by: manager,
            written_at: now,
        };
        let link = RecordLink {
            id: chance::record_link_id(now),
            kept: learner,
            merged: room.learners[3],
            reason: "Same birthday".to_owned(),
            linked_at: now,
            linked_by: manager,
            separated: None,
        };
        app.db
            .write((charge, profile, link), move |tx, (charge, profile, link)| {
                Box::pin(async move {
                    store::caseload::add(tx, district, std::slice::from_ref(charge)).await?;
                    store::accommodation::add(tx, district, profile).await?;
                    store::accommodation::add_reason(tx, district, learner, 1, "A diagnosis").await?;
                    Ok::<_, Refusal>(store::record_link::add(tx, district, link).await?)
                })
            })
            .await
            .expect("kept");
        let taken = export_record(app, &room.guardian, learner).await.expect("taken out");
        let files = unpacked(taken.bytes);
        let text = |name: &str| &files.iter().find(|(found, _)| found == name).expect("there").1;
        assert!(text("tables/accommodations.json").contains("by the door"));
        assert!(text("tables/caseloads.json").contains("case_manager"));
        assert!(text("tables/merges.csv").contains("kept,,,"), "{}", text("tables/merges.csv"));
        let everything: String = files.iter().map(|(_, text)| text.as_str()).collect();
        assert!(!everything.contains("A diagnosis"), "why is told by the case manager");
        assert!(!everything.contains("Same birthday"), "what staff typed stays with the school");
    }
}
