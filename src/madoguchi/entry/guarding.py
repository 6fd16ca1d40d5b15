"""The guard's recognizers, put together."""

from madoguchi.entry.tagging import DictionaryTagger
from madoguchi.language.dictionary import JapaneseDictionary
from madoguchi.privacy.recognizing.detector import Detector
from madoguchi.privacy.recognizing.japanese.recognizers import japanese


def detector(dictionary: JapaneseDictionary) -> Detector:
    """Return what finds personal data, with the dictionary that is in memory anyway."""
    return Detector(japanese(DictionaryTagger(dictionary)))
