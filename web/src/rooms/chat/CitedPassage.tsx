import type { Message } from "../../api/types";
import { PassagePanel } from "../knowledge/PassagePanel";
import { citedIn, useStandings } from "./standings";
import type { OpenPassage } from "./usePassage";

interface Props {
  sessionId: string;
  messages: readonly Message[];
  passage: OpenPassage;
  onClose: () => void;
  orElseFocus: () => void;
}

/** The place that was opened from an answer, where it stands today. */
export default function CitedPassage({ sessionId, messages, passage, onClose, orElseFocus }: Props) {
  const { standingOf, settled } = useStandings(sessionId, messages);
  const found = citedIn(messages, passage, standingOf);
  return (
    <PassagePanel
      place={settled ? placeOf(passage, found?.standing) : null}
      citation={found?.citation ?? null}
      standing={found?.standing ?? null}
      onClose={onClose}
      orElseFocus={orElseFocus}
    />
  );
}

type Standing = NonNullable<ReturnType<typeof citedIn>>["standing"];

function placeOf(passage: OpenPassage, standing: Standing): OpenPassage | null {
  if (!standing) return passage;
  const { passage_id: id, start, end } = standing;
  return id ? { id, cited: start != null && end != null ? { start, end } : null } : null;
}
