//! A random walk of hostile hands: everybody, at every address, with ids of everything, with forms and
//! bodies that fit, nearly fit and do not fit. After each answer an oracle that knows the rosters, and
//! nothing of our access check, says whose name or id may stand in it.
//!
//! The same seed asks the same in the same order. The test walks a little way; `./bench hostile` walks a
//! million requests by `crates/server/examples/bench_walk.rs`.

mod addresses;
mod bodies;
mod chance;
mod oracle;
mod town;

use std::{
    collections::{BTreeMap, VecDeque},
    fmt::Write as _,
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, Response, header},
};
use futures::StreamExt as _;
use server::{
    limits::Allowed,
    routes,
    site::{Reach, Site},
};
use tower::ServiceExt as _;
use usecases::App;

use addresses::{Address, addresses};
use bodies::Bodies;
use chance::Chance;
use oracle::Oracle;
use town::{Caller, Town};

/// Ids that answers held, offered to everybody later.
const MOST_SEEN: usize = 400;

/// The most bytes of an answer that are looked at.
const MOST_BYTES: usize = 64 << 20;

/// What came of a walk.
#[derive(Debug, Default)]
pub struct Walked {
    /// Requests by the first word of who asked and the status.
    pub statuses: BTreeMap<u16, u64>,
    /// Addresses that answered anybody with 2xx.
    pub opened: BTreeMap<String, u64>,
    /// Addresses there are.
    pub addresses: usize,
    /// Callers there are.
    pub callers: usize,
    /// Names and ids that were looked for in every answer.
    pub needles: usize,
    /// What must not be: leaks and crashes, each with what was asked.
    pub faults: Vec<String>,
}

impl Walked {
    /// Adds another walk.
    pub fn add(&mut self, other: Self) {
        for (status, count) in other.statuses {
            *self.statuses.entry(status).or_default() += count;
        }
        for (address, count) in other.opened {
            *self.opened.entry(address).or_default() += count;
        }
        self.addresses = self.addresses.max(other.addresses);
        self.callers = self.callers.max(other.callers);
        self.needles = self.needles.max(other.needles);
        self.faults.extend(other.faults);
    }

    /// How many requests.
    pub fn requests(&self) -> u64 {
        self.statuses.values().sum()
    }
}

/// Walks `requests` steps through the empty database of `app`, which is filled first.
pub async fn walk(app: &App, seed: u64, requests: u64) -> Walked {
    let mut town = Town::build(app).await;
    let oracle = Oracle::of(&town);
    let unlimited = Allowed { changes: 0, costly: 0, people_an_address: 0 };
    let site = Site::new(app.clone(), Reach::DIRECT).limited(unlimited);
    let mut walk = Walk {
        router: routes::all(site),
        chance: Chance::new(seed),
        addresses: addresses(),
        bodies: Bodies::load(),
        seen: VecDeque::new(),
    };
    let mut walked = Walked {
        addresses: walk.addresses.len(),
        callers: town.callers.len(),
        needles: oracle.needles(),
        ..Walked::default()
    };
    for _ in 0..requests {
        walk.step(&mut town, &oracle, &mut walked).await;
    }
    walked
}

/// Whether the oracle finds, for each caller, a name and an id that they must not see.
pub async fn blind_for(app: &App) -> Vec<String> {
    let town = Town::build(app).await;
    let oracle = Oracle::of(&town);
    let blind = town.callers.iter().filter(|caller| {
        oracle.secret_from(caller).iter().any(|secret| {
            let body = format!("<td>{secret}</td>");
            oracle.leaks(caller, "/sections/{section}", "GET /", body.as_bytes()).len() != 1
        })
    });
    blind.map(|caller| caller.name.clone()).collect()
}

struct Walk {
    router: Router,
    chance: Chance,
    addresses: Vec<Address>,
    bodies: Bodies,
    seen: VecDeque<String>,
}

/// One request, as it can be told and sent.
struct Asked {
    method: Method,
    uri: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Asked {
    fn request(&self) -> Option<Request<Body>> {
        let mut request = Request::builder().method(self.method.clone()).uri(&self.uri);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        // An address or header that cannot be written is one that nobody can send.
        request.body(Body::from(self.body.clone())).ok()
    }

    /// Everything in it, as a text.
    fn told(&self) -> String {
        let mut told = format!("{} {}", self.method, self.uri);
        for (name, value) in &self.headers {
            let secret = matches!(*name, "cookie" | "authorization");
            let _ = write!(told, " {name}: {}", if secret { "…" } else { value });
        }
        let _ = write!(told, " {}", String::from_utf8_lossy(&self.body));
        told
    }
}

impl Walk {
    async fn step(&mut self, town: &mut Town, oracle: &Oracle, walked: &mut Walked) {
        let at = self.chance.below(town.callers.len());
        let address = self.addresses[self.chance.below(self.addresses.len())].clone();
        let asked = self.ask(&town.callers[at], &address, town);
        let Some(request) = asked.request() else { return };
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        let status = response.status().as_u16();
        *walked.statuses.entry(status).or_default() += 1;
        let location = header_of(&response, header::LOCATION);
        let stream = header_of(&response, header::CONTENT_TYPE).starts_with("text/event-stream");
        let body = if stream { first(response).await } else { whole(response).await };
        let caller = &town.callers[at];
        if status >= 500 {
            walked.faults.push(format!("{status} for {}: {}", caller.name, asked.told()));
        }
        if (200..300).contains(&status) {
            *walked.opened.entry(format!("{} {}", address.method, address.pattern)).or_default() += 1;
            self.keep_ids(&body);
        }
        for leaked in oracle.leaks(caller, &address.pattern, &asked.told(), &body) {
            walked.faults.push(format!("{} got {leaked} by {status} of {}", caller.name, asked.told()));
        }
        if status == 401 || status == 303 && location.starts_with("/sign-in") {
            town.let_in_again(at).await;
        }
    }

    fn ask(&mut self, caller: &Caller, address: &Address, town: &Town) -> Asked {
        let chance = &mut self.chance;
        let mut uri = address.filled(chance, town, &self.seen);
        if address.method == Method::GET && chance.one_in(3) || chance.one_in(20) {
            uri.push_str(&self.bodies.query(chance, town, &self.seen, address));
        }
        let mut asked =
            Asked { method: address.method.clone(), uri, headers: caller.headers(chance), body: vec![] };
        if chance.one_in(8) {
            let language = chance.pick(&["es-MX,es;q=0.9", "en", "tlh", "*;q=0,", "es;q=x"]);
            asked.headers.push(("accept-language", (*language).to_owned()));
        }
        if asked.method != Method::GET {
            let csrf = caller.csrf();
            let (kind, body) = self.bodies.of(chance, town, &self.seen, address, &csrf);
            asked.headers.push(("content-type", kind));
            asked.body = body;
            if chance.one_in(12) {
                asked.headers.push(("idempotency-key", format!("key-{}", chance.below(12))));
            }
        }
        asked
    }

    /// Remembers ids that stand in an answer: somebody else may try them.
    fn keep_ids(&mut self, body: &[u8]) {
        let Some(at) = body.windows(36).position(is_id) else { return };
        let mut rest = &body[at..];
        for _ in 0..4 {
            if let Some(id) = rest.get(..36).filter(|id| is_id(id)) {
                self.seen.push_back(String::from_utf8_lossy(id).into_owned());
                rest = &rest[36..];
            }
            let Some(next) = rest.windows(36).take(4_000).position(is_id) else { break };
            rest = &rest[next..];
        }
        while self.seen.len() > MOST_SEEN {
            self.seen.pop_front();
        }
    }
}

/// Whether these 36 bytes look like an id of ours.
fn is_id(bytes: &[u8]) -> bool {
    bytes.len() == 36
        && [8, 13, 18, 23].iter().all(|dash| bytes[*dash] == b'-')
        && bytes
            .iter()
            .enumerate()
            .all(|(at, byte)| matches!(at, 8 | 13 | 18 | 23) || byte.is_ascii_hexdigit())
}

fn header_of(response: &Response<Body>, name: header::HeaderName) -> String {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

async fn whole(response: Response<Body>) -> Vec<u8> {
    to_bytes(response.into_body(), MOST_BYTES).await.map(Vec::from).unwrap_or_default()
}

/// What an event stream says first.
async fn first(response: Response<Body>) -> Vec<u8> {
    let mut frames = response.into_body().into_data_stream();
    frames.next().await.and_then(Result::ok).map(Vec::from).unwrap_or_default()
}
