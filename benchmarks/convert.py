"""Conversion: what a page of the web and a PDF cost, what is kept and what is left out."""

import asyncio
import importlib.util
import io
import resource
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from benchmarks.faq_pages import FaqPage, pages
from benchmarks.figures import Figure
from madoguchi.learning.adapters.confined import ConfinedConverter
from madoguchi.learning.converting.read import read
from madoguchi.learning.converting.schemas import Hint, Limits

PAGE_MS, PDF_MS = 5.0, 20.0
LOST_PERCENT, AROUND_PERCENT = 1.0, 10.0
PDF_PAGES, PDF_LINES = 8, 45
Extract = Callable[[str], str]


def run(quick: bool) -> list[Figure]:
    """Convert in this process and in those made for it."""
    rounds = 2 if quick else 10
    every = list(pages())
    ours = _page_figures("Madoguchi", _ours, every, rounds)
    goals = (PAGE_MS, LOST_PERCENT, AROUND_PERCENT)
    figures = [
        Figure(each.name, each.value, each.unit, goal)
        for each, goal in zip(ours, goals, strict=True)
    ]
    for name, load in PEERS.items():
        figures += load(every, rounds) if _is_here(name) else [_absent(name)]
    figures.append(Figure(f"PDF, {PDF_PAGES} pages, CPU", _pdf_ms(rounds), "ms", PDF_MS))
    return figures + asyncio.run(_through_processes(every, 200 if quick else 2000))


def _ours(html: str) -> str:
    return read(html.encode(), Hint(content_type="text/html"), Limits()).markdown


def _page_figures(name: str, extract: Extract, every: list[FaqPage], rounds: int) -> list[Figure]:
    found = [extract(page.html) for page in every]
    begun = time.process_time()
    for _ in range(rounds):
        for page in every:
            extract(page.html)
    spent_ms = 1000 * (time.process_time() - begun) / rounds / len(every)
    kept = _share([page.content for page in every], found)
    around = _share([page.around for page in every], found)
    return [
        Figure(f"{name}: one page, CPU", spent_ms, "ms"),
        Figure(f"{name}: content lost", 100 - kept, "%"),
        Figure(f"{name}: surroundings kept", around, "%"),
    ]


def _share(wanted: list[tuple[str, ...]], found: list[str]) -> float:
    """Return how many of the sentences, in percent, were found."""
    texts = ["".join(text.split()) for text in found]
    pairs = [
        ("".join(sentence.split()) in text)
        for sentences, text in zip(wanted, texts, strict=True)
        for sentence in sentences
    ]
    return 100 * sum(pairs) / len(pairs)


def _is_here(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def _absent(name: str) -> Figure:
    return Figure(name, None, "", note="not installed here")


def _trafilatura(every: list[FaqPage], rounds: int) -> list[Figure]:
    peer: Any = import_module("trafilatura")

    def extract(html: str) -> str:
        return peer.extract(html, output_format="markdown", include_tables=True) or ""

    return _page_figures("trafilatura", extract, every, rounds)


def _html_to_markdown(every: list[FaqPage], rounds: int) -> list[Figure]:
    peer: Any = import_module("html_to_markdown")
    options = peer.ConversionOptions(hidden_content="all")

    def extract(html: str) -> str:
        return str(peer.convert(html, options).content)

    return _page_figures("html-to-markdown alone", extract, every, rounds)


PEERS = {"trafilatura": _trafilatura, "html_to_markdown": _html_to_markdown}


def _pdf() -> bytes:
    stored = io.BytesIO()
    canvas = Canvas(stored)
    for page in range(PDF_PAGES):
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(60, 780, f"Chapter {page + 1}")
        canvas.setFont("Helvetica", 10)
        for line in range(PDF_LINES):
            words = (
                "the application form is handed in at the counter before closing time on weekdays"
            )
            canvas.drawString(60, 750 - 15 * line, f"{words} {line}")
        canvas.showPage()
    canvas.save()
    return stored.getvalue()


def _pdf_ms(rounds: int) -> float:
    document = _pdf()
    read(document, Hint(), Limits())
    begun = time.process_time()
    for _ in range(rounds):
        read(document, Hint(), Limits())
    return 1000 * (time.process_time() - begun) / rounds


async def _through_processes(every: list[FaqPage], count: int) -> list[Figure]:
    """Convert pages and PDFs in processes; the CPU time of all of them counts."""
    figures = []
    for name, documents in (
        ("pages", [page.html.encode() for page in every]),
        ("PDFs, a process each", [_pdf()]),
    ):
        chosen = [documents[n % len(documents)] for n in range(count if len(documents) > 1 else 40)]
        converter = ConfinedConverter()
        await converter.convert(documents[0], Hint())
        before = _cpu_s()
        await asyncio.gather(*(converter.convert(each, Hint()) for each in chosen))
        await converter.close()
        spent = _cpu_s() - before
        figures.append(
            Figure(f"{name} per CPU second, processes and all", len(chosen) / spent, "/s")
        )
    figures.append(_memory())
    return figures


def _cpu_s() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def _memory() -> Figure:
    unit = 2**10 if sys.platform == "linux" else 2**20
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit
    return Figure("largest process that reads", most, "MiB")
