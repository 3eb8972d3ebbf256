//! `serve`, `dev` and `sandbox`: things that run until they are stopped.

use crate::process::Server;
use crate::server::Site;
use crate::{bundle, config, csp::Place, root, sandbox, say, server};
use serde_json::Value;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

/// Builds the release and serves it, with the sandbox server on the next port. `overlay` is a file that changes
/// single values of the generated `config.json`.
pub fn serve(port: u16, overlay: Option<&Path>) -> Result<(), String> {
    let (listener, sandbox_port) = take_ports(port)?;
    let config = local_config(port, sandbox_port, overlay)?;
    let build = bundle::build()?;
    let bundle =
        say::step("Packing the page", || bundle::pack(&build, &root::work().join("site"), &config, Place::Loopback))?;
    let site = Site::packed(&bundle.folder, &config)?;
    let program = sandbox::build()?;
    let sandbox = sandbox::start(&program, sandbox_port, &["--origin", &format!("http://127.0.0.1:{port}")])?;
    server::serve(listener, site)?;
    announce(port, sandbox_port);
    wait(vec![sandbox])
}

/// Builds for debugging, builds again whenever a source changes, and serves the result with the same headers.
pub fn dev(port: u16, overlay: Option<&Path>) -> Result<(), String> {
    let (listener, sandbox_port) = take_ports(port)?;
    let config = local_config(port, sandbox_port, overlay)?;
    let program = sandbox::build()?;
    let dist = root::work().join("dev");
    std::fs::create_dir_all(&dist).map_err(|error| format!("{}: {error}", dist.display()))?;
    let site = Site::watched(&dist, &config)?;
    let mut command = bundle::trunk("watch", &dist)?;
    let trunk = Server::start("Trunk", &mut command)?;
    let sandbox = sandbox::start(&program, sandbox_port, &["--origin", &format!("http://127.0.0.1:{port}")])?;
    server::serve(listener, site)?;
    announce(port, sandbox_port);
    wait(vec![sandbox, trunk])
}

/// The sandbox server alone.
pub fn sandbox(port: u16, flags: &[&str]) -> Result<(), String> {
    drop(server::listen(port)?);
    let program = sandbox::build()?;
    let sandbox = sandbox::start(&program, port, flags)?;
    println!("Sandbox: http://127.0.0.1:{port}/");
    wait(vec![sandbox])
}

/// Takes the app's port and checks the sandbox's, before minutes of building.
fn take_ports(port: u16) -> Result<(std::net::TcpListener, u16), String> {
    let sandbox_port = port.checked_add(1).ok_or("the sandbox takes the next port: choose one below 65535")?;
    let listener = server::listen(port)?;
    drop(server::listen(sandbox_port).map_err(|problem| format!("the sandbox takes the next port, but {problem}"))?);
    Ok((listener, sandbox_port))
}

fn local_config(port: u16, sandbox_port: u16, overlay: Option<&Path>) -> Result<Value, String> {
    let shipped = config::read(&root::repository().join("public/config.json"))?;
    let mut local = config::for_sandbox(&shipped, port, sandbox_port);
    if let Some(file) = overlay {
        let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        let overlay = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        config::merge(&mut local, &overlay);
    }
    Ok(local)
}

fn announce(port: u16, sandbox_port: u16) {
    say::note(&format!("The sandbox answers on http://127.0.0.1:{sandbox_port}/. Ctrl-C ends both."));
    println!("Skillscope: http://127.0.0.1:{port}/");
}

/// Waits for Ctrl-C (or the end of the terminal), or for one of the servers to fail; then ends the servers.
pub fn wait(mut servers: Vec<Server>) -> Result<(), String> {
    let (stop, stopped) = mpsc::channel();
    ctrlc::set_handler(move || {
        let _ = stop.send(());
    })
    .map_err(|error| error.to_string())?;
    while stopped.recv_timeout(Duration::from_millis(500)).is_err() {
        for server in &mut servers {
            server.check()?;
        }
    }
    say::note("Stopped");
    Ok(())
}
