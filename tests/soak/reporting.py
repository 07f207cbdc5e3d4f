"""A soak in a few lines, and what is wrong with it."""

from collections import Counter
from collections.abc import Iterator

from tests.soak.measuring import Level, descriptor_level, memory_level
from tests.soak.running import Seen

_SHOWN = 5


def report(seen: Seen) -> Iterator[str]:
    counts = sum((visits.counts for visits in seen.visits), Counter[str]())
    did = ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
    said = ", ".join(f"{count} {what}" for what, count in sorted(seen.outcomes.items()) if count)
    yield f"{seen.seconds} s, seed {seen.seed}: {seen.troubles} faults, {seen.reloads} new files"
    yield f"people: {did}, {len(seen.unexplained)} unexplained; the bot's outcomes: {said}"
    yield f"daily quotes: {len(seen.posts)}, {seen.lost} lost, {seen.doubled} doubled"
    yield ""
    yield f"{'':24}{'middle third':>14}{'last third':>14}{'ratio':>8}"
    yield _line("memory (MiB)", memory_level(seen.samples))
    yield _line("descriptors", descriptor_level(seen.samples))
    yield f"{'event loop lag':24}{'idle loop':>14}{'bot':>14}{'ratio':>8}"
    for name, share in (("median (ms)", 0.5), ("99th percentile (ms)", 0.99)):
        idle, bot = (1000 * lags.quantile(share) for lags in (seen.idle_lags, seen.lags))
        yield f"  {name:22}{idle:14.2f}{bot:14.2f}{bot / idle if idle else 0:8.2f}"


def _line(name: str, level: Level) -> str:
    verdict = "flat" if level.is_flat else "NOT FLAT"
    numbers = f"{level.middle:14.1f}{level.last:14.1f}{level.ratio:8.3f}"
    return f"{name:24}{numbers}  {verdict} (it may grow by {level.bound:.1f})"


def faults_of(seen: Seen) -> Iterator[str]:
    """A sentence for each thing for which the soak has failed."""
    memory, descriptors = memory_level(seen.samples), descriptor_level(seen.samples)
    if not memory.is_flat:
        yield f"Memory grew from {memory.middle:.1f} to {memory.last:.1f} MiB."
    if not descriptors.is_flat:
        yield f"Open descriptors grew from {descriptors.middle:.0f} to {descriptors.last:.0f}."
    if seen.lost or seen.doubled:
        yield f"Of the daily quotes, {seen.lost} were lost and {seen.doubled} doubled."
    if failed := seen.outcomes.get("failed", 0):
        yield f"{failed} commands ended with an apology."
    if seen.exit_code:
        yield f"The bot ended with {seen.exit_code}."
    for entry in _tracebacks_in(seen.log):
        yield f"The bot's log has a traceback: {entry}"
    if seen.unexplained:
        shown = "\n  ".join(seen.unexplained[:_SHOWN])
        yield f"{len(seen.unexplained)} acts had no answer, and no fault explains it:\n  {shown}"


def _tracebacks_in(log: str) -> Iterator[str]:
    """The lines of the log with one.

    discord.py logs one of its own for suggestions that did not reach Discord, which nobody can
    catch; those that never came are found where people wait for them.
    """
    for line in log.splitlines():
        if "Traceback" in line and '"discord.app_commands.tree"' not in line:
            yield line
