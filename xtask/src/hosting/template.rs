//! A CloudFormation template with its conditions and functions worked out, as far as this one uses them.

use super::yaml;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The template of this repository.
pub const TEMPLATE: &str = include_str!("../../../deploy/template.yaml");

/// A template as it was read.
pub struct Template {
    document: Value,
}

/// What a template makes of some parameters: the resources whose condition holds, with plain values. A reference to a
/// resource is its name, a reference to an attribute is `Name.Attribute`.
pub struct Stack {
    /// `Type` and `Properties` of each resource, by its name.
    pub resources: Map<String, Value>,
}

impl Template {
    /// Reads a template.
    pub fn read(text: &str) -> Result<Self, String> {
        Ok(Self { document: yaml::read(text).map_err(|problem| format!("the template: {problem}"))? })
    }

    /// The template of this repository.
    pub fn ours() -> Result<Self, String> {
        Self::read(TEMPLATE)
    }

    /// What stands at a place, such as `/Parameters/Name/Default`.
    pub fn at(&self, place: &str) -> Option<&Value> {
        self.document.pointer(place)
    }

    /// Works the template out with the defaults of its parameters and some values in their place.
    pub fn resolve(&self, values: &BTreeMap<&str, String>) -> Result<Stack, String> {
        let declared = self.document["Parameters"].as_object().ok_or("the template has no parameters")?;
        if let Some(unknown) = values.keys().find(|name| !declared.contains_key(**name)) {
            return Err(format!("the template has no parameter {unknown}"));
        }
        let mut parameters = Map::new();
        for (name, declaration) in declared {
            let given = values.get(name.as_str()).map(|value| json!(value));
            let value = given.or_else(|| declaration.get("Default").cloned()).ok_or(format!("{name} wants a value"))?;
            let is_list = declaration["Type"] == "CommaDelimitedList";
            let value = match value.as_str().filter(|_| is_list) {
                Some(text) => Value::Array(text.split(',').map(|item| json!(item.trim())).collect()),
                None => value,
            };
            parameters.insert(name.clone(), value);
        }
        let scope = Scope { document: &self.document, parameters };
        let mut resources = Map::new();
        for (name, resource) in self.document["Resources"].as_object().ok_or("the template has no resources")? {
            let wanted = match resource.get("Condition").and_then(Value::as_str) {
                Some(condition) => scope.condition(condition)?,
                None => true,
            };
            if wanted {
                let resource =
                    scope.value(resource).map_err(|problem| format!("{name}: {problem}"))?.unwrap_or_default();
                resources.insert(name.clone(), resource);
            }
        }
        Ok(Stack { resources })
    }
}

impl Stack {
    /// The properties of a resource.
    pub fn properties(&self, name: &str) -> Result<&Value, String> {
        self.resources.get(name).map(|resource| &resource["Properties"]).ok_or(format!("there is no resource {name}"))
    }
}

struct Scope<'a> {
    document: &'a Value,
    parameters: Map<String, Value>,
}

impl Scope<'_> {
    /// A value without functions; `None` is `AWS::NoValue`, for which the place is left out.
    fn value(&self, value: &Value) -> Result<Option<Value>, String> {
        Ok(Some(match value {
            Value::Array(items) => {
                let items = items.iter().map(|item| self.value(item)).collect::<Result<Vec<_>, _>>()?;
                Value::Array(items.into_iter().flatten().collect())
            }
            Value::Object(map) => {
                if let Some((name, argument)) = map.iter().next().filter(|_| map.len() == 1)
                    && (name == "Ref" || name.starts_with("Fn::"))
                {
                    return self.function(name, argument);
                }
                let mut out = Map::new();
                for (key, content) in map {
                    if let Some(content) = self.value(content)? {
                        out.insert(key.clone(), content);
                    }
                }
                Value::Object(out)
            }
            plain => plain.clone(),
        }))
    }

    fn function(&self, name: &str, argument: &Value) -> Result<Option<Value>, String> {
        let list = argument.as_array().map(Vec::as_slice).unwrap_or_default();
        match (name, list) {
            ("Ref", _) => self.reference(argument.as_str().ok_or("Ref wants a name")?),
            ("Fn::GetAtt", [resource, attribute]) => {
                Ok(Some(json!(format!("{}.{}", text(resource)?, text(attribute)?))))
            }
            ("Fn::Sub", _) => self.substitute(text(argument)?).map(|text| Some(json!(text))),
            ("Fn::Join", [between, parts]) => {
                let parts = self.value(parts)?.unwrap_or_default();
                let parts = parts.as_array().ok_or("Join wants a list")?;
                let parts = parts.iter().map(text).collect::<Result<Vec<_>, _>>()?;
                Ok(Some(json!(parts.join(text(between)?))))
            }
            ("Fn::If", [condition, yes, no]) => self.value(if self.condition(text(condition)?)? { yes } else { no }),
            _ => Err(format!("{name} is not a function that the rehearsal knows")),
        }
    }

    fn reference(&self, name: &str) -> Result<Option<Value>, String> {
        let pseudo = match name {
            "AWS::NoValue" => return Ok(None),
            "AWS::StackName" => "rehearsal",
            "AWS::AccountId" => "123456789012",
            "AWS::Partition" => "aws",
            "AWS::Region" => "us-east-1",
            _ => "",
        };
        if !pseudo.is_empty() {
            return Ok(Some(json!(pseudo)));
        }
        if let Some(value) = self.parameters.get(name) {
            return Ok(Some(value.clone()));
        }
        let resource = name.split('.').next().unwrap_or_default();
        match self.document["Resources"].get(resource) {
            Some(_) => Ok(Some(json!(name))),
            None => Err(format!("there is no {name}")),
        }
    }

    fn substitute(&self, pattern: &str) -> Result<String, String> {
        let mut out = String::new();
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once("${") {
            let (name, after) = after.split_once('}').ok_or("a ${ is not closed")?;
            out.push_str(before);
            out.push_str(text(&self.reference(name)?.unwrap_or_default())?);
            rest = after;
        }
        out.push_str(rest);
        Ok(out)
    }

    fn condition(&self, name: &str) -> Result<bool, String> {
        let rule = self.document["Conditions"].get(name).ok_or(format!("there is no condition {name}"))?;
        self.holds(rule)
    }

    fn holds(&self, rule: &Value) -> Result<bool, String> {
        let (name, argument) =
            rule.as_object().and_then(|map| map.iter().next()).ok_or("a condition is not a function")?;
        let list = argument.as_array().map(Vec::as_slice).unwrap_or_default();
        match (name.as_str(), list) {
            ("Condition", _) => self.condition(text(argument)?),
            ("Fn::Equals", [one, other]) => Ok(self.value(one)? == self.value(other)?),
            ("Fn::Not", [rule]) => Ok(!self.holds(rule)?),
            ("Fn::And", rules) => rules.iter().try_fold(true, |all, rule| Ok(self.holds(rule)? && all)),
            ("Fn::Or", rules) => rules.iter().try_fold(false, |any, rule| Ok(self.holds(rule)? || any)),
            _ => Err(format!("{name} is not a condition that the rehearsal knows")),
        }
    }
}

fn text(value: &Value) -> Result<&str, String> {
    value.as_str().ok_or_else(|| format!("{value} is not a text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "
Parameters:
  Host: { Type: String, Default: '' }
  Ranges: { Type: CommaDelimitedList, Default: '' }
Conditions:
  HasHost: !Not [!Equals [!Ref Host, '']]
  HasBoth: !And [!Condition HasHost, !Not [!Equals [!Join ['', !Ref Ranges], '']]]
Resources:
  Page:
    Type: T
    Properties:
      Name: !Sub '${AWS::StackName}-${Host}'
      List: [one, !If [HasHost, !Ref Host, !Ref AWS::NoValue]]
      Gone: !If [HasBoth, !GetAtt Extra.Arn, !Ref AWS::NoValue]
  Extra: { Type: T, Condition: HasBoth, Properties: { Ranges: !Ref Ranges } }
";

    fn resolved(values: &[(&'static str, &str)]) -> Stack {
        let values = values.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Template::read(SMALL).unwrap().resolve(&values).unwrap()
    }

    #[test]
    fn conditions_leave_out_resources_places_and_items() {
        let stack = resolved(&[]);
        assert_eq!(stack.properties("Page"), Ok(&json!({ "Name": "rehearsal-", "List": ["one"] })));
        assert!(stack.properties("Extra").is_err());
    }

    #[test]
    fn parameters_are_put_in_place() {
        let stack = resolved(&[("Host", "h"), ("Ranges", "a, b")]);
        assert_eq!(
            stack.properties("Page"),
            Ok(&json!({ "Name": "rehearsal-h", "List": ["one", "h"], "Gone": "Extra.Arn" }))
        );
        assert_eq!(stack.properties("Extra"), Ok(&json!({ "Ranges": ["a", "b"] })));
    }

    #[test]
    fn an_unknown_parameter_or_reference_is_an_error() {
        let template = Template::read(SMALL).unwrap();
        assert!(template.resolve(&[("Hots", "h".to_owned())].into()).is_err());
        let broken = Template::read("Parameters: {}\nResources: { A: { Properties: !Ref B } }").unwrap();
        assert!(broken.resolve(&BTreeMap::new()).is_err_and(|problem| problem.contains("there is no B")));
    }

    #[test]
    fn ours_is_small_enough_to_be_sent_as_it_is() {
        assert!(TEMPLATE.len() < 51_200, "a longer one would have to be put into a bucket first");
    }

    #[test]
    fn ours_resolves_with_everything_on_and_everything_off() {
        let template = Template::ours().unwrap();
        let bare = template.resolve(&BTreeMap::new()).unwrap();
        assert!(bare.properties("AccessList").is_err() && bare.properties("LogDelivery").is_err());
        let all = [("WebAcl", "yes"), ("Logging", "yes"), ("AllowedAddresses", "203.0.113.0/24")];
        let full = template.resolve(&all.map(|(name, value)| (name, value.to_owned())).into()).unwrap();
        assert_eq!(full.properties("AccessList").unwrap()["Rules"].as_array().map(Vec::len), Some(3));
        assert_eq!(bare.resources.len() + 7, full.resources.len());
    }

    #[test]
    fn logs_hold_no_field_in_which_a_token_or_a_code_stands() {
        let values = [("WebAcl", "yes".to_owned()), ("Logging", "yes".to_owned())].into();
        let stack = Template::ours().unwrap().resolve(&values).unwrap();
        let fields = stack.properties("LogDelivery").unwrap()["RecordFields"].as_array().unwrap().clone();
        assert!(fields.contains(&json!("cs-uri-stem")) && fields.len() > 10);
        for secret in ["cs-uri-query", "cs(Cookie)", "cs(Referer)"] {
            assert!(!fields.contains(&json!(secret)), "{secret}");
        }
        assert_eq!(stack.properties("Distribution").unwrap().pointer("/DistributionConfig/Logging"), None);
        let list = stack.properties("AccessList").unwrap().to_string();
        assert!(list.contains("\"SampledRequestsEnabled\":false") && !list.contains("\"SampledRequestsEnabled\":true"));
    }

    #[test]
    fn nobody_but_the_distribution_reads_the_bucket() {
        let stack = Template::ours().unwrap().resolve(&BTreeMap::new()).unwrap();
        let block = &stack.properties("PageBucket").unwrap()["PublicAccessBlockConfiguration"];
        assert!(block.as_object().is_some_and(|block| block.len() == 4 && block.values().all(|is| *is == json!(true))));
        let policy = stack.properties("PageBucketPolicy").unwrap();
        for statement in policy["PolicyDocument"]["Statement"].as_array().unwrap() {
            if statement["Effect"] == "Allow" {
                assert_eq!(statement["Principal"], json!({ "Service": "cloudfront.amazonaws.com" }));
                let source = &statement["Condition"]["StringEquals"]["AWS:SourceArn"];
                assert_eq!(source, "arn:aws:cloudfront::123456789012:distribution/Distribution");
            }
        }
        let access = &stack.properties("PageAccess").unwrap()["OriginAccessControlConfig"];
        assert_eq!((&access["SigningBehavior"], &access["SigningProtocol"]), (&json!("always"), &json!("sigv4")));
    }
}
