//! The server's flags.

use skillscope::sandbox::fault::FaultRule;
use skillscope::sandbox::{CorsMode, Options};

/// What is printed when a flag is not understood.
pub const USAGE: &str = "sandbox [--port N] [--seed N] [--origin ORIGIN]… [--client-id ID] [--redirect-uri URI]…
        [--rate PER_SECOND] [--burst N] [--retry-after SECONDS] [--latency-ms MS] [--max-results-cap N]
        [--token-life-s SECONDS] [--cors expose|expose-none|refuse] [--refuse-implicit] [--no-control]
        [--fault FAULT[*TIMES][@PATH-PART]]…
--port 0 takes any free port. Without --origin, the page on the port below may call; without --redirect-uri,
sign-in returns to /callback there. Faults are listed in src/sandbox/fault.rs.";

/// The flags, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Flags {
    /// The port on 127.0.0.1.
    pub port: u16,
    /// The sandbox's options.
    pub options: Options,
}

impl Flags {
    /// Reads flags as `--name value` or `--name=value`.
    ///
    /// # Errors
    /// A sentence about the first flag that is not understood.
    pub fn read(arguments: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let mut flags = Self { port: 8081, options: Options::default() };
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            let (name, inline) = match argument.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                None => (argument, None),
            };
            match (name.as_str(), &inline) {
                ("--refuse-implicit", None) => flags.options.knobs.refuse_implicit = true,
                ("--no-control", None) => flags.options.control = false,
                _ => {
                    let value = inline.or_else(|| arguments.next()).ok_or(format!("{name} needs a value."))?;
                    flags.set(&name, &value)?;
                }
            }
        }
        flags.options.knobs.check()?;
        flags.assume_neighbour();
        Ok(flags)
    }

    /// Without an origin or a redirect address, the page on the port below is the one that may call.
    fn assume_neighbour(&mut self) {
        let app_port = self.port.saturating_sub(1);
        let origins = ["127.0.0.1", "localhost"].map(|host| format!("http://{host}:{app_port}"));
        let options = &mut self.options;
        if options.allowed_origins.is_empty() {
            options.allowed_origins.extend(origins);
        }
        if options.redirect_uris.is_empty() {
            options.redirect_uris = options.allowed_origins.iter().map(|origin| format!("{origin}/callback")).collect();
        }
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        fn number<T: std::str::FromStr>(name: &str, value: &str) -> Result<T, String> {
            value.parse().map_err(|_| format!("{name} needs a number, not {value}."))
        }
        let options = &mut self.options;
        let knobs = &mut options.knobs;
        match name {
            "--port" => self.port = number(name, value)?,
            "--seed" => options.seed = number(name, value)?,
            "--origin" => options.allowed_origins.push(value.trim_end_matches('/').to_owned()),
            "--client-id" => value.clone_into(&mut options.client_id),
            "--redirect-uri" => options.redirect_uris.push(value.to_owned()),
            "--rate" => knobs.rate_per_s = number(name, value)?,
            "--burst" => knobs.burst = number(name, value)?,
            "--retry-after" => knobs.retry_after_s = Some(number(name, value)?),
            "--latency-ms" => knobs.latency_ms = number(name, value)?,
            "--max-results-cap" => knobs.max_results_cap = Some(number(name, value)?),
            "--token-life-s" => knobs.token_life_s = number(name, value)?,
            "--cors" => {
                knobs.cors = CorsMode::parse(value).ok_or_else(|| format!("--cors has no mode {value}."))?;
            }
            "--fault" => {
                knobs.faults.push(FaultRule::parse(value).ok_or_else(|| format!("--fault has no fault {value}."))?);
            }
            _ => return Err(format!("There is no flag {name}.")),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Flags, String> {
        Flags::read(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn flags_are_read_in_both_forms() {
        let flags = read(
            "--port 0 --origin http://127.0.0.1:1/ --origin=http://127.0.0.1:2 --rate=50 --burst 5 --cors refuse \
             --max-results-cap 50 --fault 500*2@/metrics --refuse-implicit --redirect-uri http://127.0.0.1:1/callback?a=b",
        )
        .unwrap();
        assert_eq!(flags.port, 0);
        assert_eq!(flags.options.allowed_origins, ["http://127.0.0.1:1", "http://127.0.0.1:2"]);
        assert_eq!(flags.options.redirect_uris, ["http://127.0.0.1:1/callback?a=b"]);
        let knobs = flags.options.knobs;
        assert_eq!((knobs.rate_per_s, knobs.burst, knobs.cors), (50.0, 5, CorsMode::Refuse));
        assert_eq!((knobs.max_results_cap, knobs.faults.len(), knobs.refuse_implicit), (Some(50), 1, true));
    }

    #[test]
    fn the_page_on_the_port_below_may_call_unless_others_are_named() {
        let options = read("--port 8081").unwrap().options;
        assert!(options.allowed_origins.contains(&"http://127.0.0.1:8080".to_owned()));
        assert!(options.redirect_uris.contains(&"http://127.0.0.1:8080/callback".to_owned()));
        let options = read("--port 8081 --origin http://127.0.0.1:9000").unwrap().options;
        assert_eq!(options.allowed_origins, ["http://127.0.0.1:9000"]);
        assert_eq!(options.redirect_uris, ["http://127.0.0.1:9000/callback"]);
    }

    #[test]
    fn what_is_no_flag_is_said() {
        for bad in [
            "--prot 1",
            "--port x",
            "--port",
            "--rate 0",
            "--max-results-cap 0",
            "--cors maybe",
            "--fault boom",
            "8080",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
