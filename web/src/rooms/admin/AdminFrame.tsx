import "./admin.css";
import { NavLink, Outlet } from "react-router";
import { Brand } from "../../ui/Brand";
import { useWords } from "../../words/words";
import { may, useMe } from "../accounts/me";
import { Forbidden } from "./Forbidden";

/** /admin: the rail, and beside it one of the reading rooms. */
export function AdminFrame() {
  const t = useWords();
  const me = useMe().data;
  if (!may(me, "upkeep.read")) return <Forbidden />;
  return (
    <div className="admin">
      <a className="skip" href="#main">
        {t("skip.main")}
      </a>
      <nav className="rail" aria-label={t("admin")}>
        <Brand />
        <NavLink to="/admin" end>
          {t("admin.overview")}
        </NavLink>
        <NavLink to="/admin/components">{t("admin.components")}</NavLink>
        {may(me, "settings.read") && <NavLink to="/admin/settings">{t("admin.settings")}</NavLink>}
        <NavLink className="rail-back" to="/chat">
          {t("settings.back")}
        </NavLink>
      </nav>
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}
