//! What differs between a stored judgement and the one that the ledger gives.

use domain::{chain::Digest, judgement::Mastery};
use mastery::Inputs;
use store::Tx;

use super::Replay;
use crate::{Refusal, measured_sets};

impl Replay {
    /// What differs between a stored judgement and the one that the ledger gives, in words.
    pub(crate) async fn difference(
        &mut self,
        tx: &mut Tx,
        stored: &Mastery,
        again: &Mastery,
    ) -> Result<Option<String>, Refusal> {
        let (was, is) = (&stored.finding, &again.finding);
        let what = if stored.last_sequence < again.last_sequence {
            format!("it was judged before entry {} was recorded", again.last_sequence.0)
        } else if (&stored.rule, stored.rule_version) != (&again.rule, again.rule_version) {
            format!(
                "it was judged by {} version {}, and again by {} version {}",
                stored.rule, stored.rule_version, again.rule, again.rule_version
            )
        } else if stored.inputs != again.inputs {
            "the policy or scale that it names is not the one known then".to_owned()
        } else if was != is {
            format!("it says {}, and the ledger gives {}", in_words(was), in_words(is))
        } else if stored.why != again.why {
            "its why has another digest".to_owned()
        } else if !self.is_kept(tx, &stored.inputs).await? {
            "the inputs that it names are not kept, or were changed".to_owned()
        } else {
            return Ok(None);
        };
        Ok(Some(what))
    }

    async fn is_kept(&mut self, tx: &mut Tx, digest: &Digest) -> Result<bool, Refusal> {
        if let Some(kept) = self.kept.get(digest) {
            return Ok(*kept);
        }
        let text = store::judgement_input::find(tx, self.district, digest).await?;
        let read = text.and_then(|text| Inputs::read(&text).ok());
        let kept = match read.filter(|inputs| inputs.digest() == *digest) {
            Some(inputs) => match inputs.named_set() {
                Some(named) => measured_sets::find(tx, self.district, &named.digest).await?.is_some(),
                None => true,
            },
            None => false,
        };
        self.kept.insert(*digest, kept);
        Ok(kept)
    }
}

fn in_words(finding: &domain::judgement::Finding) -> String {
    let value = finding.value.map_or_else(|| "not enough evidence".to_owned(), |value| value.to_string());
    let decided = if finding.decided { ", decided" } else { "" };
    format!("{value} from {} pieces{decided}", finding.evidence_count)
}
