//! A PostgreSQL server of our own, on a random port of 127.0.0.1, for as long as the test program runs.
//!
//! A shell script makes the cluster, starts it, waits until its standard input ends, and takes all of it away. That input
//! is a pipe whose other end this program holds, so that it ends however this program ends, a SIGKILL included.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{Connection as _, Executor as _, PgConnection};

/// The password of the one user, to be looked for where it must not appear.
pub const PASSWORD: &str = "sesame-open-4711";

const SCRIPT: &str = r#"
trap '' INT TERM
set -e
bin=$1 port=$2 password=$3
folder=$(mktemp -d "${TMPDIR:-/tmp}/datum-postgres.XXXXXX")
cleanup() { "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true; rm -rf "$folder"; }
trap cleanup EXIT
cd "$folder"
printf '%s\n' "$password" > password
"$bin/initdb" -D "$folder/data" -U datum --auth=md5 --pwfile=password --encoding=UTF8 --locale=C --no-sync >initdb.log 2>&1 ||
    { echo "initdb failed: $(tail -n 3 initdb.log | tr '\n' ' ')"; exit 1; }
"$bin/pg_ctl" -D "$folder/data" -l server.log -w -t 60 start \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=200" >/dev/null 2>&1 ||
    { echo "pg_ctl failed: $(tail -n 3 server.log | tr '\n' ' ')"; exit 1; }
echo ready
cat >/dev/null
"#;

/// A running server.
pub struct Server {
    /// Its port on 127.0.0.1.
    pub port: u16,
    databases: AtomicU32,
    /// Holds the pipe whose end is the server's end.
    _script: Child,
}

/// The server of this test program; the reason if there can be none.
pub fn server() -> Result<&'static Server, String> {
    static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();
    SERVER.get_or_init(start).as_ref().map_err(Clone::clone)
}

/// Says loudly that a test could not be run.
pub fn skipped(what: &str, why: &str) {
    eprintln!("\nSKIPPED on PostgreSQL: {what}: {why}. On Debian: apt-get install postgresql\n");
}

impl Server {
    /// The address of a new empty database.
    pub async fn database(&self) -> String {
        let name = format!("t{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let mut connection = PgConnection::connect(&self.url("postgres")).await.expect("the server of this test");
        connection.execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.expect("a new database");
        self.url(&name)
    }

    /// The address of a database.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://datum:{PASSWORD}@127.0.0.1:{}/{database}", self.port)
    }
}

fn start() -> Result<Server, String> {
    let programs = programs().ok_or("no initdb and pg_ctl in the PATH or below /usr/lib/postgresql")?;
    // Between asking for a free port and using it somebody else may take it.
    let mut last = String::new();
    for _ in 0..3 {
        match start_on(&programs, free_port()?) {
            Ok(server) => return Ok(server),
            Err(why) => last = why,
        }
    }
    Err(last)
}

fn start_on(programs: &Path, port: u16) -> Result<Server, String> {
    let mut command = match other_user() {
        // PostgreSQL refuses to run as root.
        Some(user) => {
            let mut command = Command::new("runuser");
            command.args(["-u", user, "--", "sh"]);
            command
        }
        None => Command::new("sh"),
    };
    command.args(["-c", SCRIPT, "sh"]).arg(programs).args([&port.to_string(), PASSWORD]);
    command.env("TMPDIR", "/tmp").current_dir("/").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut script = command.spawn().map_err(|error| format!("no shell could be started: {error}"))?;
    let mut said = String::new();
    if let Some(output) = script.stdout.take() {
        BufReader::new(output).read_line(&mut said).map_err(|error| error.to_string())?;
    }
    if said.trim() == "ready" {
        Ok(Server { port, databases: AtomicU32::new(0), _script: script })
    } else {
        Err(format!("the cluster did not start: {}", said.trim()))
    }
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| error.to_string())?;
    listener.local_addr().map(|address| address.port()).map_err(|error| error.to_string())
}

/// The folder with the server's programs, of the newest version that there is.
fn programs() -> Option<PathBuf> {
    let in_path =
        std::env::var_os("PATH").into_iter().flat_map(|path| std::env::split_paths(&path).collect::<Vec<_>>());
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .collect();
    versions.sort();
    versions
        .into_iter()
        .rev()
        .chain(in_path)
        .find(|folder| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file())
}

/// Another user, if this is root.
fn other_user() -> Option<&'static str> {
    let id = |arguments: &[&str]| {
        let output = Command::new("id").args(arguments).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    if id(&["-u"])? != "0" {
        return None;
    }
    ["postgres", "nobody"].into_iter().find(|user| id(&["-u", user]).is_some())
}
