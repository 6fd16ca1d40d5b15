"""Who may see which passages."""

from madoguchi.kernel.http import EVERYTHING, Caller
from madoguchi.knowledge.schemas import SEES_ALL


def role_of(caller: Caller) -> str:
    """Return the role by which a caller may see passages."""
    return SEES_ALL if caller.may(EVERYTHING) else caller.role
