import { Link } from "react-router";
import { LonePage } from "./ui/LonePage";
import { useTitle } from "./ui/useTitle";
import { useWords } from "./words/words";

export function NotFound() {
  const t = useWords();
  useTitle(t("notFound.title"));
  const action = (
    <Link className="btn primary" to="/chat">
      {t("notFound.act")}
    </Link>
  );
  return (
    <LonePage title={t("notFound.title")} action={action}>
      {t("notFound.says")}
    </LonePage>
  );
}
