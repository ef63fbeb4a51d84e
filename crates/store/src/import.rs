//! Imports: the staged file, how far it has been applied, and the report people read.

use domain::{DistrictId, ImportId, PersonId, Timestamp, chain::Digest};

use crate::{Arg, Row, StoreError, Tx, args};

/// One import of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Its id.
    pub id: ImportId,
    /// Which format: `case`, `oneroster`, `evidence`, ...
    pub kind: String,
    /// Which source sends these files, such as `sis`.
    pub source: String,
    /// As uploaded.
    pub file_name: String,
    /// SHA-256 of the file.
    pub file_digest: Digest,
    /// `checked` (dry run), `applying`, `applied`, `refused`.
    pub state: String,
    /// When it was started.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// Who started it; `None` on the command line.
    pub person: Option<PersonId>,
    /// What came of it, as JSON.
    pub report: String,
}

const COLUMNS: &str = "import_id, kind, source, file_name, file_digest, state, started_at, finished_at,
                       person_id, report";

/// Adds an import, with its file while it is not applied yet.
pub async fn add(
    tx: &mut Tx,
    district: DistrictId,
    import: &Import,
    file: Option<&[u8]>,
) -> Result<(), StoreError> {
    tx.run(
        "insert into import (district_id, import_id, kind, source, file_name, file_digest, file, state,
           started_at, finished_at, person_id, report)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        &[
            district.into(),
            import.id.into(),
            Arg::from(&import.kind),
            Arg::from(&import.source),
            Arg::from(&import.file_name),
            Arg::from(&import.file_digest),
            Arg::Bytes(file),
            Arg::from(&import.state),
            import.started_at.into(),
            import.finished_at.into(),
            import.person.into(),
            Arg::from(&import.report),
        ],
    )
    .await
    .map(drop)
}

/// Ends an import: its state, its report, and the staged file given up.
pub async fn finish(
    tx: &mut Tx,
    district: DistrictId,
    import: ImportId,
    state: &str,
    report: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "update import set state = $3, report = $4, finished_at = $5, file = null
               where district_id = $1 and import_id = $2";
    tx.run(sql, args![district, import, state, report, now]).await.map(drop)
}

/// Says how far an import is: its state and report, the staged file kept.
pub async fn set_progress(
    tx: &mut Tx,
    district: DistrictId,
    import: ImportId,
    state: &str,
    report: &str,
) -> Result<(), StoreError> {
    let sql = "update import set state = $3, report = $4 where district_id = $1 and import_id = $2";
    tx.run(sql, args![district, import, state, report]).await.map(drop)
}

/// One import.
pub async fn find(tx: &mut Tx, district: DistrictId, import: ImportId) -> Result<Option<Import>, StoreError> {
    let sql = format!("select {COLUMNS} from import where district_id = $1 and import_id = $2");
    tx.row(&sql, args![district, import]).await?.as_ref().map(from_row).transpose()
}

/// The staged file of an import that is not applied yet.
pub async fn file(
    tx: &mut Tx,
    district: DistrictId,
    import: ImportId,
) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "select file from import where district_id = $1 and import_id = $2";
    tx.row(sql, args![district, import]).await?.map_or(Ok(None), |row| row.bytes_or_null("file"))
}

/// The latest applied import of a kind from a source.
pub async fn latest_applied(
    tx: &mut Tx,
    district: DistrictId,
    kind: &str,
    source: &str,
) -> Result<Option<Import>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from import
         where district_id = $1 and kind = $2 and source = $3 and state = 'applied'
         order by started_at desc, import_id desc limit 1"
    );
    tx.row(&sql, args![district, kind, source]).await?.as_ref().map(from_row).transpose()
}

/// Imports, newest first.
pub async fn list(tx: &mut Tx, district: DistrictId, limit: i64) -> Result<Vec<Import>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from import where district_id = $1 order by started_at desc, import_id desc limit $2"
    );
    tx.rows(&sql, args![district, limit]).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<Import, StoreError> {
    Ok(Import {
        id: ImportId::from_bytes(row.array("import_id")?),
        kind: row.text("kind")?,
        source: row.text("source")?,
        file_name: row.text("file_name")?,
        file_digest: row.array("file_digest")?,
        state: row.text("state")?,
        started_at: row.time("started_at")?,
        finished_at: row.time_or_null("finished_at")?,
        person: row.array_or_null("person_id")?.map(PersonId::from_bytes),
        report: row.text("report")?,
    })
}
