//! YAML as CloudFormation reads it: the short forms of its functions (`!Ref X`) become the long ones (`{"Ref": "X"}`).

use saphyr::{LoadableYamlNode as _, Scalar, Yaml};
use serde_json::{Map, Value, json};

/// Reads a document of one value.
pub fn read(text: &str) -> Result<Value, String> {
    let documents = Yaml::load_from_str(text).map_err(|error| error.to_string())?;
    match documents.as_slice() {
        [document] => value(document),
        _ => Err("it holds more or less than one document".to_owned()),
    }
}

fn value(node: &Yaml<'_>) -> Result<Value, String> {
    Ok(match node {
        Yaml::Value(Scalar::Null) => Value::Null,
        Yaml::Value(Scalar::Boolean(is)) => json!(is),
        Yaml::Value(Scalar::Integer(number)) => json!(number),
        Yaml::Value(Scalar::FloatingPoint(number)) => json!(number.into_inner()),
        Yaml::Value(Scalar::String(text)) => json!(text),
        Yaml::Sequence(items) => Value::Array(items.iter().map(value).collect::<Result<_, _>>()?),
        Yaml::Mapping(entries) => {
            let mut map = Map::new();
            for (key, content) in entries {
                let key = key.as_str().ok_or("a key is not a text")?;
                map.insert(key.to_owned(), value(content)?);
            }
            Value::Object(map)
        }
        Yaml::Tagged(tag, content) => function(&tag.suffix, value(content)?),
        Yaml::Representation(..) | Yaml::Alias(_) | Yaml::BadValue => {
            return Err("it has a value that cannot be read".to_owned());
        }
    })
}

/// The long form of a function.
fn function(name: &str, argument: Value) -> Value {
    match (name, &argument) {
        ("Ref" | "Condition", _) => json!({ name: argument }),
        ("GetAtt", Value::String(text)) => match text.split_once('.') {
            Some((resource, attribute)) => json!({ "Fn::GetAtt": [resource, attribute] }),
            None => json!({ "Fn::GetAtt": [text] }),
        },
        _ => json!({ format!("Fn::{name}"): argument }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_become_long_ones_and_quoted_words_stay_texts() {
        let text =
            "a: !Ref B\nc: !GetAtt D.E.F\ng: !If [H, !Sub '${I}', [1, true]]\nj: 'no'\nk: no\nl: |\n  two\n  lines\n";
        assert_eq!(
            read(text).unwrap(),
            json!({
                "a": { "Ref": "B" },
                "c": { "Fn::GetAtt": ["D", "E.F"] },
                "g": { "Fn::If": ["H", { "Fn::Sub": "${I}" }, [1, true]] },
                "j": "no",
                "k": "no",
                "l": "two\nlines\n",
            })
        );
    }

    #[test]
    fn what_is_no_yaml_or_says_a_thing_twice_is_refused() {
        assert!(read("a: 1\na: 2\n").is_err());
        assert!(read("a: [1").is_err());
    }
}
