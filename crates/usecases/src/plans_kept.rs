//! Plans of assessments as sittings use them: read once from their text, and kept in memory. A version never
//! changes.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use assessment::plan::Plan;
use domain::{AssessmentId, DistrictId};
use store::{StoreError, Tx};

use crate::Refusal;

/// Plans kept in memory.
const MOST_KEPT: usize = 1_000;

type Key = (DistrictId, AssessmentId, i64);

static KEPT: Mutex<Option<HashMap<Key, Arc<Plan>>>> = Mutex::new(None);

/// The text of a plan.
pub(crate) fn write(plan: &Plan) -> String {
    let fields: BTreeMap<&str, String> = plan.fields().into_iter().collect();
    serde_json::to_string(&fields).expect("texts are JSON")
}

/// Reads a text that [`write`] gave.
pub(crate) fn read(text: &str) -> Result<Plan, StoreError> {
    let corrupt = |why: String| StoreError::Corrupt { column: "plan", value: why };
    let fields: BTreeMap<String, String> =
        serde_json::from_str(text).map_err(|why| corrupt(why.to_string()))?;
    let pairs = fields.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    Plan::from_fields(pairs).map_err(|why| corrupt(why.first().map(ToString::to_string).unwrap_or_default()))
}

/// One version of a plan.
pub(crate) async fn load(
    tx: &mut Tx,
    district: DistrictId,
    assessment: AssessmentId,
    version: i64,
) -> Result<Arc<Plan>, Refusal> {
    let key = (district, assessment, version);
    {
        let kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = kept.as_ref().and_then(|kept| kept.get(&key)) {
            return Ok(Arc::clone(found));
        }
    }
    let found = store::assessment::version(tx, district, assessment, version).await?;
    let found = found.ok_or(Refusal::NotFound("this assessment"))?;
    let plan = Arc::new(read(&found.plan)?);
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let kept = kept.get_or_insert_default();
    if kept.len() >= MOST_KEPT {
        kept.clear();
    }
    kept.insert(key, Arc::clone(&plan));
    Ok(plan)
}
