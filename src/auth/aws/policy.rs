//! The least that keys must be allowed: the IAM policy for one bot.

use crate::domain::lex::Subject;

/// Besides its own permission, ListUtteranceMetrics wants this one (API-FACTS.md, section 6).
pub const AGGREGATED_UTTERANCES: &str = "lex:ListAggregatedUtterances";

/// Every permission that the page needs.
pub fn permissions() -> Vec<&'static str> {
    Subject::ALL.iter().map(|subject| subject.shape().permission).chain([AGGREGATED_UTTERANCES]).collect()
}

/// The bot as IAM names it. Without a bot's id all of them.
pub fn resource(region: &str, bot_id: Option<&str>) -> String {
    let partition = if region.starts_with("us-gov-") {
        "aws-us-gov"
    } else if region.starts_with("cn-") {
        "aws-cn"
    } else {
        "aws"
    };
    format!("arn:{partition}:lex:{region}:*:bot/{}", bot_id.unwrap_or("*"))
}

/// The policy as JSON, to be copied into IAM.
pub fn policy(region: &str, bot_id: Option<&str>) -> String {
    let policy = serde_json::json!({
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": permissions(), "Resource": resource(region, bot_id) }],
    });
    serde_json::to_string_pretty(&policy).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_five_reads_of_one_bot_and_nothing_else() {
        let policy: serde_json::Value = serde_json::from_str(&policy("eu-west-1", Some("K3TRIPS9QX"))).unwrap();
        let statement = &policy["Statement"][0];
        assert_eq!(
            statement["Action"],
            serde_json::json!([
                "lex:ListSessionMetrics",
                "lex:ListIntentMetrics",
                "lex:ListIntentStageMetrics",
                "lex:ListUtteranceMetrics",
                "lex:ListAggregatedUtterances"
            ])
        );
        assert_eq!(statement["Resource"], "arn:aws:lex:eu-west-1:*:bot/K3TRIPS9QX");
        assert_eq!(resource("us-gov-west-1", None), "arn:aws-us-gov:lex:us-gov-west-1:*:bot/*");
    }
}
