import { useQuery } from "@tanstack/react-query";
import { get, path } from "../../api/rest";
import type { Citation, CitationStanding, Message } from "../../api/types";
import { citationsOf } from "./branch";

export type StandingOf = (messageId: string, n: number) => CitationStanding | undefined;

const nothingKnown: StandingOf = () => undefined;

/**
 * How every citation of a chat stands today, asked once when the chat is opened. An answer that came
 * later is not among them: it quotes what stands there now.
 */
export function useStandings(sessionId: string, messages: readonly Message[]) {
  const found = useQuery({
    queryKey: ["citations", sessionId],
    queryFn: () => get<CitationStanding[]>(path`/api/sessions/${sessionId}/citations`),
    enabled: messages.some((message) => citationsOf(message).length > 0),
    select: lookUp,
  });
  return { standingOf: found.data ?? nothingKnown, settled: !found.isLoading };
}

function lookUp(all: CitationStanding[]): StandingOf {
  const byPlace = new Map(all.map((each) => [`${each.message_id} ${each.n}`, each]));
  return (messageId, n) => byPlace.get(`${messageId} ${n}`);
}

/** The citation behind an opened passage, with how it stands. */
export function citedIn(
  messages: readonly Message[],
  passage: { id: string; cited: { start: number } | null },
  standingOf: StandingOf,
): { citation: Citation; standing: CitationStanding | undefined } | null {
  for (const message of messages) {
    const citation = citationsOf(message).find(
      (each) => each.passage_id === passage.id && each.start === passage.cited?.start,
    );
    if (citation) return { citation, standing: standingOf(message.id, citation.n) };
  }
  return null;
}
