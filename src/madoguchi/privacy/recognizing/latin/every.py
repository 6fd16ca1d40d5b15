"""All recognizers of Latin script, in one place for the wiring."""

from madoguchi.privacy.recognizing.latin.called import CalledNames
from madoguchi.privacy.recognizing.latin.cued import Cued
from madoguchi.privacy.recognizing.latin.cues import CuedNames
from madoguchi.privacy.recognizing.latin.handles import Handles
from madoguchi.privacy.recognizing.latin.names import LatinNames
from madoguchi.privacy.recognizing.latin.streets import Streets
from madoguchi.privacy.recognizing.spans import Recognizer


def latin_recognizers() -> tuple[Recognizer, ...]:
    """Return those that read names, addresses, and what has a cue."""
    return Cued(), CalledNames(), CuedNames(), Handles(), Streets(), LatinNames()
