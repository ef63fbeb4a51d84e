//! Texts that break careless programs are kept letter by letter.

use crate::{
    engines::on_both,
    sample::{DISTRICT, bare_competency, bare_person, competency, person},
};

#[tokio::test]
async fn every_letter_comes_back_and_is_found() {
    on_both(|tx| {
        Box::pin(async move {
            let long = "é".repeat(300);
            let texts = [
                "نور الهدى",
                "O'Brien; drop table person; --",
                "Zoë Ångström-Ñuñez",
                &long,
                "Kind 👩🏽‍🚀 of 🧗",
                "\"double\" \\back\\ `tick` $1 ?",
                "e\u{301} is not é",
            ];
            for (n, text) in (10..).zip(texts) {
                let one = bare_person(person(n), text, text);
                store::person::put(tx, DISTRICT, std::slice::from_ref(&one)).await?;
                assert_eq!(store::person::find(tx, DISTRICT, one.id).await?.as_ref(), Some(&one), "{text}");
                let search = text.to_uppercase();
                let found = store::person::page(tx, DISTRICT, Some(&search), None, 10).await?;
                assert!(found.contains(&one), "{search}");
                let can = bare_competency(competency(n), text);
                store::competency::put(tx, DISTRICT, std::slice::from_ref(&can)).await?;
                assert_eq!(
                    store::competency::find(tx, DISTRICT, can.id).await?.as_ref(),
                    Some(&can),
                    "{text}"
                );
            }
            Ok(())
        })
    })
    .await;
}
