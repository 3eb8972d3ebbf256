//! The demo's sandbox, for the controls of its clock.

use leptos::prelude::*;

use crate::transport::in_process::InProcess;

/// The sandbox while the demo is open; a context.
#[derive(Clone, Copy)]
pub struct SandboxHandle(StoredValue<Option<InProcess>, LocalStorage>);

impl SandboxHandle {
    /// Makes an empty handle and provides it as context.
    pub fn provide() -> Self {
        let handle = Self(StoredValue::new_local(None));
        provide_context(handle);
        handle
    }

    /// Takes the sandbox of the demo that was opened.
    pub fn set(&self, sandbox: InProcess) {
        let _ = self.0.try_set_value(Some(sandbox));
    }

    /// Does something with the sandbox, if the demo is open.
    pub fn with(&self, act: impl FnOnce(&InProcess)) {
        let _ = self.0.try_with_value(|sandbox| sandbox.as_ref().map(act));
    }
}
