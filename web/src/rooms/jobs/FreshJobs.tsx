import { Button } from "../../ui/Button";
import { useWords } from "../../words/words";

/** New jobs wait above the list until they are wanted; said aloud once, not with every one. */
export function FreshJobs({ count, onShow }: { count: number; onShow: () => void }) {
  const t = useWords();
  return (
    <div className="fresh">
      <span className="vh" role="status">
        {count > 0 ? t("jobs.fresh.heard") : ""}
      </span>
      {count > 0 && <Button onClick={onShow}>{t("jobs.fresh", { n: count })}</Button>}
    </div>
  );
}
