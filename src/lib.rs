//! Skillscope: what the Alexa Skill Management API knows about a skill, as a static page.
//!
//! The layers, each of which may use only those above it here, are described in `ARCHITECTURE.md` and checked by
//! `tests/architecture.rs`. The pure ones build natively and are tested there; the browser ones build only for wasm32.

pub mod domain;
pub mod route;

pub mod api;
pub mod config;

pub mod auth;
pub mod charts;
pub mod sandbox;

#[cfg(target_arch = "wasm32")]
pub mod platform;
#[cfg(target_arch = "wasm32")]
pub mod transport;

pub mod state;

#[cfg(target_arch = "wasm32")]
pub mod components;
pub mod pages;

#[cfg(target_arch = "wasm32")]
pub mod app;
