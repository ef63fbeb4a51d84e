//! Numbers of privacy, outside parties, disclosures, requests to amend, consents, erasure and retention.

use domain::{
    AmendmentId, ConsentId, Date, DisclosureId, ErasureId, PartyId, RetentionRunId, Timestamp,
    access::Relationship,
    evidence::Sequence,
    privacy::{
        Amendment, AmendmentFact, AmendmentState, Answer, Consent, Disclosure, DisclosureWay, ErasureState,
        Kept, OutsideParty, PartyKind,
    },
    time::Dates,
};
use store::{
    access_log::Access, consent::OwnPurpose, erasure::Erasure, privacy_policy::PrivacySetting, retention::Run,
};

use crate::{
    engines::{Fresh, on_both, write},
    sample::{DISTRICT, ELSEWHERE, at, autumn, bare_person, day, learner, person},
};

#[tokio::test]
async fn of_every_number_the_newest_version_stands() {
    on_both(|tx| {
        Box::pin(async move {
            let set = |version, value| PrivacySetting {
                field: "smallest_group".to_owned(),
                version,
                value,
                adopted_at: at(version),
                adopted_by: person(1),
                why: "It's small".to_owned(),
            };
            assert_eq!(store::privacy_policy::latest(tx, DISTRICT, "smallest_group").await?, None);
            store::privacy_policy::add(tx, DISTRICT, &set(1, Some(10))).await?;
            store::privacy_policy::add(tx, DISTRICT, &set(2, None)).await?;
            let latest = store::privacy_policy::latest(tx, DISTRICT, "smallest_group").await?;
            assert_eq!(latest, Some(set(2, None)));
            let all = store::privacy_policy::list(tx, DISTRICT).await?;
            assert_eq!(all, [set(2, None), set(1, Some(10))]);
            assert!(store::privacy_policy::list(tx, ELSEWHERE).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

fn party(n: u8, dates: Dates) -> OutsideParty {
    OutsideParty {
        id: PartyId::from_bytes([n; 16]),
        name: format!("Party {n}'s"),
        kind: if n == 1 { PartyKind::App } else { PartyKind::Organization },
        purpose: "Reading".to_owned(),
        fields: "Names".to_owned(),
        ground: "Agreement".to_owned(),
        agreement: "2026/7".to_owned(),
        dates,
    }
}

#[tokio::test]
async fn outside_parties_are_added_and_changed() {
    on_both(|tx| {
        Box::pin(async move {
            for one in [party(2, Dates::ALWAYS), party(1, autumn())] {
                store::outside_party::put(tx, DISTRICT, &one, person(1), at(0)).await?;
                assert_eq!(store::outside_party::find(tx, DISTRICT, one.id).await?, Some(one));
            }
            let changed = OutsideParty { dates: autumn(), ..party(2, Dates::ALWAYS) };
            store::outside_party::put(tx, DISTRICT, &changed, person(2), at(1)).await?;
            let all = store::outside_party::list(tx, DISTRICT).await?;
            assert_eq!(all, [party(1, autumn()), changed]);
            assert!(store::outside_party::list(tx, ELSEWHERE).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

fn disclosure(n: u8, everybody: bool) -> Disclosure {
    Disclosure {
        id: DisclosureId::from_bytes([n; 16]),
        at: at(i64::from(n)),
        way: DisclosureWay::Export,
        party: (!everybody).then(|| PartyId::from_bytes([1; 16])),
        recipient: "The county".to_owned(),
        purpose: "A count".to_owned(),
        ground: "Law".to_owned(),
        fields: "Names".to_owned(),
        by: person(1),
        everybody,
    }
}

#[tokio::test]
async fn what_left_is_found_by_whom_it_is_about() {
    on_both(|tx| {
        Box::pin(async move {
            store::disclosure::add(tx, DISTRICT, &disclosure(1, false), &[learner(1), learner(2)]).await?;
            store::disclosure::add(tx, DISTRICT, &disclosure(2, true), &[]).await?;
            // The same again adds whom it did not name.
            store::disclosure::add(tx, DISTRICT, &disclosure(1, false), &[learner(2), learner(3)]).await?;
            let of = store::disclosure::of_learner(tx, DISTRICT, learner(1), 9).await?;
            assert_eq!(of, [disclosure(2, true), disclosure(1, false)]);
            assert_eq!(
                store::disclosure::of_learner(tx, DISTRICT, learner(4), 9).await?,
                [disclosure(2, true)]
            );
            let all = store::disclosure::page(tx, DISTRICT, 0, 9).await?;
            assert_eq!(all, [(disclosure(2, true), 0), (disclosure(1, false), 3)]);
            assert_eq!(store::disclosure::page(tx, DISTRICT, 1, 9).await?.len(), 1);
            assert!(store::disclosure::page(tx, ELSEWHERE, 0, 9).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

fn amendment(n: u8, entry: Option<i64>) -> Amendment {
    Amendment {
        id: AmendmentId::from_bytes([n; 16]),
        learner: learner(1),
        fact: if entry.is_some() { AmendmentFact::Entry } else { AmendmentFact::Grade },
        entry: entry.map(Sequence),
        wanted: String::new(),
        reason: "¿Mal?".to_owned(),
        asked_by: person(2),
        asked_at: at(i64::from(n)),
        due_on: day("2026-12-24"),
        state: AmendmentState::Asked,
        answer: None,
        statement: None,
    }
}

#[tokio::test]
async fn requests_are_asked_answered_and_stated() {
    on_both(|tx| {
        Box::pin(async move {
            for one in [amendment(1, Some(7)), amendment(2, None)] {
                store::amendment::add(tx, DISTRICT, &one).await?;
                assert_eq!(store::amendment::find(tx, DISTRICT, one.id).await?, Some(one));
            }
            let said =
                |text: &str, second| Some(Answer { text: text.to_owned(), by: person(3), at: at(second) });
            let refused = Amendment {
                state: AmendmentState::Refused,
                answer: said("It's right", 5),
                statement: said("It is not", 6),
                ..amendment(1, Some(7))
            };
            store::amendment::update(tx, DISTRICT, &refused).await?;
            let all = store::amendment::of_learner(tx, DISTRICT, learner(1)).await?;
            assert_eq!(all, [amendment(2, None), refused.clone()]);
            let open = Some(AmendmentState::Asked);
            assert_eq!(store::amendment::list(tx, DISTRICT, open, 9).await?, [amendment(2, None)]);
            let all = store::amendment::list(tx, DISTRICT, None, 9).await?;
            assert_eq!(all, [refused, amendment(2, None)]);
            assert!(store::amendment::list(tx, ELSEWHERE, None, 9).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn consents_are_added_and_purposes_changed() {
    on_both(|tx| {
        Box::pin(async move {
            let said = |n: u8, given, until: Option<Date>| Consent {
                id: ConsentId::from_bytes([n; 16]),
                learner: learner(1),
                purpose: "audio".to_owned(),
                given,
                by: person(2),
                recorded_at: at(i64::from(n)),
                dates: Dates::new(Some(day("2026-11-24")), until).expect("in order"),
            };
            let all = [said(1, true, Some(day("2027-06-30"))), said(2, false, None)];
            for one in &all {
                store::consent::add(tx, DISTRICT, one).await?;
            }
            assert_eq!(store::consent::of_learner(tx, DISTRICT, learner(1)).await?, all);
            assert!(store::consent::of_learner(tx, DISTRICT, learner(2)).await?.is_empty());
            let purpose = |title: &str, asked| OwnPurpose {
                purpose: "trip".to_owned(),
                title_en: title.to_owned(),
                title_es: "Excursión".to_owned(),
                about_en: "A day out".to_owned(),
                about_es: "Un día fuera".to_owned(),
                asked,
            };
            for one in [purpose("Trip", true), purpose("Trips", false)] {
                store::consent::put_purpose(tx, DISTRICT, &one, person(1), at(0)).await?;
                assert_eq!(store::consent::purposes(tx, DISTRICT).await?, [one]);
            }
            assert!(store::consent::purposes(tx, ELSEWHERE).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

fn erasure(n: u8, state: ErasureState) -> Erasure {
    let done = state == ErasureState::Done;
    Erasure {
        id: ErasureId::from_bytes([n; 16]),
        learner: learner(1),
        ground: "Law".to_owned(),
        reason: "Asked".to_owned(),
        asked_by: person(1),
        asked_at: at(0),
        state,
        confirmed_by: done.then(|| person(2)),
        ended_at: done.then(|| at(9)),
        entries: i64::from(done) * 4,
        other_rows: i64::from(done) * 7,
    }
}

fn line(n: u8, reason: Option<&str>, learners: &[u8]) -> Access {
    Access {
        id: [n; 16],
        at: at(i64::from(n)),
        person: person(9),
        what: "record".to_owned(),
        relationship: Relationship::BreakGlass,
        reason: reason.map(str::to_owned),
        learners: learners.iter().map(|n| learner(*n)).collect(),
    }
}

#[tokio::test]
async fn an_erased_learner_keeps_a_place_without_content_and_no_roster_brings_the_name_back() {
    on_both(|tx| {
        Box::pin(async move {
            store::erasure::add(tx, DISTRICT, &erasure(1, ErasureState::Asked)).await?;
            assert_eq!(
                store::erasure::find(tx, DISTRICT, erasure(1, ErasureState::Asked).id).await?,
                Some(erasure(1, ErasureState::Asked))
            );
            store::erasure::update(tx, DISTRICT, &erasure(1, ErasureState::Done)).await?;
            assert_eq!(store::erasure::list(tx, DISTRICT, 9).await?, [erasure(1, ErasureState::Done)]);
            assert!(store::erasure::list(tx, ELSEWHERE, 9).await?.is_empty());
            for one in
                [line(1, Some("About one"), &[1]), line(2, Some("About two"), &[2]), line(3, None, &[1, 2])]
            {
                store::access_log::add(tx, DISTRICT, &one).await?;
            }
            let counts = store::erasure::count(tx, DISTRICT, learner(1)).await?;
            assert_eq!(counts[0], ("evidence", 0));
            assert!(counts.contains(&("enrollment", 1)), "{counts:?}");
            assert_eq!(store::erasure::erased_at(tx, DISTRICT, learner(1)).await?, None);
            let (entries, rows) = store::erasure::erase(tx, DISTRICT, learner(1), at(20)).await?;
            assert_eq!((entries, rows), (0, 1));
            assert_eq!(store::erasure::erased_at(tx, DISTRICT, learner(1)).await?, Some(at(20)));
            let again = bare_person(person(1), "Given1", "Sample");
            store::person::put(tx, DISTRICT, &[again]).await?;
            let kept = store::person::find(tx, DISTRICT, person(1)).await?.expect("a place");
            assert_eq!((kept.name().as_str(), kept.active), ("Erased", false));
            let log = store::access_log::page(tx, DISTRICT, None, None, 9).await?;
            assert_eq!(log, [line(3, None, &[1, 2]), line(2, Some("About two"), &[2]), line(1, None, &[1])]);
            assert_eq!(store::erasure::erase_guardian(tx, DISTRICT, person(2), at(21)).await?, 0);
            let gone = store::person::find(tx, DISTRICT, person(2)).await?.expect("a place");
            assert_eq!(gone.name(), "Erased");
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn sqlites_file_is_written_anew_once_after_an_erasure_and_goes_on_taking_writes() {
    for fresh in Fresh::on_each().await {
        let db = fresh.open().await;
        let sqlite = db.file().is_some();
        assert!(!store::sweeping::is_due(&db).await.expect("looked"), "nothing was erased");
        write(&db, |tx| {
            Box::pin(async move { store::erasure::erase(tx, DISTRICT, learner(1), at(1)).await.map(drop) })
        })
        .await
        .expect("erased");
        assert_eq!(store::sweeping::is_due(&db).await.expect("looked"), sqlite);
        assert_eq!(store::sweeping::sweep(&db).await.expect("swept"), sqlite);
        assert!(!store::sweeping::sweep(&db).await.expect("looked"), "once");
        write(&db, |tx| {
            Box::pin(async move { store::erasure::add(tx, DISTRICT, &erasure(1, ErasureState::Asked)).await })
        })
        .await
        .expect("written afterwards");
        drop(db);
        fresh.remove().await;
    }
}

#[tokio::test]
async fn what_is_older_than_it_is_kept_goes_a_few_at_a_time() {
    on_both(|tx| {
        Box::pin(async move {
            for n in 1..=5 {
                store::access_log::add(tx, DISTRICT, &line(n, None, &[1])).await?;
            }
            store::disclosure::add(tx, DISTRICT, &disclosure(1, false), &[learner(1)]).await?;
            let begin = Timestamp::UNIX_EPOCH;
            for kind in Kept::ALL {
                let expected = match kind {
                    Kept::AccessLog => 3,
                    Kept::Disclosures => 1,
                    _ => 0,
                };
                assert_eq!(
                    store::retention::count(tx, DISTRICT, *kind, begin, at(4)).await?,
                    expected,
                    "{kind:?}"
                );
                let oldest = store::retention::oldest(tx, DISTRICT, *kind).await?;
                assert_eq!(oldest, (expected > 0).then(|| at(1)), "{kind:?}");
                assert_eq!(store::retention::take(tx, ELSEWHERE, *kind, at(4), 9).await?, 0);
                let first = store::retention::take(tx, DISTRICT, *kind, at(4), 2).await?;
                let second = store::retention::take(tx, DISTRICT, *kind, at(4), 2).await?;
                assert_eq!(first + second, expected, "{kind:?}");
            }
            assert_eq!(store::access_log::page(tx, DISTRICT, None, None, 9).await?.len(), 2);
            assert!(store::disclosure::of_learner(tx, DISTRICT, learner(1), 9).await?.is_empty());
            let left = store::retention::left(tx, DISTRICT, at(99), day("2030-01-01"), None, 9).await?;
            assert!(left.is_empty(), "nothing is recorded");
            let run = |taken, finished_at| Run {
                id: RetentionRunId::from_bytes([1; 16]),
                kind: Kept::AccessLog,
                before: day("2020-01-01"),
                begun_at: at(0),
                begun_by: person(1),
                taken,
                finished_at,
            };
            for one in [run(0, None), run(3, Some(at(5)))] {
                store::retention::put_run(tx, DISTRICT, &one).await?;
                assert_eq!(store::retention::runs(tx, DISTRICT, 9).await?, [one]);
            }
            Ok(())
        })
    })
    .await;
}
