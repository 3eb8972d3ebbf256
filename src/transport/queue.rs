//! How many requests are under way at once.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use futures::channel::oneshot;

/// A first-come queue with a number of places.
#[derive(Clone)]
pub struct Queue(Rc<RefCell<State>>);

struct State {
    free: usize,
    waiting: VecDeque<oneshot::Sender<Place>>,
}

/// A place in the queue; dropping it gives it to the next.
pub struct Place(Weak<RefCell<State>>);

impl Queue {
    /// A queue with at least one place.
    pub fn new(places: usize) -> Self {
        Self(Rc::new(RefCell::new(State { free: places.max(1), waiting: VecDeque::new() })))
    }

    /// Waits for a place. Dropping the future leaves the queue.
    pub async fn place(&self) -> Place {
        let receiver = {
            let mut state = self.0.borrow_mut();
            if state.free > 0 {
                state.free -= 1;
                return Place(Rc::downgrade(&self.0));
            }
            let (sender, receiver) = oneshot::channel();
            state.waiting.push_back(sender);
            receiver
        };
        // The sender lives in the queue that `self` keeps alive; it is never dropped without sending.
        receiver.await.unwrap_or_else(|_| Place(Weak::new()))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some(state) = self.0.upgrade() else { return };
        loop {
            let next = state.borrow_mut().waiting.pop_front();
            let Some(sender) = next else {
                state.borrow_mut().free += 1;
                return;
            };
            match sender.send(Place(self.0.clone())) {
                Ok(()) => return,
                // That one has left the queue: the place that it was offered must not be given on by its own drop.
                Err(mut place) => place.0 = Weak::new(),
            }
        }
    }
}
