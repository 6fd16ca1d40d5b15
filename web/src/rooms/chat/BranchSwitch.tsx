import type { Message } from "../../api/types";
import { IconButton } from "../../ui/IconButton";
import { useWords } from "../../words/words";

interface Props {
  message: Message;
  disabled: boolean;
  onSwitch: (messageId: string) => void;
}

/** ‹ 1/2 › : the other questions and answers that were given at this point. */
export function BranchSwitch({ message, disabled, onSwitch }: Props) {
  const t = useWords();
  const all = message.siblings;
  if (all.length < 2) return null;
  const now = all.indexOf(message.id);
  const go = (step: number) => {
    const next = all[now + step];
    if (next) onSwitch(next);
  };
  return (
    <span className="branches" role="group" aria-label={t("branch.label")}>
      <IconButton
        icon="back"
        label={t("branch.before")}
        disabled={disabled || now <= 0}
        onClick={() => go(-1)}
      />
      <span>
        <span aria-hidden="true">
          {now + 1}/{all.length}
        </span>
        <span className="vh">{t("branch.place", { now: now + 1, all: all.length })}</span>
      </span>
      <IconButton
        icon="forward"
        label={t("branch.after")}
        disabled={disabled || now >= all.length - 1}
        onClick={() => go(1)}
      />
    </span>
  );
}
