//! `deploy`: uploads a packed page in an order in which every moment serves a whole page, and makes the stack for it.

use super::store::Aws;
use super::template::{TEMPLATE, Template};
use super::upload;
use crate::csp::{self, Place};
use crate::{bundle, config, page, root, say};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Where CloudFront's certificates, web ACLs and log deliveries live.
const REGION: &str = "us-east-1";
/// How many commands of one stage run at once.
const AT_ONCE: usize = 3;

/// What `deploy` was asked for.
#[derive(Default)]
pub struct Order {
    /// The packed page; `dist/` where nothing is named.
    pub folder: Option<PathBuf>,
    /// A stack to make or to bring up to date first.
    pub stack: Option<String>,
    /// Parameters of that stack, each `NAME=VALUE`.
    pub parameters: Vec<String>,
    /// A bucket to upload to; the stack's where a stack is named.
    pub bucket: Option<String>,
    /// A distribution to invalidate.
    pub distribution: Option<String>,
    /// Another S3 than Amazon's.
    pub endpoint: Option<String>,
    /// Only print the commands.
    pub dry: bool,
}

/// Carries an order out.
pub fn deploy(order: &Order) -> Result<(), String> {
    let folder = order.folder.clone().unwrap_or_else(|| root::repository().join("dist"));
    let policy = policy_of(&folder)?;
    let aws = Aws::new(order.endpoint.clone(), order.dry)?;
    let mut bucket = order.bucket.clone();
    let mut distribution = order.distribution.clone();
    if let Some(stack) = &order.stack {
        aws.run(&stack_words(stack, &policy, &order.parameters)?)?;
        let said = aws.read(&output_words(stack))?;
        let output = |name: &str| if order.dry { Some(format!("{name}-of-{stack}")) } else { output(&said, name) };
        bucket = bucket.or_else(|| output("Bucket"));
        distribution = distribution.or_else(|| output("DistributionId"));
        if let Some(address) = output("Address").filter(|_| !order.dry) {
            say::note(&format!("The page is at {address} once CloudFront has spread the stack, in some minutes"));
        }
    }
    let bucket = bucket.ok_or("name a bucket (--bucket NAME) or a stack (--stack NAME)")?;
    upload(&aws, &folder, &bucket)?;
    if let Some(id) = distribution {
        aws.run(&invalidation_words(&id))?;
    }
    Ok(())
}

/// Uploads a packed page stage by stage. Nothing is deleted: a tab that is open goes on with the files of its release.
fn upload(aws: &Aws, folder: &Path, bucket: &str) -> Result<(), String> {
    upload_stages(aws, folder, bucket, "", &bundle::files(folder, "")?)
}

/// The same for all the pages in a folder of folders that hold these files, with as many commands as for one.
pub fn upload_all(aws: &Aws, pages: &Path, bucket: &str, names: &[String]) -> Result<(), String> {
    upload_stages(aws, pages, bucket, "*/", names)
}

fn upload_stages(aws: &Aws, folder: &Path, bucket: &str, within: &str, names: &[String]) -> Result<(), String> {
    for stage in upload::plan(names)? {
        let what = format!("Uploading {} ({})", stage.title, stage.uploads.len());
        // Commands spend most of their time waiting; those of a dry run stay in order.
        let at_once = if aws.is_dry() { 1 } else { AT_ONCE };
        say::step(&what, || {
            stage.groups().chunks(at_once).try_for_each(|groups| {
                std::thread::scope(|scope| {
                    let mut running = Vec::new();
                    for group in groups {
                        running.push(scope.spawn(move || aws.put(folder, bucket, within, group)));
                    }
                    let mut ended = running.into_iter().map(|thread| thread.join());
                    ended.try_for_each(|end| end.unwrap_or_else(|_| Err("a command failed".to_owned())))
                })
            })
        })?;
    }
    Ok(())
}

/// The policy that the headers must carry for a packed page, which is for its configuration and stands in the page too.
fn policy_of(folder: &Path) -> Result<String, String> {
    let origins = csp::origins(&config::read(&folder.join("config.json"))?)?;
    let file = folder.join("index.html");
    let html = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    if page::policy(&html) == Some(csp::meta(&origins, Place::Deployed)) {
        Ok(csp::header(&origins, Place::Deployed))
    } else {
        Err(format!(
            "the policy in {} is not that of config.json beside it: run `cargo xtask dist --config FILE`",
            file.display()
        ))
    }
}

fn stack_words(stack: &str, policy: &str, parameters: &[String]) -> Result<Vec<String>, String> {
    let template = Template::read(TEMPLATE)?;
    let file = root::repository().join("deploy/template.yaml");
    let mut words =
        ["cloudformation", "deploy", "--region", REGION, "--no-fail-on-empty-changeset"].map(str::to_owned).to_vec();
    words.extend(["--stack-name", stack, "--template-file", &file.to_string_lossy()].map(str::to_owned));
    words.extend(["--parameter-overrides".to_owned(), format!("ContentSecurityPolicy={policy}")]);
    for parameter in parameters {
        let (name, _) = parameter.split_once('=').ok_or(format!("`{parameter}`: a parameter is NAME=VALUE"))?;
        if name == "ContentSecurityPolicy" || template.at(&format!("/Parameters/{name}")).is_none() {
            return Err(format!("the template takes no {name} from you; its parameters are in deploy/README.md"));
        }
        words.push(parameter.clone());
    }
    Ok(words)
}

fn output_words(stack: &str) -> Vec<String> {
    ["cloudformation", "describe-stacks", "--region", REGION, "--output", "json", "--stack-name", stack]
        .map(str::to_owned)
        .to_vec()
}

fn invalidation_words(distribution: &str) -> Vec<String> {
    let mut words = ["cloudfront", "create-invalidation", "--distribution-id", distribution, "--paths"].to_vec();
    words.extend(["/", "/index.html", "/config.json"]);
    words.into_iter().map(str::to_owned).collect()
}

/// An output of a stack, from what `describe-stacks` said.
fn output(said: &str, name: &str) -> Option<String> {
    let said: Value = serde_json::from_str(said).ok()?;
    let outputs = said.pointer("/Stacks/0/Outputs")?.as_array()?;
    outputs.iter().find(|output| output["OutputKey"] == name)?["OutputValue"].as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stack_gets_the_policy_and_only_parameters_that_the_template_has() {
        let words = stack_words("s", "default-src 'none'", &["WebAcl=yes".to_owned()]).unwrap();
        assert_eq!(words[words.len() - 2..], ["ContentSecurityPolicy=default-src 'none'", "WebAcl=yes"]);
        for bad in ["WebACL=yes", "WebAcl", "ContentSecurityPolicy=*"] {
            assert!(stack_words("s", "p", &[bad.to_owned()]).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_outputs_of_a_stack_are_read() {
        let said = r#"{"Stacks":[{"Outputs":[{"OutputKey":"Bucket","OutputValue":"b"}]}]}"#;
        assert_eq!(output(said, "Bucket").as_deref(), Some("b"));
        assert_eq!(output(said, "Address"), None);
        assert_eq!(output("", "Bucket"), None);
    }

    #[test]
    fn a_page_whose_policy_is_not_its_configurations_is_not_deployed() {
        let folder = std::env::temp_dir().join(format!("skillscope-deploy-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let shipped = root::repository().join("public/config.json");
        std::fs::copy(&shipped, folder.join("config.json")).unwrap();
        let origins = csp::origins(&config::read(&shipped).unwrap()).unwrap();
        let write = |meta: &str| {
            let html = "<head>\n<!-- xtask: policy -->\n</head>";
            std::fs::write(folder.join("index.html"), page::set_policy(html, meta).unwrap()).unwrap();
        };
        write(&csp::meta(&origins, Place::Deployed));
        assert_eq!(policy_of(&folder), Ok(csp::header(&origins, Place::Deployed)));
        write(&csp::meta(&origins, Place::Loopback));
        assert!(policy_of(&folder).is_err());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
