//! List vendors: `GET /v1/vendors` (API-FACTS.md, "Pickers and helpers").

use serde::Deserialize;

use super::operation::{Operation, json};
use super::request::{Request, Response};
use crate::domain::id::VendorId;

/// Asks for the vendors that the signed-in account belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListVendors;

/// A vendor.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Vendor {
    /// Its id.
    pub id: VendorId,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// What the account may do in it, as `ROLE_ADMINISTRATOR`.
    #[serde(default)]
    pub roles: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Vendors {
    #[serde(default)]
    vendors: Option<Vec<Vendor>>,
}

impl Operation for ListVendors {
    type Output = Vec<Vendor>;

    fn request(&self) -> Request {
        Request::get("getVendorList", "/v1/vendors".to_owned())
    }

    fn decode(&self, response: &Response) -> Result<Vec<Vendor>, String> {
        json::<Vendors>(response).map(|v| v.vendors.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vendors_are_read_with_and_without_roles() {
        let body = br#"{"vendors":[{"id":"M1","name":"One","roles":["ROLE_DEVELOPER"]},{"id":"M2"}]}"#.to_vec();
        let vendors = ListVendors.decode(&Response { status: 200, headers: Default::default(), body }).unwrap();
        assert_eq!(vendors.iter().map(|v| v.id.as_str()).collect::<Vec<_>>(), ["M1", "M2"]);
    }
}
