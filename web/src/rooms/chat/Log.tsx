import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { useStick } from "../../ui/useStick";
import { useWords } from "../../words/words";

interface Props {
  /** Changes when the reader has sent something: the end comes into view whatever they were reading. */
  jump: string | null;
  children: ReactNode;
}

export function Log({ jump, children }: Props) {
  const t = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const { atEnd, toEnd } = useStick(scroller, content);
  useEffect(() => {
    if (jump !== null) toEnd();
  }, [jump, toEnd]);
  return (
    <div className="log-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a log must be scrollable by keyboard */}
      <div className="log" ref={scroller} role="log" aria-live="off" aria-label={t("log.label")} tabIndex={0}>
        <div ref={content}>{children}</div>
      </div>
      {!atEnd && (
        <Button className="to-end" onClick={toEnd}>
          <Icon name="down" />
          {t("log.toEnd")}
        </Button>
      )}
    </div>
  );
}
