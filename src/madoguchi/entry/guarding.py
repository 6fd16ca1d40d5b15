"""The guard's recognizers, put together."""

from madoguchi.entry.tagging import DictionaryTagger
from madoguchi.language.dictionary import JapaneseDictionary
from madoguchi.privacy.recognizing.detector import Detector
from madoguchi.privacy.recognizing.japanese.recognizers import japanese
from madoguchi.privacy.recognizing.latin.every import latin_recognizers
from madoguchi.privacy.recognizing.numbers.every import number_recognizers
from madoguchi.privacy.recognizing.spans import Recognizer


def recognizers(dictionary: JapaneseDictionary) -> list[Recognizer]:
    """Return all that look for personal data."""
    tagger = DictionaryTagger(dictionary)
    return [*number_recognizers(), *japanese(tagger), *latin_recognizers()]


def detector(dictionary: JapaneseDictionary) -> Detector:
    """Return what finds personal data, with the dictionary that is in memory anyway."""
    return Detector(recognizers(dictionary))
