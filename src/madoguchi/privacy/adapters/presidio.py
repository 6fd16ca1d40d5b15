"""Microsoft Presidio as one more recognizer, with spaCy models that are installed already."""

from collections.abc import Iterator, Mapping

import spacy
import tldextract
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine

from madoguchi.kernel.errors import Invalid
from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.spans import Kind, Span

KINDS: dict[str, Kind] = {
    "PERSON": "PERSON",
    "LOCATION": "ADDRESS",
    "EMAIL_ADDRESS": "EMAIL",
    "PHONE_NUMBER": "PHONE",
    "CREDIT_CARD": "CREDIT_CARD",
    "IBAN_CODE": "IBAN",
    "IP_ADDRESS": "IP_ADDRESS",
    "MAC_ADDRESS": "MAC_ADDRESS",
    "CRYPTO": "SECRET",
    "US_SSN": "NATIONAL_ID",
    "US_ITIN": "TAX_ID",
    "US_PASSPORT": "PASSPORT",
    "US_DRIVER_LICENSE": "DRIVER_LICENSE",
    "US_BANK_NUMBER": "BANK_ACCOUNT",
    "UK_NHS": "NATIONAL_ID",
    "UK_NINO": "NATIONAL_ID",
    "MEDICAL_LICENSE": "NATIONAL_ID",
}
"""What it finds beside these (dates, addresses of web pages, peoples) is not personal to us."""

LABELS = {
    **dict.fromkeys(("PERSON", "PER", "Person"), "PERSON"),
    **dict.fromkeys(("GPE", "LOC", "FAC", "Postal_Address", "City", "County"), "LOCATION"),
    **dict.fromkeys(("Province", "GPE_Other", "Location_Other"), "LOCATION"),
    "Email": "EMAIL_ADDRESS",
    "Phone_Number": "PHONE_NUMBER",
}
"""What spaCy's models, and GiNZA's, call the same things."""


class PresidioRecognizer:
    """Japanese or English, by the script; without a model only its patterns."""

    def __init__(self, models: Mapping[str, str | None]) -> None:
        """Take a spaCy model for each language; none is a plain tokenizer."""
        # Its mail pattern would fetch the list of public suffixes from the network.
        tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
        languages = list(models)
        engine = SpacyNlpEngine(
            models=[
                {"lang_code": language, "model_name": name or f"blank_{language}"}
                for language, name in models.items()
            ],
            ner_model_configuration=NerModelConfiguration(
                model_to_presidio_entity_mapping=LABELS, labels_to_ignore=[]
            ),
        )
        # Its own way of loading would download what is missing.
        engine.nlp = {language: _loaded(language, name) for language, name in models.items()}
        registry = RecognizerRegistry(supported_languages=languages)
        registry.load_predefined_recognizers(languages=languages, nlp_engine=engine)
        self._languages = languages
        self._analyzer = AnalyzerEngine(
            registry=registry, nlp_engine=engine, supported_languages=languages
        )

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield what it finds of the kinds we know; it reads the text as it was written."""
        language = "ja" if text.has_japanese else "en"
        if language not in self._languages:
            return
        for result in self._analyzer.analyze(text.written, language):
            kind = KINDS.get(result.entity_type)
            if kind:
                yield Span(kind, result.start, result.end, result.score)


def _loaded(language: str, name: str | None) -> spacy.Language:
    if name is None:
        return spacy.blank(language)
    try:
        return spacy.load(name)
    except OSError as error:
        raise Invalid("privacy.no_spacy_model", model=name) from error
