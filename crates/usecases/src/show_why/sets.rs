//! Where sets measured beforehand came from, in words.

use std::collections::HashMap;

use domain::{chain::Digest, judgement::Mastery};
use mastery::{measured::Kind, wording::Audience};
use store::Tx;
use wording::english;

use crate::{Actor, Refusal, chance, rejudging::KeptInputs};

/// Where the sets that judgements name came from, in a sentence each, by digest; for educators only.
pub(super) async fn named(
    tx: &mut Tx,
    actor: &Actor,
    judgements: &[Mastery],
    kept: &KeptInputs,
    audience: Audience,
) -> Result<HashMap<Digest, String>, Refusal> {
    let named = |one: &Mastery| kept.of(one).is_some_and(|inputs| inputs.named_set().is_some());
    if audience != Audience::Educator || !judgements.iter().any(named) {
        return Ok(HashMap::new());
    }
    let mut told = HashMap::new();
    // Newest first: a set that came in twice is told of as it came in first.
    for one in store::measured_set::list(tx, actor.district).await? {
        let kind = Kind::from_word(&one.kind).map_or("set", Kind::name);
        let (version, file) = (one.version, &one.file_name);
        let day = english().day(chance::date_of(actor.district, one.recorded_at));
        told.insert(one.digest, format!("Version {version} of the {kind}, from {file}, in use since {day}."));
    }
    Ok(told)
}
