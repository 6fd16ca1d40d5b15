"""A message without what belongs to no language: addresses, code, marks of masking, quotations."""

import unicodedata

import regex

COMMANDS = (
    r"(?:(?:npm|pip3?|yarn|pnpm|brew|apt|apt-get) (?:install|run|add|update|remove|ci|i)"
    r"|git (?:push|pull|status|commit|clone|checkout|merge|rebase|log|diff|add|fetch|init)"
    r"|docker (?:run|ps|compose|build|pull|exec)|kubectl [a-z]+|sudo [a-z]+)"
)
FACE = r"[(（](?:ツ|(?=[^()（）]*[^\w\s()（）、。,.!！?？'’&/-])[^()（）\n]{1,12})[)）]"
NOISE = regex.compile(
    rf"{FACE}|"
    r"```.*?(?:```|\Z)|`[^`\n]*`"
    r"|(?:https?|ftp)://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)[@#][A-Za-z0-9_.-]+"
    r"|<[A-Z][A-Z_]*_\d+>|</?[A-Za-z][^<>]{0,200}>"
    r"|(?<![A-Za-z])(?:[A-Za-z]+[-_/.])*[A-Za-z]*\d[A-Za-z\d_/.-]*"
    r"|(?<!\S)[A-Za-z0-9.~-]*/[A-Za-z0-9./~_-]+|\b[A-Za-z]+(?:_[A-Za-z]+)+\b"
    r"|[A-Za-z0-9_.]+\([^()\n]{0,80}\)"
    r"|\b(?:SELECT\b[^\n]+\bFROM|UPDATE\b[^\n]+\bSET|INSERT INTO|DELETE FROM)\b[^\n]*"
    rf"|(?:^|(?<=[\s:：$]))(?:\$ )?{COMMANDS}(?: [A-Za-z0-9_@./:=-]+)*",
    regex.S,
)
QUOTED = regex.compile(
    r"「[^」]*」|『[^』]*』|【[^】]*】|\"[^\"]*\"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|‹[^›]*›|^>[^\n]*$",
    regex.M,
)
LETTER = regex.compile(r"\p{L}")
CODE_MARK = regex.compile(r"[{}\[\]()<>;=$|\\&*_^~]")
NOT_A_WORD = regex.compile(r"[^\p{L}\p{M}'’]+")
CODE_SHARE = 0.12
LONGEST = 2_000


def cleared(text: str) -> str:
    """Return the words that tell the language; nothing when there are none."""
    plain = NOISE.sub(" ", unicodedata.normalize("NFKC", text[:LONGEST]))
    own = QUOTED.sub(" ", plain)
    if LETTER.search(own):
        plain = own
    letters = len(LETTER.findall(plain))
    if len(CODE_MARK.findall(plain)) > 1 and plain.isascii():
        plain = "" if len(CODE_MARK.findall(plain)) >= CODE_SHARE * letters else plain
    return NOT_A_WORD.sub(" ", plain).strip()
