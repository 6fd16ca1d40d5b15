import type { ReactNode } from "react";
import { troubleWords } from "../words/troubleWords";
import { useWords } from "../words/words";
import { Banner } from "./Banner";
import { Button } from "./Button";

interface Props {
  reason: unknown;
  onRetry?: () => void;
  action?: ReactNode;
}

export function TroubleBanner({ reason, onRetry, action }: Props) {
  const t = useWords();
  const { title, says } = troubleWords(reason, t);
  return (
    <Banner
      tone="trouble"
      title={title}
      action={action ?? (onRetry && <Button onClick={onRetry}>{t("again")}</Button>)}
    >
      {says}
    </Banner>
  );
}
