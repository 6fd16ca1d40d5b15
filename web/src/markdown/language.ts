import {
  Lexer,
  type MarkedOptions,
  type Token,
  Tokenizer,
  type TokenizerExtension,
  type Tokens,
} from "marked";

/** CommonMark's flanking rule leaves the stars of `**「重要」**です` standing; for Japanese they must make it bold. */
const strong: TokenizerExtension = {
  name: "strong",
  level: "inline",
  start: (source) => source.indexOf("**"),
  tokenizer(source) {
    const found = /^\*\*(?=[^\s*])((?:[^*\\\n]|\\.|\*(?!\*))*?[^\s*\\])\*\*(?!\*)/.exec(source);
    const words = found?.[1];
    if (!found || words === undefined) return undefined;
    return { type: "strong", raw: found[0], text: words, tokens: this.lexer.inlineTokens(words) };
  },
};

/** `[3]` is the mark of a citation, unless it is the beginning of a link. */
const cite: TokenizerExtension = {
  name: "cite",
  level: "inline",
  start: (source) => source.search(/\[\d{1,3}\]/),
  tokenizer(source) {
    const found = /^\[(\d{1,3})\](?![(:])/.exec(source);
    return found ? { type: "cite", raw: found[0], n: Number(found[1]) } : undefined;
  },
};

/** `$x$` and `\(x\)`; prices such as $5 or 「$5〜$8」 stay prices. */
const maths: TokenizerExtension = {
  name: "maths",
  level: "inline",
  start: (source) => source.search(/\$|\\\(|\\\[/),
  tokenizer(source) {
    const shown = /^\$\$([^$]+?)\$\$/.exec(source) ?? /^\\\[([\s\S]+?)\\\]/.exec(source);
    if (shown) return { type: "maths", raw: shown[0], tex: shown[1]?.trim() ?? "", display: true };
    const inside =
      /^\$(?![\s$])((?:[^$\\\n]|\\.)*?[^\s$\\])\$(?!\d)/.exec(source) ?? /^\\\((.+?)\\\)/.exec(source);
    if (!inside || isProse(inside[1] ?? "")) return undefined;
    return { type: "maths", raw: inside[0], tex: inside[1]?.trim() ?? "", display: false };
  },
};

/** 「$5から$8です」: kana outside \text{} says that the dollar signs are prices. */
function isProse(tex: string): boolean {
  return /[ぁ-ヿ、。]/.test(tex.replace(/\\text\{[^}]*\}/g, ""));
}

const mathsBlock: TokenizerExtension = {
  name: "mathsBlock",
  level: "block",
  start: (source) => source.search(/(?:^|\n)(?:\$\$|\\\[)/),
  tokenizer(source) {
    const found =
      /^\$\$\s*([\s\S]+?)\s*\$\$(?:\n+|$)/.exec(source) ?? /^\\\[\s*([\s\S]+?)\s*\\\](?:\n+|$)/.exec(source);
    return found ? { type: "mathsBlock", raw: found[0], tex: found[1] ?? "" } : undefined;
  },
};

class JapaneseTokenizer extends Tokenizer {
  /** 「9:00~18:00、10:00~17:00」 is a pair of times, not a struck-out passage: only ~~ strikes out. */
  override del(source: string, masked: string, before?: string): Tokens.Del | undefined {
    return source.startsWith("~~") ? super.del(source, masked, before) : undefined;
  }

  /** 「https://example.comをご覧ください」: an address ends where Japanese begins. */
  override url(source: string): Tokens.Link | undefined {
    const found = /^https?:\/\/[!-~]+/i.exec(source);
    const address = found?.[0].replace(/[)\]}>"'.,:;!?*_~]+$/, "");
    if (!address) return undefined;
    const text: Tokens.Text = { type: "text", raw: address, text: address, escaped: false };
    return { type: "link", raw: address, text: address, href: address, tokens: [text] };
  }
}

const inline = [strong, cite, maths];
const block = [mathsBlock];
const options: MarkedOptions = {
  gfm: true,
  extensions: {
    renderers: {},
    childTokens: {},
    inline: inline.map((extension) => extension.tokenizer),
    block: block.map((extension) => extension.tokenizer),
    startInline: inline.flatMap((extension) => extension.start ?? []),
    startBlock: block.flatMap((extension) => extension.start ?? []),
  },
};

/** Reads Markdown into tokens; line ends are made uniform first so that the tokens' raw text adds up. */
export function tokensOf(source: string): Token[] {
  return new Lexer({ ...options, tokenizer: new JapaneseTokenizer() }).lex(source);
}
