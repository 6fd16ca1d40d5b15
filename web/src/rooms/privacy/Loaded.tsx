import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { Waiting } from "../../ui/Waiting";
import { useWords } from "../../words/words";

interface Props<Row> {
  found: UseQueryResult<Row[]>;
  /** What is said when there is nothing. */
  none: string;
  children: (rows: Row[]) => ReactNode;
}

/** A list once it is here; else why not. */
export function Loaded<Row>({ found, none, children }: Props<Row>) {
  const t = useWords();
  if (found.isError) return <TroubleBanner reason={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <Waiting says={t("privacy.loading")} lines={3} />;
  if (found.data.length === 0) return <p className="privacy-none">{none}</p>;
  return children(found.data);
}
