"""How a model can fail, each with a sentence that says what to do."""

from typing import ClassVar

from madoguchi.kernel.errors import Unavailable


class ModelFailed(Unavailable):
    """A model gave no answer; ``retryable`` says whether asking again may help."""

    code: ClassVar[str] = "model_failed"
    retryable: ClassVar[bool] = False

    def __init__(self, key: str, /, *, model: str, wait_s: float | None = None, **facts: object):
        super().__init__(key, model=model, **facts)
        self.wait_s = wait_s


class ModelUnreachable(ModelFailed):
    """No connection could be made."""

    code, retryable = "model_unreachable", True


class ModelRefusedKey(ModelFailed):
    """The key is wrong or may not use this model."""

    code = "model_unauthorized"


class ModelUnknown(ModelFailed):
    """The server does not have this model."""

    code = "model_unknown"


class ModelBusy(ModelFailed):
    """The server asks us to slow down."""

    code, retryable = "model_busy", True


class ModelBroke(ModelFailed):
    """The server failed, or spoke what cannot be understood."""

    code, retryable = "model_broken", True


class ModelRefused(ModelFailed):
    """The server did not accept the request."""

    code = "model_refused"


class ModelSilent(ModelFailed):
    """The server stopped talking."""

    code = "model_silent"


class ModelEmpty(ModelFailed):
    """The server answered nothing."""

    code = "model_empty"
