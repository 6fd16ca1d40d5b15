import { useWords } from "../words/words";
import { leadsAway, safeAddress } from "./address";

/** A picture on another host would tell that host who is reading, so it is offered as a link. */
export function ImageLink({ href, words }: { href: string; words: string }) {
  const t = useWords();
  const address = safeAddress(href);
  if (address === null || address.startsWith("mailto:")) return words;
  if (!leadsAway(address)) return <img src={address} alt={words} loading="lazy" />;
  return (
    <a href={address} rel="noopener noreferrer nofollow" target="_blank">
      {t("markdown.image", { words: words || address })}
    </a>
  );
}
