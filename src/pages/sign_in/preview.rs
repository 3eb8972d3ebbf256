//! What the product looks like, with figures that are an example and say so.

use leptos::prelude::*;

use crate::components::icon::{Icon, IconName};

mod words {
    pub const REGION: &str = "Product preview";
    pub const EXAMPLE: &str = "Example figures";
    pub const EXPERIMENT: &str =
        "Example of an experiment: customer friction is 6.8 percent lower with the new welcome message.";
    pub const EXPERIMENT_NAME: &str = "Shorter welcome message";
    pub const VERDICT: &str = "T1 is likely better.";
    pub const VERDICT_WHY: &str = "Customer Friction is 6.8% lower.";
    pub const CUSTOMERS: &str = "Example of a metric: weekly unique customers rising to 17,914.";
    pub const CUSTOMERS_LABEL: &str = "Unique customers";
    pub const CONVERSATION: &str = "Example of a simulated conversation with the skill.";
    pub const SAID: &str = "i want to travel from seattle";
    pub const ANSWERED: &str = "You want to start from Seattle, right?";
    pub const INTENT: &str = "GetTravelTimeIntent";
    pub const TOOK: &str = "182 ms";
}

/// Name, class, interval from and to, middle, and the change in words.
const ROWS: [(&str, &str, &str, &str, &str, &str); 4] = [
    ("Customer Friction", "forest forest--good", "13.7%", "41%", "27.3%", "−6.8%"),
    ("Skill Next Day Retention", "forest forest--good", "52%", "64%", "58%", "+2.4%"),
    ("ISP : Sales", "forest forest--ns", "36%", "84.7%", "60.3%", "+3.1%"),
    ("Session length", "forest forest--ns", "39.7%", "57.7%", "48.7%", "−0.4%"),
];

const LINE: &str = "M0 26.1L7.1 24.1L14.3 27.1L21.4 21.2L28.6 19.3L35.7 22.2L42.9 16.3L50 14.4L57.1 17.3L64.3 11.5L71.4 12.4L78.6 8.5L85.7 5.6L92.9 7.6L100 2.7";

/// The right-hand side of the start page; hidden where there is no room.
#[component]
pub fn Preview() -> impl IntoView {
    view! {
        <aside class="signin__show" aria-label=words::REGION>
            <p class="show-example tag tag--outline">{words::EXAMPLE}</p>
            <figure class="show-card" role="img" aria-label=words::EXPERIMENT>
                <div aria-hidden="true" class="stack">
                    <div class="row row--between">
                        <b>{words::EXPERIMENT_NAME}</b>
                        <span class="state state--RUNNING">
                            <Icon name=IconName::Play />
                            "RUNNING"
                        </span>
                    </div>
                    <p class="show-verdict">
                        {words::VERDICT} <br /> <span>{words::VERDICT_WHY}</span>
                    </p>
                    {ROWS
                        .into_iter()
                        .map(|(name, class, low, high, middle, change)| {
                            view! {
                                <div class="show-row">
                                    <span>{name}</span>
                                    <div class=class style:--lo=low style:--hi=high style:--m=middle>
                                        <i class="ci"></i>
                                        <i class="mid"></i>
                                    </div>
                                    <b>{change}</b>
                                </div>
                            }
                        })
                        .collect_view()}
                </div>
            </figure>
            <figure class="show-card show-card--2" role="img" aria-label=words::CUSTOMERS>
                <div aria-hidden="true">
                    <div class="row row--between">
                        <span class="kpi__label">{words::CUSTOMERS_LABEL}</span>
                        <span class="delta delta--good">
                            <Icon name=IconName::Up />
                            "4.2%"
                        </span>
                    </div>
                    <div class="kpi__value">"17,914"</div>
                    <svg class="spark c2" viewBox="0 0 100 30" preserveAspectRatio="none" aria-hidden="true">
                        <path class="area" d=format!("{LINE}L100 30L0 30Z")></path>
                        <path d=LINE></path>
                    </svg>
                </div>
            </figure>
            <figure class="show-card show-card--3" role="img" aria-label=words::CONVERSATION>
                <div aria-hidden="true" class="stack">
                    <div class="bubble bubble--me">{words::SAID}</div>
                    <div class="bubble">{words::ANSWERED}</div>
                    <div class="row">
                        <span class="tag tag--code">{words::INTENT}</span>
                        <span class="tag">{words::TOOK}</span>
                    </div>
                </div>
            </figure>
        </aside>
    }
}
