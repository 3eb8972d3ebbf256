//! The page: starts the application in the browser.

#[cfg(target_arch = "wasm32")]
fn main() {
    skillscope::app::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
