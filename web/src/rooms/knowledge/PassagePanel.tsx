import "./passage.css";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { get, path } from "../../api/rest";
import type { Passage } from "../../api/types";
import { safeAddress } from "../../markdown/address";
import type { Stretch } from "../../markdown/marking";
import { Dialog } from "../../ui/Dialog";
import { Icon } from "../../ui/Icon";
import { IconButton } from "../../ui/IconButton";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { useWide } from "../../ui/useWide";
import { Waiting } from "../../ui/Waiting";
import { useWords } from "../../words/words";
import { PassageText } from "./PassageText";
import { pathWords, placeAddress, placeWords } from "./path";

interface Props {
  passage: { id: string; cited: Stretch | null };
  /** The page has no room beside it, however wide it is. */
  over?: boolean;
  onClose: () => void;
  /** Where the focus goes when nobody opened the panel (a shared link). */
  orElseFocus: () => void;
}

const besideFrom = 1100;

/** The place an answer rests on: beside the chat when there is room, over it when there is not. */
export default function PassagePanel({ passage, over = false, onClose, orElseFocus }: Props) {
  const t = useWords();
  const beside = useWide(besideFrom) && !over;
  const found = useQuery({
    queryKey: ["passage", passage.id],
    queryFn: () => get<Passage>(path`/api/passages/${passage.id}`),
  });
  const title = found.data?.document.title ?? t("passage.label");
  const body = found.isPending ? (
    <Waiting says={t("passage.loading")} lines={8} />
  ) : found.isError ? (
    <TroubleBanner reason={found.error} onRetry={() => void found.refetch()} />
  ) : (
    <PassageBody passage={found.data} cited={passage.cited} />
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

function PassageBody({ passage, cited }: { passage: Passage; cited: Stretch | null }) {
  const t = useWords();
  const original = passage.document.url && safeAddress(passage.document.url);
  return (
    <div className="passage-body">
      <div className="passage-path">
        <p>
          {pathWords(passage.document.title, passage.heading_path)}
          {passage.page != null && ` ${t("sources.page", { page: passage.page })}`}
          {placeWords(passage.place)}
        </p>
        {original && (
          <a href={placeAddress(original, passage.place)} target="_blank" rel="noopener noreferrer">
            {t("passage.original")}
            <Icon name="away" />
          </a>
        )}
      </div>
      <PassageText passage={passage} cited={cited} />
    </div>
  );
}
