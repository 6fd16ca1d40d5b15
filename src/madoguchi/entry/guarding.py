"""The guard's recognizers, put together."""

from madoguchi.entry.tagging import DictionaryTagger
from madoguchi.language.dictionary import JapaneseDictionary
from madoguchi.privacy.recognizing.detector import Detector
from madoguchi.privacy.recognizing.japanese.addresses import Addresses
from madoguchi.privacy.recognizing.japanese.phones import JapanesePhones
from madoguchi.privacy.recognizing.japanese.postal import PostalCodes
from madoguchi.privacy.recognizing.japanese.recognizers import japanese
from madoguchi.privacy.recognizing.latin.every import latin_recognizers
from madoguchi.privacy.recognizing.numbers.every import number_recognizers
from madoguchi.privacy.recognizing.spans import Recognizer


def recognizers(dictionary: JapaneseDictionary) -> list[Recognizer]:
    """Return all that find personal data, with the dictionary that is in memory anyway."""
    tagger = DictionaryTagger(dictionary)
    return [*number_recognizers(), *japanese(tagger), *latin_recognizers()]


def detector(dictionary: JapaneseDictionary) -> Detector:
    """Return what finds personal data as it ships: nobody has decided anything."""
    return Detector(recognizers(dictionary))


def contact_detector() -> Detector:
    """Return what finds contacts; no names, so it needs no dictionary and is quick."""
    contacts = (JapanesePhones(), PostalCodes(), Addresses())
    return Detector([*number_recognizers(), *contacts])
