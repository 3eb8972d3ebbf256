//! The bucket, through the AWS CLI; and a local S3 to rehearse with.

use super::python;
use super::upload::Upload;
use crate::process::{self, Server};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Who carries out the commands of the AWS CLI.
pub struct Aws {
    program: PathBuf,
    /// Another S3 than Amazon's.
    endpoint: Option<String>,
    /// Only say what would be run.
    dry: bool,
    /// For a local S3, credentials that mean nothing.
    made_up: bool,
}

impl Aws {
    /// The AWS CLI with the credentials that it finds itself.
    pub fn new(endpoint: Option<String>, dry: bool) -> Result<Self, String> {
        let program = if dry { PathBuf::from("aws") } else { python::aws()? };
        Ok(Self { program, endpoint, dry, made_up: false })
    }

    /// The AWS CLI of `deploy/requirements.txt` for a local S3.
    fn local(endpoint: String) -> Result<Self, String> {
        let program = python::programs()?.join("aws");
        Ok(Self { program, endpoint: Some(endpoint), dry: false, made_up: true })
    }

    /// Whether it only says what would be run.
    pub fn is_dry(&self) -> bool {
        self.dry
    }

    /// Uploads objects of one kind from a folder. `within` is a pattern of the folders in it that hold them.
    pub fn put(&self, folder: &Path, bucket: &str, within: &str, group: &[&Upload]) -> Result<(), String> {
        self.run(&put_words(folder, bucket, within, group))
    }

    /// Says or does what some words ask for.
    pub fn run(&self, words: &[String]) -> Result<(), String> {
        if self.dry {
            println!("aws {}", words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" "));
            return Ok(());
        }
        process::run(&mut self.command(words))
    }

    /// What some words answer; nothing in a dry run.
    pub fn read(&self, words: &[String]) -> Result<String, String> {
        if self.dry {
            self.run(words)?;
            return Ok(String::new());
        }
        process::read(&mut self.command(words))
    }

    fn command(&self, words: &[String]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(words).env("AWS_PAGER", "");
        if let Some(endpoint) = &self.endpoint {
            command.args(["--endpoint-url", endpoint]);
        }
        if self.made_up {
            for name in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] {
                command.env(name, "rehearsal");
            }
            for name in ["AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"] {
                command.env_remove(name);
            }
            command.env("AWS_DEFAULT_REGION", "us-east-1").env("AWS_EC2_METADATA_DISABLED", "true");
        }
        command
    }
}

fn put_words(folder: &Path, bucket: &str, within: &str, group: &[&Upload]) -> Vec<String> {
    let mut words: Vec<String> =
        ["s3", "cp", &folder.to_string_lossy(), &format!("s3://{bucket}/")].map(str::to_owned).into();
    words.extend(["--recursive", "--only-show-errors", "--exclude", "*"].map(str::to_owned));
    for upload in group {
        words.extend(["--include".to_owned(), format!("{within}{}", upload.name)]);
    }
    if let Some(first) = group.first() {
        words.extend(["--content-type", first.media_type, "--cache-control", first.cache].map(str::to_owned));
        words.extend(first.coding.into_iter().flat_map(|coding| ["--content-encoding".to_owned(), coding.to_owned()]));
    }
    words
}

/// A word as a shell would want it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,@".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// A local S3, ended when the value is dropped.
pub struct LocalStore {
    port: u16,
    _server: Server,
    /// The AWS CLI, made to ask it.
    pub aws: Aws,
}

impl LocalStore {
    /// Starts it on a port.
    pub fn start(port: u16) -> Result<Self, String> {
        let mut command = Command::new(python::programs()?.join("moto_server"));
        command.args(["-H", "127.0.0.1", "-p", &port.to_string()]).stdout(Stdio::null()).stderr(Stdio::null());
        let mut server = Server::start("the local S3", &mut command)?;
        server.wait_for(port)?;
        Ok(Self { port, _server: server, aws: Aws::local(format!("http://127.0.0.1:{port}"))? })
    }

    /// Makes a bucket and says where its objects are read.
    pub fn bucket(&self, name: &str) -> Result<String, String> {
        self.aws.run(&["s3", "mb", &format!("s3://{name}")].map(str::to_owned))?;
        Ok(format!("http://127.0.0.1:{}/{name}", self.port))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_one_command_that_names_its_objects_and_their_headers() {
        let upload = |name: &str| Upload {
            name: name.to_owned(),
            media_type: "text/javascript; charset=utf-8",
            cache: "no-cache",
            coding: Some("br"),
        };
        let (one, other) = (upload("a.js.br"), upload("b.js.br"));
        let words = put_words(Path::new("dist"), "bucket", "", &[&one, &other]);
        let line = words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ");
        assert_eq!(
            line,
            "s3 cp dist s3://bucket/ --recursive --only-show-errors --exclude '*' --include a.js.br --include b.js.br \
             --content-type 'text/javascript; charset=utf-8' --cache-control no-cache --content-encoding br"
        );
    }

    #[test]
    fn a_word_comes_through_a_shell_as_it_is() {
        assert_eq!(quoted("default-src 'none'"), "'default-src '\\''none'\\'''");
        assert_eq!(quoted(""), "''");
    }
}
