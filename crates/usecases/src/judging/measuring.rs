//! Sets measured beforehand, for the rules that need them.

use std::collections::BTreeSet;

use domain::{chain::Digest, policy::Value};
use mastery::{measured::Kind, rules};
use store::Tx;

use super::Judging;
use crate::{Refusal, measured_sets};

impl Judging {
    /// Loads the sets that were in use at the moment in question, of the kinds that a rule needs which is set
    /// somewhere: where none is, this costs no statement.
    pub async fn measure(&mut self, tx: &mut Tx) -> Result<(), Refusal> {
        let set = self.settings.iter().filter(|setting| setting.field == "mastery.rule");
        let rules = set.filter_map(|setting| match &setting.value {
            Some(Value::Choice(word)) => rules::find(word),
            _ => None,
        });
        let kinds: BTreeSet<Kind> = rules.filter_map(|rule| rule.needs).collect();
        for kind in kinds {
            if !self.measured.contains_key(&kind)
                && let Some(set) = measured_sets::in_use(tx, self.district, kind, self.as_of).await?
            {
                self.measured.insert(kind, set);
                self.resolved.clear();
            }
        }
        Ok(())
    }

    /// The set that inputs of this digest name, if this has resolved them and they name one.
    pub fn named_set(&self, inputs: &Digest) -> Option<Digest> {
        if self.measured.is_empty() {
            return None;
        }
        let found = self.inputs.iter().find(|(_, digest)| digest == inputs);
        found.and_then(|(inputs, _)| inputs.named_set()).map(|named| named.digest)
    }
}
