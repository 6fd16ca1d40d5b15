"""Names behind a title or behind words that give a name."""

import re
from collections.abc import Iterator

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.spans import Span

_CAPITAL = r"[A-ZÀ-ÞŁŚŻČŠŽİ]"
_LETTER = "[A-Za-zÀ-ɏ]"
_PART = rf"(?!I ){_CAPITAL}(?:\.|{_LETTER}*(?:['’-](?!s(?![a-z])){_LETTER}+)*)"
_LINK = (
    r"(?:de la|de|da|do|dos|del|della|di|du|van der|van den|van|von|zu|bin|bint|al|el|ter|ten|af)"
)
NAME = rf"(?:{_LINK} )?{_PART}(?: (?:{_LINK} )?{_PART}){{0,3}}"
TITLED = re.compile(
    r"(?=[A-Z])(?<![^\W_])(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Rev|Herr|Herrn|Frau|Madame|Monsieur"
    r"|Mme|Mlle|Señora?|Sra?|Don|Doña|Signora?|Sig|Pan[ií]|Fru|Mevrouw|Meneer|Dhr|Mevr)\.? "
    rf"(?P<name>{NAME})"
)
GIVEN = re.compile(
    r"(?=[A-Za-z])(?<![^\W_])(?:[Mm]y (?:full |last |first |sur)?name is|[Mm]ein Name ist"
    r"|[Ii]ch heiße|[Jj]e m['’]appelle|[Mm]e llamo|[Mm]i nombre es|[Mm]i chiamo|[Mm]eu nome é"
    r"|[Mm]ijn naam is|[Jj]eg hedder|[Jj]ag heter|[Jj]eg heter|[Nn]azywam się|[Ii]n the name of"
    r"|[Oo]n behalf of|a nombre de|au nom de|im Namen von|nazwisko|signed by)"
    rf" (?P<name>{NAME})"
)
NOT_NAMES = frozenset(("The", "This", "Our", "My", "Your", "Please", "God", "Law", "Justice", "It"))


class CalledNames:
    """``Mr Pargeter``, ``my name is …``: sure whatever the name looks like."""

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield what is found."""
        if not text.has_latin:
            return
        for pattern in (TITLED, GIVEN):
            for found in pattern.finditer(text.text):
                name = found["name"]
                if name.split()[0] not in NOT_NAMES:
                    yield Span("PERSON", found.start("name"), found.end("name"), 0.9)
