//! How many requests were answered, and how long that took, by the pattern of their address. What stands in
//! an address itself (ids, what was searched for) is not kept.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{Arc, Mutex, PoisonError},
};

use usecases::measure_server::{Engine, Measures};

use crate::{limits::Limits, process::Process};

/// Upper ends of the histogram. Unit: seconds.
const BUCKETS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// Counts; cheap to clone.
#[derive(Clone, Default)]
pub struct Requests(Arc<Mutex<BTreeMap<(String, &'static str), Answered>>>);

#[derive(Default)]
struct Answered {
    statuses: BTreeMap<u16, u64>,
    /// Below each of [`BUCKETS`] and not below the one before it; beyond the last is in `statuses` alone.
    within: [u64; BUCKETS.len()],
    seconds: f64,
}

impl Requests {
    /// Counts one.
    pub fn count(&self, route: &str, method: &'static str, status: u16, seconds: f64) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A key is made only for the first request of its kind.
        let key = (route.to_owned(), method);
        let answered = all.entry(key).or_default();
        *answered.statuses.entry(status).or_default() += 1;
        if let Some(bucket) = BUCKETS.iter().position(|end| seconds <= *end) {
            answered.within[bucket] += 1;
        }
        answered.seconds += seconds;
    }

    fn write(&self, out: &mut String) {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        begin(out, "onramp_http_requests_total", "counter", "Requests answered, by pattern of the address.");
        for ((route, method), answered) in all.iter() {
            for (status, count) in &answered.statuses {
                let _ = writeln!(
                    out,
                    "onramp_http_requests_total{{method=\"{method}\",route=\"{route}\",status=\"{status}\"}} {count}"
                );
            }
        }
        let name = "onramp_http_request_duration_seconds";
        begin(out, name, "histogram", "How long until an answer began.");
        for ((route, method), answered) in all.iter() {
            let labels = format!("method=\"{method}\",route=\"{route}\"");
            let mut below = 0;
            for (end, count) in BUCKETS.iter().zip(answered.within) {
                below += count;
                let _ = writeln!(out, "{name}_bucket{{{labels},le=\"{end}\"}} {below}");
            }
            let all: u64 = answered.statuses.values().sum();
            let _ = writeln!(out, "{name}_bucket{{{labels},le=\"+Inf\"}} {all}");
            let _ = writeln!(out, "{name}_sum{{{labels}}} {}", answered.seconds);
            let _ = writeln!(out, "{name}_count{{{labels}}} {all}");
        }
    }
}

/// Everything, as Prometheus reads it (text format 0.0.4).
pub fn text(requests: &Requests, limits: &Limits, measures: &Measures, process: Option<&Process>) -> String {
    let mut out = String::with_capacity(16 << 10);
    requests.write(&mut out);
    let name = "onramp_requests_limited_total";
    begin(&mut out, name, "counter", "Requests refused because a person or an address asked too fast.");
    for (who, count) in limits.refused() {
        let _ = writeln!(out, "{name}{{by=\"{who}\"}} {count}");
    }
    let mut one = |name: &str, kind: &str, help: &str, value: &dyn std::fmt::Display| {
        begin(&mut out, name, kind, help);
        let _ = writeln!(out, "{name} {value}");
    };
    let activity = &measures.activity;
    let engine = if measures.engine == Engine::Sqlite { "sqlite" } else { "postgres" };
    let version = env!("CARGO_PKG_VERSION");
    one(
        "onramp_writes_waiting",
        "gauge",
        "Changes that wait for the writer or for their commit.",
        &activity.writes_waiting,
    );
    one(
        "onramp_commits_total",
        "counter",
        "Commits; on SQLite one keeps all that waited.",
        &activity.commits,
    );
    one("onramp_commits_failed_total", "counter", "Commits that failed.", &activity.commits_failed);
    one(
        "onramp_writes_fail",
        "gauge",
        "1 while nothing can be kept, as when the disk is full.",
        &u8::from(activity.writes_fail),
    );
    one(
        "onramp_connections_busy",
        "gauge",
        "Connections to the database in use (SQLite: readers).",
        &activity.connections_busy,
    );
    one(
        "onramp_connections_most",
        "gauge",
        "Connections that can be in use at once.",
        &activity.connections_most,
    );
    one("onramp_cells_judged_total", "counter", "Judgements written since the start.", &activity.judged);
    one("onramp_sessions_open", "gauge", "Signed-in sessions that have not ended.", &measures.sessions);
    one("onramp_database_bytes", "gauge", "Size of the database.", &measures.database_bytes);
    if let Some(anchored_at) = measures.anchored_at {
        one(
            "onramp_last_anchor_timestamp_seconds",
            "gauge",
            "When the ledger was last anchored.",
            &anchored_at.as_second(),
        );
    }
    if let Some(process) = process {
        one("process_resident_memory_bytes", "gauge", "Memory in use.", &process.resident_bytes);
        one("process_cpu_seconds_total", "counter", "CPU time used.", &process.cpu_seconds);
        one("process_open_fds", "gauge", "Open files and sockets.", &process.open_files);
        one("process_threads", "gauge", "Threads.", &process.threads);
    }
    begin(&mut out, "onramp_build_info", "gauge", "Version and database.");
    let _ = writeln!(out, "onramp_build_info{{version=\"{version}\",database=\"{engine}\"}} 1");
    out
}

fn begin(out: &mut String, name: &str, kind: &str, help: &str) {
    let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_histogram_counts_up_to_each_end() {
        let requests = Requests::default();
        for seconds in [0.001, 0.004, 0.2, 30.0] {
            requests.count("/learners/{learner}", "GET", 200, seconds);
        }
        requests.count("/learners/{learner}", "GET", 404, 0.0005);
        let mut out = String::new();
        requests.write(&mut out);
        let labels = "method=\"GET\",route=\"/learners/{learner}\"";
        for (line, count) in [
            (format!("onramp_http_requests_total{{{labels},status=\"200\"}}"), "4"),
            (format!("onramp_http_requests_total{{{labels},status=\"404\"}}"), "1"),
            (format!("onramp_http_request_duration_seconds_bucket{{{labels},le=\"0.001\"}}"), "2"),
            (format!("onramp_http_request_duration_seconds_bucket{{{labels},le=\"0.005\"}}"), "3"),
            (format!("onramp_http_request_duration_seconds_bucket{{{labels},le=\"10\"}}"), "4"),
            (format!("onramp_http_request_duration_seconds_bucket{{{labels},le=\"+Inf\"}}"), "5"),
            (format!("onramp_http_request_duration_seconds_count{{{labels}}}"), "5"),
        ] {
            assert!(out.lines().any(|found| found == format!("{line} {count}")), "{line} {count}\n{out}");
        }
    }
}
