import { Link, useLocation, useNavigate } from "react-router";
import { toast } from "../../ui/Toast";
import { troubleWords } from "../../words/troubleWords";
import { useWords } from "../../words/words";
import { may, signOut, useMe } from "../accounts/me";

/** Who is at the counter, and the ways to the other rooms. */
export function PersonFoot() {
  const t = useWords();
  const me = useMe().data;
  const here = useLocation();
  const navigate = useNavigate();
  const leave = async () => {
    try {
      await signOut();
      await navigate("/chat");
      toast(t("signOut.done"));
    } catch (reason) {
      toast(troubleWords(reason, t).title);
    }
  };
  return (
    <footer className="person">
      <span className="person-name">{me?.name ?? t("person.visitor")}</span>
      <nav aria-label={t("person.nav")}>
        <Link to="/settings">{t("settings")}</Link>
        {(may(me, "upkeep.read") || may(me, "learning.read")) && <Link to="/admin">{t("admin")}</Link>}
        {me?.role === "visitor" ? (
          <Link to="/sign-in" state={{ back: here.pathname + here.search }}>
            {t("signIn")}
          </Link>
        ) : (
          <button type="button" onClick={leave}>
            {t("signOut")}
          </button>
        )}
      </nav>
    </footer>
  );
}
