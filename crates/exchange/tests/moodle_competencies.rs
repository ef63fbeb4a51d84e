//! Competency frameworks of Moodle: tree, scale, kinds, relations, and files that are broken.

mod reading;

use domain::{DistrictId, Points, framework::AssociationKind, scale::Scale};
use exchange::{
    Parsed,
    imports::{case::FrameworkPackage, moodle_competencies::read},
};

const HEADER: &str = "\"Parent ID number\",\"ID number\",\"Short name\",Description,\"Description format\",\"Scale values\",\"Scale configuration\",\"Rule type (optional)\",\"Rule outcome (optional)\",\"Rule config (optional)\",\"Cross-referenced competency ID numbers\",\"Exported ID (optional)\",\"Is framework\",Taxonomy";

const SCALE: &str = "\"Not yet,Nearly,Can do\",\"[{\"\"scaleid\"\":\"\"2\"\"},{\"\"id\"\":1,\"\"scaledefault\"\":1,\"\"proficient\"\":0},{\"\"id\"\":3,\"\"scaledefault\"\":0,\"\"proficient\"\":1}]\"";

#[test]
fn a_framework_comes_in_with_tree_scale_kinds_and_relations() {
    let text = format!(
        "{HEADER}\n\
         ,wood,Woodwork,<p>At the bench</p>,1,{SCALE},,,,,,1,\"domain,skill\"\n\
         ,w1,Saw,<p>Saws &amp; planes</p>,1,,,core_competency\\competency_rule_all,1,null,\"w1.1,w%2C2\",11,,\n\
         w1,w1.1,Saw straight,**Saws** a line,4,,,,0,null,w1,12,,\n\
         ,\"w,2\",Glue,,1,,,,0,null,,13,,\n"
    );
    let warning = "W 3 Rule type the rule is kept, and does nothing here: how a parent follows from its children is a policy";
    let package = check(text.as_bytes(), &[warning]).expect("a framework");
    assert_eq!((package.framework.guid.as_str(), package.framework.title.as_str()), ("wood", "Woodwork"));
    let levels: Vec<_> = package.framework.scale.levels().iter().map(|level| level.name.as_str()).collect();
    assert_eq!(levels, ["Can do", "Nearly", "Not yet"]);
    assert_eq!(package.framework.scale.mastery(), Points::whole(3));
    let kinds: Vec<_> = package.competencies.iter().filter_map(|one| one.kind.as_deref()).collect();
    assert_eq!(kinds, ["domain", "skill", "domain"]);
    let statements: Vec<_> = package.competencies.iter().map(|one| one.statement.as_str()).collect();
    assert_eq!(statements, ["Saws & planes", "**Saws** a line", "Glue"]);
    let links: Vec<_> = package
        .associations
        .iter()
        .map(|link| format!("{} {} {}", link.origin.guid, link.kind.word(), link.destination.guid))
        .collect();
    assert_eq!(links, ["w1 isRelatedTo w1.1", "w1 isRelatedTo w,2", "w1.1 isChildOf w1"]);
    assert_eq!(package.competencies[0].extra.get("exportid"), Some("\"11\""));
    assert!(!package.competencies[2].extra.contains_key("ruleconfig"));
}

#[test]
fn a_header_in_another_language_is_read_by_position() {
    let text = "Eltern,Nummer,Name,Text,Format,Skala,Einstellung,Regel,Folge,Regeltext,Bezug,Export,Rahmen,Taxonomie\n\
                ,r,Rahmen,,1,,,,,,,,1,\n,a,Eins,,1,,,,,,,,0,\na,b,Zwei,,1,,,,,,,,,\n";
    let what =
        "W 1 - the header is not in English; the columns are read in the order in which Moodle writes them";
    let package = check(text.as_bytes(), &[what]).expect("a framework");
    assert_eq!(package.competencies.len(), 2);
    assert_eq!(package.associations[0].kind, AssociationKind::IsChildOf);
}

#[test]
fn everything_wrong_is_named_at_once_and_the_rest_comes_in() {
    let own = SCALE.replace("Nearly", "Half");
    let text = format!(
        "{HEADER}\n\
         ,f,First,,1,\"No,Yes\",not json,,,,,,1,\n\
         ,g,Second,,1,,,,,,,,1,\n\
         z,a,A,,9,{own},,,,q,,,\n\
         ,a,Again,,1,,,,,,,,,\n\
         ,,No number,,1,,,,,,,,,\n\
         ,c,,,1,,,,,,,,,\n"
    );
    let package = check(
        text.as_bytes(),
        &[
            "E 3 Is framework a second row says that it is the framework; it is left out",
            "W 2 Scale configuration the configuration of the scale is not JSON; the scale is kept, but not used",
            "W 4 Description format this description format is not known; it is read as HTML",
            "W 4 Scale values the competency has a scale of its own; it is kept, and judged on the framework's",
            "E 5 ID number this ID number was already given; the row is left out",
            "E 6 ID number the cell is empty: write at least one character; the row is left out",
            "E 7 Short name the cell is empty: write at least one character; the row is left out",
            "E 4 Parent ID number no row has this ID number, so it cannot be the parent; the link is left out",
            "E 4 Cross-referenced competency ID numbers no row has this ID number, so it cannot be related; the link is left out",
        ],
    )
    .expect("a framework");
    assert_eq!(package.competencies.len(), 1);
    assert_eq!(package.framework.scale, Scale::four_levels());
}

#[test]
fn scales_that_cannot_judge_are_kept_and_not_used() {
    for (values, configuration) in [
        ("No,Yes", "[{\"id\":1,\"proficient\":0}]"),
        ("No,Yes", "[{\"id\":-2147483648,\"proficient\":1},{\"id\":9,\"proficient\":1}]"),
        ("No,Yes", "3"),
        (&"x,".repeat(20_000), "[{\"id\":1,\"proficient\":1}]"),
    ] {
        let quoted = configuration.replace('"', "\"\"");
        let text = format!("{HEADER}\n,f,First,,1,\"{values}\",\"{quoted}\",,,,,,1,\n,a,A,,1,,,,,,,,,\n");
        let parsed = parse(text.as_bytes());
        assert_eq!((parsed.errors, parsed.warnings), (0, 1), "{values:.20} {configuration}");
        let framework = parsed.batch.expect("a framework").framework;
        assert_eq!(framework.scale, Scale::four_levels());
        assert!(framework.extra.contains_key("scalevalues"));
    }
}

#[test]
fn hostile_files_are_survived() {
    let circle = "Parent ID number,ID number,Short name,Is framework\n,f,F,1\nb,a,A,\na,b,B,\nc,c,C,\n";
    let parsed = parse(circle.as_bytes());
    assert_eq!((parsed.errors, parsed.batch.expect("a framework").associations.len()), (2, 1));
    let marked =
        format!("\u{feff}{}", "ID number;Short name;Is framework\nf;F;1\na;A;\n".replace('\n', "\r\n"));
    assert_eq!(check(marked.as_bytes(), &[]).expect("a framework").competencies.len(), 1);
    let latin: Vec<u8> =
        "ID number,Short name,Is framework\nf,F,1\na,\u{c9}t\u{e9},\n".chars().map(|c| c as u8).collect();
    assert_eq!(parse(&latin).batch.expect("a framework").competencies[0].short.as_deref(), Some("Été"));
    let rows: Vec<_> = (1..50_000).map(|n| format!("k{},k{n},N,", n - 1)).collect();
    let deep = format!(",k0,N,\n{}", rows.join("\n"));
    let parsed =
        parse(format!("Parent ID number,ID number,Short name,Is framework\n,f,F,1\n{deep}").as_bytes());
    assert_eq!(parsed.batch.expect("a framework").associations.len(), 49_999);
    for broken in ["", "ID number\nx\n", "a,b\n1,2\n"] {
        assert!(parse(broken.as_bytes()).stopped, "{broken}");
    }
}

fn parse(bytes: &[u8]) -> Parsed<Option<FrameworkPackage>> {
    let about = reading::about("local:moodle", "Competencies");
    read(DistrictId::from_bytes([7; 16]), &about, "m.csv", bytes)
}

#[track_caller]
fn check(bytes: &[u8], problems: &[&str]) -> Option<FrameworkPackage> {
    let parsed = parse(bytes);
    assert_eq!(reading::lines(&parsed.problems, "m.csv"), problems);
    parsed.batch
}
