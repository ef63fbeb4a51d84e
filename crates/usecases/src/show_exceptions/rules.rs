//! What came in with errors, and rules that change.

use domain::{policy::Scope, policy::Setting, time::Date};
use jiff::Span;
use store::Tx;

use super::{Exception, Kind, Line, Look, NEWS_DAYS, State, Subject};
use crate::{
    Refusal,
    import_report::{ImportState, ShownImport},
    list_policies::own_scopes,
    policy_fields,
    policy_scopes::ScopeNames,
};

/// How many imports are looked at.
const MOST_IMPORTS: i64 = 100;

pub(super) async fn exceptions(tx: &mut Tx, look: &Look<'_>) -> Result<Vec<Exception>, Refusal> {
    Ok(vec![imports(tx, look).await?, adoptions(tx, look).await?, rules(tx, look).await?])
}

async fn imports(tx: &mut Tx, look: &Look<'_>) -> Result<Exception, Refusal> {
    let mut lines = Vec::new();
    // They are an administrator's to deal with: nobody else opens them.
    if look.standing.is_administrator() {
        let all = store::import::list(tx, look.actor.district, MOST_IMPORTS).await?;
        for one in all.into_iter().map(ShownImport::of).filter(|one| is_news(look, one.started_at)) {
            let errors = one.report.errors;
            let text = match (one.state, errors) {
                (ImportState::Applying, _) => "not finished: apply it to go on".to_owned(),
                (ImportState::Refused, _) => "broken: nothing was written".to_owned(),
                (ImportState::Applied, 1) => "1 line was left out".to_owned(),
                (ImportState::Applied, 2..) => format!("{errors} lines were left out"),
                (ImportState::Checked, 1..) => format!("looked at only, with {errors} errors"),
                _ => continue,
            };
            lines.push(Line {
                subject: Subject::Import(one.id),
                name: one.file_name,
                state: State::Text(text),
            });
        }
    }
    Ok(Exception { kind: Kind::Imports, lines })
}

fn is_news(look: &Look<'_>, at: domain::Timestamp) -> bool {
    look.now.duration_since(at) < jiff::SignedDuration::from_hours(24 * NEWS_DAYS)
}

async fn adoptions(tx: &mut Tx, look: &Look<'_>) -> Result<Exception, Refusal> {
    let mut all = store::adoption::list(tx, look.actor.district).await?;
    all.retain(|one| one.is_running() || is_news(look, one.adopted_at));
    let kept = keep_own(tx, look, all, |one| one.scope).await?;
    let scopes: Vec<Scope> = kept.iter().map(|one| one.scope).collect();
    let names = ScopeNames::load(tx, look.actor, &scopes).await?;
    let line = |one: store::adoption::Adoption| {
        let how = match (one.is_running(), one.stands()) {
            (true, _) => "running",
            (false, true) => "adopted",
            (false, false) => "undone",
        };
        Line {
            subject: Subject::Adoption(one.id),
            name: format!("{}, {}", label(&one.field), names.of(&one.scope)),
            state: State::Text(format!("{how}: {}", one.reason)),
        }
    };
    Ok(Exception { kind: Kind::Adoptions, lines: kept.into_iter().map(line).collect() })
}

async fn rules(tx: &mut Tx, look: &Look<'_>) -> Result<Exception, Refusal> {
    let week = look.today().checked_add(Span::new().days(NEWS_DAYS)).unwrap_or(look.today());
    let coming = |day: Date| look.today() < day && day <= week;
    let mut all = store::policy::list(tx, look.actor.district).await?;
    all.retain(|one| is_news(look, one.setting.recorded_at) || coming(one.setting.effective_from));
    let kept = keep_own(tx, look, all, |one| one.setting.scope).await?;
    let scopes: Vec<Scope> = kept.iter().map(|one| one.setting.scope).collect();
    let names = ScopeNames::load(tx, look.actor, &scopes).await?;
    let line = |setting: &Setting| Line {
        subject: Subject::Rules,
        name: format!("{}, {}", label(&setting.field), names.of(&setting.scope)),
        state: State::From(setting.effective_from),
    };
    Ok(Exception { kind: Kind::Rules, lines: kept.iter().map(|one| line(&one.setting)).collect() })
}

fn label(field: &str) -> String {
    policy_fields::field(field).map_or_else(|| field.to_owned(), |known| known.label.to_owned())
}

/// Leaves what concerns the reader: everything for who sets the rules of the district, else what concerns
/// their own schools and classes.
async fn keep_own<T>(
    tx: &mut Tx,
    look: &Look<'_>,
    mut all: Vec<T>,
    scope: impl Fn(&T) -> Scope,
) -> Result<Vec<T>, Refusal> {
    if !all.is_empty() && !look.standing.sets_rules_of_the_district() {
        let own = own_scopes(tx, look.actor, &look.standing).await?;
        all.retain(|one| own.contains(&scope(one)));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn a_rule_is_called_what_people_call_it() {
        assert_eq!(label("mastery.rule"), mastery::policy::field("mastery.rule").expect("known").label);
        assert_eq!(label("nothing.known"), "nothing.known");
    }
}
