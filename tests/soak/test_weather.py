"""Which silences the troubles of a platform explain."""

from random import Random
from time import monotonic

from tests.soak.weather import AFTERWARDS, Weather


async def test_only_what_went_on_in_bad_weather_is_explained() -> None:
    weather = Weather(Random(1))
    before = monotonic()
    async with weather.bad():
        during = monotonic()
        assert weather.explains(before, during)
    assert weather.explains(during, during + 1)
    later = monotonic() + AFTERWARDS + 1
    assert not weather.explains(before - 2, before - 1)
    assert not weather.explains(later, later + 10)
