//! What an item has to be before it is written.

use domain::{
    item::{Element, Item, Node},
    text,
};
use exchange::qti;
use store::Tx;

use super::{About, MOST_OF_ONE, MOST_TAG_CHARACTERS};
use crate::{Actor, Refusal};

/// Whether an item is scored by the key of a response that has none.
pub(crate) fn without_key(item: &Item) -> bool {
    let rules = qti::write_item(item);
    let sets_key = |name: &str| rules.contains(&format!("<qti-set-correct-response identifier=\"{name}\""));
    item.responses.iter().any(|one| {
        let asks = |tag: &str| rules.contains(&format!("<{tag} identifier=\"{}\"", one.identifier));
        (asks("qti-correct") && one.correct.is_none() && !sets_key(&one.identifier))
            || (asks("qti-map-response") && one.mapping.is_none())
            || (asks("qti-map-response-point") && one.area_mapping.is_none())
    })
}

/// Addresses of pictures that have neither an alternative text nor the mark of a decoration.
pub(crate) fn pictures_without_words(item: &Item) -> Vec<String> {
    let mut found = Vec::new();
    in_nodes(&item.body, &mut found);
    found
}

fn in_nodes(nodes: &[Node], found: &mut Vec<String>) {
    for node in nodes {
        if let Node::Element(element) = node
            && element.name == "img"
            && !is_described(element)
        {
            found.push(element.attribute("src").unwrap_or_default().to_owned());
        }
        in_nodes(node.children(), found);
    }
}

fn is_described(picture: &Element) -> bool {
    let has = |name: &str| picture.attribute(name).is_some_and(|words| !words.trim().is_empty());
    // An empty alternative text is the mark of a decoration; none at all is forgetfulness.
    picture.attribute("alt").is_some() || has("aria-label") || has("aria-labelledby")
}

/// What is said about an item, trimmed, with competencies that are there.
pub(super) async fn checked(tx: &mut Tx, actor: &Actor, about: &About) -> Result<About, Refusal> {
    let tags = tags(&about.tags)?;
    let mut competencies = Vec::new();
    for one in &about.competencies {
        if !competencies.contains(one) {
            competencies.push(*one);
        }
    }
    if competencies.len() > MOST_OF_ONE {
        return Err(Refusal::invalid(
            "competencies",
            format!("are more than {MOST_OF_ONE}: leave the main ones"),
        ));
    }
    let known = store::competency::find_all(tx, actor.district, &competencies).await?;
    if let Some(unknown) = competencies.iter().find(|one| known.iter().all(|found| found.id != **one)) {
        return Err(Refusal::invalid(
            "competencies",
            format!("hold {unknown}, which is not here: search for it"),
        ));
    }
    let grades = text::optional(&about.grades, 40).map_err(Refusal::text("grades"))?.unwrap_or_default();
    if let Some(difficulty) = about.difficulty
        && !(-6.0..=6.0).contains(&difficulty.to_f64())
    {
        return Err(Refusal::invalid(
            "difficulty",
            "lies within -6 and 6 logits; most items lie within -2 and 2",
        ));
    }
    Ok(About { competencies, tags, grades, difficulty: about.difficulty, stimulus: about.stimulus })
}

/// Tags, trimmed, each once.
fn tags(all: &[String]) -> Result<Vec<String>, Refusal> {
    let mut tags: Vec<String> = Vec::new();
    for tag in all {
        let tag = text::optional(tag, MOST_TAG_CHARACTERS).map_err(Refusal::text("tags"))?;
        tags.extend(tag.filter(|tag| !tags.contains(tag)));
    }
    if tags.len() > MOST_OF_ONE {
        return Err(Refusal::invalid("tags", format!("are more than {MOST_OF_ONE}: leave the main ones")));
    }
    Ok(tags)
}
