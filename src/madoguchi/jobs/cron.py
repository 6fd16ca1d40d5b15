"""When a schedule comes due: five fields, and the time zone that they are meant in."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError

from madoguchi.kernel.errors import Invalid


def check(cron: str, zone: str) -> None:
    """Raise unless a schedule can be read, and comes due at all."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Invalid("jobs.bad_zone", zone=zone[:60]) from error
    try:
        next(CronSim(cron, datetime.now(UTC)))
    except (CronSimError, StopIteration) as error:
        raise Invalid("jobs.bad_cron", cron=cron[:60]) from error


def following(cron: str, zone: str, moment: datetime) -> Iterator[datetime]:
    """Yield the times after ``moment``."""
    for found in CronSim(cron, moment.astimezone(ZoneInfo(zone))):
        yield found.astimezone(UTC)


def latest(cron: str, zone: str, moment: datetime) -> datetime:
    """Return the newest time that is not after ``moment``: the tick that belongs to it."""
    local = moment.astimezone(ZoneInfo(zone))
    forward = next(following(cron, zone, moment))
    for found in CronSim(cron, local, reverse=True):
        earlier = found.astimezone(UTC)
        if earlier <= moment:
            # ``moment`` itself may be a tick, which looking back leaves out.
            at = next(following(cron, zone, earlier), forward)
            return at if at <= moment else earlier
    return forward
