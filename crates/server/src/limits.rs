//! How fast one person, and one network address, may change things or ask for what costs much.
//!
//! Each has a budget that fills up evenly and holds a minute's worth. What is spent stands in a table of
//! fixed size by a hash with a secret key: nothing is allocated, nothing has to be swept, and nobody can
//! make the table grow. Two that share a place share a budget; with some thousand people in 65,536 places
//! that is rare, and budgets are far above what a person does.

use std::{
    hash::{BuildHasher as _, Hash, RandomState},
    net::{IpAddr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{Extensions, HeaderMap, Method, request::Parts},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use usecases::{Actor, Refusal, chance::Stopwatch};

use crate::{
    api::ApiError,
    page_error::PageError,
    session,
    site::{Reach, Site},
};

/// How many budgets are kept. 8 bytes each.
const PLACES: usize = 1 << 16;

const MICROSECONDS_A_MINUTE: u64 = 60_000_000;

/// What is read and written whole, solved, hashed on purpose slowly, or kept open. Everything else that
/// changes nothing is not counted.
pub const COSTLY: [(Method, &str); 36] = [
    (Method::GET, "/admin/people/export"),
    (Method::GET, "/admin/policies/what-if/{look}"),
    (Method::GET, "/api/v1/frameworks/{framework}/coverage"),
    (Method::GET, "/api/v1/frameworks/{framework}/export"),
    (Method::GET, "/api/v1/frameworks/{framework}/versions/{old}"),
    (Method::GET, "/api/v1/imports/{import}/versions"),
    (Method::GET, "/api/v1/learners/{learner}/record"),
    (Method::GET, "/api/v1/people/export"),
    (Method::GET, "/admin/imports/{import}/versions"),
    (Method::GET, "/frameworks/{framework}/coverage"),
    (Method::GET, "/frameworks/{framework}/export"),
    (Method::GET, "/frameworks/{framework}/versions"),
    (Method::GET, "/learners/{learner}/record/export"),
    (Method::GET, "/sections/{section}/grid/stream"),
    (Method::POST, "/admin/imports"),
    (Method::POST, "/admin/imports/{import}/apply"),
    (Method::POST, "/admin/mail/test"),
    (Method::POST, "/admin/policies/adopt"),
    (Method::POST, "/admin/privacy/retention"),
    (Method::POST, "/api/v1/frameworks"),
    (Method::POST, "/api/v1/imports"),
    (Method::POST, "/api/v1/imports/{import}/application"),
    (Method::POST, "/api/v1/mail/test"),
    (Method::POST, "/api/v1/policies/adoptions"),
    (Method::POST, "/api/v1/policies/what-if"),
    (Method::POST, "/api/v1/privacy/retention"),
    (Method::POST, "/api/v1/sections/{section}/cards"),
    (Method::POST, "/api/v1/sections/{section}/family-reports"),
    (Method::POST, "/api/v1/sections/{section}/passwords"),
    (Method::POST, "/frameworks/{framework}/prerequisites/csv"),
    (Method::POST, "/frameworks/{framework}/versions/{old}/adopt"),
    (Method::POST, "/password"),
    (Method::POST, "/sections/{section}/cards"),
    (Method::POST, "/sections/{section}/people/reset"),
    (Method::POST, "/sections/{section}/reports"),
    (Method::POST, "/sign-in"),
];

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    /// A request that may change something.
    Change,
    /// One of [`COSTLY`].
    Costly,
}

impl Kind {
    fn of(method: &Method, route: &str) -> Option<Self> {
        let sent = if *method == Method::HEAD { &Method::GET } else { method };
        if COSTLY.iter().any(|(method, costly)| *costly == route && method == sent) {
            return Some(Self::Costly);
        }
        (!matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)).then_some(Self::Change)
    }
}

/// How much is allowed. 0 counts nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::Args)]
pub struct Allowed {
    /// Changes a minute that one person may make, and at once after a quiet minute; 0 for any number.
    #[arg(
        long = "limit-changes",
        env = "ONRAMP_LIMIT_CHANGES",
        default_value_t = 600,
        value_name = "NUMBER"
    )]
    pub changes: u32,
    /// Costly requests a minute (exports, imports, reports, passwords) of one person; 0 for any number.
    #[arg(long = "limit-costly", env = "ONRAMP_LIMIT_COSTLY", default_value_t = 60, value_name = "NUMBER")]
    pub costly: u32,
    /// How many busy people one network address may stand for: a school often has one; 0 for any number.
    #[arg(long = "limit-address", env = "ONRAMP_LIMIT_ADDRESS", default_value_t = 20, value_name = "NUMBER")]
    pub people_an_address: u32,
}

impl Default for Allowed {
    fn default() -> Self {
        Self { changes: 600, costly: 60, people_an_address: 20 }
    }
}

impl Allowed {
    fn a_minute(self, kind: Kind) -> u64 {
        u64::from(match kind {
            Kind::Change => self.changes,
            Kind::Costly => self.costly,
        })
    }
}

/// Who asks too fast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Somebody signed in, or whose token it is.
    Person,
    /// Everybody at one network address.
    Address,
}

/// The budgets; cheap to clone.
#[derive(Clone)]
pub struct Limits(Arc<Budgets>);

struct Budgets {
    allowed: Allowed,
    clock: Stopwatch,
    keys: RandomState,
    /// When each budget is full again. Unit: microseconds since the start.
    full_again: Box<[AtomicU64]>,
    refused: [AtomicU64; 2],
}

impl Default for Limits {
    fn default() -> Self {
        Self::new(Allowed::default())
    }
}

impl Limits {
    /// With full budgets.
    pub fn new(allowed: Allowed) -> Self {
        Self(Arc::new(Budgets {
            allowed,
            clock: Stopwatch::start(),
            keys: RandomState::new(),
            full_again: (0..PLACES).map(|_| AtomicU64::new(0)).collect(),
            refused: [AtomicU64::new(0), AtomicU64::new(0)],
        }))
    }

    /// How many requests were refused because a person, and because an address, asked too fast.
    pub fn refused(&self) -> [(&'static str, u64); 2] {
        let of = |who: Who| self.0.refused[who as usize].load(Relaxed);
        [("person", of(Who::Person)), ("address", of(Who::Address))]
    }

    /// Spends one of the budget of `subject`, or says after how many seconds there is one.
    fn spend(&self, who: Who, kind: Kind, subject: impl Hash) -> Result<(), i64> {
        let allowed = self.0.allowed;
        let times = if who == Who::Address { u64::from(allowed.people_an_address) } else { 1 };
        let a_minute = allowed.a_minute(kind) * times;
        if a_minute == 0 {
            return Ok(());
        }
        let place = self.0.keys.hash_one((who as u8, kind, subject));
        let place = &self.0.full_again[usize::try_from(place).unwrap_or_default() % PLACES];
        let spent = spend(place, self.0.clock.microseconds(), a_minute);
        if spent.is_err() {
            self.0.refused[who as usize].fetch_add(1, Relaxed);
        }
        spent
    }

    /// One request of somebody who is signed in or whose token works.
    pub fn person(&self, parts: &mut Parts, actor: &Actor) -> Result<(), i64> {
        let Some(kind) = kind_of(&parts.method, &parts.extensions) else { return Ok(()) };
        // Who asks may be looked at twice on the way of one request.
        if parts.extensions.insert(Counted).is_some() {
            return Ok(());
        }
        self.spend(Who::Person, kind, (actor.district.as_bytes(), actor.person.as_bytes()))
    }
}

/// This request was counted already.
#[derive(Clone)]
struct Counted;

fn kind_of(method: &Method, extensions: &Extensions) -> Option<Kind> {
    let route = extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
    Kind::of(method, route)
}

/// The generic cell rate algorithm: a place holds when its budget is full again, and what is asked now moves
/// that on by what one costs; it may lie a minute ahead.
fn spend(place: &AtomicU64, now: u64, a_minute: u64) -> Result<(), i64> {
    let cost = (MICROSECONDS_A_MINUTE / a_minute).max(1);
    let next = |full: u64| {
        let next = full.max(now) + cost;
        (next - now <= MICROSECONDS_A_MINUTE).then_some(next)
    };
    place.fetch_update(Relaxed, Relaxed, next).map(|_| ()).map_err(|full| {
        let early = (full.max(now) + cost).saturating_sub(now + MICROSECONDS_A_MINUTE);
        i64::try_from(early.div_ceil(1_000_000)).unwrap_or(60).max(1)
    })
}

/// Around everything: what comes from one network address, whoever it is.
pub async fn limit(State(site): State<Site>, request: Request, next: Next) -> Response {
    if let Some(kind) = kind_of(request.method(), request.extensions())
        && let Some(source) = source(request.headers(), request.extensions(), &site.reach)
        && let Err(seconds) = site.limits.spend(Who::Address, kind, source)
    {
        return if request.uri().path().starts_with("/api/") {
            ApiError::from(Refusal::TooMany { seconds }).into_response()
        } else {
            PageError::TooFast { seconds, language: session::asked_language(request.headers()) }
                .into_response()
        };
    }
    next.run(request).await
}

/// The network that a request comes from: an IPv4 address, or the 64 bits of IPv6 that a household or school
/// is given; `None` where there is no network, as in tests of the router.
fn source(headers: &HeaderMap, extensions: &Extensions, reach: &Reach) -> Option<u64> {
    let forwarded = session::forwarded(headers, reach).and_then(|text| text.parse().ok());
    let peer = || extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
    Some(match forwarded.or_else(peer)?.to_canonical() {
        IpAddr::V4(address) => u64::from(address.to_bits()),
        // The highest bit keeps the two kinds apart: no address that is routed begins with 0.
        IpAddr::V6(address) => u64::try_from(address.to_bits() >> 64).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests;
