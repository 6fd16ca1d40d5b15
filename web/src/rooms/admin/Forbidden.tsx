import { Link, useLocation } from "react-router";
import { LonePage } from "../../ui/LonePage";
import { useTitle } from "../../ui/useTitle";
import { useWords } from "../../words/words";
import { useMe } from "../accounts/me";

/** For those who may not look in here; a visitor may only need to sign in. */
export function Forbidden() {
  const t = useWords();
  const me = useMe().data;
  const here = useLocation();
  const visitor = me?.role === "visitor";
  useTitle(t("forbidden.title"));
  const action = (
    <>
      <Link className="btn primary" to="/sign-in" state={{ back: here.pathname }}>
        {visitor ? t("signIn.act") : t("forbidden.other")}
      </Link>
      <Link className="btn" to="/chat">
        {t("settings.back")}
      </Link>
    </>
  );
  return (
    <LonePage title={t("forbidden.title")} action={action}>
      {visitor ? t("forbidden.visitor") : t("forbidden.member")}
    </LonePage>
  );
}
