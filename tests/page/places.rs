//! Channels, threads, forums, direct messages, and several people who see each other.

use crate::browser::with_page;
use crate::stage::Stage;
use datum::sandbox::World;
use datum::sandbox::face::page::PageOptions;

const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";

#[tokio::test]
async fn mentions_replies_and_direct_messages() {
    let stage = Stage::new().await;
    with_page(&stage.page.address(), |browser| async move {
        browser.write("@Dat").await;
        browser.reads(".popup-item[aria-selected=true]", "Datum").await;
        browser.keys(ENTER).await;
        browser.keys("H100 count of Korea").await;
        browser.keys(ENTER).await;
        browser.reads("article .mention", "@Datum").await;
        browser.reads("article .embed", "1,961").await;
        browser.find("article .above .to").await;
        // A reply, with its bar and the way back to what it answers.
        browser.run("document.querySelector('article').focus();").await;
        browser.keys("r").await;
        browser.reads(".reply-bar", "Replying to Alex").await;
        browser.keys("and this is a reply, see #ai-desk, please").await;
        browser.keys(ENTER).await;
        browser.reads("article button.mention", "#ai-desk").await;
        browser.press(".above .to", "Alex").await;
        browser.find("article.found").await;
        browser.press(".server", "Direct messages").await;
        browser.reads(".header .here", "Datum").await;
        browser.write("H100 count of Korea").await;
        browser.keys(ENTER).await;
        browser.reads("article .embed", "1,961").await;
    })
    .await;
}

#[tokio::test]
async fn threads_and_posts() {
    let stage = Stage::new().await;
    let ran = with_page(&stage.page.address(), |browser| async move {
        browser.channel("ai-desk").await;
        browser.write("Let us talk about this.").await;
        browser.keys(ENTER).await;
        browser.reads("article", "Let us talk").await;
        browser.press("article .actions .more, article", "").await;
        browser.run("document.querySelector('article').focus();").await;
        browser.keys(ENTER).await;
        browser.press(".menu-item", "Create thread").await;
        browser.find("dialog input:focus").await;
        browser.press("dialog .button.primary", "Create thread").await;
        browser.reads(".header .here", "Let us talk about this.").await;
        browser.write("In the thread.").await;
        browser.keys(ENTER).await;
        browser.reads("article", "In the thread.").await;
        browser.press(".header .parent", "ai-desk").await;
        browser.reads(".thread-card", "messages: 1").await;

        browser.channel("briefings").await;
        browser.reads(".forum", "No posts here yet").await;
        browser.press(".forum .button", "New post").await;
        browser.find("dialog input:focus").await;
        browser.keys("Chips in *Korea*").await;
        browser.find("dialog textarea").await.click().await.unwrap();
        browser.keys("What do we know?").await;
        browser.press("dialog .check", "weekly").await;
        browser.press("dialog .button.primary", "Post").await;
        browser.reads(".header .here", "Chips in *Korea*").await;
        browser.reads("article", "What do we know?").await;
        browser.channel("briefings").await;
        browser.reads(".post", "Chips in *Korea*").await;
        browser.reads(".post .chip", "weekly").await;
        browser.press(".chip-button", "markets").await;
        browser.reads(".forum", "No posts here yet").await;
    })
    .await;
    if !ran {
        return;
    }
    let post = stage.sandbox.inspect(|state| state.channels.values().find(|it| it.name.starts_with("Chips")).cloned());
    assert_eq!(post.unwrap().applied_tags.len(), 1);
}

#[tokio::test]
async fn a_brief_goes_into_a_forum() {
    let stage = Stage::new().await;
    with_page(&stage.page.address(), |browser| async move {
        browser.write("/brief template:AI compute thread:").await;
        browser.find("[data-key=option-thread]:focus").await;
        browser.keys("brief").await;
        browser.reads(".popup-item[aria-selected=true]", "briefings").await;
        browser.keys(ENTER).await;
        browser.keys(ENTER).await;
        browser.press("article.ephemeral .button", "Post").await;
        browser.channel("briefings").await;
        browser.press(".post", "").await;
        browser.reads("article .embed", "").await;
    })
    .await;
}

#[tokio::test]
async fn what_one_sees_depends_on_who_one_is() {
    let mut world = World::demo("Datum");
    let (guild, _) = world.guild_named("Newsroom").unwrap();
    let secret = world.text(guild, "secret");
    world.deny_everyone(secret, datum::sandbox::state::permissions::VIEW_CHANNEL);
    let stage =
        Stage::with(world, PageOptions { channel: "general".into(), user: "Alex".into(), ..PageOptions::default() })
            .await;
    with_page(&stage.page.address(), |browser| async move {
        browser.command("/cite H100 count of Korea").await;
        browser.reads("article.ephemeral", "Only you can see this").await;
        browser.reads(".channels", "general").await;
        assert!(!browser.text(".channels").await.contains("secret"));
        browser.become_person("Morgan").await;
        browser.reads(".channels", "secret").await;
        browser.reads(".header .here", "general").await;
        assert!(!browser.text(".messages").await.contains("Only you"), "a private answer is Alex's alone");
        browser.channel("secret").await;
        browser.become_person("Jiwoo").await;
        browser.reads(".header .here", "general").await;
        assert!(!browser.text(".channels").await.contains("secret"));
        browser.become_person("Alex").await;
        browser.press("article .link", "Dismiss message").await;
        browser.until("return !document.querySelector('article.ephemeral');").await;
        browser.driver.refresh().await.unwrap();
        browser.reads(".header .here", "general").await;
        browser.until("return document.querySelector('.intro')?.innerText;").await;
        assert!(!browser.text(".messages").await.contains("Only you"), "what was closed stays closed");
    })
    .await;
}

#[tokio::test]
async fn files_to_attach() {
    let stage = Stage::new().await;
    let folder = tempfile::tempdir().unwrap();
    let small = folder.path().join("table <b>.csv");
    std::fs::write(&small, "name,value\n<img src=x onerror=alert(1)>,1\n").unwrap();
    let large = folder.path().join("large.bin");
    std::fs::write(&large, vec![7_u8; 10 * 1024 * 1024 + 1]).unwrap();
    let fits = folder.path().join("fits.bin");
    std::fs::write(&fits, vec![7_u8; 10 * 1024 * 1024]).unwrap();
    let ran = with_page(&stage.page.address(), |browser| async move {
        browser.reads(".header .here", "general").await;
        for (file, shown) in [(&small, "table"), (&large, ""), (&fits, "fits.bin")] {
            browser
                .run("HTMLInputElement.prototype.click = function () {}; document.querySelector('.attach').click();")
                .await;
            browser.find(".file-input").await.send_keys(file.display().to_string()).await.unwrap();
            if shown.is_empty() {
                browser.reads(".notice", "large.bin is larger than 10 MB").await;
            } else {
                browser.reads(".waiting-file", shown).await;
            }
        }
        browser.write("two files").await;
        browser.keys(ENTER).await;
        browser.reads("article .table td", "<img src=x onerror=alert(1)>").await;
        browser.reads("article .file", "10.00 MB").await;
        browser.until("return document.querySelector('.waiting').hidden;").await;
    })
    .await;
    if !ran {
        return;
    }
    let sizes = stage.sandbox.inspect(|state| {
        state.messages.values().flat_map(|it| it.attachments.iter().map(|file| file.bytes.len())).collect::<Vec<_>>()
    });
    assert_eq!(sizes, [42, 10 * 1024 * 1024]);
}

#[tokio::test]
async fn typing_is_seen_and_drafts_are_kept() {
    let stage = Stage::new().await;
    with_page(&stage.page.address(), |browser| async move {
        browser.reads(".header .here", "general").await;
        let jiwoo = stage.sandbox.user("Jiwoo");
        jiwoo.type_in("general").unwrap();
        browser.reads(".typing", "Jiwoo is typing").await;
        jiwoo.say("general", "done").await.unwrap();
        browser.until("return document.querySelector('.typing').innerText === '';").await;
        // Too long a text is not sent, and not lost.
        let long = "x".repeat(2001);
        browser.run(&format!("const it = document.querySelector('#message-box textarea'); it.value = '{long}'; it.dispatchEvent(new Event('input')); it.focus();")).await;
        browser.reads(".count.over", "-1").await;
        browser.keys(ENTER).await;
        browser.reads(".notice", "1 to 2000 characters").await;
        let kept = browser.run("return document.querySelector('#message-box textarea').value.length;").await;
        assert_eq!(kept, 2001);
        browser.keys(ESCAPE).await;
    })
    .await;
}
