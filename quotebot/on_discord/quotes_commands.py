"""Discord's /quotes commands: what there is, in lists, and one quote by its id."""

from discord import app_commands

from quotebot.core import commands
from quotebot.core.buttons import MAX_TYPED
from quotebot.core.front_desk import FrontDesk
from quotebot.core.messages import AskHelp, ListAuthors, ListFound, ListTopics, ShowQuote
from quotebot.on_discord.translating import Interaction, answer, choices


def quotes_group(desk: FrontDesk) -> app_commands.Group:
    name = commands.TOPICS.path[0]
    group = app_commands.Group(
        name=name,
        description=commands.GROUP_SUMMARIES[name],
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=True, private_channel=True
        ),
    )

    @group.command(name=commands.FIND.path[1], description=commands.FIND.summary)
    @app_commands.describe(words=commands.WORDS.summary)
    async def search(
        interaction: Interaction, words: app_commands.Range[str, 1, MAX_TYPED]
    ) -> None:
        await answer(desk, interaction, ListFound(words))

    @group.command(name=commands.TOPICS.path[1], description=commands.TOPICS.summary)
    async def topics(interaction: Interaction) -> None:
        await answer(desk, interaction, ListTopics())

    @group.command(name=commands.AUTHORS.path[1], description=commands.AUTHORS.summary)
    async def authors(interaction: Interaction) -> None:
        await answer(desk, interaction, ListAuthors())

    @group.command(name=commands.HELP.path[1], description=commands.HELP.summary)
    async def help_(interaction: Interaction) -> None:
        await answer(desk, interaction, AskHelp())

    _add_show(group, desk)
    return group


def _add_show(group: app_commands.Group, desk: FrontDesk) -> None:
    @group.command(name=commands.SHOW.path[1], description=commands.SHOW.summary)
    @app_commands.rename(quote_id=commands.ID.name)
    @app_commands.describe(quote_id=commands.ID.summary, private=commands.PRIVATE.summary)
    async def show(
        interaction: Interaction,
        quote_id: app_commands.Range[str, 1, MAX_TYPED],
        private: bool = False,  # noqa: FBT001, FBT002 - discord.py hands options in by position
    ) -> None:
        await answer(desk, interaction, ShowQuote(quote_id, private))

    @show.autocomplete("quote_id")
    async def complete(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(desk.complete_quote(typed))
