//! The numbers that a district sets for its privacy: read by whoever works there, set by an administrator
//! with a reason, every version kept.

use std::collections::HashMap;

use domain::{
    DistrictId, PersonId, Timestamp,
    privacy::{Kept, PrivacyNumber},
    text,
};
use store::{Tx, privacy_policy::PrivacySetting};

use crate::{Actor, App, Refusal, access, chance, retract_evidence::MOST_REASON_CHARACTERS};

/// One number with what is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberShown {
    /// Which.
    pub number: PrivacyNumber,
    /// What holds; `None` for ever.
    pub value: Option<i64>,
    /// Every version that was set, newest first; none where what is built in holds.
    pub versions: Vec<VersionShown>,
}

/// One version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionShown {
    /// Counts from 1.
    pub version: i64,
    /// What was set; `None` for ever.
    pub value: Option<i64>,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// Why.
    pub why: String,
}

/// What holds of a number in a district; `None` for ever.
pub(crate) async fn number(
    tx: &mut Tx,
    district: DistrictId,
    number: PrivacyNumber,
) -> Result<Option<i64>, Refusal> {
    let set = store::privacy_policy::latest(tx, district, &number.word()).await?;
    Ok(set.map_or(number.built_in(), |set| set.value))
}

/// Shows every number with its history.
pub async fn show_privacy_numbers(app: &App, actor: &Actor) -> Result<Vec<NumberShown>, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor, |tx, actor| {
            Box::pin(async move {
                access::rules(tx, actor, today).await?;
                load(tx, actor).await
            })
        })
        .await
}

async fn load(tx: &mut Tx, actor: &Actor) -> Result<Vec<NumberShown>, Refusal> {
    let settings = store::privacy_policy::list(tx, actor.district).await?;
    let mut people: Vec<PersonId> = settings.iter().map(|one| one.adopted_by).collect();
    people.sort_unstable();
    people.dedup();
    let known = store::person::find_all(tx, actor.district, &people).await?;
    let names: HashMap<PersonId, String> = known.into_iter().map(|one| (one.id, one.name())).collect();
    let shown = PrivacyNumber::all().map(|number| {
        let versions: Vec<VersionShown> = settings
            .iter()
            .filter(|one| one.field == number.word())
            .map(|one| VersionShown {
                version: one.version,
                value: one.value,
                at: one.adopted_at,
                by: names.get(&one.adopted_by).cloned().unwrap_or_default(),
                why: one.why.clone(),
            })
            .collect();
        let value = versions.first().map_or(number.built_in(), |one| one.value);
        NumberShown { number, value, versions }
    });
    Ok(shown.collect())
}

/// Sets a number; `None` goes back to what is built in: for ever, of years.
pub async fn set_privacy_number(
    app: &App,
    actor: &Actor,
    field: &str,
    value: Option<i64>,
    why: &str,
) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let number = PrivacyNumber::from_word(field)
        .ok_or_else(|| Refusal::invalid("field", format!("\"{field}\" is not a number of privacy")))?;
    let why = text::required(why, MOST_REASON_CHARACTERS).map_err(Refusal::text("why"))?;
    let (least, most) = number.bounds();
    if value.is_some_and(|value| !(least..=most).contains(&value)) {
        return Err(Refusal::invalid("value", format!("lies within {least} and {most}")));
    }
    let value = value.or(number.built_in());
    app.db
        .write((actor.clone(), why), move |tx, (actor, why)| {
            Box::pin(async move {
                access::administrator(tx, actor, chance::date_of(actor.district, now)).await?;
                let district = actor.district;
                check_order(tx, district, number, value).await?;
                let standing = store::privacy_policy::latest(tx, district, &number.word()).await?;
                let setting = PrivacySetting {
                    field: number.word(),
                    version: standing.map_or(1, |before| before.version + 1),
                    value,
                    adopted_at: now,
                    adopted_by: actor.person,
                    why: why.clone(),
                };
                Ok(store::privacy_policy::add(tx, district, &setting).await?)
            })
        })
        .await
}

/// What tells of reading and of leaving outlives the records that it tells of.
async fn check_order(
    tx: &mut Tx,
    district: DistrictId,
    changed: PrivacyNumber,
    value: Option<i64>,
) -> Result<(), Refusal> {
    let mut years = HashMap::new();
    for kind in [Kept::Records, Kept::AccessLog, Kept::Disclosures] {
        let number = PrivacyNumber::YearsKept(kind);
        let holds = if number == changed { value } else { self::number(tx, district, number).await? };
        years.insert(kind, holds.unwrap_or(i64::MAX));
    }
    let records = years[&Kept::Records];
    if years[&Kept::AccessLog] < records || years[&Kept::Disclosures] < records {
        return Err(Refusal::invalid(
            "value",
            "would let the log go before the records that it tells of: the access log and the disclosures are \
             kept at least as long as records",
        ));
    }
    Ok(())
}
