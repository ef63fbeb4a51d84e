//! A framework with everything that belongs to it.

use domain::{
    DistrictId, FrameworkId,
    framework::{Association, Competency, Framework},
};
use exchange::versions::Version;
use store::Tx;

use crate::Refusal;

/// A framework with what belongs to it, from a file or from the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Whole {
    pub framework: Framework,
    /// All of them, retired ones too.
    pub competencies: Vec<Competency>,
    pub associations: Vec<Association>,
}

/// A stored framework, and what its publisher wrote where it was edited here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stored {
    pub whole: Whole,
    pub published: Vec<Competency>,
}

impl Whole {
    /// Loads a framework; `None` when it is not known.
    pub async fn find(
        tx: &mut Tx,
        district: DistrictId,
        framework: FrameworkId,
    ) -> Result<Option<Self>, Refusal> {
        let Some(found) = store::framework::find(tx, district, framework).await? else { return Ok(None) };
        let competencies = store::competency::of_framework(tx, district, framework).await?;
        let associations = store::association::of_framework(tx, district, framework, None).await?;
        Ok(Some(Self { framework: found, competencies, associations }))
    }

    /// As it is compared with another version.
    pub fn version(&self) -> Version<'_> {
        Version {
            framework: &self.framework,
            competencies: &self.competencies,
            associations: &self.associations,
        }
    }
}

impl Stored {
    /// Loads a framework with what was published; `None` when it is not known.
    pub async fn find(
        tx: &mut Tx,
        district: DistrictId,
        framework: FrameworkId,
    ) -> Result<Option<Self>, Refusal> {
        let Some(whole) = Whole::find(tx, district, framework).await? else { return Ok(None) };
        let published = store::published::of_framework(tx, district, framework).await?;
        Ok(Some(Self { whole, published }))
    }
}
