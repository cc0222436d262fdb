//! The `.env` file in the working folder.

use std::collections::BTreeMap;
use std::path::Path;

use super::problems::ConfigProblem;

/// The variables of a `.env` file; none if there is no such file.
pub(super) fn read_file(path: &Path, problems: &mut Vec<ConfigProblem>) -> BTreeMap<String, String> {
    let mut variables = BTreeMap::new();
    let mut problem = |reason: String| {
        problems.push(ConfigProblem::File { file: path.display().to_string(), reason });
    };
    match dotenvy::from_path_iter(path) {
        Ok(lines) => {
            for line in lines {
                match line {
                    Ok((name, value)) => drop(variables.insert(name, value)),
                    // The message of a line that cannot be parsed quotes the line, and with it perhaps the token.
                    Err(dotenvy::Error::LineParse(..)) => {
                        problem(
                            "a line is not of the form NAME=value (quote a value that holds spaces or #)".to_owned(),
                        );
                    }
                    Err(dotenvy::Error::Io(error)) => {
                        problem(error.to_string());
                        break;
                    }
                    Err(_) => problem("a line cannot be understood".to_owned()),
                }
            }
        }
        Err(dotenvy::Error::Io(error)) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(dotenvy::Error::Io(error)) => problem(error.to_string()),
        Err(_) => problem("it is not a file of NAME=value lines".to_owned()),
    }
    variables
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{ConfigProblems, LOG, TOKEN};

    const GOOD_TOKEN: &str = "MTIzNDU2Nzg5MDEyMzQ1Njc4.G1x2y3.abcdefghijklmnopqrstuvwxyz-_0123456789AB";

    #[test]
    fn a_broken_line_of_a_file_is_told_without_its_content() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".env");
        std::fs::write(&path, format!("DATUM_LOG=warn\n{TOKEN} {GOOD_TOKEN} x\n")).unwrap();
        let mut problems = Vec::new();
        let variables = read_file(&path, &mut problems);
        assert_eq!(variables.get(LOG).map(String::as_str), Some("warn"));
        let text = ConfigProblems(problems).to_string();
        assert!(text.contains("NAME=value") && !text.contains(GOOD_TOKEN), "{text}");
    }
}
