//! The words of the experiments pages.
