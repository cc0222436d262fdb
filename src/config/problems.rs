//! What can be wrong with the environment, as sentences that name the variable and never its value.

use std::fmt;

/// All that is wrong with the environment, one sentence each.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub struct ConfigProblems(pub Vec<ConfigProblem>);

impl fmt::Display for ConfigProblems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, problem) in self.0.iter().enumerate() {
            if position > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

/// One thing that is wrong with the environment.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigProblem {
    /// The token is missing.
    #[error(
        "DISCORD_TOKEN is not set: copy the bot token from the application's Bot page at https://discord.com/developers/applications into the environment or a .env file{hint}"
    )]
    TokenMissing {
        /// A variable that looks like a misspelling of it, as a sentence, or empty.
        hint: String,
    },
    /// The token does not look like one.
    #[error(
        "DISCORD_TOKEN does not look like a bot token, which is three parts of letters, digits, - and _ with dots between them: copy it again from the application's Bot page (it is neither the client secret nor the public key)"
    )]
    TokenMalformed,
    /// A variable that is not known.
    #[error("{name} is not a variable of this program{hint}: correct or remove it")]
    Unknown {
        /// The variable.
        name: String,
        /// The known one that it resembles, as a clause, or empty.
        hint: String,
    },
    /// A variable with a value that cannot be used.
    #[error("{name} must be {expected}")]
    Value {
        /// The variable.
        name: &'static str,
        /// What it must be, with an example.
        expected: &'static str,
    },
    /// The variable's bytes are no text.
    #[error("{0} is not valid UTF-8: type its value again")]
    NotText(String),
    /// A secret is given in two ways.
    #[error("{name} is given twice, by {first} and by {second}: remove one of them")]
    Twice {
        /// The variable that the secret could stand in.
        name: &'static str,
        /// How it is given.
        first: String,
        /// How else it is given.
        second: String,
    },
    /// The file that a secret stands in cannot be used.
    #[error("{given_by} names the file {file}, which cannot be used: {reason}")]
    SecretFile {
        /// The variable that the secret could stand in.
        name: &'static str,
        /// What names the file.
        given_by: String,
        /// The file.
        file: String,
        /// Why, without what is in it.
        reason: String,
    },
    /// The `.env` file cannot be read.
    #[error("the file {file} cannot be read: {reason}")]
    File {
        /// Its path.
        file: String,
        /// What the reader said, without the content.
        reason: String,
    },
}

impl ConfigProblem {
    /// Whether it concerns the value of this variable.
    #[must_use]
    pub fn is_about(&self, variable: &str) -> bool {
        match self {
            Self::TokenMissing { .. } | Self::TokenMalformed => variable == super::TOKEN,
            Self::Value { name, .. } | Self::Twice { name, .. } | Self::SecretFile { name, .. } => *name == variable,
            Self::NotText(name) => name == variable,
            Self::Unknown { .. } | Self::File { .. } => false,
        }
    }
}
