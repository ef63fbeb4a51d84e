//! The course of a test that a package brought: which items come, in which order.

use assessment::plan::Plan;
use domain::{DistrictId, ItemId};
use store::{Tx, response::Response};

use crate::{Refusal, sitting_load::Loaded};

pub(crate) async fn begin(
    _tx: &mut Tx,
    _district: DistrictId,
    _plan: &Plan,
    _seed: i64,
) -> Result<Vec<(ItemId, i64)>, Refusal> {
    Err(Refusal::Conflict("QTI tests are not taken yet.".to_owned()))
}

pub(crate) async fn after(
    _tx: &mut Tx,
    _district: DistrictId,
    _loaded: &Loaded,
    _responses: &[Response],
) -> Result<Option<i64>, Refusal> {
    Ok(None)
}
