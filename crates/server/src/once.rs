//! A write that is sent twice is done once, and answered twice: by the header `Idempotency-Key` of the
//! API, and by the field `once` of forms that make something, so that a double click makes one thing.

mod seal;

use std::time::Duration;

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{OptionalFromRequestParts, Request, State},
    http::{HeaderValue, Method, StatusCode, Uri, header, request::Parts},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use domain::chain::Digest;
use sha2::{Digest as _, Sha256};
use usecases::{
    Actor, Refusal,
    answer_once::{self, Claim},
    tokens,
};

use crate::{
    api::ApiError,
    page_error::PageError,
    session::{self, SignedIn},
    site::Site,
};

/// The header with the caller's own key.
pub const HEADER: &str = "idempotency-key";

/// Says of an answer that it was given before.
const REPLAYED: &str = "idempotency-replayed";

/// The longest key.
const MOST_KEY_BYTES: usize = 200;

/// The most bytes of a request to the API with a key: the largest file that an import takes.
const MOST_API_BYTES: usize = 256 << 20;

/// The most bytes of a form.
const MOST_FORM_BYTES: usize = 2 << 20;

/// How long a request waits for the answer to the same request that came before, in tenths of a second.
const PATIENCE: u32 = 100;

/// A request that is done once.
struct Keyed {
    actor: Actor,
    /// What only who asks knows.
    secret: String,
    key: Digest,
    request: Digest,
}

/// Why a request with a key has no answer.
enum NoAnswer {
    /// The key belongs to another request.
    OtherRequest,
    /// The first one has no answer, or none that can be given again.
    NotKept(&'static str),
    Refused(Refusal),
}

impl From<Refusal> for NoAnswer {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Around the API: writes that carry the header are done once.
pub async fn api(State(site): State<Site>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || !request.headers().contains_key(HEADER) {
        return next.run(request).await;
    }
    match api_answer(&site, request, next).await {
        Ok(response) => response,
        Err(error) => error.into_response(),
    }
}

async fn api_answer(site: &Site, request: Request, next: Next) -> Result<Response, ApiError> {
    let sent = request.headers().get(HEADER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let sent = sent.trim().to_owned();
    if sent.is_empty() || sent.len() > MOST_KEY_BYTES {
        let why = format!("must be a text of 1 to {MOST_KEY_BYTES} printable ASCII characters");
        return Err(Refusal::invalid("Idempotency-Key", why).into());
    }
    let (parts, body) = request.into_parts();
    let secret = session::bearer(&parts.headers).unwrap_or_default().to_owned();
    let actor = tokens::actor_of_token(&site.app, &secret).await?.ok_or_else(ApiError::signed_out)?;
    let bytes = to_bytes(body, MOST_API_BYTES).await.map_err(|_| {
        ApiError::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            "Too large",
            "The body is larger than this address takes, or broke off: send it in several parts.",
        )
    })?;
    let key = digest(&[b"api", sent.as_bytes()]);
    let keyed = Keyed { actor, secret, key, request: all_of(&parts, &bytes) };
    run(site, keyed, Request::from_parts(parts, Body::from(bytes)), next).await.map_err(|why| match why {
        NoAnswer::OtherRequest => ApiError::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "key-reused",
            "The key belongs to another request",
            "This Idempotency-Key came before with something else: use a new key for a new request.",
        ),
        NoAnswer::NotKept(why) => Refusal::Conflict(why.to_owned()).into(),
        NoAnswer::Refused(refusal) => refusal.into(),
    })
}

/// Around the pages: forms with the field `once` are done once for what they hold.
pub async fn form(State(site): State<Site>, request: Request, next: Next) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    let form = *request.method() == Method::POST && kind.starts_with(b"application/x-www-form-urlencoded");
    if !form {
        return next.run(request).await;
    }
    match form_answer(&site, request, next).await {
        Ok(response) => response,
        Err(error) => error.into_response(),
    }
}

async fn form_answer(site: &Site, request: Request, next: Next) -> Result<Response, PageError> {
    let (mut parts, body) = request.into_parts();
    let bytes = to_bytes(body, MOST_FORM_BYTES)
        .await
        .map_err(|_| PageError::Refused(Refusal::invalid("form", "is too large or broke off")))?;
    let once = field(&bytes, b"once").map(<[u8]>::to_vec);
    let csrf = field(&bytes, b"csrf").map(<[u8]>::to_vec);
    let honest = session::csrf_of(&parts.headers).is_some_and(|own| csrf == Some(own.into_bytes()));
    let secret = session::secret_of(&parts.headers).unwrap_or_default().to_owned();
    let signed_in = if once.is_some() && honest {
        <SignedIn as OptionalFromRequestParts<Site>>::from_request_parts(&mut parts, site).await?
    } else {
        None
    };
    let request = all_of(&parts, &bytes);
    let whole = Request::from_parts(parts, Body::from(bytes));
    let Some((SignedIn { actor, .. }, once)) = signed_in.zip(once) else { return Ok(next.run(whole).await) };
    // What is changed and sent again is another thing: only the same click twice is one.
    let keyed = Keyed { actor, secret, key: digest(&[b"form", &once, &request]), request };
    run(site, keyed, whole, next).await.map_err(|why| match why {
        NoAnswer::OtherRequest => PageError::Forged,
        NoAnswer::NotKept(why) => PageError::Refused(Refusal::Conflict(why.to_owned())),
        NoAnswer::Refused(refusal) => PageError::Refused(refusal),
    })
}

/// The value of a field of a form that needs no decoding.
fn field<'b>(body: &'b [u8], name: &[u8]) -> Option<&'b [u8]> {
    body.split(|byte| *byte == b'&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix(b"="))
}

async fn run(site: &Site, keyed: Keyed, request: Request, next: Next) -> Result<Response, NoAnswer> {
    let mut claim = answer_once::claim(&site.app, &keyed.actor, keyed.key, keyed.request).await?;
    for _ in 0..PATIENCE {
        if claim != Claim::Begun {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        claim = answer_once::look(&site.app, &keyed.actor, keyed.key, keyed.request).await?;
    }
    match claim {
        Claim::First => first(site.clone(), keyed, request, next).await,
        Claim::Done { status, answer } => {
            let answer = answer.and_then(|sealed| seal::open(&keyed.secret, status, sealed));
            let mut response = answer.ok_or(NoAnswer::NotKept(
                "this was done already, and its answer cannot be shown again: look at what is there",
            ))?;
            response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
            Ok(response)
        }
        Claim::Begun => Err(NoAnswer::NotKept(
            "the same request came before and has no answer yet: look whether it was done before you send it \
             anew",
        )),
        Claim::Taken => Err(NoAnswer::OtherRequest),
    }
}

/// Does the request to its end, even when who sent it goes away: their browser may be asking again.
async fn first(site: Site, keyed: Keyed, request: Request, next: Next) -> Result<Response, NoAnswer> {
    let done = tokio::spawn(async move {
        let response = next.run(request).await;
        let status = response.status();
        if status.is_client_error() || status.is_server_error() {
            answer_once::release(&site.app, &keyed.actor, keyed.key).await?;
            return Ok(response);
        }
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX)
            .await
            .map_err(|_| NoAnswer::NotKept("the answer broke off: look at what is there"))?;
        let sealed = seal::seal(&keyed.secret, &parts.headers, &bytes);
        answer_once::keep(&site.app, &keyed.actor, keyed.key, status.as_u16(), sealed).await?;
        Ok(Response::from_parts(parts, Body::from(bytes)))
    });
    match done.await {
        Ok(answered) => answered,
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(_) => Err(NoAnswer::NotKept("the server is ending: send it again in a moment")),
    }
}

fn all_of(parts: &Parts, body: &Bytes) -> Digest {
    let path = parts.uri.path_and_query().map_or_else(|| Uri::default().to_string(), ToString::to_string);
    digest(&[parts.method.as_str().as_bytes(), path.as_bytes(), body])
}

fn digest(parts: &[&[u8]]) -> Digest {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}
