import { useState } from "react";
import { Dialog } from "../../ui/Dialog";
import { LanguageField } from "../../ui/LanguageField";
import { toast } from "../../ui/Toast";
import { troubleWords } from "../../words/troubleWords";
import { useWords } from "../../words/words";
import { usePinLanguage } from "./sessions";

interface Props {
  id: string;
  pinned: string | null;
  onClose: () => void;
}

/** Which language the answers of one chat are in; in effect with the next answer. */
export default function LanguageDialog({ id, pinned, onClose }: Props) {
  const t = useWords();
  const pin = usePinLanguage();
  const [chosen, setChosen] = useState(pinned);
  const choose = (language: string | null) => {
    setChosen(language);
    pin.mutate({ id, language }, { onError: refused });
  };
  const refused = (reason: unknown) => {
    setChosen(pinned);
    toast(troubleWords(reason, t).title);
  };
  return (
    <Dialog title={t("answerLanguage")} onClose={onClose}>
      <LanguageField
        first
        label={t("answerLanguage.chat")}
        hint={t("answerLanguage.says")}
        none={t("answerLanguage.follow")}
        value={chosen}
        onChoose={choose}
      />
    </Dialog>
  );
}
