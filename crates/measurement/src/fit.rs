//! Whether the model describes the answers: item by item, learner by learner, and as a whole.
//!
//! | Question | Function |
//! | --- | --- |
//! | Does an item's curve follow the sum scores? | [`item_chi_squares`] (S-X2) |
//! | Are answers noisier or smoother than expected? | [`mean_squares`] (infit, outfit) |
//! | Is one learner's pattern odd? | [`person_fit`] (l_z, l_z*) |
//! | Does the model as a whole fit? | [`limited_information`] (M2, RMSEA) |
//! | Do two items share more than ability? | [`residual_correlations`] (Q3) |
//! | How sure are scores? | [`information`], [`marginal_reliability`], [`empirical_reliability`] |

mod item_chi_square;
mod limited_information;
mod mean_square;
mod person;
mod reliability;
mod residual_correlation;

pub use item_chi_square::{ItemChiSquare, item_chi_squares};
pub use limited_information::{LimitedInformation, limited_information};
pub use mean_square::{MeanSquare, MeanSquares, mean_squares};
pub use person::{PersonFit, person_fit};
pub use reliability::{empirical_reliability, information, marginal_reliability};
pub use residual_correlation::{ResidualCorrelations, residual_correlations};
