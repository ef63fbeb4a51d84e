//! Every given CASE package comes in with a report.

mod given;

use std::collections::HashSet;

use domain::{DistrictId, framework::AssociationKind};
use exchange::{
    imports::case::{FrameworkPackage, read},
    versions::{Version, compare},
};

#[test]
fn every_given_package_comes_in_without_an_error() {
    for (file, package) in packages() {
        assert!(!package.competencies.is_empty(), "{file}");
        assert!(!package.framework.title.is_empty(), "{file}");
        assert!(package.framework.extra.contains_key("CFDefinitions"), "{file}");
    }
}

/// The figure was counted from the files by another program.
#[test]
fn of_217_match_and_related_links_111_leave_the_set() {
    let packages = packages();
    if packages.is_empty() {
        return;
    }
    let known: HashSet<&str> = packages
        .iter()
        .flat_map(|(_, package)| {
            let guids = package.competencies.iter().map(|competency| competency.guid.as_str());
            guids.chain([package.framework.guid.as_str()])
        })
        .collect();
    let links: Vec<_> = packages
        .iter()
        .flat_map(|(_, package)| &package.associations)
        .filter(|link| matches!(link.kind, AssociationKind::ExactMatchOf | AssociationKind::IsRelatedTo))
        .collect();
    let leave = links.iter().filter(|link| {
        !known.contains(link.origin.guid.as_str()) || !known.contains(link.destination.guid.as_str())
    });
    assert_eq!((leave.count(), links.len()), (111, 217));
}

#[test]
fn one_guid_in_two_packages_gives_two_competencies() {
    let packages = packages();
    let ids: Vec<_> = packages
        .iter()
        .flat_map(|(_, package)| &package.competencies)
        .filter(|competency| competency.guid == "00000000-0000-0000-0000-000000000001")
        .map(|competency| (competency.framework, competency.id))
        .collect();
    if !packages.is_empty() {
        // The two small test packages name the same document too, so they are one framework version.
        assert_eq!(ids.len(), 2);
        assert_eq!(ids[0].0 == ids[1].0, ids[0].1 == ids[1].1);
    }
}

#[test]
fn no_package_differs_from_itself() {
    for (file, package) in packages() {
        let version = Version {
            framework: &package.framework,
            competencies: &package.competencies,
            associations: &package.associations,
        };
        let difference = compare(&version, &version, &[]);
        assert!(difference.is_empty(), "{file}: {difference:?}");
        assert_eq!(difference.crosswalk.len(), package.competencies.len(), "{file}");
    }
}

fn packages() -> Vec<(String, FrameworkPackage)> {
    let Some(folder) = given::folder("case") else { return Vec::new() };
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    files.sort();
    let district = DistrictId::from_bytes([7; 16]);
    files
        .into_iter()
        .map(|path| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            let bytes = std::fs::read(&path).expect("a file");
            let parsed = read(district, &name, &bytes);
            println!("{name}: {} errors, {} warnings", parsed.errors, parsed.warnings);
            for problem in &parsed.problems {
                println!("  {:?} {:?} {}", problem.severity, problem.field, problem.what);
            }
            assert_eq!(parsed.errors, 0, "{name}");
            (name.clone(), parsed.batch.unwrap_or_else(|| panic!("{name} comes in")))
        })
        .collect()
}
