//! Where briefs go.

/// A place in a server that a brief can be posted to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// Into this thread or channel, as it is.
    Inside(u64),
    /// Into a new thread below this text channel.
    NewThread(u64),
    /// As a new post in this forum, with these tags.
    Forum {
        /// The forum.
        channel: u64,
        /// Ids of tags, at most as many as the platform allows.
        tags: Vec<u64>,
    },
}

impl Place {
    /// The channel, thread or forum that was chosen.
    #[must_use]
    pub fn channel(&self) -> u64 {
        match self {
            Self::Inside(channel) | Self::NewThread(channel) | Self::Forum { channel, .. } => *channel,
        }
    }

    /// As a column holds it.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Inside(channel) => format!("inside {channel}"),
            Self::NewThread(channel) => format!("new-thread {channel}"),
            Self::Forum { channel, tags } => {
                let tags: Vec<String> = tags.iter().map(|tag| format!(" {tag}")).collect();
                format!("forum {channel}{}", tags.concat())
            }
        }
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let kind = words.next()?;
        let channel = words.next()?.parse().ok()?;
        let tags = words.map(|tag| tag.parse().ok()).collect::<Option<Vec<u64>>>()?;
        match kind {
            "inside" if tags.is_empty() => Some(Self::Inside(channel)),
            "new-thread" if tags.is_empty() => Some(Self::NewThread(channel)),
            "forum" => Some(Self::Forum { channel, tags }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_comes_back_as_it_was_written() {
        for place in [
            Place::Inside(1),
            Place::NewThread(u64::MAX),
            Place::Forum { channel: 3, tags: vec![] },
            Place::Forum { channel: 3, tags: vec![4, 5] },
        ] {
            assert_eq!(Place::read(&place.text()), Some(place));
        }
        assert_eq!(Place::read("inside 1 2"), None);
    }
}
