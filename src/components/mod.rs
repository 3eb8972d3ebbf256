//! Widgets that pages share. Each takes values and callbacks and knows no page and no
//! operation; those that show the session find it in their context.

pub mod account_menu;
pub mod announcer;
pub mod banner;
pub mod chart_brush;
pub mod chart_flags;
pub mod chart_frame;
pub mod chart_legend;
pub mod chart_state;
pub mod chart_tooltip;
pub mod choice;
pub mod copy_button;
pub mod current_route;
pub mod data_table;
pub mod dialog;
pub mod empty_state;
pub mod error_card;
pub mod field;
pub mod forest_cell;
pub mod icon;
pub mod intent_card;
pub mod line_chart;
pub mod link_problems;
pub mod menu;
pub mod picker;
pub mod printing;
pub mod renewal_dialog;
pub mod segmented;
pub mod sign_in_ended;
pub mod sign_out;
pub mod skeleton;
pub mod sparkline;
pub mod state_tag;
pub mod toast;
pub mod token_ring;
pub mod trend_chart;
