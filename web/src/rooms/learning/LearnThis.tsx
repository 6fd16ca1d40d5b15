import "./learnThis.css";
import { Link } from "react-router";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { IconButton } from "../../ui/IconButton";
import { troubleWords } from "../../words/troubleWords";
import { useWords } from "../../words/words";
import { may, useMe } from "../accounts/me";
import { useLearning } from "./learned";
import { stepNow, stepWords } from "./states";

interface Props {
  /** What was written, when it is just one address. */
  offered: string | null;
  onLearn: () => void;
}

/** Beside sending: learn the page instead of asking about it. */
export function LearnOffer({ offered, onLearn }: Props) {
  const t = useWords();
  const me = useMe().data;
  if (offered === null || !may(me, "learning.start")) return null;
  return (
    <Button className="learn-offer" onClick={onLearn}>
      {t("learn.chat.offer")}
    </Button>
  );
}

/** How that goes, in one line, until it is over. */
export function LearnLine({ address, onClose }: { address: string; onClose: () => void }) {
  const t = useWords();
  const me = useMe().data;
  const { run, outcome, trouble } = useLearning(address);
  const step = run && stepNow(run)?.step;
  const not = (reason: string) => ({ says: t("learn.chat.not", { address, reason }), look: "not" as const });
  const shown = () => {
    if (trouble) return not(troubleWords(trouble, t).says);
    if (run?.state === "failed") return not(run.error?.message ?? "");
    if (run?.state === "cancelled") return not(t("learn.chat.stopped"));
    if (outcome?.learned) return { says: t("learn.chat.done", { address }), look: "done" as const };
    if (outcome) return not(outcome.reason);
    const says = step
      ? t("learn.chat.step", { address, step: t(stepWords[step]) })
      : t("learn.chat.begins", { address });
    return { says, look: "going" as const };
  };
  const { says, look } = shown();
  return (
    <div className={`learn-line ${look}`}>
      <Icon name={look === "done" ? "done" : look === "not" ? "alarm" : "clock"} />
      <span role="status">{says}</span>
      {run && may(me, "learning.read") && (
        <Link to={`/admin/sources/${run.source_id}`}>{t("learn.chat.details")}</Link>
      )}
      {look !== "going" && (
        <IconButton className="soft" icon="close" label={t("learn.chat.close")} onClick={onClose} />
      )}
    </div>
  );
}
