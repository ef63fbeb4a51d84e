//! `dif`: whether items treat two groups alike.

use measurement::{
    calibrate::{Errors, ItemPlan, Settings},
    dif::{
        CannotCompare, LikelihoodRatio, LogisticDif, MantelHaenszel, Size, likelihood_ratio, logistic,
        mantel_haenszel,
    },
    models::Model,
    responses::Responses,
};

use super::{flags::size_name, one_of};
use crate::{
    answers::{Answers, AnswersFile},
    bank::MODELS,
    findings::{Cell, Findings, Table, unit},
    progress,
    trouble::{Problem, Trouble},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    MantelHaenszel,
    Logistic,
    LikelihoodRatio,
}

const METHODS: [(&str, Method); 3] =
    [("mh", Method::MantelHaenszel), ("logistic", Method::Logistic), ("irt", Method::LikelihoodRatio)];

/// Options of comparing groups.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    #[command(flatten)]
    answers: AnswersFile,
    /// The group that the other is compared with; the first of the file without it.
    #[arg(long, value_name = "GROUP")]
    reference: Option<String>,
    /// Which methods, separated by commas: mh (Mantel-Haenszel), logistic, irt (likelihood ratio); all that fit
    /// the answers without it.
    #[arg(long, value_name = "METHOD,...", value_delimiter = ',', value_parser = one_of(&METHODS))]
    methods: Vec<Method>,
    /// The model of the likelihood ratio: rasch, 1pl, 2pl, 3pl, pcm, rsm, grm, gpcm or nominal.
    #[arg(long, value_name = "MODEL", default_value = "2pl", value_parser = one_of(&MODELS))]
    model: Model,
}

/// What the methods found of each item.
#[derive(Default)]
struct Found {
    mantel_haenszel: Option<Vec<Option<MantelHaenszel>>>,
    logistic: Option<Vec<Option<LogisticDif>>>,
    likelihood_ratio: Option<Vec<Option<LikelihoodRatio>>>,
}

pub(super) fn run(args: &Args) -> Result<Findings, Trouble> {
    let answers = args.answers.read()?;
    let (responses, names) = two_groups(&answers, args.reference.as_deref())?;
    let wanted = |method| args.methods.is_empty() || args.methods.contains(&method);
    let mut findings = Findings::new("dif");
    let mut found = Found::default();
    // Without a wish, a method that cannot be is left out and said; a wish that cannot be is refused.
    if wanted(Method::MantelHaenszel) {
        found.mantel_haenszel = or_note(mantel_haenszel(&responses), "mh", args, &answers, &mut findings)?;
    }
    if wanted(Method::Logistic) {
        found.logistic = or_note(logistic(&responses), "logistic", args, &answers, &mut findings)?;
    }
    if wanted(Method::LikelihoodRatio) {
        found.likelihood_ratio = Some(ratios(args.model, &responses, &answers)?);
    }
    let learners = |group: usize| (0..responses.rows()).filter(|row| responses.group(*row) == group).count();
    findings.fact("reference", "Reference group", names[0].as_str(), unit::NONE);
    findings.fact("reference_learners", "  learners", learners(0), unit::NONE);
    findings.fact("focal", "Focal group", names[1].as_str(), unit::NONE);
    findings.fact("focal_learners", "  learners", learners(1), unit::NONE);
    let table = table(&answers, &found, &names);
    let place = table.columns.len() - 1;
    let flagged = table.rows.iter().filter(|row| row[place] != Cell::Empty).count();
    findings.fact("flagged", "Items to look at", flagged, unit::NONE);
    findings.tables.push(table);
    findings.note(
        "A: negligible. B: moderate, look at the item. C: large, do not count the item until it is understood. A \
         positive effect is in the focal group's favour, at equal ability.",
    );
    Ok(findings)
}

/// The answers with the reference as group 0, and the names of both groups.
fn two_groups(answers: &Answers, reference: Option<&str>) -> Result<(Responses, [String; 2]), Trouble> {
    let [first, second] = answers.groups.as_slice() else {
        let known = answers.groups.iter().filter(|group| !group.is_empty()).cloned().collect::<Vec<_>>();
        let says = format!(
            "two groups are compared, and the file has {} ({}): give each learner one of two names in the column group",
            known.len(),
            known.join(", ")
        );
        return Err(Problem::new(answers.file.as_str(), says).field("group").into());
    };
    match reference {
        Some(name) if name == second => {
            let groups =
                (0..answers.responses.rows()).map(|row| u16::from(answers.responses.group(row) == 0));
            let turned = answers.responses.clone().with_groups(groups.collect());
            let turned = turned.map_err(|why| Problem::new(answers.file.as_str(), why.to_string()))?;
            Ok((turned, [second.clone(), first.clone()]))
        }
        Some(name) if name != first => {
            let says = format!("the groups of {} are {first} and {second}: name one of them", answers.file);
            Err(Problem::new("--reference", says).value(name).into())
        }
        _ => Ok((answers.responses.clone(), [first.clone(), second.clone()])),
    }
}

fn or_note<T>(
    result: Result<T, CannotCompare>,
    method: &str,
    args: &Args,
    answers: &Answers,
    findings: &mut Findings,
) -> Result<Option<T>, Trouble> {
    let why = match result {
        Ok(found) => return Ok(Some(found)),
        Err(why) => why,
    };
    let problem = match why {
        CannotCompare::Categories(item) => answers.problem(
            item,
            format!("has more than two categories, which {method} does not compare: use --methods irt"),
        ),
        other => Problem::new(answers.file.as_str(), format!("{method}: {other}: use --methods irt")),
    };
    if args.methods.is_empty() {
        findings.note(format!("{method} is left out: {problem}."));
        return Ok(None);
    }
    Err(problem.into())
}

/// Every item against all others; then again without those that differed, so that they do not bend the scale.
fn ratios(
    model: Model,
    responses: &Responses,
    answers: &Answers,
) -> Result<Vec<Option<LikelihoodRatio>>, Trouble> {
    let settings = Settings { errors: Errors::None, ..Settings::default() };
    let cannot = |why: CannotCompare| Trouble::from(Problem::new(answers.file.as_str(), why.to_string()));
    let items = responses.items();
    let bar = progress::bar("items", 2 * items);
    let compare = |studied: usize, kept: &[usize]| {
        let mut columns = kept.to_vec();
        if !columns.contains(&studied) {
            columns.push(studied);
        }
        let plan = vec![ItemPlan::Estimate(model); columns.len()];
        let place = columns.iter().position(|column| *column == studied).unwrap_or(0);
        let part = responses.of_items(&columns).ok_or(CannotCompare::TooFew)?;
        bar.inc(1);
        likelihood_ratio(&part, &plan, place, &settings)
    };
    let all: Vec<usize> = (0..items).collect();
    let first: Vec<_> =
        all.iter().map(|item| compare(*item, &all)).collect::<Result<_, _>>().map_err(cannot)?;
    let fair = |item: &usize| first[*item].as_ref().is_none_or(|found| found.size == Size::A);
    let kept: Vec<usize> = all.iter().copied().filter(fair).collect();
    if kept.len() == items || kept.len() < 2 {
        bar.finish_and_clear();
        return Ok(first);
    }
    let second = all.iter().map(|item| compare(*item, &kept)).collect::<Result<_, _>>().map_err(cannot);
    bar.finish_and_clear();
    second
}

fn table(answers: &Answers, found: &Found, names: &[String; 2]) -> Table {
    let mut columns = vec![("item", "")];
    if found.mantel_haenszel.is_some() {
        columns.extend([
            ("mh_delta", "delta points"),
            ("mh_delta_se", "delta points"),
            ("mh_p", unit::SHARE),
            ("mh_size", ""),
        ]);
    }
    if found.logistic.is_some() {
        columns.extend([("logistic", unit::LOGIT), ("uniform_p", unit::SHARE), ("tilted_p", unit::SHARE)]);
        columns.extend([("r_squared", unit::SHARE), ("logistic_size", "")]);
    }
    if found.likelihood_ratio.is_some() {
        columns.extend([
            ("irt", unit::SHARE),
            ("irt_chi_square", ""),
            ("irt_df", ""),
            ("irt_p", unit::SHARE),
            ("irt_size", ""),
        ]);
    }
    columns.push(("flag", ""));
    let mut table = Table::new("items", "Items", &columns);
    for (item, name) in answers.items.iter().enumerate() {
        let mut row: Vec<Cell> = vec![name.as_str().into()];
        let mut worst = (Size::A, 0.0);
        let mut see = |size: Size, effect: f64| {
            if size > worst.0 {
                worst = (size, effect);
            }
        };
        let letter = |size: Option<Size>| size.map_or(Cell::Empty, |size| size_name(size).into());
        if let Some(all) = &found.mantel_haenszel {
            let one = all[item].as_ref();
            row.extend([
                one.map(|one| one.delta).into(),
                one.map(|one| one.error).into(),
                one.map(|one| one.p).into(),
            ]);
            row.push(letter(one.map(|one| one.size)));
            if let Some(one) = one {
                see(one.size, one.delta);
            }
        }
        if let Some(all) = &found.logistic {
            let one = all[item].as_ref();
            row.extend([one.map(|one| one.effect).into(), one.map(|one| one.uniform_p).into()]);
            row.extend([one.map(|one| one.tilted_p).into(), one.map(|one| one.r_squared).into()]);
            row.push(letter(one.map(|one| one.size)));
            if let Some(one) = one {
                see(one.size, one.effect);
            }
        }
        if let Some(all) = &found.likelihood_ratio {
            let one = all[item].as_ref();
            row.extend([one.map(|one| one.effect).into(), one.map(|one| one.statistic).into()]);
            row.extend([one.map(|one| Cell::counted(one.df)).into(), one.map(|one| one.p).into()]);
            row.push(letter(one.map(|one| one.size)));
            if let Some(one) = one {
                see(one.size, one.effect);
            }
        }
        row.push(flag(worst, names).into());
        table.rows.push(row);
    }
    table
}

/// What a teacher would be told.
fn flag((size, effect): (Size, f64), names: &[String; 2]) -> String {
    let how = if effect < 0.0 { "harder" } else { "easier" };
    match size {
        Size::A => String::new(),
        Size::B => {
            format!("Somewhat {how} for {} than for {} at equal ability: look at it.", names[1], names[0])
        }
        Size::C => format!(
            "Much {how} for {} than for {} at equal ability: look for words or situations that only one group knows, \
             and do not count it until then.",
            names[1], names[0]
        ),
    }
}
