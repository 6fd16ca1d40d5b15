import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Trouble } from "../../api/trouble";
import { EmptyState } from "../../ui/EmptyState";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { Waiting } from "../../ui/Waiting";
import { useWords } from "../../words/words";

interface Props<One> {
  found: UseQueryResult<One>;
  children: (one: One) => ReactNode;
}

/** What was asked for once it is there; until then, or where there is none, that in words. */
export function FoundOr<One>({ found, children }: Props<One>) {
  const t = useWords();
  const code = found.isError ? Trouble.from(found.error).code : null;
  if (code === "not_found") {
    return (
      <EmptyState
        level={1}
        title={t("eval.missing.title")}
        action={
          <Link className="btn primary" to="/admin/evaluation">
            {t("eval.toList")}
          </Link>
        }
      >
        <p>{t("eval.missing.says")}</p>
      </EmptyState>
    );
  }
  const trouble = found.isError && (
    <TroubleBanner reason={found.error} onRetry={() => void found.refetch()} />
  );
  if (found.data !== undefined) {
    return (
      <>
        {trouble}
        {children(found.data)}
      </>
    );
  }
  return (
    <>
      <h1 className="vh">{t("admin.evaluation")}</h1>
      {trouble || <Waiting says={t("eval.loading")} lines={8} />}
    </>
  );
}
