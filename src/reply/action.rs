//! What can be done with a reply: a button's label, its token, and what a press gives.
//!
//! A token holds ids only, so that a button works after a restart and on any process that has the same packs.

use crate::figure::{Language, PartialDate};
use crate::pack::Catalog;

use super::card::Card;
use super::cite::Format;
use super::shown::{self, Shown};
use super::sketch::Sketch;
use super::{pages, say};

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Show the sources of a figure in full.
    Sources {
        /// The figure's id.
        figure: Box<str>,
    },
    /// Show a citation of a figure to copy, in the format that its language's press uses.
    Cite {
        /// The figure's id.
        figure: Box<str>,
    },
    /// Show a citation of a figure to copy, in a format.
    CiteAs {
        /// The figure's id.
        figure: Box<str>,
        /// In which format.
        format: Format,
    },
    /// Show what a metric means.
    Define {
        /// The metric's id.
        metric: Box<str>,
    },
    /// Follow a figure over time.
    Trend {
        /// The figure's id.
        figure: Box<str>,
        /// The date as of which it is followed.
        as_of: Option<PartialDate>,
    },
    /// Hand over the figures of a reply as a table.
    Csv(Shown),
    /// Show how the calculations of a reply follow from its figures.
    Working(Shown),
    /// Draw the figures of a reply.
    Chart(Sketch),
    /// Show all that a short reply leaves out.
    More(Sketch),
    /// Post this reply where everybody sees it. The renderer offers it under a private reply.
    Share,
    /// Post this reply, which has a picture, where everybody sees it.
    ShareChart(Sketch),
    /// Report a figure as wrong or outdated. The command that takes the report shows a form.
    Report {
        /// The figure's id.
        figure: Box<str>,
    },
    /// Turn to a page of what changed.
    ChangesPage {
        /// The page, from 1.
        page: usize,
        /// Whether it lies before the one shown.
        back: bool,
        /// From which date on.
        since: Option<PartialDate>,
        /// The topic's id, if it is about one.
        topic: Option<Box<str>>,
    },
    /// Turn to a page of the list of topics.
    TopicsPage {
        /// The page, from 1.
        page: usize,
        /// Whether it lies before the one shown.
        back: bool,
    },
    /// Turn to a page of one topic.
    TopicPage {
        /// The topic's id.
        topic: Box<str>,
        /// The page, from 1.
        page: usize,
        /// Whether it lies before the one shown.
        back: bool,
    },
    /// Turn to a page of the list of sources.
    SourcesPage {
        /// The page, from 1.
        page: usize,
        /// Whether it lies before the one shown.
        back: bool,
    },
    /// Turn to a page of the sources of a topic.
    TopicSourcesPage {
        /// The topic's id.
        topic: Box<str>,
        /// The page, from 1.
        page: usize,
        /// Whether it lies before the one shown.
        back: bool,
    },
}

/// What the token of a report begins with.
const REPORT: &str = "do:report:ask:";
/// The last page of changes that a token holds.
const MAX_CHANGES_PAGE: usize = 999;

impl Action {
    /// A token for a button: a letter or two, and ids. At most 99 characters.
    #[must_use]
    pub fn token(&self) -> String {
        let way = |back: &bool| if *back { "p" } else { "n" };
        match self {
            Self::Sources { figure } => format!("s:{figure}"),
            Self::Cite { figure } => format!("c:{figure}"),
            Self::CiteAs { figure, format } => format!("ca:{}:{figure}", format.word()),
            Self::Define { metric } => format!("d:{metric}"),
            Self::Trend { figure, as_of } => format!("t{}", shown::series(figure, *as_of)),
            Self::Csv(shown) => format!("v{}", shown.token()),
            Self::Working(shown) => format!("w{}", shown.token()),
            Self::Chart(sketch) => format!("g{}", sketch.token()),
            Self::More(sketch) => format!("m{}", sketch.token()),
            Self::Share => "share".into(),
            Self::ShareChart(sketch) => format!("h{}", sketch.token()),
            // The command `report` owns the ids that begin so.
            Self::Report { figure } => format!("{REPORT}{figure}"),
            Self::ChangesPage { page, back, since, topic } => {
                let since = since.map(|date| date.to_string()).unwrap_or_default();
                // Three digits of pages have room; nobody turns further.
                let page = page.min(&MAX_CHANGES_PAGE);
                format!("cp:{}:{page}:{since}:{}", way(back), topic.as_deref().unwrap_or_default())
            }
            Self::TopicsPage { page, back } => format!("tl:{}:{page}", way(back)),
            Self::TopicPage { topic, page, back } => format!("tp:{}:{page}:{topic}", way(back)),
            Self::SourcesPage { page, back } => format!("sl:{}:{page}", way(back)),
            Self::TopicSourcesPage { topic, page, back } => format!("sp:{}:{page}:{topic}", way(back)),
        }
    }

    /// What a token stands for; none for anything else.
    #[must_use]
    pub fn from_token(token: &str) -> Option<Self> {
        if token == "share" {
            return Some(Self::Share);
        }
        if let Some(shown) = token.strip_prefix('v').and_then(Shown::from_token) {
            return Some(Self::Csv(shown));
        }
        if let Some(shown) = token.strip_prefix('w').and_then(Shown::from_token) {
            return Some(Self::Working(shown));
        }
        if let Some(sketch) = token.strip_prefix('g').and_then(Sketch::from_token) {
            return Some(Self::Chart(sketch));
        }
        if let Some(sketch) = token.strip_prefix('m').and_then(Sketch::from_token) {
            return Some(Self::More(sketch));
        }
        if let Some(sketch) = token.strip_prefix('h').and_then(Sketch::from_token) {
            return Some(Self::ShareChart(sketch));
        }
        if let Some(Shown::Series { figure, as_of }) = token.strip_prefix('t').and_then(Shown::from_token) {
            return Some(Self::Trend { figure, as_of });
        }
        if let Some(figure) = token.strip_prefix(REPORT) {
            return Some(Self::Report { figure: id(figure)? });
        }
        let (kind, rest) = token.split_once(':')?;
        match kind {
            "s" => Some(Self::Sources { figure: id(rest)? }),
            "c" => Some(Self::Cite { figure: id(rest)? }),
            "ca" => {
                let (format, figure) = rest.split_once(':')?;
                Some(Self::CiteAs { figure: id(figure)?, format: format.parse().ok()? })
            }
            "d" => Some(Self::Define { metric: id(rest)? }),
            "tl" => page(rest).map(|(back, page, _)| Self::TopicsPage { page, back }),
            "sl" => page(rest).map(|(back, page, _)| Self::SourcesPage { page, back }),
            "tp" => {
                let (back, page, topic) = page(rest)?;
                Some(Self::TopicPage { topic: id(topic)?, page, back })
            }
            "cp" => {
                let (back, page, rest) = page(rest)?;
                let (since, topic) = rest.split_once(':')?;
                let since = if since.is_empty() { None } else { Some(since.parse().ok()?) };
                let topic = if topic.is_empty() { None } else { Some(id(topic)?) };
                Some(Self::ChangesPage { page, back, since, topic })
            }
            "sp" => {
                let (back, page, topic) = page(rest)?;
                Some(Self::TopicSourcesPage { topic: id(topic)?, page, back })
            }
            _ => None,
        }
    }

    /// The words on the button; at most 80 characters.
    #[must_use]
    pub fn label(&self, language: Language) -> String {
        match self {
            Self::Sources { .. } => say!(language, "action-sources"),
            Self::Cite { .. } => say!(language, "action-cite"),
            Self::CiteAs { format, .. } => format.name(language),
            Self::Define { .. } => say!(language, "action-define"),
            Self::Trend { .. } => say!(language, "action-trend"),
            Self::Csv(_) => "CSV".into(),
            Self::Working(_) => say!(language, "action-working"),
            Self::Chart(_) => say!(language, "action-chart"),
            Self::More(_) => say!(language, "action-more"),
            Self::Share | Self::ShareChart(_) => say!(language, "action-share"),
            Self::Report { .. } => say!(language, "action-report"),
            Self::ChangesPage { back, .. }
            | Self::TopicsPage { back, .. }
            | Self::TopicPage { back, .. }
            | Self::SourcesPage { back, .. }
            | Self::TopicSourcesPage { back, .. } => {
                if *back {
                    say!(language, "action-previous")
                } else {
                    say!(language, "action-next")
                }
            }
        }
    }

    /// The reply to a press. None for what a card cannot be made for from the packs alone: [`Action::Share`] and
    /// [`Action::ShareChart`] post the reply that they stand under, [`Action::Trend`], [`Action::Csv`], [`Action::Working`],
    /// [`Action::More`] and [`Action::Chart`] ask again, and [`Action::Report`] is a command's.
    ///
    /// An id that the packs no longer have gives a card that says so.
    #[must_use]
    pub fn respond(&self, catalog: &Catalog, language: Language) -> Option<Card> {
        let gone = || pages::gone(language);
        Some(match self {
            Self::Sources { figure } => match catalog.find_figure(figure) {
                Some(figure) => pages::figure_sources(catalog, language, figure),
                None => gone(),
            },
            Self::Cite { figure } => match catalog.find_figure(figure) {
                Some(figure) => pages::cite(catalog, language, figure, Format::usual(language)),
                None => gone(),
            },
            Self::CiteAs { figure, format } => match catalog.find_figure(figure) {
                Some(figure) => pages::cite(catalog, language, figure, *format),
                None => gone(),
            },
            Self::Define { metric } => match catalog.find_metric(metric) {
                Some(metric) => pages::definition(catalog, language, metric),
                None => gone(),
            },
            Self::Share
            | Self::ShareChart(_)
            | Self::Trend { .. }
            | Self::Csv(_)
            | Self::Working(_)
            | Self::Chart(_)
            | Self::More(_)
            | Self::Report { .. } => return None,
            Self::ChangesPage { page, since, topic, .. } => match topic {
                None => pages::changes(catalog, language, *since, None, *page),
                Some(topic) => match catalog.find_topic(topic) {
                    Some(topic) => pages::changes(catalog, language, *since, Some(topic), *page),
                    None => gone(),
                },
            },
            Self::TopicsPage { page, .. } => pages::topics(catalog, language, *page),
            Self::TopicPage { topic, page, .. } => match catalog.find_topic(topic) {
                Some(topic) => pages::topic(catalog, language, topic, *page),
                None => gone(),
            },
            Self::SourcesPage { page, .. } => pages::sources(catalog, language, None, *page),
            Self::TopicSourcesPage { topic, page, .. } => match catalog.find_topic(topic) {
                Some(topic) => pages::sources(catalog, language, Some(topic), *page),
                None => gone(),
            },
        })
    }
}

/// An id as packs write it, or nothing: a token comes from outside.
pub(super) fn id(text: &str) -> Option<Box<str>> {
    let fits = !text.is_empty()
        && text.len() <= 80
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    fits.then(|| text.into())
}

fn page(rest: &str) -> Option<(bool, usize, &str)> {
    let mut parts = rest.splitn(3, ':');
    let back = match parts.next()? {
        "p" => true,
        "n" => false,
        _ => return None,
    };
    let page = parts.next()?.parse::<u16>().ok().filter(|page| *page > 0)?;
    Some((back, usize::from(page), parts.next().unwrap_or_default()))
}
