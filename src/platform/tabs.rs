//! Tabs of the same page tell each other that something changed.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// A channel between the tabs of this origin; silent where the browser has none. Closed when dropped.
pub struct TabChannel {
    channel: Option<web_sys::BroadcastChannel>,
    _listener: Option<Closure<dyn FnMut(web_sys::MessageEvent)>>,
}

impl TabChannel {
    /// Opens a channel by name and hears what other tabs say on it.
    pub fn open(name: &str, on_message: impl Fn(String) + 'static) -> Self {
        let Ok(channel) = web_sys::BroadcastChannel::new(name) else {
            return Self { channel: None, _listener: None };
        };
        let listener = Closure::<dyn FnMut(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
            if let Some(text) = event.data().as_string() {
                on_message(text);
            }
        });
        channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        Self { channel: Some(channel), _listener: Some(listener) }
    }

    /// Says something to the other tabs.
    pub fn say(&self, text: &str) {
        if let Some(channel) = &self.channel {
            // A closed channel has nobody to hear it.
            let _ = channel.post_message(&text.into());
        }
    }
}

impl Drop for TabChannel {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.set_onmessage(None);
            channel.close();
        }
    }
}
