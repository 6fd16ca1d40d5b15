import "./learning.css";
import { Link } from "react-router";
import { EmptyState } from "../../ui/EmptyState";
import { Icon } from "../../ui/Icon";
import { Ledger } from "../../ui/Ledger";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { useTitle } from "../../ui/useTitle";
import { Waiting } from "../../ui/Waiting";
import { useWords } from "../../words/words";
import { may, useMe } from "../accounts/me";
import { Away } from "../jobs/Away";
import { SourceRow } from "./SourceRow";
import { useSources } from "./sources";

/** /admin/sources: what answers are drawn from, and how learning it goes. */
export function SourcesPage() {
  const t = useWords();
  const me = useMe().data;
  const sources = useSources();
  useTitle(t("admin.sources"));
  const manages = may(me, "learning.manage");
  const some = sources.data !== undefined && sources.data.length > 0;
  const add = (
    <Link className="btn primary" to="/admin/sources/new">
      <Icon name="plus" />
      {t("learn.add")}
    </Link>
  );
  return (
    <>
      <header className="page-head">
        <div className="grow">
          <h1>{t("admin.sources")}</h1>
          <p className="quiet">{t("learn.says")}</p>
        </div>
        {some && manages && add}
      </header>
      <Away />
      {sources.isError && <TroubleBanner reason={sources.error} onRetry={() => void sources.refetch()} />}
      {sources.isPending && <Waiting says={t("learn.loading")} lines={6} />}
      {sources.data?.length === 0 && (
        <EmptyState title={t("learn.none.title")} action={manages && add}>
          <p>{t("learn.none.says")}</p>
          <ol className="first-steps">
            <li>{t("learn.none.1")}</li>
            <li>{t("learn.none.2")}</li>
            <li>{t("learn.none.3")}</li>
          </ol>
          {!manages && <p>{t("learn.none.ask")}</p>}
        </EmptyState>
      )}
      {some && (
        <Ledger
          label={t("admin.sources")}
          look="sources"
          columns={[
            { label: t("learn.col.what") },
            { label: t("learn.col.docs"), end: true },
            { label: t("learn.col.passages"), end: true },
            { label: t("learn.col.state") },
            { label: t("learn.col.far") },
            { label: t("learn.col.next") },
            { label: t("learn.col.acts"), hidden: true },
          ]}
        >
          {sources.data.map((source) => (
            <SourceRow key={source.id} source={source} mayStart={may(me, "learning.start")} />
          ))}
        </Ledger>
      )}
    </>
  );
}
