import { safeAddress } from "../../../markdown/address";
import { useWords } from "../../../words/words";

interface Props {
  title: string | null;
  url: string | null;
  language?: string;
}

/** The document that something was found in, by the name that people know. */
export function FromWhere({ title, url, language }: Props) {
  const t = useWords();
  const address = url && safeAddress(url);
  const name = title ?? url ?? t("found.unnamed");
  if (!address) return <span lang={language || undefined}>{name}</span>;
  return (
    <a href={address} lang={language || undefined} target="_blank" rel="noreferrer">
      {name}
    </a>
  );
}
