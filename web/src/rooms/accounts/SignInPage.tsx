import "./accounts.css";
import { type FormEvent, useRef, useState } from "react";
import { Link, useNavigate } from "react-router";
import { Trouble } from "../../api/trouble";
import { Banner } from "../../ui/Banner";
import { Brand } from "../../ui/Brand";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { PasswordField } from "../../ui/PasswordField";
import { useTitle } from "../../ui/useTitle";
import { troubleWords } from "../../words/troubleWords";
import { useWords } from "../../words/words";
import { useBack } from "./back";
import { signIn } from "./me";

/** /sign-in; leads back to where the reader came from. */
export default function SignInPage() {
  const t = useWords();
  const back = useBack();
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  const secret = useRef<HTMLInputElement>(null);
  useTitle(t("signIn"));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setTrouble(null);
    try {
      await signIn(name.trim(), password);
      await navigate(back, { replace: true });
    } catch (reason) {
      setTrouble(Trouble.from(reason));
      setBusy(false);
      secret.current?.focus();
      secret.current?.select();
    }
  };
  return (
    <div className="sign-in">
      <header>
        <Brand />
      </header>
      <main id="main">
        <form className="card" onSubmit={submit}>
          <h1>{t("signIn")}</h1>
          <p className="quiet">{t("signIn.says")}</p>
          {trouble && <SignInTrouble trouble={trouble} />}
          <Field
            label={t("signIn.name")}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            autoFocus
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <PasswordField
            ref={secret}
            label={t("signIn.password")}
            name="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
          <Button look="primary" wide type="submit" disabled={busy || name.trim() === "" || password === ""}>
            {busy ? t("signIn.busy") : t("signIn.act")}
          </Button>
        </form>
        <p className="quiet below">
          <Link to={back.startsWith("/chat") ? back : "/chat"}>{t("signIn.without")}</Link>
        </p>
      </main>
    </div>
  );
}

function SignInTrouble({ trouble }: { trouble: Trouble }) {
  const t = useWords();
  if (trouble.code === "wrong_credentials") {
    return (
      <Banner tone="trouble" title={t("signIn.wrong.title")}>
        {t("signIn.wrong.says")}
      </Banner>
    );
  }
  if (trouble.code === "too_many") {
    return (
      <Banner tone="trouble" title={t("signIn.tooMany.title")}>
        {trouble.message || t("signIn.tooMany.says")}
      </Banner>
    );
  }
  const words = troubleWords(trouble, t);
  return (
    <Banner tone="trouble" title={words.title}>
      {words.says}
    </Banner>
  );
}
