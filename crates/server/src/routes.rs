//! Every address of the server, by the file that answers it.

use axum::{Router, middleware};
use tower_http::{CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer};

use crate::{api, guard, limits, observe, once, pages, probes, site::Site};

/// A third of the time of gzip's usual level 6; the grid of a class of 30 is 16 KB instead of 14.
const GZIP: CompressionLevel = CompressionLevel::Precise(3);

/// The whole router.
pub fn all(site: Site) -> Router {
    let pages = Router::new()
        .merge(pages::access_log::routes())
        .merge(pages::accommodations::routes())
        .merge(pages::admin_home::routes())
        .merge(pages::adoptions::routes())
        .merge(pages::can_do::routes())
        .merge(pages::caseload::routes())
        .merge(pages::caseloads::routes())
        .merge(pages::competency::routes())
        .merge(pages::competency_edit::routes())
        .merge(pages::coverage::routes())
        .merge(pages::decide::routes())
        .merge(pages::evidence::routes())
        .merge(pages::exceptions::routes())
        .merge(pages::exports::routes())
        .merge(pages::family_report::routes())
        .merge(pages::frameworks::routes())
        .merge(pages::grid::routes())
        .merge(pages::groups::routes())
        .merge(pages::guardian::routes())
        .merge(pages::home::routes())
        .merge(pages::imports::routes())
        .merge(pages::learner::routes())
        .merge(pages::mail::routes())
        .merge(pages::notices::routes())
        .merge(pages::people::routes())
        .merge(pages::policies::routes())
        .merge(pages::policy_form::routes())
        .merge(pages::prerequisites::routes())
        .merge(pages::rate::routes())
        .merge(pages::release::routes())
        .merge(pages::section_competency::routes())
        .merge(pages::section_new::routes())
        .merge(pages::section_people::routes())
        .merge(pages::sections::routes())
        .merge(pages::sessions::routes())
        .merge(pages::sign_in::routes())
        .merge(pages::static_files::routes())
        .merge(pages::style::routes())
        .merge(pages::substitutes::routes())
        .merge(pages::targets::routes())
        .merge(pages::tokens::routes())
        .merge(pages::versions::routes())
        .merge(pages::what_if::routes())
        .merge(pages::why::routes())
        .merge(pages::wording::routes())
        .layer(middleware::from_fn_with_state(site.clone(), once::form));
    Router::new()
        .merge(api::routes(&site))
        .merge(pages)
        .merge(probes::routes())
        .fallback(pages::home::no_such_page)
        .layer(middleware::from_fn_with_state(site.clone(), limits::limit))
        .layer(middleware::from_fn_with_state(site.clone(), guard::guard))
        .layer(CompressionLayer::new().quality(GZIP))
        .layer(CatchPanicLayer::custom(observe::crashed))
        .layer(middleware::from_fn_with_state(site.clone(), observe::observe))
        .with_state(site)
}
