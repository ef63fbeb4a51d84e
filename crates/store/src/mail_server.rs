//! The server that a district's mail goes through.

use std::fmt;

use domain::{Date, DistrictId, PersonId, Timestamp};

use crate::{Row, StoreError, Tx, args};

/// There is one for everything so far.
const KIND: &str = "smtp";

/// A server, and when mail may go.
#[derive(Clone, PartialEq, Eq)]
pub struct MailServer {
    /// Whether mail is sent at all.
    pub sending: bool,
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: i64,
    /// `tls`, `starttls` or `plain`.
    pub secrecy: String,
    /// The name to sign in with there.
    pub sign_in_name: Option<String>,
    /// The password; leaves the store for sending only.
    pub password: Option<String>,
    /// The address that mail comes from.
    pub from_address: String,
    /// The address of the pages, for links.
    pub site_address: String,
    /// Name of the time zone, such as `America/Chicago`.
    pub time_zone: String,
    /// When digests are made. Unit: minutes after midnight.
    pub digest_minute: i64,
    /// On which day weekly ones are made: 1 is Monday.
    pub digest_weekday: i64,
    /// From when nothing is sent. Unit: minutes after midnight.
    pub quiet_from_minute: i64,
    /// From when it is sent again; the same as the beginning for no quiet hours.
    pub quiet_until_minute: i64,
    /// The last day whose digests were made.
    pub digested_on: Option<Date>,
    /// Who changed this last.
    pub changed_by: PersonId,
    /// When.
    pub changed_at: Timestamp,
}

impl fmt::Debug for MailServer {
    /// Without the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MailServer({}:{}, {})", self.host, self.port, self.secrecy)
    }
}

/// A district's server; `None` where none was named.
pub async fn find(tx: &mut Tx, district: DistrictId) -> Result<Option<MailServer>, StoreError> {
    let sql = "select sending, host, port, secrecy, sign_in_name, password, from_address, site_address,
                 time_zone, digest_minute, digest_weekday, quiet_from_minute, quiet_until_minute, digested_on,
                 changed_by, changed_at
               from mail_server where district_id = $1 and kind = $2";
    tx.row(sql, args![district, KIND]).await?.as_ref().map(from_row).transpose()
}

/// Names a server in the place of the one before; the days whose digests were made stay.
pub async fn put(tx: &mut Tx, district: DistrictId, server: &MailServer) -> Result<(), StoreError> {
    let sql =
        "insert into mail_server (district_id, kind, sending, host, port, secrecy, sign_in_name, password,
                 from_address, site_address, time_zone, digest_minute, digest_weekday, quiet_from_minute,
                 quiet_until_minute, digested_on, changed_by, changed_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
               on conflict (district_id, kind) do update set
                 sending = excluded.sending, host = excluded.host, port = excluded.port,
                 secrecy = excluded.secrecy, sign_in_name = excluded.sign_in_name,
                 password = excluded.password, from_address = excluded.from_address,
                 site_address = excluded.site_address, time_zone = excluded.time_zone,
                 digest_minute = excluded.digest_minute, digest_weekday = excluded.digest_weekday,
                 quiet_from_minute = excluded.quiet_from_minute,
                 quiet_until_minute = excluded.quiet_until_minute, changed_by = excluded.changed_by,
                 changed_at = excluded.changed_at";
    tx.run(
        sql,
        args![
            district,
            KIND,
            server.sending,
            &server.host,
            server.port,
            &server.secrecy,
            &server.sign_in_name,
            &server.password,
            &server.from_address,
            &server.site_address,
            &server.time_zone,
            server.digest_minute,
            server.digest_weekday,
            server.quiet_from_minute,
            server.quiet_until_minute,
            server.digested_on,
            server.changed_by,
            server.changed_at,
        ],
    )
    .await
    .map(drop)
}

/// Notes that the digests of a day were made.
pub async fn set_digested(tx: &mut Tx, district: DistrictId, day: Date) -> Result<(), StoreError> {
    let sql = "update mail_server set digested_on = $3 where district_id = $1 and kind = $2";
    tx.run(sql, args![district, KIND, day]).await.map(drop)
}

fn from_row(row: &Row) -> Result<MailServer, StoreError> {
    Ok(MailServer {
        sending: row.flag("sending")?,
        host: row.text("host")?,
        port: row.number("port")?,
        secrecy: row.text("secrecy")?,
        sign_in_name: row.text_or_null("sign_in_name")?,
        password: row.text_or_null("password")?,
        from_address: row.text("from_address")?,
        site_address: row.text("site_address")?,
        time_zone: row.text("time_zone")?,
        digest_minute: row.number("digest_minute")?,
        digest_weekday: row.number("digest_weekday")?,
        quiet_from_minute: row.number("quiet_from_minute")?,
        quiet_until_minute: row.number("quiet_until_minute")?,
        digested_on: row.date_or_null("digested_on")?,
        changed_by: PersonId::from_bytes(row.array("changed_by")?),
        changed_at: row.time("changed_at")?,
    })
}
