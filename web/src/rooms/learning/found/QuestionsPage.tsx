import { memo } from "react";
import type { Pair } from "../../../api/types";
import { Markdown } from "../../../markdown/Markdown";
import { Button } from "../../../ui/Button";
import { Switch } from "../../../ui/Switch";
import { toast } from "../../../ui/Toast";
import { troubleWords } from "../../../words/troubleWords";
import { useWords } from "../../../words/words";
import { may, useMe } from "../../accounts/me";
import { useShownSource } from "../SourceFrame";
import { FoundPart } from "./FoundPart";
import { FromWhere } from "./FromWhere";
import { usePairs, useSwitchPair } from "./found";

/** /admin/sources/:id/questions */
export function QuestionsPage() {
  const t = useWords();
  const me = useMe().data;
  const source = useShownSource();
  const found = usePairs(source.id);
  const change = useSwitchPair(source.id);
  const pairs = found.data?.pages.flat() ?? [];
  const turn = (pair: Pair, off: boolean) =>
    change.mutate({ ...pair, off }, { onError: (reason) => toast(troubleWords(reason, t).says) });
  return (
    <FoundPart
      source={source}
      title={t("found.questions")}
      says={t("found.questions.says")}
      module="faq"
      found={found}
      none={found.isSuccess && pairs.length === 0 ? t("found.questions.none") : null}
    >
      {pairs.length > 0 && (
        <ul className="pairs">
          {pairs.map((pair) => (
            <PairCard
              key={`${pair.address} ${pair.question}`}
              pair={pair}
              onSwitch={may(me, "learning.manage") ? (on) => turn(pair, !on) : null}
            />
          ))}
        </ul>
      )}
      {found.hasNextPage && (
        <p className="list-end">
          <Button disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t("learn.documents.more")}
          </Button>
        </p>
      )}
    </FoundPart>
  );
}

interface CardProps {
  pair: Pair;
  /** Nothing for those who may only look. */
  onSwitch: ((on: boolean) => void) | null;
}

const PairCard = memo(
  function PairCard({ pair, onSwitch }: CardProps) {
    const t = useWords();
    return (
      <li className={pair.off ? "card off" : "card"}>
        <h3 lang={pair.language || undefined}>{pair.question}</h3>
        <div lang={pair.language || undefined}>
          <Markdown text={pair.answer} />
        </div>
        <footer>
          <small>
            <FromWhere title={pair.title} url={pair.url} language={pair.language} />
          </small>
          {onSwitch ? (
            <Switch label={t("found.questions.use")} on={!pair.off} onChange={onSwitch} />
          ) : (
            pair.off && <small>{t("found.switchedOff")}</small>
          )}
        </footer>
      </li>
    );
  },
  (before, after) => before.pair === after.pair && (before.onSwitch === null) === (after.onSwitch === null),
);
