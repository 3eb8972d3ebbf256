//! One of several things to choose from.

use super::icon::IconName;

/// A choice in a [`Segmented`](super::segmented::Segmented) or a [`Picker`](super::picker::Picker).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it stands for, unique among its neighbours.
    pub value: String,
    /// What people read.
    pub label: String,
    /// The API's own name, shown on hover, where the label is not it.
    pub title: Option<String>,
    /// A picture before the label.
    pub icon: Option<IconName>,
}

impl Choice {
    /// A choice with a label of its own.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), title: None, icon: None }
    }

    /// A choice that is labelled with its value.
    pub fn plain(value: impl Into<String>) -> Self {
        let value = value.into();
        Self::new(value.clone(), value)
    }

    /// Adds the API's name.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Adds a picture.
    #[must_use]
    pub fn with_icon(mut self, icon: IconName) -> Self {
        self.icon = Some(icon);
        self
    }
}
