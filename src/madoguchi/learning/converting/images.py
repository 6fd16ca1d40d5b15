"""Pictures that hold text."""

import io

from PIL import Image, ImageOps, ImageSequence

from madoguchi.learning.converting import ocr
from madoguchi.learning.converting.draft import Draft
from madoguchi.learning.converting.failures import Refused
from madoguchi.learning.converting.found import Found
from madoguchi.learning.converting.schemas import Hint
from madoguchi.learning.converting.writing import plain

Image.MAX_IMAGE_PIXELS = None  # the limit is ours, and refuses instead of warning
FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")


def read(data: bytes, hint: Hint, draft: Draft) -> Found:
    """Recognise the text of a picture; a picture of several pages gives several."""
    try:
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except (OSError, ValueError, SyntaxError) as error:
        raise Refused("convert.broken") from error
    width, height = picture.size
    if width * height > draft.limits.pixels:
        raise Refused("convert.too_many_pixels", limit=draft.limits.pixels // 1_000_000)
    if not ocr.is_here():
        raise Refused("convert.no_ocr")
    try:
        count = _recognise(picture, draft)
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise Refused("convert.broken") from error
    draft.notice("convert.warning.recognised")
    return Found(details={"width": width, "height": height, "pages": count})


def _recognise(picture: Image.Image, draft: Draft) -> int:
    is_paged = picture.format == "TIFF"
    for number, frame in enumerate(ImageSequence.Iterator(picture), 1):
        if number > draft.limits.ocr_pages:
            draft.notice("convert.warning.ocr_stopped", limit=draft.limits.ocr_pages)
            break
        if is_paged:
            draft.mark("page", str(number))
        upright = ImageOps.exif_transpose(frame).convert("RGBA")
        paper = Image.new("RGB", upright.size, "white")
        paper.paste(upright, mask=upright.getchannel("A"))
        for paragraph in ocr.paragraphs_of(ImageOps.grayscale(paper)):
            draft.add("paragraph", plain(paragraph))
        if not is_paged:
            return 1
    return number
