import { type FormEvent, useState } from "react";
import type { ApiKey } from "../../api/types";
import { Button } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Field } from "../../ui/Field";
import { toast } from "../../ui/Toast";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { Waiting } from "../../ui/Waiting";
import { useWords } from "../../words/words";
import { ApiKeyTable } from "./ApiKeyTable";
import { useApiKeys, useMakeApiKey, useRevokeApiKey } from "./apiKeys";
import { NewKey } from "./NewKey";

/** Keys for programs that ask in the reader's name. */
export function ApiKeysSection() {
  const t = useWords();
  const keys = useApiKeys();
  const make = useMakeApiKey();
  const revoke = useRevokeApiKey();
  const [name, setName] = useState("");
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate(name.trim(), { onSuccess: () => setName("") });
  };
  const revokeIt = async (key: ApiKey) => {
    await revoke.mutateAsync(key.id);
    if (make.data?.id === key.id) make.reset();
    toast(t("keys.api.revoked"));
  };
  return (
    <section className="card section">
      <h2>{t("keys.api.title")}</h2>
      <p className="quiet">{t("keys.api.says")}</p>
      {keys.isPending && <Waiting says={t("keys.api.loading")} />}
      {keys.isError && <TroubleBanner reason={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.data && <ApiKeyTable keys={keys.data} onRevoke={setRevoking} />}
      {make.data && <NewKey made={make.data} onDone={() => make.reset()} />}
      {make.isError && <TroubleBanner reason={make.error} />}
      <form className="stack" onSubmit={submit}>
        <Field
          label={t("keys.api.name")}
          hint={t("keys.api.name.hint")}
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.target.value)}
        />
        <div className="row">
          <Button look="primary" type="submit" disabled={make.isPending || name.trim() === ""}>
            {t("keys.api.make")}
          </Button>
        </div>
      </form>
      {revoking && (
        <ConfirmDialog
          title={t("keys.api.revoke.title")}
          says={t("keys.api.revoke.says", { name: revoking.name })}
          act={t("keys.api.revoke")}
          onAct={() => revokeIt(revoking)}
          onClose={() => setRevoking(null)}
        />
      )}
    </section>
  );
}
