//! Running other programs.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

/// How a command reads in a message.
pub fn words(command: &Command) -> String {
    let mut text = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}

/// Runs a command to its end with its output on the terminal; an error names the command. Its standard output joins our
/// standard error: ours carries answers only.
pub fn run(command: &mut Command) -> Result<(), String> {
    answer(command.stdout(std::io::stderr()))
}

/// Runs a command whose standard output is the answer that was asked for.
pub fn answer(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` ended with {status}", words(command))) }
}

/// Runs a command and returns its standard output; an error carries what it said on standard error.
pub fn read(command: &mut Command) -> Result<String, String> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| cannot_start(command, &error))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        Err(format!("`{}` ended with {}: {}", words(command), output.status, said.trim()))
    }
}

/// Runs a command, copies its output to the terminal as it comes, and returns whether it succeeded with all it wrote.
pub fn watch(command: &mut Command) -> Result<(bool, String), String> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| cannot_start(command, &error))?;
    let heard = Arc::new(Mutex::new(String::new()));
    let readers = [
        child.stdout.take().map(|pipe| copy(pipe, Arc::clone(&heard))),
        child.stderr.take().map(|pipe| copy(pipe, Arc::clone(&heard))),
    ];
    for reader in readers.into_iter().flatten() {
        reader.join().map_err(|_| "reading the output of a command failed".to_owned())?;
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    let text = heard.lock().map(|text| text.clone()).unwrap_or_default();
    Ok((status.success(), text))
}

fn copy(pipe: impl Read + Send + 'static, heard: Arc<Mutex<String>>) -> std::thread::JoinHandle<()> {
    std::thread::spawn(move || {
        let mut lines = BufReader::new(pipe);
        let mut line = Vec::new();
        while matches!(lines.read_until(b'\n', &mut line), Ok(count) if count > 0) {
            let text = String::from_utf8_lossy(&line).into_owned();
            eprint!("{text}");
            if let Ok(mut all) = heard.lock() {
                all.push_str(&text);
            }
            line.clear();
        }
    })
}

fn cannot_start(command: &Command, error: &std::io::Error) -> String {
    let program = command.get_program().to_string_lossy();
    if error.kind() == std::io::ErrorKind::NotFound {
        format!("`{program}` is not installed or not on PATH")
    } else {
        format!("`{program}` could not be started: {error}")
    }
}

/// Looks a program up on PATH.
pub fn find(program: &str) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| is_program(file))
}

/// Whether a file is there to be run.
pub fn is_program(file: &Path) -> bool {
    file.is_file()
}

/// A server that ends when this value does.
pub struct Server {
    child: Child,
    name: String,
}

impl Server {
    /// Starts a program that is to run until the value is dropped. `name` is used in messages.
    pub fn start(name: &str, command: &mut Command) -> Result<Self, String> {
        let child = command.stdin(Stdio::null()).spawn().map_err(|error| cannot_start(command, &error))?;
        Ok(Self { child, name: name.to_owned() })
    }

    /// Says so if the program has ended by itself.
    pub fn check(&mut self) -> Result<(), String> {
        match self.child.try_wait() {
            Ok(None) => Ok(()),
            Ok(Some(status)) => Err(format!("{} ended by itself: {status}", self.name)),
            Err(error) => Err(format!("{}: {error}", self.name)),
        }
    }

    /// Waits until something answers on a port of this machine, as long as the program runs and at most a minute.
    pub fn wait_for(&mut self, port: u16) -> Result<(), String> {
        let start = std::time::Instant::now();
        while start.elapsed() < std::time::Duration::from_secs(60) {
            self.check()?;
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Ok(());
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        Err(format!("{} does not answer on port {port} after a minute", self.name))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already; there is nothing to do about either error.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
