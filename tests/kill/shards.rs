//! Three processes, a third of the shards each, on one PostgreSQL database and behind limits that they share: commands come to all
//! of them, briefs fall due, one is killed and one stands still for longer than its claims last.

use std::time::Duration;

use datum::config::ShardRange;
use datum::sandbox::{ActorError, BOT_PERMISSIONS, Clock, Id, World};
use tokio::time::MissedTickBehavior;

use crate::postgres;
use crate::stage::{self, Process, Stage};

const SHARDS: u32 = 3;
/// Between two commands of a shard.
const PACE: Duration = Duration::from_millis(50);
/// At these commands of each shard something happens.
const STOPS: usize = 20;
const KILLED: usize = 30;
const GOES_ON: usize = STOPS + 60;
const SUCCESSOR: usize = GOES_ON + 10;
const COMMANDS: usize = SUCCESSOR + 40;

/// The places of the demonstration world, and a server on each shard with a channel of the shard's number.
fn world() -> World {
    let mut world = World::demo("Datum").with_clock(Clock::system());
    let (_, owner) = world.guild_named("Newsroom").expect("the demonstration world");
    let member = world.user("Robin", "en-US");
    for _ in 0..SHARDS {
        world.pass_time();
        let guild = world.guild("Newsroom of a shard", owner, &[member], Some(BOT_PERMISSIONS));
        world.text(guild, &format!("desk-{}", (guild >> 22) % u64::from(SHARDS)));
    }
    world
}

/// What was asked on a shard, in order; none where nobody was there to ask.
type Asked = Vec<Option<Id>>;

#[test]
fn one_of_three_is_killed_and_one_stalls_and_nothing_else_is_lost() {
    let server = match postgres::server() {
        Ok(server) => server,
        Err(why) => return postgres::skipped("one_of_three_is_killed_and_one_stalls", &why),
    };
    let url = stage::block_on(server.database());
    let stage = Stage::in_world(&url, world());
    let start = |shard| stage.start_child(Some(ShardRange { first: shard, last: shard, total: SHARDS }));
    let mut children: Vec<Option<Process>> = (0..SHARDS).map(|shard| Some(start(shard))).collect();
    stage.wait_for_identifies(u64::from(SHARDS));
    stage.wait_for_command();
    // What is made at the first question is made.
    for shard in 0..SHARDS {
        // On a busy machine reading the packs may take longer than a command waits.
        let answered = |_| stage.is_answered(stage.ask(&format!("desk-{shard}")).unwrap());
        assert!((0..5).any(answered), "shard {shard} answers");
    }
    stage.sandbox().keep_buckets(Some((5, Duration::from_millis(500))));
    for _ in 0..5 {
        stage.schedule_one_of_each();
    }
    let mut asked: Vec<Asked> = vec![Vec::new(); 3];
    stage.paced(PACE, MissedTickBehavior::Delay, COMMANDS, |number| {
        match number {
            STOPS => children[2].as_ref().unwrap().signal("-STOP"),
            KILLED => children[1].take().unwrap().kill(),
            GOES_ON => children[2].as_ref().unwrap().signal("-CONT"),
            SUCCESSOR => {
                children[1] = Some(start(1));
                stage.wait_for_identifies(u64::from(SHARDS) + 1);
            }
            _ => {}
        }
        for (shard, asked) in asked.iter_mut().enumerate() {
            asked.push(match stage.ask(&format!("desk-{shard}")) {
                Ok(id) => Some(id),
                Err(ActorError::BotOffline) => None,
                Err(error) => panic!("{error}"),
            });
        }
    });
    stage.wait_until_all_is_posted();
    let lost: Vec<Vec<usize>> = asked
        .iter()
        .map(|asked| {
            let missing = asked.iter().enumerate().filter(|(_, id)| !id.is_some_and(|id| stage.is_answered(id)));
            missing.map(|(number, _)| number).collect()
        })
        .collect();
    let result = stage.result();
    println!(
        "| three processes, one killed, one stalled | {} commands | not answered by shard: {:?} | {} briefs | missed {} | doubled {} |",
        COMMANDS * 3,
        lost.iter().map(Vec::len).collect::<Vec<_>>(),
        result.briefs,
        result.missed,
        result.doubled
    );
    assert_eq!((result.missed, result.doubled), (0, 0), "{:#?}", result.wrong);
    assert_eq!(lost[0], [0; 0], "the process that nothing happened to");
    // A few may be under way at the kill. Nobody hears what comes until the successor does.
    assert!(lost[1].iter().all(|number| (KILLED - 5..=SUCCESSOR).contains(number)), "{:?}", lost[1]);
    assert!(lost[2].iter().all(|number| (STOPS - 5..=GOES_ON).contains(number)), "{:?}", lost[2]);
}
