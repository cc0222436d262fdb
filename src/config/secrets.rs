//! Secrets that stand in files, which neither `ps` nor a crash report shows: named by a variable that ends in `_FILE`, as
//! containers have them, or in the folder that systemd makes of `LoadCredential=`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::problems::ConfigProblem;
use super::variables::{CREDENTIALS_DIRECTORY, DATABASE_URL, DATABASE_URL_FILE, TOKEN, TOKEN_FILE};

/// A secret: the variable that it can stand in, the one that can name its file, and the file's name among systemd's
/// credentials.
struct Secret {
    variable: &'static str,
    file: &'static str,
    credential: &'static str,
}

const SECRETS: [Secret; 2] = [
    Secret { variable: TOKEN, file: TOKEN_FILE, credential: "discord_token" },
    Secret { variable: DATABASE_URL, file: DATABASE_URL_FILE, credential: "database_url" },
];

/// Larger files hold something else.
const MAX_BYTES: u64 = 16 * 1024;

/// Puts secrets that stand in files where their variables would be.
pub(super) fn read_secrets(
    variables: &mut BTreeMap<String, String>,
    problems: &mut Vec<ConfigProblem>,
    warnings: &mut Vec<String>,
) {
    for secret in SECRETS {
        let set = |name: &str| variables.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
        let credential = set(CREDENTIALS_DIRECTORY).map(|folder| Path::new(folder).join(secret.credential));
        let mut ways: Vec<(String, Option<PathBuf>)> = Vec::new();
        ways.extend(set(secret.variable).map(|_| (secret.variable.to_owned(), None)));
        ways.extend(set(secret.file).map(|path| (secret.file.to_owned(), Some(PathBuf::from(path)))));
        // The folder may hold other credentials and not this one.
        ways.extend(
            credential
                .filter(|path| path.exists())
                .map(|path| (format!("credential {}", secret.credential), Some(path))),
        );
        match ways.as_slice() {
            [] | [(_, None)] => {}
            [(given_by, Some(path))] => match read(path) {
                Ok(value) => {
                    warnings.extend(is_open(path).then(|| open_warning(secret.variable, path)));
                    variables.insert(secret.variable.to_owned(), value);
                }
                Err(reason) => problems.push(ConfigProblem::SecretFile {
                    name: secret.variable,
                    given_by: given_by.clone(),
                    file: path.display().to_string(),
                    reason,
                }),
            },
            [(first, _), (second, _), ..] => problems.push(ConfigProblem::Twice {
                name: secret.variable,
                first: first.clone(),
                second: second.clone(),
            }),
        }
    }
}

/// The one line of a file, without the line's end that editors put there.
fn read(path: &Path) -> Result<String, String> {
    let found = fs::metadata(path).map_err(|error| error.to_string())?;
    if !found.is_file() {
        return Err("it is no ordinary file".to_owned());
    }
    if found.len() > MAX_BYTES {
        return Err(format!("it holds {} bytes, which is more than a secret", found.len()));
    }
    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    let text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned())?;
    let line = text.trim_start_matches('\u{feff}').trim_end_matches(['\r', '\n']);
    match line {
        line if line.trim().is_empty() => Err("it is empty".to_owned()),
        line if line.contains(char::is_control) => {
            Err("it holds more than one line: write the secret alone into it".to_owned())
        }
        line => Ok(line.to_owned()),
    }
}

/// Whether everybody on the machine can read a file.
fn is_open(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        const READ_BY_OTHERS: u32 = 0o004;
        fs::metadata(path).is_ok_and(|found| found.permissions().mode() & READ_BY_OTHERS != 0)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

fn open_warning(variable: &str, path: &Path) -> String {
    let path = path.display();
    format!("the file {path}, which holds {variable}, can be read by everybody on this machine: chmod o-rwx {path}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD_TOKEN: &str = "MTIzNDU2Nzg5MDEyMzQ1Njc4.G1x2y3.abcdefghijklmnopqrstuvwxyz-_0123456789AB";

    /// What becomes of variables: the token, the problems and the warnings.
    fn told(given: &[(&str, &str)]) -> (Option<String>, Vec<String>, Vec<String>) {
        let mut variables = given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let (mut problems, mut warnings) = (Vec::new(), Vec::new());
        read_secrets(&mut variables, &mut problems, &mut warnings);
        (variables.remove(TOKEN), problems.iter().map(ToString::to_string).collect(), warnings)
    }

    fn file(folder: &Path, name: &str, content: &[u8]) -> String {
        let path = folder.join(name);
        fs::write(&path, content).unwrap();
        close(&path, 0o600);
        path.display().to_string()
    }

    fn close(path: &Path, mode: u32) {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        }
        let _ = (path, mode);
    }

    #[test]
    fn the_end_of_the_line_is_no_part_of_a_secret() {
        let folder = tempfile::tempdir().unwrap();
        for content in ["", "\n", "\r\n", "\n\n"].map(|end| format!("{GOOD_TOKEN}{end}")) {
            let path = file(folder.path(), "token", content.as_bytes());
            assert_eq!(told(&[(TOKEN_FILE, &path)]), (Some(GOOD_TOKEN.to_owned()), Vec::new(), Vec::new()));
        }
        let marked = file(folder.path(), "token", format!("\u{feff}{GOOD_TOKEN}\r\n").as_bytes());
        assert_eq!(told(&[(TOKEN_FILE, &marked)]).0.as_deref(), Some(GOOD_TOKEN));
    }

    #[test]
    fn a_file_that_holds_no_secret_is_refused_without_what_is_in_it() {
        let folder = tempfile::tempdir().unwrap();
        for (content, why) in [
            (format!("{GOOD_TOKEN}\n{GOOD_TOKEN}\n").into_bytes(), "more than one line"),
            (format!("DISCORD_TOKEN={GOOD_TOKEN}\nA=b").into_bytes(), "more than one line"),
            (b"\n".to_vec(), "it is empty"),
            (b"a\xff".to_vec(), "not UTF-8"),
            (vec![b'a'; 20_000], "20000 bytes"),
        ] {
            let path = file(folder.path(), "token", &content);
            let (token, problems, _) = told(&[(TOKEN_FILE, &path)]);
            assert!(token.is_none() && problems.len() == 1, "{problems:?}");
            assert!(problems[0].contains(why) && !problems[0].contains(GOOD_TOKEN), "{problems:?}");
        }
        for path in [folder.path().display().to_string(), folder.path().join("none").display().to_string()] {
            let (_, problems, _) = told(&[(TOKEN_FILE, &path)]);
            assert!(
                problems[0].starts_with(&format!("DISCORD_TOKEN_FILE names the file {path}, which")),
                "{problems:?}"
            );
        }
    }

    #[test]
    fn a_secret_is_given_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = file(folder.path(), "discord_token", GOOD_TOKEN.as_bytes());
        let credentials = folder.path().display().to_string();
        let credentials = (CREDENTIALS_DIRECTORY, credentials.as_str());
        assert_eq!(told(&[credentials]).0.as_deref(), Some(GOOD_TOKEN));
        // A variable that is set to nothing is one that is not set.
        assert_eq!(told(&[credentials, (TOKEN, " ")]).0.as_deref(), Some(GOOD_TOKEN));
        for (given, sentence) in [
            ([(TOKEN, GOOD_TOKEN), (TOKEN_FILE, &path)], "by DISCORD_TOKEN and by DISCORD_TOKEN_FILE: remove"),
            ([(TOKEN, GOOD_TOKEN), credentials], "by DISCORD_TOKEN and by credential discord_token: remove"),
            ([(TOKEN_FILE, &path), credentials], "by DISCORD_TOKEN_FILE and by credential discord_token: remove"),
        ] {
            let (_, problems, _) = told(&given);
            assert!(problems.len() == 1 && problems[0].contains(sentence), "{problems:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_everybody_can_read_is_warned_of() {
        let folder = tempfile::tempdir().unwrap();
        let path = file(folder.path(), "token", GOOD_TOKEN.as_bytes());
        for (mode, warns) in [(0o600, false), (0o640, false), (0o644, true)] {
            close(Path::new(&path), mode);
            let (token, _, warnings) = told(&[(TOKEN_FILE, &path)]);
            assert_eq!((token.as_deref(), warnings.len()), (Some(GOOD_TOKEN), usize::from(warns)), "{mode:o}");
        }
    }
}
