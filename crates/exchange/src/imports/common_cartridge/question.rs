//! One question of QTI 1.2 as an item of QTI 3.0: one or several of a list, true or false, a word, an essay.

use super::{conditions, html, page};
use crate::{
    Problem,
    qti::{
        ReadItem, item_of,
        tree::{Child, Tag},
    },
};

/// The address of the points of an item.
const RESPONSE: &str = "RESPONSE";

/// A question that was read, or why it is not taken.
pub(super) type Read = Result<ReadItem, Vec<Problem>>;

/// What a question is called where it has no profile of Common Cartridge: by how it is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    One,
    Several,
    Word,
    Essay,
}

/// Reads an `item` of QTI 1.2 under an identifier of the bank.
pub(super) fn read(place: &page::Place<'_>, item: &Tag, identifier: &str, notes: &mut Vec<Problem>) -> Read {
    let named = item.attribute("title").map(str::trim).filter(|title| !title.is_empty());
    let name = named.or(item.attribute("ident")).unwrap_or("a question").to_owned();
    let refuse = |what: String, advice: &str| {
        let problem = Problem::error(place.file, format!("the question \"{name}\" {what}"), advice);
        Err(vec![problem.at_line(item.line)])
    };
    let kind = match kind(item) {
        Ok(kind) => kind,
        Err(why) => return refuse(why, "Write it anew here: the other questions were taken."),
    };
    let key = conditions::key(item);
    if key.looks_for_parts {
        let what =
            "takes answers that hold parts of words or lie between numbers, which cannot be kept".to_owned();
        return refuse(what, "Write it anew here, with every answer that is right.");
    }
    if key.right.is_empty() && kind != Kind::Essay {
        return refuse("has no answer that is right".to_owned(), "Say in the course which answer is right.");
    }
    if key.has_shares {
        notes.push(about(
            place,
            item,
            &name,
            "gives a part of the points for some answers; it is scored as all or nothing",
        ));
    }
    if !item.named("itemfeedback").collect::<Vec<_>>().is_empty() {
        notes.push(about(place, item, &name, "says something after an answer, which is not kept"));
    }
    let stem = stem(place, item, notes);
    if stem.is_empty() {
        return refuse("asks nothing".to_owned(), "Write what is asked.");
    }
    let (declaration, interaction) = match kind {
        Kind::One | Kind::Several => {
            let labels = item.all("response_label");
            let choices: Vec<(String, Tag)> =
                labels.iter().map(|label| choice(place, label, notes)).collect();
            let unknown = key.right.iter().find(|one| choices.iter().all(|(ident, _)| ident != *one));
            if let Some(unknown) = unknown {
                return refuse(
                    format!("takes \"{unknown}\" as right, which is none of its choices"),
                    "Mend its key.",
                );
            }
            if choices.len() < 2 {
                return refuse(format!("has {} choices", choices.len()), "Give it at least two.");
            }
            if kind == Kind::One && key.right.len() > 1 {
                let what = "has several right answers of which one is chosen".to_owned();
                return refuse(what, "Let several be chosen, or leave one right.");
            }
            of_list(kind, &choices, &key.right)
        }
        Kind::Word => of_word(&key),
        Kind::Essay => essay(),
    };
    let mut body = Tag::new("qti-item-body");
    body.children = stem;
    // A word is answered in a line of its own.
    if kind == Kind::Word {
        body.children.push(Child::Tag(Tag::new("p").holding(interaction)));
    } else {
        body.children.push(Child::Tag(interaction));
    }
    let points = weight(item);
    let mut root = Tag::new("qti-assessment-item")
        .with("identifier", identifier)
        .with("title", name.chars().take(200).collect::<String>())
        .with("adaptive", "false")
        .with("time-dependent", "false")
        .holding(declaration)
        .holding_all(outcomes(points, kind))
        .holding(body);
    if kind != Kind::Essay {
        root = root.holding(processing(kind, points));
    }
    item_of(place.file, &root)
}

fn about(place: &page::Place<'_>, item: &Tag, name: &str, what: &str) -> Problem {
    let what = format!("the question \"{name}\" {what}");
    Problem::warning(place.file, what, "Look at the item before it is put live.").at_line(item.line)
}

/// How a question is answered, by its profile or by what it shows.
fn kind(item: &Tag) -> Result<Kind, String> {
    let profile = field(item, "cc_profile").or_else(|| field(item, "question_type")).unwrap_or_default();
    let profile = profile.to_lowercase();
    let by_profile = [
        ("multiple_choice", Kind::One),
        ("true_false", Kind::One),
        ("multiple_response", Kind::Several),
        ("multiple_answers", Kind::Several),
        ("cc.fib", Kind::Word),
        ("short_answer", Kind::Word),
        ("pattern_match", Kind::Word),
        ("essay", Kind::Essay),
    ];
    if let Some((_, kind)) = by_profile.iter().find(|(part, _)| profile.contains(part)) {
        return Ok(*kind);
    }
    if !profile.is_empty() {
        return Err(format!("is of the kind \"{profile}\", which is not taken"));
    }
    let answers: Vec<&Tag> = ["response_lid", "response_str", "response_num", "response_xy", "response_grp"]
        .iter()
        .flat_map(|name| item.all(name))
        .collect();
    match answers.as_slice() {
        [one] if one.name == "response_lid" => {
            let several =
                one.attribute("rcardinality").is_some_and(|many| many.eq_ignore_ascii_case("multiple"));
            Ok(if several { Kind::Several } else { Kind::One })
        }
        [one] if one.name == "response_str" => {
            Ok(if item.all("varequal").is_empty() { Kind::Essay } else { Kind::Word })
        }
        [] => Err("has nothing to answer".to_owned()),
        [one] => Err(format!("is answered by {}, which is not taken", one.name)),
        several => Err(format!("has {} places to answer, and one is taken", several.len())),
    }
}

/// A field of the item's metadata.
fn field(item: &Tag, label: &str) -> Option<String> {
    let fields = item.all("qtimetadatafield");
    let found = fields.iter().find(|field| {
        field.first("fieldlabel").is_some_and(|said| said.text().trim().eq_ignore_ascii_case(label))
    })?;
    found.first("fieldentry").map(|entry| entry.text().trim().to_owned())
}

/// The points of a question: its weight, 1 where it has none.
fn weight(item: &Tag) -> f64 {
    let said = field(item, "cc_weighting").or_else(|| field(item, "points_possible"));
    let number = said.and_then(|text| text.parse::<f64>().ok());
    number.filter(|number| number.is_finite() && *number > 0.0 && *number <= 1_000.0).unwrap_or(1.0)
}

/// What is asked: the material of the presentation, outside what is answered.
fn stem(place: &page::Place<'_>, item: &Tag, notes: &mut Vec<Problem>) -> Vec<Child> {
    let mut children = Vec::new();
    for presentation in item.named("presentation") {
        outside(presentation, place, notes, &mut children);
    }
    children
}

fn outside(tag: &Tag, place: &page::Place<'_>, notes: &mut Vec<Problem>, into: &mut Vec<Child>) {
    for inner in tag.tags() {
        match inner.name.as_str() {
            "material" => into.extend(material(place, inner, notes)),
            // Of the last two, the words that stand before the answers within the same place.
            "flow" | "flow_mat" | "response_lid" | "response_str" => outside(inner, place, notes, into),
            _ => {}
        }
    }
}

/// Texts, pictures and sounds of a `material`.
fn material(place: &page::Place<'_>, tag: &Tag, notes: &mut Vec<Problem>) -> Vec<Child> {
    let mut block = Tag::new("div");
    for inner in tag.tags() {
        match inner.name.as_str() {
            "mattext" | "matemtext" => {
                let text = inner.text();
                if inner.attribute("texttype").is_some_and(|kind| kind.to_lowercase().contains("html")) {
                    block.children.extend(html::read(&text).body);
                } else {
                    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
                    block = block.holding_all(lines.map(|line| Tag::new("p").saying(line)));
                }
            }
            "matimage" => {
                let image = Tag::new("img").maybe("src", inner.attribute("uri"));
                let label = inner.attribute("label").map(str::to_owned);
                block.children.push(Child::Tag(image.maybe("alt", label)));
            }
            "mataudio" | "matvideo" => {
                let name = if inner.name == "mataudio" { "audio" } else { "video" };
                block.children.push(Child::Tag(Tag::new(name).maybe("src", inner.attribute("uri"))));
            }
            _ => {}
        }
    }
    page::prepare(&mut block, place, notes);
    let says = !block.text().trim().is_empty()
        || block.tags().any(|inner| !inner.children.is_empty() || inner.name == "img");
    if says { vec![Child::Tag(block)] } else { Vec::new() }
}

fn choice(place: &page::Place<'_>, label: &Tag, notes: &mut Vec<Problem>) -> (String, Tag) {
    let ident = label.attribute("ident").unwrap_or_default().trim().to_owned();
    let mut tag = Tag::new("qti-simple-choice");
    for inner in label.all("material") {
        tag.children.extend(material(place, inner, notes));
    }
    (ident, tag)
}

/// One or several of a list. Choices get names of ours, because theirs may be any text.
fn of_list(kind: Kind, choices: &[(String, Tag)], right: &[String]) -> (Tag, Tag) {
    let (cardinality, most) = if kind == Kind::One { ("single", "1") } else { ("multiple", "0") };
    let mut interaction = Tag::new("qti-choice-interaction")
        .with("response-identifier", RESPONSE)
        .with("max-choices", most)
        .with("shuffle", "false");
    let mut correct = Tag::new("qti-correct-response");
    for (place, (ident, choice)) in choices.iter().enumerate() {
        let name = format!("choice_{}", place + 1);
        if right.contains(ident) {
            correct = correct.holding(Tag::new("qti-value").saying(&name));
        }
        let mut choice = choice.clone();
        choice.attributes.push(("identifier".to_owned(), name));
        interaction = interaction.holding(choice);
    }
    let declaration = declared(cardinality, "identifier").holding(correct);
    (declaration, interaction)
}

/// A word: each right one gives all points.
fn of_word(key: &conditions::Key) -> (Tag, Tag) {
    let first = key.right.first().map(String::as_str).unwrap_or_default();
    let entry = |word: &String| {
        Tag::new("qti-map-entry")
            .with("map-key", word)
            .with("mapped-value", "1")
            .with("case-sensitive", if key.case_sensitive { "true" } else { "false" })
    };
    let mapping = Tag::new("qti-mapping")
        .with("lower-bound", "0")
        .with("upper-bound", "1")
        .with("default-value", "0")
        .holding_all(key.right.iter().map(entry));
    let correct = Tag::new("qti-correct-response").holding(Tag::new("qti-value").saying(first));
    let declaration = declared("single", "string").holding(correct).holding(mapping);
    (declaration, Tag::new("qti-text-entry-interaction").with("response-identifier", RESPONSE))
}

fn essay() -> (Tag, Tag) {
    let interaction = Tag::new("qti-extended-text-interaction")
        .with("response-identifier", RESPONSE)
        .with("expected-lines", "10");
    (declared("single", "string"), interaction)
}

fn declared(cardinality: &str, base_type: &str) -> Tag {
    Tag::new("qti-response-declaration")
        .with("identifier", RESPONSE)
        .with("cardinality", cardinality)
        .with("base-type", base_type)
}

/// As items that are written here declare them, so that the authoring form can go on with them.
fn outcomes(points: f64, kind: Kind) -> [Tag; 2] {
    let outcome = |name: &str| {
        Tag::new("qti-outcome-declaration")
            .with("identifier", name)
            .with("cardinality", "single")
            .with("base-type", "float")
    };
    let value = |number: f64| {
        Tag::new("qti-default-value").holding(Tag::new("qti-value").saying(&number.to_string()))
    };
    let scored = if kind == Kind::Essay { Some("human") } else { None };
    let score = outcome("SCORE")
        .with("normal-maximum", points.to_string())
        .with("normal-minimum", "0")
        .maybe("external-scored", scored)
        .holding(value(0.0));
    [score, outcome("MAXSCORE").holding(value(points))]
}

fn processing(kind: Kind, points: f64) -> Tag {
    let set = |to: Tag| Tag::new("qti-set-outcome-value").with("identifier", "SCORE").holding(to);
    let float =
        |number: f64| Tag::new("qti-base-value").with("base-type", "float").saying(&number.to_string());
    let processing = Tag::new("qti-response-processing");
    if kind == Kind::Word {
        let mapped = Tag::new("qti-map-response").with("identifier", RESPONSE);
        return processing.holding(set(Tag::new("qti-product").holding(mapped).holding(float(points))));
    }
    let right = Tag::new("qti-match")
        .holding(Tag::new("qti-variable").with("identifier", RESPONSE))
        .holding(Tag::new("qti-correct").with("identifier", RESPONSE));
    let if_right = Tag::new("qti-response-if").holding(right).holding(set(float(points)));
    let otherwise = Tag::new("qti-response-else").holding(set(float(0.0)));
    processing.holding(Tag::new("qti-response-condition").holding(if_right).holding(otherwise))
}
