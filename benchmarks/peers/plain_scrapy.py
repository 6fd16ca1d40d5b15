"""Scrapy over a site, as one would write it: robots.txt obeyed, links followed, titles taken."""

import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy.crawler import CrawlerProcess
from scrapy.linkextractors import LinkExtractor
from scrapy.spiders import CrawlSpider, Rule


class Reader(CrawlSpider):
    """Follows every link of one site."""

    name = "reader"
    pages = 0

    def __init__(self, start: str, **given: Any) -> None:
        self.start_urls = [start]
        self.allowed_domains = [urlsplit(start).hostname or ""]
        self.rules = (Rule(LinkExtractor(), callback="take", follow=True),)
        super().__init__(**given)

    def take(self, response: Any) -> Iterator[dict[str, Any]]:
        """Note a page."""
        type(self).pages += 1
        yield {"url": response.url, "size": len(response.body)}


def main(start: str) -> None:
    """Crawl, and print pages and CPU seconds."""
    settings = {
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS": 8,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        "DOWNLOAD_DELAY": 0,
        "LOG_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "COOKIES_ENABLED": False,
        "DEPTH_LIMIT": 20,
    }
    process = CrawlerProcess(settings)
    before = time.process_time()
    process.crawl(Reader, start=start)
    process.start()
    print(Reader.pages, round(time.process_time() - before, 3))


if __name__ == "__main__":
    main(sys.argv[1])
