//! Lists come in the same order on both engines: by bytes, and what is missing last.

use domain::{
    OrganizationId, TermId,
    people::{Organization, Term},
    time::Dates,
};

use crate::{
    engines::on_both,
    sample::{DISTRICT, autumn, bare_competency, bare_person, competency, day, extra, person, some},
};

#[tokio::test]
async fn names_sort_by_their_bytes() {
    on_both(|tx| {
        Box::pin(async move {
            let names = ["Zoe", "a b", "ab", "a-c", "a_d", "Élan", "نور", "B", "ä"];
            for (n, name) in (100..).zip(names) {
                let one = Organization {
                    id: OrganizationId::from_bytes([n; 16]),
                    parent: None,
                    kind: "school".to_owned(),
                    name: name.to_owned(),
                    sourced_id: None,
                    extra: extra(),
                };
                store::organization::put(tx, DISTRICT, &[one]).await?;
            }
            let found = store::organization::list(tx, DISTRICT).await?;
            let found: Vec<_> = found.iter().map(|one| one.name.as_str()).collect();
            let mut expected = [&names[..], &["Ash Street School"]].concat();
            expected.sort_unstable();
            assert_eq!(found, expected);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn people_sort_by_family_name_without_regard_to_case() {
    on_both(|tx| {
        Box::pin(async move {
            for (n, family) in
                [(10, "de Vries"), (11, "De Boer"), (12, "Ångström"), (13, "O'Hara"), (14, "Ohara")]
            {
                store::person::put(tx, DISTRICT, &[bare_person(person(n), "X", family)]).await?;
            }
            let found = store::person::page(tx, DISTRICT, None, None, 100).await?;
            let found: Vec<_> = found.iter().map(|one| one.id.as_bytes()[0]).collect();
            assert_eq!(found, [11, 10, 13, 14, 1, 2, 3, 4, 5, 12]);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn terms_without_a_first_day_come_last() {
    on_both(|tx| {
        Box::pin(async move {
            let term = |n, dates| Term {
                id: TermId::from_bytes([n; 16]),
                parent: None,
                kind: "term".to_owned(),
                title: format!("Term {n}"),
                dates,
                sourced_id: None,
                extra: extra(),
            };
            let spring = Dates::new(Some(day("2027-01-11")), None).expect("in order");
            let all = [term(1, Dates::ALWAYS), term(2, spring), term(3, autumn())];
            store::term::put(tx, DISTRICT, &all).await?;
            let found = store::term::list(tx, DISTRICT).await?;
            let found: Vec<_> = found.iter().map(|one| one.id.as_bytes()[0]).collect();
            assert_eq!(found, [3, 2, 1]);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn competencies_without_a_code_come_last_in_a_search() {
    on_both(|tx| {
        Box::pin(async move {
            for (n, code) in
                [(10, None), (11, some("b.1")), (12, some("B.1")), (13, some("A.10")), (14, some("A.2"))]
            {
                let mut one = bare_competency(competency(n), "Can sort oddly");
                one.code = code;
                store::competency::put(tx, DISTRICT, &[one]).await?;
            }
            let found = store::competency::search(tx, DISTRICT, None, "sort oddly", 10).await?;
            let found: Vec<_> = found.iter().map(|one| one.id.as_bytes()[0] - 0xC0).collect();
            assert_eq!(found, [13, 14, 12, 11, 10]);
            Ok(())
        })
    })
    .await;
}
