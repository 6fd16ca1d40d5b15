import { useCallback } from "react";
import { useLocation, useNavigate, useSearchParams } from "react-router";
import type { Citation } from "../../api/types";
import type { Stretch } from "../../markdown/marking";

export interface OpenPassage {
  id: string;
  cited: Stretch | null;
}

/** The opened passage lives in the address, so that a reload or a shared link opens it again. */
export function passageAddress(citation: Citation): string {
  return `?passage=${encodeURIComponent(citation.passage_id)}&at=${citation.start}-${citation.end}`;
}

export function usePassage(): { passage: OpenPassage | null; close: () => void } {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const id = params.get("passage");
  const [, start, end] = /^(\d+)-(\d+)$/.exec(params.get("at") ?? "") ?? [];
  const cited = start && end ? { start: Number(start), end: Number(end) } : null;
  const close = useCallback(() => void navigate(pathname, { replace: true }), [navigate, pathname]);
  return { passage: id ? { id, cited } : null, close };
}
