import "./admin.css";
import { useEffect, useRef } from "react";
import { Navigate, NavLink, Outlet, useLocation } from "react-router";
import { Brand } from "../../ui/Brand";
import { useWords } from "../../words/words";
import { may, useMe } from "../accounts/me";
import { Forbidden } from "./Forbidden";

const home = /^\/admin\/?$/;
const sources = /^\/admin\/sources(?:\/|$)/;

/** /admin: the rail, and beside it one of the reading rooms. */
export function AdminFrame() {
  const t = useWords();
  const me = useMe().data;
  const rail = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: where the rail is a strip, it shows where one has come to
  useEffect(() => {
    rail.current
      ?.querySelector("[aria-current=page]")
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [pathname]);
  const keeps = may(me, "upkeep.read");
  const learns = may(me, "learning.read");
  if (!keeps && learns && home.test(pathname)) return <Navigate to="/admin/sources" replace />;
  if (!may(me, sources.test(pathname) ? "learning.read" : "upkeep.read")) return <Forbidden />;
  return (
    <div className="admin">
      <a className="skip" href="#main">
        {t("skip.main")}
      </a>
      <nav ref={rail} className="rail" aria-label={t("admin")}>
        <Brand />
        {keeps && (
          <>
            <NavLink to="/admin" end>
              {t("admin.overview")}
            </NavLink>
            <NavLink to="/admin/components">{t("admin.components")}</NavLink>
          </>
        )}
        {learns && <NavLink to="/admin/sources">{t("admin.sources")}</NavLink>}
        {may(me, "evaluation.read") && <NavLink to="/admin/evaluation">{t("admin.evaluation")}</NavLink>}
        {may(me, "privacy.manage") && <NavLink to="/admin/privacy">{t("admin.privacy")}</NavLink>}
        {keeps && may(me, "jobs.read") && <NavLink to="/admin/jobs">{t("admin.jobs")}</NavLink>}
        {may(me, "jobs.manage") && <NavLink to="/admin/queues">{t("admin.queues")}</NavLink>}
        {may(me, "jobs.manage") && <NavLink to="/admin/schedules">{t("admin.schedules")}</NavLink>}
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
