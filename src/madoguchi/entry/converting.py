"""The one way to turn documents into Markdown, as the settings want it."""

from madoguchi.entry.settings import Settings
from madoguchi.learning.adapters.confined import ConfinedConverter
from madoguchi.learning.converting.ports import Converter
from madoguchi.learning.converting.schemas import Limits

MIB = 2**20


def converter(settings: Settings) -> Converter:
    """Return what converts documents; its processes begin with the first one."""
    chosen = settings.convert
    limits = Limits(
        size_bytes=chosen.max_mib * MIB,
        memory_bytes=chosen.memory_mib * MIB,
        cpu_s=chosen.seconds,
        wall_s=2.0 * chosen.seconds,
    )
    return ConfinedConverter(limits, at_once=chosen.at_once)
