//! From a comparison to the page.

use domain::{CompetencyId, crosswalk::Relation, plain};
use exchange::versions::{Fate, Sure, Why};
use usecases::compare_versions::{ShownLink, Versions as Found, named, why_text};

use crate::{
    figures::grouped,
    views::{
        shell::{Choice, Link, Shell},
        versions::{ChangeGroup, ChangeRow, EditRow, Forms, LinkRow, Versions},
    },
    when,
};

/// Rows written out of one kind; the API has all.
const MOST_ROWS: usize = 200;

/// Fills the page.
pub(super) fn filled(shell: Shell, found: &Found, href: String, refusal: Option<String>) -> Versions {
    let shown: Vec<&ShownLink> = found.links.iter().filter(|one| !is_plain(one)).collect();
    let hidden = found.links.len() - shown.len().min(MOST_ROWS);
    let plain = match hidden {
        0 => String::new(),
        1 => "1 more is the same in both versions.".to_owned(),
        many => format!("{} more are the same in both versions.", grouped(many)),
    };
    let mut crumbs = vec![Link::new("Standards", "/frameworks")];
    if found.looked_at_only {
        crumbs = vec![
            Link::new("Imports", "/admin/imports"),
            Link::new("Report", href.trim_end_matches("/versions")),
        ];
    } else {
        crumbs.push(Link::new(&found.new.title, &format!("/frameworks/{}", found.new.id)));
    }
    Versions {
        shell,
        crumbs,
        title: named(&found.new),
        lines: lines(found),
        refusal,
        href,
        others: found
            .others
            .iter()
            .map(|one| {
                let choice = Choice::new(&one.id.to_string(), &named(one));
                if one.id == found.old.id { choice.chosen() } else { choice }
            })
            .collect(),
        groups: groups(found),
        links: shown.into_iter().take(MOST_ROWS).map(|one| link_row(found, one)).collect(),
        plain,
        edits: edits(found),
        forms: found.may_edit.then(|| forms(found)),
    }
}

/// One and the same by the publisher's own word: nobody has to look.
fn is_plain(one: &ShownLink) -> bool {
    let same = matches!(one.link.why, Why::SameGuid | Why::SameCodedStatement);
    one.link.relation == Relation::Same && same && one.taken && !one.by_hand
}

fn lines(found: &Found) -> Vec<String> {
    let mut lines = vec![format!("Compared with {}.", named(&found.old))];
    let open = found.links.iter().filter(|one| !one.taken && !one.by_hand).count();
    lines.push(match found.adopted_at {
        Some(moment) if found.corrected => format!(
            "Adopted {}. The crosswalk was corrected since: adopt again to judge by it.",
            when::moment(moment)
        ),
        Some(moment) => {
            let standing = found.links.iter().filter(|one| one.taken).count();
            format!("Adopted {}: evidence counts along {} links.", when::moment(moment), grouped(standing))
        }
        None if found.looked_at_only => "A look only: nothing has been written.".to_owned(),
        None if open > 0 => {
            format!(
                "Nothing is carried before it is adopted. {} links are guesses: decide them.",
                grouped(open)
            )
        }
        None => "Nothing is carried before it is adopted.".to_owned(),
    });
    lines
}

fn label(found: &Found, id: CompetencyId) -> String {
    let Some(one) = found.competencies.get(&id) else { return String::new() };
    plain::cut(&one.code_and_title(), 130)
}

fn labels(found: &Found, ids: &[CompetencyId]) -> String {
    ids.iter().map(|id| label(found, *id)).collect::<Vec<_>>().join("; ")
}

fn groups(found: &Found) -> Vec<ChangeGroup> {
    let difference = &found.difference;
    let row = |id: CompetencyId, new: bool, detail: String| ChangeRow {
        what: Link::new(
            &label(found, id),
            &if new && found.looked_at_only { String::new() } else { format!("/competencies/{id}") },
        ),
        detail,
    };
    let fields = |fields: &[exchange::versions::Field]| {
        fields.iter().map(exchange::versions::Field::word).collect::<Vec<_>>().join(", ")
    };
    let added = difference.added.iter().map(|id| row(*id, true, String::new()));
    let changed = difference.changed.iter().map(|one| {
        let was = format!("{} changed; before: {}", fields(&one.fields), label(found, one.old));
        row(one.new, true, was)
    });
    let moved = difference.moved.iter().map(|one| row(one.new, true, "below another parent".to_owned()));
    let retired = difference.retired.iter().map(|one| {
        let how = if one.marked.is_some() { "marked as retired" } else { "nothing follows" };
        row(one.old, false, how.to_owned())
    });
    let split = difference.split.iter().map(|one| {
        let into = one.into.iter().filter(|id| found.competencies.contains_key(id)).copied();
        row(one.old, false, format!("became {}", labels(found, &into.collect::<Vec<_>>())))
    });
    let merged =
        difference.merged.iter().map(|one| row(one.into, true, format!("from {}", labels(found, &one.old))));
    let all: [(&str, Vec<ChangeRow>); 6] = [
        ("Split", split.collect()),
        ("Merged", merged.collect()),
        ("Added", added.collect()),
        ("Retired", retired.collect()),
        ("Changed", changed.collect()),
        ("Moved", moved.collect()),
    ];
    all.into_iter()
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(title, mut rows)| {
            let count = rows.len();
            rows.truncate(MOST_ROWS);
            let more = count - rows.len();
            ChangeGroup {
                title: title.to_owned(),
                count: grouped(count),
                rows,
                more: if more > 0 { format!("And {} more.", grouped(more)) } else { String::new() },
            }
        })
        .collect()
}

fn relation_word(relation: Relation) -> &'static str {
    match relation {
        Relation::Same => "the same",
        Relation::Replaced => "replaced by it",
        Relation::Split => "became several",
        Relation::Merged => "merged into it",
        Relation::Regrouped => "several became several",
    }
}

fn relations() -> impl Iterator<Item = Choice> {
    Relation::ALL.into_iter().map(|(relation, word)| Choice::new(word, relation_word(relation)))
}

fn link_row(found: &Found, one: &ShownLink) -> LinkRow {
    let open = !one.taken && !one.by_hand;
    let now = match one.taken {
        true => one.link.relation.word(),
        false if open => "",
        false => "none",
    };
    let mut choices: Vec<Choice> = Vec::new();
    if open {
        choices.push(Choice::new("", "not decided"));
    }
    choices.extend(relations());
    choices.push(Choice::new("none", "no link"));
    let choices: Vec<Choice> =
        choices.into_iter().map(|one| if one.value == now { one.chosen() } else { one }).collect();
    let sure = match one.link.sure {
        Sure::Certain => "certain",
        Sure::Likely => "likely",
        Sure::Guess => "a guess",
    };
    LinkRow {
        old: label(found, one.link.old),
        new: label(found, one.link.new),
        why: format!("{} ({sure})", why_text(one.link.why)),
        open,
        now: choices.iter().find(|choice| choice.selected).map_or_else(String::new, |one| one.label.clone()),
        field: format!("link.{}.{}", one.link.old, one.link.new),
        choices,
    }
}

fn edits(found: &Found) -> Vec<EditRow> {
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".to_owned());
    let rows = found.difference.edits.iter().map(|one| {
        let field = one.edit.field.word();
        let (fate, decide) = match one.fate {
            Fate::Kept => ("stays: the publisher left it alone", false),
            Fate::Agreed => ("the publisher writes the same now", false),
            Fate::Contested => ("both changed it: ours stays unless it is given up", true),
            Fate::Left => ("stays with the old version: nothing single follows", false),
        };
        EditRow {
            what: format!("{}, {field}", label(found, one.edit.competency)),
            published: text(&one.edit.published),
            here: text(&one.edit.here),
            newly: text(&one.newly),
            fate: fate.to_owned(),
            give_up: if decide { format!("{}|{field}", one.edit.competency) } else { String::new() },
        }
    });
    rows.collect()
}

fn forms(found: &Found) -> Forms {
    let choices = |ids: &[CompetencyId]| {
        let all = ids.iter().map(|id| Choice::new(&id.to_string(), &label(found, *id)));
        std::iter::once(Choice::new("", "Choose")).chain(all).collect()
    };
    let base = format!("/frameworks/{}/versions/{}", found.new.id, found.old.id);
    let sections = found.sections.iter().take(20).map(|(_, title, targets)| {
        format!("{title} ({targets} {})", if *targets == 1 { "target" } else { "targets" })
    });
    let more = found.sections.len().saturating_sub(20);
    let more = (more > 0).then(|| format!("{} more", grouped(more)));
    let prerequisites = match (found.prerequisites, found.prerequisites_left) {
        (0, 0) => String::new(),
        (carried, 0) => format!("{} prerequisites made here come along.", grouped(carried)),
        (carried, left) => format!(
            "{} prerequisites made here come along; {} stay with the old version, because nothing single follows.",
            grouped(carried),
            grouped(left)
        ),
    };
    Forms {
        correct: format!("{base}/crosswalk"),
        adopt: format!("{base}/adopt"),
        adopt_word: if found.adopted_at.is_some() { "Adopt again" } else { "Adopt this version" }.to_owned(),
        olds: choices(&found.old_order),
        news: choices(&found.new_order),
        relations: relations().collect(),
        sections: sections.chain(more).collect::<Vec<_>>().join(", "),
        prerequisites,
    }
}
