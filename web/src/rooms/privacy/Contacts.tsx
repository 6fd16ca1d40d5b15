import { useState } from "react";
import type { SiteContact } from "../../api/types";
import { Button } from "../../ui/Button";
import { Choice } from "../../ui/Choice";
import { Ledger } from "../../ui/Ledger";
import { toast } from "../../ui/Toast";
import { troubleWords } from "../../words/troubleWords";
import { useWords } from "../../words/words";
import { AllowForm } from "./AllowForm";
import { ContactRow } from "./ContactRow";
import { Loaded } from "./Loaded";
import { Part } from "./Part";
import { useGather, useSiteContacts } from "./privacy";

/** The site's own contacts: proposed from its public pages, shown once somebody agrees. */
export function Contacts() {
  const t = useWords();
  const [state, setState] = useState<SiteContact["state"]>("proposed");
  const contacts = useSiteContacts(state);
  const gather = useGather();
  const look = (
    <Button
      disabled={gather.isPending}
      onClick={() =>
        gather.mutate(undefined, {
          onSuccess: () => toast(t("privacy.contacts.gathering")),
          onError: (reason) => toast(troubleWords(reason, t).says),
        })
      }
    >
      {t("privacy.contacts.gather")}
    </Button>
  );
  return (
    <Part title={t("privacy.contacts")} says={t("privacy.contacts.says")} action={look}>
      <Choice
        legend={t("privacy.contacts.state")}
        value={state}
        options={[
          { value: "proposed", label: t("privacy.contacts.proposed") },
          { value: "allowed", label: t("privacy.contacts.allowed") },
          { value: "rejected", label: t("privacy.contacts.rejected") },
        ]}
        onChoose={setState}
      />
      <Loaded found={contacts} none={t("privacy.contacts.none")}>
        {(all) => (
          <Ledger
            label={t("privacy.contacts")}
            look="site-contacts"
            columns={[
              { label: t("privacy.contacts.contact") },
              { label: t("privacy.contacts.pages"), end: true },
              { label: t("privacy.contacts.page") },
              { label: t("learn.col.acts"), hidden: true },
            ]}
          >
            {all.map((contact) => (
              <ContactRow key={contact.id} contact={contact} />
            ))}
          </Ledger>
        )}
      </Loaded>
      <AllowForm onAllowed={() => setState("allowed")} />
    </Part>
  );
}
