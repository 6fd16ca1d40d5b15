import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { line } from "../../api/line";
import { get, path } from "../../api/rest";
import type { Documents, LearningRun, Why } from "../../api/types";
import { isOpen } from "./states";

const lookAgainMs = 2000;

/** Has one page learned, and follows that to its end: also when the line breaks meanwhile. */
export function useLearning(address: string) {
  const [begun, setBegun] = useState<LearningRun | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  useEffect(() => {
    let here = true;
    line.invoke("learning.start", { url: address, again: false }, { safeToResend: true }).then(
      (run) => here && setBegun(run),
      (reason) => here && setTrouble(reason),
    );
    return () => {
      here = false;
    };
  }, [address]);
  const id = begun?.id ?? "";
  const found = useQuery({
    queryKey: ["run", id],
    queryFn: () => get<LearningRun>(path`/api/runs/${id}`),
    enabled: begun !== null,
    staleTime: 0,
    refetchInterval: (query) => (query.state.data && !isOpen(query.state.data) ? false : lookAgainMs),
  });
  const { refetch } = found;
  useEffect(
    () => line.on("learning.progress", ({ run }) => void (run.id === id && refetch())),
    [id, refetch],
  );
  const run = found.data ?? begun;
  const over = run?.state === "done" ? run : null;
  const outcome = useQuery({
    queryKey: ["learned", id],
    queryFn: () => outcomeOf(over?.source_id ?? "", address),
    enabled: over !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { run, outcome: outcome.data ?? null, trouble: trouble ?? outcome.error ?? null };
}

/** What came of one page: learned, or the sentence that says why not. */
async function outcomeOf(sourceId: string, address: string): Promise<{ learned: boolean; reason: string }> {
  const { items, counts } = await get<Documents>(path`/api/sources/${sourceId}/documents`);
  if ((counts.learned ?? 0) > 0 || (counts.duplicate ?? 0) > 0) return { learned: true, reason: "" };
  const notice = items[0]?.notices[0]?.message;
  if (notice) return { learned: false, reason: notice };
  const query = new URLSearchParams({ url: address });
  const why = await get<Why>(`${path`/api/sources/${sourceId}/why`}?${query}`);
  return { learned: false, reason: why.message };
}
