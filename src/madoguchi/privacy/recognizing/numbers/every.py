"""All recognizers of numbers, in one place for the wiring."""

from madoguchi.privacy.recognizing.numbers.cards import Cards
from madoguchi.privacy.recognizing.numbers.iban import Ibans
from madoguchi.privacy.recognizing.numbers.mail import MailAddresses
from madoguchi.privacy.recognizing.numbers.nations.recognize import NationalNumbers
from madoguchi.privacy.recognizing.numbers.network import Machines
from madoguchi.privacy.recognizing.numbers.phones import Phones
from madoguchi.privacy.recognizing.numbers.secrets import Secrets
from madoguchi.privacy.recognizing.spans import Recognizer


def number_recognizers() -> tuple[Recognizer, ...]:
    """Return those that need no model and no dictionary."""
    return (
        Cards(),
        Ibans(),
        Machines(),
        Secrets(),
        MailAddresses(),
        NationalNumbers(),
        Phones(),
    )
