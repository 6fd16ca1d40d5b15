"""The second run and all after it: what has not changed costs nothing, what is gone is removed."""

from tests.support.reading import Reader
from tests.support.site import Reply, Site, page


def furnish(site: Site) -> None:
    site.keep("/", page("start", "/a", "/b", "/c"))
    for path in ("/a", "/b", "/c"):
        site.keep(path, page(path, path + "/below"))
        site.keep(path + "/below", page("below " + path))


def test_unchanged_pages_are_all_answered_304_and_nothing_is_kept_again(
    site: Site, either_reader: Reader
) -> None:
    furnish(site)
    either_reader.crawl(site.address + "/")
    kept = either_reader.shelf.times
    site.clear()
    summary = either_reader.crawl(site.address + "/")
    assert site.statuses == {304: 7, 404: 2}, "404 are robots.txt and the sitemap"
    assert summary.counts.decisions["unchanged"] == 7
    assert either_reader.shelf.times == kept
    assert either_reader.changed() == {}


def test_the_same_bytes_are_unchanged_even_when_sent_again(site: Site, reader: Reader) -> None:
    site.put("/", page("start"))
    reader.crawl(site.address + "/")
    site.clear()
    summary = reader.crawl(site.address + "/")
    assert site.statuses[200] == 1
    assert summary.counts.decisions["unchanged"] == 1


def test_changed_and_new_pages_are_named_and_only_those(site: Site, either_reader: Reader) -> None:
    furnish(site)
    either_reader.crawl(site.address + "/")
    site.keep("/b", page("b is different", "/b/below", "/b/new"))
    site.keep("/b/new", page("new"))
    either_reader.crawl(site.address + "/")
    assert either_reader.changed() == {"/b": "changed", "/b/new": "new"}


def test_what_is_gone_disallowed_hidden_or_moved_is_removed_in_the_same_run(
    site: Site, either_reader: Reader
) -> None:
    furnish(site)
    either_reader.crawl(site.address + "/")
    site.drop("/a")
    site.keep("/b", page("b", head='<meta name="robots" content="noindex">'))
    rules = b"User-agent: *\nDisallow: /b/\n"
    site.put("/robots.txt", Reply(rules, type="text/plain"))
    site.put("/c", Reply(status=301, headers={"Location": "/c/below"}))
    summary = either_reader.crawl(site.address + "/")
    removed = {"/a": "removed", "/b": "removed", "/b/below": "removed", "/c": "removed"}
    assert either_reader.changed() == removed
    assert summary.counts.removed == 4
    assert either_reader.look(site.address + "/a").kept is False


def test_what_falls_out_of_scope_is_removed_and_comes_back(site: Site, reader: Reader) -> None:
    furnish(site)
    reader.crawl(site.address + "/")
    reader.crawl(site.address + "/", scope={"exclude": ("/c/",)})
    assert reader.changed() == {"/c/below": "removed"}
    reader.crawl(site.address + "/")
    assert reader.changed() == {"/c/below": "new"}


def test_a_site_that_is_down_loses_nothing(site: Site, reader: Reader) -> None:
    furnish(site)
    reader.crawl(site.address + "/")
    site.put("/*", Reply(status=500))
    for path in ("/", "/a", "/b", "/c", "/a/below", "/b/below", "/c/below"):
        site.put(path, Reply(status=500))
    site.put("/robots.txt", Reply(status=404))
    summary = reader.crawl(site.address + "/", attempts=1)
    assert (summary.counts.removed, reader.changed()) == (0, {})
    assert reader.look(site.address + "/a").kept
    site.put("/robots.txt", Reply(status=500))
    assert reader.crawl(site.address + "/", attempts=1).counts.removed == 0
    assert reader.changed() == {}


def test_a_page_that_is_elsewhere_for_now_stays(site: Site, reader: Reader) -> None:
    furnish(site)
    reader.crawl(site.address + "/")
    for path in ("/a", "/b"):
        site.put(path, Reply(status=302, headers={"Location": "/sign-in"}))
    site.put("/sign-in", page("please sign in"))
    reader.crawl(site.address + "/")
    assert reader.changed() == {"/sign-in": "new"}
    assert reader.decisions()["/a"] == "moved_for_now"


def test_a_missing_page_is_looked_for_later_or_when_somebody_links_to_it(
    site: Site, reader: Reader
) -> None:
    site.keep("/", page("start", "/a"))
    reader.crawl(site.address + "/")
    site.clear()
    reader.crawl(site.address + "/")
    assert site.count("/a") == 0, "not every run"
    site.keep("/", page("start, again", "/a"))
    site.keep("/a", page("here"))
    reader.crawl(site.address + "/")
    assert reader.changed() == {"/": "changed", "/a": "new"}


def test_reread_asks_for_everything_without_conditions(site: Site, reader: Reader) -> None:
    furnish(site)
    reader.crawl(site.address + "/")
    site.clear()
    summary = reader.crawl(site.address + "/", reread=True)
    assert site.statuses[304] == 0
    assert summary.counts.decisions["unchanged"] == 7
