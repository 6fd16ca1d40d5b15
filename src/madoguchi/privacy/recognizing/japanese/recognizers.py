"""All that is looked for in Japanese text."""

from madoguchi.privacy.ports import Tagger
from madoguchi.privacy.recognizing.japanese.accounts import JapaneseAccounts
from madoguchi.privacy.recognizing.japanese.addresses import Addresses
from madoguchi.privacy.recognizing.japanese.births import Births
from madoguchi.privacy.recognizing.japanese.handles import Handles
from madoguchi.privacy.recognizing.japanese.names import JapaneseNames
from madoguchi.privacy.recognizing.japanese.numbers import JapaneseNumbers
from madoguchi.privacy.recognizing.japanese.phones import JapanesePhones
from madoguchi.privacy.recognizing.japanese.postal import PostalCodes
from madoguchi.privacy.recognizing.spans import Recognizer


def japanese(tagger: Tagger) -> tuple[Recognizer, ...]:
    """Return the recognizers of Japanese text."""
    return (
        Handles(),
        JapanesePhones(),
        PostalCodes(),
        JapaneseNumbers(),
        JapaneseAccounts(),
        Births(),
        Addresses(),
        JapaneseNames(tagger),
    )
