import { prefer, usePreferences } from "../../look/preferences";
import { Choice } from "../../ui/Choice";
import { LanguageField } from "../../ui/LanguageField";
import { Switch } from "../../ui/Switch";
import { useWords } from "../../words/words";

/** Language, colours, size of the letters: kept in this browser, in effect at once. */
export function LookSection() {
  const t = useWords();
  const { language, answers, theme, textSize, letterKeys } = usePreferences();
  return (
    <section className="card section">
      <h2>{t("look.title")}</h2>
      <p className="quiet">{t("look.says")}</p>
      <Choice
        legend={t("look.language")}
        value={language}
        onChoose={(chosen) => prefer({ language: chosen })}
        options={[
          { value: "ja", label: "日本語", lang: "ja" },
          { value: "en", label: "English", lang: "en" },
        ]}
      />
      <LanguageField
        label={t("look.answers")}
        hint={t("look.answers.says")}
        none={t("answerLanguage.follow")}
        value={answers}
        onChoose={(chosen) => prefer({ answers: chosen })}
      />
      <Choice
        legend={t("look.theme")}
        value={theme}
        onChoose={(chosen) => prefer({ theme: chosen })}
        options={[
          { value: "system", label: t("look.theme.system") },
          { value: "light", label: t("look.theme.light") },
          { value: "dark", label: t("look.theme.dark") },
          { value: "contrast", label: t("look.theme.contrast") },
        ]}
      />
      <Choice
        legend={t("look.size")}
        value={textSize}
        onChoose={(chosen) => prefer({ textSize: chosen })}
        options={[
          { value: "normal", label: t("look.size.normal") },
          { value: "large", label: t("look.size.large") },
          { value: "largest", label: t("look.size.largest") },
        ]}
      />
      <Switch
        label={t("look.keys")}
        hint={t("look.keys.says")}
        on={letterKeys}
        onChange={(on) => prefer({ letterKeys: on })}
      />
    </section>
  );
}
