//! Finding one person or one organization by what somebody types at the machine.

use domain::{DistrictId, OrganizationId, PersonId, text::search_key};

use crate::{App, Refusal};

/// The person with this id, roster identifier, e-mail address or whole name.
pub async fn person_called(app: &App, district: DistrictId, name: &str) -> Result<PersonId, Refusal> {
    app.db
        .read((district, name.to_owned()), |tx, (district, name)| {
            Box::pin(async move {
                let district = *district;
                if let Ok(id) = name.parse::<PersonId>()
                    && store::person::find(tx, district, id).await?.is_some()
                {
                    return Ok(id);
                }
                if let [(_, id)] = store::person::with_sourced_ids(tx, district, &[name]).await?.as_slice() {
                    return Ok(*id);
                }
                let key = search_key(name);
                let found = store::person::page(tx, district, Some(&key), None, 200).await?;
                let same = found.iter().filter(|one| {
                    search_key(&one.name()) == key
                        || one.email.as_deref().is_some_and(|email| search_key(email) == key)
                });
                match same.collect::<Vec<_>>().as_slice() {
                    [one] => Ok(one.id),
                    [] => Err(Refusal::NotFound("a person of this name or id")),
                    many => {
                        let ids: Vec<String> = many.iter().map(|one| one.id.to_string()).collect();
                        Err(Refusal::Conflict(format!("several people have this name: {}", ids.join(", "))))
                    }
                }
            })
        })
        .await
}

/// The organization with this id or name; the district for nothing typed.
pub async fn organization_called(
    app: &App,
    district: DistrictId,
    name: Option<&str>,
) -> Result<OrganizationId, Refusal> {
    let all = app
        .db
        .read(district, |tx, district| {
            Box::pin(async move { Ok::<_, Refusal>(store::organization::list(tx, *district).await?) })
        })
        .await?;
    let fits = |one: &&domain::people::Organization| match name {
        None => crate::access::is_district(one),
        Some(name) => one.id.to_string() == name || search_key(&one.name) == search_key(name),
    };
    match all.iter().filter(fits).collect::<Vec<_>>().as_slice() {
        [one] => Ok(one.id),
        [] => Err(Refusal::NotFound("an organization of this name or id")),
        many => {
            let names: Vec<String> = many.iter().map(|one| format!("{} ({})", one.name, one.id)).collect();
            Err(Refusal::Conflict(format!("several organizations fit: {}", names.join(", "))))
        }
    }
}
