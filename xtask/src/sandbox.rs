//! The sandbox server, a program of its own.

use crate::process::Server;
use crate::{process, root, say};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds the sandbox server and returns the program.
pub fn build() -> Result<PathBuf, String> {
    let mut command = Command::new("cargo");
    command
        .args(["build", "--quiet", "--package", "skillscope", "--profile", "server", "--bin", "sandbox"])
        .current_dir(root::repository());
    say::step("Building the sandbox server", || process::run(&mut command))?;
    let file = root::target().join("server").join(if cfg!(windows) { "sandbox.exe" } else { "sandbox" });
    if file.is_file() { Ok(file) } else { Err(format!("{} was not built", file.display())) }
}

/// The sandbox server on a port, with more flags of its own; ready when this returns, ended when the value is dropped.
pub fn start(program: &Path, port: u16, flags: &[&str]) -> Result<Server, String> {
    let mut command = Command::new(program);
    // It announces itself on standard output, where only our own announcement belongs.
    command.args(["--port", &port.to_string()]).args(flags).stdout(std::process::Stdio::null());
    let mut server = Server::start("the sandbox server", &mut command)?;
    server.wait_for(port)?;
    Ok(server)
}
