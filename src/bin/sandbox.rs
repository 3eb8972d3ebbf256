//! The sandbox over HTTP.

fn main() {}
