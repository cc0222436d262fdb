//! Whom the figures are about.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::figure::EntityKind;
use crate::lang::names::{self, Keys};
use crate::pack::import::names::{Taken, is_id, shorten, slug};
use crate::pack::import::observe::{Collected, EntityKey};
use crate::pack::import::old::Old;
use crate::pack::import::places::{self, Place};
use crate::pack::import::{Mapping, words};
use crate::pack::raw::TableKind;
use crate::pack::write::TableText;

/// The entities of an import: which one each key of the table means, and those that are new.
#[derive(Debug, Default)]
pub(in crate::pack::import) struct EntityRows {
    ids: Vec<String>,
    /// Keys to places in `ids`.
    of_key: Vec<u32>,
    new: Vec<NewEntity>,
    /// Names of countries, regions, companies, organisations and persons, folded: no metric has one in its name.
    named: FxHashSet<String>,
}

#[derive(Debug, Default)]
struct NewEntity {
    id: String,
    kind: String,
    name_en: String,
    name_ko: String,
    aliases_en: String,
    aliases_ko: String,
    part_of: String,
    same_as: String,
}

/// Settles the entities.
pub(super) fn settle(collected: &Collected, mapping: &Mapping, old: &Old, assumed: &mut Vec<String>) -> EntityRows {
    let known = old.entities();
    let mut taken = Taken::default();
    old.names().0.iter().for_each(|(name, id)| taken.take(name, id));
    let mut rows = EntityRows::default();
    let mut at: FxHashMap<String, u32> = FxHashMap::default();
    let mut others: Vec<&str> = Vec::new();
    // Names that are shown are given before other names, so that no alias takes one away.
    let mut places_new: Vec<&'static Place> = Vec::new();
    let are_codes = columns_of_codes(&collected.entities);
    for key in &collected.entities {
        let told = mapping.entities.get(&key.name).or_else(|| mapping.entities.get(&key.code));
        let place = match told {
            Some(told) => places::by_code(told),
            None => place_of(key, mapping, &are_codes),
        };
        let id = told
            .and_then(|told| known.get(&format!("id:{told}")).copied())
            .or_else(|| {
                known.get(&place?.same_as).copied().filter(|_| place.is_some_and(|place| !place.same_as.is_empty()))
            })
            .or_else(|| known.get(&format!("name:{}", Keys::of(&key.name).squeezed)).copied())
            .map(str::to_owned);
        let id = match (id, place) {
            (Some(id), _) => id,
            (None, Some(place)) => {
                if !at.contains_key(&place.id) {
                    places_new.push(place);
                }
                place.id.clone()
            }
            (None, None) => {
                let name = if key.name.is_empty() { &key.code } else { &key.name };
                let base = if is_id(&key.code) { key.code.clone() } else { slug(name) };
                let id = free_id(&base, name, &at, &rows, &known);
                if !at.contains_key(&id) {
                    others.push(name);
                    let whole = region_of(key);
                    places_new.extend(whole.filter(|whole| !known.contains_key(&whole.same_as)));
                    let mut new = of_name(&id, name, key, mapping, &mut taken);
                    new.part_of = whole.map(|whole| id_of(whole, &known).to_owned()).unwrap_or_default();
                    rows.new.push(new);
                }
                id
            }
        };
        let position = *at.entry(id.clone()).or_insert_with(|| {
            rows.ids.push(id);
            u32::try_from(rows.ids.len() - 1).unwrap_or(u32::MAX)
        });
        rows.of_key.push(position);
    }
    // A province's country is a row of its own, as a pack holds all that its rows refer to.
    for place in places_new.clone() {
        if let Some(whole) = places::whole_of(place)
            && !at.contains_key(&whole.id)
            && !known.contains_key(&whole.same_as)
            && !places_new.iter().any(|new| new.id == whole.id)
        {
            places_new.push(whole);
        }
    }
    let mut once: FxHashSet<&str> = FxHashSet::default();
    places_new.retain(|place| once.insert(&place.id));
    for place in &places_new {
        taken.take(&place.name_en, &place.id);
        taken.take(&place.name_ko, &place.id);
    }
    // A group of so many countries is called as the group is, where it is the only one or the newest.
    let mut plain_of: FxHashMap<&str, (&str, &'static Place)> = FxHashMap::default();
    for place in &places_new {
        let Some(plain) = places::without_count(place) else { continue };
        let is_there = at.contains_key(&plain.id) || known.contains_key(&format!("id:{}", plain.id));
        let newest = plain_of.entry(&plain.id).or_insert((&place.id, plain));
        if is_there {
            plain_of.remove(plain.id.as_str());
        } else if newest.0 < place.id.as_str() {
            newest.0 = &place.id;
        }
    }
    for place in places_new {
        let plain = plain_of.values().find(|(id, _)| *id == place.id).map(|(_, plain)| *plain);
        rows.new.push(of_place(place, plain, &known, &mut taken));
    }
    rows.new.sort_by(|a, b| a.id.cmp(&b.id));
    let kinds = ["country", "region", "company", "organisation", "person"];
    for entity in rows.new.iter().filter(|entity| kinds.contains(&entity.kind.as_str())) {
        rows.named.extend([&entity.name_en, &entity.name_ko].map(|name| names::words(name).join(" ")));
    }
    rows.named.extend(old.names().0.iter().map(|(name, _)| names::words(name).join(" ")));
    rows.named.remove("");
    if !others.is_empty() && others.len() < collected.entities.len() {
        let some: Vec<&str> = others.iter().copied().take(6).collect();
        assumed.push(format!(
            "{} names are no country or region that is known and are things of their own: {}{}; name what they are in \
             [entities] of import.toml",
            others.len(),
            some.join(", "),
            if others.len() > some.len() { " ..." } else { "" }
        ));
    }
    rows
}

/// The place that a code or a name means. A code is believed before a name, unless the name means another place.
fn place_of(key: &EntityKey, mapping: &Mapping, are_codes: &FxHashSet<&str>) -> Option<&'static Place> {
    // A company may be called as a country is, or by the letters of its code.
    let kind = mapping.entity_kind.as_deref().or_else(|| kind_by_header(&key.header));
    if kind.is_some_and(|kind| matches!(kind, "company" | "product" | "person" | "event")) {
        return None;
    }
    let (code, name) = (places::by_code(&key.code), places::by_name(&key.name));
    match (code, name) {
        (Some(code), Some(name)) if code.id != name.id => None,
        (Some(place), _) | (None, Some(place)) => Some(place),
        // A column of names may hold codes.
        (None, None) => places::by_code(&key.name)
            .filter(|_| (key.code.is_empty() || key.code == key.name) && are_codes.contains(key.header.as_str())),
    }
}

/// The headers of columns of names in which most names that are no places by themselves are codes of such.
fn columns_of_codes(keys: &[EntityKey]) -> FxHashSet<&str> {
    let mut counts: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
    for key in keys.iter().filter(|key| places::by_name(&key.name).is_none()) {
        let count = counts.entry(&key.header).or_default();
        count.0 += usize::from(places::by_code(&key.name).is_some());
        count.1 += 1;
    }
    counts.into_iter().filter(|(_, (codes, all))| codes * 2 > *all).map(|(header, _)| header).collect()
}

/// What kind of thing a column's header names.
fn kind_by_header(header: &str) -> Option<&'static str> {
    ["company", "region", "organisation", "product", "person", "event"]
        .into_iter()
        .find(|kind| words::is(kind, &words::fold(header)))
}

/// An id that stands for this name alone.
fn free_id(
    base: &str,
    name: &str,
    at: &FxHashMap<String, u32>,
    rows: &EntityRows,
    known: &FxHashMap<String, &str>,
) -> String {
    let mut id = base.to_owned();
    let mut number = 2;
    loop {
        let is_other = rows.new.iter().any(|entity| entity.id == id && entity.name_en != name)
            || (at.contains_key(&id) && !rows.new.iter().any(|entity| entity.id == id))
            || known.contains_key(&format!("id:{id}"))
            || places::by_code(&id.to_uppercase()).is_some_and(|place| place.id == id);
        if !is_other {
            return id;
        }
        id = format!("{base}-{number}");
        number += 1;
    }
}

fn of_name(id: &str, name: &str, key: &EntityKey, mapping: &Mapping, taken: &mut Taken) -> NewEntity {
    let told = mapping.entity_kind.as_deref().filter(|kind| kind.parse::<EntityKind>().is_ok());
    let by_header = kind_by_header(&key.header);
    let by_code = region_of(key).map(|_| "region");
    let kind = told.or(by_header).or(by_code).unwrap_or("group");
    let mut shown = shorten(name, 80).replace('|', "/");
    if !taken.is_free(&shown, id) {
        let mark = if key.code.is_empty() || key.code == key.name { kind } else { &key.code };
        shown = format!("{} ({mark})", shorten(&shown, 70));
    }
    if !taken.is_free(&shown, id) {
        shown = format!("{} [{id}]", shorten(&shown, 40));
    }
    taken.take(&shown, id);
    let korean = shorten(&key.korean, 80).replace('|', "/");
    let name_ko = if taken.is_free(&korean, id) { korean } else { shown.clone() };
    taken.take(&name_ko, id);
    NewEntity { id: id.to_owned(), kind: kind.to_owned(), name_en: shown, name_ko, ..NewEntity::default() }
}

/// The country that a region's code of Eurostat begins with: `DE1`, `FRK24`.
fn region_of(key: &EntityKey) -> Option<&'static Place> {
    let is_alone = key.name.is_empty() || key.name == key.code;
    let is_region = (3..=5).contains(&key.code.len())
        && key.code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && words::fold(&key.header).starts_with("geo");
    let country = is_alone.then(|| key.code.get(..2)).flatten().filter(|_| is_region)?;
    places::by_code(country).filter(|place| place.kind == "country")
}

/// The id that a place has in the pack.
fn id_of<'a>(place: &'a Place, known: &FxHashMap<String, &'a str>) -> &'a str {
    known.get(&place.same_as).map_or(place.id.as_str(), |id| id)
}

/// A place, with the names of another one if it is called so too.
fn of_place(place: &Place, also: Option<&Place>, known: &FxHashMap<String, &str>, taken: &mut Taken) -> NewEntity {
    let mut aliases = |is_korean: bool| {
        let own = place.aliases(is_korean);
        let plain = also.map(|also| {
            let name = if is_korean { &also.name_ko } else { &also.name_en };
            format!("|{name}|{}", also.aliases(is_korean))
        });
        let all = own + &plain.unwrap_or_default();
        taken.free(all.split('|').map(str::to_owned), &place.id).join("|")
    };
    let whole = places::whole_of(place);
    NewEntity {
        id: place.id.clone(),
        kind: place.kind.clone(),
        name_en: place.name_en.clone(),
        name_ko: place.name_ko.clone(),
        aliases_en: aliases(false),
        aliases_ko: aliases(true),
        part_of: whole.map(|whole| id_of(whole, known).to_owned()).unwrap_or_default(),
        same_as: place.same_as.clone(),
    }
}

impl EntityRows {
    /// The place of a key's entity among all, for sorting.
    pub(super) fn at(&self, key: u32) -> u32 {
        self.of_key.get(key as usize).copied().unwrap_or(u32::MAX)
    }

    /// The id of a key's entity.
    pub(super) fn id(&self, key: u32) -> &str {
        self.ids.get(self.at(key) as usize).map_or("", String::as_str)
    }

    /// How many entities the figures are about.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether words name an entity that no metric may have in its name.
    pub(super) fn is_named(&self, words: &str) -> bool {
        self.named.contains(words)
    }

    /// The table of entities, with the new ones.
    pub(super) fn table(&self, old: &Old) -> TableText {
        let mut table = TableText::new(TableKind::Entities);
        old.write(&mut table, TableKind::Entities, |_| false);
        for entity in &self.new {
            table.add(&[
                ("id", &entity.id),
                ("kind", &entity.kind),
                ("name_en", &entity.name_en),
                ("name_ko", &entity.name_ko),
                ("aliases_en", &entity.aliases_en),
                ("aliases_ko", &entity.aliases_ko),
                ("part_of", &entity.part_of),
                ("same_as", &entity.same_as),
            ]);
        }
        table
    }
}
