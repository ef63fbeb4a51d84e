//! Which column of a vendor's table says what: said once by somebody who sees its first rows, remembered by the
//! vendor's name.

mod mapping;

use std::collections::BTreeSet;

use domain::{Date, LearnerId, Timestamp, chain::Digest, people::SectionRole, text};
use exchange::imports::vendor_uses::{self, Sample};
use sha2::{Digest as _, Sha256};
use store::{Tx, content::Content, vendor_columns::VendorColumns};

use crate::{
    Actor, App, Refusal,
    access::{self, Action, Standing},
    chance,
    import_report::ImportReport,
    import_request::{ImportKind, ImportOptions, ImportRequest, NamedFile},
};
pub use mapping::VendorMapping;

/// The most characters of a vendor's name.
const MOST_SOURCE: usize = 100;
/// The most bytes of a table.
const MOST_BYTES: usize = 25 << 20;
/// What a table is kept as while somebody says what its columns are.
const TABLE: &str = "text/csv";

/// A vendor of whose tables somebody said what the columns are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownVendor {
    /// Its name.
    pub source: String,
    /// What was said.
    pub mapping: VendorMapping,
    /// Who said it last, by name.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A table that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookedAt {
    /// Its columns and first rows.
    pub sample: Sample,
    /// What was said of this vendor's tables, or what the names of the columns look like.
    pub mapping: VendorMapping,
    /// Whether that was said, and its columns are all there.
    pub known: bool,
    /// By this it is found again, so that it has not to be sent twice.
    pub digest: Digest,
}

/// Who may bring in minutes and results, and for whom: an administrator for everybody, who teaches for their own
/// learners.
pub(crate) struct Reports {
    /// `None` for everybody.
    learners: Option<BTreeSet<LearnerId>>,
}

impl Reports {
    pub async fn load(tx: &mut Tx, actor: &Actor, today: Date) -> Result<Self, Refusal> {
        let standing = Standing::load(tx, actor, today).await?;
        if standing.is_administrator() {
            return Ok(Self { learners: None });
        }
        let mut learners = BTreeSet::new();
        let mut teaches = false;
        for (_, section) in &standing.places {
            if standing.with_section(section, Action::Judge).is_some() {
                teaches = true;
                let places = store::enrollment::of_section(tx, actor.district, section.id).await?;
                let here = places.into_iter().filter(|place| place.role == SectionRole::Learner);
                learners.extend(here.map(|place| place.person.as_learner()));
            }
        }
        if teaches {
            return Ok(Self { learners: Some(learners) });
        }
        Err(Refusal::Denied(
            "Only an administrator, or who teaches a class, can bring in minutes and results.",
        ))
    }

    pub fn includes(&self, learner: LearnerId) -> bool {
        self.learners.as_ref().is_none_or(|learners| learners.contains(&learner))
    }
}

/// Lists the vendors of whose tables somebody said what the columns are, by name.
pub async fn list_vendors(app: &App, actor: &Actor) -> Result<Vec<KnownVendor>, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                Reports::load(tx, actor, today).await?;
                let mut found = Vec::new();
                for one in store::vendor_columns::list(tx, actor.district).await? {
                    let by = store::person::find(tx, actor.district, one.set_by).await?;
                    found.push(KnownVendor {
                        mapping: VendorMapping::read(&one.mapping)?,
                        source: one.source,
                        by: by.map(|person| person.name()).unwrap_or_default(),
                        at: one.set_at,
                    });
                }
                Ok(found)
            })
        })
        .await
}

/// Looks at a table of a vendor, and keeps it for as long as somebody says what its columns are.
pub async fn look_at_table(
    app: &App,
    actor: &Actor,
    source: &str,
    (name, bytes): NamedFile,
) -> Result<LookedAt, Refusal> {
    let now = chance::now();
    access::may_write(actor)?;
    let source = text::required(source, MOST_SOURCE).map_err(Refusal::text("source"))?;
    if bytes.len() > MOST_BYTES {
        return Err(Refusal::TooLarge { megabytes: MOST_BYTES >> 20 });
    }
    let (report, sample) = ImportReport::of(vendor_uses::sample(&name, &bytes));
    if report.stopped {
        let why: Vec<String> =
            report.problems.iter().map(|one| format!("{}. {}", one.what, one.advice)).collect();
        return Err(Refusal::invalid("file", format!("is no table that can be read: {}", why.join(" "))));
    }
    let digest: Digest = Sha256::digest(&bytes).into();
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let content = Content { digest, media_type: TABLE.to_owned(), size };
    let said = app
        .db
        .write((actor.clone(), source, content, bytes), move |tx, (actor, source, content, bytes)| {
            Box::pin(async move {
                Reports::load(tx, actor, chance::date_of(actor.district, now)).await?;
                store::content::keep(tx, actor.district, content, bytes, now).await?;
                Ok::<_, Refusal>(store::vendor_columns::find(tx, actor.district, source).await?)
            })
        })
        .await?;
    let said = said.map(|one| VendorMapping::read(&one.mapping)).transpose()?;
    let fits = said.as_ref().is_some_and(|said| said.fits(&sample.columns));
    let mapping = said.unwrap_or_else(|| VendorMapping::guessed(&sample.columns));
    Ok(LookedAt { sample, mapping, known: fits, digest })
}

/// A table that was looked at, as it was sent. Refused for who may not bring it in.
pub async fn looked_at(app: &App, actor: &Actor, digest: Digest) -> Result<Vec<u8>, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                Reports::load(tx, actor, today).await?;
                let found = store::content::find(tx, actor.district, &digest).await?;
                let gone = || Refusal::Conflict("The file is not kept any more: send it again.".to_owned());
                found.filter(|one| one.media_type == TABLE).ok_or_else(gone)?;
                Ok(store::content::bytes(tx, actor.district, &digest).await?)
            })
        })
        .await
}

/// Forgets a table that was looked at: it has come in, or nobody waits for it.
pub async fn forget_table(app: &App, actor: &Actor, digest: Digest) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let today = chance::today(actor.district);
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                Reports::load(tx, actor, today).await?;
                let found = store::content::find(tx, actor.district, &digest).await?;
                if found.is_some_and(|one| one.media_type == TABLE) {
                    store::content::forget(tx, actor.district, &digest).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Says what the columns of a vendor's tables are, from now on.
pub async fn say_columns(
    app: &App,
    actor: &Actor,
    source: &str,
    mapping: VendorMapping,
) -> Result<(), Refusal> {
    let now = chance::now();
    access::may_write(actor)?;
    let source = text::required(source, MOST_SOURCE).map_err(Refusal::text("source"))?;
    let mapping = mapping.checked()?;
    app.db
        .write((actor.clone(), source, mapping), move |tx, (actor, source, mapping)| {
            Box::pin(async move {
                Reports::load(tx, actor, chance::date_of(actor.district, now)).await?;
                let one = VendorColumns {
                    source: source.clone(),
                    mapping: mapping.write(),
                    set_by: actor.person,
                    set_at: now,
                };
                Ok(store::vendor_columns::put(tx, actor.district, &one).await?)
            })
        })
        .await
}

/// What is asked when a vendor's table comes in: with what was said of its columns, so that another saying is another
/// import. Refused where nobody said anything yet.
pub async fn minutes_request(
    app: &App,
    actor: &Actor,
    source: &str,
    file: NamedFile,
) -> Result<ImportRequest, Refusal> {
    let today = chance::today(actor.district);
    let source = text::required(source, MOST_SOURCE).map_err(Refusal::text("source"))?;
    let mapping = app
        .db
        .read((actor.clone(), source.clone()), move |tx, (actor, source)| {
            Box::pin(async move {
                Reports::load(tx, actor, today).await?;
                Ok::<_, Refusal>(store::vendor_columns::find(tx, actor.district, source).await?)
            })
        })
        .await?;
    let mapping = mapping.ok_or_else(|| {
        Refusal::invalid(
            "columns",
            format!("of \"{source}\" are not known yet: say which one is which first"),
        )
    })?;
    let options = ImportOptions { mapping: Some(mapping.mapping), ..ImportOptions::default() };
    Ok(ImportRequest { kind: ImportKind::Minutes, source, files: vec![file], options })
}
