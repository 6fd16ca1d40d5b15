import "./passage.css";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { get, path } from "../../api/rest";
import type { Citation, CitationStanding, Passage } from "../../api/types";
import type { Stretch } from "../../markdown/marking";
import { Dialog } from "../../ui/Dialog";
import { IconButton } from "../../ui/IconButton";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { useWide } from "../../ui/useWide";
import { Waiting } from "../../ui/Waiting";
import { useWords } from "../../words/words";
import { OriginalLink } from "./OriginalLink";
import { PassageText } from "./PassageText";
import { wayWords } from "./path";
import { StandingNote } from "./StandingNote";

interface Props {
  /** Where to open which document; nothing while that is being found out, or when there is none. */
  place: { id: string; cited: Stretch | null } | null;
  citation: Citation | null;
  standing: CitationStanding | null;
  /** The page has no room beside it, however wide it is. */
  over?: boolean;
  onClose: () => void;
  /** Where the focus goes when nobody opened the panel (a shared link). */
  orElseFocus: () => void;
}

const besideFrom = 1100;

/** The place an answer rests on: beside the chat when there is room, over it when there is not. */
export function PassagePanel({ place, citation, standing, over = false, onClose, orElseFocus }: Props) {
  const t = useWords();
  const beside = useWide(besideFrom) && !over;
  const id = place?.id ?? "";
  const found = useQuery({
    queryKey: ["passage", id],
    queryFn: () => get<Passage>(path`/api/passages/${id}`),
    enabled: place !== null,
  });
  const title = citation?.title ?? found.data?.document.title ?? t("passage.label");
  const nowhere = place === null && standing !== null;
  const body = (
    <div className="passage-body">
      <div className="passage-path">
        <Way passage={found.data} citation={citation} here={!nowhere} />
      </div>
      {citation && standing && <StandingNote citation={citation} standing={standing} />}
      {found.isError ? (
        <TroubleBanner reason={found.error} onRetry={() => void found.refetch()} />
      ) : found.data ? (
        <PassageText passage={found.data} cited={place?.cited ?? null} />
      ) : (
        !nowhere && <Waiting says={t("passage.loading")} lines={8} />
      )}
    </div>
  );
  if (!beside) {
    return (
      <Dialog title={title} look="sheet-full" onClose={onClose}>
        {body}
      </Dialog>
    );
  }
  return (
    <Beside title={title} onClose={onClose} orElseFocus={orElseFocus}>
      {body}
    </Beside>
  );
}

interface WayProps {
  passage: Passage | undefined;
  citation: Citation | null;
  /** Whether the document is still here. */
  here: boolean;
}

/** The headings down to the place, and the way to the original. */
function Way({ passage, citation, here }: WayProps) {
  const t = useWords();
  const at = passage ?? citation;
  if (!at) return null;
  const { title, url } = passage?.document ?? citation ?? { title: "", url: null };
  const documentId = passage?.document.id ?? null;
  return (
    <>
      <p>{wayWords(title, at, t)}</p>
      <OriginalLink url={url} place={at.place} documentId={here ? documentId : null} />
    </>
  );
}

interface BesideProps {
  title: string;
  onClose: () => void;
  orElseFocus: () => void;
  children: ReactNode;
}

function Beside({ title, onClose, orElseFocus, children }: BesideProps) {
  const t = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    heading.current?.focus();
    return () => {
      if (opener instanceof HTMLElement && opener !== document.body && opener.isConnected) opener.focus();
      else orElseFocus();
    };
  }, [orElseFocus]);
  return (
    <aside className="passage-panel" aria-label={t("passage.label")}>
      <header>
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <IconButton icon="close" label={t("passage.close")} className="soft" onClick={onClose} />
      </header>
      {children}
    </aside>
  );
}
