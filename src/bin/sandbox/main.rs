//! The sandbox over HTTP, on this machine's loopback address only: for tests, local use and other clients.

#[cfg(not(target_arch = "wasm32"))]
mod flag;
#[cfg(not(target_arch = "wasm32"))]
mod server;

#[cfg(not(target_arch = "wasm32"))]
#[tokio::main]
async fn main() -> std::process::ExitCode {
    let flags = match flag::Flags::read(std::env::args().skip(1)) {
        Ok(flags) => flags,
        Err(message) => {
            eprintln!("{message}\n\n{}", flag::USAGE);
            return std::process::ExitCode::FAILURE;
        }
    };
    match server::serve(flags).await {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("The sandbox stopped: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}
