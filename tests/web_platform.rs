//! The platform layer in a real browser.
#![cfg(target_arch = "wasm32")]

use skillscope::platform::storage::{Area, Namespace};
use skillscope::platform::{document, random};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn a_value_kept_in_the_tab_is_not_in_lasting_storage() {
    assert!(Area::Tab.is_usable() && Area::Lasting.is_usable());
    assert!(Area::Tab.set_value("web.value", &vec![1, 2, 3]));
    assert_eq!(Area::Tab.value::<Vec<i32>>("web.value"), Some(vec![1, 2, 3]));
    assert_eq!(Area::Lasting.text("web.value"), None);
    Area::Tab.remove("web.value");
    assert_eq!(Area::Tab.text("web.value"), None);
}

#[wasm_bindgen_test]
fn a_text_that_is_taken_is_there_once() {
    assert!(Area::Tab.set_text("web.once", "reply"));
    assert_eq!(Area::Tab.take_text("web.once").as_deref(), Some("reply"));
    assert_eq!(Area::Tab.take_text("web.once"), None);
}

#[wasm_bindgen_test]
fn a_value_of_another_shape_counts_as_nothing() {
    assert!(Area::Lasting.set_text("web.shape", "{\"not\": \"a list\"}"));
    assert_eq!(Area::Lasting.value::<Vec<i32>>("web.shape"), None);
    Area::Lasting.remove("web.shape");
}

#[wasm_bindgen_test]
fn random_bytes_differ_from_call_to_call() {
    let (first, second) = (random::bytes::<32>(), random::bytes::<32>());
    assert!(first.is_some() && first != second);
    assert!((0.0..1.0).contains(&random::unit()));
}

#[wasm_bindgen_test]
fn clearing_one_account_leaves_the_others() {
    let account = |name: &str| Namespace { source: "https://api.example".into(), account: name.into() };
    let (mine, other) = (account("amzn1.account.A"), account("amzn1.account.A|B"));
    for namespace in [&mine, &other] {
        assert!(Area::Lasting.set_text(&namespace.key("draft"), &namespace.account));
    }
    mine.clear(Area::Lasting);
    assert_eq!(Area::Lasting.text(&mine.key("draft")), None);
    assert_eq!(Area::Lasting.text(&other.key("draft")).as_deref(), Some("amzn1.account.A|B"));
    other.clear(Area::Lasting);
}

#[wasm_bindgen_test]
fn the_page_knows_its_own_origin() {
    assert!(document::origin().starts_with("http://127.0.0.1:"));
    assert!(document::href().starts_with(&document::origin()));
}

#[wasm_bindgen_test]
fn a_chosen_theme_is_set_and_taken_back() {
    let chosen = || {
        let root = web_sys::window()?.document()?.document_element()?;
        root.get_attribute("data-theme")
    };
    document::set_theme(Some("dark"));
    assert_eq!(chosen().as_deref(), Some("dark"));
    document::set_theme(None);
    assert_eq!(chosen(), None);
}
