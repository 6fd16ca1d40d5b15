import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { post } from "../../api/rest";
import { Trouble } from "../../api/trouble";
import type { Me } from "../../api/types";
import { Button } from "../../ui/Button";
import { PasswordField } from "../../ui/PasswordField";
import { toast } from "../../ui/Toast";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { useWords } from "../../words/words";

export function PasswordForm({ name }: { name: string }) {
  const t = useWords();
  const [current, setCurrent] = useState("");
  const [fresh, setFresh] = useState("");
  const change = useMutation({
    mutationFn: () => post<Me>("/api/me/password", { current, new: fresh }),
    onSuccess: () => {
      setCurrent("");
      setFresh("");
      toast(t("password.changed"));
    },
  });
  const trouble = change.error && Trouble.from(change.error);
  const wrong = trouble?.code === "wrong_credentials" ? t("password.wrong") : trouble?.details.current;
  const weak = trouble?.details.new;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <form className="stack" onSubmit={submit} aria-labelledby="password-title">
      <h3 id="password-title">{t("password.title")}</h3>
      {trouble && !wrong && !weak && <TroubleBanner reason={trouble} />}
      <input
        className="vh"
        type="text"
        name="username"
        autoComplete="username"
        value={name}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <PasswordField
        label={t("password.current")}
        autoComplete="current-password"
        value={current}
        error={wrong}
        onChange={(event) => setCurrent(event.target.value)}
      />
      <PasswordField
        label={t("password.new")}
        hint={t("password.hint")}
        autoComplete="new-password"
        value={fresh}
        error={weak}
        onChange={(event) => setFresh(event.target.value)}
      />
      <div className="row">
        <Button look="primary" type="submit" disabled={change.isPending || current === "" || fresh === ""}>
          {t("password.change")}
        </Button>
      </div>
    </form>
  );
}
