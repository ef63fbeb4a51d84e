//! Words of resources as staff read them.

use domain::{modality::Modality, resource::ResourceKind};

/// What a resource is.
pub fn kind_name(kind: ResourceKind) -> &'static str {
    match kind {
        ResourceKind::Lesson => "Lesson page",
        ResourceKind::Link => "Link",
        ResourceKind::File => "File",
        ResourceKind::CartridgePage => "Page of a course",
        ResourceKind::Activity => "Activity of another system",
    }
}

/// The name of a modality, or its key where the district does not know it any more.
pub fn modality_name(all: &[Modality], key: &str) -> String {
    all.iter().find(|one| one.key == key).map_or_else(|| key.to_owned(), |one| one.name.clone())
}

/// `20 minutes`.
pub fn minutes(minutes: i64) -> String {
    if minutes == 1 { "1 minute".to_owned() } else { format!("{minutes} minutes") }
}
