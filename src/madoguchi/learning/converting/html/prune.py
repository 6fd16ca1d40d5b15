"""What surrounds the content of a page taken away; what is folded up stays."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from madoguchi.learning.converting.html.parse import length_of, said

NEVER = (
    "script,style,noscript,template,svg,iframe,object,embed,canvas,audio,video,nav,dialog,input,"
    "select,textarea,datalist,[role=navigation],[role=banner],[role=contentinfo],[role=search],"
    "[role=dialog],[aria-modal=true],.material-icons,.material-symbols-outlined"
)
AROUND = re.compile(
    r"(?:^|[\s_-])(?:nav|navi|gnav|gnavi|lnav|navbar|globalnav|menu|headermenu|menubar|submenu"
    r"|breadcrumbs?|crumbs?|topicpath|pankuzu|bread|pagetop|totop|pager|pagination|sidebar|side"
    r"|aside|footer|foot|masthead|share|sns|social|related|kanren|recommend\w*|promo|ads?"
    r"|advert\w*|banner|bnr|cookie\w*|consent|newsletter|subscribe|signup|comments?|disqus"
    r"|widget|outbrain|taboola|popup|modal|toolbar|skip|skiplink|byline|tags?|rank(?:ing)?)"
    r"(?:$|[\s_-])",
    re.I,
)
CONTENT = re.compile(
    r"(?:^|[\s_-])(?:main|article|contents?|body|post|entry|faq|answers?|questions?|qa|story"
    r"|accordion|panel|detail)(?:$|[\s_-])",
    re.I,
)
EDGE = re.compile(r"(?:^|\s)(?:(?:site|page|global|l|g|c)[-_])?(?:header|footer)(?:$|\s)", re.I)
NAMED_TAGS = "div section ul ol p span table figure form a h2 h3 h4 dl"
NAMED = ",".join(f"{tag}[class],{tag}[id]" for tag in NAMED_TAGS.split(" "))
ROOTS = (
    "main", "[role=main]", "article", "[itemprop=articleBody]", "#main", "#main-content",
    "#content", "#contents", ".main-content", ".entry-content", ".post-content",
)  # fmt: skip
RICH = 100
LARGE = 0.5
LINKS, LINK_SHARE, LIST_SHARE = 4, 0.7, 0.4
QUESTION_PLACES = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"))


def content_of(page: LexborHTMLParser) -> LexborNode | None:
    """Return the part of a page that is its own, cleaned."""
    body = page.body
    if body is None:
        return None
    for node in body.css(NEVER):
        node.decompose()
    root, is_named = _root(body)
    _remove_surroundings(root)
    _remove_buttons(root)
    if not is_named:
        _remove_link_lists(root)
    return root


def unpruned(page: LexborHTMLParser) -> LexborNode | None:
    """Return all that a page shows, for one that has no content in any other sense."""
    body = page.body
    if body is not None:
        for node in body.css("script,style,template,noscript,svg"):
            node.decompose()
    return body


def _root(body: LexborNode) -> tuple[LexborNode, bool]:
    """Return the element that the page calls its content, and whether it does."""
    whole = length_of(body)
    for selector in ROOTS:
        found = body.css(selector)
        if not found:
            continue
        sizes = [length_of(node) for node in found]
        best = max(range(len(found)), key=sizes.__getitem__)
        is_declared = selector in ROOTS[:2] and len(found) == 1 and sizes[best] > 15
        if is_declared or (sizes[best] > RICH and sizes[best] >= whole / 4):
            one_of_many = len(found) > 1 and sum(sizes) > 1.5 * sizes[best]
            return (body, False) if one_of_many else (found[best], True)
    return body, False


def _remove_surroundings(root: LexborNode) -> None:
    whole = length_of(root) or 1
    for node in root.css(f"header,footer,aside,[role=complementary],{NAMED}"):
        # What went with an outer one has no parent any more.
        if node.parent is None or not _is_around(node):
            continue
        if length_of(node) < LARGE * whole:
            node.decompose()


def _is_around(node: LexborNode) -> bool:
    tag = node.tag
    if tag in ("header", "footer"):
        return not _is_inside(node, ("article", "main", "section")) and not _is_headed(node)
    if tag == "aside" or said(node, "role") == "complementary":
        return True
    name = f"{said(node, 'class')} {said(node, 'id')}"
    if EDGE.search(name):
        return not _is_headed(node)
    return AROUND.search(name) is not None and CONTENT.search(name) is None


def _is_headed(node: LexborNode) -> bool:
    """Tell whether a head holds the page's own heading, which is no link to somewhere else."""
    return node.css_first("h1") is not None and node.css_first("h1 a") is None


def _is_inside(node: LexborNode, tags: tuple[str, ...]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag in tags:
            return True
        parent = parent.parent
    return False


def _remove_buttons(root: LexborNode) -> None:
    """A button stays where it is the question of something that unfolds."""
    for node in root.css("button"):
        unfolds = "aria-expanded" in node.attributes or "aria-controls" in node.attributes
        if not unfolds and not _is_inside(node, tuple(QUESTION_PLACES)):
            node.decompose()


def _remove_link_lists(root: LexborNode) -> None:
    whole = length_of(root) or 1
    for node in root.css("ul,ol,div,section,table"):
        if node.parent is None:
            continue
        links = node.css("a")
        if len(links) < LINKS:
            continue
        size = length_of(node)
        linked = sum(map(length_of, links))
        if size and linked > LINK_SHARE * size and size < LIST_SHARE * whole:
            node.decompose()
