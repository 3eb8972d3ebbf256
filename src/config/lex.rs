//! The `lex` part: in which regions there are bots, and how keys for them are had.

use serde::{Deserialize, Serialize};

use super::{ADDRESS_WORDS, ConfigProblem, is_address};
use crate::api::request::Service;
use crate::domain::lex::BotId;

/// Amazon Lex of an installation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct LexSettings {
    /// The regions to choose from; the first is chosen.
    pub regions: Vec<LexRegion>,
    /// The Cognito identity pool that gives keys to whoever signed in with Amazon, as `us-east-1:` and a UUID. It lies in
    /// the region that its id names.
    pub identity_pool_id: Option<String>,
    /// Instead of a pool: the role that whoever signed in with Amazon may assume, as `arn:aws:iam::…:role/…`.
    pub role_arn: Option<String>,
    /// The bot that the page begins with.
    pub bot_id: Option<String>,
}

/// A region and the addresses of its services. An address that is left out is Amazon's own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct LexRegion {
    /// Its name, as `us-east-1`.
    pub region: String,
    /// Base of Amazon Lex; a path of the page's own origin where a proxy passes calls on.
    pub lex: Option<String>,
    /// Base of Amazon Cognito identities.
    pub cognito: Option<String>,
    /// Base of the Security Token Service.
    pub sts: Option<String>,
}

impl LexRegion {
    /// The base of one of its services. Every other service has none here.
    pub fn base(&self, service: Service) -> String {
        let or = |own: &Option<String>, name: &str| {
            own.clone().unwrap_or_else(|| format!("https://{name}.{}.amazonaws.com", self.region))
        };
        match service {
            Service::Lex => or(&self.lex, LEX_HOST),
            Service::Cognito => or(&self.cognito, "cognito-identity"),
            Service::Sts => or(&self.sts, "sts"),
            Service::Smapi | Service::LwaToken | Service::LwaTokenInfo | Service::LwaProfile => String::new(),
        }
    }

    /// The host that requests to Amazon Lex are signed for: the address's own, and Amazon's where a proxy of the page's
    /// origin passes them on.
    pub fn signing_host(&self) -> String {
        let base = self.base(Service::Lex);
        match base.split_once("://") {
            Some((_, rest)) => rest.split('/').next().unwrap_or_default().to_owned(),
            None => format!("{LEX_HOST}.{}.amazonaws.com", self.region),
        }
    }
}

const LEX_HOST: &str = "models-v2-lex";

impl LexSettings {
    /// The region with a name, else the first.
    pub fn region(&self, name: Option<&str>) -> Option<&LexRegion> {
        self.regions.iter().find(|region| Some(region.region.as_str()) == name).or_else(|| self.regions.first())
    }

    /// The base of the Cognito service that the pool lies in.
    pub fn cognito_base(&self) -> Option<String> {
        let (name, _) = self.identity_pool_id.as_deref()?.split_once(':')?;
        let elsewhere = LexRegion { region: name.to_owned(), ..LexRegion::default() };
        let region = self.regions.iter().find(|region| region.region == name).unwrap_or(&elsewhere);
        Some(region.base(Service::Cognito))
    }

    /// Whether a sign-in with Amazon gives keys.
    pub fn federates(&self) -> bool {
        self.identity_pool_id.is_some() || self.role_arn.is_some()
    }

    /// Everything that is wrong with it.
    pub fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        let mut say = |key: String, words: &str| problems.push(ConfigProblem { key, words: words.to_owned() });
        if self.regions.is_empty() {
            say("lex.regions".into(), "List at least one region, or leave lex out.");
        }
        for (index, region) in self.regions.iter().enumerate() {
            let at = |key: &str| format!("lex.regions[{index}].{key}");
            if !is_region(&region.region) {
                say(at("region"), "Give a region's name, as us-east-1.");
            }
            for (key, address) in [("lex", &region.lex), ("cognito", &region.cognito), ("sts", &region.sts)] {
                if address.as_ref().is_some_and(|address| !is_address(address)) {
                    say(at(key), ADDRESS_WORDS);
                }
            }
        }
        if let Some(pool) = &self.identity_pool_id
            && !pool.split_once(':').is_some_and(|(region, id)| is_region(region) && !id.is_empty())
        {
            say("lex.identityPoolId".into(), "Copy the pool's ID: its region, a colon and a UUID.");
        }
        if let Some(role) = &self.role_arn
            && !(role.starts_with("arn:aws") && role.contains(":role/"))
        {
            say("lex.roleArn".into(), "Copy the role's ARN; it begins with arn:aws:iam:: and has :role/ in it.");
        }
        if self.identity_pool_id.is_some() && self.role_arn.is_some() {
            say("lex.roleArn".into(), "Give a pool or a role, not both.");
        }
        if self.bot_id.as_ref().is_some_and(|bot| BotId::parse(bot).is_err()) {
            say("lex.botId".into(), "A bot ID has ten letters and digits.");
        }
        problems
    }
}

fn is_region(name: &str) -> bool {
    let has_parts = name.split('-').count() >= 3 && name.split('-').all(|part| !part.is_empty());
    has_parts && name.len() <= 30 && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_amazons_own_unless_given_and_the_signature_is_for_the_service() {
        let own = LexRegion { region: "eu-west-1".to_owned(), ..LexRegion::default() };
        assert_eq!(own.base(Service::Lex), "https://models-v2-lex.eu-west-1.amazonaws.com");
        assert_eq!(own.base(Service::Sts), "https://sts.eu-west-1.amazonaws.com");
        assert_eq!(own.signing_host(), "models-v2-lex.eu-west-1.amazonaws.com");
        let local = LexRegion { lex: Some("http://127.0.0.1:8081".to_owned()), ..own.clone() };
        assert_eq!(local.signing_host(), "127.0.0.1:8081");
        let proxied = LexRegion { lex: Some("/lex".to_owned()), ..own };
        assert_eq!(proxied.signing_host(), "models-v2-lex.eu-west-1.amazonaws.com");
    }

    #[test]
    fn every_wrong_value_is_named() {
        let settings = LexSettings {
            regions: vec![LexRegion {
                region: "Ireland".to_owned(),
                lex: Some("ftp://x".to_owned()),
                ..LexRegion::default()
            }],
            identity_pool_id: Some("pool".to_owned()),
            role_arn: Some("role".to_owned()),
            bot_id: Some("bot".to_owned()),
        };
        let keys: Vec<String> = settings.problems().into_iter().map(|p| p.key).collect();
        assert_eq!(
            keys,
            [
                "lex.regions[0].region",
                "lex.regions[0].lex",
                "lex.identityPoolId",
                "lex.roleArn",
                "lex.roleArn",
                "lex.botId"
            ]
        );
        assert_eq!(LexSettings::default().problems().len(), 1);
    }
}
