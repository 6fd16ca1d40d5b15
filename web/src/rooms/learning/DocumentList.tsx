import { useSearchParams } from "react-router";
import type { Source } from "../../api/types";
import { Button } from "../../ui/Button";
import { Chips } from "../../ui/Chips";
import { Ledger } from "../../ui/Ledger";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { Waiting } from "../../ui/Waiting";
import { useWords } from "../../words/words";
import { DocumentRow } from "./DocumentRow";
import { useDocuments } from "./sources";
import { documentLooks, documentStates, isOpen } from "./states";

/** What became of each document, and why; by state where one looks for something. */
export function DocumentList({ source }: { source: Source }) {
  const t = useWords();
  const [params, setParams] = useSearchParams();
  const named = params.getAll("state");
  const chosen = documentStates.filter((state) => named.includes(state));
  const live = source.run !== null && isOpen(source.run);
  const found = useDocuments(source.id, chosen, live);
  const counts = found.data?.pages.at(-1)?.counts ?? {};
  const documents = found.data?.pages.flatMap(({ items }) => items) ?? [];
  const options = documentStates
    .filter((state) => (counts[state] ?? 0) > 0 || chosen.includes(state))
    .map((value) => ({
      value,
      label: `${t(documentLooks[value].word)} ${(counts[value] ?? 0).toLocaleString("en-US")}`,
    }));
  return (
    <section className="source-part" aria-labelledby="documents-title">
      <h2 id="documents-title">{t("learn.documents")}</h2>
      {found.isError && <TroubleBanner reason={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Waiting says={t("learn.documents.loading")} lines={5} />}
      {options.length > 0 && (
        <Chips
          legend={t("learn.documents.filter")}
          chosen={chosen}
          options={options}
          onChoose={(states) =>
            setParams(new URLSearchParams(states.map((state) => ["state", state])), { replace: true })
          }
        />
      )}
      {found.isSuccess && documents.length === 0 && (
        <p className="quiet">{live ? t("learn.documents.noneYet") : t("learn.documents.none")}</p>
      )}
      {documents.length > 0 && (
        <Ledger
          label={t("learn.documents")}
          look="documents"
          busy={found.isFetching}
          columns={[
            { label: t("learn.col.document") },
            { label: t("learn.col.state") },
            { label: t("learn.col.why") },
            { label: t("learn.col.language") },
            { label: t("learn.col.passages"), end: true },
          ]}
        >
          {documents.map((document) => (
            <DocumentRow key={document.address} document={document} />
          ))}
        </Ledger>
      )}
      {found.hasNextPage && (
        <p className="list-end">
          <Button disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t("learn.documents.more")}
          </Button>
        </p>
      )}
    </section>
  );
}
