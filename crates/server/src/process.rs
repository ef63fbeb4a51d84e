//! What the system says of this process, on Linux.

use std::fs;

/// Ticks of CPU time a second, as Linux shows them to every program.
const TICKS: f64 = 100.0;

/// Memory, time and files.
#[derive(Debug, Clone, PartialEq)]
pub struct Process {
    /// Memory in use. Unit: bytes.
    pub resident_bytes: u64,
    /// CPU time, of the program and of the system for it. Unit: seconds.
    pub cpu_seconds: f64,
    /// Open files and sockets.
    pub open_files: usize,
    /// Threads.
    pub threads: u64,
}

impl Process {
    /// Reads `/proc/self`; `None` where there is none.
    pub fn read() -> Option<Self> {
        let (cpu_seconds, threads) = of_stat(&fs::read_to_string("/proc/self/stat").ok()?)?;
        let resident_bytes = of_status(&fs::read_to_string("/proc/self/status").ok()?)?;
        let open_files = fs::read_dir("/proc/self/fd").ok()?.count();
        Some(Self { resident_bytes, cpu_seconds, open_files, threads })
    }
}

/// CPU seconds and threads; the program's name, in parentheses, may hold anything.
fn of_stat(text: &str) -> Option<(f64, u64)> {
    let (_, after) = text.rsplit_once(')')?;
    let fields: Vec<&str> = after.split_whitespace().collect();
    let (user, system): (u32, u32) = (fields.get(11)?.parse().ok()?, fields.get(12)?.parse().ok()?);
    Some(((f64::from(user) + f64::from(system)) / TICKS, fields.get(17)?.parse().ok()?))
}

fn of_status(text: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_where_the_manual_says() {
        // proc_pid_stat(5): utime is field 14, stime 15, num_threads 20; the name is field 2.
        let stat = "7 (a ) b) S 1 7 7 0 -1 4194304 900 0 3 0 250 150 0 0 20 0 5 0 99 1000 200";
        assert_eq!(of_stat(stat), Some((4.0, 5)));
        assert_eq!(of_status("Name:\tx\nVmRSS:\t    2048 kB\n"), Some(2 << 20));
        assert_eq!(of_stat("nothing"), None);
    }

    #[test]
    fn this_process_has_figures() {
        let process = Process::read().expect("Linux");
        assert!(process.resident_bytes > 1 << 20 && process.open_files > 2 && process.threads > 0);
    }
}
