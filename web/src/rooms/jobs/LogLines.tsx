import { memo, useRef } from "react";
import type { LogLine } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { Tag } from "../../ui/Tag";
import { useStick } from "../../ui/useStick";
import { clockWithSeconds } from "../../ui/when";
import { type Key, useWords } from "../../words/words";

const levels: Record<string, [Key, "amber" | "red"]> = {
  warning: ["level.warning", "amber"],
  error: ["level.error", "red"],
  critical: ["level.error", "red"],
};

/** The lines in a box of their own, at their end for as long as the reader is there. */
export function LogLines({ lines, labelledBy }: { lines: readonly LogLine[]; labelledBy: string }) {
  const t = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLOListElement>(null);
  const { atEnd, toEnd } = useStick(scroller, content);
  return (
    <div className="job-log-frame">
      <div
        ref={scroller}
        className="job-log"
        role="log"
        aria-live="off"
        aria-labelledby={labelledBy}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a log must be scrollable by keyboard
        tabIndex={0}
      >
        <ol ref={content}>
          {lines.map((line) => (
            <Line key={line.number} line={line} />
          ))}
        </ol>
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

const Line = memo(function Line({ line }: { line: LogLine }) {
  const t = useWords();
  const { language } = usePreferences();
  const level = levels[line.level.toLowerCase()];
  return (
    <li>
      <time dateTime={line.at}>{clockWithSeconds(Date.parse(line.at), language)}</time>
      <span>
        {level && (
          <>
            <Tag tone={level[1]} icon="alarm">
              {t(level[0])}
            </Tag>{" "}
          </>
        )}
        {line.message}
      </span>
    </li>
  );
});
