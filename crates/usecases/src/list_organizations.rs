//! The schools and other organizations of the district.

use domain::people::{Organization, RoleKind};

use crate::{Actor, App, Refusal, access::Standing, chance};

/// Lists every organization by name. They are no one's record: everybody signed in may see them.
pub async fn list_organizations(app: &App, actor: &Actor) -> Result<Vec<Organization>, Refusal> {
    app.db
        .read(actor.district, |tx, district| {
            Box::pin(async move { Ok(store::organization::list(tx, *district).await?) })
        })
        .await
}

/// Lists the organizations where `actor` may make a section: where they teach or lead, everywhere for
/// an administrator.
pub async fn list_my_organizations(app: &App, actor: &Actor) -> Result<Vec<Organization>, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor, |tx, actor| {
            Box::pin(async move {
                let standing = Standing::load(tx, actor, today).await?;
                let mut all = standing.organizations.clone();
                all.retain(|one| may_make_sections(&standing, one.id));
                Ok(all)
            })
        })
        .await
}

/// Whether somebody may make a section in an organization.
pub(crate) fn may_make_sections(standing: &Standing, organization: domain::OrganizationId) -> bool {
    standing.is_administrator()
        || standing.roles.iter().any(|role| {
            let kind = matches!(role.kind, RoleKind::Educator | RoleKind::ProgramLead);
            kind && role.organization == organization && role.dates.contains(standing.today)
        })
}
