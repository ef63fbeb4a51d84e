//! Packages that come in and go out.

use domain::FrameworkId;
use usecases::{
    import_files::import_files,
    import_report::ImportState,
    import_request::{ImportKind, ImportOptions, ImportRequest},
};

use crate::fixtures::Place;

/// Brings a framework in; `None` when the file holds none.
pub async fn bring_in(place: &Place, name: &str, bytes: &[u8]) -> Option<FrameworkId> {
    let request = ImportRequest {
        kind: ImportKind::Framework,
        source: "us".to_owned(),
        files: vec![(name.to_owned(), bytes.to_vec())],
        options: ImportOptions::default(),
    };
    let done = import_files(&place.app, &place.administrator, request, &|_, _| {}).await.expect("it is read");
    if done.state != ImportState::Applied {
        return None;
    }
    let all =
        usecases::browse_framework::list_frameworks(&place.app, &place.administrator).await.expect("listed");
    all.first().map(|listed| listed.framework.id)
}

/// A package without the moment at which it went out, which fills what had none.
pub fn without_moment(bytes: &[u8]) -> serde_json::Value {
    fn clean(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(map) => {
                for name in ["lastChangeDateTime", "statusEndDate"] {
                    map.remove(name);
                }
                map.values_mut().for_each(clean);
            }
            serde_json::Value::Array(all) => all.iter_mut().for_each(clean),
            _ => {}
        }
    }
    let mut value = serde_json::from_slice(bytes).expect("JSON");
    clean(&mut value);
    value
}
