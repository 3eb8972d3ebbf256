//! Telling a request that this installation's content security policy refused from one that the network lost. The
//! browser reports the first as an event and fails both in the same way.

use std::cell::RefCell;
use std::collections::BTreeSet;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::SecurityPolicyViolationEvent;

type Listener = Closure<dyn FnMut(SecurityPolicyViolationEvent)>;

thread_local! {
    static REFUSED: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
    static LISTENER: RefCell<Option<Listener>> = const { RefCell::new(None) };
}

/// The origin of an address: `https://host:port`.
pub fn origin_of(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    Some(format!("{scheme}://{authority}"))
}

/// Begins to listen, once, for as long as the page lives.
pub fn listen() {
    LISTENER.with_borrow_mut(|listener| {
        if listener.is_some() {
            return;
        }
        let closure = Closure::new(|event: SecurityPolicyViolationEvent| {
            if event.effective_directive() == "connect-src"
                && let Some(origin) = origin_of(&event.blocked_uri())
            {
                REFUSED.with_borrow_mut(|refused| refused.insert(origin));
            }
        });
        if let Some(document) = web_sys::window().and_then(|w| w.document()) {
            // A browser that cannot report violations shows them as network failures.
            let _ =
                document.add_event_listener_with_callback("securitypolicyviolation", closure.as_ref().unchecked_ref());
        }
        *listener = Some(closure);
    });
}

/// Whether the policy has refused the origin of this address.
pub fn is_refused(address: &str) -> Option<String> {
    let origin = origin_of(address)?;
    REFUSED.with_borrow(|refused| refused.contains(&origin)).then_some(origin)
}
