import { Link } from "react-router";
import type { Me } from "../../api/types";
import { Tag } from "../../ui/Tag";
import { type Key, useWords } from "../../words/words";
import { PasswordForm } from "./PasswordForm";

const roleWords: Record<string, Key> = {
  member: "role.member",
  operator: "role.operator",
  admin: "role.admin",
};

export function AccountSection({ me }: { me: Me }) {
  const t = useWords();
  return (
    <section className="card section">
      <h2>{t("account.title")}</h2>
      {me.role === "visitor" ? (
        <>
          <p>{t("account.visitor")}</p>
          <div className="row">
            <Link className="btn primary" to="/sign-in" state={{ back: "/settings" }}>
              {t("signIn.act")}
            </Link>
          </div>
        </>
      ) : (
        <>
          <p>
            <b>{me.name}</b> <Tag>{t(roleWords[me.role] ?? "role.visitor")}</Tag>
          </p>
          <PasswordForm name={me.name ?? ""} />
        </>
      )}
    </section>
  );
}
