"""Which answers count, and which silences are held against the bot."""

from random import Random

from quotebot.core.messages import Platform
from tests.soak.people import Unanswered, Visits
from tests.soak.weather import Weather


class SilentPlatform:
    """Nobody there ever gets an answer."""

    is_reachable = True

    async def act(self) -> None:
        raise Unanswered("/quote: nothing")


class LostPlatform(SilentPlatform):
    is_reachable = False


class GoodPlatform(SilentPlatform):
    async def act(self) -> None:
        return


def visits(crowd: SilentPlatform, weather: Weather | None = None) -> Visits:
    return Visits(crowd, Platform.SLACK, weather or Weather(Random(1)))


async def test_a_silence_in_good_weather_is_held_against_the_bot() -> None:
    seen = visits(SilentPlatform())
    await seen.one()
    assert seen.unexplained == ["slack: Unanswered: /quote: nothing"]


async def test_a_silence_in_bad_weather_is_explained() -> None:
    weather = Weather(Random(1))
    seen = visits(SilentPlatform(), weather)
    async with weather.bad():
        await seen.one()
    assert (seen.counts["explained"], seen.unexplained) == (1, [])


async def test_an_answer_is_an_answer_in_any_weather() -> None:
    seen = visits(GoodPlatform())
    await seen.one()
    assert (seen.counts["answered"], seen.unexplained) == (1, [])


async def test_nobody_asks_where_the_bot_is_out_of_reach() -> None:
    seen = visits(LostPlatform())
    await seen.one()
    assert (seen.counts["out of reach"], seen.unexplained) == (1, [])
