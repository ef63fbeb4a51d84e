//! Every address of the server, by the file that answers it.

use axum::{Router, middleware};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

use crate::{api, guard, pages, site::Site};

/// The whole router.
pub fn all(site: Site) -> Router {
    Router::new()
        .merge(api::routes())
        .merge(pages::home::routes())
        .merge(pages::sessions::routes())
        .merge(pages::sign_in::routes())
        .merge(pages::section_people::routes())
        .merge(pages::static_files::routes())
        .merge(pages::style::routes())
        .merge(pages::tokens::routes())
        .fallback(pages::home::no_such_page)
        .layer(middleware::from_fn(guard::guard))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::new())
        .with_state(site)
}
