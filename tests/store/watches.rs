//! Figures that channels watch: once a channel, bounded, and news that is planned once.

use datum::store::{AddedWatch, NewPart, NewPost, NewWatch, Place, PostKey, StoreError, Watch};

use crate::both::{at, on_both};

const GUILD: u64 = 1_100_000_000_000_000_001;

pub fn watch_of(guild: u64, channel: u64, entity: &str) -> NewWatch {
    NewWatch {
        guild,
        channel,
        metric: "h100-units-held".to_owned(),
        entity: entity.to_owned(),
        figure: "korea-h100".to_owned(),
        shown: "h100-units-held|kr|2023|1961|reported".to_owned(),
        author: Some(42),
    }
}

fn news(of: &Watch) -> NewPost {
    NewPost {
        key: PostKey { guild: of.guild, brief: format!("watch/{}", of.id), period: of.turn.to_string() },
        template: String::new(),
        schedule: None,
        author: None,
        place: Place::Inside(of.channel),
        title: "H100".to_owned(),
        parts: vec![NewPart { body: "{\"content\":\"new\"}".to_owned(), ..NewPart::default() }],
    }
}

fn new(added: AddedWatch) -> Watch {
    match added {
        AddedWatch::New(watch) => watch,
        other => panic!("{other:?}"),
    }
}

on_both! {
    async fn a_channel_watches_a_cell_once_and_a_server_only_so_many(case: Case) {
        let store = &case.store;
        let first = new(store.add_watch(&watch_of(GUILD, 7, "kr"), 3, at(0)).await.unwrap());
        assert_eq!((first.channel, first.turn, first.author), (7, 0, Some(42)));
        assert_eq!(store.add_watch(&watch_of(GUILD, 7, "kr"), 3, at(1)).await, Ok(AddedWatch::Known(first.clone())));
        let second = new(store.add_watch(&watch_of(GUILD, u64::MAX, "kr"), 3, at(2)).await.unwrap());
        let third = new(store.add_watch(&watch_of(GUILD, 7, "us"), 3, at(3)).await.unwrap());
        assert_eq!(store.add_watch(&watch_of(GUILD, 7, "jp"), 3, at(4)).await, Ok(AddedWatch::Full));
        let elsewhere = new(store.add_watch(&watch_of(GUILD + 1, 7, "jp"), 3, at(4)).await.unwrap());
        assert_eq!(store.watches(GUILD).await, Ok(vec![first.clone(), second.clone(), third.clone()]));
        assert_eq!(store.watches_after(0, 2).await, Ok(vec![first.clone(), second.clone()]));
        assert_eq!(store.watches_after(second.id, 9).await, Ok(vec![third, elsewhere]));
        assert_eq!(store.remove_watch(GUILD + 1, first.id).await, Err(StoreError::Missing), "another server's");
        store.remove_watch(GUILD, first.id).await.unwrap();
        assert_eq!(store.remove_watch(GUILD, first.id).await, Err(StoreError::Missing));
    }

    async fn news_is_planned_once_whoever_finds_it_and_however_often_it_comes_back(case: Case) {
        let watch = new(case.store.add_watch(&watch_of(GUILD, 7, "kr"), 9, at(0)).await.unwrap());
        let (old, other) = (watch.shown.clone(), "h100-units-held|kr|2024|3000|reported");
        let finders: Vec<_> = (0..6)
            .map(|_| {
                let (store, watch) = (case.another(), watch.clone());
                tokio::spawn(async move { store.plan_news(&watch, "new", other, &news(&watch), at(1)).await.unwrap() })
            })
            .collect();
        let mut planned = 0;
        for finder in finders {
            planned += usize::from(finder.await.unwrap().is_some());
        }
        assert_eq!(planned, 1);
        // There and back again: each time is news of its own.
        for (turn, shown) in [(1, old.as_str()), (2, other), (3, old.as_str())] {
            let now = case.store.watches(GUILD).await.unwrap().remove(0);
            assert_eq!(now.turn, turn);
            let planned = case.store.plan_news(&now, "x", shown, &news(&now), at(2)).await.unwrap();
            assert!(planned.is_some_and(|planned| planned.is_new), "{turn}");
        }
        let posts = case.store.claim_posts("a", at(9), std::time::Duration::from_secs(60), 10).await.unwrap();
        assert_eq!(posts.len(), 4);
        let gone = case.store.watches(GUILD).await.unwrap().remove(0);
        case.store.remove_watch(GUILD, gone.id).await.unwrap();
        assert_eq!(case.store.plan_news(&gone, "x", other, &news(&gone), at(3)).await, Ok(None));
    }
}
