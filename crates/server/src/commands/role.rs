//! `onramp admin role`: giving, ending and listing roles in the district and its schools.

use domain::{Date, people::RoleKind};
use serde_json::{Value, json};
use usecases::{
    Refusal,
    end_role::{EndedRole, end_role_at_the_machine},
    find_person::{organization_called, person_called},
    give_role::{NewRole, give_role_at_the_machine},
    operator::{find_operator, operator},
    show_roles::{HeldRole, list_roles},
    substitutes::{NewPerson, Who},
};

use super::{CommandError, Common, output::say};

/// What `onramp admin role` does.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Give somebody a role; prints a one-time link for who had no account.
    Give(Give),
    /// End a role, at once or after a day.
    End(End),
    /// List who holds which role where.
    List(List),
}

/// Which role of whom.
#[derive(Debug, clap::Args)]
pub struct Which {
    /// The person, by id, roster identifier, e-mail or whole name.
    #[arg(value_name = "NAME")]
    person: String,
    /// `administrator`, `program_lead`, `principal`, `counselor`, `case_manager` or `educator`.
    #[arg(long, value_name = "ROLE")]
    role: String,
    /// The school or other organization, by name or id; the whole district where it is not given.
    #[arg(long, value_name = "NAME")]
    at: Option<String>,
    /// Why; written down.
    #[arg(long)]
    why: String,
}

/// Options of `onramp admin role give`.
#[derive(Debug, clap::Args)]
pub struct Give {
    #[command(flatten)]
    which: Which,
    /// First day; today where it is not given.
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,
    /// Last day; open where it is not given.
    #[arg(long, value_name = "DAY")]
    until: Option<Date>,
    /// NAME is somebody who is not here yet.
    #[arg(long)]
    new: bool,
    /// The new person's e-mail, which is also the name to sign in with.
    #[arg(long, requires = "new")]
    email: Option<String>,
    /// The address that people type, for the link that is printed.
    #[arg(
        long,
        env = "ONRAMP_PUBLIC_ADDRESS",
        default_value = "http://127.0.0.1:8080",
        value_name = "ADDRESS"
    )]
    public_address: String,
}

/// Options of `onramp admin role end`.
#[derive(Debug, clap::Args)]
pub struct End {
    #[command(flatten)]
    which: Which,
    /// Last day, today or later; at once where it is not given.
    #[arg(long, value_name = "DAY")]
    last_day: Option<Date>,
}

/// Options of `onramp admin role list`.
#[derive(Debug, clap::Args)]
pub struct List {
    /// Those that are over, too.
    #[arg(long)]
    past: bool,
}

/// Gives, ends or lists.
pub async fn run(action: Action, common: &Common) -> Result<(), CommandError> {
    match action {
        Action::Give(args) => give(args, common).await,
        Action::End(args) => end(args, common).await,
        Action::List(args) => list(&args, common).await,
    }
}

fn kind(word: &str) -> Result<RoleKind, Refusal> {
    RoleKind::from_word(word).ok_or_else(|| Refusal::invalid("role", format!("\"{word}\" is not known")))
}

async fn give(args: Give, common: &Common) -> Result<(), CommandError> {
    let app = common.open().await?;
    let district = common.district(&app).await?;
    let by = find_operator(&app, district.id).await?;
    let Which { person, role, at, why } = args.which;
    let who = if args.new {
        let (given_name, family_name) = person.rsplit_once(' ').unwrap_or(("", person.as_str()));
        Who::New(NewPerson {
            given_name: given_name.to_owned(),
            family_name: family_name.to_owned(),
            email: args.email.unwrap_or_default(),
        })
    } else {
        Who::Known(person_called(&app, district.id, &person).await?)
    };
    let new = NewRole {
        who,
        kind: kind(&role)?,
        organization: organization_called(&app, district.id, at.as_deref()).await?,
        begins: args.from,
        ends: args.until,
        reason: why,
    };
    let given = give_role_at_the_machine(&app, district.id, by.as_ref(), new).await?;
    let address = args.public_address.trim_end_matches('/');
    let link = given.token.map(|token| format!("{address}/link/{}/{token}", given.district_code));
    if common.json {
        let id = given.person.id.to_string();
        say!("{:#}", json!({ "person": id, "name": given.person.name(), "role": role, "link": link }));
    } else {
        say!("{} has the role {role}.", given.person.name());
        if let Some(link) = link {
            say!("They sign in once, within three days, with\n{link}");
        }
    }
    Ok(())
}

async fn end(args: End, common: &Common) -> Result<(), CommandError> {
    let app = common.open().await?;
    let district = common.district(&app).await?.id;
    let actor = operator(&app, district).await?;
    let Which { person, role, at, why } = args.which;
    let ended = EndedRole {
        person: person_called(&app, district, &person).await?,
        kind: kind(&role)?,
        organization: organization_called(&app, district, at.as_deref()).await?,
        last_day: args.last_day,
        reason: why,
    };
    let role = end_role_at_the_machine(&app, &actor, ended).await?;
    let last = role.dates.ends().map(|day| day.to_string()).unwrap_or_default();
    if common.json {
        let person = role.person.to_string();
        say!("{:#}", json!({ "person": person, "role": role.kind.word(), "last_day": last }));
    } else {
        say!("The role {} ends with {last}.", role.kind.word());
    }
    Ok(())
}

async fn list(args: &List, common: &Common) -> Result<(), CommandError> {
    let app = common.open().await?;
    let actor = operator(&app, common.district(&app).await?.id).await?;
    let all = list_roles(&app, &actor, args.past).await?;
    if common.json {
        say!("{:#}", Value::Array(all.iter().map(shown).collect()));
        return Ok(());
    }
    for one in &all {
        let until = one.role.dates.ends().map_or(String::new(), |day| format!(", until {day}"));
        let how = if one.by_hand { format!("; given by hand: {}", one.reason) } else { String::new() };
        say!("{:<14} {}, {}{until}{how}", one.role.kind.word(), one.person.name(), one.place);
    }
    Ok(())
}

fn shown(one: &HeldRole) -> Value {
    json!({
        "person": one.person.id.to_string(),
        "name": one.person.name(),
        "role": one.role.kind.word(),
        "organization": one.place,
        "begins_on": one.role.dates.begins().map(|day| day.to_string()),
        "ends_on": one.role.dates.ends().map(|day| day.to_string()),
        "by_hand": one.by_hand,
        "changed_by": one.by,
        "reason": one.reason,
    })
}
