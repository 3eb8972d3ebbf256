//! A lock that one tab of this origin holds at a time. The browser gives it back when the tab goes.

use std::cell::RefCell;
use std::rc::Rc;

use futures::channel::oneshot;
use futures::future::{Either, select};
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What the browser calls with the lock, or with null where another tab holds it.
type OnLock = Closure<dyn FnMut(JsValue) -> JsValue>;

/// A lock that is held; given back when dropped.
pub struct Held {
    release: Rc<RefCell<Option<Function>>>,
    _on_lock: Option<OnLock>,
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(release) = self.release.borrow_mut().take() {
            // Fails only where the promise is gone, and the lock with it.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Takes a lock by name; `None` where another tab holds it. A browser without locks gives it to everybody.
pub async fn take(name: &str) -> Option<Held> {
    let release = Rc::new(RefCell::new(None::<Function>));
    let Some((locks, request)) = request_function() else { return Some(Held { release, _on_lock: None }) };
    let (sender, receiver) = oneshot::channel();
    let (kept, mut sender) = (Rc::clone(&release), Some(sender));
    let on_lock = OnLock::new(move |lock: JsValue| {
        let is_ours = !lock.is_null() && !lock.is_undefined();
        if let Some(sender) = sender.take() {
            // Nobody waits any more: the lock is given back at once, below.
            if sender.send(is_ours).is_err() {
                return JsValue::UNDEFINED;
            }
        }
        if !is_ours {
            return JsValue::UNDEFINED;
        }
        let kept = Rc::clone(&kept);
        Promise::new(&mut move |resolve, _| {
            *kept.borrow_mut() = Some(resolve);
        })
        .into()
    });
    let options = Object::new();
    // A plain object takes any property.
    let _ = Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE);
    let asked = request.call3(&locks, &name.into(), &options, on_lock.as_ref()).ok()?;
    let over = JsFuture::from(asked.dyn_into::<Promise>().ok()?);
    match select(receiver, Box::pin(over)).await {
        Either::Left((Ok(true), _)) => Some(Held { release, _on_lock: Some(on_lock) }),
        Either::Left(_) | Either::Right(_) => None,
    }
}

/// Waits until the tab that holds a lock has given it back, or is gone. At once where nobody holds it.
pub async fn freed(name: &str) {
    let Some((locks, request)) = request_function() else { return };
    // Whoever gets it this way gives it back in the same moment.
    let on_lock = OnLock::new(|_| JsValue::UNDEFINED);
    let Ok(asked) = request.call2(&locks, &name.into(), on_lock.as_ref()) else { return };
    let Ok(over) = asked.dyn_into::<Promise>() else { return };
    // Refused only where the page goes.
    let _ = JsFuture::from(over).await;
}

/// `navigator.locks` and its `request`; the crate has them only as unstable.
fn request_function() -> Option<(JsValue, Function)> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some((locks, request))
}
