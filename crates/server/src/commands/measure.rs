//! `onramp measure`: the commands of `onramp-measure`, exactly.

use super::{CommandError, Common, output};

/// Does it.
pub fn run(args: &measure::Measure, common: &Common) -> Result<(), CommandError> {
    let found =
        measure::run(args, common.json).map_err(|trouble| CommandError::Other(trouble.to_string()))?;
    output::text(&found);
    Ok(())
}
