//! Rows of a pack made from what is loaded: the way back from figures to tables.

use super::Catalog;
use super::write::TableText;
use crate::figure::{Decimal, EntityRef, FigureRef, Grade, MetricRef, PartialDate, SourceRef, TopicRef, UnitRef};

/// The id under which a thing is written; ids that hold their pack have another form in tables.
pub(crate) type Written<'a> = &'a dyn Fn(&str) -> String;

/// Whether other names are written too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aliases {
    /// All of them.
    With,
    /// None: they add up over packs, so that a pack beside the first one needs none.
    Without,
}

impl Aliases {
    /// The names of one language, as a cell: those with Hangul in them, or those without.
    fn of(self, names: &[Box<str>], is_korean: bool) -> String {
        if self == Self::Without {
            return String::new();
        }
        let fits = |name: &&str| {
            name.chars().any(|c| matches!(c, '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7A3}')) == is_korean
        };
        names.iter().map(|name| &**name).filter(fits).collect::<Vec<_>>().join("|")
    }
}

/// Adds a topic.
pub(crate) fn add_topic(table: &mut TableText, catalog: &Catalog, topic: TopicRef, aliases: Aliases, id: Written<'_>) {
    let topic = catalog.topic(topic);
    table.add(&[
        ("id", &id(&topic.id)),
        ("name_en", &topic.name.en),
        ("name_ko", &topic.name.ko),
        ("aliases_en", &aliases.of(&topic.aliases, false)),
        ("aliases_ko", &aliases.of(&topic.aliases, true)),
    ]);
}

/// Adds a unit.
pub(crate) fn add_unit(table: &mut TableText, catalog: &Catalog, unit: UnitRef, aliases: Aliases, id: Written<'_>) {
    let unit = catalog.unit(unit);
    let words = |words: &str| if aliases == Aliases::With { words.to_owned() } else { String::new() };
    table.add(&[
        ("id", &id(&unit.id)),
        ("kind", unit.kind.word()),
        ("one_en", &unit.one_en),
        ("many_en", &unit.many_en),
        ("counter_ko", &unit.counter_ko),
        ("words_en", &words(&unit.words.en)),
        ("words_ko", &words(&unit.words.ko)),
    ]);
}

/// Adds an entity.
pub(crate) fn add_entity(
    table: &mut TableText,
    catalog: &Catalog,
    entity: EntityRef,
    aliases: Aliases,
    id: Written<'_>,
) {
    let entity = catalog.entity(entity);
    table.add(&[
        ("id", &id(&entity.id)),
        ("kind", entity.kind.word()),
        ("name_en", &entity.name.en),
        ("name_ko", &entity.name.ko),
        ("aliases_en", &aliases.of(&entity.aliases, false)),
        ("aliases_ko", &aliases.of(&entity.aliases, true)),
        ("part_of", &entity.part_of.map(|whole| id(&catalog.entity(whole).id)).unwrap_or_default()),
        ("same_as", &entity.same_as.join("|")),
    ]);
}

/// Adds a metric.
pub(crate) fn add_metric(
    table: &mut TableText,
    catalog: &Catalog,
    metric_ref: MetricRef,
    aliases: Aliases,
    id: Written<'_>,
) {
    let metric = catalog.metric(metric_ref);
    table.add(&[
        ("id", &id(&metric.id)),
        ("topic", &id(&catalog.topic(metric.topic).id)),
        ("broader", &metric.broader.map(|broader| id(&catalog.metric(broader).id)).unwrap_or_default()),
        ("kind", metric.kind.word()),
        ("unit", &id(&catalog.unit_of(metric_ref).id)),
        ("name_en", &metric.name.en),
        ("name_ko", &metric.name.ko),
        ("aliases_en", &aliases.of(&metric.aliases, false)),
        ("aliases_ko", &aliases.of(&metric.aliases, true)),
        ("keywords_en", &aliases.of(&metric.keywords, false)),
        ("keywords_ko", &aliases.of(&metric.keywords, true)),
        ("definition_en", &metric.definition.en),
        ("definition_ko", &metric.definition.ko),
    ]);
}

/// Adds a source.
pub(crate) fn add_source(
    table: &mut TableText,
    catalog: &Catalog,
    source: SourceRef,
    aliases: Aliases,
    id: Written<'_>,
) {
    let source = catalog.source(source);
    table.add(&[
        ("id", &id(&source.id)),
        ("type", &source.csl_type),
        ("publisher_en", &source.publisher.en),
        ("publisher_ko", &source.publisher.ko),
        ("author", &source.author),
        ("title_en", &source.title.en),
        ("title_ko", &source.title.ko),
        ("issued", &date(source.issued)),
        ("accessed", &date(source.accessed)),
        ("url", &source.url),
        ("archived_url", &source.archived_url),
        ("licence", &source.licence),
        ("grade", source.grade.map(Grade::word).unwrap_or_default()),
        ("aliases_en", &aliases.of(&source.aliases, false)),
        ("aliases_ko", &aliases.of(&source.aliases, true)),
        ("note_en", &source.note.en),
        ("note_ko", &source.note.ko),
    ]);
}

/// Adds a figure, with the name and version of its pack where the table has a column for it.
pub(crate) fn add_figure(table: &mut TableText, catalog: &Catalog, figure: FigureRef, id: Written<'_>) {
    let figure = catalog.figure(figure);
    let pack = catalog.pack(figure.pack);
    let number = |value: Option<Decimal>| value.map(|value| value.to_string()).unwrap_or_default();
    let ids = |list: &[FigureRef]| list.iter().map(|one| id(&catalog.figure(*one).id)).collect::<Vec<_>>().join("|");
    let formula =
        figure.formula.as_ref().map(|formula| super::identity::in_formula(formula.text(), &|token| Some(id(token))));
    table.add(&[
        ("id", &id(&figure.id)),
        ("metric", &id(&catalog.metric(figure.metric).id)),
        ("entity", &id(&catalog.entity(figure.entity).id)),
        ("value", &figure.value.to_string()),
        ("low", &number(figure.low)),
        ("high", &number(figure.high)),
        ("period", &figure.period.to_string()),
        ("status", figure.status.word()),
        ("precision", figure.precision.word()),
        ("featured", if figure.featured { "yes" } else { "" }),
        ("scope_en", &figure.scope.en),
        ("scope_ko", &figure.scope.ko),
        ("source", &id(&catalog.source(figure.source).id)),
        ("via", &figure.via.map(|via| id(&catalog.source(via).id)).unwrap_or_default()),
        ("locator", &figure.locator),
        ("known_from", &date(figure.known_from)),
        ("supersedes", &ids(&figure.supersedes)),
        ("formula", &formula.unwrap_or_default()),
        ("inputs", &ids(&figure.inputs)),
        ("note_en", &figure.note.en),
        ("note_ko", &figure.note.ko),
        ("pack", &format!("{}@{}", pack.name, pack.version)),
    ]);
}

/// A date, or nothing.
pub(crate) fn date(date: Option<PartialDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}
