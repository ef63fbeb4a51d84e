//! What there is to learn from, in which ways, what was given, and who used it.

use domain::{
    AssessmentId, AssignmentId, Points, ResourceId, ResourceUseId,
    modality::Modality,
    resource::{GivenResource, Resource, ResourceKind, ResourceUse},
    text,
};
use store::{
    Tx,
    content::Content,
    item_version::AssetOwner,
    resource::{ResourceVersion, Wanted},
    vendor_columns::VendorColumns,
};

use crate::{
    engines::on_both,
    sample::{DISTRICT, ELSEWHERE, SECTION, at, competency, learner, person},
};

fn id(n: u8) -> ResourceId {
    ResourceId::from_bytes([0x60 + n; 16])
}

fn resource(n: u8, full: bool) -> Resource {
    Resource {
        id: id(n),
        kind: if full { ResourceKind::File } else { ResourceKind::Lesson },
        title: format!("It's lesson {n}, 100% Ása"),
        about: if full { "What it's about" } else { "" }.to_owned(),
        version: i64::from(!full),
        modality: "small-group".to_owned(),
        minutes: 20,
        language: if full { "es" } else { "en" }.to_owned(),
        grades: if full { vec!["06".to_owned(), "07".to_owned()] } else { Vec::new() },
        address: if full { "https://example.org/a" } else { "" }.to_owned(),
        file: full.then(|| ([9; 32], "map.png".to_owned())),
        check: full.then(|| AssessmentId::from_bytes([7; 16])),
        from_source: if full { "A course" } else { "" }.to_owned(),
        from_identifier: if full { "I_1" } else { "" }.to_owned(),
        made_by: full.then(|| person(1)),
        made_at: at(1),
        retired_at: None,
    }
}

fn keyed(one: Resource) -> (Resource, String) {
    let key = text::search_key(&one.title);
    (one, key)
}

async fn lay(tx: &mut Tx) -> Result<(), store::StoreError> {
    store::resource::put(tx, DISTRICT, &[keyed(resource(1, false)), keyed(resource(2, true))]).await?;
    store::resource::align(tx, DISTRICT, id(1), &[competency(2), competency(1)]).await?;
    store::resource::align(tx, DISTRICT, id(2), &[competency(1)]).await
}

#[tokio::test]
async fn a_resource_is_found_by_what_it_is_and_what_it_is_about() {
    on_both(|tx| {
        Box::pin(async move {
            lay(tx).await?;
            let (bare, full) = (resource(1, false), resource(2, true));
            assert_eq!(store::resource::find(tx, DISTRICT, id(1)).await?, Some(bare.clone()));
            assert_eq!(store::resource::lock(tx, DISTRICT, id(2)).await?, Some(full.clone()));
            assert_eq!(store::resource::find(tx, ELSEWHERE, id(1)).await?, None);
            let wanted = Wanted::default;
            for (wanted, expected) in [
                (wanted(), vec![&bare, &full]),
                (Wanted { part: "100% á".to_owned(), ..wanted() }, vec![&bare, &full]),
                (Wanted { part: "100_".to_owned(), ..wanted() }, vec![]),
                (Wanted { competency: Some(competency(2)), ..wanted() }, vec![&bare]),
                (Wanted { modality: Some("task".to_owned()), ..wanted() }, vec![]),
                (Wanted { language: Some("es".to_owned()), ..wanted() }, vec![&full]),
                (Wanted { kind: Some(ResourceKind::Lesson), ..wanted() }, vec![&bare]),
                (Wanted { from_source: Some("A course".to_owned()), ..wanted() }, vec![&full]),
                (Wanted { retired: true, ..wanted() }, vec![]),
            ] {
                let found = store::resource::search(tx, DISTRICT, &wanted, 0, 10).await?;
                assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{wanted:?}");
            }
            let second = store::resource::search(tx, DISTRICT, &wanted(), 1, 10).await?;
            assert_eq!(second, std::slice::from_ref(&full));
            assert_eq!(store::resource::search(tx, ELSEWHERE, &wanted(), 0, 10).await?, []);
            assert_eq!(store::resource::of_source(tx, DISTRICT, "A course").await?, [full]);
            let retired = Resource { retired_at: Some(at(5)), kind: ResourceKind::Link, ..bare.clone() };
            store::resource::put(tx, DISTRICT, &[keyed(retired.clone())]).await?;
            let found = store::resource::find(tx, DISTRICT, id(1)).await?;
            assert_eq!(found, Some(Resource { kind: ResourceKind::Lesson, ..retired }), "kinds stay");
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn what_a_resource_is_aligned_to_keeps_its_order() {
    on_both(|tx| {
        Box::pin(async move {
            lay(tx).await?;
            assert_eq!(store::resource::aligned(tx, DISTRICT, id(1)).await?, [competency(2), competency(1)]);
            assert_eq!(store::resource::aligned(tx, ELSEWHERE, id(1)).await?, []);
            let all = store::resource::alignments(tx, DISTRICT).await?;
            assert_eq!(all, [(id(1), competency(2)), (id(1), competency(1)), (id(2), competency(1))]);
            let about = store::resource::about(tx, DISTRICT, &[competency(1), competency(3)]).await?;
            let named: Vec<_> = about.iter().map(|(of, one)| (*of, one.id)).collect();
            assert_eq!(named, [(competency(1), id(1)), (competency(1), id(2))]);
            store::resource::align(tx, DISTRICT, id(1), &[]).await?;
            assert_eq!(store::resource::aligned(tx, DISTRICT, id(1)).await?, []);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn every_version_of_a_text_stays() {
    on_both(|tx| {
        Box::pin(async move {
            lay(tx).await?;
            let version = |n: u8, by| ResourceVersion {
                resource: id(1),
                version: i64::from(n),
                content: format!("<qti-assessment-stimulus>it's {n}</qti-assessment-stimulus>"),
                digest: [n; 32],
                written_by: by,
                written_at: at(i64::from(n)),
            };
            let (first, second) = (version(1, None), version(2, Some(person(1))));
            store::resource::add_versions(tx, DISTRICT, &[first.clone(), second.clone()]).await?;
            assert_eq!(store::resource::version(tx, DISTRICT, id(1), 1).await?, Some(first.clone()));
            assert_eq!(store::resource::version(tx, DISTRICT, id(1), 3).await?, None);
            assert_eq!(store::resource::versions(tx, DISTRICT, id(1)).await?, [second, first]);
            assert_eq!(store::resource::versions(tx, ELSEWHERE, id(1)).await?, []);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn a_file_that_a_resource_shows_is_not_swept() {
    on_both(|tx| {
        Box::pin(async move {
            lay(tx).await?;
            let file = Content { digest: [9; 32], media_type: "image/png".to_owned(), size: 3 };
            store::content::keep(tx, DISTRICT, &file, b"png", at(1)).await?;
            let owner = AssetOwner::Resource(id(2));
            store::item_version::show_asset(tx, DISTRICT, owner, "map.png", &file.digest).await?;
            assert_eq!(store::content::sweep(tx, DISTRICT, at(9)).await?, 0);
            assert!(store::item_version::is_shown(tx, DISTRICT, &file.digest).await?);
            let assets = store::item_version::assets_of(tx, DISTRICT, owner).await?;
            assert_eq!(assets, [("map.png".to_owned(), file.digest)]);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn a_district_says_its_own_ways_of_learning() {
    on_both(|tx| {
        Box::pin(async move {
            assert_eq!(store::modality::list(tx, DISTRICT, true).await?, []);
            let mut all = Modality::usual();
            all[0].room_kinds = vec!["lab".to_owned(), "hall".to_owned()];
            store::modality::replace(tx, DISTRICT, &all, at(1)).await?;
            assert_eq!(store::modality::list(tx, DISTRICT, false).await?, all);
            assert_eq!(store::modality::list(tx, ELSEWHERE, true).await?, []);
            let left = vec![Modality { name: "It's new".to_owned(), ..all[3].clone() }, all[1].clone()];
            store::modality::replace(tx, DISTRICT, &left, at(2)).await?;
            assert_eq!(store::modality::list(tx, DISTRICT, false).await?, left);
            let with_retired = store::modality::list(tx, DISTRICT, true).await?;
            assert_eq!(with_retired.len(), all.len());
            assert_eq!(with_retired[..2], left);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn what_is_given_again_goes_to_whom_it_says_last() {
    on_both(|tx| {
        Box::pin(async move {
            lay(tx).await?;
            let given = |n: u8, learners| GivenResource {
                section: SECTION,
                resource: id(n),
                learners,
                note: "It's for you".to_owned(),
                check: (n == 1).then(|| AssignmentId::from_bytes([8; 16])),
                by: person(6),
                at: at(i64::from(n)),
                withdrawn_at: None,
            };
            let some = given(1, Some(vec![learner(1), learner(2)]));
            let all = given(2, None);
            store::given_resource::put(tx, DISTRICT, &some).await?;
            store::given_resource::put(tx, DISTRICT, &all).await?;
            let of_section = store::given_resource::of_section(tx, DISTRICT, SECTION).await?;
            assert_eq!(of_section, [all.clone(), some.clone()]);
            assert_eq!(store::given_resource::of_section(tx, ELSEWHERE, SECTION).await?, []);
            let back = GivenResource { learners: Some(vec![learner(3)]), withdrawn_at: Some(at(9)), ..some };
            store::given_resource::put(tx, DISTRICT, &back).await?;
            assert_eq!(store::given_resource::of_resource(tx, DISTRICT, id(1)).await?, [back]);
            assert_eq!(store::given_resource::of_resource(tx, DISTRICT, id(2)).await?, [all]);
            Ok(())
        })
    })
    .await;
}

fn used(n: u8, who: u8, full: bool) -> ResourceUse {
    ResourceUse {
        id: ResourceUseId::from_bytes([n; 16]),
        learner: learner(who),
        resource: id(1),
        used_at: at(i64::from(n)),
        minutes: full.then_some(25),
        result: full.then(|| Points::from_millionths(750_000)),
        source: "it's a vendor".to_owned(),
        recorded_by: full.then(|| person(6)),
        recorded_at: at(20),
    }
}

#[tokio::test]
async fn the_same_use_reported_twice_is_kept_once() {
    on_both(|tx| {
        Box::pin(async move {
            lay(tx).await?;
            let (first, second, other) = (used(1, 1, false), used(2, 1, true), used(3, 2, true));
            let all = [first.clone(), second.clone(), other.clone()];
            assert_eq!(store::resource_use::add(tx, DISTRICT, &all).await?, 3);
            assert_eq!(store::resource_use::add(tx, DISTRICT, &all).await?, 0);
            let mine = store::resource_use::of_learner(tx, DISTRICT, learner(1), 10).await?;
            assert_eq!(mine, [second.clone(), first.clone()]);
            assert_eq!(
                store::resource_use::of_learner(tx, DISTRICT, learner(1), 1).await?,
                std::slice::from_ref(&second)
            );
            assert_eq!(store::resource_use::of_learner(tx, ELSEWHERE, learner(1), 9).await?, []);
            let whose = store::resource_use::of_resource(tx, DISTRICT, id(1)).await?;
            assert_eq!(whose, [first.clone(), second, other.clone()]);
            let asked = [(learner(1), first.id), (learner(2), first.id), (learner(2), other.id)];
            assert_eq!(store::resource_use::known(tx, DISTRICT, &asked).await?, [first.id, other.id]);
            assert_eq!(store::resource_use::counts(tx, DISTRICT).await?, [(id(1), 3, 2)]);
            assert!(store::resource_use::remove(tx, DISTRICT, learner(1), first.id).await?);
            assert!(!store::resource_use::remove(tx, DISTRICT, learner(1), first.id).await?);
            assert_eq!(store::resource_use::counts(tx, DISTRICT).await?, [(id(1), 2, 2)]);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn what_a_vendors_columns_are_is_remembered_by_its_name() {
    on_both(|tx| {
        Box::pin(async move {
            let said = |source: &str, mapping: &str, n| VendorColumns {
                source: source.to_owned(),
                mapping: mapping.to_owned(),
                set_by: person(1),
                set_at: at(n),
            };
            assert_eq!(store::vendor_columns::find(tx, DISTRICT, "numbers").await?, None);
            for one in [said("numbers", "{}", 1), said("letters", "{\"a\":\"it's\"}", 2)] {
                store::vendor_columns::put(tx, DISTRICT, &one).await?;
            }
            let later = said("numbers", "{\"learner\":\"id\"}", 3);
            store::vendor_columns::put(tx, DISTRICT, &later).await?;
            assert_eq!(store::vendor_columns::find(tx, DISTRICT, "numbers").await?, Some(later.clone()));
            assert_eq!(store::vendor_columns::find(tx, ELSEWHERE, "numbers").await?, None);
            let all = store::vendor_columns::list(tx, DISTRICT).await?;
            assert_eq!(all, [said("letters", "{\"a\":\"it's\"}", 2), later]);
            Ok(())
        })
    })
    .await;
}
