//! The browser's services: the only raw browser calls besides the charts' canvas.

pub mod chunk;
pub mod clipboard;
pub mod clock;
pub mod document;
pub mod download;
pub mod file;
pub mod lock;
pub mod random;
pub mod storage;
pub mod tab_slot;
pub mod tabs;
