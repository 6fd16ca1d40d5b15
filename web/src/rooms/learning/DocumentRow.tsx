import { memo } from "react";
import type { Document } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { safeAddress } from "../../markdown/address";
import { Breakable } from "../../ui/Breakable";
import { Cell, LedgerRow } from "../../ui/Ledger";
import { Tag } from "../../ui/Tag";
import { useWords } from "../../words/words";
import { languageName } from "./languages";
import { documentLooks } from "./states";

export const DocumentRow = memo(function DocumentRow({ document }: { document: Document }) {
  const t = useWords();
  const { language } = usePreferences();
  const { word, tone, icon } = documentLooks[document.state];
  const title = document.title || document.name || document.address;
  const url = document.url && safeAddress(document.url);
  const place = [document.url, document.name].find((each) => each && each !== title);
  return (
    <LedgerRow tone={tone}>
      <Cell name="what" head>
        <b>
          <Breakable name={title === document.url ? pathOf(title) : title} />
        </b>
        <small>
          {url ? (
            <a href={url} target="_blank" rel="noreferrer">
              <Breakable name={url} />
            </a>
          ) : (
            place && <Breakable name={place} />
          )}
        </small>
      </Cell>
      <Cell name="state">
        <Tag tone={tone} icon={icon}>
          {t(word)}
        </Tag>
      </Cell>
      <Cell name="why" nil={document.notices.length === 0 && !document.reason}>
        {document.notices.map(({ key, message }) => (
          <p key={key}>{message}</p>
        ))}
        {document.reason && <p className="quiet">{document.reason}</p>}
      </Cell>
      <Cell name="language" label={t("learn.col.language")} nil={!document.language}>
        {document.language ? languageName(document.language, language) : "–"}
      </Cell>
      <Cell name="passages" label={t("learn.col.passages")} end nil={document.passages === 0}>
        <span className="num">{document.passages.toLocaleString("en-US")}</span>
      </Cell>
    </LedgerRow>
  );
});

/** The end of an address, for what has no title of its own: the whole of it stands below. */
function pathOf(address: string): string {
  const { pathname } = new URL(address);
  return pathname.split("/").filter(Boolean).at(-1) ?? pathname;
}
