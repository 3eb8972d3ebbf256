//! Icons: references into the sprite that `index.html` holds.

use leptos::prelude::*;

/// The sprite's pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // each is named for what it shows
pub enum IconName {
    Alert,
    Book,
    Calendar,
    Chat,
    Check,
    ChevronDown,
    ChevronRight,
    Circle,
    Clock,
    Copy,
    Dots,
    Down,
    Download,
    Edit,
    File,
    Filter,
    Flag,
    Flask,
    Gear,
    Half,
    Info,
    Key,
    Lex,
    Link,
    Lock,
    Logo,
    Metrics,
    Microphone,
    Moon,
    Offline,
    SignOut,
    Play,
    Plus,
    Print,
    Pulse,
    Reset,
    Right,
    Scale,
    Search,
    Send,
    Shield,
    ShieldCheck,
    Spinner,
    Stop,
    Sun,
    Swap,
    Table,
    Target,
    Terminal,
    Up,
    UpDown,
    Upload,
    Warn,
    Close,
    ZoomIn,
    ZoomOut,
}

impl IconName {
    /// The reference to its symbol.
    pub fn href(self) -> &'static str {
        match self {
            Self::Alert => "#i-alert",
            Self::Book => "#i-book",
            Self::Calendar => "#i-cal",
            Self::Chat => "#i-chat",
            Self::Check => "#i-check",
            Self::ChevronDown => "#i-chev",
            Self::ChevronRight => "#i-chevr",
            Self::Circle => "#i-circle",
            Self::Clock => "#i-clock",
            Self::Copy => "#i-copy",
            Self::Dots => "#i-dots",
            Self::Down => "#i-down",
            Self::Download => "#i-download",
            Self::Edit => "#i-edit",
            Self::File => "#i-file",
            Self::Filter => "#i-filter",
            Self::Flag => "#i-flag",
            Self::Flask => "#i-flask",
            Self::Gear => "#i-gear",
            Self::Half => "#i-half",
            Self::Info => "#i-info",
            Self::Key => "#i-key",
            Self::Lex => "#i-lex",
            Self::Link => "#i-link",
            Self::Lock => "#i-lock",
            Self::Logo => "#i-logo",
            Self::Metrics => "#i-metrics",
            Self::Microphone => "#i-mic",
            Self::Moon => "#i-moon",
            Self::Offline => "#i-offline",
            Self::SignOut => "#i-out",
            Self::Play => "#i-play",
            Self::Plus => "#i-plus",
            Self::Print => "#i-print",
            Self::Pulse => "#i-pulse",
            Self::Reset => "#i-reset",
            Self::Right => "#i-right",
            Self::Scale => "#i-scale",
            Self::Search => "#i-search",
            Self::Send => "#i-send",
            Self::Shield => "#i-shield",
            Self::ShieldCheck => "#i-shieldok",
            Self::Spinner => "#i-spinner",
            Self::Stop => "#i-stop",
            Self::Sun => "#i-sun",
            Self::Swap => "#i-swap",
            Self::Table => "#i-table",
            Self::Target => "#i-target",
            Self::Terminal => "#i-term",
            Self::Up => "#i-up",
            Self::UpDown => "#i-updown",
            Self::Upload => "#i-upload",
            Self::Warn => "#i-warn",
            Self::Close => "#i-x",
            Self::ZoomIn => "#i-zoomin",
            Self::ZoomOut => "#i-zoomout",
        }
    }
}

/// One icon, hidden from assistive technology: the text beside it, or its button's name, says what it means.
#[component]
pub fn Icon(
    /// Which picture.
    name: IconName,
    /// Further classes, as `i--sm`, `i--lg` or `spin`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! {
        <svg class=format!("i {class}").trim_end().to_owned() viewBox="0 0 16 16" aria-hidden="true">
            <use_ href=name.href() />
        </svg>
    }
}
