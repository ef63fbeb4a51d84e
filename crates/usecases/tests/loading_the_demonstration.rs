//! The demonstration fills an empty database, holds together, and lets one look at it in each role.

mod fixtures;

use domain::people::RoleKind;
use usecases::{
    Actor, Refusal,
    browse_framework::{browse_framework, list_frameworks},
    export_evidence::export_evidence,
    install::{Wish, install},
    load_demonstration::{link_each_role, load_demonstration},
    operator::operator,
    rebuild_mastery::{Rebuild, rebuild_mastery},
    show_coverage::show_coverage,
    sign_in::look_at_link,
    verify_ledger::verify_ledger,
};

#[tokio::test]
async fn it_loads_into_an_empty_database_and_holds_together() {
    let folder = fixtures::empty_folder();
    let app = usecases::open(folder.database()).await.expect("SQLite opens");
    let loaded = load_demonstration(&app).await.expect("it loads");
    let district = loaded.district.id;
    assert!(loaded.district.demonstration && loaded.entries > 5_000 && loaded.drafts > 0, "{loaded:?}");
    let found = verify_ledger(&app, district, None, |_, _| {}).await.expect("it walks");
    assert!(found.is_whole() && found.chains == 90, "{found:?}");
    let rebuilt = rebuild_mastery(&app, district, Rebuild::default(), |_, _| {}).await.expect("it judges");
    assert!(rebuilt.is_same() && rebuilt.mastered > 500, "{rebuilt:?}");

    let links = link_each_role(&app).await.expect("links are made");
    let roles: Vec<RoleKind> = links.iter().map(|link| link.role).collect();
    assert_eq!(
        roles,
        [
            RoleKind::Learner,
            RoleKind::Guardian,
            RoleKind::Educator,
            RoleKind::Counselor,
            RoleKind::CaseManager,
            RoleKind::Principal,
            RoleKind::ProgramLead,
            RoleKind::Administrator
        ]
    );
    for link in links {
        assert_eq!(look_at_link(&app, district, &link.token).await.expect("it works"), link.person);
    }
    assert!(matches!(load_demonstration(&app).await, Err(Refusal::Conflict(_))));
    let actor = operator(&app, district).await.expect("an administrator");
    exports_every_entry(&app, &actor, loaded.entries).await;
}

async fn exports_every_entry(app: &usecases::App, actor: &Actor, entries: usize) {
    let mut table = Vec::new();
    let exported = export_evidence(app, actor, |bytes| {
        table.extend_from_slice(bytes);
        Ok(())
    });
    let exported = exported.await.expect("it is written");
    assert_eq!((exported.written, exported.left_out), (entries, 0));
    let parsed = exchange::imports::evidence::read("evidence.csv", &table);
    assert_eq!(parsed.problems, []);
    assert_eq!(parsed.batch.len(), entries);
}

#[tokio::test]
async fn coverage_lists_what_can_have_evidence_and_not_the_headings_over_it() {
    let folder = fixtures::empty_folder();
    let app = usecases::open(folder.database()).await.expect("SQLite opens");
    let loaded = load_demonstration(&app).await.expect("it loads");
    let links = link_each_role(&app).await.expect("links are made");
    let administrator = links.iter().find(|link| link.role == RoleKind::Administrator).expect("there is one");
    let actor = Actor::new(loaded.district.id, administrator.person.id);
    let (mut listed, mut headings) = (0, 0);
    for one in list_frameworks(&app, &actor).await.expect("it lists") {
        let all = browse_framework(&app, &actor, one.framework.id).await.expect("it shows").nodes.len();
        let coverage = show_coverage(&app, &actor, one.framework.id).await.expect("it counts");
        listed += coverage.competencies.len();
        headings += all - coverage.competencies.len();
    }
    // The demonstration has 101 competencies under 16 strands, and nobody is rated on a strand.
    assert_eq!((listed, headings), (101, 16));
}

#[tokio::test]
async fn an_installation_begins_with_an_administrator_and_a_link() {
    let folder = fixtures::empty_folder();
    let app = usecases::open(folder.database()).await.expect("SQLite opens");
    let wish = Wish {
        name: "Hillside".to_owned(),
        code: "hillside".to_owned(),
        administrator: ["Ana".to_owned(), "Ruiz".to_owned()],
        email: Some("Ana.Ruiz@Hillside.example".to_owned()),
    };
    let installed = install(&app, wish.clone()).await.expect("it installs");
    assert_eq!(installed.sign_in_name, "ana.ruiz@hillside.example");
    let person = look_at_link(&app, installed.district.id, &installed.token).await.expect("the link works");
    assert_eq!(person, installed.administrator);
    assert!(matches!(install(&app, wish.clone()).await, Err(Refusal::Conflict(_))));
    for code in ["", "x", "Hill Side", "-hill", "hügel"] {
        let wish = Wish { code: code.to_owned(), ..wish.clone() };
        assert!(matches!(install(&app, wish).await, Err(Refusal::Invalid { field: "code", .. })), "{code}");
    }
    assert!(matches!(link_each_role(&app).await, Err(Refusal::NotFound(_))));
}
