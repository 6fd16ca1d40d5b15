import { useQuery } from "@tanstack/react-query";
import { get, path } from "../../api/rest";
import type { Original } from "../../api/types";
import { safeAddress } from "../../markdown/address";
import { Breakable } from "../../ui/Breakable";
import { Icon } from "../../ui/Icon";
import { useWords } from "../../words/words";
import { placeAddress } from "./path";

const linkHoldsMs = 30 * 60_000;

interface Props {
  url: string | null;
  place: string | null | undefined;
  /** Whose file to look for where there is no page of the web. */
  documentId: string | null;
}

/** The way to what the document was read from: a page, or a file. */
export function OriginalLink({ url, place, documentId }: Props) {
  const t = useWords();
  const page = url && safeAddress(url);
  const file = useQuery({
    queryKey: ["original", documentId],
    queryFn: () => get<Original>(path`/api/documents/${documentId ?? ""}/original`),
    enabled: !page && documentId !== null,
    staleTime: linkHoldsMs,
  }).data;
  if (page) return <Away href={placeAddress(page, place)} words={t("passage.original")} />;
  if (!file?.name) return null;
  return (
    <>
      <p className="file-name">
        <Breakable name={t("passage.file", { name: file.name })} />
      </p>
      {file.url && <Away href={file.url} words={t("passage.file.open")} />}
    </>
  );
}

function Away({ href, words }: { href: string; words: string }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {words}
      <Icon name="away" />
    </a>
  );
}
