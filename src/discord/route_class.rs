//! What kind of call a route is, for counting: names without any id.

use serenity::http::Route;

/// The class of a route.
pub(super) fn route_class(route: &Route<'_>) -> &'static str {
    match route {
        Route::InteractionResponse { .. } => "interaction",
        Route::WebhookOriginalInteractionResponse { .. } | Route::WebhookFollowupMessages { .. } => "follow_up",
        Route::ChannelMessages { .. } | Route::ChannelMessage { .. } => "message",
        Route::ChannelMessageThreads { .. }
        | Route::ChannelForumPosts { .. }
        | Route::ChannelArchivedPublicThreads { .. }
        | Route::GuildThreadsActive { .. } => "thread",
        Route::Commands { .. } | Route::GuildCommands { .. } => "commands",
        Route::GatewayBot => "gateway",
        Route::Channel { .. } | Route::Guild { .. } | Route::GuildMember { .. } => "look_up",
        _ => "other",
    }
}
