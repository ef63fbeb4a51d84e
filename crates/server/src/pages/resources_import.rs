//! Cartridges come in, and what other systems report of minutes and results.

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{
    ImportId, Points,
    chain::{Digest, from_hex, hex},
};
use exchange::imports::vendor_uses::{ResultScale, TimeUnit, UseColumns};
use usecases::{
    Refusal,
    import_cartridge::USUAL_SOURCE,
    import_files::{apply_import, check_import, import_files},
    import_request::{ImportKind, ImportOptions, ImportRequest, NamedFile},
    list_imports::{list_resource_imports, show_import},
    search_items::may_write_items,
    vendor_columns::{
        LookedAt, VendorMapping, forget_table, list_vendors, look_at_table, looked_at, minutes_request,
        say_columns,
    },
};

use super::imports;
use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    upload::{MOST_BYTES, Upload},
    views::{
        item_form::Field,
        resources::{ResourcesImport, VendorColumnsPage},
        shell::Link,
    },
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/resources/import", get(list).post(upload).layer(DefaultBodyLimit::max(MOST_BYTES)))
        .route("/resources/import/{import}", get(show))
        .route("/resources/import/{import}/apply", post(apply))
        .route("/resources/minutes", post(minutes).layer(DefaultBodyLimit::max(MOST_BYTES)))
        .route("/resources/minutes/columns", post(columns))
}

/// `GET /resources/import`
async fn list(State(site): State<Site>, signed_in: SignedIn) -> Page {
    listed(&site, &signed_in, None).await
}

async fn listed(site: &Site, signed_in: &SignedIn, refusal: Option<String>) -> Page {
    let all = list_resource_imports(&site.app, &signed_in.actor).await?;
    let vendors = list_vendors(&site.app, &signed_in.actor).await;
    let may_report = vendors.is_ok();
    page(&ResourcesImport {
        shell: frame::shell(site, signed_in, "Bring in lessons and minutes", "/resources").await?,
        crumbs: vec![Link::new("Lessons", "/resources")],
        may_write: may_write_items(&site.app, &signed_in.actor).await?,
        may_report,
        vendors: vendors
            .unwrap_or_default()
            .into_iter()
            .map(|one| (one.source, said(&one.mapping)))
            .collect(),
        imports: all.into_iter().map(|one| imports::row(one, "/resources/import")).collect(),
        refusal,
    })
}

/// What was said of a vendor's tables, in a sentence.
fn said(mapping: &VendorMapping) -> String {
    let columns = &mapping.columns;
    let mut parts = vec![
        format!("student from “{}”", columns.learner),
        format!("activity from “{}”", columns.activity),
        format!("date from “{}”", columns.date),
    ];
    let optional =
        [("minutes", &columns.minutes), ("result", &columns.result), ("standard", &columns.competency)];
    parts.extend(
        optional.into_iter().filter_map(|(what, name)| Some(format!("{what} from “{}”", name.as_ref()?))),
    );
    if let Some(cut) = mapping.cut {
        parts.push(format!("mastery from {:.0} %", cut.to_f64() * 100.0));
    }
    parts.join(", ")
}

/// `POST /resources/import`: a cartridge.
async fn upload(State(site): State<Site>, signed_in: SignedIn, mut form: Upload) -> Page {
    let Some(file) = form.take_file("file") else {
        return listed(&site, &signed_in, Some("Choose a file first.".to_owned())).await;
    };
    let request = ImportRequest {
        kind: ImportKind::Cartridge,
        source: USUAL_SOURCE.to_owned(),
        files: vec![file],
        options: ImportOptions::default(),
    };
    let done = if form.one("dry") == "1" {
        check_import(&site.app, &signed_in.actor, request).await
    } else {
        import_files(&site.app, &signed_in.actor, request, &|_, _| {}).await
    };
    match done {
        Ok(done) => Ok(Redirect::to(&format!("/resources/import/{}", done.id)).into_response()),
        Err(Refusal::Invalid { field, why }) => {
            listed(&site, &signed_in, Some(format!("The {field} {why}."))).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// `GET /resources/import/{import}`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<ImportId>) -> Page {
    // Whoever may not see other imports is not told that there are any.
    let found = show_import(&site.app, &signed_in.actor, id).await.map_err(|refusal| match refusal {
        Refusal::Denied(_) => Refusal::NotFound("this import"),
        other => other,
    })?;
    if !matches!(found.import.kind, Some(ImportKind::Cartridge | ImportKind::Minutes)) {
        return Err(Refusal::NotFound("this import").into());
    }
    let may_write = may_write_items(&site.app, &signed_in.actor).await?;
    let shell = frame::shell(&site, &signed_in, "Import report", "/resources").await?;
    let crumbs = vec![Link::new("Lessons", "/resources"), Link::new("Bring in", "/resources/import")];
    let mut report = imports::report(&found, "/resources/import", shell, crumbs);
    report.apply_action = report.apply_action.filter(|_| may_write);
    page(&report)
}

/// `POST /resources/import/{import}/apply`
async fn apply(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<ImportId>, _: Fields) -> Page {
    apply_import(&site.app, &signed_in.actor, id, &|_, _| {}).await?;
    Ok(Redirect::to(&format!("/resources/import/{id}")).into_response())
}

/// `POST /resources/minutes`: a vendor's table; by itself where its columns are known, else which one is which.
async fn minutes(State(site): State<Site>, signed_in: SignedIn, mut form: Upload) -> Page {
    let source = form.one("source").trim().to_owned();
    let Some((name, bytes)) = form.take_file("file") else {
        return listed(&site, &signed_in, Some("Choose a file first.".to_owned())).await;
    };
    let looked =
        match look_at_table(&site.app, &signed_in.actor, &source, (name.clone(), bytes.clone())).await {
            Ok(looked) => looked,
            Err(Refusal::Invalid { field, why }) => {
                return listed(&site, &signed_in, Some(format!("The {field} {why}."))).await;
            }
            Err(refusal) => return Err(refusal.into()),
        };
    if looked.known && form.one("again") != "1" {
        return brought_in(&site, &signed_in, &source, (name, bytes), looked.digest).await;
    }
    asked(&site, &signed_in, (&source, &name), &looked, None).await
}

async fn brought_in(
    site: &Site,
    signed_in: &SignedIn,
    source: &str,
    file: NamedFile,
    digest: Digest,
) -> Page {
    let request = minutes_request(&site.app, &signed_in.actor, source, file).await?;
    let done = import_files(&site.app, &signed_in.actor, request, &|_, _| {}).await?;
    forget_table(&site.app, &signed_in.actor, digest).await?;
    Ok(Redirect::to(&format!("/resources/import/{}", done.id)).into_response())
}

async fn asked(
    site: &Site,
    signed_in: &SignedIn,
    (source, file): (&str, &str),
    looked: &LookedAt,
    refusal: Option<String>,
) -> Page {
    page(&VendorColumnsPage {
        shell: frame::shell(site, signed_in, "Which column is which?", "/resources").await?,
        crumbs: vec![Link::new("Lessons", "/resources"), Link::new("Bring in", "/resources/import")],
        source: source.to_owned(),
        file: file.to_owned(),
        digest: hex(&looked.digest),
        fields: fields(&looked.mapping, &looked.sample.columns),
        columns: looked.sample.columns.clone(),
        rows: looked.sample.rows.clone(),
        refusal,
    })
}

fn fields(mapping: &VendorMapping, columns: &[String]) -> Vec<Field> {
    let needed: Vec<(&str, &str)> = std::iter::once(("", "Choose"))
        .chain(columns.iter().map(|name| (name.as_str(), name.as_str())))
        .collect();
    let optional: Vec<(&str, &str)> = std::iter::once(("", "It does not say"))
        .chain(columns.iter().map(|name| (name.as_str(), name.as_str())))
        .collect();
    let said = &mapping.columns;
    let or_empty = |name: &Option<String>| name.clone().unwrap_or_default();
    vec![
        Field::select(
            "learner_column",
            "Student",
            "By the roster’s identifier or e-mail address.",
            &said.learner,
            &needed,
        ),
        Field::select("activity_column", "Activity or lesson", "", &said.activity, &needed),
        Field::select("date_column", "Date", "", &said.date, &needed),
        Field::select("minutes_column", "Time", "", &or_empty(&said.minutes), &optional),
        Field::select(
            "time",
            "Time is written in",
            "",
            said.time.word(),
            &[("minutes", "minutes"), ("seconds", "seconds"), ("clock", "hours:minutes:seconds")],
        ),
        Field::select("result_column", "Result", "", &or_empty(&said.result), &optional),
        Field::select(
            "scale",
            "A result is written as",
            "",
            said.scale.word(),
            &[
                ("percent", "percent, such as 80"),
                ("share", "a share, such as 0.8"),
                ("out_of", "so many of so many, such as 4/5"),
                ("passed", "passed or not"),
            ],
        ),
        Field::select(
            "competency_column",
            "Standard, by its code",
            "",
            &or_empty(&said.competency),
            &optional,
        ),
        Field::text(
            "cut",
            "From how many percent on a result shows mastery",
            "Empty: results stay beside the record. With a number they count where the standard is known.",
            &mapping.cut.map(|cut| format!("{:.0}", cut.to_f64() * 100.0)).unwrap_or_default(),
        ),
    ]
}

fn mapping(form: &Fields) -> Result<VendorMapping, Refusal> {
    let one = |name: &str| form.one(name).to_owned();
    let optional = |name: &str| Some(one(name)).filter(|text| !text.is_empty());
    let typed = form.one("cut").trim().trim_end_matches('%').trim().replace(',', ".");
    let cut =
        if typed.is_empty() {
            None
        } else {
            let share = typed.parse::<f64>().ok().and_then(|percent| Points::from_f64(percent / 100.0).ok());
            let shown: String = typed.chars().take(20).collect();
            Some(share.ok_or_else(|| {
                Refusal::invalid("cut", format!("is \"{shown}\": write a number such as 80"))
            })?)
        };
    Ok(VendorMapping {
        columns: UseColumns {
            learner: one("learner_column"),
            activity: one("activity_column"),
            date: one("date_column"),
            minutes: optional("minutes_column"),
            result: optional("result_column"),
            competency: optional("competency_column"),
            time: TimeUnit::from_word(form.one("time")).unwrap_or_default(),
            scale: ResultScale::from_word(form.one("scale")).unwrap_or_default(),
        },
        cut,
    })
}

/// `POST /resources/minutes/columns`: remembers which column is which, and brings the table in.
async fn columns(State(site): State<Site>, signed_in: SignedIn, form: Fields) -> Page {
    let (source, name) = (form.one("source").to_owned(), form.one("file_name").to_owned());
    let digest = from_hex(form.one("digest"));
    let digest = digest.ok_or_else(|| Refusal::invalid("digest", "is missing: send the file again"))?;
    let bytes = looked_at(&site.app, &signed_in.actor, digest).await?;
    let read = mapping(&form);
    let said = match &read {
        Ok(read) => say_columns(&site.app, &signed_in.actor, &source, read.clone()).await,
        Err(Refusal::Invalid { field, why }) => Err(Refusal::invalid(field, why)),
        Err(_) => Ok(()),
    };
    match said {
        Ok(()) => brought_in(&site, &signed_in, &source, (name, bytes), digest).await,
        Err(Refusal::Invalid { field, why }) => {
            let mut looked =
                look_at_table(&site.app, &signed_in.actor, &source, (name.clone(), bytes)).await?;
            if let Ok(read) = read {
                looked.mapping = read;
            }
            let refusal = format!("The {} {why}.", field.replace('_', " "));
            asked(&site, &signed_in, (&source, &name), &looked, Some(refusal)).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}
