import type { GuardState } from "../../api/types";
import { Banner } from "../../ui/Banner";
import { useWords } from "../../words/words";

/** Whether the guard is on. */
export function GuardStanding({ guard }: { guard: GuardState }) {
  const t = useWords();
  if (!guard.masks) {
    return (
      <Banner tone="trouble" title={t("privacy.off.title")}>
        {t("privacy.off.says")}
      </Banner>
    );
  }
  return (
    <Banner tone="done" title={t("privacy.on.title")}>
      {t(guard.restores ? "privacy.on.says" : "privacy.on.bare")}
    </Banner>
  );
}
