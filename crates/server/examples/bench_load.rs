//! The load driver of `./bench`: sends requests over as many connections as its plan has and prints how
//! long each took. One thread a connection and sockets of the standard library, so that little of two
//! cores is taken from the server; what the client costs is not in the server's CPU time.
//!
//! The plan on stdin is JSON: `address`, `rounds` (all connections send their next request at the same
//! moment) or not, `pause_milliseconds` between the requests of a connection, and `connections`, each a list of requests (`method`, `path`, `headers`, `body`,
//! `expected`).

use std::{
    collections::BTreeMap,
    io::{self, BufRead, BufReader, Read as _, Write as _},
    net::TcpStream,
    sync::{Arc, Barrier},
    time::{Duration, Instant},
};

use serde_json::json;

/// A server that takes longer than this for one reply is not measured.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

#[derive(serde::Deserialize)]
struct Plan {
    address: String,
    rounds: bool,
    /// Between two requests of one connection; the connections begin spread over it.
    #[serde(default)]
    pause_milliseconds: u64,
    connections: Vec<Vec<Request>>,
}

#[derive(serde::Deserialize)]
struct Request {
    method: String,
    path: String,
    headers: BTreeMap<String, String>,
    body: String,
    /// A text without which the reply counts as wrong, whatever its status.
    expected: Option<String>,
}

/// What came back; the status is 0 when the expected text was not in it.
struct Reply {
    status: u16,
    body: Vec<u8>,
    milliseconds: f64,
}

fn main() -> io::Result<()> {
    let plan: Plan = serde_json::from_reader(io::stdin().lock())?;
    let all_at_once = Arc::new(Barrier::new(plan.connections.len()));
    let start = now();
    let (pause, count) = (Duration::from_millis(plan.pause_milliseconds), plan.connections.len());
    let threads: Vec<_> = plan
        .connections
        .into_iter()
        .enumerate()
        .map(|(number, requests)| {
            let later = pause * u32::try_from(number).unwrap_or(0) / u32::try_from(count).unwrap_or(1);
            let (address, at_once) = (plan.address.clone(), plan.rounds.then(|| all_at_once.clone()));
            std::thread::spawn(move || {
                std::thread::sleep(later);
                send_all(&address, &requests, at_once.as_deref(), pause).unwrap_or_else(|error| {
                    // The others would wait at the barrier for ever.
                    eprintln!("bench_load: {error}");
                    std::process::exit(1);
                })
            })
        })
        .collect();
    let mut replies = Vec::new();
    for thread in threads {
        replies.extend(thread.join().map_err(|_| io::Error::other("a connection's thread crashed"))?);
    }
    let seconds = start.elapsed().as_secs_f64();
    let mut statuses: BTreeMap<String, usize> = BTreeMap::new();
    for reply in &replies {
        *statuses.entry(reply.status.to_string()).or_default() += 1;
    }
    let refused = replies.iter().find(|reply| reply.status == 0 || reply.status >= 400);
    let shown = refused.or(replies.last()).map(|reply| String::from_utf8_lossy(&reply.body).into_owned());
    let result = json!({
        "seconds": seconds,
        "milliseconds": replies.iter().map(|reply| reply.milliseconds).collect::<Vec<_>>(),
        "statuses": statuses,
        "body_bytes": replies.last().map_or(0, |reply| reply.body.len()),
        "body": shown,
    });
    println!("{result}");
    Ok(())
}

fn send_all(
    address: &str,
    requests: &[Request],
    at_once: Option<&Barrier>,
    pause: Duration,
) -> io::Result<Vec<Reply>> {
    let mut connection = connect(address)?;
    let mut replies = Vec::with_capacity(requests.len());
    for request in requests {
        if !replies.is_empty() {
            std::thread::sleep(pause);
        }
        let bytes = on_the_wire(address, request);
        if let Some(barrier) = at_once {
            barrier.wait();
        }
        let start = now();
        let (status, body) = if let Ok(reply) = exchange(&mut connection, &bytes) {
            reply
        } else {
            // The server closed a connection that it did not want to keep: the next one is part of the wait.
            connection = connect(address)?;
            exchange(&mut connection, &bytes)?
        };
        let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
        let wanted = request.expected.as_deref().unwrap_or_default();
        let as_expected = status >= 400 || String::from_utf8_lossy(&body).contains(wanted);
        replies.push(Reply { status: if as_expected { status } else { 0 }, body, milliseconds });
    }
    Ok(replies)
}

fn connect(address: &str) -> io::Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(LONGEST_WAIT))?;
    Ok(BufReader::with_capacity(1 << 16, stream))
}

fn exchange(connection: &mut BufReader<TcpStream>, bytes: &[u8]) -> io::Result<(u16, Vec<u8>)> {
    connection.get_mut().write_all(bytes)?;
    read_reply(connection)
}

fn on_the_wire(address: &str, request: &Request) -> Vec<u8> {
    use std::fmt::Write as _;
    let mut head = format!("{} {} HTTP/1.1\r\nhost: {address}\r\n", request.method, request.path);
    for (name, value) in &request.headers {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    let _ = write!(head, "content-length: {}\r\n\r\n", request.body.len());
    [head.as_bytes(), request.body.as_bytes()].concat()
}

fn read_reply(reader: &mut impl BufRead) -> io::Result<(u16, Vec<u8>)> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|word| word.parse().ok());
    let status = status.ok_or_else(|| io::Error::other(format!("no status in {line:?}")))?;
    let (mut length, mut chunked) = (0, false);
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().map_err(io::Error::other)?,
            "transfer-encoding" => chunked = value.trim().eq_ignore_ascii_case("chunked"),
            _ => {}
        }
    }
    let mut body = Vec::new();
    if !chunked {
        reader.take(length).read_to_end(&mut body)?;
        return Ok((status, body));
    }
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let size = u64::from_str_radix(line.trim(), 16).map_err(io::Error::other)?;
        reader.by_ref().take(size).read_to_end(&mut body)?;
        line.clear();
        reader.read_line(&mut line)?;
        if size == 0 {
            return Ok((status, body));
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a stopwatch of the driver; it decides nothing")]
fn now() -> Instant {
    Instant::now()
}
