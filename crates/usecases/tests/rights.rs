//! The rights of learners and families: who may do what, cell by cell; asking to amend, consent, what left.

mod classroom;
mod fixtures;
mod households;

use std::io::{Cursor, Read as _};

use classroom::{Classroom, classrooms};
use domain::{
    accommodation::{Accommodations, Profile},
    caseload::{CaseloadKind, Charge},
    evidence::Sequence,
    framework::Extra,
    privacy::{AmendmentState, DisclosureWay},
    time::Dates,
};
use households::{change_person, custody, reach};
use store::record_link::RecordLink;
use usecases::{
    Actor, Refusal,
    amendments::{
        NewAmendment, amendments_of, ask_to_amend, attach_statement, decide_amendment, list_amendments,
    },
    chance,
    consents::{consent_in_force, say_consent, show_consents},
    disclosures::{NewDisclosure, disclosures_of, list_disclosures, record_disclosure},
    export_record::export_record,
    family_report::show_report,
    outside_parties::{PartyForm, list_parties, put_party},
    print_reports::{PrintJob, print_reports},
    show_family::show_as_family,
    show_learner::show_learner,
    show_why::show_why,
    substitutes::{NewPerson, NewPlaces, Who, give_places},
    tokens::{actor_of_token, make_token_for},
};
use wording::{Audience, Language, Words};

/// What came of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Got {
    Done,
    NotFound,
    Denied,
}

use Got::{Denied, Done, NotFound};

fn got<T>(result: Result<T, Refusal>) -> Got {
    match result {
        Ok(_) | Err(Refusal::Conflict(_)) => Done,
        Err(Refusal::NotFound(_)) => NotFound,
        Err(Refusal::Denied(_)) => Denied,
        Err(other) => panic!("{other}"),
    }
}

fn words() -> std::sync::Arc<Words> {
    Words::built_in(Audience::Family, Language::English)
}

fn wrong_grade() -> NewAmendment {
    NewAmendment {
        fact: "grade".to_owned(),
        entry: None,
        wanted: "6".to_owned(),
        reason: "They moved up.".to_owned(),
    }
}

fn wrong_entry(place: i64) -> NewAmendment {
    NewAmendment {
        fact: "entry".to_owned(),
        entry: Some(place),
        wanted: String::new(),
        reason: "They were ill.".to_owned(),
    }
}

fn handed_over() -> NewDisclosure {
    NewDisclosure {
        party: None,
        recipient: "A court".to_owned(),
        purpose: "A hearing".to_owned(),
        ground: "Order 12".to_owned(),
        fields: "Attendance".to_owned(),
    }
}

/// Taking the record out; looking at consent, requests, disclosures and what the family is told; consenting; asking to amend; writing
/// down a disclosure.
async fn tried(room: &Classroom, actor: &Actor) -> [Got; 5] {
    let (app, learner) = (room.app(), room.learners[0]);
    let today = crate::fixtures::today();
    let look = [
        got(show_consents(app, actor, learner, today, &words()).await),
        got(amendments_of(app, actor, learner).await),
        got(disclosures_of(app, actor, learner).await),
        got(show_as_family(app, actor, learner).await),
    ];
    assert!(look.iter().all(|one| *one == look[0]), "{look:?}");
    [
        got(export_record(app, actor, learner).await),
        look[0],
        got(say_consent(app, actor, learner, "audio", true, Dates::ALWAYS).await),
        got(ask_to_amend(app, actor, learner, wrong_grade()).await),
        got(record_disclosure(app, actor, learner, handed_over()).await),
    ]
}

/// Somebody who teaches the class today.
async fn substitute(room: &Classroom) -> Actor {
    let who = Who::New(NewPerson {
        given_name: "Ada".to_owned(),
        family_name: "Fairweather".to_owned(),
        email: String::new(),
    });
    let new = NewPlaces { sections: vec![room.section], who, day: None };
    let given = give_places(room.app(), &room.educator, new).await.expect("given");
    Actor::new(room.educator.district, given.person.id)
}

#[tokio::test]
async fn everybody_gets_what_the_table_says() {
    for room in classrooms().await {
        let administrator = room.place.administrator.clone();
        let with_reason = Actor { break_glass: Some("A complaint".to_owned()), ..administrator.clone() };
        let table = [
            ("a guardian", room.guardian.clone(), [Done, Done, Done, Done, Denied]),
            ("a guardian without custody", room.without_custody.clone(), [NotFound; 5]),
            ("the learner, of unknown age", room.as_actor(0), [Done, Done, Denied, Done, Denied]),
            ("a classmate", room.as_actor(1), [NotFound; 5]),
            ("the educator", room.educator.clone(), [Denied, Done, Denied, Denied, Done]),
            ("an educator of another class", room.stranger.clone(), [NotFound; 5]),
            ("an aide", room.aide.clone(), [Denied; 5]),
            ("a substitute of the day", substitute(&room).await, [Denied; 5]),
            ("the principal", room.principal.clone(), [Denied, Done, Denied, Denied, Done]),
            ("an administrator", administrator, [NotFound, NotFound, NotFound, NotFound, Done]),
            ("an administrator with a reason", with_reason, [Done, Done, Denied, Denied, Done]),
            (
                "a token of the guardian that may only read",
                Actor { read_only: true, ..room.guardian.clone() },
                [Done, Done, Denied, Denied, Denied],
            ),
        ];
        for (who, actor, expected) in table {
            assert_eq!(tried(&room, &actor).await, expected, "{who}");
        }
    }
}

fn unpacked(bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("opens");
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).expect("a file");
            let mut text = String::new();
            file.read_to_string(&mut text).expect("UTF-8");
            (file.name().expect("a name").into_owned(), text)
        })
        .collect()
}

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

#[tokio::test]
async fn a_request_that_is_followed_takes_the_entry_back_and_nothing_is_deleted() {
    for room in classrooms().await {
        let (app, learner) = (room.app(), room.learners[0]);
        reach(&room, 0, 0).await;
        let asked = ask_to_amend(app, &room.guardian, learner, wrong_entry(1)).await.expect("asked");
        let again = ask_to_amend(app, &room.guardian, learner, wrong_entry(1)).await;
        assert!(matches!(again, Err(Refusal::Conflict(_))), "{again:?}");
        for (wrong, field) in [
            (wrong_entry(99), "entry"),
            (NewAmendment { entry: None, ..wrong_entry(1) }, "entry"),
            (NewAmendment { fact: "mood".to_owned(), ..wrong_grade() }, "about"),
            (NewAmendment { wanted: String::new(), ..wrong_grade() }, "wanted"),
            (NewAmendment { reason: "\0".to_owned(), ..wrong_grade() }, "reason"),
            (NewAmendment { reason: "x".repeat(2_001), ..wrong_grade() }, "reason"),
        ] {
            match ask_to_amend(app, &room.guardian, learner, wrong).await {
                Err(Refusal::Invalid { field: found, .. }) => assert_eq!(found, field),
                other => panic!("{field}: {other:?}"),
            }
        }
        for actor in [&room.educator, &room.aide, &room.guardian, &room.as_actor(0), &room.stranger] {
            assert_eq!(got(decide_amendment(app, actor, asked, true, "Yes").await), NotFound);
        }
        let open = list_amendments(app, &room.principal, Some(AmendmentState::Asked)).await.expect("lists");
        assert_eq!((open.len(), open[0].may_decide, open[0].overdue), (1, true, false));
        assert_eq!(got(list_amendments(app, &room.educator, None).await), Denied);
        decide_amendment(app, &room.principal, asked, true, "So it was.").await.expect("followed");
        let twice = decide_amendment(app, &room.principal, asked, false, "No").await;
        assert!(matches!(twice, Err(Refusal::Conflict(_))), "{twice:?}");
        let record = show_learner(app, &room.educator, learner).await.expect("a record");
        assert_eq!(record.entries.len(), 1, "it is there");
        assert!(record.entries[0].mended.is_some(), "and no longer counts");
        let shown = amendments_of(app, &room.guardian, learner).await.expect("shown");
        assert_eq!(shown[0].amendment.state, AmendmentState::Accepted);
        assert_eq!(shown[0].decided_by, "Pia Leads");
    }
}

#[tokio::test]
async fn a_name_or_grade_is_put_right_where_it_stands() {
    for room in classrooms().await {
        let (app, learner) = (room.app(), room.learners[0]);
        let asked = ask_to_amend(app, &room.as_actor(0), learner, wrong_grade()).await.expect("asked");
        decide_amendment(app, &room.place.administrator, asked, true, "Yes").await.expect("followed");
        let record = show_learner(app, &room.guardian, learner).await.expect("a record");
        assert_eq!(record.person.grade.as_deref(), Some("6"));
    }
}

#[tokio::test]
async fn a_statement_travels_with_the_entry_into_why_and_into_the_record() {
    for room in classrooms().await {
        let (app, learner, target) = (room.app(), room.learners[0], room.targets[0]);
        reach(&room, 0, 0).await;
        let asked = ask_to_amend(app, &room.guardian, learner, wrong_entry(1)).await.expect("asked");
        let early = attach_statement(app, &room.guardian, asked, "No").await;
        assert!(matches!(early, Err(Refusal::Conflict(_))), "{early:?}");
        decide_amendment(app, &room.principal, asked, false, "It was seen.").await.expect("refused");
        for (actor, expected) in [
            (&room.as_actor(0), Denied),
            (&room.educator, Denied),
            (&room.without_custody, NotFound),
            (&room.stranger, NotFound),
            (&room.guardian, Done),
        ] {
            assert_eq!(got(attach_statement(app, actor, asked, "We saw it otherwise.").await), expected);
        }
        for actor in [&room.guardian, &room.educator] {
            let why = show_why(app, actor, learner, target).await.expect("why");
            let piece = &why.record.expect("judged").pieces[0];
            assert_eq!(
                (piece.sequence, piece.statements.as_slice()),
                (Sequence(1), &["We saw it otherwise.".to_owned()][..])
            );
        }
        let files = unpacked(export_record(app, &room.guardian, learner).await.expect("taken").bytes);
        let said = files.iter().filter(|(_, text)| text.contains("We saw it otherwise.")).count();
        assert_eq!(said, 5, "in the page, and in two tables as CSV and as JSON");
    }
}

async fn in_force(room: &Classroom) -> bool {
    let input = (room.educator.district, room.learners[0]);
    let found = room.app().db.read(input, |tx, (district, learner)| {
        Box::pin(consent_in_force(tx, *district, *learner, "audio", crate::fixtures::today()))
    });
    found.await.expect("an answer")
}

#[tokio::test]
async fn consent_is_given_and_withdrawn_by_who_has_custody() {
    for room in classrooms().await {
        let (app, learner) = (room.app(), room.learners[0]);
        let say = async |actor: &Actor, given| {
            got(say_consent(app, actor, learner, "audio", given, Dates::ALWAYS).await)
        };
        assert!(!in_force(&room).await);
        assert_eq!(say(&room.guardian, true).await, Done);
        assert!(in_force(&room).await);
        // Somebody else who has custody says no, and loses custody again.
        custody(&room, &room.without_custody, learner, true).await;
        assert_eq!(say(&room.without_custody, false).await, Done);
        assert!(!in_force(&room).await, "one no outweighs");
        custody(&room, &room.without_custody, learner, false).await;
        assert!(in_force(&room).await);
        assert_eq!(say(&room.guardian, false).await, Done);
        assert!(!in_force(&room).await);
        let shown = show_consents(app, &room.guardian, learner, crate::fixtures::today(), &words())
            .await
            .expect("shown");
        let audio = shown.purposes.iter().find(|one| one.purpose == "audio").expect("a purpose");
        assert_eq!((audio.said.len(), audio.own, shown.may_speak), (3, Some(false), true));
        let names: Vec<&str> = audio.said.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(names, ["Salma Guardian", "", "Salma Guardian"], "another parent is not named");
        let yesterday = Dates::new(crate::fixtures::today().yesterday().ok(), None).expect("in order");
        for (purpose, dates, field) in [
            ("gold", Dates::ALWAYS, "purpose"),
            ("audio", yesterday, "from"),
            ("\0", Dates::ALWAYS, "purpose"),
        ] {
            match say_consent(app, &room.guardian, learner, purpose, true, dates).await {
                Err(Refusal::Invalid { field: found, .. }) => assert_eq!(found, field),
                other => panic!("{purpose}: {other:?}"),
            }
        }
    }
}

#[tokio::test]
async fn a_learner_who_is_of_age_speaks_alone() {
    for room in classrooms().await {
        let (app, learner) = (room.app(), room.learners[0]);
        let say = async |actor: &Actor, given| {
            got(say_consent(app, actor, learner, "audio", given, Dates::ALWAYS).await)
        };
        assert_eq!(say(&room.guardian, true).await, Done);
        let own = room.as_actor(0);
        let born = |years: i16| {
            let day = crate::fixtures::today()
                .checked_sub(jiff::Span::new().years(i64::from(years)))
                .expect("a day");
            let json = format!("{{\"birthDate\":\"{day}\"}}");
            Extra::from([("demographics".to_owned(), json)])
        };
        let (young, old) = (born(17), born(18));
        change_person(&room, &own, move |person| person.extra = young.clone()).await;
        assert_eq!(say(&own, false).await, Denied);
        assert!(in_force(&room).await);
        change_person(&room, &own, move |person| person.extra = old.clone()).await;
        assert!(!in_force(&room).await, "what the guardian said is over");
        assert_eq!(say(&room.guardian, true).await, Denied);
        assert_eq!(say(&own, true).await, Done);
        assert!(in_force(&room).await);
    }
}

fn bus_company(ends_on: Option<domain::Date>) -> PartyForm {
    PartyForm {
        name: "Bus company".to_owned(),
        kind: "organization".to_owned(),
        purpose: "Transport".to_owned(),
        fields: "Names".to_owned(),
        ground: "Agreement".to_owned(),
        agreement: "2026/7".to_owned(),
        begins_on: None,
        ends_on,
    }
}

#[tokio::test]
async fn what_a_program_of_an_outside_party_reads_is_written_down_while_its_agreement_holds() {
    for room in classrooms().await {
        let (app, learner, administrator) = (room.app(), room.learners[0], &room.place.administrator);
        assert_eq!(got(put_party(app, &room.principal, None, bus_company(None)).await), Denied);
        let party = put_party(app, administrator, None, bus_company(None)).await.expect("added");
        assert_eq!(list_parties(app, &room.principal).await.expect("lists").len(), 1);
        assert_eq!(got(list_parties(app, &room.educator).await), Denied);
        let day = crate::fixtures::today().checked_add(jiff::Span::new().days(9)).expect("a day");
        let make = async |actor: &Actor| {
            make_token_for(app, actor, "Buses", vec!["read".to_owned()], day, Some(party)).await
        };
        assert_eq!(got(make(&room.educator).await), Denied);
        let token = make(&room.principal).await.expect("made");
        let program = actor_of_token(app, &token).await.expect("looked up").expect("it works");
        for _ in 0..2 {
            show_learner(app, &program, learner).await.expect("read");
        }
        let left = disclosures_of(app, &room.guardian, learner).await.expect("shown");
        let found: Vec<_> =
            left.iter().map(|one| (one.way, one.recipient.as_str(), one.fields.as_str())).collect();
        assert_eq!(found, [(DisclosureWay::Api, "Bus company", "record")], "once a day");
        let all = list_disclosures(app, administrator, 0).await.expect("lists");
        assert_eq!((all.len(), all[0].1), (1, 1));
        assert_eq!(got(list_disclosures(app, &room.principal, 0).await), Denied);
        let over = crate::fixtures::today().yesterday().ok();
        put_party(app, administrator, Some(party), bus_company(over)).await.expect("ended");
        assert!(actor_of_token(app, &token).await.expect("looked up").is_none(), "the agreement is over");
    }
}
