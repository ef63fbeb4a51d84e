//! `onramp serve`: opens the database, starts the timers, listens, ends cleanly.

use std::{io::IsTerminal as _, net::SocketAddr, path::PathBuf, time::Duration};

use axum_server::{Handle, tls_rustls::RustlsConfig};
use tracing_subscriber::EnvFilter;
use usecases::{App, measure_server::is_ready};

use crate::{
    commands::{CommandError, Common},
    limits::Allowed,
    notify, routes,
    site::{Reach, Site},
};

/// How long open answers may take after the signal to end.
const GRACE: Duration = Duration::from_secs(5);

/// How often the clock releases drafts, judges again what time changed, and sweeps ended sessions.
const TICK: Duration = Duration::from_secs(20);

/// Options of `onramp serve`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address and port to listen on.
    #[arg(long, env = "ONRAMP_LISTEN", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// Certificate chain (PEM), to serve TLS without a proxy.
    #[arg(long, env = "ONRAMP_TLS_CERT", requires = "tls_key", value_name = "FILE")]
    pub(crate) tls_cert: Option<PathBuf>,
    /// Private key (PEM) of the certificate.
    #[arg(long, env = "ONRAMP_TLS_KEY", requires = "tls_cert", value_name = "FILE")]
    pub(crate) tls_key: Option<PathBuf>,
    /// Trust X-Forwarded-For from the proxy in front; it must speak TLS to the browsers.
    #[arg(long, env = "ONRAMP_TRUSTED_PROXY")]
    pub(crate) trusted_proxy: bool,
    /// The address that people type, for QR cards and links, such as `https://onramp.school.example`.
    #[arg(long, env = "ONRAMP_PUBLIC_ADDRESS", value_name = "ADDRESS")]
    pub(crate) public_address: Option<String>,
    /// How the log is written to stderr: lines for people, or one JSON object a line.
    #[arg(long, env = "ONRAMP_LOG_FORMAT", default_value = "text", value_name = "FORMAT")]
    log: Log,
    #[command(flatten)]
    allowed: Allowed,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Log {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Serves until a signal ends it.
pub async fn run(args: Args, common: &Common) -> Result<(), CommandError> {
    log(args.log);
    let app = common.open_or_make().await?;
    let reach = Reach {
        public_address: args.public_address.map(|address| address.trim_end_matches('/').to_owned()),
        tls: args.tls_cert.is_some() || args.trusted_proxy,
        trusted_proxy: args.trusted_proxy,
    };
    let timers = [tokio::spawn(tick(app.clone())), tokio::spawn(write_letters(app.clone()))];
    let site = Site::new(app.clone(), reach).limited(args.allowed);
    let service = routes::all(site).into_make_service_with_connect_info::<SocketAddr>();
    let handle = Handle::new();
    tokio::spawn(end_on_signal(handle.clone()));
    tokio::spawn(tell_when_ready(app.clone(), handle.clone()));
    let scheme = if args.tls_cert.is_some() { "https" } else { "http" };
    tokio::spawn(say_where(handle.clone(), scheme));
    let ended = match (args.tls_cert, args.tls_key) {
        (Some(cert), Some(key)) => {
            // One provider for the whole program; a second call would only say that it is there.
            let _ = rustls::crypto::ring::default_provider().install_default();
            for file in [&cert, &key] {
                std::fs::File::open(file)
                    .map_err(|error| CommandError::File { path: file.display().to_string(), error })?;
            }
            let tls = RustlsConfig::from_pem_file(&cert, &key)
                .await
                .map_err(|error| CommandError::File { path: cert.display().to_string(), error })?;
            axum_server::bind_rustls(args.listen, tls).handle(handle).serve(service).await
        }
        _ => axum_server::bind(args.listen).handle(handle).serve(service).await,
    };
    for timer in timers {
        timer.abort();
    }
    if let Err(error) = usecases::late_access::write_late(&app).await {
        tracing::error!(error = error.logged(), "lines of the access log found no room and are lost");
    }
    ended.map_err(|error| CommandError::Other(format!("cannot listen on {}: {error}", args.listen)))
}

/// Writes the log from here on; `ONRAMP_LOG` says how much of it.
fn log(format: Log) {
    let filter = EnvFilter::try_from_env("ONRAMP_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // Colours are for people at a terminal.
    let lines = lines.with_ansi(std::io::stderr().is_terminal());
    match format {
        Log::Text => lines.init(),
        Log::Json => lines.json().flatten_event(true).init(),
    }
    crate::observe::say_where();
}

async fn tick(app: App) {
    let mut clock = tokio::time::interval(TICK);
    loop {
        clock.tick().await;
        if let Err(error) = usecases::tick::tick(&app).await {
            tracing::error!(
                error = error.logged(),
                "a timer's work failed; it is tried again at the next tick"
            );
        }
    }
}

/// Mail apart from the other timers: a mail server may take its time.
async fn write_letters(app: App) {
    let mut clock = tokio::time::interval(TICK);
    clock.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        clock.tick().await;
        let now = usecases::chance::now();
        if let Err(error) = usecases::queue_digests::queue_digests(&app, now).await {
            tracing::error!(
                error = error.logged(),
                "digests were not made; they are tried again at the next tick"
            );
        }
        if let Err(error) = usecases::send_notices::send_notices(&app, now).await {
            tracing::error!(
                error = error.logged(),
                "notices were not sent; they are tried again at the next tick"
            );
        }
    }
}

/// Says where it listens once it does: not where the port is taken.
async fn say_where(handle: Handle<SocketAddr>, scheme: &'static str) {
    if let Some(address) = handle.listening().await {
        tracing::info!("listening on {scheme}://{address}");
    }
}

/// The service manager counts it as started when it listens and its database answers.
async fn tell_when_ready(app: App, handle: Handle<SocketAddr>) {
    if handle.listening().await.is_some() && is_ready(&app).await {
        notify::tell(notify::READY);
    }
}

async fn end_on_signal(handle: Handle<SocketAddr>) {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        .expect("the runtime takes signals");
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
    tracing::info!("ending");
    notify::tell(notify::STOPPING);
    handle.graceful_shutdown(Some(GRACE));
}
