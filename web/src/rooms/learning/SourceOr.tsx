import type { ReactNode } from "react";
import { Link } from "react-router";
import { Trouble } from "../../api/trouble";
import type { Source } from "../../api/types";
import { EmptyState } from "../../ui/EmptyState";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { Waiting } from "../../ui/Waiting";
import { useWords } from "../../words/words";
import { useSource } from "./sources";

/** A source once it is there; until then, or where there is none, that in words. */
export function SourceOr({ id, children }: { id: string; children: (source: Source) => ReactNode }) {
  const t = useWords();
  const found = useSource(id);
  const missing = found.isError && Trouble.from(found.error).code === "not_found";
  const trouble = found.isError && !missing && (
    <TroubleBanner reason={found.error} onRetry={() => void found.refetch()} />
  );
  if (missing) return <Missing />;
  if (found.data) {
    return (
      <>
        {trouble}
        {children(found.data)}
      </>
    );
  }
  return (
    <>
      <h1 className="vh">{t("admin.sources")}</h1>
      {trouble || <Waiting says={t("learn.loading")} lines={8} />}
    </>
  );
}

function Missing() {
  const t = useWords();
  return (
    <EmptyState
      level={1}
      title={t("learn.missing.title")}
      action={
        <Link className="btn primary" to="/admin/sources">
          {t("learn.toList")}
        </Link>
      }
    >
      <p>{t("learn.missing.says")}</p>
    </EmptyState>
  );
}
