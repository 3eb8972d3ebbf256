//! Chunks: parts of the application that the browser fetches when they are asked for, each a WebAssembly file of its own.
//!
//! The release is cut along the functions that [`chunk!`](crate::platform::chunk::chunk) declares: what only such a
//! function reaches is in its chunk, what several reach is in a chunk that they share, and everything else is in the file
//! that is loaded first. Other builds are one file, in which a chunk is always there. `cargo xtask` sets the flag
//! `skillscope_chunks` for the build that is cut.

use std::fmt;

/// A chunk did not arrive, or was changed on the way. The next call tries anew. The browser's console has the cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotLoaded;

impl fmt::Display for NotLoaded {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a part of the page did not arrive")
    }
}

impl std::error::Error for NotLoaded {}

#[cfg(skillscope_chunks)]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Declares the function through which a chunk is entered, and one that fetches the chunk ahead of that. Both are
/// `async` and give `Result<_, NotLoaded>`.
///
/// The form is `chunk!(NAME, PRELOAD; fn ENTER(argument: Type) -> Output { … })`.
macro_rules! chunk {
    (
        $name:ident, $preload:ident;
        $(#[$meta:meta])*
        $vis:vis fn $enter:ident($($argument:ident: $type:ty),*) -> $output:ty $body:block
    ) => {
        #[cfg(skillscope_chunks)]
        #[wasm_split_helpers::wasm_split($name, fallible, preload(
            #[doc = "Fetches the chunk, if it is not there."]
            #[allow(dead_code)] // not every chunk is worth fetching ahead
            $preload
        ))]
        $(#[$meta])*
        $vis fn $enter($($argument: $type),*) -> Result<$output, $crate::platform::chunk::NotLoaded> {
            Ok($body)
        }

        #[cfg(not(skillscope_chunks))]
        $(#[$meta])*
        #[allow(clippy::unused_async)]
        $vis async fn $enter($($argument: $type),*) -> Result<$output, $crate::platform::chunk::NotLoaded> {
            Ok($body)
        }

        /// Nothing to fetch: it is all one file.
        #[cfg(not(skillscope_chunks))]
        #[allow(dead_code, clippy::unused_async)]
        $vis async fn $preload() -> Result<(), $crate::platform::chunk::NotLoaded> {
            Ok(())
        }
    };
}

pub(crate) use chunk;
