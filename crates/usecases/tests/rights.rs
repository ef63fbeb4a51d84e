//! The rights of learners and families: who may do what, cell by cell; asking to amend; what left.

mod classroom;
mod fixtures;
#[expect(dead_code, reason = "each test file uses what it needs")]
mod households;

use classroom::{Classroom, classrooms};
use domain::{
    evidence::Sequence,
    privacy::{AmendmentState, DisclosureWay},
    time::Dates,
};
use fixtures::{
    Got::{self, Denied, Done, NotFound},
    got, unpacked,
};
use households::reach;
use usecases::{
    Actor, Refusal,
    amendments::{
        NewAmendment, amendments_of, ask_to_amend, attach_statement, decide_amendment, list_amendments,
    },
    consents::{say_consent, show_consents},
    disclosures::{NewDisclosure, disclosures_of, list_disclosures, record_disclosure},
    export_record::export_record,
    outside_parties::{PartyForm, list_parties, put_party},
    show_family::show_as_family,
    show_learner::show_learner,
    show_why::show_why,
    substitutes::{NewPerson, NewPlaces, Who, give_places},
    tokens::{actor_of_token, make_token_for},
};
use wording::{Audience, Language, Words};

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
