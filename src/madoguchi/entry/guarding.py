"""The guard's recognizers, put together."""

from importlib import import_module

from madoguchi.entry.settings import Guard
from madoguchi.entry.tagging import DictionaryTagger
from madoguchi.kernel.errors import Invalid
from madoguchi.language.dictionary import JapaneseDictionary
from madoguchi.privacy.recognizing.detector import Detector
from madoguchi.privacy.recognizing.japanese.addresses import Addresses
from madoguchi.privacy.recognizing.japanese.phones import JapanesePhones
from madoguchi.privacy.recognizing.japanese.postal import PostalCodes
from madoguchi.privacy.recognizing.japanese.recognizers import japanese
from madoguchi.privacy.recognizing.latin.every import latin_recognizers
from madoguchi.privacy.recognizing.numbers.every import number_recognizers
from madoguchi.privacy.recognizing.spans import Recognizer


def recognizers(dictionary: JapaneseDictionary, settings: Guard) -> list[Recognizer]:
    """Return all that find personal data, with the dictionary that is in memory anyway."""
    tagger = DictionaryTagger(dictionary)
    ours = (*number_recognizers(), *japanese(tagger), *latin_recognizers())
    return [*ours, *_others(settings)]


def detector(dictionary: JapaneseDictionary, settings: Guard) -> Detector:
    """Return what finds personal data where no administrator has decided anything."""
    return Detector(recognizers(dictionary, settings))


def _others(settings: Guard) -> list[Recognizer]:
    if not settings.presidio:
        return []
    try:
        adapter = import_module("madoguchi.privacy.adapters.presidio")
    except ModuleNotFoundError as error:
        raise Invalid("privacy.no_presidio", package=error.name) from error
    return [adapter.PresidioRecognizer(settings.presidio)]


def contact_detector() -> Detector:
    """Return what finds contacts; no names, so it needs no dictionary and is quick."""
    contacts = (JapanesePhones(), PostalCodes(), Addresses())
    return Detector([*number_recognizers(), *contacts])
