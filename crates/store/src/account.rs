//! Accounts: sign-in names and password hashes, and the count of failed tries.

use domain::{AccountId, DistrictId, PersonId, Timestamp};

use crate::{Row, StoreError, Tx, args};

/// What a person signs in with.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Whose.
    pub person: PersonId,
    /// Lower case.
    pub sign_in_name: String,
    /// In PHC form; `None` while only links and cards work.
    pub password_hash: Option<String>,
    /// Since when it cannot be used.
    pub disabled_at: Option<Timestamp>,
}

const COLUMNS: &str = "account_id, person_id, sign_in_name, password_hash, disabled_at";

/// Adds an account; a taken name is refused by the database.
pub async fn add(
    tx: &mut Tx,
    district: DistrictId,
    account: &Account,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run(
        "insert into account (district_id, account_id, person_id, sign_in_name, password_hash, disabled_at,
           created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        args![
            district,
            account.id,
            account.person,
            &account.sign_in_name,
            &account.password_hash,
            account.disabled_at,
            now,
        ],
    )
    .await
    .map(drop)
}

/// The account with this sign-in name.
pub async fn find_by_name(
    tx: &mut Tx,
    district: DistrictId,
    sign_in_name: &str,
) -> Result<Option<Account>, StoreError> {
    let sql = format!("select {COLUMNS} from account where district_id = $1 and sign_in_name = $2");
    tx.row(&sql, args![district, sign_in_name]).await?.as_ref().map(from_row).transpose()
}

/// A person's account.
pub async fn of_person(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
) -> Result<Option<Account>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from account where district_id = $1 and person_id = $2 order by account_id limit 1"
    );
    tx.row(&sql, args![district, person]).await?.as_ref().map(from_row).transpose()
}

/// Sets a password.
pub async fn set_password(
    tx: &mut Tx,
    district: DistrictId,
    account: AccountId,
    password_hash: &str,
) -> Result<(), StoreError> {
    let sql = "update account set password_hash = $3 where district_id = $1 and account_id = $2";
    tx.run(sql, args![district, account, password_hash]).await.map(drop)
}

/// How often `subject` (an account or an address) failed, and when last.
pub async fn failures(
    tx: &mut Tx,
    district: DistrictId,
    subject: &str,
) -> Result<Option<(i64, Timestamp)>, StoreError> {
    let sql = "select failures, last_at from sign_in_failure where district_id = $1 and subject = $2";
    let row = tx.row(sql, args![district, subject]).await?;
    row.map(|row| Ok((row.number("failures")?, row.time("last_at")?))).transpose()
}

/// Sets how often `subject` failed.
pub async fn set_failures(
    tx: &mut Tx,
    district: DistrictId,
    subject: &str,
    failures: i64,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run(
        "insert into sign_in_failure (district_id, subject, failures, last_at) values ($1, $2, $3, $4)
         on conflict (district_id, subject) do update set
           failures = excluded.failures, last_at = excluded.last_at",
        args![district, subject, failures, now],
    )
    .await
    .map(drop)
}

fn from_row(row: &Row) -> Result<Account, StoreError> {
    Ok(Account {
        id: AccountId::from_bytes(row.array("account_id")?),
        person: PersonId::from_bytes(row.array("person_id")?),
        sign_in_name: row.text("sign_in_name")?,
        password_hash: row.text_or_null("password_hash")?,
        disabled_at: row.time_or_null("disabled_at")?,
    })
}
