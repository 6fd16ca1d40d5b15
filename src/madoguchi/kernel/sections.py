"""What every part of the settings has in common."""

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator


class Section(BaseModel):
    """A part of the settings; a misspelt key is an error, never silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _nothing_is_the_default(cls, given: Any) -> Any:
        """Take a key with nothing under it as if it were not there."""
        if not isinstance(given, dict):
            return given
        fields = cls.model_fields
        known = {*fields, *(each.alias for each in fields.values())}
        return {
            name: value for name, value in given.items() if value is not None or name not in known
        }
